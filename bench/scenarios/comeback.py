"""R: a third of the phones lose the wifi for a while, go on typing, and come back with drafts."""

import asyncio
import time

from bench.crowd import backstage
from bench.figures import Result, spread_ms
from bench.phone import Phone
from bench.scenarios import Options, measured
from bench.seated import Seated
from bench.writing import Sent, Write, an_idea, ideas_shown, kept_of_ideas

PHONES, SECONDS = 500, 20
AWAY = 0.3
DRAFTS = 3


def run(options: Options) -> Result:
    return measured("return", options, _measure, phones=PHONES, seconds=SECONDS)


async def _measure(here: Seated, seconds: float) -> Result:
    gone = range(round(len(here.crowd) * AWAY))
    for number in gone:
        here.crowd[number].drop()
    drafts = {n: [an_idea(here.room, n, n + at) for at in range(DRAFTS)] for n in gone}
    await asyncio.sleep(seconds)
    sent = Sent(writes=[write for writes in drafts.values() for write in writes])
    before = here.projector.known.get("ideas", 0)
    back = time.perf_counter()
    live = await asyncio.gather(*(_come_back(here, n, drafts[n], sent, back) for n in gone))
    await here.settle(lambda s: (ideas_shown(s.known) or 0) >= before + len(sent.writes))
    absent = sum(seconds is None for seconds in live)
    behind = [p for p in here.crowd if (ideas_shown(p.known) or 0) < before + len(sent.writes)]
    return {
        **sent.figures(),
        "errors": sent.errors + absent,
        "fanout_missed": len(behind),
        **spread_ms("live_again", [seconds for seconds in live if seconds is not None], 50, 99),
        **kept_of_ideas(sent, backstage(here.server, "count", here.room)),
    }


async def _come_back(
    here: Seated, number: int, drafts: list[Write], sent: Sent, back: float
) -> float | None:
    """Open the room again and send what waited, in order; return when the room was shown."""
    phone: Phone = here.crowd[number]
    heard = len(phone.heard)
    entered = await phone.enter_room()
    for write in drafts:
        answer = await phone.insist("PUT", write.path, write.body)
        sent.note(write, back, answer)
    return phone.heard[heard][0] - back if entered and len(phone.heard) > heard else None
