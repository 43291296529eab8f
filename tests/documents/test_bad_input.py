"""Whatever is forgotten or typed: every kind of document is right, and says what is missing."""

import csv
import json
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from pmqa_workshop.documents import make_file
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.plan import EfficiencyPlan
from tests.documents.bad_plans import (
    FIRST,
    LAST,
    TYPED,
    empty_plan,
    plan_of_formulas,
    plan_outside_the_year,
    plan_with,
    plan_without_owners,
)
from tests.documents.meetings import with_papers
from tests.documents.plans import a_plan
from tests.documents.word_rules import errors_in, needs_validator

KINDS = list(DocumentKind)
BOOK, DATA = DocumentKind.WORKBOOK, DocumentKind.OPEN_DATA
PLANS = {
    **{name: (lambda typed=typed: plan_with(typed)) for name, (typed, _) in TYPED.items()},
    "only formulas": plan_of_formulas,
    "no owner": plan_without_owners,
    "months outside": plan_outside_the_year,
    "empty": empty_plan,
}
UNSAID, NO_DATA = "ยังไม่ระบุ", "ยังไม่มีข้อมูล"
ONE_LINE = (DocumentKind.SUMMARY, DocumentKind.IDEA_SHEET, DocumentKind.BALLOT_SHEET)
MOST_ON_A_LINE = 45  # these papers have a page, or a line, for what others give many
FILLED = "qqzz"  # what {{ 'qq' ~ 'zz' }} would become
OURS = re.compile(r"=SUBTOTAL\(109,[A-Z]+2:[A-Z]+\d+\)")
# What each kind says where it has a place for it; sheets for the meeting have none for either.
OWNERS = {
    DocumentKind.PLAN: "ผู้รับผิดชอบของโครงการ ๒ โครงการ",
    DocumentKind.MEMO: "ผู้รับผิดชอบของโครงการ ๒ โครงการ",
    DocumentKind.SUMMARY: "ผู้รับผิดชอบของโครงการ ๒ โครงการ",
    DocumentKind.PROGRESS_FORM: "(…) ธ.ค.",
    DocumentKind.MINUTES: "…\nธ.ค.",
    BOOK: UNSAID,
    DATA: '"owner_unit": null',
}
MONTHS = {
    DocumentKind.PLAN: "ระยะเวลาภายในปีงบประมาณของโครงการ ๒ โครงการ",
    DocumentKind.MEMO: "ระยะเวลาภายในปีงบประมาณของโครงการ ๒ โครงการ",
    DocumentKind.SUMMARY: "ระยะเวลาภายในปีงบประมาณของโครงการ ๒ โครงการ",
    DocumentKind.PROGRESS_FORM: "(สำนักงานเลขานุการกรม) …",
    DocumentKind.MINUTES: "สำนักงานเลขานุการกรม\n…",
    BOOK: UNSAID,
    DATA: '"first_month": null',
}
EMPTY = {
    DocumentKind.PLAN: "ยังไม่มีโครงการในแผน",
    DocumentKind.MEMO: "ยังไม่มีผลการลงคะแนน",
    DocumentKind.MINUTES: "ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ",
    DocumentKind.ATTENDANCE_SHEET: "………",
    DocumentKind.SUMMARY: "ยังไม่มีผลการลงคะแนน",
    DocumentKind.PROGRESS_FORM: "ยังไม่มีโครงการในแผน",
    DocumentKind.IDEA_SHEET: "ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ",
    DocumentKind.BALLOT_SHEET: "………",
    BOOK: NO_DATA,
    DATA: '"initiatives": []',
}


@pytest.mark.parametrize("name", TYPED)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_is_shown_as_typed(kind: DocumentKind, name: str) -> None:
    typed, shown = TYPED[name]
    whole = f"{FIRST}{shown}{LAST}"
    if kind in ONE_LINE:
        whole = whole.replace("\n", " ")[:MOST_ON_A_LINE]

    text = _text(kind, plan_with(typed))

    assert whole in text
    assert FILLED not in text
    assert name == "tags" or not any(tag in text for tag in ("{{", "{%", "}}", "%}"))


@pytest.mark.parametrize("name", PLANS)
def test_a_spreadsheet_finds_no_formula_but_our_totals(name: str) -> None:
    book = load_workbook(BytesIO(_made(BOOK, PLANS[name]())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert all(OURS.fullmatch(cell.value) for cell in cells if cell.data_type == "f")
    for row in _rows_of_csv(PLANS[name]()):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize(("kind", "said"), OWNERS.items())
def test_a_row_without_owner_is_said_so(kind: DocumentKind, said: str) -> None:
    assert _times(said, kind, plan_without_owners()) > _times(said, kind, with_papers(a_plan()))


@pytest.mark.parametrize(("kind", "said"), MONTHS.items())
def test_months_outside_the_year_are_asked_for(kind: DocumentKind, said: str) -> None:
    assert _times(said, kind, plan_outside_the_year()) > _times(said, kind, with_papers(a_plan()))


@pytest.mark.parametrize(("kind", "said"), EMPTY.items())
def test_an_empty_workshop_makes_each_document_and_is_said(kind: DocumentKind, said: str) -> None:
    assert said in _text(kind, empty_plan())


@needs_validator
@pytest.mark.sdk
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", PLANS)
def test_none_of_it_breaks_a_rule_of_word_or_excel(name: str) -> None:
    plan = PLANS[name]()
    files = {
        f"{kind}.{'xlsx' if kind is BOOK else 'docx'}": _made(kind, plan)
        for kind in KINDS
        if kind is not DATA
    }

    assert errors_in(files) == {}


def _made(kind: DocumentKind, plan: EfficiencyPlan) -> bytes:
    return make_file(kind, plan, page_numbers=False).content


def _times(said: str, kind: DocumentKind, plan: EfficiencyPlan) -> int:
    return _text(kind, plan).count(said)


def _text(kind: DocumentKind, plan: EfficiencyPlan) -> str:
    """Return what the document of this kind says, read again as its readers do."""
    content = _made(kind, plan)
    if kind is BOOK:
        cells = (
            cell for sheet in load_workbook(BytesIO(content))
            for row in sheet.iter_rows() for cell in row
        )  # fmt: skip
        return "\n".join(str(cell.value) for cell in cells if cell.value is not None)
    if kind is DATA:
        return _json_as_text(content) + "\n".join("\n".join(row) for row in _rows_of_csv(plan))
    assert all(part.endswith(b">") for part in _xml_parts(content))
    return "\n".join(_shown(one) for one in Document(BytesIO(content)).element.body.iter(qn("w:p")))


def _json_as_text(content: bytes) -> str:
    """Return the JSON as text with the line breaks of its strings; it must be JSON."""
    with ZipFile(BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".json"))
        data = json.loads(archive.read(name))
    return json.dumps(data, ensure_ascii=False, indent=1)


def _rows_of_csv(plan: EfficiencyPlan) -> list[list[str]]:
    with ZipFile(BytesIO(_made(DATA, plan))) as archive:
        files = [archive.read(name) for name in archive.namelist() if name.endswith(".csv")]
    assert files
    return [row for file in files for row in csv.reader(StringIO(file.decode("utf-8-sig"), ""))]


def _xml_parts(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(name).rstrip() for name in archive.namelist() if name[-4:] == ".xml"]


def _shown(paragraph: object) -> str:
    breaks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    found = paragraph.iter(qn("w:t"), *breaks)  # type: ignore[attr-defined]
    return "".join(breaks.get(one.tag, one.text or "") for one in found)
