"""Room codes typed by hand: trying them all must stay hopeless, joining must stay quick.

A code has 6 of 32 letters, 32^6 = 1,073,741,824. Below 100 failures a minute in all, nobody is
slowed: that is 48,000 tries in a day of eight hours, one chance in 22,000 to find a given room.
Above, typed codes go through the slow lane, 4 at a time for half a second each. However many
machines ask, that is 8 codes a second, 230,400 in eight hours: one chance in 4,600 to find a
given room on its day, and 2.1 years until half of all codes are tried. (Several processes: times
their number.)

No code is refused because others fail. Everybody who waits for one code shares its turn, and the
code most people wait for is next: a hall that types its code passes a guesser, who has to spread
over many. Phones that come by the QR never see the lane, for its link proves the code with 128
bits and more; nor do phones with a seat.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pmqa_workshop.domain.errors import CodeUnknown, TooManyAttempts
from pmqa_workshop.web.limits import Limit

T = TypeVar("T")

FAILED = Limit("codes.failed", 100, 60)
BY_SEAT = Limit("codes.seat", 10, 60)  # a seat in one room is no pass to guess at others
SLOW_FOR = 60.0  # seconds after the last failure too many
AT_ONCE = 4
DELAY = 0.5  # seconds
MOST_CODES = 400  # waiting at a time; phones give up after ten seconds
TRY_AGAIN = 5  # seconds


@dataclass
class _Turn:
    called: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    people: int = 0


class SlowLane:
    """Gives each code its turn, a few codes at a time, the one most people wait for first."""

    def __init__(self, at_once: int = AT_ONCE, delay: float = DELAY, most: int = MOST_CODES):
        self._at_once, self._delay, self._most = at_once, delay, most
        self._turns: dict[str, _Turn] = {}
        self._callers: set[asyncio.Task[None]] = set()

    async def turn(self, code: str) -> None:
        """Wait for the turn of this code."""
        turn = self._turns.get(code) or self._queue_up(code)
        turn.people += 1
        await asyncio.shield(turn.called)  # whoever leaves must not take the others along

    def _queue_up(self, code: str) -> _Turn:
        if len(self._turns) >= self._most:
            self._send_one_away()
        turn = self._turns[code] = _Turn()
        if len(self._callers) < self._at_once:
            caller = asyncio.create_task(self._call(), name="pmqa-slow-lane")
            self._callers.add(caller)
            caller.add_done_callback(self._callers.discard)
        return turn

    def _send_one_away(self) -> None:
        """Make room: by lot, so that no flood holds all places, where fewest people wait."""
        fewest = min(turn.people for turn in self._turns.values())
        turn = self._turns.pop(
            secrets.choice([code for code, turn in self._turns.items() if turn.people == fewest])
        )
        turn.called.set_exception(TooManyAttempts(seconds=TRY_AGAIN))
        turn.called.exception()  # all who waited may have left: that is not worth a line in the log

    async def _call(self) -> None:
        while self._turns:
            code = max(self._turns, key=lambda code: self._turns[code].people)  # oldest of equals
            turn = self._turns.pop(code)
            await asyncio.sleep(self._delay)
            turn.called.set_result(None)


class TypedCodes:
    """What every look-up by a typed code goes through."""

    def __init__(self) -> None:
        self.forget_all()

    def forget_all(self) -> None:
        self._lane = SlowLane()
        self._slow_until = 0.0

    async def guess(self, code: str, look: Callable[[], Awaitable[T]]) -> T:
        """Return what `look` finds behind the code, in the lane while too many fail."""
        if time.monotonic() < self._slow_until:
            await self._lane.turn(code)
        try:
            return await look()
        except CodeUnknown:
            if await FAILED.take("all"):
                self._slow_until = time.monotonic() + SLOW_FOR
            raise


typed_codes = TypedCodes()
