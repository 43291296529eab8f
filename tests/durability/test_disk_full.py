"""A full disk is said so, nothing is acknowledged that was not kept, and space heals it."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count

import pytest
import sqlalchemy as sa
from sqlmodel import select

from pmqa_workshop.database import engine, open_reading, write
from pmqa_workshop.domain.errors import StorageUnavailable
from pmqa_workshop.models.people import Agency
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.settings import settings
from tests.factories import NOON
from tests.servers.pmqa_server import OwnServer, VotingRoom

MB = 1024 * 1024
PEOPLE = 20


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 16 MB in a file, mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a file system takes root; the next test fills a database instead")
    image, place = tmp_path / "disk.img", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(16 * MB)
    for command in (["mkfs.ext4", "-q", "-F", image], ["mount", "-o", "loop", image, place]):
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"no loop file systems here: {done.stderr.decode()[-200:]}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_a_full_disk_is_refused_honestly_and_heals_by_itself(
    database, small_disk, monkeypatch, mode
):
    shutil.copyfile(database / "pmqa.db", small_disk / "pmqa.db")
    use(monkeypatch, small_disk)
    room, acknowledged, number = VotingRoom(PEOPLE), [], count()

    with OwnServer(database, "--journal", mode) as server:

        def vote():
            ballot = room.ballot(next(number))
            said = server.cast(ballot)
            if said.status == 200:
                acknowledged.append(ballot)
            return said

        assert vote().status == 200
        fill(small_disk)
        refused = next(said for _ in range(3000) if (said := vote()).status != 200)
        while_full = {vote().status for _ in range(5)}
        room_seen = server.call("GET", "/api/room", room.tokens[0])
        (small_disk / "ballast").unlink()
        again = vote_until_taken(vote)

    assert (refused.status, refused.headers["retry-after"]) == (503, "2")
    assert "storage_unavailable" in refused.content.decode()
    assert while_full <= {200, 503}  # a small one may still find room in the journal
    assert room_seen.status in (200, 503)  # never a failure of ours
    assert again < 5
    assert kept() == {ballot.sequence for ballot in last_of_each_seat(acknowledged)}


def test_a_database_that_may_grow_no_more_refuses_and_heals(database):
    def no_more_pages(connection):
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def take_in(session, name):
        session.add(Agency(name=name, vision="ก" * 2000, created_at=NOON))

    def take_in_many(start):
        return [name for name in (f"กรมที่ {start + at}" for at in range(50)) if taken(name)]

    def taken(name):
        try:
            asyncio.run(write(take_in, name))
        except StorageUnavailable:
            return False
        return True

    before = take_in_many(0)
    sa.event.listen(engine(), "begin", no_more_pages)
    while_full = take_in_many(50)
    sa.event.remove(engine(), "begin", no_more_pages)
    engine().dispose()  # the limit is the connection's
    after = take_in_many(100)

    assert (len(before), len(after)) == (50, 50)
    assert len(while_full) < 10
    with open_reading() as session:
        assert sorted(session.exec(select(Agency.name))) == sorted(before + while_full + after)


def use(monkeypatch, folder):
    """Let the data be in `folder` from now on."""
    engine().dispose()
    monkeypatch.setenv("PMQA_DATA_DIR", str(folder))
    monkeypatch.setenv("PMQA_DATABASE_URL", f"sqlite:///{folder / 'pmqa.db'}")
    settings.cache_clear()
    engine.cache_clear()


def fill(place):
    """Leave less room than a block, whatever its size."""
    with (place / "ballast").open("wb", buffering=0) as ballast:
        for size in (MB, 1024):
            with suppress(OSError):
                while True:
                    ballast.write(b"\0" * size)


def vote_until_taken(vote):
    """Return the seconds until a ballot was taken."""
    began = time.monotonic()
    while vote().status != 200:
        assert time.monotonic() < began + 20
        time.sleep(0.1)
    return time.monotonic() - began


def last_of_each_seat(ballots):
    return {ballot.token: ballot for ballot in ballots}.values()


def kept():
    """Return the numbers of the ballots that stand."""
    with open_reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return set(session.exec(select(Ballot.sequence)))
