"""Networks that lose, repeat, delay and reorder what is sent: each idea and ballot exactly once."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Coroutine, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.voting import own_ballot, round_tally
from pmqa_workshop.web.identity import SEAT_COOKIE
from tests.factories import a_theme, a_workshop, an_open_round
from tests.servers.chaos import Chaos, Fate
from tests.servers.pmqa_server import OwnServer

SEEDS = range(int(os.environ.get("PMQA_TEST_SEEDS", "5")))
PHONES, IDEAS, TAPS = 4, 5, 5
PATIENCE = 0.8  # seconds until a phone gives a call up
GIVE_UP = 90
AGAIN = (0, 202, 408, 425, 429, 503)  # no answer, and these, mean: the same once more


@dataclass
class Phone:
    """Keeps to the rules of the outbox: in order, one at a time, the same id until answered."""

    address: str
    name: str
    lot: random.Random
    cookie: str = ""
    seat: int = 0
    last: dict[int, int] = field(default_factory=dict)  # what the last tap left on the ballot
    waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    raised: dict[str, int] = field(default_factory=dict)  # text → idea, as acknowledged
    refused: list[Any] = field(default_factory=list)

    async def join(self, code: str) -> None:
        body = {"code": code, "client_id": f"join-{self.name}", "name": self.name}
        await self.insist("POST", "/api/join", body)
        self.seat = (await self.insist("GET", "/api/seat"))["seat"]["participant_id"]

    async def write_ideas(self) -> None:
        for number in range(IDEAS):
            body = {"text": f"{self.name} {number}", "category": 4, "stands_alone": True}
            self.waiting.append((f"/api/ideas/idea-{self.name}-{number}", body))
        await self.send_all()

    async def vote(self, round_id: int, themes: list[int]) -> None:
        """Tap while earlier ballots are under way; a later one takes the place of those unsent."""
        sending = asyncio.create_task(self.send_all())
        for sequence in range(1, TAPS + 1):
            self.last = {theme: self.lot.randint(0, 2) for theme in themes} | {themes[0]: 1}
            body = {"round_id": round_id, "points": self.last, "sequence": sequence}
            self.waiting = [(f"/api/ballots/ballot-{self.name}-{sequence}", body)]
            if sending.done():
                sending = asyncio.create_task(self.send_all())
            await asyncio.sleep(self.lot.uniform(0, PATIENCE))
        await sending
        await self.send_all()

    async def send_all(self) -> None:
        while self.waiting:
            entry = self.waiting[0]
            status, said = await self.call("PUT", *entry)
            if status in AGAIN:
                continue
            if status == 200 and "idea_id" in said:
                self.raised[entry[1]["text"]] = said["idea_id"]
            self.waiting = [kept for kept in self.waiting if kept is not entry]

    async def insist(self, method: str, path: str, body: Any = None) -> Any:
        """Send until there is an answer."""
        status = 0
        while status in AGAIN:
            status, said = await self.call(method, path, body)
        return said

    async def call(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """Return (status, answer), 0 when there was none, once the pause asked for is over."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as line,
                line.request(
                    method, self.address + path, json=body, headers={"cookie": self.cookie}
                ) as answer,
            ):
                said = await answer.json()
        except (aiohttp.ClientError, TimeoutError):
            await asyncio.sleep(self.lot.uniform(0, PATIENCE / 8))
            return 0, None
        if SEAT_COOKIE in answer.cookies:
            self.cookie = f"{SEAT_COOKIE}={answer.cookies[SEAT_COOKIE].value}"
        if answer.status != 200 and answer.status not in AGAIN:
            self.refused.append((path, answer.status, said))
        await asyncio.sleep(float(answer.headers.get("retry-after", 0)))
        return answer.status, said


class Room:
    """A workshop with phones that share one bad network."""

    def __init__(self, network: Chaos) -> None:
        self.network = network
        with open_session() as session:
            workshop = a_workshop(session)
            self.id, self.code = workshop.id, workshop.code
        self.phones = [
            Phone(network.address, f"phone-{network.seed}-{number}", random.Random(number))  # noqa: S311
            for number in range(PHONES)
        ]

    async def raise_ideas(self) -> None:
        async def raise_them(phone: Phone) -> None:
            await phone.join(self.code)
            await phone.write_ideas()

        await together(map(raise_them, self.phones))

    def open_vote(self) -> None:
        with open_session() as session:
            workshop = session.get_one(Workshop, self.id)
            self.themes = [a_theme(session, workshop, name=f"T{n}").id for n in range(2)]
            self.round = an_open_round(session, workshop)

    async def vote(self) -> None:
        await together(phone.vote(self.round, self.themes) for phone in self.phones)


async def together(acts: Iterable[Coroutine[Any, Any, None]]) -> None:
    async with asyncio.timeout(GIVE_UP):
        await asyncio.gather(*acts)


def test_each_idea_and_ballot_is_there_exactly_once(database):
    with OwnServer(database) as server, ExitStack() as roads:
        there = f"http://127.0.0.1:{server.port}"
        networks = [roads.enter_context(Chaos(there, seed, patience=PATIENCE)) for seed in SEEDS]
        rooms = [Room(network) for network in networks]
        asyncio.run(together(room.raise_ideas() for room in rooms))
        for room in rooms:
            room.open_vote()
        asyncio.run(together(room.vote() for room in rooms))
    # The roads are closed: whatever was late on them has arrived.

    for room in rooms:
        assert [phone.refused for phone in room.phones] == [[]] * PHONES
        check_seats_and_ideas(room)
        check_ballots(room)
    fates = sum((network.fates for network in networks), Counter())
    assert fates.keys() == set(Fate), fates


def check_seats_and_ideas(room):
    with open_reading() as session:
        seats = session.exec(select(Participant).where(Participant.workshop_id == room.id)).all()
        ideas = session.exec(
            select(Idea).where(Idea.workshop_id == room.id, Idea.participant_id.is_not(None))
            .order_by(Idea.number)
        ).all()  # fmt: skip
        assert {seat.id: seat.name for seat in seats} == {p.seat: p.name for p in room.phones}
        assert len(seats) == PHONES
        for phone in room.phones:
            own = [idea for idea in ideas if idea.participant_id == phone.seat]
            assert [idea.text for idea in own] == [f"{phone.name} {n}" for n in range(IDEAS)]
            assert {idea.text: idea.id for idea in own} == phone.raised
        assert len(ideas) == PHONES * IDEAS


def check_ballots(room):
    with open_reading() as session:
        ballots = session.exec(select(Ballot).where(Ballot.round_id == room.round)).all()
        assert sorted(b.participant_id for b in ballots) == sorted(p.seat for p in room.phones)
        for phone in room.phones:
            given = {theme: points for theme, points in phone.last.items() if points}
            assert own_ballot(session, room.round, phone.seat) == given
        counted = sum(row.points for row in round_tally(session, room.round))
        assert counted == sum(sum(phone.last.values()) for phone in room.phones)
