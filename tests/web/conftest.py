"""The whole app behind Starlette's test client: no browser, no node.

Reflex knows one app per process, and what it started may still be running when a test ends. So
these tests share one database, emptied before each, instead of changing it under the app.
"""

import os
import shutil

import pytest
from starlette.testclient import TestClient

from pmqa_workshop import serving
from pmqa_workshop.database import engine
from pmqa_workshop.models.tables import metadata
from pmqa_workshop.services.upkeep import upgrade_database
from pmqa_workshop.settings import settings
from tests.conftest import MIGRATED_AT


@pytest.fixture(scope="session")
def whole_app(tmp_path_factory, migrated_file):
    """The app as it is served, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("web")
    shutil.copyfile(migrated_file, folder / "pmqa.db")
    given = {
        **serving.reflex_environment(),
        "__REFLEX_SKIP_COMPILE": "true",
        "REFLEX_CORS_ALLOWED_ORIGINS": "http://testserver",
        "PMQA_DATA_DIR": str(folder),
        "PMQA_DATABASE_URL": os.environ.get(
            "PMQA_TEST_DATABASE_URL", f"sqlite:///{folder / 'pmqa.db'}"
        ),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        for remembered in (settings, engine, serving.origins_at_start):
            remembered.cache_clear()
        upgrade_database(MIGRATED_AT)
        from pmqa_workshop.pmqa_workshop import app

        with TestClient(app()) as client:
            yield client


@pytest.fixture
def database(whole_app):
    """The app's database with nothing in it; returns the data folder."""
    with engine().begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return settings().data_dir


@pytest.fixture
def client(whole_app, database):
    """The app, nobody signed in, no room remembered."""
    from pmqa_workshop.web.admission import line
    from pmqa_workshop.web.codes import typed_codes
    from pmqa_workshop.web.limits import InThisProcess, count_in
    from pmqa_workshop.web.live import hub

    hub.forget_all()
    count_in(InThisProcess())
    typed_codes.forget_all()
    line.forget_all()
    whole_app.cookies.clear()
    return whole_app
