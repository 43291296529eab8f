"""Keeping the database: migrations at start, backup, restore, and what `check` looks at."""

import contextlib
import logging
import shutil
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from pmqa_workshop.database import durability, engine, is_sqlite, sqlite_driver
from pmqa_workshop.domain.errors import FileUnreadable
from pmqa_workshop.settings import settings

log = logging.getLogger(__name__)

UPGRADING = 0x504D5141  # the number of a lock of PostgreSQL: "PMQA"


def upgrade_database(now: datetime) -> bool:
    """Bring the tables to this version, after a backup of what was there; tell if it moved."""
    with engine().connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
    if current == head_revision():
        return False
    if current is not None and is_sqlite():
        stamp = now.strftime("%Y%m%d-%H%M%S")
        back_up(settings().data_dir / "backups" / f"before-upgrade-{stamp}.db")
    with engine().begin() as connection:
        if not is_sqlite():  # two servers that start together: the later one finds it done
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADING)))
        command.upgrade(_alembic(connection), "head")
    return True


def head_revision() -> str | None:
    """Return the revision this version of the program needs."""
    return ScriptDirectory.from_config(_alembic(None)).get_current_head()


def _alembic(connection: sa.Connection | None) -> Config:
    config = Config()
    config.set_main_option(
        "script_location", str(files("pmqa_workshop.models").joinpath("migrations"))
    )
    config.attributes["connection"] = connection
    return config


def back_up(target: Path) -> None:
    """Copy the SQLite database, whole and consistent, while it may be in use."""
    database = _database_file()
    if not database.exists():
        raise FileUnreadable(name=database.name, reason="missing")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(target.suffix + ".part")
    with (
        contextlib.closing(sqlite_driver().connect(database)) as source,
        contextlib.closing(sqlite_driver().connect(partial)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one plain file
    partial.replace(target)


def restore(source: Path) -> None:
    """Put a backup in place of the database, keeping the replaced one beside it.

    The server must be stopped. Raises FileUnreadable for a file that is no sound backup.
    """
    _check_backup(source)
    database = _database_file()
    database.parent.mkdir(parents=True, exist_ok=True)
    incoming = database.with_suffix(".incoming")
    shutil.copyfile(source, incoming)
    engine().dispose()
    for part in ("", "-wal", "-shm", "-journal"):  # the replaced one may need them to be whole
        there = database.with_name(database.name + part)
        kept = database.with_name(database.stem + ".replaced" + part)
        kept.unlink(missing_ok=True)
        if there.exists():
            there.replace(kept)
    incoming.replace(database)


def _check_backup(source: Path) -> None:
    if not source.is_file():
        raise FileUnreadable(name=source.name, reason="missing")
    try:
        with contextlib.closing(
            sqlite_driver().connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
        ) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = copy.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            ).fetchone()[0]
    except sqlite_driver().DatabaseError as broken:
        raise FileUnreadable(name=source.name, reason="damaged") from broken
    if not sound or not ours:
        raise FileUnreadable(name=source.name, reason="damaged")


def _database_file() -> Path:
    url = sa.make_url(settings().database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise FileUnreadable(name=url.get_backend_name(), reason="not_sqlite")
    return Path(url.database)


def check_health() -> list[tuple[str, bool, str]]:
    """Return (what, is it well, detail) for the operator."""
    with engine().connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    found = [
        ("migrations", current == head_revision(), str(current)),
        ("durability", *durability()),
    ]
    free = shutil.disk_usage(settings().data_dir).free // 2**20
    found.append(("disk", free >= 200, f"{free} MB"))
    return found
