"""A PostgreSQL of the tests' own: data and socket in a folder of its own, no port."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

PROGRAMS = "/usr/lib/postgresql/*/bin"  # where Debian keeps them off the path
LOWLY = "nobody"  # PostgreSQL refuses to run as root


class OwnPostgres:
    """Starts on entering. Without `durable` it skips fsync, which only a power cut would show."""

    def __init__(self, *, durable: bool = False, options: Sequence[str] = ()) -> None:
        self.durable, self.options = durable, options
        self.folder = Path(tempfile.mkdtemp(prefix="pmqa-pg-"))
        self.url = f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def __enter__(self) -> "OwnPostgres":
        if os.geteuid() == 0:
            shutil.chown(self.folder, LOWLY)
        quick = [] if self.durable else ["--no-sync"]
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                  "--locale", "C", *quick)  # fmt: skip
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        quick = [] if self.durable else ["-c", "fsync=off", "-c", "full_page_writes=off"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [_program("postgres"), "-D", self._data, "-k", str(self.folder),
                 "-c", "listen_addresses=", "-c", "max_connections=60", *quick, *self.options],
                stdout=subprocess.DEVNULL, stderr=log, cwd=self.folder,
                user=LOWLY if os.geteuid() == 0 else None,
            )  # fmt: skip
        until = time.monotonic() + 30
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise AssertionError((self.folder / "log").read_text()[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop at once, as a restart does: whoever is connected is cut off."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    def kill(self) -> None:
        """Cut the power of the postmaster and all its children."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.folder), user="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [_program(name), *arguments], cwd=self.folder, capture_output=True, text=True,
            user=LOWLY if os.geteuid() == 0 else None, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def _program(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path / name) for path in sorted(Path("/").glob(PROGRAMS[1:]), reverse=True)), None
    )
    assert found, f"no {name} here; `make test` gets one"
    return found
