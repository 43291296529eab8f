"""While the database is away every call says so and when to try again; none fails as ours."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from pmqa_workshop.database import engine, open_session
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.services.access import join, open_staff_session
from pmqa_workshop.web.api.calls import api
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE, now
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.room import Door
from tests.factories import NOON, a_workshop
from tests.web.wire import a_screen

BODIES = {
    "/api/join": {"code": "ABC234", "client_id": "join-0123456789abcdef"},
    "/api/rejoin": {"code": "ABC234", "reentry_code": "ABCDEFGH"},
    "/api/ideas/{client_id}": {"text": "ข้อเสนอ", "category": 4, "stands_alone": True},
    "/api/ideas/{idea_id}/text": {"text": "ข้อเสนอ"},
    "/api/ballots/{client_id}": {"round_id": 1, "points": {}, "sequence": 1},
}
FILLED_IN = {"client_id": "idea-0123456789abcdef", "code": "ABC234"}


def calls():
    """List every call there is, from the page that describes them."""
    return [
        (method, path) for path, methods in api.openapi()["paths"].items() for method in methods
    ]


@contextmanager
def away():
    """Let every statement meet a connection that was lost."""

    def lost(*_):
        raise sa.exc.OperationalError("", {}, Exception("server closed the connection"))

    sa.event.listen(engine(), "before_cursor_execute", lost)
    try:
        yield
    finally:
        sa.event.remove(engine(), "before_cursor_execute", lost)


@pytest.fixture
def known(client, database):
    """A client with a seat and a staff session."""
    with open_session() as session:
        workshop = a_workshop(session, code="ABC234")
        member = StaffMember(
            agency_id=workshop.agency_id, email="a@b.example", role="administrator", created_at=NOON
        )
        session.add(member)
        session.flush()
        client.cookies.set(STAFF_COOKIE, open_staff_session(session, member.id, now=now()))
        client.cookies.set(SEAT_COOKIE, join(session, "ABC234", now=NOON).token)
    return client


@pytest.mark.parametrize(("method", "path"), calls())
def test_every_call_says_the_store_is_away_or_does_without(known, method, path):
    address = path
    for name in ("client_id", "code"):
        address = address.replace(f"{{{name}}}", FILLED_IN[name])
    with away():
        answer = known.request(
            method, address.replace("{idea_id}", "1"), json=BODIES.get(path), follow_redirects=False
        )

    assert answer.status_code != 500
    if answer.status_code == 503:
        assert answer.json()["error"] == "storage_unavailable"
        assert answer.headers["retry-after"] == "2"


@pytest.mark.parametrize("path", ["/api/room", "/api/findings", "/api/ideas", "/api/ballot"])
def test_a_phone_that_asks_is_told_to_wait(known, path):
    with away():
        answer = known.get(path)

    assert answer.status_code == 503
    assert "สิ่งที่พิมพ์ไว้ยังอยู่" in answer.json()["message"]
    assert known.get(path).status_code == 200


def test_a_screen_says_that_what_was_saved_is_safe(known):
    cookie = f"{STAFF_COOKIE}={known.cookies[STAFF_COOKIE]}"
    with a_screen(known, "t-away", "/console?w=1", cookie) as console:
        with away():
            console.send(Door.enter_console)
            console.until(lambda screen: "ฐานข้อมูล" in screen.of(Notices).get("text", ""))

        assert "สิ่งที่บันทึกแล้วยังอยู่ครบ" in console.of(Notices)["text"]
