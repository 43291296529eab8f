"""The machine and the software a run was taken on, without naming either's owner."""

import hashlib
import os
import platform
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from pmqa_workshop.database import journal_for, sqlite_driver

PACKAGES = ("reflex", "granian", "uvloop", "python-socketio", "SQLAlchemy", "aiohttp", "playwright")


def word() -> str:
    """Return a neutral word for the machine: its cores and a digest of its processor's name."""
    digest = hashlib.sha256(processor().encode()).hexdigest()[:6]
    return f"{cores()}core-{platform.system().lower()}-{digest}"


def facts() -> dict[str, Any]:
    """Return what decides the figures: cores, processor, memory, disk, versions."""
    journal, synchronous = journal_for(sqlite_driver().sqlite_version_info)
    return {
        "cores": cores(),
        "processor": processor(),
        "memory_gb": _memory_gb(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": platform.system(),
        "disk": _file_system(Path(tempfile.gettempdir())),
        "python": platform.python_version(),
        "sqlite": f"{sqlite_driver().sqlite_version}, journal {journal}, synchronous {synchronous}",
        "state_manager": "memory",
        "processes": 1,
        **{name: _version(name) for name in PACKAGES},
    }


def cores() -> int:
    return os.cpu_count() or 1


def processor() -> str:
    """Return the processor's name as the system gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1)
    except (ValueError, OSError):
        return None


def _file_system(folder: Path) -> str:
    """Return the kind of file system; on tmpfs a commit costs nothing and proves nothing."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "unknown"
    under = [(len(at), kind) for at, kind in mounts if folder.resolve().is_relative_to(at)]
    return max(under, default=(0, "unknown"))[1]


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
