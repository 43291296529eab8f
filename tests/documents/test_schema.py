"""Word's own rules, by Microsoft's Open XML SDK: every kind, option and size of document."""

from functools import cache

import pytest

from pmqa_workshop.documents import make_file
from pmqa_workshop.documents.kinds import TEMPLATES
from pmqa_workshop.documents.placeholders import placeholders_page
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind, Face, PrintOptions
from pmqa_workshop.domain.plan import Digits, EfficiencyPlan
from tests.documents.meetings import with_papers
from tests.documents.plans import a_plan_of, an_empty_plan, with_every_figure
from tests.documents.reading import Printed
from tests.documents.templates import swapped
from tests.documents.word_rules import errors_in, needs_validator

pytestmark = [pytest.mark.sdk, needs_validator, pytest.mark.timeout(300)]
PLAN = DocumentKind.PLAN
THAI, ARABIC = Digits.THAI, Digits.ARABIC
CHOICES = {
    "plain": PrintOptions(),
    "arabic": PrintOptions(ARABIC),
    "years": PrintOptions(THAI, Face.NEW, three_years=True),
    "pages": PrintOptions(THAI, Face.IT9, project_pages=True),
    "arabic IT๙, all": PrintOptions(ARABIC, Face.IT9, three_years=True, project_pages=True),
    "all": PrintOptions(three_years=True, project_pages=True),
}
# A long plan holds more of the same parts: every choice at the first sizes, fewer later,
# where reading one takes the validator 8 s, and 40 s.
SIZES = {0: CHOICES, 1: CHOICES, 60: ("plain", "arabic IT๙, all"), 300: ("all",)}


@pytest.mark.parametrize("size", SIZES)
def test_plan_breaks_no_rule(size: int) -> None:
    files = {
        f"{name}.docx": _printed(PLAN, size, CHOICES[name], is_draft="arabic" not in name)
        for name in SIZES[size]
    }

    assert errors_in(files) == {}


@pytest.mark.parametrize("size", SIZES)
def test_companions_break_no_rule(size: int) -> None:
    """Choices hardly change them: letters and digits once, and the three rounds of the form."""
    files = {f"{kind}.docx": _printed(kind, size) for kind in WORD_KINDS if kind is not PLAN}
    files["book.xlsx"] = _printed(DocumentKind.WORKBOOK, size)
    if size == 1:
        for kind in WORD_KINDS:
            files[f"{kind} arabic.docx"] = _printed(kind, size, PrintOptions(ARABIC, Face.IT9))
        for months in (9, 12):
            chosen = PrintOptions(round_months=months)
            files[f"after {months}.docx"] = _printed(DocumentKind.PROGRESS_FORM, size, chosen)

    assert errors_in(files) == {}


def test_workbooks_behind_the_charts_break_no_rule() -> None:
    parts = Printed(_printed(PLAN, 1)).parts
    books = {name: content for name, content in parts.items() if name.endswith(".xlsx")}

    assert len(books) > 4
    assert errors_in(books) == {}


def test_templates_and_pages_of_placeholders_break_no_rule() -> None:
    files = {file.name: file.read_bytes() for file in TEMPLATES.glob("*.docx")}
    files |= {f"{kind} page.docx": placeholders_page(kind) for kind in WORD_KINDS}

    assert len(files) == 2 * len(WORD_KINDS)
    assert errors_in(files) == {}


def test_validator_does_find_faults() -> None:
    sound = _printed(PLAN, 0)
    broken = swapped("<w:body>", "<w:body><w:p><w:pStyle/></w:p>", sound)

    assert list(errors_in({"sound.docx": sound, "broken.docx": broken})) == ["broken.docx"]


def _printed(
    kind: DocumentKind,
    size: int,
    options: PrintOptions = CHOICES["plain"],
    is_draft: bool = True,
) -> bytes:
    return make_file(kind, _plan(size, is_draft), options, page_numbers=False).content


@cache
def _plan(size: int, is_draft: bool) -> EfficiencyPlan:
    if size == 0:
        return an_empty_plan(is_draft=is_draft)
    plan = with_papers(a_plan_of(size, is_draft=is_draft))
    return with_every_figure(plan) if size < 300 else plan  # charts show the foremost 25 anyway
