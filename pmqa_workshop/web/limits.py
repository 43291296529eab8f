"""How often one person may do one thing: so many at once, then at a steady pace.

A whole hall shares one address, so nobody is counted by address: keys are seats, e-mails, or
"all" for what everybody does together.
"""

import math
import time
from collections import OrderedDict, defaultdict
from typing import Protocol

from pmqa_workshop.domain.errors import TooManyAttempts

MOST_KEYS = 20_000  # remembered at a time, per limit
_ROUNDING = 1e-9


class Counts(Protocol):
    """Where takes are counted: in this process, or in one place for several processes."""

    async def take(self, name: str, key: str, times: int, seconds: float) -> float:
        """Take one and return 0, or return the seconds until there is one to take."""

    async def forget(self, name: str, key: str) -> None:
        """Give all back."""


class Limit:
    """`times` at once, refilled evenly over `seconds`."""

    def __init__(self, name: str, times: int, seconds: float) -> None:
        self.name, self.times, self.seconds = name, times, seconds

    async def take(self, key: str) -> float:
        """Take one and return 0, or return the seconds to wait; being refused takes nothing."""
        return await _counts.take(self.name, key, self.times, self.seconds)

    async def check(self, key: str) -> None:
        """Take one; raise TooManyAttempts, which says when to try again, where there is none."""
        if wait := await self.take(key):
            raise TooManyAttempts(seconds=math.ceil(wait))

    async def forget(self, key: str) -> None:
        await _counts.forget(self.name, key)


class InThisProcess:
    """Counts of one process: for each key only the moment at which all will be there again."""

    def __init__(self) -> None:
        self._full_at: dict[str, OrderedDict[str, float]] = defaultdict(OrderedDict)

    async def take(self, name: str, key: str, times: int, seconds: float) -> float:
        now, known, each = time.monotonic(), self._full_at[name], seconds / times
        full_at = max(known.pop(key, now), now)
        wait = full_at + each - seconds - now
        known[key] = full_at if wait > _ROUNDING else full_at + each
        while len(known) > MOST_KEYS:
            known.popitem(last=False)
        return wait if wait > _ROUNDING else 0.0

    async def forget(self, name: str, key: str) -> None:
        self._full_at[name].pop(key, None)


def count_in(counts: Counts) -> Counts:
    """Count there from now on; return where it was counted before."""
    global _counts
    before, _counts = _counts, counts
    return before


_counts: Counts = InThisProcess()
