"""Open-loop pacing, and a watch on the generator itself."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench.figures import in_ms, percentile, why_void

TICK = 0.01  # seconds


async def pace(
    times: int, over: float, act: Callable[[int, float], Awaitable[None]], *, settle: float = 30
) -> None:
    """Start `act(number, due)` evenly over `over` seconds, whether or not earlier ones are done.

    What was due then is measured from then, so that a slow server cannot slow the asking.
    """
    start = time.perf_counter()
    begun = []
    for number in range(times):
        due = start + number * over / times
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        begun.append(asyncio.create_task(act(number, due)))
    await asyncio.wait_for(asyncio.gather(*begun), settle)


class Watch:
    """Measures how late this process's own loop runs, and how much of a core it takes."""

    def __init__(self) -> None:
        self._late: list[float] = []

    async def __aenter__(self) -> "Watch":
        self._began = time.perf_counter()
        self._cpu_before = time.process_time()
        self._task = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        self.seconds = time.perf_counter() - self._began
        self.cpu = (time.process_time() - self._cpu_before) / self.seconds

    async def _tick(self) -> None:
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self._late.append(max(0.0, time.perf_counter() - due))

    def figures(self) -> dict[str, Any]:
        """Return lag and load of the generator, and whether they make the run void."""
        lag = in_ms(percentile(self._late, 99))
        reasons = why_void(lag, self.cpu)
        return {
            "generator_lag_p99_ms": lag,
            "generator_cpu": round(self.cpu, 2),
            "void": bool(reasons),
            "void_because": reasons,
        }
