"""PDFs in one or two columns are read as paragraphs; pictures and locks are said so."""

import pytest

from pmqa_workshop.domain.errors import FileLocked, NoFindingsFound, PdfWithoutText
from pmqa_workshop.domain.findings import Doubt, ReadReport
from pmqa_workshop.intake.findings import read_findings
from pmqa_workshop.intake.outline import Line
from pmqa_workshop.intake.pdf_report import read_pdf
from pmqa_workshop.intake.register import read_units
from tests.intake.builders import ADVISES, LEADS, LISTENS, MEASURES, SHARES, shorts
from tests.intake.pdf_builder import At, Rule, a_pdf, bound, lines, ruled

CATEGORY_1, CATEGORY_4 = "**หมวด 1 การนำองค์การ", "**หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้"
STRENGTHS, OFIS = "**จุดแข็ง", "**โอกาสในการปรับปรุง"
FILLER = "ข้อความที่ยาวพอจะเต็มบรรทัดเพื่อให้ขอบขวาของคอลัมน์ปรากฏ"  # reaches the right edge


def read(*pages: list[At | Rule]) -> ReadReport:
    return read_findings("รายงาน.pdf", a_pdf(*pages))


def texts(*pages: list[At]) -> list[str]:
    return [line.text for line in read_pdf(a_pdf(*pages)) if isinstance(line, Line)]


def test_headings_in_bold_and_bullets_make_findings():
    report = read(
        lines([CATEGORY_1, STRENGTHS, f"• {LEADS} (1.1)", f"• {SHARES}", OFIS, f"- {LISTENS}"])
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, None, "strength", SHARES),
        (1, None, "ofi", LISTENS),
    ]
    assert [draft.place for draft in report.drafts] == ["หน้า 1"] * 3


def test_a_paragraph_wrapped_over_pages_is_one_finding_told_by_its_first_page():
    first = [CATEGORY_1, STRENGTHS, f"• {LEADS}", OFIS, f"- {FILLER}"]
    second = [">และไปต่อที่หน้าถัดไป", f"- {LISTENS}"]

    report = read(lines(first), lines(second))

    assert [(d.text, d.place) for d in report.drafts] == [
        (LEADS, "หน้า 1"),
        (f"{FILLER}และไปต่อที่หน้าถัดไป", "หน้า 1"),
        (LISTENS, "หน้า 2"),
    ]


def test_heading_at_the_foot_of_a_page_holds_for_the_next():
    report = read(
        lines([CATEGORY_1, STRENGTHS, f"• {LEADS}", OFIS]),
        lines([f"• {LISTENS}", CATEGORY_4, STRENGTHS]),
        lines([f"• {SHARES}"]),
    )

    assert [(d.category, d.kind) for d in report.drafts] == [
        (1, "strength"),
        (1, "ofi"),
        (4, "strength"),
    ]


def test_two_columns_are_read_one_after_the_other():
    left = lines([CATEGORY_1, STRENGTHS, "• ข้อหนึ่งทำงานได้ดี", "• ข้อสองก็ทำงานได้ดี", OFIS,
                  "• ข้อสามยังไม่มีวิธีที่จะ"])  # fmt: skip
    right = lines(
        [">รับฟังครบทุกกลุ่ม", "• ข้อสี่ยังไม่ครบ", "**หมวด 2 การวางแผน", STRENGTHS, "• ข้อห้าวางแผนดี",
         "• ข้อหกถ่ายทอดแผนดี"],
        x=320,
    )  # fmt: skip

    report = read([*left, *right])

    assert [(d.category, d.text) for d in report.drafts] == [
        (1, "ข้อหนึ่งทำงานได้ดี"),
        (1, "ข้อสองก็ทำงานได้ดี"),
        (1, "ข้อสามยังไม่มีวิธีที่จะรับฟังครบทุกกลุ่ม"),
        (1, "ข้อสี่ยังไม่ครบ"),
        (2, "ข้อห้าวางแผนดี"),
        (2, "ข้อหกถ่ายทอดแผนดี"),
    ]


def test_a_heading_over_both_columns_parts_them():
    def columns(y: float, *names: str) -> list[At]:
        left = lines([f"• ซ้าย {name} ยาวพอควรอยู่" for name in names], y=y)
        right = lines([f"• ขวา {name} ยาวพอควรอยู่" for name in names], x=320, y=y)
        return [*left, *right]

    over = At(60, 200, "หมวด 2 การวางแผนเชิงยุทธศาสตร์ หัวเรื่องข้ามทั้งสองคอลัมน์", 14, True)
    found = texts([*columns(100, *"กขคง"), over, *columns(230, *"จฉช")])

    assert [text.split()[1:3] for text in found] == [
        *(["ซ้าย", name] for name in "กขคง"),
        *(["ขวา", name] for name in "กขคง"),
        ["2", "การวางแผนเชิงยุทธศาสตร์"],
        *(["ซ้าย", name] for name in "จฉช"),
        *(["ขวา", name] for name in "จฉช"),
    ]


HEADER = ["ข้อ", "จุดแข็ง", "โอกาสในการปรับปรุง"]
XS = [60, 110, 250, 420]


def test_a_ruled_table_is_read_by_its_cells():
    rows = [
        HEADER,
        ["1.1", "ผู้บริหารทบทวนทิศ|ทางร่วมกันทุกปี", "-"],
        ["1.3", "", "ยังไม่รับฟังเสียง|ของผู้รับบริการ"],
    ]

    report = read([*lines([CATEGORY_1], y=50), *ruled(rows, XS)])

    assert shorts(report) == [
        (1, "1.1", "strength", "ผู้บริหารทบทวนทิศทางร่วมกันทุกปี"),
        (1, "1.3", "ofi", "ยังไม่รับฟังเสียงของผู้รับบริการ"),
    ]
    assert [draft.place for draft in report.drafts] == ["หน้า 1 แถว 2", "หน้า 1 แถว 3"]


def test_a_table_and_a_row_may_go_on_over_the_page():
    first = [HEADER, ["1.1", "ผู้บริหารทบทวนทิศ|ทางร่วมกันทุกปี", "-"], ["1.3", "", "ยังไม่รับฟังเสียง"]]
    second = [HEADER, ["", "", "ของผู้รับบริการ"], ["1.4", "ประเมินผลกระทบ", ""]]

    report = read(ruled(first, XS), ruled(second, XS))

    assert [(d.item, d.text, d.place) for d in report.drafts] == [
        ("1.1", "ผู้บริหารทบทวนทิศทางร่วมกันทุกปี", "หน้า 1 แถว 2"),
        ("1.3", "ยังไม่รับฟังเสียงของผู้รับบริการ", "หน้า 1 แถว 3"),
        ("1.4", "ประเมินผลกระทบ", "หน้า 2 แถว 3"),
    ]


def test_cells_without_a_rule_between_them_are_one():
    table = ruled([HEADER, ["หมวด 4 การวัด", "", ""], ["4.1", "มีตัววัดครบทุกระดับ", ""]], XS)
    joined = [one for one in table if not (isinstance(one, Rule) and one.x == one.to_x and
              one.y == 104 and one.x in (110, 250))]  # fmt: skip

    assert [(d.category, d.item) for d in read(joined).drafts] == [(4, "4.1")]


def test_running_heads_and_page_numbers_are_left_out():
    def page(number: int, *body: str) -> list[At]:
        return [
            At(200, 40, "รายงานป้อนกลับ กรมตัวอย่าง", 11),
            *lines(body),
            At(280, 800, f"หน้า {number} จาก 3", 11),
        ]

    found = texts(
        page(1, CATEGORY_1, STRENGTHS, f"• {LEADS}"),
        page(2, f"• {SHARES}", f"• {FILLER}"),
        page(3, ">ต่อจากหน้าก่อน"),
    )

    assert found == [
        "หมวด 1 การนำองค์การ", "จุดแข็ง", f"• {LEADS}", f"• {SHARES}", f"• {FILLER}ต่อจากหน้าก่อน",
    ]  # fmt: skip


def test_a_running_head_that_names_the_category_does_not_end_the_kind():
    def page(*body: str) -> list[At]:
        return [At(200, 30, "หมวด 1 การนำองค์การ", 11), *lines(body, y=90)]

    report = read(
        page(CATEGORY_1, STRENGTHS, f"• {LEADS}"), page(f"• {SHARES}"), page(OFIS, f"• {LISTENS}")
    )

    assert [draft.text for draft in report.drafts] == [LEADS, SHARES, LISTENS]


def test_the_same_heading_on_top_of_several_pages_is_no_running_head():
    report = read(
        lines([STRENGTHS, "ไม่มี"], y=60),
        lines([OFIS, f"• {LISTENS} (1.1)"], y=60),
        lines([OFIS, f"• {MEASURES} (4.1)"], y=60),
    )

    assert [(d.category, d.kind) for d in report.drafts] == [(1, "ofi"), (4, "ofi")]


def test_continued_heading_keeps_the_kind_above_it():
    report = read(
        lines([CATEGORY_1, STRENGTHS, f"• {LEADS}"]),
        lines(["**หมวด 1 การนำองค์การ (ต่อ)", f"• {SHARES}"]),
    )

    assert [(d.kind, d.text) for d in report.drafts] == [("strength", LEADS), ("strength", SHARES)]


def test_notes_at_the_foot_and_their_marks_stay_out_of_the_text():
    body = lines([CATEGORY_1, STRENGTHS, f"• {LEADS}", f"• {SHARES}"])
    mark = At(60 + 7 * 45, 80 + 2 * 22 - 5, "1", 8)
    note = lines(["1 ที่มา: รายงานประจำปี"], y=760, size=9)

    assert texts([*body, mark, *note])[-1] == f"• {SHARES}"


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("กา\uf70aง", "กา่ง"),
        ("ค\u0e4dาชี้แจง", "คำชี้แจง"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("ปู\uf70aย\uf71aา", "ปู่ยฺา"),
        ("\uf0b7 ข้อความ", "• ข้อความ"),
        ("¡ÒÃ¹ÓÍ§¤ì¡ÒÃ ¢Í§ÊèÇ¹ÃÒª¡ÒÃ", "การนำองค์การ ของส่วนราชการ"),
    ],
    ids=[
        "private tone",
        "split sara am",
        "tone before it",
        "private vowel",
        "symbol bullet",
        "8-bit",
    ],
)
def test_letters_of_old_fonts_become_thai(drawn, text):
    assert texts(lines([drawn, FILLER * 2 if drawn[0] != "¡" else drawn]))[0].startswith(text)


def test_letters_nobody_can_name_are_doubted():
    report = read(lines([CATEGORY_1, STRENGTHS, "• ผู้บริหาร\ue123ทบทวนทิศทาง", f"• {LEADS}"]))

    assert [Doubt.TEXT_DAMAGED in draft.doubts for draft in report.drafts] == [True, False]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read(turn):
    page = lines([CATEGORY_1, STRENGTHS, f"• {LEADS}"])

    assert len(read_findings("a.pdf", a_pdf(page, turn=turn)).drafts) == 1


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([[], [], []], "scanned"),
        ([[], [], lines([LEADS])], "scanned"),
        ([lines(["\ue101\ue102\ue103\ue104\ue105\ue106" * 6])], "unnamed_letters"),
    ],
    ids=["no letters", "a cover of letters", "letters without names"],
)
def test_pdf_without_text_is_said_to_be_so(pages, reason):
    with pytest.raises(PdfWithoutText) as refusal:
        read_findings("สแกน.pdf", a_pdf(*pages))

    assert refusal.value.facts["reason"] == reason
    assert refusal.value.facts["name"] == "สแกน.pdf"


def test_pdf_that_does_not_name_its_letters_is_said_to_be_so():
    with pytest.raises(PdfWithoutText) as refusal:
        read_findings("a.pdf", a_pdf(lines([CATEGORY_1, LEADS, LISTENS]), named=False))

    assert refusal.value.facts["reason"] == "unnamed_letters"


def test_locked_pdf_is_said_to_be_so():
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<%s>/U<%s>>>" % (b"a1" * 32, b"b2" * 32)
    plain = bound([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", lock])
    locked = plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 3 0 R/ID[<aa><aa>]")

    with pytest.raises(FileLocked) as refusal:
        read_findings("a.pdf", locked)

    assert refusal.value.facts == {"reason": "encrypted", "name": "a.pdf"}


def test_a_report_is_no_list_of_units():
    with pytest.raises(NoFindingsFound) as refusal:
        read_units("a.pdf", a_pdf(lines([CATEGORY_1, STRENGTHS, f"• {ADVISES}"])))

    assert refusal.value.facts["reason"] == "not_a_table"
