"""P: the facilitator moves the room, and everybody's screen follows."""

import asyncio
import time

from bench.figures import Result, spread_ms
from bench.phone import BRING_EVERYONE, Phone
from bench.scenarios import Options, measured
from bench.seated import Seated

PHONES, SECONDS = 500, 10
MOVES = ("findings", "ideas", "grouping", "ideas", "grouping", "ideas")


def run(options: Options) -> Result:
    return measured("stage", options, _measure, phones=PHONES, seconds=SECONDS)


async def _measure(here: Seated, seconds: float) -> Result:
    everybody = [*here.crowd, here.projector, here.console]
    delays: list[float] = []
    missed = 0
    for stage in MOVES:
        before = [len(screen.heard) for screen in everybody]
        asked = time.perf_counter()
        await here.console.fire(BRING_EVERYONE, stage=stage)
        await asyncio.sleep(seconds / len(MOVES))
        for screen, n in zip(everybody, before, strict=True):
            shown = _shown_at(screen, n, stage)
            missed += shown is None
            delays += [] if shown is None else [shown - asked]
    on_stage = sum(screen.known.get("stage") == MOVES[-1] for screen in everybody)
    return {
        "acknowledged": len(MOVES),
        "counted": len(MOVES) if on_stage == len(everybody) else 0,
        "lost": missed,
        "doubled": 0,
        "refused": 0,
        "errors": len(everybody) - on_stage,
        **spread_ms("fanout", delays, 50, 99),
        "fanout_missed": missed,
    }


def _shown_at(screen: Phone, before: int, stage: str) -> float | None:
    return next((at for at, news in screen.heard[before:] if news.get("stage") == stage), None)
