"""Our templates restyled as offices do it are still templates, and print what ours print."""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pmqa_workshop.documents import print_document
from pmqa_workshop.documents.checking import check_template
from pmqa_workshop.domain.documents import DocumentKind
from tests.documents.plans import a_plan
from tests.documents.reading import Printed, W, text_of
from tests.documents.templates import ours, shattered
from tests.documents.word_rules import errors_in, needs_validator

PLAN = DocumentKind.PLAN
SECONDS = 90
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")


def cut_as_word_does() -> bytes:
    return shattered(ours(), 7)


def restyled_by_hand() -> bytes:
    """Return our template with another look, and without the last column of a looped table."""
    document = Document(BytesIO(ours()))
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2.2)
    heading = document.styles["heading 1"].font
    heading.size, heading.color.rgb = Pt(24), RGBColor(0x80, 0, 0)
    table = next(t for t in document.tables if "{{ row.decision }}" in text_of(t._tbl))
    for row in table._tbl.iter(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        if len(cells) > 1:
            row.remove(cells[-1])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def saved_in_libre_office() -> bytes:
    with TemporaryDirectory() as folder:
        given, made = Path(folder) / "ours.docx", Path(folder) / "made"
        given.write_bytes(ours())
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(given)],
            capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        return (made / "ours.docx").read_bytes()


RESTYLED = [
    cut_as_word_does,
    restyled_by_hand,
    pytest.param(saved_in_libre_office, marks=[pytest.mark.office, needs_office]),
]


@pytest.mark.parametrize("restyled", RESTYLED)
def test_restyled_template_passes_its_check(restyled: Callable[[], bytes]) -> None:
    assert check_template(PLAN, restyled()).problems == ()


@pytest.mark.parametrize("restyled", RESTYLED)
def test_restyled_template_prints_the_whole_plan(restyled: Callable[[], bytes]) -> None:
    expected, printed = _printed(None), _printed(restyled())

    assert "P02 " in printed.text
    assert _sections(printed) == _sections(expected)
    assert len(printed.tables) == len(expected.tables)


@needs_validator
@pytest.mark.sdk
@pytest.mark.parametrize("restyled", RESTYLED)
def test_what_it_prints_breaks_no_rule_of_word(restyled: Callable[[], bytes]) -> None:
    assert errors_in({"printed.docx": _printed(restyled()).content}) == {}


def _printed(template: bytes | None) -> Printed:
    made = print_document(PLAN, a_plan(), template=template, page_numbers=False)
    return Printed(made.content)


def _sections(printed: Printed) -> list[bool]:
    """Return the sections in order: whether each lies on its side."""
    sizes = [section.find(f"{W}pgSz") for section in printed.body.iter(f"{W}sectPr")]
    return [size.get(f"{W}orient") == "landscape" for size in sizes]
