"""Limits: so many at once, then a pace; nobody pays for somebody else."""

import asyncio
from types import SimpleNamespace

import pytest

from pmqa_workshop.domain.errors import TooManyAttempts
from pmqa_workshop.web import limits
from pmqa_workshop.web.limits import InThisProcess, Limit, count_in


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands until it is moved, and counts that begin anew."""
    stands = SimpleNamespace(at=1000.0, monotonic=lambda: stands.at)
    monkeypatch.setattr(limits, "time", stands)
    before = count_in(InThisProcess())
    yield stands
    count_in(before)


def takes(limit, times, key="seat"):
    """Return the seconds to wait that each of so many takes was told."""

    async def take_all():
        return [await limit.take(key) for _ in range(times)]

    return asyncio.run(take_all())


def test_so_many_at_once_pass_and_the_next_is_told_how_long():
    limit = Limit("writes", 60, 20)

    assert takes(limit, 60) == [0.0] * 60
    assert takes(limit, 1) == [pytest.approx(1 / 3)]


def test_waiting_as_told_is_enough(clock):
    limit = Limit("writes", 3, 30)
    takes(limit, 3)
    (wait,) = takes(limit, 1)

    clock.at += wait

    assert takes(limit, 2) == [0.0, pytest.approx(10)]


def test_being_refused_takes_nothing(clock):
    limit = Limit("writes", 2, 10)

    told = takes(limit, 50)

    assert told[2:] == [pytest.approx(5)] * 48
    clock.at += 10
    assert takes(limit, 2) == [0.0, 0.0]


def test_nobody_pays_for_another_nor_for_another_kind():
    limit = Limit("writes", 1, 60)
    takes(limit, 5, key="a")

    assert takes(limit, 1, key="b") == [0.0]
    assert takes(Limit("codes", 1, 60), 1, key="a") == [0.0]


def test_a_refusal_says_whole_seconds_and_never_none():
    limit = Limit("writes", 1, 0.5)
    takes(limit, 1)

    with pytest.raises(TooManyAttempts) as refusal:
        asyncio.run(limit.check("seat"))

    assert refusal.value.facts == {"seconds": 1}


def test_what_is_forgotten_begins_anew():
    limit = Limit("sign-in", 1, 60)
    takes(limit, 2)

    asyncio.run(limit.forget("seat"))

    assert takes(limit, 1) == [0.0]


def test_memory_is_bounded_and_the_busiest_are_not_forgotten(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 100)
    limit = Limit("writes", 1, 60)

    async def a_flood_of_keys():
        for number in range(1000):
            await limit.take(str(number))
            await limit.take("busy")
        return await limit.take("busy")

    assert asyncio.run(a_flood_of_keys()) > 0
    assert len(limits._counts._full_at["writes"]) == 100
