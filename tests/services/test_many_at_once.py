"""Twenty people at once, each in a transaction of their own: what was acknowledged is there."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.errors import RoomFull, RoundClosed, WriteConflict
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot, Vote, VotingRound
from pmqa_workshop.queries.access import participant_actor
from pmqa_workshop.queries.ideas import ideas_of
from pmqa_workshop.queries.voting import newest_round, round_tally
from pmqa_workshop.services.access import join
from pmqa_workshop.services.ideas import raise_idea
from pmqa_workshop.services.voting import cast_ballot, close_round
from pmqa_workshop.services.workshop import move_to_stage
from tests.factories import NOON, a_participant, a_theme, a_workshop, an_open_round, staff_of

PEOPLE = 20


def _all_at_once(work, each):
    """Run `work(one)` for each in a thread of its own, all starting together."""
    start = Barrier(len(each))

    def begin(one):
        start.wait()
        return work(one)

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(begin, each))


@pytest.fixture
def voting(database):
    """(round, theme, voters, facilitator) of a room in which the vote is on."""
    with open_session() as session:
        room = a_workshop(session)
        theme = a_theme(session, room).id
        voters = [a_participant(session, room) for _ in range(PEOPLE)]
        return an_open_round(session, room), theme, voters, staff_of(room)


def test_every_acknowledged_ballot_is_counted(voting):
    round_id, theme, voters, _ = voting

    def cast(voter):
        with open_session() as session:
            cast_ballot(session, voter, round_id, {theme: 1}, now=NOON)

    _all_at_once(cast, voters)

    with open_reading() as session:
        assert [(row.points, row.voters) for row in round_tally(session, round_id)] == [
            (PEOPLE, PEOPLE)
        ]


def test_one_person_sending_often_has_one_ballot(voting):
    round_id, theme, voters, _ = voting

    def cast(points):
        with open_session() as session:
            cast_ballot(session, voters[0], round_id, {theme: points}, now=NOON)

    _all_at_once(cast, [1, 2, 3] * 4)

    with open_reading() as session:
        assert len(session.exec(select(Ballot)).all()) == 1
        assert len(session.exec(select(Vote)).all()) == 1


def test_a_ballot_in_flight_while_the_round_closes_is_in_or_refused(voting):
    round_id, theme, voters, facilitator = voting

    def act(voter):
        with open_session() as session:
            if voter is None:
                close_round(session, facilitator, round_id, now=NOON)
                return False
            try:
                cast_ballot(session, voter, round_id, {theme: 1}, now=NOON)
            except RoundClosed:
                return False
        return True

    acknowledged = sum(_all_at_once(act, [*voters[:10], None, *voters[10:]]))

    with open_reading() as session:
        assert round_tally(session, round_id)[0].points == acknowledged
        assert session.get_one(VotingRound, round_id).closed_at == NOON


def test_fifty_at_once_for_one_voter_as_the_round_closes_are_in_or_refused_never_half(voting):
    round_id, theme, voters, facilitator = voting
    points = {sequence: 1 + sequence % 3 for sequence in range(1, 50)}

    def act(sequence):
        try:
            with open_session() as session:
                if sequence is None:
                    close_round(session, facilitator, round_id, now=NOON)
                    return 0
                given = {theme: points[sequence]}
                cast_ballot(session, voters[0], round_id, given, now=NOON, sequence=sequence)
        except (RoundClosed, WriteConflict):
            return 0
        return sequence

    order = [*range(1, 20), None, *range(20, 50)]
    last = max(_all_at_once(act, order))

    with open_reading() as session:
        ballots = session.exec(select(Ballot.sequence)).all()
        votes = session.exec(select(Vote.points)).all()
    assert ballots == ([last] if last else [])
    assert votes == ([points[last]] if last else [])


def test_closing_a_round_and_moving_the_stage_never_wait_for_each_other(database):
    """They lock the workshop and the round in one order; PostgreSQL would end one of them."""
    rooms = []
    for _ in range(PEOPLE):
        with open_session() as session:
            room = a_workshop(session)
            a_theme(session, room)
            rooms.append((room.id, an_open_round(session, room), staff_of(room)))

    def act(one):
        (room_id, round_id, facilitator), moves = one
        with open_session() as session:
            if moves:
                move_to_stage(session, facilitator, room_id, Stage.GROUPING, now=NOON)
            else:
                close_round(session, facilitator, round_id, now=NOON)

    _all_at_once(act, [(room, moves) for room in rooms for moves in (True, False)])

    with open_reading() as session:
        rounds = session.exec(select(VotingRound)).all()
    assert [one.closed_at for one in rounds] == [NOON] * PEOPLE


def test_people_joining_together_get_numbers_of_their_own(database):
    with open_session() as session:
        a_workshop(session, code="ABC234")

    def sit_down(_):
        with open_session() as session:
            return join(session, "ABC234", now=NOON).participant_id

    seats = _all_at_once(sit_down, range(PEOPLE))

    with open_reading() as session:
        numbers = [session.get_one(Participant, seat).number for seat in seats]
    assert sorted(numbers) == list(range(1, PEOPLE + 1))


def test_one_phone_joining_twice_at_once_has_one_seat_and_one_token(database):
    with open_session() as session:
        a_workshop(session, code="ABC234", capacity=1)

    def sit_down(_):
        with open_session() as session:
            return join(session, "ABC234", now=NOON, client_id="join-0123456789abcdef")

    tickets = _all_at_once(sit_down, range(PEOPLE))

    with open_reading() as session:
        (seat,) = session.exec(select(Participant))
        assert participant_actor(session, tickets[0].token) is not None
    assert {ticket.participant_id for ticket in tickets} == {seat.id}
    assert len({(ticket.token, ticket.reentry_code) for ticket in tickets}) == 1


def test_the_room_never_holds_more_than_its_seats(database):
    with open_session() as session:
        room = a_workshop(session, code="ABC234", capacity=5).id

    def sit_down(_):
        try:
            with open_session() as session:
                join(session, "ABC234", now=NOON)
        except RoomFull:
            return False
        return True

    assert sum(_all_at_once(sit_down, range(PEOPLE))) == 5
    with open_reading() as session:
        seated = session.exec(select(Participant).where(Participant.workshop_id == room)).all()
    assert len(seated) == 5


def test_ideas_raised_together_are_all_kept_with_codes_of_their_own(database):
    with open_session() as session:
        room = a_workshop(session)
        room_id, people = room.id, [a_participant(session, room) for _ in range(PEOPLE)]

    def write(person):
        with open_session() as session:
            raise_idea(
                session,
                person,
                room_id,
                f"ข้อเสนอ {person.participant_id}",
                4,
                [],
                now=NOON,
                stands_alone=True,
            )

    _all_at_once(write, people)

    with open_reading() as session:
        kept = ideas_of(session, room_id)
        assert newest_round(session, room_id) is None
    assert [idea.number for idea in kept] == list(range(1, PEOPLE + 1))
    assert len({idea.text for idea in kept}) == PEOPLE
