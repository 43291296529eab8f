"""Limits counted in one place for several processes; in this process while Redis is away."""

import contextlib
import hashlib
import logging
import time
from collections.abc import AsyncIterator

import reflex as rx

from pmqa_workshop.settings import settings
from pmqa_workshop.web.bus import GONE, connect
from pmqa_workshop.web.limits import Counts, InThisProcess, count_in
from pmqa_workshop.web.trouble import Trouble

log = logging.getLogger(__name__)
PATIENCE = 0.25  # seconds; somebody is waiting to sign in
AVOIDED = 2.0  # seconds after it failed in which Redis is not asked

# As in InThisProcess: all that is kept of a key is the moment at which all will be there again.
_TAKE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local times, seconds = tonumber(ARGV[1]), tonumber(ARGV[2])
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local each = seconds / times
local wait = full_at + each - seconds - now
if wait > 0.00001 then return tostring(wait) end
local life = math.ceil((full_at + each - now) * 1000)
redis.call('SET', KEYS[1], string.format('%.6f', full_at + each), 'PX', life)
return '0'
"""


class InRedis:
    """Counts of all processes; keys are hashed, for they are e-mails and seats."""

    def __init__(self, url: str, meanwhile: Counts) -> None:
        self._redis = connect(url, PATIENCE)
        self._take = self._redis.register_script(_TAKE)
        self._meanwhile = meanwhile
        self._avoided_until = 0.0
        self._trouble = Trouble(log, "Redis does not answer; each process counts limits itself")

    async def take(self, name: str, key: str, times: int, seconds: float) -> float:
        if time.monotonic() >= self._avoided_until:
            try:
                wait = float(await self._take(keys=[_kept_as(name, key)], args=[times, seconds]))
                self._trouble.over()
                return wait
            except GONE as failure:
                self._avoid(failure)
        return await self._meanwhile.take(name, key, times, seconds)

    async def forget(self, name: str, key: str) -> None:
        await self._meanwhile.forget(name, key)
        if time.monotonic() >= self._avoided_until:
            try:
                await self._redis.delete(_kept_as(name, key))
            except GONE as failure:
                self._avoid(failure)

    async def close(self) -> None:
        with contextlib.suppress(*GONE):
            await self._redis.aclose()

    def _avoid(self, failure: BaseException) -> None:
        self._trouble.begins(failure)
        self._avoided_until = time.monotonic() + AVOIDED


def _kept_as(name: str, key: str) -> str:
    return f"pmqa:limit:{name}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def share_limits(app: rx.App) -> None:
    """Count the app's limits in Redis while it runs, where there is one."""
    app.register_lifespan_task(_sharing)


@contextlib.asynccontextmanager
async def _sharing() -> AsyncIterator[None]:
    url = settings().redis_url
    if not url:
        yield
        return
    counts = InRedis(url, InThisProcess())
    before = count_in(counts)
    try:
        yield
    finally:
        count_in(before)
        await counts.close()
