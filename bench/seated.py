"""A room of phones that have joined and entered, before a scenario begins."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from bench.crowd import Room, arrive, backstage, phones, screens
from bench.phone import Phone
from bench.server import NotStarted, Server

CONNECT_PER_SECOND = 50
SETTLE = 5.0  # seconds in which the last change must have reached everybody
QUIET = 2.5  # seconds: what joining announced has been said, and the hub has looked once


@dataclass
class Seated:
    server: Server
    room: Room
    crowd: list[Phone]
    projector: Phone
    console: Phone
    rss_before_mb: float
    opened: dict[str, Any]

    async def settle(self, shown: Callable[[Phone], bool]) -> None:
        """Wait until every screen shows it, or no longer than SETTLE."""
        give_up = time.monotonic() + SETTLE
        screens = [*self.crowd, self.projector]
        while time.monotonic() < give_up and not all(map(shown, screens)):
            await asyncio.sleep(0.05)

    def kb_per_phone(self) -> float | None:
        """Return by how much a phone that sits in the room has made the server larger."""
        now = self.server.rss_mb()
        if now is None:
            return None
        return round((now - self.rss_before_mb) * 1024 / len(self.crowd), 1)


@contextlib.asynccontextmanager
async def seated(
    server: Server, room: Room, number: int, *, voting: bool = False
) -> AsyncIterator[Seated]:
    """Give a full room with its projector and console; with `voting` a round is open."""
    async with screens(server, room) as shown, phones(server, number) as crowd:
        rss = server.rss_mb() or 0.0
        arrivals = await arrive(crowd, room, number / CONNECT_PER_SECOND)
        absent = [arrival for arrival in arrivals if arrival.entered_s is None]
        if absent:
            raise NotStarted(f"{len(absent)} phones never saw the room: {absent[0].answer}")
        opened = await asyncio.to_thread(backstage, server, "vote", room) if voting else {}
        await asyncio.sleep(QUIET)
        yield Seated(server, room, crowd, shown["projector"], shown["console"], rss, opened)
