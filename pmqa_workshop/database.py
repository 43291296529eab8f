"""The engine, the only commit, and the door through which the event loop reaches both.

On SQLite the changes that wait together share one commit: each has a savepoint of its own, so
that one refused takes no other with it, and none is answered before the commit is durable.
On PostgreSQL each has its own transaction on a connection of the pool.
"""

import asyncio
import logging
import queue
import sqlite3
import threading
import time
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, create_engine

from pmqa_workshop.domain.errors import StorageUnavailable
from pmqa_workshop.settings import settings

log = logging.getLogger(__name__)
T = TypeVar("T")

SAFE_WAL = (3, 51, 3)  # older SQLite can corrupt a WAL under two writers
BUSY_SECONDS = 15
CONNECT_SECONDS = 3  # to reach PostgreSQL, and to wait for a connection of the pool
MOST_TOGETHER = 64  # changes in one commit: enough for a spike, few enough to answer soon
READERS, WRITERS = 4, 6  # threads; the writers are those of PostgreSQL
DEADLOCK, READ_ONLY = "40P01", "25006"  # PostgreSQL's codes; a standby can only be read
DEADLOCKS = 3  # times a change is tried that PostgreSQL made give way
TRY_AGAIN = 2  # seconds, told to phones while the database cannot be reached
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
        server = create_engine(
            url,
            hide_parameters=True,
            pool_size=READERS + WRITERS + 1,  # one reads aside
            pool_timeout=CONNECT_SECONDS,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": 10_000},
        )
        sa.event.listen(server, "connect", _prepare_postgres)
        return server
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


def durability() -> tuple[bool, str]:
    """Return whether what is acknowledged survives a power cut here, and what that rests on."""
    with engine().connect() as connection:
        if is_sqlite():
            version = sqlite_driver().sqlite_version
            journal, level = (
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous")
            )
            return True, f"SQLite {version}: journal_mode={journal} synchronous={level}"
        version, fsync, pages, commit = (
            connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in ("server_version", "fsync", "full_page_writes", "synchronous_commit")
        )
    told = f"PostgreSQL {version}: fsync={fsync} full_page_writes={pages}"
    return (fsync, pages) == ("on", "on"), f"{told} synchronous_commit={commit}"


@contextmanager
def open_session() -> Iterator[Session]:
    """Give a session for writing; commit on the way out, roll back on any error.

    Raise StorageUnavailable when the database cannot be reached or cannot keep what is written.
    """
    alone = _sqlite_writer if is_sqlite() else nullcontext()
    with _storage_failures_named(), alone, Session(engine()) as session:
        yield session
        _commit(session)


def _commit(session: Session) -> None:
    """Commit; a connection that could not is closed, for its transaction may still be open."""
    try:
        session.commit()
    except BaseException:
        session.invalidate()
        raise


@contextmanager
def open_reading() -> Iterator[Session]:
    """Give a session that reads one moment; nothing it does is ever committed."""
    moment = {} if is_sqlite() else {"isolation_level": "REPEATABLE READ"}
    reading = engine().execution_options(pmqa_reading=True, **moment)
    with _storage_failures_named(), Session(reading) as session:
        yield session


async def write(change: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run `change(session, …)` off the event loop and return once it is durable."""
    answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    waiting = Change(lambda session: change(session, *args, **kwargs), answer)
    if is_sqlite():
        _committer().put(waiting)
    else:
        _threads("write", WRITERS).submit(_commit_together, [waiting])
    return await answer


async def read(look: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run `look(session, …)` off the event loop."""
    return await _look_in(_threads("read", READERS), look, *args, **kwargs)


async def read_aside(look: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run `look(session, …)` one at a time and in nobody's way: what computes for long."""
    return await _look_in(_threads("read-aside", 1), look, *args, **kwargs)


async def _look_in(
    threads: ThreadPoolExecutor, look: Callable[..., T], *args: Any, **kwargs: Any
) -> T:
    def work() -> T:
        with open_reading() as session:
            return look(session, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(threads, work)


# --- changes that share a commit --------------------------------------------------------


Outcome = tuple[Any, BaseException | None]  # what a change returned, or what it raised


@dataclass(frozen=True)
class Change:
    """One change that waits for its commit."""

    make: Callable[[Session], Any]
    answer: "asyncio.Future[Any]"


def _commit_together(changes: list[Change]) -> None:
    """Make the changes in one transaction, commit, and only then answer each."""
    wanted = [change for change in changes if not change.answer.done()]  # else: gave up waiting
    if not wanted:
        return
    for tries_left in reversed(range(DEADLOCKS)):
        try:
            with open_session() as session:
                made = _made(session, wanted)
            break
        except BaseException as failure:  # nothing was kept, so nobody is told that it was
            made = [(None, failure)] * len(wanted)
            if not (tries_left and _is_deadlock(failure)):
                break
    _answer(wanted, made)


def _is_deadlock(failure: BaseException) -> bool:
    """Tell whether PostgreSQL chose this transaction to give way to another."""
    return _state_of(failure.__cause__) == DEADLOCK


def _state_of(failure: BaseException | None) -> str:
    """Return PostgreSQL's code for a failure, empty where there is none."""
    return getattr(failure.orig, "sqlstate", "") if isinstance(failure, sa.exc.DBAPIError) else ""


def _answer(changes: list[Change], made: list[Outcome]) -> None:
    """Wake the event loop once for all that were made together."""
    ready = list(zip(changes, made, strict=True))
    for loop in {change.answer.get_loop() for change in changes}:
        with suppress(RuntimeError):  # the loop has closed, and nobody waits any more
            loop.call_soon_threadsafe(
                _set, [(c.answer, one) for c, one in ready if c.answer.get_loop() is loop]
            )


def _set(answers: "list[tuple[asyncio.Future[Any], Outcome]]") -> None:
    for answer, (value, refusal) in answers:
        if answer.done():
            continue
        if refusal is None:
            answer.set_result(value)
        elif isinstance(refusal, StopIteration):  # a future takes any exception but this
            answer.set_exception(RuntimeError("a change ran out of what it looked for"))
        else:
            answer.set_exception(refusal)


def _made(session: Session, changes: list[Change]) -> list[Outcome]:
    """Make the changes; one by itself needs no savepoint, its refusal undoes the transaction."""
    if len(changes) > 1:
        return [_make_alone(session, change) for change in changes]
    value = changes[0].make(session)
    session.flush()
    return [(value, None)]


def _make_alone(session: Session, change: Change) -> Outcome:
    """Make one change in a savepoint; what it raises undoes this change and no other."""
    savepoint, noted = session.begin_nested(), dict(session.info)
    try:
        value = change.make(session)
        session.flush()
    except STORAGE_FAILURES:
        raise  # the whole transaction is in doubt
    except Exception as refusal:
        savepoint.rollback()
        session.info.clear()
        session.info.update(noted)  # such as whom to tell of this change
        session.expunge_all()
        return None, refusal
    savepoint.commit()  # failing here takes all with it: what was undone could not be told
    session.expunge_all()  # the next one sees rows, not what this one held
    return value, None


@cache
def _committer() -> "queue.SimpleQueue[Change]":
    """Return the line in front of SQLite's one writer, and start the writer."""
    line: queue.SimpleQueue[Change] = queue.SimpleQueue()
    threading.Thread(target=_commit_from, args=(line,), name="pmqa-commit", daemon=True).start()
    return line


def _commit_from(line: "queue.SimpleQueue[Change]") -> None:
    while True:
        together = [line.get()]
        with suppress(queue.Empty):
            while len(together) < MOST_TOGETHER:
                together.append(line.get_nowait())
        _commit_together(together)


@cache
def _threads(purpose: str, number: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(number, thread_name_prefix=f"pmqa-{purpose}")


# --- when the database cannot -----------------------------------------------------------

STORAGE_FAILURES = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)
_last_said = 0.0


@contextmanager
def _storage_failures_named() -> Iterator[None]:
    """Turn a database that is full, locked, away or not to be written into StorageUnavailable."""
    try:
        yield
    except (*STORAGE_FAILURES, sa.exc.InternalError) as error:
        if isinstance(error, sa.exc.InternalError) and _state_of(error) != READ_ONLY:
            raise
        _say_once(error)
        raise StorageUnavailable(seconds=TRY_AGAIN) from error


def _say_once(error: Exception) -> None:
    """Log the failure, a few times a minute at most: a whole room meets the same one."""
    global _last_said
    now = time.monotonic()
    if now - _last_said > 10:
        _last_said = now
        log.error("the database cannot be used: %s", getattr(error, "orig", None) or error)


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


def _prepare_postgres(connection: Any, _: object) -> None:
    """Ask for durable commits whatever the server's default, and wait for no lock for ever."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false) "
            "WHERE current_setting('synchronous_commit') = 'off'"
        )
        cursor.execute(f"SET lock_timeout = {BUSY_SECONDS * 1000}")
    connection.commit()


def _begin_sqlite(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("pmqa_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
