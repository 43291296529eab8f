"""Processes that hear of each other's changes, and limits they share, over a real Redis."""

import asyncio
import contextlib
import time

import pytest

from pmqa_workshop.web import bus as bus_module
from pmqa_workshop.web.bus import Bus
from pmqa_workshop.web.limits import InThisProcess
from pmqa_workshop.web.shared_counts import PATIENCE, InRedis
from tests.servers.redis_server import OwnRedis

SOON = 5.0  # seconds


@pytest.fixture
def redis(tmp_path):
    with OwnRedis(tmp_path) as running:
        yield running


def both(redis, play):
    """Play with two buses, and what the second has heard."""

    async def run():
        heard = []
        here, there = Bus(redis.url, "here", heard.append), Bus(redis.url, "there", heard.append)
        async with here.running(), there.running():
            await _until_heard(here, heard, 1)
            heard.clear()
            return await play(here, heard)

    return asyncio.run(run())


async def _until_heard(bus, heard, workshop_id, within=SOON):
    """Tell until it is heard: a subscription, or a reconnection, takes its time."""
    until = time.monotonic() + within
    while workshop_id not in heard:
        assert time.monotonic() < until, "never heard"
        bus.tell(workshop_id)
        await asyncio.sleep(0.05)


def test_what_changed_here_is_heard_there_and_not_here_again(redis):
    async def play(here, heard):
        await asyncio.sleep(2 * bus_module.BREATH)
        heard.clear()
        here.tell(7)
        await asyncio.sleep(0.5)
        return heard

    assert both(redis, play) == [7]


def test_a_burst_is_told_a_few_times(redis):
    async def play(here, heard):
        for _ in range(100):
            here.tell(7)
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.3)
        return heard

    assert 1 <= len(both(redis, play)) <= 20


def test_what_changes_while_it_is_being_told_is_told_again(redis, monkeypatch):
    async def play(here, heard):
        await asyncio.sleep(2 * bus_module.BREATH)
        heard.clear()
        publish, began = here._redis.publish, asyncio.Event()

        async def slowly(*said):
            await publish(*said)
            began.set()
            await asyncio.sleep(0.1)

        monkeypatch.setattr(here._redis, "publish", slowly)
        here.tell(7)
        await began.wait()
        here.tell(7)  # there, the first may have been read already
        await asyncio.sleep(0.5)
        return heard

    assert both(redis, play) == [7, 7]


@pytest.mark.parametrize(
    ("go_away", "come_back"),
    [
        (lambda redis: redis.kill(), lambda redis: redis.start()),
        (lambda redis: redis.freeze(), lambda redis: redis.thaw()),
        (lambda redis: redis.client().flushall(), lambda _: None),
    ],
    ids=["killed", "stopped", "flushed"],
)
def test_without_redis_telling_neither_waits_nor_fails_and_it_is_heard_again_after(
    redis, caplog, go_away, come_back
):
    async def play(here, heard):
        await asyncio.to_thread(go_away, redis)
        began = time.monotonic()
        for workshop_id in range(100, 200):
            here.tell(workshop_id)
        assert time.monotonic() - began < 0.1
        await asyncio.sleep(2.5)  # longer than a command is waited for
        await asyncio.to_thread(come_back, redis)
        await _until_heard(here, heard, 9, within=10)

    both(redis, play)

    said = [record for record in caplog.records if record.name == bus_module.__name__]
    assert len(said) <= 2 * 2  # of either bus: that it began, and that it is over


def test_garbage_on_the_channel_is_passed_over(redis):
    async def play(here, heard):
        for said in ("", "x", "there", "else -1", "else 7 8", "else ๗x"):
            await asyncio.to_thread(redis.client().publish, bus_module.CHANNEL, said)
        await _until_heard(here, heard, 9)
        return set(heard)

    assert both(redis, play) <= {9, 1}


# --- limits ---------------------------------------------------------------------------


def counting(redis, play):
    async def run():
        one, other = InRedis(redis.url, InThisProcess()), InRedis(redis.url, InThisProcess())
        try:
            return await play(one, other)
        finally:
            await one.close()
            await other.close()

    return asyncio.run(run())


def test_a_limit_is_one_for_all_processes(redis):
    async def play(one, other):
        taken = [await who.take("sign in", "a@b.go.th", 4, 60) for who in (one, other) * 2]
        return (
            taken,
            await one.take("sign in", "a@b.go.th", 4, 60),
            await other.take("sign in", "c@d.go.th", 4, 60),
        )

    taken, refused, somebody_else = counting(redis, play)

    assert (taken, somebody_else) == ([0.0] * 4, 0.0)
    assert 14 < refused <= 15  # a quarter of the minute


def test_a_limit_given_back_is_whole_again(redis):
    async def play(one, other):
        await one.take("sign in", "a", 1, 60)
        await other.forget("sign in", "a")
        return await one.take("sign in", "a", 1, 60)

    assert counting(redis, play) == 0.0


def test_who_is_counted_cannot_be_read_in_redis(redis):
    async def play(one, _):
        await one.take("sign in", "a@b.go.th", 1, 60)

    counting(redis, play)

    (key,) = redis.client().keys()
    assert b"a@b" not in key
    assert redis.client().pttl(key) > 0


@pytest.mark.parametrize("go_away", [OwnRedis.kill, OwnRedis.freeze], ids=["killed", "stopped"])
def test_without_redis_a_process_counts_by_itself_at_once(redis, go_away):
    async def play(one, _):
        await one.take("sign in", "x", 1, 60)
        go_away(redis)
        began = time.monotonic()
        waits = [await one.take("sign in", "a", 2, 60) for _ in range(50)]
        return waits, time.monotonic() - began

    waits, lasted = counting(redis, play)

    assert waits[:2] == [0.0, 0.0]
    assert all(wait > 0 for wait in waits[2:])
    assert lasted < 4 * PATIENCE


def test_a_task_that_swallows_a_cancellation_is_ended_all_the_same():
    async def stubborn():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await asyncio.sleep(60)

    async def run():
        async with asyncio.timeout(SOON):
            await bus_module._end([asyncio.create_task(stubborn())])

    asyncio.run(run())
