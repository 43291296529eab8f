"""What several processes tell each other over Redis: workshop N has changed. Nothing else.

Redis holds nothing that cannot be lost. While it is away each process asks the database every
two seconds (web/live.py), so its absence costs a moment's liveness and never a vote.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Collection

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from pmqa_workshop.web.trouble import Trouble

log = logging.getLogger(__name__)
CHANNEL = "pmqa:changed"
BREATH = 0.05  # seconds between two tellings: a burst of votes is told twenty times a second
PATIENCE = 1.0  # seconds for one command
RETRY = 1.0  # seconds until Redis is tried again
SILENCE = 5.0  # seconds without a word from Redis until it is asked whether it is there
GONE = (RedisError, OSError, TimeoutError)


def connect(url: str, patience: float = PATIENCE) -> Redis:
    """Return a client that gives up soon instead of trying again by itself."""
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        retry=Retry(NoBackoff(), 0),
    )


class Bus:
    """Tells the other processes what changed here, and `heard` what changed there."""

    def __init__(self, url: str, process: str, heard: Callable[[int], None]) -> None:
        self._redis = connect(url)
        self._process, self._heard = process, heard
        self._untold: set[int] = set()
        self._news = asyncio.Event()
        self._trouble = Trouble(log, "Redis does not answer; screens hear of changes by asking")

    def tell(self, workshop_id: int) -> None:
        """Say that a workshop changed here; only notes it, and so never waits or fails."""
        self._untold.add(workshop_id)
        self._news.set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work()) for work in (self._keep_telling, self._keep_hearing)]
        try:
            yield
        finally:
            await _end(tasks)
            with contextlib.suppress(*GONE):
                await self._redis.aclose()

    async def _keep_telling(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            told, self._untold = self._untold, set()  # what changes from here on is told again
            try:
                for workshop_id in told:
                    await self._redis.publish(CHANNEL, f"{self._process} {workshop_id}")
                self._trouble.over()
                await asyncio.sleep(BREATH)
            except GONE as failure:
                self._untold |= told
                self._trouble.begins(failure)
                await asyncio.sleep(RETRY)
                self._news.set()

    async def _keep_hearing(self) -> None:
        while True:
            try:
                await self._hear()
            except GONE as failure:
                self._trouble.begins(failure)
                await asyncio.sleep(RETRY)

    async def _hear(self) -> None:
        """Listen until Redis is gone, or says nothing even when it is asked."""
        async with self._redis.pubsub() as line:
            await line.subscribe(CHANNEL)
            asked = True  # a subscription is confirmed
            while True:
                message = await line.get_message(timeout=SILENCE)
                if message is None and asked:
                    raise TimeoutError
                if message is None:
                    await line.ping()
                    asked = True
                    continue
                asked = False
                self._trouble.over()
                if message["type"] == "message":
                    self._pass_on(message["data"])

    def _pass_on(self, said: str) -> None:
        process, _, number = said.partition(" ")
        if process != self._process and number.isdecimal():
            self._heard(int(number))


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancel until they are over: while Redis goes away its client may swallow a cancellation."""
    running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=0.2)
