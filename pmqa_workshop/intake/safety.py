"""What may come in: the kind of a file by its content, and every reason to refuse it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from pmqa_workshop.domain.errors import (
    FileKindUnknown,
    FileLocked,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    FileUnsafe,
)
from pmqa_workshop.intake.encoding import looks_like_text
from pmqa_workshop.intake.package import Package, Relation, parse_xml, plain_xml, unpack
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


_MAIN_TYPES = {
    "wordprocessingml.document.main+xml": FileKind.DOCUMENT,
    "spreadsheetml.sheet.main+xml": FileKind.SHEET,
}
_OTHER_TYPES = {
    "presentationml": "presentation",
    "template.main+xml": "office_template",
    "opendocument": "open_document",
}
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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls and files behind a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PLAIN_LINKS = ("http://", "https://", "mailto:", "#")  # what a report's text may point at
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ACTIVE = (
    ("vbaproject", "macros"),
    ("macroenabled", "macros"),
    ("macrosheet", "macros"),
    ("activex", "active_content"),
    ("oleobject", "embedded_object"),
    ("afchunk", "embedded_object"),
    ("attachedtemplate", "outside_link"),
)
_ALT_CHUNK = re.compile(rb"<(?:\w+:)?altChunk\b")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


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
    for name, part in package.parts.items():
        _check_part(part)
        if name.endswith(".rels"):
            _check_relations(part)
    types = _content_types(package)
    for word, reason in _ACTIVE:
        if any(word in text.lower() for text in (*package.names, *types.values())):
            raise FileUnsafe(reason=reason)
    return Opened(_main_kind(package, types), content, package)


def _check_part(part: bytes) -> None:
    text = plain_xml(part)
    if _DOCTYPE.search(text):
        raise FileUnsafe(reason="doctype")
    if _ALT_CHUNK.search(text):
        raise FileUnsafe(reason="embedded_object")


def _check_relations(part: bytes) -> None:
    for node in parse_xml(part).iter("{*}Relationship"):
        mode = str(node.get("TargetMode") or "").lower()
        _check_relation(
            Relation(str(node.get("Type")), str(node.get("Target")), mode == "external")
        )


def _check_relation(relation: Relation) -> None:
    last = relation.type.rpartition("/")[2].lower()
    for word, reason in _ACTIVE:
        if word in last:
            raise FileUnsafe(reason=reason)
    if last == "hyperlink" and relation.target.lower().startswith(_PLAIN_LINKS):
        return
    if relation.is_external or _SCHEME.match(relation.target):
        raise FileUnsafe(reason="outside_link", target=relation.target[:200])


def _content_types(package: Package) -> dict[str, str]:
    if "[Content_Types].xml" not in package.parts:
        found = "open_document" if "META-INF/manifest.xml" in package.names else "zip"
        raise FileKindUnknown(reason=found, found=found)
    root = package.xml("[Content_Types].xml")
    return {
        str(node.get("PartName") or node.get("Extension")).lstrip("/"): str(node.get("ContentType"))
        for node in root
        if isinstance(node.tag, str)
    }


def _main_kind(package: Package, types: dict[str, str]) -> FileKind:
    mains = [
        relation.target
        for relation in package.relations("").values()
        if relation.type.endswith("/officeDocument")
    ]
    kinds = {kind for text in types.values() for end, kind in _MAIN_TYPES.items() if end in text}
    if len(kinds) > 1 or len(mains) > 1:
        raise FileUnsafe(reason="polyglot")
    main_type = types.get(mains[0], types.get("xml", "")) if mains else ""
    for end, kind in _MAIN_TYPES.items():
        if main_type.endswith(end) and mains[0] in package.parts:
            return kind
    found = next((word for end, word in _OTHER_TYPES.items() if end in main_type), "zip")
    raise FileKindUnknown(reason=found, found=found)


def _check_text(content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise FileLocked(reason="encrypted")
        raise FileKindUnknown(reason="old_office", found="old_office")
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
