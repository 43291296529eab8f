"""The floor under a vote: the rows it makes, committed by the database's own driver alone."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.server import Server
from pmqa_workshop.database import MOST_TOGETHER, journal_for, sqlite_driver

VOTES = 1500
GROUPS = (1, 16, MOST_TOGETHER)  # votes in one commit: alone, as in a burst, as many as we allow
# A vote is one row each of what was answered, of the history and of the ballot, and three points.
TABLES = {
    "phone_write": "client_id {text}, workshop_id int, participant_id int, fingerprint {text}, "
    "answer {text}, at {text}, unique (workshop_id, client_id)",
    "history_entry": "at {text}, workshop_id int, participant_id int, action {text}, facts {text}",
    "ballot": "round_id int, participant_id int, cast_at {text}, sequence int, "
    "unique (round_id, participant_id)",
    "vote": "ballot_id int, theme_id int, points int",
}


def commits_per_second(server: Server) -> dict[str, Any]:
    """Return how many votes' rows a bare loop commits a second, by votes in one commit.

    `bare_commits_per_s` is one vote in each commit; the others share commits as ours do.
    """
    rates = {size: _rate(server, size) for size in GROUPS}
    return {
        "bare_commits_per_s": rates[1],
        "bare_votes_per_s_by_group": {str(size): rate for size, rate in rates.items()},
    }


def _rate(server: Server, together: int) -> float:
    run, commit, close = _on_sqlite(server) if server.file else _on_postgres(server.database)
    began = time.perf_counter()
    for number in range(VOTES):
        _vote(run, number)
        if number % together == together - 1:
            commit()
    commit()
    took = time.perf_counter() - began
    close()
    return round(VOTES / took, 1)


def _vote(run: Callable[[str, tuple[object, ...]], Any], number: int) -> None:
    at = "2026-11-21 09:00:00.000000"
    run("INSERT INTO phone_write VALUES (?, 1, ?, ?, '{\"round_id\": 1}', ?)",
        (f"ballot-{number:032x}", number, "f" * 64, at))  # fmt: skip
    run("INSERT INTO history_entry VALUES (?, 1, ?, 'cast', '{\"round\": 1}')", (at, number))
    run("INSERT INTO ballot VALUES (1, ?, ?, 0)", (number, at))
    for theme in range(3):
        run("INSERT INTO vote VALUES (?, ?, 1)", (number, theme))


def _on_sqlite(server: Server) -> tuple[Any, Any, Any]:
    handle, name = tempfile.mkstemp(suffix=".db", dir=server.data)
    os.close(handle)
    bare = sqlite_driver().connect(name, isolation_level=None)
    journal, synchronous = journal_for(sqlite_driver().sqlite_version_info)
    bare.execute(f"PRAGMA journal_mode={journal}")
    bare.execute(f"PRAGMA synchronous={synchronous}")
    for table, columns in TABLES.items():
        bare.execute(f"CREATE TABLE {table} ({columns.format(text='text')})")
    bare.execute("BEGIN IMMEDIATE")

    def commit() -> None:
        bare.execute("COMMIT")
        bare.execute("BEGIN IMMEDIATE")

    def close() -> None:
        bare.close()
        Path(name).unlink()

    return bare.execute, commit, close


def _on_postgres(url: str) -> tuple[Any, Any, Any]:
    import psycopg

    given = sa.make_url(url)
    bare = psycopg.connect(given.set(drivername="postgresql").render_as_string(False))
    bare.execute("CREATE SCHEMA bare")
    bare.execute("SET search_path TO bare")
    for table, columns in TABLES.items():
        bare.execute(f"CREATE TABLE {table} ({columns.format(text='text')})")  # type: ignore[arg-type]
    bare.commit()

    def run(statement: str, values: tuple[object, ...]) -> None:
        bare.execute(statement.replace("?", "%s"), values)  # type: ignore[arg-type]

    def close() -> None:
        bare.rollback()
        bare.execute("DROP SCHEMA bare CASCADE")
        bare.commit()
        bare.close()

    return run, bare.commit, close
