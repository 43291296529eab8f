"""PDF by LibreOffice: digits as Word shows them, nothing fetched, and pictures of its pages."""

import re
import shutil
import zlib
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from zipfile import ZipFile

import pypdfium2
import pytest

from pmqa_workshop.documents import libreoffice, pdf, print_document
from pmqa_workshop.documents.layout import pages_of_bookmarks
from pmqa_workshop.documents.pdf import page_picture, pages_in, pdf_of
from pmqa_workshop.domain.documents import DocumentKind, Face, PrintOptions
from pmqa_workshop.domain.plan import Digits
from tests.documents.plans import a_plan

office = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
THAI, ARABIC = PrintOptions(digits=Digits.THAI), PrintOptions(digits=Digits.ARABIC)
DRAWS_THAI = PrintOptions(face=Face.IT9)


@cache
def _made(options: PrintOptions, kind: DocumentKind = DocumentKind.PLAN) -> bytes:
    return print_document(kind, a_plan(), options).content


@cache
def _pages(options: PrintOptions, kind: DocumentKind = DocumentKind.PLAN) -> list[str]:
    pdf = pdf_of(_made(options, kind))
    assert pdf is not None
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


class TestWithLibreOffice:
    pytestmark = office

    @pytest.mark.parametrize(
        ("options", "chapter", "table", "foot"),
        [
            (THAI, "บทที่ ๒ ทิศทาง", "ตารางที่ ๑๔", r"หน้า [๐-๙]+\s*$"),
            (ARABIC, "บทที่ 2 ทิศทาง", "ตารางที่ 14", r"หน้า \d+\s*$"),
            (DRAWS_THAI, "บทที่ ๒ ทิศทาง", "ตารางที่ ๑๔", r"หน้า [๐-๙]+\s*$"),
        ],
        ids=["Thai digits", "Arabic digits", "a face that draws Thai digits"],
    )
    def test_chapters_captions_and_pages_count_in_the_chosen_digits(
        self, options: PrintOptions, chapter: str, table: str, foot: str
    ) -> None:
        pages = _pages(options)
        body = "\n".join(pages[6:])  # behind the lists, whose entries are text

        assert chapter in body
        assert len(re.findall(f"^{table} ", body, re.MULTILINE)) == 1
        assert sum(bool(re.search(foot, page, re.MULTILINE)) for page in pages) > 15

    def test_codes_and_what_people_typed_keep_their_digits(self) -> None:
        text = "\n".join(_pages(THAI))

        assert "F012" in text
        assert "ร้อยละ 62" in text

    def test_a_page_number_without_a_thai_letter_beside_it_is_thai_too(self) -> None:
        memo = "\n".join(_pages(THAI, DocumentKind.MEMO))

        assert "- ๒ -" in memo
        assert "- 2 -" not in memo

    def test_a_face_that_draws_thai_digits_draws_them_in_codes_too(self) -> None:
        plan = "\n".join(_pages(DRAWS_THAI))
        memo = "\n".join(_pages(DRAWS_THAI, DocumentKind.MEMO))  # which has no charts

        assert "F๐๑๒" in plan.replace(" ", "")
        assert re.search("[๐-๙]", memo)
        assert not re.search("[0-9]", memo)

    @pytest.mark.parametrize("options", [THAI, ARABIC], ids=["Thai", "Arabic"])
    def test_pages_are_those_the_contents_were_measured_on(self, options: PrintOptions) -> None:
        measured = pages_of_bookmarks(_made(options))
        assert measured is not None

        assert max(measured.values()) == len(_pages(options))

    def test_nothing_a_document_links_to_is_fetched(self, listener: list[str]) -> None:
        pdf = pdf_of(_with_linked_picture(_made(ARABIC), listener[0]))

        assert pdf is not None
        assert listener[1:] == []

    def test_a_late_conversion_is_ended_and_the_next_one_works(self) -> None:
        content = print_document(DocumentKind.MEMO, a_plan()).content

        assert pdf_of(content, seconds=0.2) is None
        assert pdf_of(content) is not None

    def test_what_is_no_document_gives_no_pdf(self) -> None:
        broken = BytesIO()
        with ZipFile(broken, "w") as archive:
            archive.writestr("word/document.xml", "<w:document")

        assert pdf_of(broken.getvalue()) is None


def test_without_libreoffice_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: None)

    assert pdf_of(_plan_without_pages()) is None


def test_waiting_for_another_document_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: name)

    with libreoffice._one_at_a_time:
        assert pdf_of(_plan_without_pages(), seconds=0.05) is None


def test_the_programs_environment_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMQA_SECRET", "hidden")

    assert "hidden" not in (libreoffice.output_of(["env"], 10) or "hidden")


@pytest.mark.parametrize(
    ("size", "width", "shown"),
    [((595, 842), 800, (800, 1132)), ((842, 595), 400, (400, 283)), ((100, 9000), 800, (27, 2400))],
    ids=["upright", "on its side", "a very tall one is kept small"],
)
def test_a_page_is_a_picture_of_the_width_asked_for(
    size: tuple[int, int], width: int, shown: tuple[int, int]
) -> None:
    picture = page_picture(_blank_pdf(1, size), 1, width=width)
    assert picture is not None

    wide, high, points = _read_png(picture)
    assert (wide, high) == shown
    assert len(points) == high * (1 + 3 * wide)
    assert set(points) == {0, 255}  # the filter of each row, and white


def test_pages_are_counted_from_one_and_others_are_none() -> None:
    pdf = _blank_pdf(3)

    assert pages_in(pdf) == 3
    assert [page_picture(pdf, number, width=50) is not None for number in (0, 1, 3, 4)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.fixture
def listener() -> Iterator[list[str]]:
    """Yield an address, followed by whatever is asked for there."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(str(self.rfile.readline()))

    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        asked.append(f"http://127.0.0.1:{server.server_port}/picture.png")
        Thread(target=server.serve_forever, daemon=True).start()
        yield asked
        server.shutdown()


def _plan_without_pages() -> bytes:
    return print_document(DocumentKind.MEMO, a_plan(), page_numbers=False).content


def _with_linked_picture(docx: bytes, address: str) -> bytes:
    """Return the document with a picture that stands elsewhere, as Word links one."""
    relation = (
        '<Relationship Id="rIdFar" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        f'Target="{address}"/></Relationships>'
    )
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    office_relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = (
        f'<w:body><w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        '<wp:extent cx="990000" cy="990000"/><wp:docPr id="9999" name="far"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="far"/>'
        "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip xmlns:r="{office_relations}" r:link="rIdFar"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    copy = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(copy, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/_rels/document.xml.rels":
                part = str(part).replace("</Relationships>", relation)
            if name == "word/document.xml":
                part = str(part).replace("<w:body>", picture, 1)
            new.writestr(name, part)
    return copy.getvalue()


def _blank_pdf(pages: int, size: tuple[int, int] = (595, 842)) -> bytes:
    saved = BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(pages):
            document.new_page(*size)
        document.save(saved)
    return saved.getvalue()


def _read_png(picture: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the points, each row after its filter; check the sums."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts = 8, {}
    while at < len(picture):
        long = int.from_bytes(picture[at : at + 4])
        name, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + long]
        assert int.from_bytes(picture[at + 8 + long : at + 12 + long]) == zlib.crc32(name + content)
        parts[name] = content
        at += 12 + long
    head = parts[b"IHDR"]
    assert head[8:10] == b"\x08\x02"  # eight bits, red green blue
    points = zlib.decompress(parts[b"IDAT"])
    return int.from_bytes(head[:4]), int.from_bytes(head[4:8]), points


@pytest.mark.parametrize(("keeps", "times"), [(b"always", 1), (b"auto", 0)])
def test_table_that_keeps_its_lines_together_is_not_broken(keeps: bytes, times: int) -> None:
    style = (
        b'<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties '
        b'fo:keep-with-next="%s"/></style:style><style:style style:name="T1" style:family="table">'
        b"<style:table-properties/></style:style>" % keeps
    )
    table = b'<table:table table:style-name="T1"><text:p text:style-name="P1"/></table:table>'

    assert pdf._kept_whole(style + table).count(b'may-break-between-rows="false"') == times
