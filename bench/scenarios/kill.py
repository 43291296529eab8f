"""K: the server is killed again and again in a burst of votes, a fifth of them sent twice."""

import asyncio
import random
import time

from bench.crowd import arrive, backstage, make_room, phones
from bench.figures import Result, in_ms, percentile, result, spread_ms
from bench.generator import run_loop
from bench.pace import Watch, pace
from bench.phone import Phone
from bench.scenarios import Options
from bench.seated import CONNECT_PER_SECOND
from bench.server import Meter, Server
from bench.writing import Sent, Write, a_ballot, kept_of_ballots

PHONES, SECONDS = 300, 60
VOTES = 3000
KILLS = 20
REPLAYS = 0.2


def run(options: Options) -> Result:
    number, seconds = options.phones or PHONES, options.seconds or SECONDS
    server = Server(pages=False, database=options.database)
    room = make_room(server, "ideas", number)
    with server:
        return run_loop(_measure(server, room, number, seconds, options.kills or KILLS))


async def _measure(server, room, number, seconds, kills) -> Result:  # type: ignore[no-untyped-def]
    async with phones(server, number) as crowd:
        await arrive(crowd, room, number / CONNECT_PER_SECOND)
        opened = await asyncio.to_thread(backstage, server, "vote", room)
        sent, dice = Sent(), random.Random("kill")  # noqa: S311 - nothing secret is drawn
        with Meter(server) as meter:
            async with Watch() as watch:
                killing = asyncio.create_task(_kill(server, crowd, seconds, kills))
                await pace(VOTES, seconds, _voter(crowd, opened, sent, dice), settle=180)
                back, entered, missing = await killing
        return result(
            "kill",
            phones=number,
            seconds=seconds,
            kills=kills,
            **{
                **sent.figures(),
                **kept_of_ballots(sent, backstage(server, "count", room)),
                "errors": sent.errors + missing,
            },
            back_s=max(back, default=None),
            back_p50_ms=in_ms(percentile(back, 50)),
            **spread_ms("all_in", entered, 50, 99),
            all_in_s=round(max(entered, default=0.0), 2),
            server_rss_mb=meter.figures()["server_rss_mb"],  # its time dies with each process
            **{**watch.figures(), "void": False},
        )


def _voter(crowd, opened, sent, dice):  # type: ignore[no-untyped-def]
    """Return what each due vote does: cast until it is acknowledged, a fifth of them once more.

    A phone sends in order, one at a time, as the outbox does.
    """
    turns = [asyncio.Lock() for _ in crowd]

    async def one(number: int, due: float) -> None:
        at = number % len(crowd)
        write: Write = a_ballot(opened, at, number, number // len(crowd))
        sent.writes.append(write)
        async with turns[at]:
            answer = await crowd[at].insist("PUT", write.path, write.body, patience=120)
            sent.note(write, due, answer)
            if answer.is_ok and dice.random() < REPLAYS:
                sent.replayed += 1
                again = await crowd[at].insist("PUT", write.path, write.body, patience=120)
                sent.errors += again.body != answer.body

    return one


async def _kill(
    server: Server, crowd: list[Phone], seconds: float, kills: int
) -> tuple[list[float], list[float], int]:
    """Kill the server and start it again; return how long until it answers and all are in."""
    back, entered, missing = [], [], 0
    for _ in range(kills):
        await asyncio.sleep(max(0.2, seconds / kills - 2))
        began = time.perf_counter()
        await asyncio.to_thread(server.kill_and_start)
        back.append(round(time.perf_counter() - began, 2))
        for phone in crowd:
            phone.drop()
        live = await asyncio.gather(*(phone.enter_room() for phone in crowd))
        missing += live.count(False)
        entered.append(time.perf_counter() - began)
    return back, entered, missing
