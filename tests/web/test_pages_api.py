"""PDF and pages of documents and templates over HTTP, with LibreOffice stood in for and real."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from secrets import token_bytes
from threading import Event

import pypdfium2
import pytest

from pmqa_workshop.database import open_session
from pmqa_workshop.documents import print_document
from pmqa_workshop.documents.kinds import built_in_template
from pmqa_workshop.domain.documents import DocumentKind, MadeFile, PrintOptions
from pmqa_workshop.domain.errors import PagesUnavailable
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.documents import ask_for_document, finish_document
from pmqa_workshop.services.templates import bring_template
from pmqa_workshop.settings import settings
from pmqa_workshop.web import previews
from tests.documents.plans import a_plan
from tests.factories import NOON, a_workshop, staff_of
from tests.web.test_office_api import clerk, place  # noqa: F401 the same office

PNG = b"\x89PNG\r\n\x1a\n"


def _pdf(pages: int) -> bytes:
    saved = BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(pages):
            document.new_page(595, 842)
        document.save(saved)
    return saved.getvalue()


@pytest.fixture
def drawn(monkeypatch):
    """Stand in for LibreOffice: three pages; return what it was given."""
    given: list[bytes] = []

    def pdf_of(docx: bytes) -> bytes:
        given.append(docx)
        return _pdf(3)

    monkeypatch.setattr(previews, "pdf_of", pdf_of)
    return given


def _finished(workshop_id, kind=DocumentKind.MEMO, content=None):
    with open_session() as session:
        room = session.get_one(Workshop, workshop_id)
        asked = ask_for_document(
            session, staff_of(room), room.id, kind, PrintOptions(), "{}", now=NOON
        )
        made = MadeFile(content or token_bytes(8), "application/x-word", "docx")
        finish_document(session, asked, made, now=NOON)
    return asked


def test_a_document_is_a_pdf_under_its_name_and_its_pages_are_pictures(clerk, place, drawn):  # noqa: F811
    at = f"/files/documents/{_finished(place.id)}"

    pdf = clerk.get(f"{at}/pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert ".pdf" in pdf.headers["content-disposition"]
    assert clerk.get(f"{at}/pages").json() == {"pages": 3}
    page = clerk.get(f"{at}/pages/3")
    assert (page.headers["content-type"], page.content[:8]) == ("image/png", PNG)
    assert clerk.get(f"{at}/pages/4").status_code == 404

    assert len(drawn) == 1  # once for all of these


def test_what_is_no_word_document_has_no_pages(clerk, place, drawn):  # noqa: F811
    at = f"/files/documents/{_finished(place.id, DocumentKind.WORKBOOK)}"

    assert [clerk.get(f"{at}/{what}").status_code for what in ("pdf", "pages", "pages/1")] == [
        404,
        404,
        404,
    ]
    assert drawn == []


def test_pages_of_others_were_never_there(clerk, client, place, drawn):  # noqa: F811
    with open_session() as session:
        other = a_workshop(session)
        template = bring_template(
            session, staff_of(other), other.agency_id, DocumentKind.MEMO, "x", b"PK", now=NOON
        )
    theirs = _finished(place.other)

    for at in (f"documents/{theirs}", f"templates/{template}"):
        assert clerk.get(f"/files/{at}/pages").status_code == 404
        assert clerk.get(f"/files/{at}/pages/1").status_code == 404
    assert clerk.get(f"/files/documents/{theirs}/pdf").status_code == 404
    assert drawn == []


def test_without_libreoffice_it_is_said_and_asked_again_next_time(clerk, place, monkeypatch):  # noqa: F811
    at = f"/files/documents/{_finished(place.id)}"
    monkeypatch.setattr(previews, "pdf_of", lambda docx: None)

    answer = clerk.get(f"{at}/pages")
    assert (answer.status_code, answer.json()["error"]) == (503, "pages_unavailable")
    assert "LibreOffice" in answer.json()["message"]

    monkeypatch.setattr(previews, "pdf_of", lambda docx: _pdf(1))
    assert clerk.get(f"{at}/pages").json() == {"pages": 1}


@pytest.mark.parametrize(
    ("bound", "most", "kept"),
    [("KEPT", 2, 2), ("MOST_BYTES", 2 * len(_pdf(3)), 2), ("MOST_BYTES", 1, 1)],
    ids=["as many", "as large", "the one looked at, however large"],
)
def test_only_the_latest_are_kept(clerk, place, drawn, monkeypatch, bound, most, kept):  # noqa: F811
    monkeypatch.setattr(previews, bound, most)
    words = [token_bytes(8) for _ in range(3)]
    for word in words:
        clerk.get(f"/files/documents/{_finished(place.id, content=word)}/pages")

    left = {file.name for file in (settings().data_dir / "previews").iterdir()}
    assert len(left) == kept
    digest = sha256(words[-1]).hexdigest().encode()
    assert f"{sha256(digest).hexdigest()}.pdf" in left


def test_what_a_browser_has_is_not_sent_again_while_it_may_be_seen(clerk, client, place, drawn):  # noqa: F811
    at = f"/files/documents/{_finished(place.id)}"
    tags = set()
    for what in ("pdf", "pages/1", "pages/2"):
        first = clerk.get(f"{at}/{what}")
        known = {"if-none-match": first.headers["etag"]}
        again = clerk.get(f"{at}/{what}", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert "no-cache" in first.headers["cache-control"]  # asked about each time
        assert clerk.get(f"{at}/{what}", headers={"if-none-match": '"x"'}).status_code == 200
        tags.add(first.headers["etag"])
        clerk.cookies, kept = {}, clerk.cookies
        assert clerk.get(f"{at}/{what}", headers=known).status_code == 401
        clerk.cookies = kept
    assert len(tags) == 3


def test_a_kept_one_does_not_wait_for_another_that_is_made(clerk, place, drawn, monkeypatch):  # noqa: F811
    ready, slow = _finished(place.id), _finished(place.id, DocumentKind.SUMMARY)
    clerk.get(f"/files/documents/{ready}/pages")
    go, begun = Event(), Event()

    def pdf_of(docx: bytes) -> bytes:
        begun.set()
        assert go.wait(20)
        return _pdf(2)

    monkeypatch.setattr(previews, "pdf_of", pdf_of)
    with ThreadPoolExecutor(1) as another:
        waiting = another.submit(clerk.get, f"/files/documents/{slow}/pages")
        assert begun.wait(10)
        try:
            assert clerk.get(f"/files/documents/{ready}/pages").json() == {"pages": 3}
            assert not waiting.done()
        finally:
            go.set()
        assert waiting.result(20).json() == {"pages": 2}


def test_what_comes_too_late_is_refused_then_and_there_the_next_time(database, monkeypatch):
    go = Event()
    made: list[bytes] = []

    def pdf_of(docx: bytes) -> bytes:
        assert go.wait(20)
        made.append(docx)
        return b"%PDF- late"

    async def twice() -> bytes:
        with pytest.raises(PagesUnavailable):
            await previews.pdf(b"late", lambda: b"PK", seconds=0.05)
        go.set()
        return await previews.pdf(b"late", lambda: b"PK")

    monkeypatch.setattr(previews, "pdf_of", pdf_of)

    assert asyncio.run(twice()) == b"%PDF- late"
    assert made == [b"PK"]


def test_where_nothing_can_be_kept_it_is_handed_out_all_the_same(database, drawn, monkeypatch):
    def full(file, content):
        file.touch()
        raise OSError(28, "No space left on device")

    folder = settings().data_dir / "previews"
    before = set(folder.glob("*"))
    monkeypatch.setattr(previews.Path, "write_bytes", full)

    assert asyncio.run(previews.pdf(b"full", lambda: b"PK"))[:5] == b"%PDF-"
    assert set(folder.glob("*")) == before  # not a part of one either


def test_a_template_shows_an_example_printed_with_it(clerk, place, drawn):  # noqa: F811
    with open_session() as session:
        room = session.get_one(Workshop, place.id)
        template = bring_template(
            session, staff_of(room), room.agency_id, DocumentKind.MEMO, "ก.docx",
            built_in_template(DocumentKind.MEMO), now=NOON,
        )  # fmt: skip

    assert clerk.get(f"/files/templates/{template}/pages").json() == {"pages": 3}
    assert drawn[0].startswith(b"PK")
    assert drawn[0] != built_in_template(DocumentKind.MEMO)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_real_document_has_real_pages(clerk, place):  # noqa: F811
    plan = replace(a_plan(), prepared_by="")
    word = print_document(DocumentKind.SUMMARY, plan, page_numbers=False).content
    at = f"/files/documents/{_finished(place.id, DocumentKind.SUMMARY, word)}"

    assert clerk.get(f"{at}/pages").json() == {"pages": 1}
    page = clerk.get(f"{at}/pages/1").content
    assert page[:8] == PNG
    assert len(page) > 20_000  # there is something on it
