"""V: the whole room votes within two seconds, one person ten times in the same instant."""

import asyncio
import time

from bench.crowd import backstage, fanout
from bench.figures import Result, ratio, spread_ms
from bench.floor import commits_per_second
from bench.scenarios import Options, measured
from bench.seated import Seated
from bench.writing import (
    Sent,
    a_ballot,
    ballots_shown,
    first_of_each_seat,
    kept_of_ballots,
    send_evenly,
)

PHONES, SECONDS = 500, 2
PER_PHONE = 1.2  # a fifth changes its mind at once
AT_ONCE = 10
FLOOD = 64  # requests under way when the rate is taken


def run(options: Options) -> Result:
    return measured("votes", options, _measure, phones=PHONES, seconds=SECONDS, voting=True)


async def _measure(here: Seated, seconds: float) -> Result:
    number = len(here.crowd)
    spike = [a_ballot(here.opened, at % number, at, at // number)
             for at in range(round(number * PER_PHONE))]  # fmt: skip
    sent = await send_evenly(here.crowd, spike, seconds)
    spike_figures = sent.figures()
    await _ten_at_once(here, sent)
    await here.settle(lambda screen: (ballots_shown(screen.known) or 0) >= number)
    delays, missed = fanout(here.crowd, first_of_each_seat(sent), 0, ballots_shown)
    on_projector, _ = fanout([here.projector], first_of_each_seat(sent), 0, ballots_shown)
    rate = await _flood(here, sent)
    floor = await asyncio.to_thread(commits_per_second, here.server)
    return {
        **spike_figures,
        "acknowledged": len(sent.acked),
        **spread_ms("fanout", delays, 50, 99),
        **spread_ms("projector", on_projector, 50, 99),
        "fanout_missed": missed,
        "votes_per_s": rate,
        **floor,
        "ratio_to_floor": ratio(rate, floor["bare_commits_per_s"]),
        **kept_of_ballots(sent, backstage(here.server, "count", here.room)),
    }


async def _ten_at_once(here: Seated, sent: Sent) -> None:
    """One person's phone gone wild: ten requests in the same instant, five of them copies."""
    now = time.perf_counter()
    ballots = [a_ballot(here.opened, 0, at, 10 + at) for at in range(AT_ONCE // 2)]
    sent.writes += ballots
    conflicts = sent.refused
    await asyncio.gather(*(sent.send(here.crowd, write, now) for write in [*ballots, *ballots]))
    sent.refused = conflicts  # an older ballot that comes after its successor is refused, rightly


async def _flood(here: Seated, sent: Sent) -> float:
    """Return how many votes a second are acknowledged when so many are always under way."""
    number = len(here.crowd)
    writes = [a_ballot(here.opened, at % number, at, 100 + at // number) for at in range(1500)]
    sent.writes += writes
    waiting = iter(writes)
    began = time.perf_counter()

    async def one_after_another() -> None:
        for write in waiting:
            await sent.send(here.crowd, write, time.perf_counter())

    await asyncio.gather(*(one_after_another() for _ in range(FLOOD)))
    return round(len(writes) / (time.perf_counter() - began), 1)
