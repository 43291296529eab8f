"""The page of all placeholders: true to what is offered, and itself a template."""

import re
from io import BytesIO

import pytest
from docx import Document

from pmqa_workshop.documents import print_document
from pmqa_workshop.documents.checking import check_template
from pmqa_workshop.documents.checking.schema import Offered, Shape, offered_by
from pmqa_workshop.documents.example import full_plan
from pmqa_workshop.documents.kinds import RECIPES
from pmqa_workshop.documents.placeholders import meaning, placeholders_page
from pmqa_workshop.domain.documents import DocumentKind
from tests.documents.reading import Printed

THAI = re.compile("[ก-๛]")


@pytest.mark.parametrize("kind", RECIPES, ids=str)
def test_page_passes_the_check_of_its_kind(kind: DocumentKind) -> None:
    report = check_template(kind, placeholders_page(kind))

    assert report.problems == ()
    assert "blocks_unused" not in {warning.code for warning in report.warnings}


@pytest.mark.parametrize("kind", RECIPES, ids=str)
def test_page_names_everything_that_is_offered(kind: DocumentKind) -> None:
    text = Printed(placeholders_page(kind)).text
    asked = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", text))

    last_words = {word for name in _names(offered_by(kind)) for word in [name.rpartition(".")[2]]}
    assert {word for word in last_words if not re.search(rf"\b{word}\b", asked)} == set()


@pytest.mark.parametrize("kind", RECIPES, ids=str)
def test_every_name_has_a_meaning_in_both_languages(kind: DocumentKind) -> None:
    unsaid = [name for name in _names(offered_by(kind)) if not _is_said(name)]

    assert unsaid == []


def test_loops_come_as_three_rows_to_copy() -> None:
    document = Document(BytesIO(placeholders_page(DocumentKind.PLAN)))
    firsts = [[row.cells[0].text for row in table.rows] for table in document.tables]

    (found,) = [table for table in firsts if "{%tr for row in goals %}" in table]

    begin, cells, end = found[1:]
    assert (begin, cells, end) == (
        "{%tr for row in goals %}",
        "{{ row.number }}",
        "{%tr endfor %}",
    )


@pytest.mark.parametrize("kind", RECIPES, ids=str)
def test_page_can_be_printed_with(kind: DocumentKind) -> None:
    printed = print_document(
        kind, full_plan(), template=placeholders_page(kind), page_numbers=False
    )

    assert "กรมตัวอย่าง" in Printed(printed.content).text
    assert "{{" not in Printed(printed.content).text


def _is_said(name: str) -> bool:
    try:
        return bool(THAI.search(meaning(name))) and not THAI.search(meaning(name, "en"))
    except KeyError:
        return False


def _names(offered: dict[str, Offered], start: str = "") -> list[str]:
    """Return the names a template may write, those within groups and rows too."""
    found: list[str] = []
    for name, one in offered.items():
        if one.shape is not Shape.GROUP:
            found.append(start + name)
        inner = one.entry.names if one.entry else one.names
        found += _names(inner, f"{start}{name}.")
    return found
