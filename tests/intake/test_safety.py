"""Hostile and mistaken files are refused with their reason, quickly."""

import gzip
import struct
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pmqa_workshop.domain.errors import (
    FileKindUnknown,
    FileTooLarge,
    FileUnreadable,
    FileUnsafe,
)
from pmqa_workshop.intake.findings import read_findings
from pmqa_workshop.intake.safety import FileKind, check_file
from tests.intake.builders import a_docx, an_xlsx, part_of, report_file, with_part

SHEET = an_xlsx(("ก", [("หมวด", "ข้อค้นพบ"), (1, "ดี")]))
DOCUMENT = a_docx("ดี")
RELATIONS = "word/_rels/document.xml.rels"
SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relation(kind: str, target: str, mode: str = "External") -> bytes:
    old = part_of(DOCUMENT, RELATIONS).decode()
    new = f'<Relationship Id="rX" Type="{SPACE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return with_part(
        DOCUMENT, RELATIONS, old.replace("</Relationships>", new + "</Relationships>").encode()
    )


def _bomb(size: int, copies: int = 1) -> bytes:
    saved = BytesIO()
    with ZipFile(BytesIO(SHEET)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry.filename))
        for number in range(copies):
            new.writestr(f"xl/media/{number}.bin", b"0" * size)
    return saved.getvalue()


def _lying_bomb() -> bytes:
    """Return a package whose header says 10 bytes for an entry of 5 MB."""
    content = bytearray(_bomb(5_000_000))
    lie, truth = struct.pack("<L", 10), struct.pack("<L", 5_000_000)
    return bytes(content.replace(truth, lie))


def _macro_types(content: bytes, old: str, new: str) -> bytes:
    types = part_of(content, "[Content_Types].xml").decode()
    return with_part(content, "[Content_Types].xml", types.replace(old, new).encode())


def _with_doctype(part: str, encoding: str = "utf-8") -> bytes:
    text = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    return with_part(DOCUMENT, part, text.encode(encoding))


DOC_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

ALT_CHUNK = b'<w:document xmlns:w="w"><w:altChunk/></w:document>'

UNSAFE = {
    "zip bomb": (_bomb(40_000_000), "ratio"),
    "many middling bombs": (_bomb(250_000, 300), "unpacked_size"),
    "too many entries": (_bomb(1, 2_100), "entries"),
    "macro part": (with_part(SHEET, "xl/vbaProject.bin", b"x"), "macros"),
    "renamed docm": (
        _macro_types(DOCUMENT, DOC_TYPE, "application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "renamed xlsm": (
        _macro_types(SHEET, BOOK_TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "macros",
    ),
    "activeX": (with_part(DOCUMENT, "word/activeX/activeX1.xml", b"<x/>"), "active_content"),
    "ole object": (with_part(DOCUMENT, "word/embeddings/oleObject1.bin", b"x"), "embedded_object"),
    "alternative content": (
        with_part(DOCUMENT, "word/document.xml", ALT_CHUNK),
        "embedded_object",
    ),
    "chunk relation": (_relation("aFChunk", "chunk.html", "Internal"), "embedded_object"),
    "attached template": (_relation("attachedTemplate", "http://a.example/a.dotm"), "outside_link"),
    "linked image": (_relation("image", "http://bad.example/a.png"), "outside_link"),
    "script link": (_relation("hyperlink", "javascript:alert(1)"), "outside_link"),
    "file link": (_relation("hyperlink", "file:///etc/passwd"), "outside_link"),
    "share inside": (_relation("image", "\\\\host\\share", "Internal"), "outside_link"),
    "doctype": (_with_doctype("word/document.xml"), "doctype"),
    "doctype in settings": (_with_doctype("word/settings.xml"), "doctype"),
    "doctype in UTF-16": (_with_doctype("word/document.xml", "utf-16"), "doctype"),
    "doctype under another name": (_with_doctype("word/media/a.png"), "doctype"),
    "strange encoding": (
        with_part(DOCUMENT, "word/document.xml", b'<?xml version="1.0" encoding="UTF-7"?><x/>'),
        "encoding",
    ),
    "path outside": (with_part(SHEET, "../../x.xml", b"<x/>"), "entry_name"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe_file_is_refused_with_its_reason_within_a_second(content, reason):
    began = time.perf_counter()

    with pytest.raises(FileUnsafe) as refusal:
        check_file("a.docx", content)

    assert refusal.value.facts["reason"] == reason
    assert refusal.value.facts["name"] == "a.docx"
    assert time.perf_counter() - began < 1


UNKNOWN = {
    "old Word": (OLE, "old_office"),
    "html": (b"<html><body>x</body></html>", "html"),
    "html with a zip behind": (b"<html></html>" + DOCUMENT, "html"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "image"),
    "program": (b"MZ\x90\x00" + b"\x00" * 50, "program"),
    "rtf": (b"{\\rtf1 x}", "rtf"),
    "bytes": (bytes(range(256)) * 4, "binary"),
    "presentation": (
        _macro_types(
            DOCUMENT, "wordprocessingml.document.main", "presentationml.presentation.main"
        ),
        "presentation",
    ),
    "template": (
        _macro_types(DOCUMENT, "document.main+xml", "template.main+xml"),
        "office_template",
    ),
}


def _plain_zip() -> bytes:
    saved = BytesIO()
    with ZipFile(saved, "w") as archive:
        archive.writestr("a.txt", "x")
    return saved.getvalue()


UNKNOWN["plain zip"] = (_plain_zip(), "zip")


@pytest.mark.parametrize(("content", "found"), UNKNOWN.values(), ids=UNKNOWN)
def test_file_of_another_kind_is_refused_by_what_it_is(content, found):
    with pytest.raises(FileKindUnknown) as refusal:
        check_file("รายงาน.docx", content)

    assert refusal.value.facts["found"] == found


UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \r\n", "empty"),
    "cut short": (DOCUMENT[: len(DOCUMENT) // 2], "broken_zip"),
    "lying about its size": (_lying_bomb(), "broken_zip"),
    "behind a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
}


@pytest.mark.parametrize(("content", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_file_that_cannot_be_read_says_why(content, reason):
    with pytest.raises(FileUnreadable) as refusal:
        check_file("a.xlsx", content)

    assert refusal.value.facts["reason"] == reason


def test_file_over_the_limit_is_refused_with_the_limit():
    with pytest.raises(FileTooLarge) as refusal:
        check_file("a.csv", b"x" * (10 * 1024 * 1024 + 1))

    assert refusal.value.facts["limit"] == 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SHEET, FileKind.SHEET),
        (DOCUMENT, FileKind.DOCUMENT),
        (report_file("feedback_report.pdf"), FileKind.PDF),
        ("หมวด,ข้อค้นพบ".encode("cp874"), FileKind.TEXT),
        (_relation("hyperlink", "https://www.opdc.go.th"), FileKind.DOCUMENT),
    ],
    ids=["sheet", "document", "pdf", "text", "plain link"],
)
def test_kind_is_told_by_content_not_by_name(content, kind):
    assert check_file("a.bin", content) is kind


def test_merged_area_over_the_whole_sheet_costs_nothing():
    sheet = part_of(SHEET, "xl/worksheets/sheet1.xml").decode()
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    content = with_part(
        SHEET,
        "xl/worksheets/sheet1.xml",
        sheet.replace("</sheetData>", f"</sheetData>{merge}").encode(),
    )
    began = time.perf_counter()

    report = read_findings("a.xlsx", content)

    assert len(report.drafts) >= 1
    assert time.perf_counter() - began < 1


def test_damaged_utf8_is_refused_rather_than_shown_as_mojibake():
    content = ("หมวด,ข้อค้นพบ\n1," + "ระบบ" * 50).encode() + b"\xff"

    with pytest.raises(FileUnreadable):
        read_findings("a.csv", content)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_more_rows_than_any_report_has_are_refused(name, monkeypatch):
    monkeypatch.setattr("pmqa_workshop.intake.delimited.MOST_ROWS", 5)
    monkeypatch.setattr("pmqa_workshop.intake.spreadsheet.MOST_ROWS", 5)
    rows = [("หมวด", "ข้อค้นพบ"), *((1, f"ข้อที่ {n}") for n in range(5))]
    text = "\n".join(f"{first},{second}" for first, second in rows).encode()

    with pytest.raises(FileUnreadable) as refusal:
        read_findings(name, text if name == "a.csv" else an_xlsx(("ก", rows)))

    assert refusal.value.facts["reason"] == "rows"


def test_a_row_of_commas_without_end_is_refused_and_not_gone_through():
    began = time.perf_counter()

    with pytest.raises(FileUnreadable):
        read_findings("a.csv", b"," * 10_000_000)

    assert time.perf_counter() - began < 20  # s, on a busy machine too


SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("inner", "name", "encoding"),
    [
        ('<image x:href="file:///etc/logo.png"/>', "image9.svg", "utf-8"),
        ('<image href=" file:///etc/logo.png"/>', "image9.png", "utf-8"),
        ('<image href="logo.png"/>', "image9.svg", "utf-8"),
        ('<image href="&#x66;ile:///etc/logo.png"/>', "image9.svg", "utf-8"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "image9.svg", "utf-8"),
        ('<use href="http://192.0.2.1/a.svg#a"/>', "image9.svg", "utf-8"),
        ('<rect fill="url(file:///etc/logo.svg#a)"/>', "image9.svg", "utf-8"),
        ("<style>@import 'file:///etc/a.css';</style>", "image9.svg", "utf-8"),
        ('<image href="file:///etc/logo.png"/>', "image9.emf", "utf-16"),
    ],
)
def test_a_drawing_that_shows_files_of_the_server_is_refused(inner, name, encoding):
    drawing = f"<svg {SVG}>{inner}</svg>".encode(encoding)
    for content in (drawing, gzip.compress(drawing)):
        with pytest.raises(FileUnsafe):
            check_file("a.docx", with_part(DOCUMENT, f"word/media/{name}", content))


def test_a_drawing_that_is_whole_in_itself_passes():
    drawing = (
        f'<svg {SVG}><defs><linearGradient id="a"/></defs><rect fill="url(#a)"/>'
        '<a x:href="https://example.org"><use x:href="#a"/></a>'
        '<image x:href="data:image/png;base64,AAAA"/></svg>'
    ).encode()
    assert check_file("a.docx", with_part(DOCUMENT, "word/media/image9.svg", drawing))
    wmf = gzip.compress(b"\xd7\xcd\xc6\x9a")
    assert check_file("a.docx", with_part(DOCUMENT, "word/media/image9.wmz", wmf))
