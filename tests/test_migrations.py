"""From an empty file to the tables of today, with a backup before and a way back."""

import os
import subprocess
import sys
from contextlib import ExitStack, closing

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import Session, func, select

from pmqa_workshop.database import engine, is_sqlite, open_reading, open_session, sqlite_driver
from pmqa_workshop.domain.errors import FileUnreadable
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.tables import metadata
from pmqa_workshop.services.upkeep import (
    back_up,
    check_health,
    head_revision,
    restore,
    upgrade_database,
)
from pmqa_workshop.settings import settings
from tests.factories import NOON, a_workshop, an_idea
from tests.servers.postgres_server import OwnPostgres


def _revision():
    with engine().connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _backups(folder):
    return sorted(path.name for path in (folder / "backups").glob("*"))


def test_an_empty_folder_gets_the_tables_of_today(empty_folder):
    assert upgrade_database(NOON)

    assert _revision() == head_revision()
    assert _backups(empty_folder) == []
    assert not upgrade_database(NOON)


def test_the_migrations_make_exactly_the_tables_the_models_describe(database):
    with engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_every_constraint_has_the_name_the_models_give_it(database):
    found = sa.inspect(engine())

    for name, table in metadata.tables.items():
        assert {u["name"] for u in found.get_unique_constraints(name)} == {
            str(u.name) for u in table.constraints if isinstance(u, sa.UniqueConstraint)
        }
        assert {i["name"] for i in found.get_indexes(name)} >= {str(i.name) for i in table.indexes}


def test_an_upgrade_of_an_older_database_keeps_a_copy_of_what_was_there(empty_folder):
    upgrade_database(NOON)
    with open_session() as session:
        an_idea(session, a_workshop(session))
    with engine().begin() as connection:  # as if it were of an earlier version
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))

    with pytest.raises(Exception, match="0000"):  # there is no such version to come from
        upgrade_database(NOON)

    assert _backups(empty_folder) == ["before-upgrade-20261123-050000.db"]
    with closing(
        sqlite_driver().connect(empty_folder / "backups" / _backups(empty_folder)[0])
    ) as copy:
        assert copy.execute("SELECT count(*) FROM idea").fetchone() == (1,)


TOGETHER = (
    "from datetime import *; from pmqa_workshop.services.upkeep import upgrade_database as up;"
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_servers_that_start_together_upgrade_once(kind, tmp_path):
    with ExitStack() as held:
        own = held.enter_context(OwnPostgres()) if kind == "postgresql" else None
        url = own.url if own else f"sqlite:///{tmp_path / 'pmqa.db'}"
        given = {**os.environ, "PMQA_DATA_DIR": str(tmp_path), "PMQA_DATABASE_URL": url}
        command = [sys.executable, "-c", f"{TOGETHER} print(up(datetime.now(UTC)))"]
        servers = [
            subprocess.Popen(command, env=given, text=True, stdout=subprocess.PIPE)
            for _ in range(4)
        ]
        said = [server.communicate(timeout=60)[0].strip() for server in servers]

    assert [server.returncode for server in servers] == [0] * 4
    assert "True" in said


# --- backup and restore ---------------------------------------------------------------


@pytest.fixture
def with_three_ideas(empty_folder):
    upgrade_database(NOON)
    with open_session() as session:
        workshop = a_workshop(session)
        for _ in range(3):
            an_idea(session, workshop)
    return empty_folder


def _ideas():
    with open_reading() as session:
        return session.exec(select(func.count()).select_from(Idea)).one()


def test_a_backup_brings_back_every_row_and_the_replaced_file_is_kept(with_three_ideas):
    folder = with_three_ideas
    back_up(folder / "away" / "copy #1.db")
    with open_session() as session:
        an_idea(session, a_workshop(session))

    restore(folder / "away" / "copy #1.db")

    assert _ideas() == 3
    with closing(sqlite_driver().connect(folder / "pmqa.replaced")) as replaced:
        assert replaced.execute("SELECT count(*) FROM idea").fetchone() == (4,)
    assert not list(folder.glob("*.incoming"))


def test_a_backup_is_whole_while_somebody_writes(with_three_ideas):
    with Session(engine()) as session:
        an_idea(session, a_workshop(session))  # begun, not committed

        back_up(with_three_ideas / "copy.db")

    with closing(sqlite_driver().connect(with_three_ideas / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM idea").fetchone() == (3,)


def test_a_backup_comes_back_on_a_machine_that_has_no_database(with_three_ideas, monkeypatch):
    back_up(with_three_ideas / "copy.db")
    monkeypatch.setenv("PMQA_DATABASE_URL", f"sqlite:///{with_three_ideas / 'new' / 'pmqa.db'}")
    engine().dispose()
    settings.cache_clear()
    engine.cache_clear()

    restore(with_three_ideas / "copy.db")

    assert _ideas() == 3


def _damage(path):
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: path.write_bytes(b"not a database at all" * 100), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "damaged"),
        (_damage, "damaged"),
    ],
    ids=["missing", "empty", "something else", "cut off", "overwritten"],
)
def test_a_restore_refuses_a_file_that_is_no_sound_backup(with_three_ideas, spoil, reason):
    copy = with_three_ideas / "copy.db"
    back_up(copy)
    spoil(copy)

    with pytest.raises(FileUnreadable) as refused:
        restore(copy)

    assert refused.value.facts["reason"] == reason
    assert _ideas() == 3


def test_a_restore_refuses_the_database_of_another_program(with_three_ideas):
    other = with_three_ideas / "other.db"
    with closing(sqlite_driver().connect(other)) as made:
        made.execute("CREATE TABLE recipe (name)")
        made.commit()

    with pytest.raises(FileUnreadable):
        restore(other)


def test_there_is_nothing_to_back_up_before_the_first_start(empty_folder):
    with pytest.raises(FileUnreadable):
        back_up(empty_folder / "copy.db")

    assert list(empty_folder.iterdir()) == []


# --- looking after it -----------------------------------------------------------------


def test_a_healthy_database_says_so(with_three_ideas):
    assert {what: is_well for what, is_well, _ in check_health()} == {
        "migrations": True,
        "durability": True,
        "disk": True,
    }


def test_a_database_that_was_never_migrated_is_not_well(empty_folder):
    assert ("migrations", False, "None") in check_health()


def test_what_is_acknowledged_survives_a_power_cut(database):
    if not is_sqlite():
        pytest.skip("a promise about SQLite")
    with engine().connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()

    assert (mode, level, keys) in {("wal", 2, 1), ("truncate", 3, 1)}
