"""What an Office package may hold: no macros, no objects, no links to other files."""

import re

from pmqa_workshop.domain.errors import FileKindUnknown, FileLocked, FileUnsafe
from pmqa_workshop.guard.package import Package, Relation, parse_xml, plain_xml
from pmqa_workshop.guard.pictures import check_drawing, is_drawing

_MAIN_TYPES = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
}
_OTHER_TYPES = {
    "presentationml": "presentation",
    "template.main+xml": "office_template",
    "opendocument": "open_document",
}
_PLAIN_LINKS = ("http://", "https://", "mailto:", "#")  # what a text may point at
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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls and files behind a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ALT_CHUNK = re.compile(rb"<(?:\w+:)?altChunk\b")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def refuse_old_office(content: bytes) -> None:
    """Raise FileLocked for a file behind a password, FileKindUnknown for one of old Office."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise FileLocked(reason="encrypted")
        raise FileKindUnknown(reason="old_office", found="old_office")


def check_contents(package: Package) -> dict[str, str]:
    """Return the content type of each part; raise FileUnsafe for what may act or reach out."""
    for name, part in package.parts.items():
        _check_part(part)
        if name.endswith(".rels"):
            _check_relations(part)
        elif is_drawing(plain_xml(part)):
            check_drawing(part)
    types = _content_types(package)
    for word, reason in _ACTIVE:
        if any(word in text.lower() for text in (*package.names, *types.values())):
            raise FileUnsafe(reason=reason)
    return types


def office_kind(package: Package, types: dict[str, str]) -> str:
    """Return "docx" or "xlsx"; raise FileKindUnknown with what it is instead."""
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
