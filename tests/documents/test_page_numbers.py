"""Cached numbers of contents, lists and references, against the words on the pages themselves."""

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from pmqa_workshop.documents import layout, print_document
from pmqa_workshop.documents.fields import fields_in
from pmqa_workshop.documents.pen import KEPT
from pmqa_workshop.domain.documents import DocumentKind
from tests.documents.plans import a_plan_of, with_every_figure
from tests.documents.reading import Printed, W, style_of, text_of

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice or poppler-utils is not installed",
    ),
]
LETTERS = "กขคงจฉชซฌญ"
LISTS = ("Toc1", "Toc2", "TableOfFigures")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@pytest.mark.parametrize("size", [3, 60, 150])
def test_cached_numbers_are_those_of_the_pages(size: int, tmp_path: Path) -> None:
    plan = with_every_figure(a_plan_of(size))
    document = Printed(print_document(DocumentKind.PLAN, plan).content)
    pages = _pages(document, tmp_path)
    listed = [_entry(p) for p in document.body.iter(f"{W}p") if style_of(p) in LISTS]
    found = {text: _page_of(text, pages) for text, _ in listed}
    first = found["บทที่ ๑ บทนำ"]

    assert len(listed) > 60
    assert {text: _shown(page, first) for text, page in found.items()} == dict(listed)


@pytest.mark.parametrize("size", [3, 60])
def test_references_show_the_number_of_what_they_point_to(size: int) -> None:
    plan = with_every_figure(a_plan_of(size))
    body = Printed(print_document(DocumentKind.PLAN, plan, page_numbers=False).content).body
    captions = {
        mark.get(f"{W}name"): text_of(p)
        for p in body.iter(f"{W}p")
        if style_of(p) in ("Caption", "FigureCaption")
        for mark in p.iter(f"{W}bookmarkStart")
    }
    shown = [
        (found.words[1], "".join(part.text or "" for part in found.shown))
        for found in fields_in(body)
        if found.words[:1] == ["REF"]
    ]

    assert len(shown) > 8
    for name, text in shown:
        assert captions[name].startswith(f"{text} ".replace(KEPT, " ")), name


def _entry(paragraph: object) -> tuple[str, str]:
    text, _, page = text_of(paragraph).rpartition("\t")
    return text, page


def _shown(page: int, first: int) -> str:
    """Return what is printed on a page: the cover has nothing, letters up to chapter 1."""
    if page < first:
        return LETTERS[page - 2]
    return "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(page - first + 1))


def _page_of(text: str, pages: list[str]) -> int:
    """Return the one page on which the words stand, but for the lists, where dots follow them."""
    words = _plain(text)
    found = [
        at
        for at, page in enumerate(pages, start=1)
        if any(not after.startswith("...") for after in page.split(words)[1:])
    ]
    assert found, text
    return found[0]


def _pages(document: Printed, folder: Path) -> list[str]:
    source = folder / "plan.docx"
    source.write_bytes(layout.drawable(document.content))
    profile = (folder / "profile").as_uri()
    for command in (
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(source)],
        ["pdftotext", "-layout", "plan.pdf", "plan.txt"],
    ):  # fmt: skip
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=100)
    text = (folder / "plan.txt").read_text(encoding="utf-8")
    return [_plain(page) for page in text.split("\f")]


def _plain(text: str) -> str:
    """Return base letters and Arabic digits: marks come out of a PDF in another order."""
    text = unicodedata.normalize("NFKD", text).translate(ARABIC)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Mn")
