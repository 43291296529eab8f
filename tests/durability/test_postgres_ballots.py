"""On PostgreSQL a whole room votes side by side; only closing a round waits, and is waited for."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import sqlalchemy as sa

from pmqa_workshop.database import engine, open_reading, open_session
from pmqa_workshop.domain.errors import RoundClosed, StorageUnavailable
from pmqa_workshop.queries.voting import round_tally
from pmqa_workshop.services.voting import cast_ballot, close_round
from tests.factories import NOON, a_participant, a_theme, a_workshop, an_open_round, staff_of

SOON = 3.0  # seconds: well over what a ballot takes, well under what a lock is waited for
PEOPLE = 60


class Room:
    """A room in the vote on PostgreSQL."""

    def __init__(self):
        with open_session() as session:
            room = a_workshop(session)
            self.theme = a_theme(session, room).id
            self.people = [a_participant(session, room) for _ in range(PEOPLE)]
            self.facilitator = staff_of(room)
            self.round = an_open_round(session, room)

    def cast(self, session, person):
        cast_ballot(session, person, self.round, {self.theme: 1}, now=NOON)

    def cast_alone(self, person):
        with open_session() as session:
            self.cast(session, person)

    def close(self):
        with open_session() as session:
            close_round(session, self.facilitator, self.round, now=NOON)


@pytest.fixture
def room(on_postgres):
    return Room()


def test_a_ballot_waits_for_no_ballot_of_somebody_else(room):
    with ThreadPoolExecutor(1) as pool, open_session() as slow:
        room.cast(slow, room.people[0])  # and stays in flight

        pool.submit(room.cast_alone, room.people[1]).result(SOON)


def test_closing_waits_for_the_ballots_in_flight_and_later_ones_are_refused(room):
    with ThreadPoolExecutor(2) as pool:
        with open_session() as slow:
            room.cast(slow, room.people[0])
            closing = pool.submit(room.close)
            time.sleep(0.3)
            late = pool.submit(room.cast_alone, room.people[1])
            time.sleep(0.3)
            waited = not closing.done()
        closing.result(SOON)
        with suppress(RoundClosed):  # in or refused, as PostgreSQL queues it
            late.result(SOON)
    with pytest.raises(RoundClosed):
        room.cast_alone(room.people[2])

    assert waited


def test_a_room_voting_again_and_again_runs_into_no_deadlock(room):
    def cast_often(person):
        for _ in range(5):
            room.cast_alone(person)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(cast_often, room.people))

    with open_reading() as session:
        assert [row.voters for row in round_tally(session, room.round)] == [PEOPLE]
    with engine().connect() as connection:
        assert (
            connection.execute(sa.text("SELECT sum(deadlocks) FROM pg_stat_database")).scalar() == 0
        )


def test_a_lock_somebody_forgot_is_not_waited_for_for_ever(room, monkeypatch):
    monkeypatch.setattr("pmqa_workshop.database.BUSY_SECONDS", 1)
    engine().dispose()
    with engine().connect() as forgotten:
        forgotten.execute(sa.text("LOCK TABLE ballot IN ACCESS EXCLUSIVE MODE"))

        with pytest.raises(StorageUnavailable):
            room.cast_alone(room.people[0])

    room.cast_alone(room.people[0])


def test_a_server_that_only_reads_is_refused_and_not_a_failure_of_ours(room):
    with engine().begin() as connection:
        connection.execute(sa.text("ALTER ROLE postgres SET default_transaction_read_only = on"))
    engine().dispose()
    try:
        with pytest.raises(StorageUnavailable):
            room.cast_alone(room.people[0])
    finally:
        with engine().begin() as connection:
            connection.execute(sa.text("SET TRANSACTION READ WRITE"))
            connection.execute(sa.text("ALTER ROLE postgres RESET default_transaction_read_only"))
        engine().dispose()

    room.cast_alone(room.people[0])


def test_commits_are_durable_whatever_the_default_of_the_server(room):
    with engine().begin() as connection:
        connection.execute(sa.text("ALTER ROLE postgres SET synchronous_commit = off"))
    engine().dispose()

    with engine().begin() as connection:
        kept = connection.execute(sa.text("SHOW synchronous_commit")).scalar()
        connection.execute(sa.text("ALTER ROLE postgres RESET synchronous_commit"))

    assert kept == "on"
