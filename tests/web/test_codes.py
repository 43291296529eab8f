"""Room codes: a guesser is slowed, and nobody else is, behind one and the same address."""

import asyncio
import gc
import random
import time
from contextlib import suppress

import httpx
import pytest

from pmqa_workshop.database import open_session
from pmqa_workshop.domain.access import CODE_LETTERS, is_join_proof, join_proof, make_code
from pmqa_workshop.domain.errors import CodeUnknown, TooManyAttempts
from pmqa_workshop.services.access import join
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import codes
from pmqa_workshop.web.codes import SlowLane
from pmqa_workshop.web.identity import SEAT_COOKIE
from tests.factories import NOON, a_workshop

ONE_ADDRESS = ("203.0.113.7", 4711)


# --- the proof --------------------------------------------------------------------------


def test_a_proof_is_of_one_code_under_one_key_and_long_enough():
    proof = join_proof(b"key", "ABC234")

    assert is_join_proof(b"key", " abc-234", proof)
    assert len(proof) * 6 >= 128
    others = (join_proof(b"key", "ABC235"), join_proof(b"other", "ABC234"), "", "ก", proof[:-1])
    for other in others:
        assert not is_join_proof(b"key", "ABC234", other)


# --- the lane ---------------------------------------------------------------------------


async def order_of(lane, *askings):
    """Ask for codes at once and return them in the order they were called."""
    called = []

    async def ask(code):
        await lane.turn(code)
        called.append(code)

    await asyncio.gather(*(ask(code) for code in askings))
    return list(dict.fromkeys(called))


def test_the_code_most_people_wait_for_is_next_and_shares_its_turn():
    async def hall():
        lane = SlowLane(at_once=1, delay=0.01)
        guesses = [f"GUESS{n}" for n in range(20)]
        return await order_of(lane, *guesses, *["HALL"] * 30)

    called = asyncio.run(hall())

    assert called[0] == "HALL"
    assert called[1:] == [f"GUESS{n}" for n in range(20)]


def test_the_lane_calls_so_many_at_once_and_no_faster():
    async def crowd():
        lane, began = SlowLane(at_once=4, delay=0.05), time.monotonic()
        await order_of(lane, *(str(n) for n in range(20)))
        return time.monotonic() - began

    assert asyncio.run(crowd()) >= 5 * 0.05


def test_who_leaves_does_not_take_the_others_along():
    async def two():
        lane = SlowLane(delay=0.05)
        gone, stays = (asyncio.create_task(lane.turn("CODE")) for _ in range(2))
        await asyncio.sleep(0.01)
        gone.cancel()
        await stays
        with suppress(asyncio.CancelledError):
            await gone

    asyncio.run(two())


def test_a_full_lane_sends_away_whoever_waits_alone_and_says_when_to_try_again():
    async def flood():
        lane = SlowLane(at_once=1, delay=0.01, most=5)
        hall = [asyncio.create_task(lane.turn("HALL")) for _ in range(3)]
        await asyncio.sleep(0)
        guesses = [asyncio.create_task(lane.turn(f"G{n}")) for n in range(50)]
        told = await asyncio.gather(*guesses, return_exceptions=True)
        await asyncio.gather(*hall)
        return [e for e in told if e is not None]

    away = asyncio.run(flood())

    assert len(away) >= 40
    assert {(type(e), e.facts["seconds"]) for e in away} == {(TooManyAttempts, codes.TRY_AGAIN)}


def test_a_flood_that_asks_twice_for_each_code_fills_the_lane_no_further_and_not_the_hall(caplog):
    async def flood():
        lane = SlowLane(at_once=1, delay=0.01, most=5)
        hall = [asyncio.create_task(lane.turn("HALL")) for _ in range(3)]
        await asyncio.sleep(0)
        guesses = [asyncio.create_task(lane.turn(f"G{n // 2}")) for n in range(200)]
        await asyncio.sleep(0)
        waiting = len(lane._turns)
        for guess in guesses:
            guess.cancel()
        await asyncio.gather(*hall)
        await asyncio.gather(*guesses, return_exceptions=True)
        return waiting

    assert asyncio.run(flood()) <= 5
    gc.collect()  # an answer nobody waits for must not fill the log
    assert caplog.records == []


# --- the room ---------------------------------------------------------------------------


class Hall:
    """A room, and whoever asks for it: all from one address, each with cookies of their own."""

    def __init__(self, client):
        self.client = client
        with open_session() as session:
            workshop = a_workshop(session)
            self.code = workshop.code
        self.proof = join_proof(secret_key(), self.code)

    def phone(self):
        over = httpx.ASGITransport(app=self.client.app, client=ONE_ADDRESS)
        return httpx.AsyncClient(transport=over, base_url="http://testserver")

    def run(self, many):
        return self.client.portal.call(many)

    async def join(self, number, proof=""):
        """Look the room up and sit down, as a phone does; return the seconds it took."""
        began = time.monotonic()
        async with self.phone() as phone:
            at = f"/api/rooms/{self.code}" + (f"?proof={proof}" if proof else "")
            room = (await phone.get(at)).raise_for_status().json()
            body = {"code": room["code"], "proof": room["proof"], "client_id": f"join-{number:08}"}
            while (answer := await phone.post("/api/join", json=body)).status_code == 202:
                await asyncio.sleep(answer.json()["seconds"])
            answer.raise_for_status()
        return time.monotonic() - began


@pytest.fixture
def hall(client, database):
    return Hall(client)


class Guesser:
    """Tries codes as fast as the server answers, on several connections at once."""

    CONNECTIONS = 20

    def __init__(self, hall):
        self.hall, self.answered = hall, []

    async def __aenter__(self):
        self.tasks = [asyncio.create_task(self._guess()) for _ in range(self.CONNECTIONS)]
        return self

    async def __aexit__(self, *_):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _guess(self):
        async with self.hall.phone() as phone:
            while True:
                code = make_code(random.choice)
                told = await phone.get(f"/api/rooms/{code}")
                self.answered.append((time.monotonic(), told.status_code))

    def rate(self, since):
        """Return the guesses a second answered since then."""
        late = [at for at, _ in self.answered if at >= since]
        return len(late) / (time.monotonic() - since)


def test_500_phones_and_one_guesser_behind_one_address(hall):
    async def the_day():
        async with Guesser(hall) as guesser:
            await asyncio.sleep(2)
            slowed_from = time.monotonic()
            by_qr = [hall.join(n, hall.proof) for n in range(250)]
            typed = [hall.join(n) for n in range(250, 500)]
            took = await asyncio.gather(*by_qr, *typed)
            await asyncio.sleep(1)
            return took, guesser.rate(slowed_from)

    took, rate = hall.run(the_day)

    assert len(took) == 500  # nobody was refused: a refusal raises
    assert max(took) < 10  # what a phone waits for an answer
    assert rate <= codes.AT_ONCE / codes.DELAY * 1.5


def test_without_a_guesser_nobody_sees_the_lane(hall):
    async def mistyped_and_right():
        async with hall.phone() as phone:
            told = [await phone.get(f"/api/rooms/ZZZZ{n:02}") for n in range(90)]
        return [t.status_code for t in told], await hall.join(1)

    told, took = hall.run(mistyped_and_right)

    assert told == [404] * 90
    assert took < codes.DELAY


async def _a_storm(hall):
    """Fail as often as opens the lane."""
    async with hall.phone() as phone:
        await asyncio.gather(*(phone.get(f"/api/rooms/Z{n:05}") for n in range(150)))


def test_the_qr_and_a_seat_pass_by_the_lane_and_a_typed_code_does_not(hall):
    with open_session() as session:
        seat = join(session, hall.code, now=NOON)

    async def three():
        await _a_storm(hall)
        took = []
        for cookies, proof in (({}, hall.proof), ({SEAT_COOKIE: seat.token}, ""), ({}, "")):
            async with hall.phone() as phone:
                phone.cookies.update(cookies)
                began = time.monotonic()
                await phone.get(f"/api/rooms/{hall.code}", params={"proof": proof})
                took.append(time.monotonic() - began)
        return took

    by_qr, by_seat, typed = hall.run(three)

    assert by_qr < codes.DELAY
    assert by_seat < codes.DELAY
    assert typed >= codes.DELAY


def test_a_seat_is_no_pass_to_guess_at_other_rooms(hall):
    with open_session() as session:
        seat = join(session, hall.code, now=NOON)

    async def guess():
        await _a_storm(hall)
        async with hall.phone() as phone:
            phone.cookies.set(SEAT_COOKIE, seat.token)
            began = time.monotonic()
            for n in range(codes.BY_SEAT.times + 1):
                await phone.get(f"/api/rooms/Y{n:05}")
            return time.monotonic() - began

    assert hall.run(guess) >= codes.DELAY


def test_personal_codes_cannot_be_tried_faster_even_by_those_who_know_the_room(hall):
    async def guess():
        await _a_storm(hall)
        async with hall.phone() as phone:
            began = time.monotonic()
            told = await phone.post(
                "/api/rejoin", json={"code": hall.code, "reentry_code": "ABCDEFGH"}
            )
            return told.json()["error"], time.monotonic() - began

    error, took = hall.run(guess)

    assert error == CodeUnknown.code
    assert took >= codes.DELAY


def test_who_guesses_personal_codes_holds_no_place_in_the_line_of_others(hall):
    async def a_phone_in_the_flood():
        await _a_storm(hall)
        async with hall.phone() as guesser:
            body = {"code": hall.code}
            flood = [
                asyncio.create_task(
                    guesser.post("/api/rejoin", json={**body, "reentry_code": f"G{n:07}"})
                )
                for n in range(100)
            ]
            await asyncio.sleep(0.5)
            took = await hall.join(1, hall.proof)
            for guess in flood:
                guess.cancel()
            await asyncio.gather(*flood, return_exceptions=True)
        return took

    assert hall.run(a_phone_in_the_flood) < 2


@pytest.mark.parametrize("code", ["AB%00CDE", "%ED%A0%80AB"])
def test_a_code_no_database_can_hold_is_a_code_unknown(hall, code):
    bent = "AB\x00CDE"
    told = [
        hall.client.get(f"/api/rooms/{code}"),
        hall.client.post("/api/join", json={"code": bent, "client_id": "join-00000001"}),
        hall.client.post("/api/rejoin", json={"code": bent, "reentry_code": bent}),
    ]

    assert [(t.status_code, t.json()["error"]) for t in told] == [(404, CodeUnknown.code)] * 3


def test_codes_are_drawn_from_as_many_as_the_arithmetic_says():
    assert len(CODE_LETTERS) ** 6 == 1_073_741_824
