"""A database per test: a copy of one migrated file, or with --on-postgres an emptied PostgreSQL."""

import os
import shutil
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from pmqa_workshop.database import engine
from pmqa_workshop.demo import build_demo
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.tables import metadata
from pmqa_workshop.services.upkeep import upgrade_database
from pmqa_workshop.settings import settings
from tests.factories import NOON
from tests.servers.postgres_server import OwnPostgres

OTHER_DATABASE = "PMQA_TEST_DATABASE_URL"
MIGRATED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def pytest_addoption(parser):
    parser.addoption(
        "--on-postgres", action="store_true", help="run on a PostgreSQL started for it"
    )


@pytest.fixture(scope="session", autouse=True)
def _database_to_use(request):
    """Start a PostgreSQL for the whole run when asked to."""
    if not request.config.getoption("--on-postgres"):
        yield
        return
    with OwnPostgres() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv(OTHER_DATABASE, server.url)
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """One SQLite file with the tables of today, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    with pytest.MonkeyPatch.context() as patch:
        _use(patch, folder, f"sqlite:///{folder / 'pmqa.db'}")
        upgrade_database(MIGRATED_AT)
        _leave()
    return folder / "pmqa.db"


@pytest.fixture
def database(tmp_path, monkeypatch, migrated_file):
    """Give the test an empty database of its own; --on-postgres makes it one of PostgreSQL."""
    other = os.environ.get(OTHER_DATABASE)
    _use(monkeypatch, tmp_path, other or f"sqlite:///{tmp_path / 'pmqa.db'}")
    if other:
        upgrade_database(MIGRATED_AT)
        _empty()
    else:
        shutil.copyfile(migrated_file, tmp_path / "pmqa.db")
    yield tmp_path
    _leave()


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory, migrated_file):
    """One data folder with the demonstration in it, fully planned, and what `build_demo` said."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copyfile(migrated_file, folder / "pmqa.db")
    with pytest.MonkeyPatch.context() as patch:
        _use(patch, folder, f"sqlite:///{folder / 'pmqa.db'}")
        built = build_demo(Stage.PLANNING, now=NOON)
        _leave()
    return folder, built


@pytest.fixture
def demonstration(request, database, monkeypatch):
    """Give the test a demonstration of its own, fully planned; quick, for it is a copy."""
    if os.environ.get(OTHER_DATABASE):
        return build_demo(Stage.PLANNING, now=NOON)
    folder, built = request.getfixturevalue("demonstration_folder")
    here = database / "demonstration"  # a late reader may still hold the file of `database`
    here.mkdir()
    for name in ("pmqa.db", "secret.key"):
        shutil.copyfile(folder / name, here / name)
    _use(monkeypatch, here, f"sqlite:///{here / 'pmqa.db'}")
    return built


@pytest.fixture
def empty_folder(tmp_path, monkeypatch):
    """Give the test a data folder in which there is no database yet (SQLite only)."""
    _use(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'pmqa.db'}")
    yield tmp_path
    _leave()


@pytest.fixture
def session(database):
    """A session of this test's database; what it does is never committed."""
    with Session(engine()) as session:
        yield session


def _use(patch, folder, url):
    patch.setenv("PMQA_DATA_DIR", str(folder))
    patch.setenv("PMQA_DATABASE_URL", url)
    settings.cache_clear()
    engine.cache_clear()


def _leave():
    engine().dispose()
    engine.cache_clear()
    settings.cache_clear()


def _empty():
    names = ", ".join(f'"{table}"' for table in metadata.tables)
    with engine().begin() as connection:
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
