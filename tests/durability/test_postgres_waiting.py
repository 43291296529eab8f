"""On PostgreSQL, who waited for another's change goes by what it left, not by what was before."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.voting import VotingRound
from pmqa_workshop.services.ideas import group_under, restore_idea, withdraw_idea
from pmqa_workshop.services.voting import close_round, publish_results, reopen_round
from pmqa_workshop.services.workshop import move_to_stage
from tests.factories import NOON, a_theme, a_workshop, an_idea, an_open_round, staff_of

SOON = 5.0  # seconds
LATER = NOON + timedelta(minutes=5)


class Room:
    """A room in the vote, run by two people at once."""

    def __init__(self):
        with open_session() as session:
            room = a_workshop(session)
            self.id = room.id
            self.themes = [a_theme(session, room).id for _ in range(2)]
            self.idea = an_idea(session, room, theme_id=self.themes[0]).id
            self.facilitator = staff_of(room)
            self.round = an_open_round(session, room)

    def do(self, change, *args, now=NOON):
        with open_session() as session:
            change(session, self.facilitator, *args, now=now)

    def do_while(self, first, second):
        """Make the second change (and its arguments) while the first is not yet committed."""
        with ThreadPoolExecutor(1) as pool:
            with open_session() as session:
                first[0](session, self.facilitator, *first[1:], now=NOON)
                waits = pool.submit(self.do, *second, now=LATER)
                time.sleep(0.3)
                assert not waits.done()
            waits.result(SOON)

    def found(self, table, row_id):
        with open_reading() as session:
            return session.get(table, row_id)


@pytest.fixture
def room(on_postgres):
    return Room()


def test_a_round_closed_twice_at_once_is_closed_once(room):
    room.do_while((close_round, room.round), (close_round, room.round))

    with open_reading() as session:
        closed = HistoryEntry.action == "close", HistoryEntry.noun_id == room.round
        entries = session.exec(select(HistoryEntry.at).where(*closed)).all()
    assert (room.found(VotingRound, room.round).closed_at, entries) == (NOON, [NOON])


def test_a_round_reopened_while_it_is_published_hides_its_results(room):
    room.do(close_round, room.round)

    room.do_while((publish_results, room.round), (reopen_round, room.round))

    reopened = room.found(VotingRound, room.round)
    assert (reopened.closed_at, reopened.published_at) == (None, None)


def test_an_idea_restored_while_it_is_withdrawn_is_there(room):
    room.do_while((withdraw_idea, room.idea), (restore_idea, room.idea))

    assert room.found(Idea, room.idea).withdrawn_at is None


def test_an_idea_moved_by_two_at_once_is_where_the_later_put_it(room):
    here, there = room.themes
    with open_session() as session:
        move_to_stage(session, room.facilitator, room.id, Stage.GROUPING, now=NOON)

    room.do_while((group_under, room.idea, there), (group_under, room.idea, here))

    assert room.found(Idea, room.idea).theme_id == here
