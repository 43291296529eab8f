"""Whatever statement of a write fails, in whatever way, all of it is there or none of it."""

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from pmqa_workshop.database import engine, open_reading, open_session, write
from pmqa_workshop.domain.errors import StorageUnavailable
from pmqa_workshop.models.tables import metadata
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.voting import own_ballot
from pmqa_workshop.services.access import join
from pmqa_workshop.services.ideas import raise_idea
from pmqa_workshop.services.phone import once
from pmqa_workshop.services.voting import cast_ballot
from tests.factories import NOON, a_finding, a_participant, a_theme, a_workshop, an_open_round

MOST = 60  # statements of one write, by far


class OutOfSorts(Exception):
    """Something nobody thought of."""


def lost():
    return sa.exc.OperationalError("", {}, Exception("disk I/O error, or the connection was lost"))


@dataclass
class Room:
    """A room of which each kind of write can be tried."""

    id: int
    code: str
    me: object
    finding: int
    theme: int
    round: int

    def cast(self, session, points=2, sequence=2):
        def change():
            cast_ballot(
                session, self.me, self.round, {self.theme: points}, now=NOON, sequence=sequence
            )
            return {"sequence": sequence}

        return once(session, self.me, f"cast-00{sequence}", {"points": points}, change, now=NOON)

    def raise_one(self, session):
        def change():
            found = raise_idea(session, self.me, self.id, "ข้อเสนอ", 4, [self.finding], now=NOON)
            return {"idea_id": found}

        return once(session, self.me, "idea-0001", {"text": "ข้อเสนอ"}, change, now=NOON)

    def join(self, session):
        return join(session, self.code, now=NOON, client_id="join-0123456789abcdef")


@pytest.fixture
def room(database):
    with open_session() as session:
        workshop = a_workshop(session)
        me = a_participant(session, workshop)
        finding, theme = a_finding(session, workshop).id, a_theme(session, workshop).id
        return Room(workshop.id, workshop.code, me, finding, theme, 0)


def everything():
    """Return every row of every table."""
    with engine().connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(table))))
            for name, table in metadata.tables.items()
        }


@contextmanager
def failing(number, failure, when):
    """Let statement `number` from now on fail, before or after the database has run it."""
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == number:
            raise failure()

    event = f"{when}_cursor_execute"
    sa.event.listen(engine(), event, count)
    try:
        yield
    finally:
        sa.event.remove(engine(), event, count)


def ready(room, kind):
    """Bring the room to where this write is possible, and return the write."""
    if kind == "cast":
        with open_session() as session:
            room.round = an_open_round(session, session.get_one(Workshop, room.id))
        asyncio.run(write(room.cast, points=1, sequence=1))
    return {"cast": room.cast, "raise": room.raise_one, "join": room.join}[kind]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("failure", [lost, OutOfSorts])
@pytest.mark.parametrize("kind", ["cast", "raise", "join"])
def test_a_write_is_whole_or_not_at_all_whichever_statement_fails(room, kind, failure, when):
    change = ready(room, kind)
    before, told = everything(), StorageUnavailable if failure is lost else OutOfSorts

    for number in range(1, MOST):
        try:
            with failing(number, failure, when):
                answer = asyncio.run(write(change))
        except told:
            assert everything() == before, f"half a write stayed behind at statement {number}"
        else:
            break

    assert number > 5  # it did fail at each statement before
    assert answer
    assert everything() != before


def test_the_same_id_succeeds_after_a_failure_in_its_midst(room):
    change = ready(room, "cast")
    with failing(8, lost, "after"), suppress(StorageUnavailable):
        asyncio.run(write(change))

    asyncio.run(write(change))

    with open_reading() as session:
        assert own_ballot(session, room.round, room.me.participant_id) == {room.theme: 2}


def test_a_commit_that_fails_leaves_nothing_and_the_next_one_is_kept(room, monkeypatch):
    change = ready(room, "cast")
    before = everything()

    def no_room(connection):
        raise engine().dialect.dbapi.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(engine().dialect, "do_commit", no_room)
        for _ in range(3):
            with pytest.raises(StorageUnavailable):
                asyncio.run(write(change))

    assert everything() == before
    assert asyncio.run(write(change)) == {"sequence": 2}
