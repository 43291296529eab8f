"""A PDF let in: what is no report, or threatens us, is turned away before PDFium sees it."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pmqa_workshop.domain.errors import (
    FileLocked,
    FileUnreadable,
    FileUnsafe,
)
from pmqa_workshop.guard.package import HIGHEST_RATIO, MOST_UNPACKED, SMALL_ENTRY

MOST_PAGES = 400

_SIGNATURE = b"%PDF-"
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2_000  # bytes before a stream in which its filters are named
_ZIP_END = b"PK\x05\x06"
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_DENSE_FILTER = re.compile(rb"/(?:LZWDecode|RunLengthDecode|LZW|RL)\b")
_NESTING = re.compile(rb"(?:\[\s*){200}|(?:<<\s*/\w*\s*){200}")
_PIECE = 256 * 1024
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def is_pdf(content: bytes) -> bool:
    """Tell whether the content is a PDF from its first byte on."""
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(_SIGNATURE)


def check_pdf(content: bytes) -> None:
    """Raise FileUnsafe for what only a hostile PDF holds."""
    if content.rfind(_ZIP_END, -66_000) >= 0:
        raise FileUnsafe(reason="polyglot")
    if _NESTING.search(content):
        raise FileUnsafe(reason="nesting")
    left = MOST_UNPACKED
    for found in _STREAM.finditer(content):
        about = content[max(found.start() - _DICTIONARY, 0) : found.start()]
        about = about[max(about.rfind(b"endobj"), about.rfind(b"endstream"), 0) :]
        if not _PICTURE.search(about):  # PDFium unpacks pictures only to draw them
            left -= _unpacked(content, found.end(), about, left)


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Open the document; raise FileRefused for what has a password, is broken or too long."""
    import pypdfium2  # only where a PDF is read: 8 MB that no other file needs

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise FileLocked(reason="encrypted") from error
        raise FileUnreadable(reason="damaged") from error
    try:
        if len(document) > MOST_PAGES:
            raise FileUnreadable(reason="pages", limit=MOST_PAGES)
        yield document
    except pypdfium2.PdfiumError as error:  # a page that cannot be loaded
        raise FileUnreadable(reason="damaged") from error
    finally:
        document.close()


def _unpacked(content: bytes, start: int, about: bytes, most: int) -> int:
    """Return how much a stream unpacks to; raise FileUnsafe when that is unreasonable."""
    filters = len(_FLATE.findall(about))
    if filters > 1 or (filters and _DENSE_FILTER.search(about)):
        raise FileUnsafe(reason="ratio", limit=HIGHEST_RATIO)  # packed twice: only bombs are
    if not filters:
        return 0
    unpacker, size, at = zlib.decompressobj(), 0, start
    pending = b""
    while not unpacker.eof:
        given = pending or content[at : at + _PIECE]
        if not pending:
            at += _PIECE
        if not given:
            break
        try:
            size += len(unpacker.decompress(given, _PIECE))
        except zlib.error:
            break  # damaged, or encrypted: PDFium will say
        pending = unpacker.unconsumed_tail
        read = min(at, len(content)) - start - len(pending)
        if size > most:
            raise FileUnsafe(reason="unpacked_size", limit=MOST_UNPACKED)
        if size > SMALL_ENTRY and size > max(read, 1) * HIGHEST_RATIO and unpacker.eof:
            raise FileUnsafe(reason="ratio", limit=HIGHEST_RATIO)
    return size
