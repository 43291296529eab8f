"""Fifty threads voting at the instant the round is closed: in or refused, never half."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session, write
from pmqa_workshop.domain.errors import RoundClosed, WriteConflict
from pmqa_workshop.models.voting import Ballot, Vote, VotingRound
from pmqa_workshop.queries.voting import own_ballot, round_tally
from pmqa_workshop.services.voting import cast_ballot, close_round, open_round
from tests.factories import NOON, a_participant, a_theme, a_workshop, staff_of

THREADS, EARLY = 50, 20
TIMES = 20
RULES = {"points_per_person": 20, "max_per_choice": 10}


def through_the_door(change, *args, **named):
    """Write as the server does, in the group of whoever else is waiting."""
    return asyncio.run(write(change, *args, **named))


def alone(change, *args, **named):
    """Write in a transaction of one's own, as the command line does."""
    with open_session() as session:
        return change(session, *args, **named)


class Race:
    """Rounds in which THREADS ballots arrive while somebody closes.

    Some are on their way when the closing begins, most come with it, and the last one after it.
    """

    def __init__(self, voters):
        with open_session() as session:
            room = a_workshop(session, stage="voting")
            self.room, self.staff = room.id, staff_of(room)
            self.themes = [a_theme(session, room).id for _ in range(2)]
            self.voters = [a_participant(session, room) for _ in range(voters)]

    def run(self, door, closed_after):
        """Return the round, what was answered to each ballot, and the count once closed."""
        with open_session() as session:
            round_id = open_round(session, self.staff, self.room, now=NOON, **RULES)
        start, answered = threading.Barrier(THREADS + 1), threading.Semaphore(0)
        begun, done = threading.Event(), threading.Event()

        def cast(number):
            start.wait()
            if number >= EARLY:
                assert (done if number == THREADS - 1 else begun).wait(30)
            try:
                door(cast_ballot, self.voter(number), round_id, self.points(number),
                     now=NOON, sequence=number)  # fmt: skip
            except (RoundClosed, WriteConflict) as refusal:
                return type(refusal)
            finally:
                answered.release()
            return None

        def close():
            start.wait()
            for _ in range(closed_after):
                answered.acquire()
            begun.set()
            door(close_round, self.staff, round_id, now=NOON)
            done.set()
            with open_reading() as session:
                return counted(session, round_id)

        with ThreadPoolExecutor(THREADS + 1) as pool:
            closing = pool.submit(close)
            answers = list(pool.map(cast, range(THREADS)))
        return round_id, answers, closing.result()

    def voter(self, number):
        return self.voters[number % len(self.voters)]

    def points(self, number):
        """Return a ballot that no other thread casts."""
        return {self.themes[0]: 1 + number % 8, self.themes[1]: 1 + number // 8}


@pytest.mark.parametrize("door", [through_the_door, alone])
@pytest.mark.parametrize("voters", [1, THREADS], ids=["one voter", "as many voters"])
def test_ballots_that_race_with_the_closing_are_in_or_refused(database, door, voters):
    race = Race(voters)

    for turn in range(TIMES):
        round_id, answers, at_closing = race.run(door, closed_after=turn)

        standing = the_last_acknowledged(race, answers)
        with open_reading() as session:
            assert {
                voter.participant_id: own_ballot(session, round_id, voter.participant_id)
                for voter in race.voters
            } == {voter.participant_id: standing.get(voter.participant_id) for voter in race.voters}
            assert counted(session, round_id) == at_closing == summed(race, standing)
            assert session.get_one(VotingRound, round_id).closed_at == NOON
            assert nothing_stray(session, round_id, len(standing))
        assert answers[-1] is RoundClosed


def the_last_acknowledged(race, answers):
    """Return, by participant, the ballot with the highest number that was acknowledged."""
    return {
        race.voter(number).participant_id: race.points(number)
        for number, answer in enumerate(answers)
        if answer is None
    }


def counted(session, round_id):
    return {row.theme_id: (row.points, row.voters) for row in round_tally(session, round_id)}


def summed(race, standing):
    return {
        theme: (sum(points[theme] for points in standing.values()), len(standing))
        for theme in race.themes
    }


def nothing_stray(session, round_id, ballots):
    """Tell whether there are so many ballots, each with the two votes it was cast with."""
    kept = session.exec(select(Ballot.id).where(Ballot.round_id == round_id)).all()
    votes = session.exec(select(Vote.ballot_id).where(Vote.ballot_id.in_(kept))).all()
    return len(kept) == ballots and sorted(votes) == sorted([*kept, *kept])
