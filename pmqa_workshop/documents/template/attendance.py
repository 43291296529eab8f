"""ใบลงทะเบียน, printed before the meeting: members and guests apart, each by unit."""

from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.papers import form
from pmqa_workshop.documents.template.sheet import (
    PORTRAIT,
    Column,
    groups_table,
    line,
    rows_table,
    section,
    tag,
)
from pmqa_workshop.documents.template.styles import style_id
from pmqa_workshop.documents.wordml import paragraph

ROOM_TO_SIGN = 0.95  # centimetres
COLUMNS = [
    Column("ลำดับ", 1.2, "{{ row.number }}", "Table Center", middle=True),
    Column("ชื่อ–สกุล", 5.2, "{{ row.name }}", middle=True),
    Column("ตำแหน่ง", 3.8, "{{ row.position }}", middle=True),
    Column("ลายมือชื่อ", 3.6, "", middle=True),
    Column("หมายเหตุ", 2.2, "{{ row.note }}", middle=True),
]
BARE = [
    Column("ลำดับ", 1.2, "{{ row.number }}", "Table Center", middle=True),
    Column("ชื่อ–สกุล", 5.0, "", middle=True),
    Column("ตำแหน่ง", 3.2, "", middle=True),
    Column("หน่วยงาน", 3.2, "", middle=True),
    Column("ลายมือชื่อ", 3.4, "", middle=True),
]


def attendance_sheet() -> Design:
    members = _part("คณะกรรมการ/คณะทำงาน", "members")
    guests = _part("ผู้เข้าร่วมประชุม", "guests")
    bare = (
        tag("{%p if not sheet.members and not sheet.guests %}")
        + rows_table("ใบลงทะเบียน", "sheet.bare", BARE, height=ROOM_TO_SIGN)
        + tag("{%p endif %}")
    )
    pages = _head() + members + guests + bare + paragraph("", style_id("Section Break"))
    return form("ใบลงทะเบียน", pages + section("thaiNumbers", start=1), PORTRAIT)


def _head() -> str:
    lines = ("ใบลงทะเบียน", "{{ sheet.meeting }}")
    where = "วันที่ {{ sheet.held_on }}  ณ {{ sheet.venue }}"
    return "".join(line(text, "Paper Title") for text in lines) + line(where, "Paper Line After")


def _part(title: str, which: str) -> str:
    return (
        tag(f"{{%p if sheet.{which} %}}")
        + line(f"{title} {{{{ sheet.{which}_count }}}} คน", "People Heading")
        + groups_table(
            title,
            f"sheet.{which}",
            COLUMNS,
            band="{{ group.unit }}",
            height=ROOM_TO_SIGN,
        )
        + tag("{%p endif %}")
    )
