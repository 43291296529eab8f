"""The template's appendices and the last line of the document."""

from pmqa_workshop.documents.template.sheet import (
    Column,
    either,
    grouped_table,
    lead,
    line,
    plain_table,
    points,
    prose,
    tag,
)

NO_IDEAS = "ยังไม่มีข้อเสนอจากการระดมความคิดเห็น"


def appendices() -> str:
    return "".join(
        (
            _appendix("ก", "คำสั่งแต่งตั้งคณะกรรมการและคณะทำงาน"),
            line("(แนบสำเนาคำสั่งแต่งตั้ง)", "Missing"),
            _appendix("ข", "กำหนดการประชุมเชิงปฏิบัติการ"),
            either("agenda", _agenda(), "ยังไม่ได้ระบุกำหนดการ"),
            _appendix("ค", "รายชื่อผู้เข้าร่วมประชุม"),
            _people(),
            _appendix("ง", "ข้อเสนอทั้งหมดจากการระดมความคิดเห็น"),
            either("idea_groups", _ideas(), NO_IDEAS),
            _appendix("จ", "ผลการลงคะแนนโดยละเอียด"),
            either("priorities", _votes(), "ยังไม่มีผลการลงคะแนน"),
            _appendix("ฉ", "รายงานป้อนกลับ"),
            either("trace_groups", _traces(), "ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ"),
            _appendix("ช", "ภาพกิจกรรม"),
            line("(แนบภาพกิจกรรมการประชุมเชิงปฏิบัติการ)", "Missing"),
        )
    )


def last_line() -> str:
    """Return what tells one printed copy from another."""
    return line(
        "{{ draft_mark }} จัดทำเมื่อวันที่ {{ issued_on }} รหัสอ้างอิง {{ reference_code }}",
        "Source Note",
    )


def _appendix(letter: str, title: str) -> str:
    return line(f"ภาคผนวก {letter} {title}", "Appendix Heading")


def _agenda() -> str:
    columns = [
        Column("เวลา", 4.0, "{{ row.time }}", "Table Center"),
        Column("กิจกรรม", 12.0, "{{ row.what }}"),
    ]
    return plain_table("tbl_agenda", "กำหนดการประชุมเชิงปฏิบัติการ", "agenda", columns)


def _people() -> str:
    units = [
        Column("หน่วยงาน", 12.0, "{{ row.unit }}"),
        Column("จำนวน (คน)", 4.0, "{{ row.people }}", "Table Center"),
    ]
    names = [
        Column("ลำดับ", 1.5, "{{ row.number }}", "Table Center"),
        Column("ชื่อ", 7.5, "{{ row.name }}"),
        Column("หน่วยงาน", 7.0, "{{ row.unit }}"),
    ]
    return (
        prose(
            "ผู้เข้าร่วมประชุมทั้งหมด {{ attendance.total }} คน "
            "ระบุชื่อ {{ attendance.named }} คน"
        )
        + either(
            "attendance.by_unit",
            plain_table(
                "tbl_units", "ผู้เข้าร่วมประชุมจำแนกตามหน่วยงาน", "attendance.by_unit", units,
                ["รวม", "{{ attendance.total }}"],
            ),
            "ยังไม่มีข้อมูลผู้เข้าร่วมจำแนกตามหน่วยงาน",
        )
        + either(
            "attendance.names",
            plain_table("tbl_names", "รายชื่อผู้เข้าร่วมประชุม", "attendance.names", names),
            "ไม่มีรายชื่อที่เปิดเผยได้",
        )
    )  # fmt: skip


def _ideas() -> str:
    columns = [
        Column("รหัส", 1.4, "{{ row.code }}", "Table Center"),
        Column("ข้อเสนอ", 7.2, "{{ row.text }}"),
        Column("หน่วยงาน", 2.0, "{{ row.unit }}"),
        Column("ตอบ\nข้อค้นพบ", 1.8, "{{ row.findings }}"),
        Column("กลุ่ม", 1.3, "{{ row.theme }}", "Table Center"),
        Column("ผล", 2.3, "{{ row.fate }}", "Table Center"),
    ]
    return lead(
        "ข้อเสนอทั้งหมด {{ count.ideas }} เรื่อง ตามถ้อยคำของผู้เสนอ รวมเรื่องที่ไม่ได้บรรจุในแผน"
    ) + grouped_table("tbl_ideas", "ข้อเสนอทั้งหมดจากการระดมความคิดเห็น", "idea_groups", columns)


def _votes() -> str:
    rounds = [
        Column("รอบ", 1.5, "{{ row.number }}", "Table Center"),
        Column("คะแนนต่อคน", 2.8, "{{ row.points_per_person }}", "Table Center"),
        Column("สูงสุดต่อเรื่อง", 2.8, "{{ row.max_per_choice }}", "Table Center"),
        Column("จำนวนเรื่อง", 2.3, "{{ row.choices }}", "Table Center"),
        Column("ผู้มีสิทธิ", 2.2, "{{ row.eligible }}", "Table Center"),
        Column("ผู้ลงคะแนน", 2.2, "{{ row.ballots }}", "Table Center"),
        Column("ร้อยละ", 2.2, "{{ row.turnout }}", "Table Center"),
    ]
    columns = [
        Column("อันดับ", 1.5, "{{ row.rank }}", "Table Center"),
        Column("กลุ่มประเด็น", 5.0, "{{ row.code }} {{ row.name }}"),
        Column("คะแนน", 1.4, "{{ row.points }}", "Table Center"),
        Column("ร้อยละ", 1.5, "{{ row.share }}", "Table Center"),
        Column("ผู้ลง\nคะแนน", 1.6, "{{ row.voters }}", "Table Center"),
        Column("ข้อเสนอในกลุ่ม", 2.9, "{{ row.ideas }}"),
        Column("มติ", 2.1, "{{ row.decision }}", "Table Center"),
    ]
    return (
        tag("{%p if rounds %}")
        + plain_table("tbl_rounds", "การใช้สิทธิลงคะแนนแต่ละรอบ", "rounds", rounds)
        + tag("{%p endif %}")
        + plain_table("tbl_votes", "ผลการลงคะแนนรายกลุ่มประเด็น", "priorities", columns)
    )


def _traces() -> str:
    columns = [
        Column("รหัส", 1.5, "{{ row.code }}", "Table Center"),
        Column("ข้อ", 1.5, "{{ row.item }}", "Table Center"),
        Column("ข้อความในรายงานป้อนกลับ", 7.3, ("{{ row.text }}",)),
        Column("ประเภท", 1.9, "{{ row.kind }}", "Table Center"),
        Column("ข้อเสนอ\nที่ตอบ", 2.1, "{{ row.ideas }}"),
        Column("โครงการ", 1.7, "{{ row.initiatives }}"),
    ]
    reports = tag("{%p for report in reports %}") + points("– {{ report }}") + tag("{%p endfor %}")
    return (
        prose(
            "ข้อความตามรายงานป้อนกลับที่นำเข้า {{ count.findings }} ข้อ "
            "พร้อมข้อเสนอและโครงการที่ตอบ แสดงดัง [[tbl_traces]]"
        )
        + reports
        + grouped_table("tbl_traces", "รายงานป้อนกลับและการตอบข้อค้นพบ", "trace_groups", columns)
    )
