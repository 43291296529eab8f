"""The pages are built when they must be, served on one port, and spoken to by nobody else's."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pmqa_workshop import serving
from pmqa_workshop import settings as settings_module
from pmqa_workshop.settings import read, secret_key, settings


@pytest.fixture
def configure(monkeypatch):
    """Set settings by name, as an operator would in the environment."""

    def set_all(**values):
        for name in [name for name in os.environ if name.startswith("PMQA_")]:
            monkeypatch.delenv(name)
        for name, value in values.items():
            monkeypatch.setenv(f"PMQA_{name.upper()}", str(value))
        settings.cache_clear()

    yield set_all
    settings.cache_clear()


# --- settings -------------------------------------------------------------------------


def test_settings_default_to_one_office_pc():
    here = read({})

    assert here.data_dir == settings_module.PROJECT / "data"
    assert here.database_url == f"sqlite:///{here.data_dir / 'pmqa.db'}"
    assert (here.host, here.port) == ("0.0.0.0", 8000)  # noqa: S104 - phones must reach it
    assert (here.redis_url, here.public_url, here.workers) == (None, None, 1)


def test_an_empty_setting_counts_as_not_set():
    assert read({"PMQA_PORT": "", "PMQA_PUBLIC_URL": ""}) == read({})


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "8000.0"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(ValueError, match="PMQA_PORT"):
        read({"PMQA_PORT": port})


@pytest.mark.parametrize("workers", ["two", "0", "65", "-1"])
def test_a_number_of_workers_that_is_none_is_refused(workers):
    with pytest.raises(ValueError, match="PMQA_WORKERS"):
        read({"PMQA_WORKERS": workers})


def test_passwords_in_settings_are_not_shown():
    here = read({"PMQA_DATABASE_URL": "postgresql://u:hidden@db/x", "PMQA_SECRET_KEY": "hidden"})

    assert "hidden" not in repr(here)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_secret_key_is_made_once_for_its_owner_only(configure, tmp_path):
    configure(data_dir=tmp_path / "data")

    key = secret_key()

    assert len(key) == 32
    assert secret_key() == key
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert [p.name for p in (tmp_path / "data").iterdir()] == ["secret.key"]


def test_secret_key_is_one_even_when_many_ask_first(configure, tmp_path):
    configure(data_dir=tmp_path)

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(), range(32)))

    assert len(keys) == 1


def test_a_given_secret_key_is_used(configure, tmp_path):
    configure(data_dir=tmp_path, secret_key="from the operator")

    assert secret_key() == b"from the operator"
    assert not list(tmp_path.iterdir())


# --- building -------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """A project with one file of each kind baked into the pages, and one that is not."""
    for name in ("assets/a.css", "pmqa_workshop/web/page.py", "pmqa_workshop/services/ideas.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    return tmp_path


def test_fingerprint_stays_while_nothing_changes(project):
    assert serving.fingerprint(project) == serving.fingerprint(project)


@pytest.mark.parametrize("name", ["assets/a.css", "pmqa_workshop/web/page.py"])
def test_fingerprint_changes_with_what_is_baked_in(project, name):
    before = serving.fingerprint(project)

    (project / name).write_text("after")

    assert serving.fingerprint(project) != before


def test_fingerprint_changes_with_a_new_name(project):
    before = serving.fingerprint(project)

    (project / "assets/a.css").rename(project / "assets/b.css")

    assert serving.fingerprint(project) != before


def test_fingerprint_ignores_what_pages_are_not_made_of(project):
    before = serving.fingerprint(project)

    (project / "pmqa_workshop/services/ideas.py").write_text("after")
    (project / "pmqa_workshop/web/__pycache__").mkdir()
    (project / "pmqa_workshop/web/__pycache__/page.pyc").write_text("compiled")

    assert serving.fingerprint(project) == before


def test_everything_said_to_be_baked_in_is_there():
    missing = [name for name in serving.BAKED_IN if not (serving.PROJECT / name).exists()]

    assert missing == []


def test_a_failed_build_says_what_the_tools_said(monkeypatch, tmp_path):
    monkeypatch.setattr(serving, "BUILT_PAGES", tmp_path)
    monkeypatch.setattr(serving, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(serving.sys, "executable", _program(tmp_path, "echo no space left; exit 1"))

    with pytest.raises(serving.BuildFailed, match="no space left"):
        serving.build_frontend()


def _program(folder: Path, script: str) -> str:
    program = folder / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


# --- addresses ------------------------------------------------------------------------


def test_allowed_origins_name_every_address_of_this_machine(configure):
    configure(port=8123, public_url="https://pmqa.example.go.th/")

    origins = serving.allowed_origins()

    assert origins[:2] == ["http://localhost:8123", "http://127.0.0.1:8123"]
    assert {f"http://{address}:8123" for address in serving.lan_addresses()} <= set(origins)
    assert f"http://{socket.gethostname().lower()}:8123" in origins
    assert origins[-1] == "https://pmqa.example.go.th"
    assert len(origins) == len(set(origins))


def test_an_origin_on_port_80_has_no_port(configure):
    configure(port=80)

    assert serving.allowed_origins()[0] == "http://localhost"


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("https://pmqa.example.go.th", "app:8000", True),
        ("http://192.168.77.5:8000", "192.168.77.5:8000", True),
        (None, "localhost:8000", True),
        ("http://evil.example", "localhost:8000", False),
        ("http://evil.example:8000", "evil.example:8000", False),
        ("http://192.168.77.6:8000", "192.168.77.5:8000", False),
        ("http://192.168.77.5:9000", "192.168.77.5:8000", False),
        ("null", "localhost:8000", False),
    ],
    ids=[
        "this computer",
        "behind a proxy",
        "a network joined after the start",
        "a program",
        "a stranger's page",
        "a stranger's name that points here",
        "a neighbour's page",
        "another program on this computer",
        "a page without an address",
    ],
)
def test_is_own_origin(monkeypatch, configure, origin, host, own):
    configure(public_url="https://pmqa.example.go.th")
    monkeypatch.setenv("REFLEX_CORS_ALLOWED_ORIGINS", ",".join(serving.allowed_origins()))
    serving.origins_at_start.cache_clear()

    assert serving.is_own_origin(origin, {"HTTP_HOST": host}) is own

    serving.origins_at_start.cache_clear()


def test_lan_addresses_are_never_loopback_while_there_is_another():
    addresses = serving.lan_addresses()

    assert addresses == ["127.0.0.1"] or not any(a.startswith("127.") for a in addresses)
    assert all(socket.inet_aton(address) for address in addresses)


def test_terminal_qr_is_a_framed_square_of_half_blocks():
    lines = serving.terminal_qr("http://192.168.1.10:8000").splitlines()

    assert set("".join(lines)) <= set(" ▀▄█")
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[0] == "█" * len(lines[0])
    assert len(lines) == (len(lines[0]) + 1) // 2


def test_welcome_shows_both_addresses_and_the_code(configure):
    configure(public_url="https://pmqa.example.go.th")

    words = serving.welcome("คอมพิวเตอร์เครื่องนี้", "โทรศัพท์", port=8123)

    assert "คอมพิวเตอร์เครื่องนี้\n    http://localhost:8123\n" in words
    assert "โทรศัพท์\n    https://pmqa.example.go.th\n" in words
    assert words.endswith(serving.terminal_qr("https://pmqa.example.go.th"))


# --- serving --------------------------------------------------------------------------


def test_serve_refuses_a_port_in_use(configure):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(serving.PortInUse) as refused:
            serving.serve("127.0.0.1", port)

    assert refused.value.port == port


POSTGRES, REDIS = "postgresql+psycopg://db/pmqa", "redis://cache/0"


@pytest.mark.parametrize(
    ("database_url", "redis_url"),
    [("sqlite:///x.db", REDIS), (POSTGRES, "")],
    ids=["a file of SQLite", "no Redis"],
)
def test_several_workers_need_one_postgresql_and_one_redis(configure, database_url, redis_url):
    configure(database_url=database_url, redis_url=redis_url, workers=2)

    with pytest.raises(serving.WorkersShareNothing):
        serving.serve()
    serving.check_workers(1)


def test_several_workers_with_both_are_fine(configure):
    configure(database_url=POSTGRES, redis_url=REDIS)

    serving.check_workers(4)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The real product, built and served; told to stop at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("data")
    server = subprocess.Popen(
        [sys.executable, "-c", "from pmqa_workshop import serving; serving.serve()"],
        cwd=serving.PROJECT,
        env={**os.environ, "PMQA_PORT": str(port), "PMQA_DATA_DIR": str(data)},
    )
    _wait_for(f"http://127.0.0.1:{port}/ping", server, seconds=100)
    yield port
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=10) == 0


def _wait_for(url: str, server: subprocess.Popen[bytes], seconds: int) -> None:
    until = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"No answer at {url}; the server's exit code is {server.poll()}")


def test_serve_answers_with_a_thai_page(port):
    with urlopen(f"http://127.0.0.1:{port}/") as answer:
        page = answer.read().decode()

    assert '<html lang="th"' in page


def test_built_pages_name_no_port_and_no_other_machine(port):
    scripts = [p.read_text(encoding="utf-8") for p in serving.BUILT_PAGES.rglob("*.js")]

    assert not [s for s in scripts if f"localhost:{port}" in s or "localhost:8000" in s]


def test_a_socket_opens_for_our_own_page_only(port):
    address = f"ws://127.0.0.1:{port}/_event/?EIO=4&transport=websocket&token=t"

    with connect(address, origin=f"http://127.0.0.1:{port}") as ours:
        greeting = ours.recv(timeout=5)
    assert greeting.startswith('0{"sid"')
    # A phone that lost its wifi is noticed within 20 seconds.
    assert '"pingTimeout":10000,"pingInterval":10000' in greeting
    with pytest.raises(InvalidStatus):
        connect(address, origin="http://evil.example")
