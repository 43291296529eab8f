"""The built product, served with a data folder of its own, and a real browser to open it in.

The pages are opened at a plain http name, as phones open the facilitator's laptop: there, a
browser gives neither Web Locks nor the clipboard, which it would at localhost.

Browser and product live as long as one module: an open Playwright would keep later tests from
running event loops of their own.
"""

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from pmqa_workshop import serving
from tests.browser.screens import Desk, Phone, Screens
from tools.prepare import find_browser

HOST = "workshop.test"
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]  # fmt: skip
MOST_TO_START = 150  # seconds, building the pages among them


@dataclass(frozen=True)
class Product:
    """A running server: where it is, what it has printed, and the demonstration's logins."""

    address: str
    log: Path
    demo: dict

    def join_from_outside(self) -> int:
        """Seat somebody without a browser; return how many are seated then."""
        body = {"code": self.demo["code"], "client_id": f"join-{secrets.token_hex(8)}"}
        at = f"http://127.0.0.1:{urlsplit(self.address).port}/api"
        asked = Request(  # noqa: S310 - our own server
            f"{at}/join", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urlopen(asked, timeout=10) as answer:  # noqa: S310
            cookie = answer.headers["set-cookie"].partition(";")[0]
        with urlopen(Request(f"{at}/room", headers={"cookie": cookie}), timeout=10) as room:  # noqa: S310
            return json.load(room)["joined"]

    @property
    def setup_link(self) -> str:
        found = re.search(r"http\S+/setup\?token=\S+", self.log.read_text(encoding="utf-8"))
        assert found, self.log.read_text(encoding="utf-8")
        return found[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, or the one Playwright keeps."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = find_browser() or (own if Path(own).exists() else None)
        if path is None:
            pytest.skip("There is no browser here; `make test` gets one")
        try:
            opened = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        except Error as broken:
            pytest.fail(f"{path} is here and does not start: {broken}")
        yield opened
        opened.close()


@pytest.fixture
def screens(browser: Browser) -> Iterator[Screens]:
    """Opens phones, desks and projectors; whatever went wrong on any of them is a failure."""
    opened = Screens(browser)
    yield opened
    opened.close()
    assert opened.troubles == []


@pytest.fixture(scope="module")
def product(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product on its first day: no staff, no workshop."""
    with _served(tmp_path_factory.mktemp("first-day")) as running:
        yield running


@pytest.fixture(scope="module")
def full_room(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Product]:
    """The product with the demonstration in it, at the module's STAGE."""
    with _served(tmp_path_factory.mktemp("full-room"), demo=request.module.STAGE) as running:
        yield running


@pytest.fixture
def phone(full_room: Product, screens: Screens) -> Phone:
    """One more phone in the full room, seated without a name."""
    seated = screens.phone(full_room.address)
    seated.join(full_room.demo["code"])
    return seated


@pytest.fixture
def facilitator(full_room: Product, screens: Screens) -> Desk:
    """Whoever runs the full room, signed in."""
    desk = screens.desk(full_room.address)
    email = next(who["email"] for who in full_room.demo["logins"] if who["role"] == "facilitator")
    desk.sign_in(email, full_room.demo["password"])
    desk.workshop_id = full_room.demo["workshop_id"]
    return desk


@contextlib.contextmanager
def _served(folder: Path, demo: str = "") -> Iterator[Product]:
    port, log = _free_port(), folder / "serve.log"
    address = f"http://{HOST}:{port}"
    given = {name: value for name, value in os.environ.items() if not name.startswith("PMQA_")}
    given |= {"PMQA_DATA_DIR": str(folder / "data"), "PMQA_PUBLIC_URL": address}
    built = json.loads(_run(given, "demo", "--stage", demo, "--json")) if demo else {}
    with log.open("wb") as said:
        server = subprocess.Popen(
            [*_COMMAND, "serve", "--host", "127.0.0.1", "--port", str(port)],
            cwd=serving.PROJECT, env=given, stdout=said, stderr=said,
        )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/ping", server, log)
        yield Product(address, log, built)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
    assert "Traceback" not in log.read_text(encoding="utf-8")


_COMMAND = [sys.executable, "-m", "pmqa_workshop"]


def _run(environment: dict[str, str], *command: str) -> str:
    return subprocess.run(
        [*_COMMAND, *command],
        cwd=serving.PROJECT, env=environment, check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + MOST_TO_START
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"No answer at {url}\n{log.read_text(encoding='utf-8')}")
