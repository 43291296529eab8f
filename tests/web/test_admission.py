"""The line at the door: everybody gets in, in order, those who were inside before first."""

import asyncio
import time

import httpx
import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.access import join_proof
from pmqa_workshop.models.people import Participant
from pmqa_workshop.services.access import join
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import admission
from pmqa_workshop.web.admission import Line
from pmqa_workshop.web.identity import SEAT_COOKIE
from tests.factories import NOON, a_workshop


async def ask(line, key, **how):
    """Ask once; return the place, 0 once let in."""
    async with line.turn(key, **how) as place:
        return place.place if place else 0


def test_a_few_walk_in():
    async def few():
        return [await ask(Line(pace=1, at_once=10), f"{n}") for n in range(10)]

    assert asyncio.run(few()) == [0] * 10


def test_a_wave_is_let_in_at_the_pace_of_the_house():
    async def wave():
        line, began = Line(pace=100, at_once=10, patience=5), time.monotonic()
        told = await asyncio.gather(*(ask(line, f"{n}") for n in range(60)))
        return told, time.monotonic() - began

    told, took = asyncio.run(wave())

    assert told == [0] * 60
    assert took >= 0.5


def a_full_line():
    """A line nobody gets through any more for a while."""
    line = Line(pace=20, at_once=2, patience=0.01)
    line._free = 0.0
    return line


def test_places_are_counted_from_the_head_and_kept_by_asking_again():
    async def three():
        line = a_full_line()
        first = [await ask(line, key) for key in "abc"]
        return first, [await ask(line, key) for key in "cab"]

    first, again = asyncio.run(three())

    assert first == [1, 2, 3]
    assert again == [3, 1, 2]


def test_who_comes_back_goes_before_who_is_new():
    async def both():
        line = a_full_line()
        new = [await ask(line, f"new-{n}") for n in range(5)]
        back = await ask(line, "back", is_back=True)
        return new, back, await ask(line, "new-0")

    new, back, moved = asyncio.run(both())

    assert new == [1, 2, 3, 4, 5]
    assert back == 1
    assert moved == 2


def test_who_was_called_between_two_askings_walks_in():
    async def called_meanwhile():
        line = a_full_line()
        assert await ask(line, "a") == 1
        await asyncio.sleep(0.2)
        return await ask(line, "a")

    assert asyncio.run(called_meanwhile()) == 0


def test_who_stops_asking_gives_the_place_up(monkeypatch):
    monkeypatch.setattr(admission, "GRACE", -10.0)

    async def gone():
        line = a_full_line()
        await ask(line, "gone")
        await asyncio.sleep(0.1)
        return await ask(line, "next"), line

    place, line = asyncio.run(gone())

    assert place <= 1
    assert "gone" not in {**line._new, **line._called}


def test_no_more_are_inside_the_door_than_it_holds():
    async def slow_seats():
        line, inside, most = Line(pace=10_000, at_once=3, patience=5), 0, 0

        async def sit(key):
            nonlocal inside, most
            async with line.turn(key) as place:
                assert place is None
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.03)
                inside -= 1

        await asyncio.gather(*(sit(f"{n}") for n in range(12)))
        return most

    assert asyncio.run(slow_seats()) <= 3 + 1


# --- at the door ------------------------------------------------------------------------


class Door:
    """A room, and phones that join it from one address, asking again as they are told."""

    def __init__(self, client, capacity=500):
        self.client = client
        with open_session() as session:
            workshop = a_workshop(session, capacity=capacity)
            self.code = workshop.code
            self.proof = join_proof(secret_key(), self.code)

    async def call(self, phone, number):
        body = {"code": self.code, "proof": self.proof, "client_id": f"join-{number:08}"}
        return await phone.post("/api/join", json=body)

    async def join(self, number, wait=0.0):
        """Return (status, seconds, places told) of the whole way in."""
        await asyncio.sleep(wait)
        over, began, places = httpx.ASGITransport(app=self.client.app), time.monotonic(), []
        async with httpx.AsyncClient(transport=over, base_url="http://testserver") as phone:
            while (answer := await self.call(phone, number)).status_code == 202:
                told = answer.json()
                assert answer.headers["retry-after"] == str(told["seconds"])
                places.append(told["place"])
                await asyncio.sleep(told["seconds"])
        return answer.status_code, time.monotonic() - began, places

    def run(self, many):
        return self.client.portal.call(many)


@pytest.fixture
def door(client, database):
    return Door(client)


def test_a_hall_at_once_gets_in_with_places_that_only_fall(door):
    async def hall():
        return await asyncio.gather(*(door.join(n) for n in range(400)))

    told = door.run(hall)

    assert {status for status, _, _ in told} == {200}
    waited = [places for _, _, places in told if places]
    assert waited  # else this shows nothing
    assert all(places == sorted(places, reverse=True) for places in waited)


def test_a_full_room_says_so_and_fails_nobody(client, database):
    door = Door(client, capacity=40)

    async def too_many():
        return await asyncio.gather(*(door.join(n) for n in range(120)))

    told = [status for status, _, _ in door.run(too_many)]

    assert (told.count(200), told.count(409)) == (40, 80)


def test_asking_twice_at_once_is_one_seat(door):
    async def twice():
        over = httpx.ASGITransport(app=door.client.app)
        async with httpx.AsyncClient(transport=over, base_url="http://testserver") as phone:
            return await asyncio.gather(*(door.call(phone, 1) for _ in range(5)))

    assert {answer.status_code for answer in door.run(twice)} == {200}
    with open_reading() as session:
        assert len(session.exec(select(Participant)).all()) == 1


def test_a_phone_with_a_seat_is_not_kept_behind_a_wave_of_new_ones(door, monkeypatch):
    monkeypatch.setattr(admission.line, "_pace", 10.0)
    with open_session() as session:
        seat = join(session, door.code, now=NOON)

    async def back_in_the_middle():
        wave = [asyncio.create_task(door.join(n)) for n in range(100)]
        await asyncio.sleep(0.5)
        over, began = httpx.ASGITransport(app=door.client.app), time.monotonic()
        async with httpx.AsyncClient(transport=over, base_url="http://testserver") as phone:
            phone.cookies.set(SEAT_COOKIE, seat.token)
            answer = await door.call(phone, 1000)
        for task in wave:
            task.cancel()
        await asyncio.gather(*wave, return_exceptions=True)
        return answer.status_code, time.monotonic() - began

    status, took = door.run(back_in_the_middle)

    assert status == 200
    assert took <= 1
