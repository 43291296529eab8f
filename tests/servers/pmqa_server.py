"""The product in a process of its own, without pages, and phones that vote there over HTTP."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pmqa_workshop import serving
from pmqa_workshop.database import engine, open_session
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.access import join
from pmqa_workshop.web.identity import SEAT_COOKIE
from tests.factories import NOON, a_theme, a_workshop, an_open_round

PATIENCE = 60  # seconds


class OwnServer:
    """Serves the test's database. `under` is a program it runs under, `bent` as bent.py says."""

    def __init__(self, folder: Path, *bent: str, under: tuple[str, ...] = ()) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.log_file = folder / f"server-{self.port}.log"
        self.command = [
            *under, sys.executable, "-m", "tests.servers.bent", *bent,
            "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip

    def __enter__(self) -> "OwnServer":
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                self.command, cwd=serving.PROJECT, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.call("GET", "/ping")
            except OSError:
                time.sleep(0.05)
            else:
                return self
        self.__exit__()
        raise AssertionError(self.log)

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def call(self, method: str, path: str, token: str = "", body: Any = None) -> "Said":
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"cookie": f"{SEAT_COOKIE}={token}", "content-type": "application/json"}
        try:
            line.request(method, path, None if body is None else json.dumps(body), headers)
            answer = line.getresponse()
            return Said(answer.status, answer.read(), dict(answer.headers))
        finally:
            line.close()

    def cast(self, ballot: "OwnBallot") -> "Said":
        path = f"/api/ballots/{ballot.client_id}"
        body = {"round_id": ballot.round_id, "points": {str(ballot.theme_id): ballot.points},
                "sequence": ballot.sequence}  # fmt: skip
        return self.call("PUT", path, ballot.token, body)


@dataclass(frozen=True)
class Said:
    """An answer over HTTP."""

    status: int
    content: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnBallot:
    """A ballot as a phone sends it, and sends it again."""

    token: str
    round_id: int
    theme_id: int
    points: int
    sequence: int

    @property
    def client_id(self) -> str:
        return f"ballot-{self.sequence:06d}-{self.theme_id}"


class VotingRoom:
    """A room in the vote with so many seats; written before the server starts."""

    def __init__(self, people: int) -> None:
        with open_session() as session:
            room = a_workshop(session)
            self.id, self.code = room.id, room.code
            self.theme = a_theme(session, room).id
            self.tokens = [join(session, room.code, now=NOON).token for _ in range(people)]
            self.round = an_open_round(session, session.get_one(Workshop, room.id))
        engine().dispose()  # the server may want the file in another journal mode

    def ballot(self, number: int) -> OwnBallot:
        """Return ballot `number` of all that are sent, by the seats in turn."""
        token = self.tokens[number % len(self.tokens)]
        return OwnBallot(token, self.round, self.theme, 1 + number % 3, number)
