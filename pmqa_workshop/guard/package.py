"""The zip package of an Office file, unpacked and parsed without trusting a byte of it."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from pmqa_workshop.domain.errors import FileLocked, FileUnreadable, FileUnsafe

MOST_UNPACKED = 50 * 1024 * 1024
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 100
SMALL_ENTRY = 256 * 1024  # below this a high ratio threatens nobody

_CHUNK = 1024 * 1024
_GZIP, _HEAD = b"\x1f\x8b", 2048
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
_DECLARED = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}


@dataclass(frozen=True)
class Relation:
    type: str
    target: str
    is_external: bool


@dataclass(frozen=True)
class Package:
    """The XML parts by name; `names` lists every entry, pictures too."""

    names: tuple[str, ...]
    parts: dict[str, bytes]

    def xml(self, name: str) -> Any:
        """Return the root of a part; raise FileUnreadable when it is missing or broken."""
        if name not in self.parts:
            raise FileUnreadable(reason="part_missing")
        return parse_xml(self.parts[name])

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part points to, by relation id; "" is the package itself."""
        name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
        if name not in self.parts:
            return {}
        return {
            str(node.get("Id")): _relation(node, dirname(part))
            for node in self.xml(name).iter("{*}Relationship")
        }


def parse_xml(content: bytes) -> Any:
    """Return the root element; entities, networks and huge trees stay out."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileUnreadable(reason="broken_xml") from error


def unpack(content: bytes) -> Package:
    """Return the package; raise FileUnsafe for bombs and odd entries, before they grow."""
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise FileUnsafe(reason="entries", limit=MOST_ENTRIES)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            parts = {entry.filename: _read(archive, entry) for entry in entries}
    except _BROKEN as error:
        raise FileUnreadable(reason="broken_zip") from error
    return Package(tuple(parts), {name: part for name, part in parts.items() if is_xml(name, part)})


def is_xml(name: str, part: bytes) -> bool:
    """Tell whether a part would be parsed as XML by anyone, whatever its name says."""
    start = part[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return name.endswith((".xml", ".rels", ".vml")) or start.startswith(b"<")


def plain_xml(part: bytes) -> bytes:
    """Return the part as UTF-8 for searching; raise FileUnsafe for encodings no Office uses."""
    if part.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"<\x00", b"\x00<")):
        raise FileUnsafe(reason="encoding")
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return part.decode("utf-16", errors="replace").encode()
    declared = _DECLARED.match(part.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if declared and declared.group(1).lower() not in _ENCODINGS:
        raise FileUnsafe(reason="encoding")
    return part


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise FileUnsafe(reason="entries", limit=MOST_ENTRIES)
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise FileUnsafe(reason="polyglot")  # something else stands before the zip
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise FileUnsafe(reason="repeated_entry")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileUnsafe(reason="unpacked_size", limit=MOST_UNPACKED)
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
        raise FileUnsafe(reason="entry_name")
    if entry.flag_bits & 1:
        raise FileLocked(reason="encrypted")
    too_dense = entry.file_size > entry.compress_size * HIGHEST_RATIO
    if too_dense and entry.file_size > SMALL_ENTRY:
        raise FileUnsafe(reason="ratio", limit=HIGHEST_RATIO)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the entry; the header may lie about its size, so the bytes are counted."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > MOST_UNPACKED:
                raise FileUnsafe(reason="unpacked_size", limit=MOST_UNPACKED)
            pieces.append(piece)
    part = b"".join(pieces)
    if _is_packed_xml(part):
        raise FileUnsafe(reason="embedded_object")
    return part


def _is_packed_xml(part: bytes) -> bool:
    """Tell whether a part is XML within gzip, which no Office writes and LibreOffice draws."""
    if not part.startswith(_GZIP):
        return False
    try:
        return is_xml("", zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(part, _HEAD))
    except zlib.error:
        return False


def _relation(node: Any, folder: str) -> Relation:
    target = str(node.get("Target") or "")
    is_external = str(node.get("TargetMode") or "").lower() == "external"
    if not is_external:
        target = target[1:] if target.startswith("/") else normpath(join(folder, target))
    return Relation(str(node.get("Type") or ""), target, is_external)
