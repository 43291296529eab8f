"""A Redis of the test's own, which may be killed, frozen and started again."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError


class OwnRedis:
    """Starts on entering; keeps its port over a restart and nothing on disk."""

    def __init__(self, folder: Path, options: Sequence[str] = ()) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.folder, self.options = folder, options

    def __enter__(self) -> "OwnRedis":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thaw()
        self.kill()

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, "no redis-server here; `make test` gets one"
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", str(self.folder), *self.options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                self.client().ping()
            except RedisError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("redis-server did not start")

    def client(self) -> Redis:
        return Redis(port=self.port, socket_timeout=2)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)
