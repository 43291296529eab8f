"""Templates over the websocket: looked at by kind, taken into use, put back."""

from secrets import token_hex

import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.queries.documents import templates_of
from pmqa_workshop.services.templates import bring_template
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.templates import Templates
from tests.factories import NOON, a_workshop, staff_of
from tests.web.test_office_screens import place, problem  # noqa: F401 the same office
from tests.web.wire import a_screen


@pytest.fixture
def brought(place):  # noqa: F811
    """Two templates for the memo and one for the minutes, none in use; their ids."""
    with open_session() as session:
        return [
            bring_template(
                session, place.actor, place.actor.agency_id, kind, name, b"PK", now=NOON
            )
            for kind, name in (
                (DocumentKind.MEMO, "เก่า.docx"),
                (DocumentKind.MEMO, "ใหม่.docx"),
                (DocumentKind.MINUTES, "รายงาน.docx"),
            )
        ]  # fmt: skip


@pytest.fixture
def page(client, place):  # noqa: F811
    where = f"/documents?w={place.id}"
    with a_screen(client, token_hex(8), where, place.cookie()) as screen:
        screen.send(Templates.load)
        yield screen.until(lambda s: s.of(Templates).get("workshop_id"))


def used(place):  # noqa: F811
    with open_reading() as session:
        return [row.name for row in templates_of(session, place.actor, place.id) if row.used_since]


def test_a_kind_shows_its_own_templates_the_newest_first(brought, page):
    page.send(Templates.look_at, kind="memo")
    page.until(lambda s: s.of(Templates)["kind"] == "memo")

    names = [row["name"] for row in page.of(Templates)["rows"]]
    assert names == ["ใหม่.docx", "เก่า.docx"]
    assert page.of(Templates)["in_use"] == {kind.value: "" for kind in WORD_KINDS}


def test_one_is_taken_into_use_then_a_former_one_then_the_built_in(brought, page, place):  # noqa: F811
    former, newer, _ = brought
    page.send(Templates.look_at, kind="memo")
    page.send(Templates.use, template_id=newer)
    page.until(lambda s: s.of(Templates)["used"] == newer)
    assert used(place) == ["ใหม่.docx"]
    assert "ตั้งแต่ฉบับต่อไป" in page.of(Notices)["text"]

    page.send(Templates.use, template_id=former)
    page.until(lambda s: s.of(Templates)["used"] == former)
    assert used(place) == ["เก่า.docx"]

    page.send(Templates.put_back, kind="memo")
    page.until(lambda s: s.of(Templates)["used"] == 0)
    assert used(place) == []


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (Templates.look_at, {"kind": "workbook"}),
        (Templates.look_at, {"kind": {"a": 1}}),
        (Templates.use, {"template_id": 999}),
        (Templates.use, {"template_id": "x"}),
        (Templates.put_back, {"kind": "nothing"}),
    ],
)
def test_what_no_page_would_send_is_refused_in_words(page, place, handler, payload):  # noqa: F811
    page.send(handler, **payload)
    page.until(problem)

    assert used(place) == []


def test_a_scribe_and_another_agency_use_nothing(client, brought, place):  # noqa: F811
    with open_session() as session:
        other = a_workshop(session)
        theirs = bring_template(
            session, staff_of(other), other.agency_id, DocumentKind.MEMO, "x", b"PK", now=NOON
        )
    where = f"/documents?w={place.id}"
    for role, template in ((Role.SCRIBE, brought[0]), (Role.CLERK, theirs)):
        with a_screen(client, token_hex(8), where, place.cookie(role=role, category=4)) as screen:
            screen.send(Templates.load)
            screen.send(Templates.use, template_id=template)
            screen.until(problem)

    assert used(place) == []
