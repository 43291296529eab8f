"""A PostgreSQL that keeps what it promised, for all tests of a module."""

import pytest

from pmqa_workshop.database import engine
from pmqa_workshop.services.upkeep import upgrade_database
from pmqa_workshop.settings import settings
from tests.factories import NOON
from tests.servers.postgres_server import OwnPostgres


@pytest.fixture(scope="module")
def postgres():
    with OwnPostgres(durable=True) as server:
        yield server


@pytest.fixture
def on_postgres(postgres, tmp_path, monkeypatch):
    """Use that PostgreSQL, whichever database the run is on; returns the data folder."""
    monkeypatch.setenv("PMQA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PMQA_DATABASE_URL", postgres.url)
    settings.cache_clear()
    engine.cache_clear()
    upgrade_database(NOON)
    yield tmp_path
    engine().dispose()
    engine.cache_clear()
    settings.cache_clear()
