"""The workbook: what stands in its sheets, read again as another program reads it."""

import html
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from pmqa_workshop.documents.workbook import LONGEST_CELL, workbook_of
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.documents import Face, PrintOptions
from pmqa_workshop.domain.plan import AlignmentKind, Attendance, Digits, PlannedKPI
from tests.documents.hostile_texts import FORMULAS
from tests.documents.meetings import with_papers
from tests.documents.plans import (
    a_finding,
    a_plan,
    a_plan_of,
    a_priority,
    an_empty_plan,
    an_idea,
    an_initiative,
)

ARABIC = PrintOptions(digits=Digits.ARABIC)
SHEETS = [
    "แผน", "กิจกรรมรายเดือน", "ตัวชี้วัด", "ข้อค้นพบ", "ข้อเสนอ", "ผลการลงคะแนน", "รอบลงคะแนน",
]  # fmt: skip
SIX = [
    "ยุทธศาสตร์ชาติ",
    "แผนแม่บทภายใต้ยุทธศาสตร์ชาติ",
    "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13",
    "นโยบายของคณะรัฐมนตรี",
    "แผนปฏิบัติราชการของกระทรวง",
    "เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)",
]


def _book(plan, options=ARABIC, **how):
    return load_workbook(BytesIO(workbook_of(plan, options)), **how)


def _rows(plan, name, options=ARABIC):
    """Return the rows of a sheet by column title, the total left out."""
    titles, *rows = _book(plan, options)[name].iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if "รวม" not in row[:4]]


def test_sheets_stand_in_the_order_of_use():
    assert _book(a_plan()).sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_can_be_filtered_scrolled_and_printed(name):
    sheet = _book(a_plan())[name]

    width = sheet.cell(1, sheet.max_column).column_letter
    assert sheet.freeze_panes.endswith("2")
    assert sheet.auto_filter.ref.startswith("A1:" + width)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    assert all(sheet.column_dimensions[cell.column_letter].width >= 5 for cell in sheet[1])
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"TH SarabunPSK"}


def test_an_initiative_brings_its_traces_and_all_alignments():
    kinds = tuple((kind, f"ข้อความ {kind.value}") for kind in AlignmentKind)
    row = _rows(a_plan(initiatives=(an_initiative(alignments=kinds),)), "แผน")[0]

    assert row["รหัส"] == "P01"
    assert row["ที่มา: ข้อค้นพบ"].startswith("F012 การสื่อสารค่านิยม")
    assert row["ที่มา: ข้อเสนอ"] == "I045"
    assert row["ที่มา: กลุ่มประเด็น"].startswith("T01 สื่อสารค่านิยม")
    assert [title for title in row if title in SIX] == SIX
    assert row[SIX[0]] == "ข้อความ national_strategy"
    assert row["เป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน"] == "ข้อความ goal"
    assert row["คุณลักษณะระบบราชการ 4.0"] == "ข้อความ gov40"


def test_months_are_marked_from_the_first_to_the_last():
    row = _rows(a_plan(initiatives=(an_initiative(first_month=3, last_month=6),)), "แผน")[0]

    marked = [title for title, value in row.items() if value == "■"]
    assert marked == ["ธ.ค. 69", "ม.ค. 70", "ก.พ. 70", "มี.ค. 70"]
    assert row["ระยะเวลา"] == "ธ.ค. 69 – มี.ค. 70"


@pytest.mark.parametrize("months", [(0, 3), (11, 13), (6, 3), (None, 4)], ids=str)
def test_months_outside_the_year_are_said_to_be_unknown(months):
    one = an_initiative(first_month=months[0], last_month=months[1])
    row = _rows(a_plan(initiatives=(one,)), "แผน")[0]

    assert "■" not in row.values()
    assert row["ระยะเวลา"] == "ยังไม่ระบุ"


def test_what_an_initiative_lacks_is_said_in_words():
    bare = an_initiative(owner_unit=None, budget=None, kpis=(), title="", objective="", findings=())
    row = _rows(a_plan(initiatives=(bare,)), "แผน")[0]

    missing = [title for title, value in row.items() if value == "ยังไม่ระบุ"]
    assert missing == [
        "กิจกรรม/โครงการ", "ที่มา: ข้อค้นพบ", "วัตถุประสงค์", "ตัวชี้วัด (หน่วยนับ)", "ค่าฐาน",
        "ค่าเป้าหมาย", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบหลัก",
    ]  # fmt: skip


def test_budgets_are_numbers_with_their_sum():
    budgets = (Decimal(0), Decimal("1250000.25"), None, Decimal(40))
    plan = a_plan(initiatives=tuple(an_initiative(at, budget=b) for at, b in enumerate(budgets)))
    formulas, values = _book(plan)["แผน"], _book(plan, data_only=True)["แผน"]
    column = next(cell.column for cell in formulas[1] if cell.value == "งบประมาณ (บาท)")

    written = [values.cell(at, column).value for at in range(2, 7)]
    assert written == [0, 1250000.25, "ยังไม่ระบุ", 40, 1250040.25]
    assert formulas.cell(6, column).value == "=SUBTOTAL(109,Z2:Z5)"
    assert "ไม่ใช้งบประมาณ" in formulas.cell(2, column).number_format


def test_indicators_typed_as_numbers_are_numbers():
    kpis = (PlannedKPI("ก", "ร้อยละ", "๖๒.๕", "1,250"), PlannedKPI("ข", "", "ปานกลาง", "+66"))
    rows = _rows(a_plan(initiatives=(an_initiative(kpis=kpis),)), "ตัวชี้วัด")

    assert [(row["ค่าฐาน"], row["ค่าเป้าหมาย"]) for row in rows] == [(62.5, 1250), ("ปานกลาง", "+66")]


def test_votes_stand_with_decision_and_reason():
    rows = _rows(a_plan(), "ผลการลงคะแนน")

    shown = [(row["อันดับ"], row["คะแนน"], row["มติ"], row["เหตุผล"]) for row in rows]
    assert shown[0] == (1, 99, "ไม่บรรจุในแผน", "รอระบบใหม่")
    assert [row["มติเทียบกับคะแนน"] for row in rows] == ["ต่างจากลำดับคะแนน", None, "ต่างจากลำดับคะแนน"]
    assert _rows(a_plan(), "รอบลงคะแนน")[0]["ร้อยละผู้ใช้สิทธิ"] == 80


def test_what_is_not_published_has_no_figures():
    hidden = a_priority(rank=None, points=None, voters=None, selected=None)
    row = _rows(a_plan(priorities=(hidden,)), "ผลการลงคะแนน")[0]

    assert (row["อันดับ"], row["คะแนน"], row["มติ"]) == (None, None, "ยังไม่มีมติ")


def test_nobody_of_the_room_is_named():
    plan = with_papers(a_plan(attendance=Attendance(1, 1, names=(("นายสมมติ ใจดี", "สลก."),))))
    with ZipFile(BytesIO(workbook_of(plan))) as book:
        parts = b"".join(book.read(name) for name in book.namelist())

    text = html.unescape(parts.decode())
    assert "สื่อสารค่านิยม" in text
    assert "นายสมมติ" not in text
    assert "นายสมชาย" not in text


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS.keys())
def test_what_people_type_is_text_and_readable(text):
    plan = a_plan(
        findings=(a_finding(text=text, evidence=text, impact=text, ref=text),),
        ideas=(an_idea(text=text, unit=text, theme_name=text),),
        priorities=(a_priority(name=text, reason=text, differs=True),),
        initiatives=(
            an_initiative(
                title=text, objective=text, owner_name=text, budget_source=text,
                alignments=((AlignmentKind.SDG, text),), kpis=(PlannedKPI(text, text, text, text),),
            ),
        ),
    )  # fmt: skip
    book = _book(plan)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "f"}
    assert [cell.value for cell in cells if cell.data_type == "f"] == ["=SUBTOTAL(109,Z2:Z2)"]
    shown = book["ข้อเสนอ"]["C2"].value.replace("_x005F_", "_")
    assert shown == thai.clean(text)


def test_a_text_that_looks_like_a_formula_keeps_its_quote():
    sheet = _book(a_plan(ideas=(an_idea(text="=1+1"), an_idea(text="ธรรมดา"))))["ข้อเสนอ"]

    assert [bool(sheet[place].quotePrefix) for place in ("C2", "C3")] == [True, False]
    assert sheet["C2"].number_format == "@"


def test_a_text_longer_than_a_cell_ends_with_a_mark():
    sheet = _book(a_plan(ideas=(an_idea(text="ก" * 40_000),)))["ข้อเสนอ"]

    assert len(sheet["C2"].value) == LONGEST_CELL
    assert sheet["C2"].value.endswith("…")


def test_an_empty_workshop_has_every_sheet_and_says_so():
    book = _book(an_empty_plan())

    assert book.sheetnames == SHEETS
    assert {sheet["A2"].value for sheet in book} == {"ยังไม่มีข้อมูล"}


@pytest.mark.parametrize(
    ("options", "is_thai"),
    [
        (PrintOptions(digits=Digits.THAI), True),
        (ARABIC, False),
        (PrintOptions(digits=Digits.THAI, face=Face.IT9), False),
    ],
    ids=["Thai digits", "Arabic digits", "a face that draws Thai digits itself"],
)
def test_digits_and_face_are_as_chosen(options, is_thai):
    sheet = _book(a_plan(), options)["แผน"]

    assert sheet["A2"].value == 1
    assert ("D00041E" in sheet["A2"].number_format) is is_thai
    assert ("๖๙" in sheet["N1"].value) is is_thai
    assert sheet["A2"].font.name == options.face.value


def test_a_big_plan_has_a_row_for_each():
    plan = a_plan_of(300)
    book = _book(plan, read_only=True)

    assert book["แผน"].max_row == 302
    assert book["ข้อเสนอ"].max_row == 901


def test_letters_written_as_excel_escapes_them_stay_as_typed():
    sheet = _book(a_plan(ideas=(an_idea(text="ชื่อไฟล์_x0041_1"),)))["ข้อเสนอ"]

    assert sheet["C2"].value == "ชื่อไฟล์_x005F_x0041_1"  # how a file says "_x0041_"


def test_the_head_of_a_page_is_no_longer_than_excel_takes():
    with ZipFile(BytesIO(workbook_of(a_plan(title="&" * 300), ARABIC))) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))

    (head,) = sheet.iter("{*}oddHeader")
    assert 200 < len(head.text) <= 255
