"""Many phones in one room."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.pace import pace
from bench.phone import CONSOLE, PROJECTOR, STAFF_COOKIE, Answer, Phone
from bench.server import NotStarted, Server


@dataclass(frozen=True)
class Room:
    """A room made for one run."""

    code: str
    workshop: int
    units: list[int]
    findings: list[dict[str, int]]
    staff: str  # token of whoever runs the room
    projector: str  # key of its link


def make_room(server: Server, stage: str, seats: int) -> Room:
    arguments = ("make", "--stage", stage, "--seats", str(seats))
    return Room(**json.loads(server.run("bench.backstage", *arguments)))


def backstage(server: Server, what: str, room: Room) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        server.run("bench.backstage", what, "--workshop", str(room.workshop))
    )
    return found


def name_of(number: int) -> str:
    """Return the name phone `number` joins under, by which it is counted."""
    return f"ผู้เข้าร่วม bench-{number}"


@dataclass(frozen=True)
class Arrival:
    """How joining went for one phone; seconds since it was due."""

    answer: Answer
    joined_s: float
    entered_s: float | None  # None: never saw the room


@contextlib.asynccontextmanager
async def phones(server: Server, number: int) -> AsyncIterator[list[Phone]]:
    """Give `number` phones, and hang them up afterwards."""
    async with contextlib.AsyncExitStack() as stack:
        yield [await stack.enter_async_context(Phone(server.base)) for _ in range(number)]


@contextlib.asynccontextmanager
async def screens(server: Server, room: Room) -> AsyncIterator[dict[str, Phone]]:
    """Give the room's projector and console, both entered."""
    shown = {
        "projector": Phone(server.base, page=f"/screen?key={room.projector}", mirror=PROJECTOR),
        "console": Phone(server.base, page=f"/console?w={room.workshop}", mirror=CONSOLE,
                         cookie=f"{STAFF_COOKIE}={room.staff}"),
    }  # fmt: skip
    async with contextlib.AsyncExitStack() as stack:
        for name, screen in shown.items():
            await stack.enter_async_context(screen)
            if not await screen.enter_room():
                raise NotStarted(f"the {name} was not shown the room")
        yield shown


async def arrive(crowd: Sequence[Phone], room: Room, over: float) -> list[Arrival]:
    """Let the phones join evenly over so many seconds, each entering the room at once."""
    arrivals: list[Arrival] = []

    async def one(number: int, due: float) -> None:
        phone = crowd[number]
        answer = await phone.join(
            room.code,
            name=name_of(number),
            unit_id=room.units[number % len(room.units)],
            category=number % 6 + 1,
        )
        entered = answer.is_ok and await phone.enter_room()
        first = phone.heard[0][0] - due if entered else None
        arrivals.append(Arrival(answer, answer.at - due, first))

    await pace(len(crowd), over, one, settle=90)
    return arrivals


def fanout(
    crowd: Sequence[Phone],
    changes: Sequence[float],
    base: int,
    seen: Callable[[dict[str, Any]], Any],
) -> tuple[list[float], int]:
    """Return how long each change took to each phone, and how many never came.

    Change k made a counter `base + k + 1`; a phone has it with the first packet in which
    `seen` finds that much or more, for packets carry the state, not the change.
    """
    delays: list[float] = []
    missed = 0
    for phone in crowd:
        counts = [(at, value) for at, news in phone.heard if (value := seen(news)) is not None]
        here = 0
        for number, due in enumerate(changes):
            while here < len(counts) and counts[here][1] < base + number + 1:
                here += 1
            if here == len(counts):
                missed += len(changes) - number
                break
            delays.append(max(0.0, counts[here][0] - due))
    return delays, missed
