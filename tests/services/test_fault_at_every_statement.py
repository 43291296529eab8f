"""The database fails at each statement of a write in turn: nothing is left, and a repeat does it.

Statements are counted as SQLAlchemy sends them, the last of them being the one before the commit.
"""

import asyncio
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from pmqa_workshop.database import engine, open_reading, open_session, write
from pmqa_workshop.domain.errors import StorageUnavailable
from pmqa_workshop.models.tables import metadata
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.ideas import raise_idea
from pmqa_workshop.services.phone import once
from pmqa_workshop.services.voting import cast_ballot
from tests.factories import NOON, a_finding, a_participant, a_theme, a_workshop, an_open_round

MOST = 60  # statements in one write; more would mean that counting went wrong


class Broken(Exception):
    """Something of ours that nobody thought of."""


def away():
    return sa.exc.OperationalError("", {}, Exception("server closed the connection"))


class Room:
    """A room with one person in it, and the two writes a phone makes most."""

    def __init__(self):
        with open_session() as session:
            workshop = a_workshop(session)
            self.me = a_participant(session, workshop)
            self.finding = a_finding(session, workshop).id
            self.themes = [a_theme(session, workshop).id for _ in range(2)]

    def open_round(self):
        with open_session() as session:
            self.round = an_open_round(session, session.get_one(Workshop, self.me.workshop_id))

    def raising(self, session):
        def change():
            idea = raise_idea(
                session, self.me, self.me.workshop_id, "รวมข้อมูล", 4, [self.finding], now=NOON
            )
            return {"idea": idea}

        return once(session, self.me, "idea-0123456789abcdef", "idea", change, now=NOON)

    def casting(self, session):
        def change():
            points = {self.themes[0]: 2, self.themes[1]: 1}
            cast_ballot(session, self.me, self.round, points, now=NOON, sequence=1)
            return {"sequence": 1}

        return once(session, self.me, "ballot-0123456789abcdef", "ballot", change, now=NOON)


@pytest.fixture
def room(database):
    return Room()


def whole_content():
    """Return all rows of all tables."""
    with open_reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(sa.select(table))))
            for table in metadata.sorted_tables
        }


@contextmanager
def failing_at(number, failure):
    """Raise `failure` at the statement of that number; yield the statements that were reached."""
    reached = []

    def count(connection, cursor, statement, *_):
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            reached.append(statement)
            if len(reached) == number:
                raise failure()

    sa.event.listen(engine(), "before_cursor_execute", count)
    try:
        yield reached
    finally:
        sa.event.remove(engine(), "before_cursor_execute", count)


def through_the_door(change):
    return asyncio.run(write(change))


def alone(change):
    with open_session() as session:
        return change(session)


@pytest.mark.parametrize("door", [through_the_door, alone])
@pytest.mark.parametrize(("failure", "said"), [(Broken, Broken), (away, StorageUnavailable)])
@pytest.mark.parametrize("name", ["raising", "casting"])
def test_a_failure_at_any_statement_leaves_nothing_and_the_repeat_does_it_once(
    room, door, failure, said, name
):
    if name == "casting":
        room.open_round()
    change, before = getattr(room, name), whole_content()

    for number in range(1, MOST):
        with failing_at(number, failure) as reached:
            try:
                answer = door(change)
            except said:
                pass
            else:
                break  # it has fewer statements than this
        assert whole_content() == before, reached[-1]

    assert number > 5
    once_done = whole_content()
    assert door(change) == answer
    assert whole_content() == once_done
    assert changed(before, once_done) == changes_of(name)


def changed(before, after):
    """Return how many rows each table gained."""
    return {
        table: len(after[table]) - len(rows) for table, rows in before.items()
        if after[table] != rows
    }  # fmt: skip


def changes_of(name):
    kept = {"phone_write": 1, "history_entry": 1}
    if name == "casting":
        return kept | {"ballot": 1, "vote": 2}
    return kept | {"idea": 1, "idea_finding": 1}
