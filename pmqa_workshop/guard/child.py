"""A child process for files that may be hostile: they can cost its seconds and memory, not ours."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pmqa_workshop

_MEGABYTE = 1024 * 1024
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR")


_running: dict[str, set[subprocess.Popen[bytes]]] = {}  # by module


@dataclass(frozen=True)
class Ended:
    """What a child left behind; `code` is None when its time ran out."""

    output: bytes
    code: int | None


def run_child(module: str, order: bytes, seconds: float) -> Ended:
    """Run a module of ours in a process of its own, with the order on its standard input."""
    with subprocess.Popen(  # noqa: S603 our own interpreter and module
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as child:
        _running.setdefault(module, set()).add(child)
        try:
            output, _ = child.communicate(order, timeout=seconds)
        except subprocess.TimeoutExpired as late:
            return Ended(late.stdout or b"", None)
        finally:
            _running[module].discard(child)
            _end(child)
        return Ended(output, child.returncode)


def end_children(module: str) -> None:
    """End the children that run a module of ours now, with all they have started."""
    for child in list(_running.get(module, ())):
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child and, where the system tells of them, its own children: LibreOffice is one."""
    if child.poll() is not None:
        return
    below = _below(child.pid)
    child.kill()
    for one in below:
        with suppress(OSError):
            os.kill(one, signal.SIGKILL)


def _below(pid: int) -> list[int]:
    """Return the processes a process and its own have started; none where there is no /proc."""
    found = [pid]
    for parent in found:
        for listed in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, listed.read_text().split())
    return found[1:]


def limit_memory(megabytes: int) -> None:
    """Give this process, a child, no more memory than that."""
    try:
        import resource  # not on every system
    except ImportError:
        return
    limit = megabytes * _MEGABYTE
    with suppress(ValueError, OSError):  # a lower limit of the system's own stands
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _environment() -> dict[str, str]:
    """Return what the child needs to start, and none of the server's secrets."""
    kept = {key: os.environ[key] for key in _KEPT_VARIABLES if key in os.environ}
    root = Path(pmqa_workshop.__file__).parent.parent
    paths = [str(root), *(path for path in sys.path if path)]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
