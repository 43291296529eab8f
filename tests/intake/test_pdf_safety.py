"""Hostile PDFs are refused with their reason, or do nothing; quickly either way."""

import time
import zlib

import pytest

from pmqa_workshop.domain.errors import FileRefused, FileUnreadable, FileUnsafe
from pmqa_workshop.intake.child import read_in_child
from pmqa_workshop.intake.findings import read_findings
from pmqa_workshop.intake.safety import check_file
from tests.intake.builders import LEADS, a_docx
from tests.intake.pdf_builder import a_pdf, bound, lines

PAGE = lines(["**หมวด 1 การนำองค์การ", "**จุดแข็ง", f"• {LEADS}"])
SOUND = a_pdf(PAGE)


def _with_content(filters: bytes, content: bytes) -> bytes:
    """Return a PDF whose one page shows the given packed content."""
    return bound(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(content), filters, content),
        ]
    )


def _packed(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b"q " * 500_000) for _ in range(size)) + packer.flush()


UNSAFE = {
    "bomb": (_with_content(b"/FlateDecode", _packed(8)), "ratio"),
    "great bomb": (_with_content(b"/FlateDecode", _packed(60)), "unpacked_size"),
    "bomb in a bomb": (
        _with_content(b"[/FlateDecode/FlateDecode]", zlib.compress(_packed(8), 9)),
        "ratio",
    ),
    "filter abbreviated": (_with_content(b"[/Fl /Fl]", zlib.compress(_packed(8), 9)), "ratio"),
    "packed twice otherwise": (_with_content(b"[/LZWDecode/FlateDecode]", b"x"), "ratio"),
    "deep nesting": (SOUND + b"[" * 5_000 + b"]" * 5_000, "nesting"),
    "document behind": (SOUND + a_docx("ดี"), "polyglot"),
    "web page before": (b"<html><body></body></html>\n" + SOUND, "polyglot"),
    "picture before": (b"GIF89a\x01\x00\x01\x00\n" + SOUND, "polyglot"),
}


@pytest.mark.parametrize(("content", "reason"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe_pdf_is_refused_with_its_reason_within_a_second(content, reason):
    began = time.perf_counter()

    with pytest.raises(FileUnsafe) as refusal:
        check_file("a.pdf", content)

    assert refusal.value.facts["reason"] == reason
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://bad.example'\\))>>",
        b"/OpenAction<</S/Launch/F(/bin/sh)>>",
        b"/OpenAction<</S/URI/URI(http://bad.example)>>",
        b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)>>]>>>>",
        b"/AcroForm<</XFA[(x) (y)]/Fields[]>>",
        b"/AA<</WC<</S/JavaScript/JS(while\\(1\\){})>>>>",
    ],
    ids=["script", "launch", "address", "embedded file", "form", "endless script"],
)
def test_what_a_pdf_would_run_or_carry_is_never_touched(extra):
    report = read_in_child("findings", "a.pdf", a_pdf(PAGE, extra=extra), seconds=5)

    assert [draft.text for draft in report.drafts] == [LEADS]


LOOPS = {
    "pages in a ring": [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 9999999/Kids[2 0 R 2 0 R]>>",
    ],
    "page without a body": [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 3/Kids[3 0 R 4 0 R null]>>",
        b"null",
        b"<</Type/Page/Parent 4 0 R>>",
    ],
    "form that draws itself": [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        b"/Resources<</XObject<</A 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/A Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
        b"/Length 11>>stream\n/A Do /A Do\nendstream",
    ],
}


@pytest.mark.parametrize("bodies", LOOPS.values(), ids=LOOPS)
def test_pdf_that_runs_in_circles_is_refused_within_a_second(bodies):
    began = time.perf_counter()

    with pytest.raises(FileRefused):
        read_in_child("findings", "a.pdf", bound(bodies), seconds=5)

    assert time.perf_counter() - began < 2  # with the start of a child on a busy machine


def test_pdf_with_too_many_pages_is_refused():
    with pytest.raises(FileUnreadable) as refusal:
        read_findings("a.pdf", a_pdf(*([] for _ in range(401))))

    assert refusal.value.facts == {"name": "a.pdf", "reason": "pages", "limit": 400}


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4])
def test_pdf_cut_short_is_refused(share):
    with pytest.raises(FileRefused):
        read_findings("a.pdf", SOUND[: int(len(SOUND) * share)])


def test_pdf_with_a_page_that_cannot_be_loaded_is_refused():
    content = a_pdf(PAGE, PAGE).replace(b"/Kids[9 0 R 11 0 R]", b"/Kids[9 0 R 99 0 R]")

    with pytest.raises(FileUnreadable) as refusal:
        read_findings("a.pdf", content)

    assert refusal.value.facts["reason"] == "damaged"
