"""B: a burst of ideas, three from each phone within a few seconds, every tenth sent twice."""

import random

from bench.crowd import backstage, fanout
from bench.figures import Result, spread_ms
from bench.scenarios import Options, measured
from bench.seated import Seated
from bench.writing import Sent, an_idea, ideas_shown, kept_of_ideas, send_evenly

PHONES, SECONDS = 500, 10
EACH = 3
REPLAYS = 0.1


def run(options: Options) -> Result:
    return measured("ideas", options, _measure, phones=PHONES, seconds=SECONDS)


async def _measure(here: Seated, seconds: float) -> Result:
    dice = random.Random("ideas")  # noqa: S311 - nothing secret is drawn
    number = len(here.crowd)
    first = [an_idea(here.room, at % number, at) for at in range(number * EACH)]
    again = dice.sample(first, round(len(first) * REPLAYS))
    order = sorted([*first, *again], key=lambda _: dice.random())
    before = here.projector.known.get("ideas", 0)
    sent = await send_evenly(here.crowd, order, seconds, Sent())
    sent.replayed = len(again)
    await here.settle(lambda screen: (ideas_shown(screen.known) or 0) >= before + len(first))
    dues = [due for _, due, _ in sorted(sent.acks)]
    delays, missed = fanout([*here.crowd, here.projector], dues, before, ideas_shown)
    return {
        **sent.figures(),
        **spread_ms("fanout", delays, 50, 99),
        "fanout_missed": missed,
        **kept_of_ideas(sent, backstage(here.server, "count", here.room)),
    }
