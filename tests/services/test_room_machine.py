"""A room driven at random against a plain model of it: tallies agree after each step.

Phones send late, twice and out of order, people have two tabs open, ids are used again for other
content, while whoever runs the room opens, closes, reopens, publishes and moves on.
PMQA_MACHINE_STEPS=10000 plays as many steps; the suite plays some hundreds.
"""

import asyncio
import itertools
import os
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import func, select

from pmqa_workshop.database import open_reading, open_session, write
from pmqa_workshop.domain.errors import WorkshopError
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.domain.voting import tally
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.models.workshop import PhoneWrite
from pmqa_workshop.queries.voting import own_ballot, round_tally, rounds_of
from pmqa_workshop.services.access import join
from pmqa_workshop.services.ideas import raise_idea, reword_idea, withdraw_idea
from pmqa_workshop.services.phone import once
from pmqa_workshop.services.voting import (
    cast_ballot,
    close_round,
    hide_results,
    open_round,
    publish_results,
    reopen_round,
)
from pmqa_workshop.services.workshop import move_to_stage
from tests.factories import NOON, a_theme, a_workshop, staff_of

STEPS, LONG = int(os.environ.get("PMQA_MACHINE_STEPS", "300")), 5000
IN_ONE_ROOM = 40
BUDGET, MOST = 5, 3
PAST_LONGEST = "ก" * 501
REFUSALS = {
    "NotAllowed", "NotFound", "RoundClosed", "TextMissing", "TextTooLong", "TooManyOnChoice",
    "TooManyPoints", "WriteConflict", "WrongStage",
}  # fmt: skip
TAKEN = ""  # what is said of a request that is not refused
which = st.integers(0, 7)  # of what there is, the newest first
at_once = st.sampled_from([True, True, False])
ballots = st.sampled_from(
    [[1, 0, 0], [0, 2, 1], [3, 2, 0], [1, 1, 1], [0, 0, 3], [0, 0, 0], [4, 0, 0], [3, 3, 0]]
)
_client_ids = (f"sent-{number:012}" for number in itertools.count())


# --- the model ------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """What a phone sends: an idea or a ballot, under an id."""

    by: int  # participant
    client_id: str
    text: str = ""
    round: int = 0
    points: tuple[tuple[int, int], ...] = ()
    sequence: int = 0

    @property
    def body(self):
        return [self.text, self.round, self.points, self.sequence]


@dataclass
class Round:
    is_open: bool = True
    is_published: bool = False
    is_shown: bool = False
    ballots: dict[int, tuple[int, dict[int, int]]] = field(default_factory=dict)

    def reopen(self):
        self.is_open, self.is_published, self.is_shown = True, False, False


@dataclass
class Room:
    """What the room should be, without a database."""

    themes: list[int]
    stage: Stage = Stage.IDEAS
    seats: dict[str, int] = field(default_factory=dict)  # by the id they were taken with
    rounds: dict[int, Round] = field(default_factory=dict)
    ideas: dict[int, tuple[int, str, bool]] = field(default_factory=dict)
    acknowledged: dict[str, Request] = field(default_factory=dict)

    def says_to(self, request):
        """Return the refusal that a request should get now, TAKEN else."""
        if earlier := self.acknowledged.get(request.client_id):
            return TAKEN if earlier == request else "WriteConflict"
        return self._says_to_ballot(request) if request.round else self._says_to_idea(request.text)

    def _says_to_idea(self, text):
        if self.stage is not Stage.IDEAS:
            return "WrongStage"
        return {"": "TextMissing", PAST_LONGEST: "TextTooLong"}.get(text, TAKEN)

    def _says_to_ballot(self, request):
        points, round_ = dict(request.points), self.rounds[request.round]
        if not round_.is_open:
            return "RoundClosed"
        if max(points.values(), default=0) > MOST:
            return "TooManyOnChoice"
        if sum(points.values()) > BUDGET:
            return "TooManyPoints"
        return "WriteConflict" if request.sequence < self.sequence(request) else TAKEN

    def sequence(self, request):
        return self.rounds[request.round].ballots.get(request.by, (0, {}))[0]

    def take(self, request, answer):
        """Keep a request that was not refused, unless it was kept before."""
        if request.client_id in self.acknowledged:
            return
        self.acknowledged[request.client_id] = request
        if request.round:
            given = {theme: count for theme, count in request.points if count}
            self.rounds[request.round].ballots[request.by] = (request.sequence, given)
        else:
            self.ideas[answer["idea"]] = (request.by, request.text, False)

    def close_all(self):
        for round_ in self.rounds.values():
            round_.is_open = False


# --- what drives both -----------------------------------------------------------------


class RoomMachine(RuleBasedStateMachine):
    steps = 0
    seen: Counter[str] = Counter()  # what was said in all rooms, so that nothing is missed unseen

    @initialize(voting=st.sampled_from([True, True, False]))
    def a_room(self, voting):
        with open_session() as session:
            workshop = a_workshop(session)
            self.id, self.code, self.staff = workshop.id, workshop.code, staff_of(workshop)
            self.room = Room([a_theme(session, workshop).id for _ in range(3)])
            self.grouped = len(self.room.themes)  # ideas the themes brought along
        self.sent: list[Request] = []
        self.answers: dict[str, object] = {}
        self.tabs: dict[tuple[int, int], int] = {}  # (participant, tab): last number used
        self.sit_down("join-000000000001")
        if voting:
            self.move(Stage.VOTING)
            self.open()

    # --- people -----------------------------------------------------------------------

    @rule(client_id=st.sampled_from([f"join-{number:012}" for number in range(1, 4)]))
    def sit_down(self, client_id):
        """Join, or join again because the answer was lost."""
        seat = self.run(join, self.code, now=NOON, client_id=client_id).participant_id
        assert self.room.seats.setdefault(client_id, seat) == seat
        for tab in range(2):
            self.tabs.setdefault((seat, tab), 0)

    @precondition(lambda self: self.room.stage is Stage.IDEAS)  # kept back, it may come later
    @rule(by=which, text=st.sampled_from(["รวมข้อมูล", "ลดขั้นตอน", "", PAST_LONGEST]), now=at_once)
    def propose(self, by, text, now):
        self.send(Request(self.seat(by), next(_client_ids), text=text), now)

    @precondition(lambda self: self.room.rounds)
    @rule(by=which, tab=st.integers(0, 1), of=ballots,
          round_=st.sampled_from([0, 0, 0, 1]), now=at_once)  # fmt: skip
    def change_ballot(self, by, tab, of, round_, now):
        """Tap on a tab, which numbers its ballots without knowing of the other tab."""
        seat = self.seat(by)
        self.tabs[seat, tab] += 1
        points = tuple(zip(self.room.themes, of, strict=True))
        sequence = self.tabs[seat, tab]
        ballot = Request(seat, next(_client_ids), "", self.round(round_), points, sequence)
        self.send(ballot, now)

    @precondition(lambda self: self.room.rounds)
    @rule(by=which, tab=st.integers(0, 1))
    def look_at_ballot(self, by, tab):
        """Load a tab anew: it goes on from the number that stands."""
        seat, newest = self.seat(by), self.room.rounds[max(self.room.rounds)]
        self.tabs[seat, tab] = newest.ballots.get(seat, (0, {}))[0]

    @precondition(lambda self: self.sent)
    @rule(at=which)
    def arrive(self, at):
        """Let any request arrive: kept back until now, or sent again, or long overtaken."""
        self.deliver(self.request(at))

    @precondition(lambda self: self.sent)
    @rule(at=which, by=which, text=st.sampled_from(["คำอื่น", None]))
    def use_an_id_again(self, at, by, text):
        """Send something else under an id, or the same from somebody else."""
        first = self.request(at)
        other = replace(first, by=self.seat(by), text=text or first.text)
        self.deliver(replace(other, round=0, points=(), sequence=0) if text else other)

    @precondition(lambda self: self.room.ideas)
    @rule(at=which, by=which, own=st.booleans(), text=st.sampled_from(["คำใหม่", None]))
    def reword_or_withdraw(self, at, by, own, text):
        idea = sorted(self.room.ideas)[at % len(self.room.ideas)]
        author, words, withdrawn = self.room.ideas[idea]
        by = author if own else self.seat(by)
        if by != author:
            expected = "NotAllowed"
        elif self.room.stage is not Stage.IDEAS:
            expected = "WrongStage"
        else:
            expected = "NotFound" if text and withdrawn else TAKEN
        change = (reword_idea, self.actor(by), idea, text) if text else (
            withdraw_idea, self.actor(by), idea
        )  # fmt: skip
        if self.said(expected, *change, now=NOON):
            self.room.ideas[idea] = (author, text or words, withdrawn or not text)

    # --- whoever runs the room --------------------------------------------------------

    @rule(stage=st.sampled_from([Stage.VOTING] * 5 + [Stage.IDEAS, Stage.DECISION]))
    def move(self, stage):
        self.run(move_to_stage, self.staff, self.id, stage, now=NOON)
        if stage is not self.room.stage:
            self.room.stage = stage
            self.room.close_all()

    @precondition(lambda self: self.room.stage is Stage.VOTING)
    @rule()
    def open(self):
        self.room.close_all()
        self.room.rounds[self.run(open_round, self.staff, self.id, now=NOON)] = Round()

    @precondition(lambda self: self.room.rounds)
    @rule(at=which)
    def close(self, at):
        self.run(close_round, self.staff, self.round(at), now=NOON)
        self.room.rounds[self.round(at)].is_open = False

    @precondition(lambda self: self.room.rounds)
    @rule(at=which)
    def reopen(self, at):
        expected = TAKEN if self.room.stage is Stage.VOTING else "WrongStage"
        if self.said(expected, reopen_round, self.staff, self.round(at), now=NOON):
            self.room.close_all()
            self.room.rounds[self.round(at)].reopen()

    @precondition(lambda self: self.room.rounds)
    @rule(at=which)
    def publish(self, at):
        self.run(publish_results, self.staff, self.round(at), now=NOON)
        round_ = self.room.rounds[self.round(at)]
        round_.is_open, round_.is_published, round_.is_shown = False, True, True

    @precondition(lambda self: self.room.rounds)
    @rule(at=which)
    def hide(self, at):
        self.run(hide_results, self.staff, self.round(at), now=NOON)
        self.room.rounds[self.round(at)].is_shown = False

    # --- what is true after each step -------------------------------------------------

    @invariant()
    def is_what_the_model_says(self):
        RoomMachine.steps += 1
        with open_reading() as session:
            views = {view.id: view for view in rounds_of(session, self.id)}
            assert views.keys() == self.room.rounds.keys()
            for round_id, round_ in self.room.rounds.items():
                self._is_the_same_round(session, views[round_id], round_)
            kept = session.exec(
                select(Idea.id, Idea.participant_id, Idea.text, Idea.withdrawn_at).where(
                    Idea.workshop_id == self.id, Idea.theme_id.is_(None)
                )
            )
            assert {
                row.id: (row.participant_id, row.text, row.withdrawn_at is not None)
                for row in kept
            } == self.room.ideas  # fmt: skip
            assert self._count(session, Participant) == len(self.room.seats)
            assert self._count(session, PhoneWrite) == len(self.room.acknowledged)
            assert self._count(session, Idea) == len(self.room.ideas) + self.grouped

    def _is_the_same_round(self, session, view, round_):
        ballots = {seat: points for seat, (_, points) in round_.ballots.items()}
        assert round_tally(session, view.id) == tally(self.room.themes, ballots.values())
        assert {
            seat: own_ballot(session, view.id, seat)
            for seat in session.exec(
                select(Ballot.participant_id).where(Ballot.round_id == view.id)
            )
        } == ballots  # fmt: skip
        assert (view.is_open, view.is_published, view.is_shown, view.ballots) == (
            round_.is_open, round_.is_published, round_.is_shown, len(ballots),
        )  # fmt: skip

    def _count(self, session, table):
        return session.exec(
            select(func.count()).select_from(table).where(table.workshop_id == self.id)
        ).one()

    # --- sending ----------------------------------------------------------------------

    def send(self, request, now):
        self.sent.append(request)
        if now:
            self.deliver(request)

    def deliver(self, request):
        """Let a request arrive and be answered as the model says; a repeat as the first time."""
        answer = self.said(self.room.says_to(request), _arrive, self.actor(request.by), request)
        if answer:
            self.room.take(request, answer)
            assert self.answers.setdefault(request.client_id, answer) == answer

    def said(self, expected, change, *args, **named):
        """Run a change that should be refused so, or TAKEN; return what it answered, or True."""
        try:
            answer = self.run(change, *args, **named) or True
        except WorkshopError as refusal:
            answer, met = None, type(refusal).__name__
        else:
            met = TAKEN
        assert met == expected
        RoomMachine.seen[met] += 1
        return answer

    def run(self, change, *args, **named):
        return asyncio.run(write(change, *args, **named))

    def actor(self, seat):
        return Actor(Role.PARTICIPANT, workshop_id=self.id, participant_id=seat)

    def seat(self, at):
        return sorted(self.room.seats.values())[at % len(self.room.seats)]

    def round(self, at):
        return sorted(self.room.rounds)[-1 - at % len(self.room.rounds)]

    def request(self, at):
        return self.sent[-1 - at % len(self.sent)]


def _arrive(session, actor, request):
    """Do what a phone asks, as web/api/phone.py does."""

    def change():
        if request.round:
            points = dict(request.points)
            cast_ballot(session, actor, request.round, points, now=NOON, sequence=request.sequence)
            return {"round": request.round, "sequence": request.sequence}
        idea = raise_idea(
            session, actor, actor.workshop_id, request.text, 4, [], now=NOON, stands_alone=True
        )
        return {"idea": idea}

    return once(session, actor, request.client_id, request.body, change, now=NOON)


@pytest.mark.timeout(0 if STEPS >= LONG else 120)
def test_a_room_played_at_random_is_always_what_its_model_says(database):
    RoomMachine.steps, RoomMachine.seen = 0, Counter()
    played = settings(
        max_examples=max(20, STEPS // IN_ONE_ROOM),
        stateful_step_count=IN_ONE_ROOM,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # a room of 40 steps can be read; making it shorter takes minutes
    )

    while RoomMachine.steps < STEPS:
        run_state_machine_as_test(RoomMachine, settings=played)

    assert TAKEN in RoomMachine.seen
    if STEPS >= LONG:
        assert RoomMachine.seen.keys() >= REFUSALS
    print(f"{RoomMachine.steps} steps; met {dict(RoomMachine.seen)}")  # noqa: T201 - with -s
