"""Nine things that happen to a request sent with a client id, as Zulip numbers them.

https://github.com/zulip/zulip/blob/main/docs/subsystems/idempotency.md lists the cases. Where we
answer otherwise (3, 5, 6a, 9), docs/decisions.md says why.
"""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlmodel import func, select

from pmqa_workshop.database import engine, open_reading, open_session
from pmqa_workshop.domain.errors import RoundClosed
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.models.workshop import PhoneWrite, Workshop
from pmqa_workshop.queries.voting import round_tally
from pmqa_workshop.services.access import join
from pmqa_workshop.services.voting import close_round
from pmqa_workshop.services.workshop import move_to_stage
from pmqa_workshop.web.api import phone as phone_api
from pmqa_workshop.web.identity import SEAT_COOKIE
from tests.factories import NOON, a_theme, a_workshop, an_open_round, staff_of

ID = "sent-0123456789abcdef"
WORDS = {"text": "รวมข้อมูลไว้ที่เดียว", "category": 4, "stands_alone": True}


class Room:
    """A workshop with two seats, raising ideas until a round is opened."""

    def __init__(self, client):
        self.client = client
        with open_session() as session:
            workshop = a_workshop(session, stage=Stage.IDEAS)
            self.id, self.code, self.staff = workshop.id, workshop.code, staff_of(workshop)
            self.me = join(session, workshop.code, now=NOON)
            self.other = join(session, workshop.code, now=NOON)

    def raise_idea(self, client_id=ID, token=None, **fields):
        return self._put(f"/api/ideas/{client_id}", WORDS | fields, token)

    def cast(self, points, client_id=ID, sequence=1):
        body = {"round_id": self.round, "points": points, "sequence": sequence}
        return self._put(f"/api/ballots/{client_id}", body, None)

    def open_round(self):
        with open_session() as session:
            workshop = session.get_one(Workshop, self.id)
            self.theme = a_theme(session, workshop).id
            self.round = an_open_round(session, workshop)

    def points(self):
        with open_reading() as session:
            return round_tally(session, self.round)[0].points

    def run(self, service, *args):
        with open_session() as session:
            return service(session, self.staff, *args, now=NOON)

    def _put(self, path, body, token):
        cookie = {"cookie": f"{SEAT_COOKIE}={token or self.me.token}"}
        return self.client.put(path, json=body, headers=cookie)


@pytest.fixture
def room(client, monkeypatch):
    monkeypatch.setattr(client._transport, "raise_server_exceptions", False)
    return Room(client)


def said(answer):
    return answer.status_code, answer.json().get("error", "")


def kept():
    """Return how many (ideas, ballots, answers) are kept."""
    with open_reading() as session:
        return tuple(
            session.exec(select(func.count()).select_from(table)).one()
            for table in (Idea, Ballot, PhoneWrite)
        )


@contextmanager
def at_statement(beginning, act):
    """Call `act` before each statement that begins so."""

    def listen(connection, cursor, statement, *_):
        if re.match(beginning, statement):
            act()

    sa.event.listen(engine(), "before_cursor_execute", listen)
    try:
        yield
    finally:
        sa.event.remove(engine(), "before_cursor_execute", listen)


def break_down():
    raise ZeroDivisionError


# --- 1. successful request ------------------------------------------------------------


def test_1_a_repeat_gets_the_first_answer_and_does_no_work_again(room):
    first = room.raise_idea()
    again = room.raise_idea()

    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert kept() == (1, 0, 1)


# --- 2. early validation error --------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({"category": "สี่"}, (422, "workshop_error")),
        ({"text": "ก" * 100_001}, (422, "workshop_error")),
        ({"token": "of-nobody"}, (401, "not_signed_in")),
        ({"client_id": "short"}, (422, "value_refused")),
    ],
    ids=["another shape", "endless", "nobody's seat", "no id of a phone"],
)
def test_2_what_is_refused_at_the_door_is_looked_at_anew_each_time(room, sent, refusal):
    refused = [said(room.raise_idea(**sent)) for _ in range(2)]

    assert refused == [refusal] * 2
    assert kept() == (0, 0, 0)
    assert room.raise_idea().status_code == 200


# --- 3. validation error during the work ----------------------------------------------


def test_3_a_refused_change_is_refused_again_and_once_mended_taken_under_its_id(room):
    refused = [said(room.raise_idea(text="ก" * 501)) for _ in range(2)]
    nothing = kept()
    mended = room.raise_idea()

    assert refused == [(422, "text_too_long")] * 2
    assert nothing == (0, 0, 0)
    assert mended.status_code == 200
    assert kept() == (1, 0, 1)


# --- 4. validation error after successful work ----------------------------------------


def test_4_a_refusal_after_the_work_takes_the_work_back(room, monkeypatch):
    def done_then_refused(*args, **named):
        works(*args, **named)
        raise RoundClosed()

    works = phone_api.raise_idea
    monkeypatch.setattr(phone_api, "raise_idea", done_then_refused)
    refused, nothing = said(room.raise_idea()), kept()
    monkeypatch.setattr(phone_api, "raise_idea", works)

    assert (refused, nothing) == ((409, "round_closed"), (0, 0, 0))
    assert room.raise_idea().status_code == 200


# --- 5. different requests having the same key ----------------------------------------


def test_5_other_content_under_an_id_is_a_conflict_and_the_first_stands(room):
    first = room.raise_idea()
    refused = [
        room.raise_idea(text="คำอื่น"),
        room.raise_idea(category=5),
        room.raise_idea(token=room.other.token),
    ]
    room.open_round()
    refused.append(room.cast({room.theme: 1}))

    assert [said(answer) for answer in refused] == [(409, "write_conflict")] * 4
    assert not any("idea_id" in answer.json() for answer in refused)
    assert (said(first), kept()) == ((200, ""), (2, 0, 1))  # the theme brought an idea of its own


# --- 6. validation changes for the same request ---------------------------------------


def test_6a_what_was_refused_before_its_time_is_taken_when_the_time_has_come(room):
    room.run(move_to_stage, room.id, Stage.GROUPING)
    early = room.raise_idea()
    room.run(move_to_stage, room.id, Stage.IDEAS)

    assert (said(early), kept()) == ((409, "wrong_stage"), (0, 0, 0))
    assert room.raise_idea().status_code == 200


def test_6b_what_was_taken_in_time_is_acknowledged_after_it_too(room):
    room.open_round()
    first = room.cast({room.theme: 2})
    room.run(close_round, room.round)

    assert room.cast({room.theme: 2}).content == first.content
    assert said(room.cast({room.theme: 1}, "another-0123456789", 2)) == (409, "round_closed")
    assert room.points() == 2


def test_6b_a_seat_that_moved_to_another_phone_gets_the_answer_there_and_no_longer_here(room):
    first = room.raise_idea()
    back = {"code": room.code, "reentry_code": room.me.reentry_code}
    moved = room.client.post("/api/rejoin", json=back).cookies[SEAT_COOKIE]
    room.client.cookies.clear()

    assert said(room.raise_idea()) == (401, "not_signed_in")
    assert room.raise_idea(token=moved).content == first.content
    assert kept() == (1, 0, 1)


# --- 7. error before completing the work ----------------------------------------------


@pytest.mark.parametrize(
    "broken", ["INSERT INTO phone_write", "INSERT INTO ballot", "UPDATE phone_write"]
)
def test_7_a_failure_in_the_middle_leaves_nothing_and_the_repeat_does_the_work(room, broken):
    room.open_round()
    with at_statement(broken, break_down):
        failed = said(room.cast({room.theme: 2}))
    nothing = kept()
    again = [room.cast({room.theme: 2}).status_code for _ in range(2)]

    assert (failed, nothing) == ((500, "unexpected"), (1, 0, 0))
    assert again == [200, 200]
    assert (room.points(), kept()) == (2, (1, 1, 1))


def test_7_a_database_that_is_away_says_when_to_send_again(room):
    def away():
        raise sa.exc.OperationalError("", {}, Exception("gone"))

    with at_statement("INSERT INTO idea", away):
        failed = room.raise_idea()

    assert said(failed) == (503, "storage_unavailable")
    assert int(failed.headers["retry-after"]) > 0
    assert kept() == (0, 0, 0)
    assert room.raise_idea().status_code == 200


# --- 8. error after completing the work -----------------------------------------------


def test_8_an_answer_lost_after_the_commit_is_given_to_the_repeat(room, monkeypatch):
    async def durable_then_broken(*args):
        await works(*args)
        break_down()

    works = phone_api.write
    room.open_round()
    monkeypatch.setattr(phone_api, "write", durable_then_broken)
    failed = said(room.cast({room.theme: 3}))
    monkeypatch.setattr(phone_api, "write", works)

    assert (failed, room.points()) == ((500, "unexpected"), 3)
    assert room.cast({room.theme: 3}).json() == {"round_id": room.round, "sequence": 1}
    assert (room.points(), kept()) == (3, (1, 1, 1))


# --- 9. concurrent request ------------------------------------------------------------


@contextmanager
def held_at(beginning, then):
    """Hold the first who reaches a statement until the twin had time to come, `then` act."""
    reached, come = threading.Event(), threading.Event()

    def hold():
        if not reached.is_set():
            reached.set()
            assert come.wait(10)
            time.sleep(0.2)  # for the twin to reach the id the first one holds
            then()

    with at_statement(beginning, hold):
        yield reached, come


def twins(reached, come, send):
    """Send twice, the second while the first is in the middle of its work."""

    def second():
        assert reached.wait(10)
        come.set()
        return send()

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(send), pool.submit(second)]
        return [one.result(20) for one in both]


def test_9_a_twin_waits_for_the_first_and_gets_its_answer(room):
    with held_at("INSERT INTO idea", lambda: None) as marks:
        first, twin = twins(*marks, room.raise_idea)

    assert first.status_code == twin.status_code == 200
    assert first.content == twin.content
    assert kept() == (1, 0, 1)


def test_9_the_twin_of_one_that_fails_does_the_work_itself(room):
    with held_at("INSERT INTO idea", break_down) as marks:
        first, twin = twins(*marks, room.raise_idea)

    assert said(first) == (500, "unexpected")
    assert (said(twin), kept()) == ((200, ""), (1, 0, 1))


def test_9_other_content_at_the_same_instant_is_a_conflict(room):
    texts = iter(["คำแรก", "คำที่สอง"])

    with held_at("INSERT INTO idea", lambda: None) as marks:
        answers = twins(*marks, lambda: room.raise_idea(text=next(texts)))

    assert [said(answer) for answer in answers] == [(200, ""), (409, "write_conflict")]
    assert kept() == (1, 0, 1)
