"""The line at the door: a wave of people is let in as fast as the house can seat them.

Whoever cannot be let in within a second is told a place and when to ask again; asking again
under the same key keeps the place. Those who have been inside before go first. Each process has
a line of its own.
"""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

PACE = 100.0  # a second: each loads a page and opens a websocket next
AT_ONCE = 50  # let in without a pause, and inside the door at a time
PATIENCE = 1.0  # seconds a call may wait for its turn
GRACE = 15.0  # seconds past the time told, until a place is given up
SOONEST, LATEST = 1, 5  # seconds until to ask again
MOST_WAITING = 10_000
TICK = 0.02  # seconds


@dataclass(frozen=True)
class Place:
    """Where in the line somebody is, from 1, and in how many seconds to ask again."""

    place: int
    seconds: int


@dataclass
class _Turn:
    number: int
    kept_until: float
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Line:
    """Calls those who wait, those who come back before those who are new."""

    def __init__(
        self, pace: float = PACE, at_once: int = AT_ONCE, patience: float = PATIENCE
    ) -> None:
        self._pace, self._at_once, self._patience = pace, at_once, patience
        self.forget_all()

    def forget_all(self) -> None:
        self._back: OrderedDict[str, _Turn] = OrderedDict()
        self._new: OrderedDict[str, _Turn] = OrderedDict()
        self._called: OrderedDict[str, _Turn] = OrderedDict()
        self._inside, self._numbers = 0, 0
        self._free, self._counted_at = float(self._at_once), time.monotonic()
        self._caller: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self, key: str, *, is_back: bool = False) -> AsyncIterator[Place | None]:
        """Give None when the turn of this key has come, else its place for now."""
        place = await self._wait(key, is_back)
        if place is not None:
            yield place
            return
        self._inside += 1
        try:
            yield None
        finally:
            self._inside -= 1

    async def _wait(self, key: str, is_back: bool) -> Place | None:
        turn = self._called.get(key) or self._back.get(key) or self._new.get(key)
        if turn is None:
            if not self._is_anybody_waiting() and self._takes_one_more():
                return None
            if len(self._new) + len(self._back) >= MOST_WAITING:
                return Place(MOST_WAITING, LATEST)
            turn = self._stand_in(self._back if is_back else self._new, key)
        turn.kept_until = time.monotonic() + self._patience + GRACE
        if self._place_of(key, turn) <= self._pace * self._patience:
            await _called_within(turn, self._patience)
        if turn.called.is_set():
            self._called.pop(key, None)
            return None
        place = self._place_of(key, turn)
        seconds = min(LATEST, max(SOONEST, math.ceil(place / self._pace)))
        turn.kept_until = time.monotonic() + seconds + GRACE
        return Place(place, seconds)

    def _stand_in(self, line: OrderedDict[str, _Turn], key: str) -> _Turn:
        self._numbers += 1
        turn = line[key] = _Turn(self._numbers, 0.0)
        if self._caller is None or self._caller.done():
            self._caller = asyncio.create_task(self._call(), name="pmqa-admission")
        return turn

    def _place_of(self, key: str, turn: _Turn) -> int:
        """Count from the head of the line; who left on the way still counts until passed."""
        for line, before in ((self._back, 0), (self._new, len(self._back))):
            if key in line:
                return before + turn.number - next(iter(line.values())).number + 1
        return 0

    async def _call(self) -> None:
        while self._is_anybody_waiting():
            await asyncio.sleep(TICK)
            now = time.monotonic()
            _drop_late(self._called, now)
            for line in (self._back, self._new):
                while _drop_late(line, now) and self._takes_one_more():
                    key, turn = line.popitem(last=False)
                    turn.called.set()
                    self._called[key] = turn

    def _is_anybody_waiting(self) -> bool:
        return bool(self._back or self._new)

    def _takes_one_more(self) -> bool:
        """Take one of the free places, which come back with time."""
        now = time.monotonic()
        self._free = min(self._at_once, self._free + (now - self._counted_at) * self._pace)
        self._counted_at = now
        if self._free < 1 or self._inside >= self._at_once:
            return False
        self._free -= 1
        return True


async def _called_within(turn: _Turn, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(turn.called.wait(), seconds)


def _drop_late(line: OrderedDict[str, _Turn], now: float) -> bool:
    """Forget who stopped asking, at the head only; tell whether anybody is left."""
    while line and next(iter(line.values())).kept_until < now:
        line.popitem(last=False)
    return bool(line)


line = Line()
