"""The template's pages before chapter 1."""

from pmqa_workshop.documents.template.sheet import (
    Column,
    either,
    line,
    plain_table,
    points,
    prose,
    section,
    section_end,
    tag,
)
from pmqa_workshop.documents.template.styles import style_id
from pmqa_workshop.documents.wordml import cell, paragraph, row, table, twips

SIGNATURE = 8.0  # centimetres of one block, two beside each other


def front() -> str:
    """Return cover, approval, preface, contents and executive summary."""
    parts = (_cover(), _approval(), _preface(), _contents(), _summary())
    return "".join(parts) + section_end(section("thaiLetters", start=1, footer="rIdFrontFooter"))


def _cover() -> str:
    def space(points_: int) -> str:
        return paragraph("", more=f'<w:spacing w:before="{points_ * 20}"/>')

    return (
        tag("{%p if is_draft %}")
        + line("(ตราสัญลักษณ์ของหน่วยงาน)", "Cover Small")
        + space(60)
        + line("{{ draft_mark }}", "Cover Draft")
        + tag("{%p else %}")
        + space(90)
        + tag("{%p endif %}")
        + line("{{ title_lines[0] }}", "Title")
        + tag("{%p for text in title_lines[1:] %}")
        + line("{{ text }}", "Cover Line")
        + tag("{%p endfor %}")
        + space(230)
        + line("จัดทำโดย", "Cover Small")
        + line("{{ prepared_by }}", "Cover Line")
        + line("{{ issued_month }}", "Cover Small")
        + section_end(section("thaiLetters", start=1, header="rIdNoHeader", footer="rIdNoFooter"))
    )


def _approval() -> str:
    width = twips(SIGNATURE)
    right = tag("{%p if pair.right %}") + _signature("pair.right") + tag("{%p endif %}")
    rows = [
        row([cell(tag("{%tr for pair in signers %}"), 2 * width, span=2)]),
        row([cell(_signature("pair.left"), width), cell(right, width)]),
        row([cell(tag("{%tr endfor %}"), 2 * width, span=2)]),
    ]
    open_points = (
        tag("{%p if is_draft and missing %}")
        + line("รายการที่ต้องเติมก่อนเสนอขออนุมัติ", "Lead In")
        + tag("{%p for point in missing %}")
        + line("– {{ point }}", "Missing")
        + tag("{%p endfor %}")
        + tag("{%p endif %}")
    )
    return (
        line("หน้าเห็นชอบและอนุมัติแผน", "Contents Heading")
        + tag("{%p for text in title_lines %}")
        + line("{{ text }}", "Cover Line")
        + tag("{%p endfor %}")
        + line(
            "แผนฉบับนี้จัดทำขึ้นจากผลการประชุมเชิงปฏิบัติการ เมื่อวันที่ {{ workshop.held_on }} "
            "ณ {{ workshop.venue }} เพื่อใช้เป็นกรอบการพัฒนาคุณภาพการบริหารจัดการภาครัฐของ"
            "{{ agency.name }} ระหว่างวันที่ ๑ ตุลาคม {{ previous_year }} ถึงวันที่ "
            "๓๐ กันยายน {{ fiscal_year }}",
            "Body Thai",
            '<w:spacing w:before="280" w:after="80"/>',
        )
        + table(rows, [width, width], "ช่องลงนาม", style="TableNormal")
        + paragraph()
        + open_points
    )


def _signature(who: str) -> str:
    texts = (
        f"(ลงชื่อ) {'.' * 46}", f"( {{{{ {who}.name }}}} )", f"ตำแหน่ง {{{{ {who}.position }}}}",
        "วันที่ ........ / .................... / ............",
    )  # fmt: skip
    signed = "".join(line(text, "Signature Line") for text in texts)
    return paragraph() + line(f"{{{{ {who}.role }}}}", "Signature Role") + signed


def _preface() -> str:
    return (
        line("คำนำ", "Front Heading")
        + prose(
            "{{ agency.name }} จัดทำ{{ title }} เพื่อนำข้อค้นพบจากรายงานป้อนกลับ"
            "ผลการตรวจประเมินคุณภาพการบริหารจัดการภาครัฐ (PMQA) "
            "มากำหนดเป็นแนวทางพัฒนาองค์การอย่างเป็นระบบ สอดคล้องกับเป้าหมายเชิงยุทธศาสตร์"
            "ของหน่วยงาน มุ่งสู่การเป็นระบบราชการ ๔.๐ และการพัฒนาอย่างยั่งยืน",
            "แผนฉบับนี้เกิดจากการมีส่วนร่วมของบุคลากรในการประชุมเชิงปฏิบัติการ "
            "ทุกโครงการสืบย้อนได้ถึงข้อค้นพบ ข้อเสนอ และผลการลงคะแนนที่เป็นที่มา "
            "โดยแสดงรหัสกำกับไว้ตลอดเล่ม ได้แก่ รหัส F สำหรับข้อค้นพบ รหัส I สำหรับข้อเสนอ "
            "รหัส T สำหรับกลุ่มประเด็น และรหัส P สำหรับโครงการ",
            "{{ agency.name }} ขอขอบคุณผู้บริหาร ผู้แทนทุกหน่วยงาน และผู้เข้าร่วมประชุมทุกท่าน"
            "ที่ร่วมแสดงความคิดเห็น และหวังเป็นอย่างยิ่งว่าแผนฉบับนี้จะเป็นประโยชน์ต่อการยกระดับ"
            "คุณภาพการบริหารจัดการขององค์การให้เกิดผลต่อประชาชนและผู้รับบริการ",
        )
        + paragraph()
        + line("{{ prepared_by }}", "Right Line")
        + line("{{ issued_month }}", "Right Line")
    )


def _contents() -> str:
    new_page = "<w:pageBreakBefore/>"
    heading = style_id("Contents Heading")

    def titled(text: str, more: str = "") -> str:
        return line(text, "Contents Heading").replace(
            f'<w:pStyle w:val="{heading}"/>', f'<w:pStyle w:val="{heading}"/>{more}'
        )

    return (
        titled("สารบัญ", new_page)
        + tag("{{p toc }}")
        + titled("สารบัญตาราง")
        + tag("{{p list_of_tables }}")
        + titled("สารบัญภาพ")
        + tag("{{p list_of_figures }}")
    )


def _summary() -> str:
    columns = [
        Column("หมวด", 7.2, "{{ row.category }}"),
        Column("โอกาสใน\nการปรับปรุง", 2.2, "{{ row.ofis }}", "Table Center"),
        Column("ข้อเสนอ", 1.8, "{{ row.ideas }}", "Table Center"),
        Column("โครงการ", 1.8, "{{ row.initiatives }}", "Table Center"),
        Column("งบประมาณ (บาท)", 3.0, "{{ row.budget }}", "Table Right"),
    ]
    total = ["รวม", "{{ count.ofis }}", "{{ count.ideas }}", "{{ count.initiatives }}",
             "{{ budget.total }}"]  # fmt: skip
    foremost = (
        line("ข้อเสนอที่ได้รับคะแนนสูงสุด", "Lead In")
        + tag("{%p for row in foremost %}")
        + points("อันดับ {{ row.rank }}  {{ row.name }} ({{ row.points }} คะแนน)")
        + tag("{%p endfor %}")
    )
    return (
        line("บทสรุปผู้บริหาร", "Front Heading")
        + prose(
            "{{ agency.name }} จัดประชุมเชิงปฏิบัติการเมื่อวันที่ {{ workshop.held_on }} "
            "มีผู้เข้าร่วม {{ count.people }} คน จาก {{ count.units }} หน่วยงาน "
            "พิจารณาข้อค้นพบ {{ count.findings }} ข้อ เป็นจุดแข็ง {{ count.strengths }} ข้อ "
            "โอกาสในการปรับปรุง {{ count.ofis }} ข้อ และข้อเสนอแนะ {{ count.comments }} ข้อ "
            "ได้ข้อเสนอ {{ count.ideas }} เรื่อง จัดเป็น {{ count.themes }} กลุ่มประเด็น "
            "ผ่านการลงคะแนน {{ count.rounds }} รอบ "
            "และมีมติบรรจุในแผน {{ count.selected }} กลุ่มประเด็น",
            "แผนประจำปีงบประมาณ พ.ศ. {{ fiscal_year }} ประกอบด้วย {{ count.initiatives }} โครงการ "
            "ใช้งบประมาณ {{ budget.with_budget }} โครงการ "
            "ไม่ใช้งบประมาณ {{ budget.without_budget }} โครงการ "
            "วงเงินรวม {{ budget.total }} บาท {{ budget.is_incomplete }}",
        )
        + plain_table("tbl_summary", "สรุปแผนจำแนกตามหมวด", "overview", columns, total)
        + either("foremost", foremost, "ยังไม่มีผลการลงคะแนน")
    )
