"""A road over HTTP that loses, repeats, delays and reorders calls, as a seed says.

What happens to a call hangs on the seed, the call and how often it was sent, never on what else is
on the road: the same seed does the same to each phone, however busy the machine is.
"""

import asyncio
import random
import threading
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import aiohttp
from aiohttp import web

OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "upgrade"}


class Fate(StrEnum):
    """What may happen to a call."""

    FINE = "fine"
    LOST = "lost"  # the server never sees it
    UNHEARD = "unheard"  # the server does it, its answer is lost
    TWICE = "twice"  # two copies arrive at the same instant
    SLOW = "slow"  # the answer takes its time
    OVERTAKEN = "overtaken"  # waits until another call has gone by
    LATE = "late"  # arrives after its sender gave it up
    ECHO = "echo"  # answered at once, and arrives once more long after


SHARES = {Fate.FINE: 6} | dict.fromkeys(list(Fate)[1:], 1)  # more than half meet with trouble


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Chaos:
    """Stands before a server on a port of its own; plain calls only, no websocket.

    `patience` are the seconds after which a phone gives a call up.
    """

    def __init__(self, server: str, seed: int, *, patience: float) -> None:
        self.server, self.seed, self.patience = server, seed, patience
        self.fates: Counter[Fate] = Counter()
        self._sent: Counter[str] = Counter()
        self._under_way: set[asyncio.Task[Answer]] = set()

    def __enter__(self) -> "Chaos":
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        """Let everything that is still on the road arrive, then close it."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, what):
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(60)

    async def _open(self) -> None:
        self._went_by = asyncio.Condition()
        self._beyond = aiohttp.ClientSession(
            auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
        )
        self._door = web.ServerRunner(web.Server(self._meet), handle_signals=False)
        await self._door.setup()
        site = web.TCPSite(self._door, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self._door.addresses[0][1]}"

    async def _close(self) -> None:
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._door.cleanup()
        await self._beyond.close()

    # --- what happens to a call -------------------------------------------------------

    async def _meet(self, request: web.BaseRequest) -> web.Response:
        kept = {k: v for k, v in request.headers.items() if k.lower() not in OF_ONE_HOP}
        call = Call(request.method, request.path_qs, kept, await request.read())
        fate, lot = self._fate_of(call)
        self.fates[fate] += 1
        answer = await self._through(fate, call, lot)
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()  # which nobody hears
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    def _fate_of(self, call: Call) -> tuple[Fate, random.Random]:
        known = f"{call.method} {call.path} {call.body!r}"
        self._sent[known] += 1
        lot = random.Random(f"{self.seed} {self._sent[known]} {known}")  # noqa: S311 - repeatable
        return lot.choices(list(SHARES), SHARES.values())[0], lot

    async def _through(self, fate: Fate, call: Call, lot: random.Random) -> Answer | None:
        """Return the answer the phone gets; None when it gets none."""
        if fate is Fate.LOST:
            return None
        if fate is Fate.UNHEARD:
            await self._deliver(call)
            return None
        if fate is Fate.TWICE:
            first, _ = await asyncio.gather(self._deliver(call), self._deliver(call))
            return first
        if fate is Fate.SLOW:
            answer = await self._deliver(call)
            await asyncio.sleep(lot.uniform(0.2, 0.6) * self.patience)
            return answer
        if fate is Fate.OVERTAKEN:
            return await self._deliver(call, overtaken=True)
        if fate is Fate.LATE:
            return await self._deliver(call, after=lot.uniform(1.1, 2.5) * self.patience)
        answer = await self._deliver(call)
        if fate is Fate.ECHO:
            self._set_out(call, after=lot.uniform(0.2, 2.5) * self.patience)
        return answer

    async def _deliver(self, call: Call, **how: object) -> Answer:
        """Send it on, also if the phone hangs up meanwhile: what is on the road arrives."""
        return await asyncio.shield(self._set_out(call, **how))

    def _set_out(self, call: Call, **how: object) -> "asyncio.Task[Answer]":
        task = asyncio.create_task(self._travel(call, **how))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _travel(self, call: Call, after: float = 0, overtaken: bool = False) -> Answer:
        await asyncio.sleep(after)
        if overtaken:
            await self._wait_for_another()
        try:
            async with self._beyond.request(
                call.method, self.server + call.path, headers=call.headers, data=call.body
            ) as found:
                kept = [(k, v) for k, v in found.headers.items() if k.lower() not in OF_ONE_HOP]
                return Answer(found.status, kept, await found.read())
        finally:
            async with self._went_by:
                self._went_by.notify_all()

    async def _wait_for_another(self) -> None:
        async with self._went_by:
            try:
                await asyncio.wait_for(self._went_by.wait(), self.patience)
            except TimeoutError:
                return  # nobody else is on the road
