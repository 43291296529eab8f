"""S: a hundred votes a second, and how soon phones, projector and console show them."""

import asyncio

from bench.bare_room import spread_of_bare_room
from bench.crowd import backstage, fanout
from bench.figures import Result, in_ms, percentile, ratio, spread_ms
from bench.phone import BRING_EVERYONE, Phone
from bench.scenarios import Options, measured
from bench.seated import Seated
from bench.server import Meter
from bench.writing import a_ballot, ballots_shown, first_of_each_seat, kept_of_ballots, send_evenly

PHONES, SECONDS = 500, 10
PER_SECOND = 100
MOVES, PAUSE = 20, 0.6  # seconds


def run(options: Options) -> Result:
    return measured("steady", options, _measure, phones=PHONES, seconds=SECONDS, voting=True)


async def _measure(here: Seated, seconds: float) -> Result:
    number, times = len(here.crowd), round(seconds * PER_SECOND)
    votes = [a_ballot(here.opened, at % number, at, at // number) for at in range(times)]
    heard_before = [len(phone.heard) for phone in here.crowd]
    sent = await send_evenly(here.crowd, votes, seconds)
    seats = min(number, times)
    await here.settle(lambda screen: (ballots_shown(screen.known) or 0) >= seats)
    dues = first_of_each_seat(sent)
    delays, missed = fanout(here.crowd, dues, 0, ballots_shown)
    on_projector, _ = fanout([here.projector], dues, 0, ballots_shown)
    on_console, _ = fanout([here.console], dues, 0, ballots_shown)
    packets = percentile(
        [len(phone.heard) - n for phone, n in zip(here.crowd, heard_before, strict=True)], 50
    )
    bare = await asyncio.to_thread(spread_of_bare_room, number, here.crowd[0].packet)
    idle = await _moves(here)
    return {
        **sent.figures(),
        **spread_ms("fanout", delays, 50, 99),
        **spread_ms("projector", on_projector, 50, 99),
        **spread_ms("console", on_console, 50, 99),
        "fanout_missed": missed,
        "packets_per_phone": packets,
        "packet_bytes": len(here.crowd[0].packet.encode()),
        **idle,
        "floor_ms": bare["spread_ms"],
        "bare_cpu_us_per_phone_packet": bare["cpu_us_per_phone_packet"],
        "ratio_to_floor": ratio(idle["spread_ms"], bare["spread_ms"]),
        **kept_of_ballots(sent, backstage(here.server, "count", here.room)),
    }


async def _moves(here: Seated) -> Result:
    """Move the room to and fro, which every phone is told, while nothing else happens.

    Return how long a packet needs from the first phone to the last, and what it costs the
    server for one of them, the reading of the room included.
    """
    heard_before = [len(phone.heard) for phone in here.crowd]
    with Meter(here.server) as meter:
        for at in range(MOVES):
            await here.console.fire(BRING_EVERYONE, stage=("grouping", "voting")[at % 2])
            await asyncio.sleep(PAUSE)
    with Meter(here.server) as idle:
        await asyncio.sleep(MOVES * PAUSE)
    used, at_rest = meter.figures()["server_cpu_s"], idle.figures()["server_cpu_s"]
    cost = None if used is None or at_rest is None else used - at_rest
    return {
        "spread_ms": _spread(here.crowd, heard_before),
        "cpu_us_per_phone_packet": cost and round(cost * 1e6 / MOVES / len(here.crowd), 1),
    }


def _spread(crowd: list[Phone], before: list[int]) -> float | None:
    """Return the median milliseconds between the first and the last phone that had a packet.

    What was sent at one moment carries one revision, whichever group a phone is in.
    """
    had: dict[str, list[float]] = {}
    for phone, n in zip(crowd, before, strict=True):
        for at, news in phone.heard[n:]:
            if "stage" in news:
                had.setdefault(str(news.get("revision")), []).append(at)
    whole = [max(times) - min(times) for times in had.values() if len(times) == len(crowd)]
    return in_ms(percentile(whole, 50))
