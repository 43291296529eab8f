"""deploy/: what the files say, and their very commands run here without a container engine."""

import re
from urllib.request import urlopen

import pytest
import yaml

from pmqa_workshop import serving
from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.queries.voting import newest_round
from pmqa_workshop.services.access import join
from pmqa_workshop.settings import PROJECT
from pmqa_workshop.settings import read as read_settings
from pmqa_workshop.web.identity import SEAT_COOKIE
from tests import conftest
from tests.factories import NOON, a_theme, a_workshop, an_open_round
from tests.servers.postgres_server import OwnPostgres
from tests.servers.redis_server import OwnRedis
from tests.web.processes import Served

DEPLOY = PROJECT / "deploy"
GIVEN = {"POSTGRES_PASSWORD": "p@ss/word:1", "PMQA_SITE": "pmqa.example.go.th"}
VARIABLE = re.compile(r"\$\{(\w+):\?\}")


@pytest.fixture(scope="module")
def services():
    """The services of compose.yaml, with what an operator must give filled in."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(VARIABLE.sub(lambda name: GIVEN[name[1]], text))["services"]


def test_compose_names_the_services_the_product_needs(services):
    assert set(services) == {"app", "db", "redis", "caddy"}
    assert int(services["db"]["image"].split(":")[1]) >= 15
    assert services["redis"]["image"] == "redis:7"
    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]


def test_no_image_names_a_registry(services):
    images = [service["image"] for service in services.values() if "image" in service]
    images += re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)

    assert len(images) == 4
    assert not [image for image in images if "/" in image or not re.search(r":\d", image)]


def test_the_settings_of_the_app_are_ones_it_knows_and_reach_the_other_services(services):
    given = services["app"]["environment"]
    here = read_settings(given)

    known = set(re.findall(r"`(PMQA_\w+)`", (PROJECT / "README.md").read_text()))
    assert set(given) - {"PGPASSWORD"} <= known
    assert here.database_url == "postgresql+psycopg://pmqa@db/pmqa"
    assert given["PGPASSWORD"] == "p@ss/word:1"
    assert (here.redis_url, here.public_url) == (
        "redis://redis:6379/0",
        "https://pmqa.example.go.th",
    )
    assert services["db"]["environment"]["POSTGRES_PASSWORD"] == "p@ss/word:1"


def test_caddy_passes_all_to_the_app_and_keeps_no_addresses(services):
    lines = [
        line.strip()
        for line in (DEPLOY / "Caddyfile").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]

    assert lines[0] == "{$PMQA_SITE} {"
    assert "reverse_proxy app:8000 {" in lines
    assert not [line for line in lines if line.startswith("log")]
    assert "PMQA_SITE" in services["caddy"]["environment"]
    assert "EXPOSE 8000" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_the_image_runs_as_nobody_in_particular_and_takes_no_data_along():
    steps = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()

    assert steps.index("USER pmqa") < steps.index("COPY --chown=pmqa:pmqa . .")
    assert {"data", ".git", ".venv"} <= set(left_out)


def test_the_very_commands_serve_a_room_until_a_vote_is_acknowledged(
    services, tmp_path, monkeypatch
):
    program, *db_options = services["db"]["command"]
    assert program == "postgres"
    program, *redis_options = services["redis"]["command"]
    assert program == "redis-server"
    serving.build_frontend()  # as the image does
    with OwnPostgres(options=db_options) as db, OwnRedis(tmp_path, redis_options) as redis:
        elsewhere = {
            "PMQA_DATABASE_URL": db.url,
            "PMQA_REDIS_URL": redis.url,
            "PMQA_DATA_DIR": str(tmp_path / "data"),
        }
        given = services["app"]["environment"] | elsewhere
        with Served(tmp_path, command=services["app"]["command"], **given) as app:
            with urlopen(f"{app.base}/") as page:  # noqa: S310 - our own server
                assert '<html lang="th"' in page.read().decode()
            conftest._use(monkeypatch, tmp_path / "data", db.url)  # which the app has migrated
            with open_session() as session:
                workshop = a_workshop(session)
                theme = a_theme(session, workshop).id
                seat = f"{SEAT_COOKIE}={join(session, workshop.code, now=NOON).token}"
                round_id = an_open_round(session, workshop)
                workshop_id = workshop.id

            assert app.vote(seat, round_id, {theme: 1}, 1) == 200

            with open_reading() as session:
                assert newest_round(session, workshop_id).ballots == 1
            conftest._leave()
        assert "Traceback" not in app.log
