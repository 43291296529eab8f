"""The floor under a write: the same rows committed by SQLite alone, in the same journal mode."""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.figures import in_ms, percentile
from pmqa_workshop.database import journal_for, sqlite_driver

Row = tuple[object, ...]
# Each table with the column that orders its rows; one write makes rows in several of them.
ROOTS = ("phone_write", "history_entry", "idea", "ballot")
LEAVES = {"idea": ("idea_finding", "idea_id"), "ballot": ("vote", "ballot_id")}


class Floor:
    """Keeps the database as it was before the run, and writes the run's rows again, bare."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._bare = file.with_name("floor.db")
        self._copy()
        self._before = {table: self._last(table) for table in ROOTS}

    def commit_p95_ms(self) -> float | None:
        """Return the time of one bare commit, 95th percentile."""
        transactions = self._transactions()
        bare = sqlite_driver().connect(self._bare, isolation_level=None)
        journal, synchronous = journal_for(sqlite_driver().sqlite_version_info)
        bare.execute(f"PRAGMA journal_mode={journal}")
        bare.execute(f"PRAGMA synchronous={synchronous}")
        took = [self._commit(bare, rows) for rows in transactions]
        bare.close()
        return in_ms(percentile(took, 95))

    def _commit(self, bare: Any, rows: Sequence[tuple[str, Row]]) -> float:
        began = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        for table, row in rows:
            marks = ", ".join("?" * len(row))
            bare.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)  # noqa: S608
        bare.execute("COMMIT")
        return time.perf_counter() - began

    def _transactions(self) -> list[list[tuple[str, Row]]]:
        """Return the rows of the run, those of one write together."""
        with sqlite_driver().connect(self._file) as ours:
            added = {table: self._added(ours, table) for table in ROOTS}
            writes = [
                [("phone_write", write), ("history_entry", entry)]
                for write, entry in zip(added["phone_write"], added["history_entry"], strict=False)
            ]
            contents = [(table, row) for table in LEAVES for row in added[table]]
            for rows, (table, row) in zip(writes, contents, strict=False):
                leaf, key = LEAVES[table]
                query = f"SELECT * FROM {leaf} WHERE {key} = ?"  # noqa: S608
                rows += [(table, row), *((leaf, r) for r in ours.execute(query, row[:1]))]
        return writes

    def _added(self, ours: Any, table: str) -> list[Row]:
        query = f"SELECT * FROM {table} WHERE id > ? ORDER BY id"  # noqa: S608
        return ours.execute(query, (self._before[table],)).fetchall()

    def _last(self, table: str) -> int:
        with sqlite_driver().connect(self._bare) as bare:
            found = bare.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608
        return int(found[0])

    def _copy(self) -> None:
        """Copy the file while nothing is written to it."""
        shutil.copyfile(self._file, self._bare)
