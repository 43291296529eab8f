"""The product in processes of its own, without pages, spoken to over HTTP and its websocket."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from websockets.sync.client import connect

from pmqa_workshop import serving
from tests.web.wire import Screen

PATIENCE = 30  # seconds


PAGELESS = ("python", "-m", "bench.pageless")


class Served:
    """A server on a port of its own; `given` are its settings."""

    def __init__(
        self, folder: Path, *, command: Sequence[str] = PAGELESS, workers: int = 1, **given: str
    ) -> None:
        self.command = [sys.executable if word == "python" else word for word in command]
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log_file = folder / f"served-{self.port}.log"
        kept = {name: v for name, v in os.environ.items() if not name.startswith("PMQA_")}
        self.environ = kept | given | {"PMQA_WORKERS": str(workers)}

    def __enter__(self) -> "Served":
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                [*self.command, "--host", "127.0.0.1", "--port", str(self.port)],
                cwd=serving.PROJECT, env=self.environ, stdout=log, stderr=log,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urlopen(f"{self.base}/ping", timeout=2).close()  # noqa: S310 - our own server
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError(self.log)

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def sockets(self) -> int:
        """Count the sockets that its processes hold open."""
        held = [fd for pid in self._family() for fd in Path(f"/proc/{pid}/fd").iterdir()]
        return sum(_points_to(fd).startswith("socket:") for fd in held)

    def memory(self) -> int:
        """Return the resident bytes of its processes."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self._family()]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE")

    def _family(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            found += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return found

    def call(self, method: str, path: str, body: object = None, cookie: str = ""):
        """Return (status, answer) of one call."""
        headers = {"cookie": cookie, "content-type": "application/json", "origin": self.base}
        content = None if body is None else json.dumps(body).encode()
        asked = Request(f"{self.base}{path}", content, headers, method=method)  # noqa: S310
        try:
            with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def vote(self, cookie: str, round_id: int, points: dict[int, int], sequence: int) -> int:
        """Cast a ballot; return the status."""
        body = {"round_id": round_id, "points": points, "sequence": sequence}
        path = f"/api/ballots/ballot-{uuid.uuid4().hex}"
        return self.call("PUT", path, body, cookie)[0]

    @contextmanager
    def screen(self, path: str, cookie: str = "", token: str = ""):
        """Open the websocket as a page at `path` does."""
        token = token or uuid.uuid4().hex
        address = f"ws://127.0.0.1:{self.port}/_event/?EIO=4&transport=websocket&token={token}"
        with connect(
            address, origin=self.base, additional_headers={"cookie": cookie} if cookie else {},
            max_size=None,
        ) as opened:  # fmt: skip
            assert opened.recv(timeout=PATIENCE).startswith("0")
            screen = Screen(_Socket(opened), path)
            screen.boot()
            yield screen


def _points_to(fd: Path) -> str:
    try:
        return str(fd.readlink())
    except OSError:  # closed since
        return ""


class _Socket:
    """What Starlette's test client calls the two halves of a socket."""

    def __init__(self, opened) -> None:
        self._opened = opened

    def send_text(self, text: str) -> None:
        self._opened.send(text)

    def receive_text(self) -> str:
        return self._opened.recv(timeout=PATIENCE)
