"""M: the room votes while the server makes a plan of three hundred initiatives beside it."""

import asyncio
import time
from collections.abc import Iterator
from itertools import count

import sqlalchemy as sa

from bench.crowd import backstage
from bench.figures import Result, percentile, ratio, spread_ms
from bench.scenarios import Options, measured
from bench.seated import Seated
from bench.writing import Sent, Write, a_ballot, kept_of_ballots, send_evenly

PHONES, SECONDS = 500, 5  # of voting before it, to compare with
PER_SECOND = 100
SPIKE, SPIKE_SECONDS = 1.2, 2  # ballots of each phone, as in the scenario of votes
BEGUN_WITHIN, MADE_WITHIN = 15, 180  # seconds; the maker looks for work every five
READY = "ready"


def run(options: Options) -> Result:
    return measured("making", options, _measure, phones=PHONES, seconds=SECONDS, voting=True)


async def _measure(here: Seated, seconds: float) -> Result:
    number, ballots = len(here.crowd), _ballots(here)
    quiet_spike = await send_evenly(here.crowd, _next(ballots, number * SPIKE), SPIKE_SECONDS)
    quiet = await send_evenly(here.crowd, _next(ballots, seconds * PER_SECOND), seconds)
    asked = (await asyncio.to_thread(backstage, here.server, "ask", here.room))["document"]
    states = _States(here.server.database, asked)
    await states.leave("waiting", BEGUN_WITHIN)
    began = time.perf_counter()
    spike = await send_evenly(here.crowd, _next(ballots, number * SPIKE), SPIKE_SECONDS)
    steady = Sent()
    while await states.now() == "making" and time.perf_counter() - began < MADE_WITHIN:
        await send_evenly(here.crowd, _next(ballots, PER_SECOND), 1, steady)
    made_s = round(time.perf_counter() - began, 1)  # to the second
    whole = _together(quiet_spike, quiet, spike, steady)
    return {
        **whole.figures(),
        **_compared("spike", spike, quiet_spike),
        **_compared("steady", steady, quiet),
        "while_made": len(spike.acked) + len(steady.acked),
        "not_made": int(await states.now() != READY),
        "made_s": made_s,
        **await states.made(),
        **kept_of_ballots(whole, backstage(here.server, "count", here.room)),
    }


def _ballots(here: Seated) -> Iterator[Write]:
    number = len(here.crowd)
    return (a_ballot(here.opened, at % number, at, at // number) for at in count())


def _next(ballots: Iterator[Write], number: float) -> list[Write]:
    return [next(ballots) for _ in range(round(number))]


def _compared(name: str, beside: Sent, quiet: Sent) -> Result:
    """Return percentiles of acknowledgement beside the making, and how much slower they are."""
    p95 = percentile(beside.delays, 95)
    return {
        **spread_ms(f"{name}_ack", beside.delays, 50, 95, 99),
        **spread_ms(f"quiet_{name}_ack", quiet.delays, 50, 95, 99),
        f"{name}_ratio_to_quiet": ratio(p95, percentile(quiet.delays, 95)),
    }


def _together(*parts: Sent) -> Sent:
    whole = Sent()
    for part in parts:
        whole.writes += part.writes
        whole.acked |= part.acked
        whole.delays += part.delays
        whole.acks += part.acks
        whole.refused += part.refused
        whole.retried += part.retried
        whole.errors += part.errors
        whole.replayed += part.replayed
    return whole


class _States:
    """What the database says of a document that is being made."""

    def __init__(self, database: str, document: int) -> None:
        self._engine = sa.create_engine(database)
        self._document = {"id": document}

    async def now(self) -> str:
        return str((await self._row("state"))["state"])

    async def leave(self, state: str, seconds: float) -> None:
        give_up = time.monotonic() + seconds
        while await self.now() == state and time.monotonic() < give_up:
            await asyncio.sleep(0.1)

    async def made(self) -> Result:
        """Return what is known of the finished document."""
        row = await self._row("size, notes, tries")
        return {"document_kb": round(row["size"] / 1024), "notes": row["notes"],
                "tries": row["tries"]}  # fmt: skip

    async def _row(self, columns: str) -> sa.RowMapping:
        query = sa.text(f"SELECT {columns} FROM document WHERE id = :id")  # noqa: S608 ours

        def read() -> sa.RowMapping:
            with self._engine.connect() as connection:
                return connection.execute(query, self._document).mappings().one()

        return await asyncio.to_thread(read)
