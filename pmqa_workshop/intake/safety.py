"""What may come in: the kind of a file by its content, and every reason to refuse it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from pmqa_workshop.domain.errors import (
    FileKindUnknown,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    FileUnsafe,
)
from pmqa_workshop.guard.contents import check_contents, office_kind, refuse_old_office
from pmqa_workshop.guard.package import Package, unpack
from pmqa_workshop.intake.encoding import looks_like_text
from pmqa_workshop.intake.pdf_file import check_pdf, is_pdf

MOST_BYTES = 10 * 1024 * 1024


class FileKind(StrEnum):
    SHEET = "xlsx"
    DOCUMENT = "docx"
    PDF = "pdf"
    TEXT = "text"


@dataclass(frozen=True)
class Opened:
    kind: FileKind
    content: bytes
    package: Package | None = None


_SIGNATURES = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)


def check_file(name: str, content: bytes) -> FileKind:
    """Return the kind the content shows; raise FileRefused with the reason otherwise."""
    return open_file(name, content).kind


def open_file(name: str, content: bytes) -> Opened:
    """Return the file, unpacked when it is a package, after every check."""
    with naming(name):
        if not content:
            raise FileUnreadable(reason="empty")
        if len(content) > MOST_BYTES:
            raise FileTooLarge(reason="size", limit=MOST_BYTES, size=len(content))
        if content.startswith(b"PK"):
            return _open_package(content)
        if is_pdf(content):
            check_pdf(content)
            return Opened(FileKind.PDF, content)
        _check_text(content)
        return Opened(FileKind.TEXT, content)


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Add the file's name to any refusal raised inside."""
    try:
        yield
    except FileRefused as refusal:
        refusal.facts.setdefault("name", name)
        raise


def _open_package(content: bytes) -> Opened:
    package = unpack(content)
    kind = office_kind(package, check_contents(package))
    return Opened(FileKind(kind), content, package)


def _check_text(content: bytes) -> None:
    refuse_old_office(content)
    found = _foreign_kind(content)
    if found == "pdf":
        raise FileUnsafe(reason="polyglot")
    if found:
        raise FileKindUnknown(reason=found, found=found)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise FileUnreadable(reason="empty")


def _foreign_kind(content: bytes) -> str | None:
    """Return what the content is instead of a table in plain text, None when it is one."""
    if b"%PDF-" in content[:1024]:
        return "pdf"  # behind something else, so that it is not what it seems
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")) or b"<html" in start:
        return "html"
    if start.startswith((b"<?xml", b"<!")):
        return "xml"
    for signature, found in _SIGNATURES:
        if content.startswith(signature) and not (signature == b"BM" and looks_like_text(content)):
            return found
    return None if looks_like_text(content) else "binary"
