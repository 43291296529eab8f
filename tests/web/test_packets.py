"""What an audience may not see is in none of its packets, through a whole demonstration."""

import time
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlmodel import select

from pmqa_workshop import demo
from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.access import projector_key
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.ideas import Idea, Theme
from pmqa_workshop.models.initiatives import KPI, Activity
from pmqa_workshop.models.people import Participant, StaffMember, StaffSession
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.models.workshop import PhoneWrite
from pmqa_workshop.queries.room import Audience, room_mark
from pmqa_workshop.queries.voting import newest_round
from pmqa_workshop.services.phone import once
from pmqa_workshop.services.voting import close_round, hide_results, publish_results, reopen_round
from pmqa_workshop.services.workshop import hide_ideas, move_to_stage, reveal_ideas
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import live
from pmqa_workshop.web.identity import SEAT_COOKIE
from pmqa_workshop.web.states.room import Door, PhoneRoom, ProjectorRoom
from tests.factories import NOON
from tests.web.wire import a_screen

LONG = 40  # characters of a text that tell it from any other
NEVER_A_KEY = ("participant", "email", "token", "hash", "reentry", "person", "author", "reason")


@pytest.fixture(autouse=True)
def in_haste(client, monkeypatch):
    """The same packets, sooner: a day has many steps."""
    monkeypatch.setattr(live, "PACE", dict.fromkeys(Audience, 0.02))
    monkeypatch.setattr(live.hub, "tick", 0.02)


class Play:
    """The demonstration, moved on step by step; whatever was sent meanwhile is read."""

    def __init__(self) -> None:
        with open_session() as session:
            staff = demo._staff(session, NOON)
        with open_session() as session:
            self.room = demo._prepared_room(session, staff, NOON, held_at=NOON)
        self.play(Stage.REGISTRATION)
        self.id, self.staff = self.room.workshop_id, self.room.staff
        self.ticket = self.room.tickets[0][1]
        self.shown = False  # results, on the screens of the room

    def play(self, stage, part=1.0):
        with open_session() as session:
            move_to_stage(session, self.room.staff, self.room.workshop_id, stage, now=NOON)
            demo._PLAYED.get(stage, lambda *_: None)(session, self.room, part)

    def do(self, change, *about):
        with open_session() as session:
            change(session, self.staff, *about, now=NOON)

    def on_round(self, change):
        with open_reading() as session:
            found = newest_round(session, self.id)
        self.do(change, found.id)

    def say_once(self):
        """One phone writes with an id of its own making."""
        with open_session() as session:
            seat = self.room.seats[3]
            once(session, seat, "idea-0123456789abcdef", {}, lambda: {"idea_id": 1}, now=NOON)

    # --- what must not be read ------------------------------------------------------------

    def secrets(self, audience):
        """Return, by kind, the texts that this audience may not be sent now."""
        with open_reading() as session:
            every = lambda column: [text for text in session.exec(select(column)) if text]  # noqa: E731
            hidden = {
                "names": every(Participant.name),
                "staff": every(StaffMember.email) + every(StaffMember.name),
                "tokens": every(Participant.token_hash) + every(StaffSession.token_hash)
                + [ticket.token for _, ticket in self.room.tickets],
                "codes": [ticket.reentry_code for _, ticket in self.room.tickets],
                "client ids": every(PhoneWrite.client_id),
                "reasons": every(Decision.reason),
                "plan": every(Activity.title) + every(KPI.name),
            }  # fmt: skip
            themes, ideas = every(Theme.name), every(Idea.text)
            decided = session.exec(select(Decision.id)).first() is not None
        names_are_shown = self.shown or (audience is Audience.PROJECTOR and decided)
        if not names_are_shown:
            hidden["themes"] = themes
        if not self.shown:
            hidden["results"] = []
        if audience is Audience.PHONE or not self.revealed:
            on_themes = {theme[:20] for theme in themes} if names_are_shown else set()
            hidden["ideas"] = [text for text in ideas if text[:20] not in on_themes]
        return {kind: {text[:LONG] for text in texts} for kind, texts in hidden.items()}

    revealed = False

    def steps(self):
        """Play the whole day; give each step's name once it is done."""
        yield "people join"
        self.play(Stage.FINDINGS)
        yield "findings are read"
        self.play(Stage.IDEAS)
        self.say_once()
        yield "ideas, hidden"
        self.revealed = True
        self.do(reveal_ideas, self.id)
        yield "ideas, shown"
        self.revealed = False
        self.do(hide_ideas, self.id)
        yield "ideas, hidden again"
        self.revealed = True
        self.play(Stage.GROUPING)
        yield "ideas grouped"
        self.play(Stage.VOTING, 0.6)
        yield "votes come in"
        self.on_round(close_round)
        yield "counted, not published"
        self.on_round(reopen_round)
        yield "open again"
        self.shown = True
        self.on_round(publish_results)
        yield "published"
        self.shown = False
        self.on_round(hide_results)
        yield "hidden from the screens"
        self.shown = True
        self.on_round(publish_results)
        yield "published again"
        for stage in (Stage.DECISION, Stage.PLANNING, Stage.CLOSED):
            self.play(stage)
            yield stage.value


class Reader:
    """A screen whose every frame is read."""

    def __init__(self, screen, audience, state, enter):
        self.screen, self.audience, self.state, self.enter = screen, audience, state, enter
        self.read = 0
        self.before = {}  # what was hidden before this step

    def follow(self, play, step):
        """Read and check all that was sent since the last step.

        What was cut before the step's commit may be on its way still; it holds no more than
        might be seen before the step.
        """
        hidden = play.secrets(self.audience)
        with open_reading() as session:
            mark = room_mark(session, [play.id])[play.id]
        until = time.monotonic() + 10
        while self.screen.of(self.state).get("revision", -1) < mark:
            assert time.monotonic() < until
            time.sleep(0.05)
            self._ask()
        before = self.before or hidden
        both = {kind: hidden[kind] & before[kind] for kind in hidden.keys() & before.keys()}
        self._check(both, step)
        self._ask()
        self._check(hidden, step)
        self.before = hidden

    def _ask(self):
        before = self.screen.of(self.state).get("entry")
        self.screen.send(self.enter)
        self.screen.until(lambda screen: screen.of(self.state).get("entry") != before)

    def _check(self, hidden, step):
        """Look for secrets, for keys that tell who, and for results that are not out."""
        where = f"{step}: {self.audience.value}"
        for frame in self.screen.frames:
            self.read += 1
            for kind, secrets in hidden.items():
                found = [secret for secret in secrets if secret in frame]
                assert not found, f"{where}: {kind} {found}"
        for packet in self.screen.packets:
            for name, value in packet.get("delta", {}).get(self.state.get_full_name(), {}).items():
                if name.startswith("results") and "results" in hidden:
                    assert value == [], f"{where}: results"
                for key in _keys(value):
                    assert not any(word in key for word in NEVER_A_KEY), f"{where}: {name} {key}"
        self.screen.frames.clear()
        self.screen.packets.clear()


def _keys(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


@contextmanager
def a_phone_and_a_wall(client, play):
    key = projector_key(secret_key(), play.id)
    with (
        a_screen(client, uuid4().hex, "/room", f"{SEAT_COOKIE}={play.ticket.token}") as phone,
        a_screen(client, uuid4().hex, f"/screen?key={key}") as wall,
    ):
        yield [
            Reader(phone, Audience.PHONE, PhoneRoom, Door.enter_phone),
            Reader(wall, Audience.PROJECTOR, ProjectorRoom, Door.enter_projector),
        ]


def play_through(client):
    play = Play()
    with a_phone_and_a_wall(client, play) as readers:
        for step in play.steps():
            for reader in readers:
                reader.follow(play, step)
        return play, readers


def test_nothing_an_audience_may_not_see_is_in_any_of_its_packets(client):
    play, (phone, wall) = play_through(client)

    assert min(phone.read, wall.read) > 30
    assert phone.screen.of(PhoneRoom)["results"]  # what may be seen did come
    assert wall.screen.of(ProjectorRoom)["decisions"]
    assert wall.screen.of(ProjectorRoom)["latest"]
    assert play.revealed


@pytest.mark.parametrize(
    ("audience", "leak"),
    [
        (Audience.PHONE, lambda session: session.exec(select(Participant.name)).all()[-1]),
        (Audience.PROJECTOR, lambda session: session.exec(select(StaffMember.email)).first()),
        (Audience.PHONE, lambda session: session.exec(select(Idea.text)).first() or ""),
        (
            Audience.PROJECTOR,
            lambda session: max(session.exec(select(Decision.reason)), default=""),
        ),
        (Audience.PHONE, lambda session: {"participant_id": 3, "points": 2}),
    ],
    ids=["a name", "a mail", "an idea", "a reason", "somebody's ballot"],
)
def test_a_planted_leak_is_caught(client, monkeypatch, audience, leak):
    honest = live.room_views

    def leaking(session, workshop_id, audiences):
        views = honest(session, workshop_id, audiences)
        if audience in views:
            views[audience]["round"] = {**views[audience]["round"], "note": leak(session)}
        return views

    monkeypatch.setattr(live, "room_views", leaking)
    with pytest.raises(AssertionError, match=audience.value):
        play_through(client)


def test_unpublished_results_sent_early_are_caught(client, monkeypatch):
    honest = live.room_views

    def early(session, workshop_id, audiences):
        views = honest(session, workshop_id, audiences | {Audience.CONSOLE})
        results = views[Audience.CONSOLE]["results"]
        return {who: {**view, "results": results} for who, view in views.items()}

    monkeypatch.setattr(live, "room_views", early)
    with pytest.raises(AssertionError, match="counted, not published"):
        play_through(client)
