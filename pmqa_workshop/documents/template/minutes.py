"""รายงานการประชุม (แบบที่ 11): who came, the five agenda items, the resolutions with reasons."""

from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.papers import blank_lines, draft_line, letter, signature
from pmqa_workshop.documents.template.sheet import (
    PORTRAIT,
    Column,
    bare_table,
    either,
    groups_table,
    line,
    prose,
    rows_table,
    section,
    tag,
)
from pmqa_workshop.documents.template.styles import style_id
from pmqa_workshop.documents.wordml import cell, paragraph, row, table, twips


def minutes() -> Design:
    parts = (_head(), _people(), _opening(), _information(), _consideration(), _end(), _annexes())
    return letter(
        "รายงานการประชุม",
        "".join(parts) + section("thaiNumbers", start=1, first="rIdFirstHeader"),
    )


def _head() -> str:
    lines = (
        "รายงานการประชุม{{ minutes.name }}", "ครั้งที่ {{ minutes.number }}",
        "เมื่อวันที่ {{ minutes.held_on }}", "ณ {{ minutes.venue }}",
    )  # fmt: skip
    head = "".join(line(text, "Paper Title") for text in lines)
    return draft_line() + head + line("-" * 29, "Paper Line")


def _people() -> str:
    return (
        line("ผู้มาประชุม", "People Heading")
        + either("minutes.present", _list("ผู้มาประชุม", "minutes.present"), "๑. " + "…" * 20)
        + _if_any("ผู้ไม่มาประชุม", "minutes.absent")
        + _if_any("ผู้เข้าร่วมประชุม", "minutes.guests")
        + tag("{%p if minutes.seated %}")
        + tag("{%p if not minutes.guests %}")
        + line("ผู้เข้าร่วมประชุม", "People Heading")
        + tag("{%p endif %}")
        + line("{{ minutes.seated }}", "People Line")
        + tag("{%p endif %}")
        + tag("{%p if minutes.unsaid %}")
        + line("ยังไม่ได้บันทึกว่ามาประชุมหรือไม่: {{ minutes.unsaid }}", "Missing")
        + tag("{%p endif %}")
    )


def _if_any(title: str, rows: str) -> str:
    return (
        tag(f"{{%p if {rows} %}}")
        + line(title, "People Heading")
        + _list(title, rows)
        + tag("{%p endif %}")
    )


def _list(title: str, rows: str) -> str:
    columns = [
        Column("", 1.2, "{{ row.number }}", "People Line"),
        Column("", 6.2, "{{ row.name }}", "People Line"),
        Column("", 8.6, "{{ row.position }}", "People Line"),
    ]
    return bare_table(title, rows, columns)


def _opening() -> str:
    return (
        line("เริ่มประชุมเวลา {{ minutes.began_at }}", "People Heading")
        + prose(
            "เมื่อผู้มาประชุมพร้อมแล้ว {{ minutes.chair.name }} ประธานในที่ประชุม กล่าวเปิดประชุม "
            "และดำเนินการประชุมตามระเบียบวาระ ดังต่อไปนี้"
        )
        + line("ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "Agenda Heading")
        + blank_lines(2)
        + line("ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม", "Agenda Heading")
        + blank_lines(1)
        + _resolution()
        + blank_lines(1)
    )


def _resolution() -> str:
    return line("มติที่ประชุม", "Resolution")


def _information() -> str:
    columns = [
        Column("หมวด", 8.2, "{{ row.category }}"),
        Column("จุดแข็ง", 1.8, "{{ row.strengths }}", "Table Center"),
        Column("โอกาสใน\nการปรับปรุง", 2.4, "{{ row.ofis }}", "Table Center"),
        Column("ข้อเสนอแนะ", 2.0, "{{ row.comments }}", "Table Center"),
        Column("รวม", 1.6, "{{ row.total }}", "Table Center"),
    ]
    total = ["รวม", "{{ count.strengths }}", "{{ count.ofis }}", "{{ count.comments }}",
             "{{ count.findings }}"]  # fmt: skip
    counted = prose(
        "ฝ่ายเลขานุการรายงานว่า {{ agency.name }} ได้รับ{{ minutes.reports }} "
        "มีข้อค้นพบ {{ count.findings }} ข้อ จำแนกตามหมวดดังตาราง รายละเอียดตามเอกสารแนบ ๑"
    ) + rows_table("ข้อค้นพบจำแนกตามหมวด", "minutes.categories", columns, total)
    return (
        line("ระเบียบวาระที่ ๓ เรื่องเพื่อทราบ", "Agenda Heading")
        + line("๓.๑ ข้อค้นพบจากรายงานป้อนกลับ", "Agenda Point")
        + either("finding_groups", counted, "ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ")
        + _resolution()
        + blank_lines(1)
    )


def _consideration() -> str:
    return (
        line("ระเบียบวาระที่ ๔ เรื่องเพื่อพิจารณา", "Agenda Heading")
        + line("๔.๑ การจัดลำดับความสำคัญของข้อเสนอ", "Agenda Point")
        + prose(
            "ที่ประชุมร่วมกันเสนอแนวทางปรับปรุง {{ count.ideas }} เรื่อง (เอกสารแนบ ๒) "
            "จัดเป็น {{ count.themes }} กลุ่มประเด็น"
        )
        + tag("{%p for entry in minutes.rounds %}")
        + prose("{{ entry }}")
        + tag("{%p endfor %}")
        + either("priorities", _votes(), "ยังไม่มีกลุ่มประเด็นที่พิจารณา")
        + _decisions()
        + line("๔.๒ {{ minutes.title }}", "Agenda Point")
        + prose(
            "ฝ่ายเลขานุการเสนอแผนประจำปีงบประมาณ พ.ศ. {{ fiscal_year }} "
            "มี {{ count.initiatives }} โครงการ วงเงินรวม {{ budget.total }} บาท "
            "{{ budget.is_incomplete }}"
        )
        + either("initiative_groups", _initiatives(), "ยังไม่มีโครงการในแผน")
        + _resolution()
        + blank_lines(2)
    )


def _votes() -> str:
    columns = [
        Column("อันดับ", 1.5, "{{ row.rank }}", "Table Center"),
        Column("กลุ่มประเด็น", 6.3, "{{ row.code }} {{ row.name }}"),
        Column("ข้อค้นพบที่ตอบ", 2.8, "{{ row.findings }}"),
        Column("คะแนน", 1.4, "{{ row.points }}", "Table Center"),
        Column("ผู้ลง\nคะแนน", 1.6, "{{ row.voters }}", "Table Center"),
        Column("มติ", 2.4, "{{ row.decision }}", "Table Center"),
    ]
    return rows_table("ผลการลงคะแนน", "priorities", columns)


def _decisions() -> str:
    return (
        _resolution()
        + _resolved("บรรจุในแผน", "minutes.chosen")
        + _resolved("ไม่บรรจุในแผน", "minutes.refused")
        + _resolved("ยังไม่มีมติ", "minutes.undecided")
        + tag("{%p if not priorities %}")
        + blank_lines(1)
        + tag("{%p endif %}")
    )


def _resolved(words: str, rows: str) -> str:
    return (
        tag(f"{{%p if {rows} %}}")
        + prose(f"{words} {{{{ {rows} | length | digits }}}} กลุ่มประเด็น ได้แก่")
        + tag(f"{{%p for row in {rows} %}}")
        + line("{{ row.number }} {{ row.code }} {{ row.name }}{{ row.because }}", "Body Item")
        + tag("{%p endfor %}")
        + tag("{%p endif %}")
    )


def _initiatives() -> str:
    columns = [
        Column("รหัส", 1.4, "{{ row.code }}", "Table Center"),
        Column("โครงการ", 6.2, "{{ row.title }}"),
        Column("หน่วยงานรับผิดชอบ", 3.6, "{{ row.owner }}"),
        Column("ระยะเวลา", 2.4, "{{ row.period }}", "Table Center"),
        Column("งบประมาณ (บาท)", 2.4, "{{ row.budget }}", "Table Right"),
    ]
    return groups_table("โครงการในแผน", "initiative_groups", columns)


def _end() -> str:
    half = twips(PORTRAIT / 2)
    signed = [
        cell(signature("ผู้จดรายงานการประชุม", "minutes.recorder"), half),
        cell(signature("ผู้ตรวจรายงานการประชุม", "minutes.reviewer"), half),
    ]
    return (
        line("ระเบียบวาระที่ ๕ เรื่องอื่น ๆ", "Agenda Heading")
        + blank_lines(2)
        + line("เลิกประชุมเวลา {{ minutes.ended_at }}", "People Heading")
        + paragraph("", style_id("Paper Sign")) * 2
        + table([row(signed)], [half, half], "ช่องลงนาม", "TableNormal")
    )


def _annexes() -> str:
    findings = [
        Column("รหัส", 1.4, "{{ row.code }}", "Table Center"),
        Column("ข้อ", 1.6, "{{ row.item }}", "Table Center"),
        Column("ประเภท", 2.6, "{{ row.kind }}", "Table Center"),
        Column("ข้อค้นพบ", 10.4, "{{ row.text }}"),
    ]
    ideas = [
        Column("รหัส", 1.4, "{{ row.code }}", "Table Center"),
        Column("ข้อเสนอ", 8.2, "{{ row.text }}"),
        Column("ตอบข้อค้นพบ", 2.4, "{{ row.findings }}"),
        Column("กลุ่ม", 1.4, "{{ row.theme }}", "Table Center"),
        Column("ผล", 2.6, "{{ row.fate }}", "Table Center"),
    ]
    return (
        _annex("๑", "ข้อค้นพบ", "finding_groups", findings)
        + _annex("๒", "ข้อเสนอ", "idea_groups", ideas)
        + paragraph("", style_id("Section Break"))
    )


def _annex(number: str, title: str, groups: str, columns: list[Column]) -> str:
    return (
        tag(f"{{%p if {groups} %}}")
        + line(f"เอกสารแนบ {number} {title}", "Annex Heading")
        + groups_table(title, groups, columns)
        + tag("{%p endif %}")
    )
