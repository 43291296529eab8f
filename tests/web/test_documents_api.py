"""Documents and templates over HTTP: what is handed out, and what an upload is told."""

from io import BytesIO
from urllib.parse import quote

import docx
import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.documents import DocumentKind, MadeFile, PrintOptions
from pmqa_workshop.queries.documents import templates_of
from pmqa_workshop.services.documents import ask_for_document, finish_document
from tests.factories import NOON, a_workshop, staff_of
from tests.web.test_office_api import clerk, place  # noqa: F401 the same office

FILE = MadeFile(b"PK and so on", "application/x-word", "docx")


@pytest.fixture
def finished(place):  # noqa: F811
    return _finished(place.id)


def _finished(workshop_id):
    from pmqa_workshop.models.workshop import Workshop

    with open_session() as session:
        room = session.get_one(Workshop, workshop_id)
        asked = ask_for_document(
            session, staff_of(room), room.id, DocumentKind.MEMO, PrintOptions(), "{}", now=NOON
        )
        finish_document(session, asked, FILE, now=NOON)
    return asked


def _word(*texts):
    made, file = docx.Document(), BytesIO()
    for text in texts:
        made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


def _bring(clerk, place, content, kind="summary", language="th"):  # noqa: F811
    return clerk.post(
        f"/files/templates?w={place.id}&kind={kind}&language={language}",
        files={"file": ("แม่แบบของเรา.docx", content)},
    )


def test_a_finished_document_comes_under_its_thai_name_and_number(clerk, place, finished):  # noqa: F811
    answer = clerk.get(f"/files/documents/{finished}")

    assert (answer.status_code, answer.content) == (200, FILE.content)
    name = f"บันทึกข้อความเสนอแผน_2570_{place.code}_001.docx"
    assert f"filename*=UTF-8''{quote(name)}" in answer.headers["content-disposition"]


def test_other_peoples_documents_and_unknown_ones_were_never_there(clerk, place):  # noqa: F811
    theirs = _finished(place.other)

    assert clerk.get(f"/files/documents/{theirs}").status_code == 404
    assert clerk.get("/files/documents/999999").status_code == 404


def test_nobody_unknown_gets_a_document(client, place, finished):  # noqa: F811
    assert client.get(f"/files/documents/{finished}").status_code == 401


@pytest.mark.parametrize("kind", ["plan", "summary"])
@pytest.mark.parametrize("what", ["built-in", "placeholders"])
def test_templates_and_placeholders_can_be_taken_away(clerk, what, kind):  # noqa: F811
    answer = clerk.get(f"/files/templates/{what}/{kind}")

    assert answer.status_code == 200
    docx.Document(BytesIO(answer.content))


def test_what_has_no_template_is_not_there(clerk):  # noqa: F811
    assert clerk.get("/files/templates/built-in/workbook").status_code == 404
    assert clerk.get("/files/templates/placeholders/workbook").status_code == 404


def test_a_good_template_is_kept_and_not_yet_in_use(clerk, place):  # noqa: F811
    answer = _bring(clerk, place, _word("{{ title }}")).json()

    assert answer["problems"] == []
    with open_reading() as session:
        from pmqa_workshop.models.workshop import Workshop

        room = session.get_one(Workshop, place.id)
        kept = templates_of(session, staff_of(room), room.id)
    assert [(row.id, row.name, row.used_since) for row in kept] == [
        (answer["template"], "แม่แบบของเรา.docx", None)
    ]
    again = clerk.get(f"/files/templates/{answer['template']}")
    assert again.content == _word("{{ title }}") or docx.Document(BytesIO(again.content))


@pytest.mark.parametrize(("language", "words"), [("th", "titel"), ("en", "titel")])
def test_a_misspelt_name_is_told_with_its_place_and_nothing_is_kept(clerk, place, language, words):  # noqa: F811
    answer = _bring(clerk, place, _word("{{ titel }}"), language=language).json()

    assert answer["template"] is None
    assert words in answer["problems"][0]
    with open_reading() as session:
        from pmqa_workshop.models.workshop import Workshop

        room = session.get_one(Workshop, place.id)
        assert templates_of(session, staff_of(room), room.id) == []


def test_a_file_that_is_no_word_document_is_refused_or_told(clerk, place):  # noqa: F811
    answer = _bring(clerk, place, b"<html>not Word</html>")

    assert answer.status_code >= 400 or answer.json()["problems"]


def test_templates_of_others_are_not_handed_out(clerk, place, client):  # noqa: F811
    with open_session() as session:
        other = a_workshop(session)
        from pmqa_workshop.services.templates import bring_template

        theirs = bring_template(
            session, staff_of(other), other.agency_id, DocumentKind.PLAN, "ก.docx", b"x", now=NOON
        )

    assert clerk.get(f"/files/templates/{theirs}").status_code == 404
