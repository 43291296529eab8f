"""One room in several processes: what is voted in one is seen in the others."""

import os
import time

import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.queries.voting import newest_round
from pmqa_workshop.services.access import join
from pmqa_workshop.services.upkeep import upgrade_database
from pmqa_workshop.web import live
from pmqa_workshop.web.identity import SEAT_COOKIE
from pmqa_workshop.web.states.room import PhoneRoom
from tests import conftest
from tests.factories import NOON, a_theme, a_workshop, an_open_round
from tests.servers.postgres_server import OwnPostgres
from tests.servers.redis_server import OwnRedis
from tests.web.processes import Served

SOON = 1.2  # seconds: the tick, the way over Redis, and less than asking the database takes
AWAY = float(os.environ.get("PMQA_TEST_AWAY_SECONDS", "3"))  # Redis, stopped


class Vote:
    """A room in the vote, and the seats of those who vote."""

    def __init__(self) -> None:
        with open_session() as session:
            workshop = a_workshop(session)
            self.theme = a_theme(session, workshop).id
            self.seats = [
                f"{SEAT_COOKIE}={join(session, workshop.code, now=NOON).token}" for _ in range(40)
            ]
            self.round = an_open_round(session, workshop)
            self.workshop_id = workshop.id
        self.cast = 0

    def through(self, served: Served) -> None:
        """Cast one more ballot through this server; it must be acknowledged."""
        seat = self.seats[self.cast]
        assert served.vote(seat, self.round, {self.theme: 1}, 1) == 200, served.log
        self.cast += 1

    def is_on(self, screen) -> bool:
        return screen.of(PhoneRoom).get("round", {}).get("ballots") == self.cast

    def is_counted(self) -> bool:
        with open_reading() as session:
            return newest_round(session, self.workshop_id).ballots == self.cast


@pytest.fixture
def redis(tmp_path):
    with OwnRedis(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def postgres():
    with OwnPostgres() as running:
        yield running


@pytest.fixture
def shared(tmp_path, monkeypatch, postgres, redis):
    """The settings that several processes share, the database migrated."""
    conftest._use(monkeypatch, tmp_path, postgres.url)
    upgrade_database(conftest.MIGRATED_AT)
    yield {
        "PMQA_DATA_DIR": str(tmp_path),
        "PMQA_DATABASE_URL": postgres.url,
        "PMQA_REDIS_URL": redis.url,
        "PMQA_SECRET_KEY": "of-a-test-only",
    }
    conftest._leave()


@pytest.fixture
def vote(shared):
    return Vote()


def seen(vote, screen, within):
    """Wait until the newest ballot is on this screen; return how long that took."""
    began = time.monotonic()
    screen.until(vote.is_on)
    took = time.monotonic() - began
    assert took < within, took
    return took


def test_a_vote_in_one_process_is_seen_in_another_whatever_becomes_of_redis(
    tmp_path, shared, vote, redis
):
    with Served(tmp_path, **shared) as here, Served(tmp_path, **shared) as there:  # noqa: SIM117 - logs are read after
        with there.screen("/room", vote.seats[-1]) as phone:
            vote.through(here)
            phone.until(vote.is_on)
            for _ in range(5):
                vote.through(here)
                seen(vote, phone, SOON)

            redis.client().flushall()
            vote.through(here)
            seen(vote, phone, SOON)

            redis.kill()
            for _ in range(3):
                vote.through(here)
                seen(vote, phone, 2 * live.LOOK)
            redis.start()
            _live_again(vote, here, phone)

            redis.freeze()
            until = time.monotonic() + AWAY
            while time.monotonic() < until:
                vote.through(here)
                seen(vote, phone, 2 * live.LOOK)
            redis.thaw()
            _live_again(vote, here, phone)

    assert vote.is_counted()
    for served in (here, there):
        for what in ("screens hear of changes by asking", "each process counts limits itself"):
            assert served.log.count(what) <= 2 * 2  # that it began and that it is over, twice
        assert "ERROR" not in served.log


def _live_again(vote, here, phone):
    """Within ten seconds votes are seen as soon as before."""
    until = time.monotonic() + 10
    while True:
        assert time.monotonic() < until
        vote.through(here)
        began = time.monotonic()
        phone.until(vote.is_on)
        if time.monotonic() - began < SOON / 2:
            return
        time.sleep(0.5)


def test_two_workers_on_one_port_show_one_room_and_take_over_from_each_other(
    tmp_path, shared, vote
):
    with Served(tmp_path, workers=2, **shared) as served:
        met, until = {}, time.monotonic() + 40
        while len(met) < 2 and time.monotonic() < until:  # the kernel deals the connections out
            with served.screen("/room", vote.seats[-1], token="one-tab") as phone:
                phone.until(lambda screen: screen.of(PhoneRoom).get("code"))
                met[phone.of(PhoneRoom)["entry"].split("-")[0]] = phone.of(PhoneRoom)["title"]
        assert len(met) == 2, "one worker took all connections"
        assert len(set(met.values())) == 1  # rebuilt from the database and the cookie

        with (
            served.screen("/room", vote.seats[-1]) as one,
            served.screen("/room", vote.seats[-2]) as other,
        ):
            one.until(lambda screen: screen.of(PhoneRoom).get("code"))
            other.until(lambda screen: screen.of(PhoneRoom).get("code"))
            for _ in range(4):
                vote.through(served)
                for phone in (one, other):
                    seen(vote, phone, SOON)
    assert vote.is_counted()
