"""A Word document as PDF, and pages of it as pictures to look at on screen.

LibreOffice counts pages, headings and captions in Arabic digits whatever a Word file says
(thaiNumbers, THAIARABIC), but knows Thai ones under a name of its own that only its own
format can carry. A document that counts in Thai therefore goes by way of that format.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Lock
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2

from pmqa_workshop.documents.layout import drawable, font_for
from pmqa_workshop.documents.libreoffice import Left, alone, converted, has_programs
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.documents import Face
from pmqa_workshop.domain.errors import LibreOfficeMissing, PdfNotMade

SECONDS = 120
WIDTH, HIGHEST = 800, 2400  # pixels of a picture
_PDF = 'writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_COUNTS_IN_THAI = re.compile(rb'"thaiNumbers"|\\\* *THAIARABIC', re.IGNORECASE)
_ARABIC_COUNT = re.compile(rb'(num-format=")1(")')
_THAI_COUNT = rb"\g<1>Native Numbering\2"
_LATIN_WORDS = re.compile(rb'fo:language="[^"]*" fo:country="[^"]*"')
_AS_THAI = b'fo:language="th" fo:country="TH"'  # else "- 2 -", which has no Thai letter, stays
_KEEPING = re.compile(
    rb'<style:style style:name="([^"]+)" style:family="paragraph"[^>]*>'
    rb'<style:paragraph-properties[^>]*fo:keep-with-next="always"'
)
_TABLE = re.compile(rb"<table:table .*?</table:table>", re.DOTALL)
_LINE_STYLE = re.compile(rb'<text:p text:style-name="([^"]+)"')
_NAME = re.compile(rb'table:style-name="([^"]+)"')
_WHOLE = b' style:may-break-between-rows="false"'
_WRITTEN = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)")
_REFERENCE = re.compile(r"(&#?\w+;)")
_pdfium = Lock()  # is not made for several threads


def pdf_of(docx: bytes, seconds: float = SECONDS) -> bytes | None:
    """Return the document as PDF, its digits as Word shows them.

    None when LibreOffice is missing, fails, or takes longer than `seconds`, waiting for
    another document's turn included. Where no TH Sarabun is installed, one of the same
    letters stands in for it.
    """
    if not has_programs("soffice"):
        return None
    return alone(lambda folder, left: _converted(docx, folder, left), seconds)


def check_libreoffice() -> None:
    """Raise LibreOfficeMissing where no PDF can be made, before work is spent on its document."""
    if not has_programs("soffice"):
        raise LibreOfficeMissing()


def surely(docx: bytes) -> bytes:
    """Return the document as PDF; raise PdfNotMade where `pdf_of` returns None."""
    made = pdf_of(docx)
    if made is None:
        raise PdfNotMade(seconds=SECONDS)
    return made


def pages_in(pdf: bytes) -> int:
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, number: int, width: int = WIDTH) -> bytes | None:
    """Return a page, counted from 1, as PNG `width` pixels wide; a tall one is kept small.

    None when there is no such page.
    """
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        return _picture(document[number - 1], width) if 0 < number <= len(document) else None


def _converted(docx: bytes, folder: Path, left: Left) -> bytes | None:
    parts = _words(docx)
    draws_thai = any(Face.IT9.value.encode() in part for part in parts)
    if draws_thai and not _has(Face.IT9):
        docx = _changed(docx, _is_words, _in_thai_digits)
    source = folder / "document.docx"
    source.write_bytes(drawable(docx))
    if draws_thai or any(_COUNTS_IN_THAI.search(part) for part in parts):
        own = converted(source, "odt", left())
        if own is None:
            return None
        own.write_bytes(_changed(own.read_bytes(), _is_own_words, _counted_in_thai))
        source = own
    made = converted(source, "pdf", left(), _PDF)
    return made.read_bytes() if made else None


def _has(face: Face) -> bool:
    return face.value.lower().replace(" ", "") in font_for(face.value)


def _words(docx: bytes) -> list[bytes]:
    with ZipFile(BytesIO(docx)) as archive:
        return [archive.read(name) for name in archive.namelist() if _is_words(name)]


def _is_words(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1


def _is_own_words(name: str) -> bool:
    return name in ("content.xml", "styles.xml")


def _changed(
    archive: bytes, is_meant: Callable[[str], bool], change: Callable[[bytes], bytes]
) -> bytes:
    copy = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, change(part) if is_meant(entry.filename) else part)
    return copy.getvalue()


def _counted_in_thai(part: bytes) -> bytes:
    return _kept_whole(_ARABIC_COUNT.sub(_THAI_COUNT, _LATIN_WORDS.sub(_AS_THAI, part)))


def _kept_whole(part: bytes) -> bytes:
    """Say of a table whose every line keeps with the next that it is not to be broken.

    Coming out of Word's format LibreOffice knows, and lays it out so when it measures pages;
    by way of its own format it forgets.
    """
    keeping = set(_KEEPING.findall(part))
    for table in _TABLE.findall(part):
        styles = set(_LINE_STYLE.findall(table))
        if styles and styles <= keeping:
            name = _NAME.findall(table)[0]
            start = (
                b'<style:style style:name="%s" style:family="table"><style:table-properties' % name
            )
            part = part.replace(start, start + _WHOLE, 1)
    return part


def _in_thai_digits(part: bytes) -> bytes:
    """Write what TH SarabunIT๙ would draw: every digit, of a code as well, is a Thai one."""

    def written(found: re.Match[str]) -> str:
        pieces = _REFERENCE.split(found[2])
        pieces[::2] = [thai.all_thai_digits(piece) for piece in pieces[::2]]
        return found[1] + "".join(pieces)

    return _WRITTEN.sub(written, part.decode()).encode()


def _picture(page: pypdfium2.PdfPage, width: int) -> bytes:
    half = 0.5  # pdfium rounds up, also what is a hair over
    scale = min((width - half) / page.get_width(), (HIGHEST - half) / page.get_height())
    drawn = page.render(scale=scale, rev_byteorder=True)
    wide = drawn.width * drawn.n_channels
    with memoryview(drawn.buffer).cast("B") as points:
        starts = range(0, drawn.height * drawn.stride, drawn.stride)
        rows = b"".join(b"\0" + points[at : at + wide].tobytes() for at in starts)
    return b"".join(_png(drawn.width, drawn.height, drawn.n_channels, rows))


def _png(width: int, height: int, channels: int, rows: bytes) -> Iterator[bytes]:
    """Yield a PNG of rows that each begin with their filter, 0; no imaging library is needed."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    yield b"\x89PNG\r\n\x1a\n"
    for name, content in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    ):
        yield struct.pack(">I", len(content)) + name + content
        yield struct.pack(">I", zlib.crc32(name + content))
