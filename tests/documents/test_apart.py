"""A document printed in a child process is the one that would be printed here."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from pmqa_workshop.documents import (
    NO_PAGE_LAYOUT,
    PrintedDocument,
    apart,
    print_document,
    print_in_child,
    printing,
)
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import Digits
from tests.documents.plans import a_plan
from tests.documents.templates import ours, saying

PLAN = DocumentKind.PLAN
ARABIC = PrintOptions(digits=Digits.ARABIC)


@pytest.mark.parametrize("template", [None, ours()], ids=["built in", "office"])
def test_child_prints_the_same(template: bytes | None) -> None:
    here = print_document(PLAN, a_plan(), ARABIC, template=template, page_numbers=False)
    there = print_in_child(PLAN, a_plan(), ARABIC, template=template, page_numbers=False)

    assert _parts(there) == _parts(here)


def test_child_s_document_gets_the_same_page_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_third_page(content: bytes) -> dict[str, int]:
        names = _names(content)
        return {name: 3 * at for at, name in enumerate(names, start=1)}

    for module in (printing, apart):
        monkeypatch.setattr(module, "pages_of_bookmarks", every_third_page)

    here = print_document(PLAN, a_plan(), ARABIC)
    there = print_in_child(PLAN, a_plan(), ARABIC)

    assert _parts(there)["word/document.xml"] == _parts(here)["word/document.xml"]
    assert there.notes == here.notes


def test_without_libre_office_the_document_comes_with_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "pages_of_bookmarks", lambda content: None)

    assert print_in_child(PLAN, a_plan()).notes == (NO_PAGE_LAYOUT,)


def test_child_raises_the_refusal_with_its_facts() -> None:
    with pytest.raises(TemplateRefused) as refusal:
        print_in_child(PLAN, a_plan(), template=saying("{{ 9**9**9 }}"))

    assert refusal.value.facts == {"reason": "tag_foreign", "detail": "Pow"}


def test_a_file_that_is_no_template_is_refused() -> None:
    with pytest.raises(TemplateRefused) as refusal:
        print_in_child(PLAN, a_plan(), template=b"PK nothing")

    assert refusal.value.facts["reason"] == "crash"


def test_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TemplateRefused) as refusal:
        print_in_child(PLAN, a_plan(), template=ours(), seconds=0.05)

    assert refusal.value.facts["reason"] == "too_slow"


def test_child_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(TemplateRefused) as refusal:
        print_in_child(PLAN, a_plan(), template=ours(), megabytes=20)

    assert refusal.value.facts["reason"] in ("memory", "crash")  # it may not even tell which


def _parts(printed: PrintedDocument) -> dict[str, bytes]:
    with ZipFile(BytesIO(printed.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _names(content: bytes) -> list[str]:
    body = Document(BytesIO(content)).element.body
    return [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
