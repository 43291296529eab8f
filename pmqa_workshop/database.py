"""The engine, the only commit, and the door through which the event loop reaches both."""

import asyncio
import logging
import sqlite3
import threading
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, create_engine

from pmqa_workshop.settings import settings

log = logging.getLogger(__name__)
T = TypeVar("T")

SAFE_WAL = (3, 51, 3)  # older SQLite can corrupt a WAL under two writers
BUSY_SECONDS = 15
_sqlite_writer = threading.Lock()  # one writer: waiting here beats "database is locked"


class UnsafeDatabase(RuntimeError):
    """A connection does not keep the promise that what was acknowledged survives."""


def sqlite_driver() -> types.ModuleType:
    """Return the newest SQLite there is: the one packaged with us, else Python's own.

    Everything that opens the database file must use it: two libraries in one process would
    release each other's locks.
    """
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    packaged: types.ModuleType = pysqlite3
    return max(sqlite3, packaged, key=lambda driver: driver.sqlite_version_info)


def journal_for(version: tuple[int, ...]) -> tuple[str, str]:
    """Return (journal_mode, synchronous) that survives a power cut with this SQLite."""
    return ("wal", "FULL") if version >= SAFE_WAL else ("truncate", "EXTRA")


@cache
def engine() -> sa.Engine:
    """Return the one engine of this process, its connections checked as they open."""
    url = sa.make_url(settings().database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, hide_parameters=True, pool_size=10, max_overflow=10, pool_pre_ping=True
        )
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(
        url,
        hide_parameters=True,  # an error must not carry what people typed into the log
        module=sqlite_driver(),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    sa.event.listen(made, "connect", _prepare_sqlite)
    sa.event.listen(made, "begin", _begin_sqlite)
    return made


def is_sqlite() -> bool:
    return engine().dialect.name == "sqlite"


@contextmanager
def open_session() -> Iterator[Session]:
    """Give a session for writing; commit on the way out, roll back on any error."""
    with Session(engine()) as session:
        if is_sqlite():
            with _sqlite_writer:
                yield session
                session.commit()
        else:
            yield session
            session.commit()


@contextmanager
def open_reading() -> Iterator[Session]:
    """Give a session that only reads; nothing it does is ever committed."""
    with Session(engine().execution_options(pmqa_reading=True)) as session:
        yield session


async def write(change: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run `change(session, …)` in a worker thread and return once it is durable."""

    def work() -> T:
        with open_session() as session:
            return change(session, *args, **kwargs)

    return await asyncio.to_thread(work)


async def read(look: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run `look(session, …)` in a worker thread."""

    def work() -> T:
        with open_reading() as session:
            return look(session, *args, **kwargs)

    return await asyncio.to_thread(work)


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Set what durability needs, and refuse the connection if SQLite did not take it."""
    connection.isolation_level = None  # BEGIN is ours, see _begin_sqlite
    journal, synchronous = journal_for(sqlite_driver().sqlite_version_info)
    in_memory = not connection.execute("PRAGMA database_list").fetchone()[2]
    for pragma in (
        f"journal_mode={journal}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    level = connection.execute("PRAGMA synchronous").fetchone()[0]
    keys = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    least = 2 if synchronous == "FULL" else 3
    if not in_memory and (mode != journal or level < least or not keys):
        raise UnsafeDatabase(f"journal_mode={mode} synchronous={level} foreign_keys={keys}")


def _begin_sqlite(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("pmqa_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
