"""The plan's outer form, checked on the bytes a reader gets."""

import re

import pytest

from pmqa_workshop.domain.plan import Digits
from tests.documents.plans import a_plan, a_plan_of, an_empty_plan
from tests.documents.reading import Printed, W, printed, style_of

PLANS = [an_empty_plan(), a_plan(), a_plan_of(60)]
NAMES = ["empty", "small", "sixty"]

CHAPTERS = [
    "คำนำ",
    "บทสรุปผู้บริหาร",
    "บทนำ",
    "หลักการและเหตุผล",
    "วัตถุประสงค์",
    "กรอบแนวคิด",
    "กระบวนการจัดทำแผน",
    "นิยามศัพท์",
    "ทิศทางองค์การและความเชื่อมโยง",
    "ข้อมูลองค์การโดยย่อ",
    "เป้าหมายเชิงยุทธศาสตร์",
    "ความเชื่อมโยงของโครงการกับเป้าหมายและแผนระดับต่าง ๆ",
    "ผลการประเมินและประเด็นการพัฒนา",
    "คะแนนผลการประเมิน",
    "จุดแข็งและโอกาสในการปรับปรุงรายหมวด",
    "ช่องว่างสู่ระดับถัดไป",
    "การจัดลำดับความสำคัญ",
    "หลักเกณฑ์ น้ำหนัก และมาตรวัด",
    "ผลการลงคะแนน",
    "เมทริกซ์ผลกระทบ–ความพยายาม",
    "ข้อเสนอที่บรรจุในแผน และเหตุผลเมื่อมติต่างจากลำดับคะแนน",
    "แผนเพิ่มประสิทธิภาพองค์การ",
    "ภาพรวม",
    "แผนรายหมวด",
    "แผนการดำเนินงาน",
    "การขับเคลื่อน ติดตาม และประเมินผล",
    "กลไกและบทบาท",
    "ปฏิทินติดตาม",
    "แบบรายงานความก้าวหน้า",
    "ความเสี่ยงและแนวทางจัดการ",
    "ปัจจัยแห่งความสำเร็จ",
    "ภาคผนวก ก คำสั่งแต่งตั้งคณะกรรมการและคณะทำงาน",
    "ภาคผนวก ข กำหนดการประชุมเชิงปฏิบัติการ",
    "ภาคผนวก ค รายชื่อผู้เข้าร่วมประชุม",
    "ภาคผนวก ง ข้อเสนอทั้งหมดจากการระดมความคิดเห็น",
    "ภาคผนวก จ ผลการลงคะแนนโดยละเอียด",
    "ภาคผนวก ฉ รายงานป้อนกลับ",
    "ภาคผนวก ช ภาพกิจกรรม",
]


@pytest.fixture(params=PLANS, ids=NAMES, scope="module")
def document(request: pytest.FixtureRequest) -> Printed:
    return printed(request.param)


def test_headings_stand_in_the_agreed_order(document: Printed) -> None:
    assert document.headings() == CHAPTERS


def test_sections_turn_and_count_as_agreed(document: Printed) -> None:
    sections = [
        (
            section.find(f"{W}pgSz").get(f"{W}orient", "portrait"),
            section.find(f"{W}pgNumType").get(f"{W}fmt"),
            section.find(f"{W}pgNumType").get(f"{W}start"),
        )
        for section in document.body.iter(f"{W}sectPr")
    ]

    assert sections == [
        ("portrait", "thaiLetters", "1"),  # cover
        ("portrait", "thaiLetters", "1"),  # front matter
        ("portrait", "thaiNumbers", "1"),  # chapters 1–2
        ("landscape", "thaiNumbers", None),  # alignment
        ("portrait", "thaiNumbers", None),  # chapters 3–4
        ("landscape", "thaiNumbers", None),  # chapter 5
        ("portrait", "thaiNumbers", None),  # chapter 6
        ("landscape", "thaiNumbers", None),  # progress form
        ("portrait", "thaiNumbers", None),  # the rest and the appendices
    ]


def test_pages_are_a4_with_the_official_margins(document: Printed) -> None:
    margins = {"portrait": (1417, 1134, 1134, 1701), "landscape": (1134, 1134, 1134, 1134)}
    for section in document.body.iter(f"{W}sectPr"):
        size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        turned = size.get(f"{W}orient", "portrait")
        width, height = int(size.get(f"{W}w")), int(size.get(f"{W}h"))

        assert (width, height) == ((16838, 11906) if turned == "landscape" else (11906, 16838))
        sides = tuple(int(margin.get(W + side)) for side in ("top", "right", "bottom", "left"))
        assert sides == margins[turned]


def test_cover_has_no_page_number(document: Printed) -> None:
    section = next(document.body.iter(f"{W}sectPr"))
    footer = section.find(f"{W}footerReference")
    target = document.relations("word/document.xml")[footer.values()[1]]

    assert b"PAGE" not in document.parts[target]


def test_no_tag_of_the_template_is_left(document: Printed) -> None:
    for name, content in document.parts.items():
        if name.endswith(".xlsx"):
            continue  # packed; tests of charts read what is in it
        assert not re.search(rb"\{\{|\{%|%\}|\}\}", content), name


def test_every_relation_leads_somewhere(document: Printed) -> None:
    names = [name for name in document.parts if not name.endswith(".rels")]
    for name in names:
        used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', document.parts[name]))
        relations = document.relations(name)

        assert {rid.decode() for rid in used} <= set(relations), name
        assert set(relations.values()) <= set(document.parts), name


def test_bookmarks_have_their_own_ids_and_names(document: Printed) -> None:
    starts = list(document.body.iter(f"{W}bookmarkStart"))
    ends = [mark.get(f"{W}id") for mark in document.body.iter(f"{W}bookmarkEnd")]
    ids = [mark.get(f"{W}id") for mark in starts]

    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(ends)
    assert len({mark.get(f"{W}name") for mark in starts}) == len(starts)


def test_every_link_and_reference_finds_its_bookmark(document: Printed) -> None:
    names = {mark.get(f"{W}name") for mark in document.body.iter(f"{W}bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in document.body.iter(f"{W}hyperlink")}
    asked = re.findall(
        r"\b(?:PAGE)?REF (\S+)", "".join(i.text for i in document.body.iter(f"{W}instrText"))
    )

    assert anchors <= names
    assert set(asked) <= names


def test_tables_are_fixed_and_their_widths_add_up(document: Printed) -> None:
    for table in document.tables:
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]

        assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
        assert int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) == sum(grid)
        for row in table.iter(f"{W}tr"):
            assert row.find(f"{W}trPr/{W}cantSplit") is not None
            widths = [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.iter(f"{W}tc")]
            assert sum(widths) == sum(grid)


def test_header_rows_repeat_two_of_them_over_the_months(document: Printed) -> None:
    for table in document.tables:
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") != "PlanTable":
            continue
        title = table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        rows = list(table.iter(f"{W}tr"))
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        expected = 2 if title == "แผนการดำเนินงานรายเดือน" else 1

        assert repeated == [at < expected for at in range(len(rows))], title


def test_shaded_rows_of_a_category_stay_with_what_follows(document: Printed) -> None:
    style = document.style("TableGroup")

    assert style.find(f"{W}pPr/{W}keepNext") is not None
    for row in document.body.iter(f"{W}tr"):
        first = row.find(f"{W}tc")
        if style_of(first.find(f"{W}p")) == "TableGroup":
            assert first.find(f"{W}tcPr/{W}shd") is not None


def test_plan_table_has_the_ten_agreed_widths() -> None:
    table = printed(a_plan()).table("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")
    widths = [int(column.get(f"{W}w")) / 1440 * 2.54 for column in table.iter(f"{W}gridCol")]

    assert [round(width, 1) for width in widths] == [
        0.9, 4.0, 4.3, 2.8, 3.0, 1.9, 2.0, 1.9, 2.3, 2.6,
    ]  # fmt: skip


def test_captions_are_numbered_in_order_and_listed(document: Printed) -> None:
    tables, figures = document.headings("Caption"), document.headings("FigureCaption")
    listed = document.headings("TableOfFigures")

    for captions in (tables, figures):
        assert [c.split()[1] for c in captions] == [
            thai(number) for number in range(1, len(captions) + 1)
        ]
    assert [entry.split("\t")[0] for entry in listed] == tables + figures


def test_no_line_ends_between_a_label_and_its_number(document: Printed) -> None:
    for paragraph in document.body.iter(f"{W}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        if style_of(paragraph) in ("Caption", "FigureCaption"):
            assert words[:9].startswith(("ตารางที่\u00a0", "ภาพที่\u00a0"))
        elif style_of(paragraph) == "BodyThai":
            assert not re.search(r"(?:ตารางที่|ภาพที่|พ\.ศ\.) [๐-๙]", words)


def test_contents_list_chapters_with_their_numbers(document: Printed) -> None:
    entries = [entry.split("\t")[0] for entry in document.headings("Toc1", "Toc2")]

    assert len(entries) == len(CHAPTERS)
    assert entries[2:5] == ["บทที่ ๑ บทนำ", "๑.๑ หลักการและเหตุผล", "๑.๒ วัตถุประสงค์"]
    assert "๕.๓ แผนการดำเนินงาน" in entries


@pytest.mark.parametrize("digits", list(Digits))
def test_file_is_described_and_asks_word_for_nothing(digits: Digits) -> None:
    document = printed(a_plan(), digits)
    core = document.parts["docProps/core.xml"].decode()

    assert ("ปี ๒๕๗๐" if digits is Digits.THAI else "ปี 2570") in core
    assert "กรมพัฒนาบริการท้องถิ่น (สมมติ)" in core
    assert core.count("2026-11-23T00:00:00Z") == 2
    assert b"updateFields" not in document.parts["word/settings.xml"]
    assert b'w:name="compatibilityMode"' in document.parts["word/settings.xml"]


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
