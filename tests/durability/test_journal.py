"""The file is kept durable on every connection, whichever journal this SQLite is safe with."""

import asyncio
from contextlib import ExitStack, closing

import pytest
import sqlalchemy as sa

from pmqa_workshop import database as store
from pmqa_workshop.database import engine, open_reading, sqlite_driver, write
from pmqa_workshop.domain.errors import StorageUnavailable
from pmqa_workshop.models.people import Agency
from tests.factories import NOON

MODES = {"wal": ("wal", "FULL", 2), "truncate": ("truncate", "EXTRA", 3)}


@pytest.fixture(params=MODES)
def mode(request, database, monkeypatch):
    """Use this journal, as if the SQLite were one that needs it."""
    journal, synchronous, level = MODES[request.param]
    monkeypatch.setattr(store, "journal_for", lambda _: (journal, synchronous))
    engine().dispose()
    return journal, level


def test_every_connection_of_the_pool_keeps_its_promise_also_those_opened_later(mode):
    asked = ("journal_mode", "synchronous", "foreign_keys")

    with ExitStack() as held:
        connections = [held.enter_context(engine().connect()) for _ in range(8)]
        kept = [
            tuple(c.connection.execute(f"PRAGMA {one}").fetchone()[0] for one in asked)
            for c in connections
        ]

    assert kept == [(*mode, 1)] * 8


def test_the_store_tells_what_it_was_opened_with(mode):
    is_kept, told = store.durability()

    assert is_kept
    assert told.startswith("SQLite 3.")
    assert told.endswith(f"journal_mode={mode[0]} synchronous={mode[1]}")


def test_a_file_that_another_program_reads_is_waited_for_refused_and_written_afterwards(
    mode, monkeypatch
):
    """With a rollback journal a reader elsewhere makes the commit itself fail."""
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    with closing(sqlite_driver().connect(engine().url.database, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM agency").fetchall()
        if mode[0] == "truncate":
            with pytest.raises(StorageUnavailable):
                asyncio.run(write(take_in, "ก"))
        else:
            asyncio.run(write(take_in, "ก"))

    asyncio.run(write(take_in, "ข"))

    with open_reading() as session:
        names = session.execute(sa.select(Agency.name).order_by(Agency.id)).scalars().all()
    assert names == (["ข"] if mode[0] == "truncate" else ["ก", "ข"])


def test_a_file_that_cannot_be_written_is_refused_and_not_a_failure_of_ours(database):
    asyncio.run(write(take_in, "ก"))
    engine().dispose()
    (database / "pmqa.db").unlink()
    (database / "pmqa.db").mkdir()  # which not even root can open as a file

    with pytest.raises(StorageUnavailable):
        asyncio.run(write(take_in, "ข"))


def take_in(session, name):
    session.add(Agency(name=name, created_at=NOON))
