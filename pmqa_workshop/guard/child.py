"""A child process for files that may be hostile: they can cost its seconds and memory, not ours."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pmqa_workshop

_MEGABYTE = 1024 * 1024
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR")


@dataclass(frozen=True)
class Ended:
    """What a child left behind; `code` is None when its time ran out."""

    output: bytes
    code: int | None


def run_child(module: str, order: bytes, seconds: float) -> Ended:
    """Run a module of ours in a process of its own, with the order on its standard input."""
    try:
        done = subprocess.run(  # noqa: S603 our own interpreter and module
            [sys.executable, "-m", module],
            input=order,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return Ended(late.stdout or b"", None)
    return Ended(done.stdout, done.returncode)


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
