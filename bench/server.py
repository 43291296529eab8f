"""The real server in a process of its own, with its own data, watched from outside."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILT_WITHIN = 600  # seconds
STOPPED_WITHIN = 20
MB = 1024 * 1024


class NotStarted(RuntimeError):
    """The server did not come up; the message is the end of its log."""


class Server:
    """Starts on entering, stops on leaving; its data are thrown away.

    Without `pages` nothing is built: API and websocket only.
    """

    def __init__(self, *, pages: bool = True, database: str | None = None) -> None:
        self.pages = pages
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.data = Path(tempfile.mkdtemp(prefix="pmqa-bench-"))
        self.database = database or f"sqlite:///{self.data / 'pmqa.db'}"
        self.environ = {name: v for name, v in os.environ.items() if not name.startswith("PMQA_")}
        self.environ |= {
            "PMQA_DATA_DIR": str(self.data),
            "PMQA_DATABASE_URL": self.database,
            "PMQA_SECRET_KEY": "of-a-bench-run-only",
        }

    @property
    def file(self) -> Path | None:
        """Return the database's file, None when it has none."""
        return self.data / "pmqa.db" if self.database.startswith("sqlite") else None

    def run(self, module: str, *arguments: str) -> str:
        """Run a module beside the server, on the same data; return what it printed."""
        ran = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=PROJECT, env=self.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            raise NotStarted(ran.stderr[-2000:])
        return ran.stdout

    def command(self) -> list[str]:
        """Return what starts the server."""
        module = ["pmqa_workshop", "serve"] if self.pages else ["bench.pageless"]
        return [sys.executable, "-m", *module, "--host", "127.0.0.1", "--port", str(self.port)]

    def __enter__(self) -> "Server":
        self._start()
        return self

    def _start(self) -> None:
        with (self.data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), cwd=PROJECT, env=self.environ, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        self._processes = self._family()

    def kill_and_start(self) -> None:
        """Kill all of the server's processes at once, and start it again on the same data."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._start()

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self.throw_away()

    def throw_away(self) -> None:
        """Remove the data."""
        shutil.rmtree(self.data, ignore_errors=True)

    def _wait_until_up(self) -> None:
        give_up = time.monotonic() + BUILT_WITHIN
        while time.monotonic() < give_up and self._process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.base}/ping", timeout=5).close()  # noqa: S310
                return
            time.sleep(0.02)
        raise NotStarted(self.log()[-2000:])

    def log(self) -> str:
        return (self.data / "server.log").read_text(encoding="utf-8", errors="replace")

    # --- what it takes --------------------------------------------------------------------

    def pin(self, core: int) -> None:
        """Keep the server's processes on one core."""
        for pid in self._processes:
            for thread in Path(f"/proc/{pid}/task").iterdir():
                with contextlib.suppress(OSError):
                    os.sched_setaffinity(int(thread.name), {core})

    def rss_mb(self) -> float | None:
        """Return the resident memory of the server's processes, None where there is no /proc."""
        pages = [_field(pid, "statm", 1) for pid in self._processes]
        return round(sum(pages) * os.sysconf("SC_PAGE_SIZE") / MB, 1) if pages else None

    def cpu_s(self) -> float | None:
        """Return the processor time used so far by the server's processes."""
        ticks = [_field(pid, "stat", 11) + _field(pid, "stat", 12) for pid in self._processes]
        return sum(ticks) / os.sysconf("SC_CLK_TCK") if ticks else None

    def _family(self) -> list[int]:
        """List the server's process and all that it started."""
        if not Path("/proc/self/stat").exists():
            return []
        parents = {
            int(entry.name): _field(int(entry.name), "stat", 1)
            for entry in Path("/proc").iterdir()
            if entry.name.isdecimal()
        }
        found = [self._process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found


class Meter:
    """Samples the server's memory while something is going on, and takes the time it used."""

    EVERY = 0.5  # seconds

    def __init__(self, server: Server) -> None:
        self._server = server
        self._samples: list[float] = []
        self._over = threading.Event()

    def __enter__(self) -> "Meter":
        self._before = self._server.cpu_s()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        after = self._server.cpu_s()
        self._used = None if after is None or self._before is None else after - self._before

    def _sample(self) -> None:
        while True:
            rss = self._server.rss_mb()
            if rss is not None:
                self._samples.append(rss)
            if self._over.wait(self.EVERY):
                return

    def figures(self) -> dict[str, float | None]:
        """Return the largest memory seen and the processor time used."""
        return {
            "server_rss_mb": max(self._samples, default=None),
            "server_cpu_s": None if self._used is None else round(self._used, 2),
        }


def _field(pid: int, name: str, number: int) -> int:
    """Return a number of /proc/<pid>/<name>, counted after the command's name; 0 when gone."""
    try:
        text = Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[number])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
