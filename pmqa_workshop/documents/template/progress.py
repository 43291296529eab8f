"""The report form of one follow-up round: its rows are filled in, its results are not."""

from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.papers import (
    DRAFT_OF_AGENCY,
    blank_signature,
    draft_line,
    form,
    side_by_side,
)
from pmqa_workshop.documents.template.sheet import (
    LANDSCAPE,
    Column,
    either,
    groups_table,
    line,
    section,
)
from pmqa_workshop.documents.template.styles import style_id
from pmqa_workshop.documents.wordml import paragraph

ROOM_TO_WRITE = 2.2  # centimetres


def progress_form() -> Design:
    pages = (
        draft_line()
        + line("แบบรายงานผลการดำเนินงาน", "Paper Title")
        + line("{{ title }}", "Paper Line")
        + line("รอบการรายงาน:  {{ progress.boxes }}", "Paper Line")
        + line("ผลงานระหว่าง {{ progress.covers }}", "Paper Line")
        + line("หน่วยงานที่รายงาน {{ progress.blank }}  ผู้รายงาน {{ progress.blank }}  "
               "โทรศัพท์ {{ progress.blank }}", "Paper Line After")
        + either("initiative_groups", _rows(), "ยังไม่มีโครงการในแผน")
        + line("สถานะ: ยังไม่เริ่ม / อยู่ระหว่างดำเนินการ / แล้วเสร็จ / ล่าช้า / ยกเลิก", "Paper Note")
        + side_by_side(blank_signature("ผู้รายงาน"), blank_signature("ผู้รับรองรายงาน"), LANDSCAPE)
        + paragraph("", style_id("Section Break"))
    )  # fmt: skip
    return form(
        "แบบรายงานผลการดำเนินงาน",
        pages + section("thaiNumbers", start=1, landscape=True),
        LANDSCAPE,
        above=DRAFT_OF_AGENCY,
    )


def _rows() -> str:
    goals = ("{%p for entry in row.goals %}", "{{ entry }}", "{%p endfor %}")
    who = ("{{ row.code }} {{ row.title }}", "({{ row.owner }}) {{ row.period }}")
    columns = [
        Column("ลำดับ", 0.9, "{{ row.number }}", "Table Center"),
        Column("กิจกรรม/โครงการ", 5.0, who),
        Column("ตัวชี้วัด/เป้าหมาย", 4.4, goals),
        Column("ผลการดำเนินงาน\n({{ progress.name }})", 4.4, ""),
        Column("ร้อยละ", 1.4, ""),
        Column("สถานะ", 1.8, ""),
        Column("ปัญหา/อุปสรรค", 2.8, ""),
        Column("แนวทางแก้ไข", 2.6, ""),
        Column("เอกสาร\nหลักฐาน", 2.4, ""),
    ]
    return groups_table(
        "แบบรายงานผลการดำเนินงาน", "initiative_groups", columns, height=ROOM_TO_WRITE
    )
