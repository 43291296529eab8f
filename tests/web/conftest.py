"""The whole app behind Starlette's test client, with a database per test; no browser, no node."""

import os

import pytest
from starlette.testclient import TestClient

from pmqa_workshop import serving

os.environ.update(serving.reflex_environment())
os.environ["__REFLEX_SKIP_COMPILE"] = "true"
os.environ["REFLEX_CORS_ALLOWED_ORIGINS"] = "http://testserver"


@pytest.fixture(scope="session")
def whole_app():
    """Reflex knows one app per process, so every test of a run shares it."""
    serving.origins_at_start.cache_clear()
    from pmqa_workshop.pmqa_workshop import app

    with TestClient(app()) as client:
        yield client


@pytest.fixture
def client(whole_app, database):
    """The app on this test's own database, nobody signed in, no room remembered."""
    from pmqa_workshop.web.live import hub

    hub.forget_all()
    whole_app.cookies.clear()
    return whole_app
