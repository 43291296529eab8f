"""Which cores the server and the generator run on."""

import contextlib
import os
from collections.abc import Iterator

from bench.server import Server

SHARED, APART = "all cores shared", "a core each"


def can_be_apart() -> bool:
    return hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1


@contextlib.contextmanager
def place(server: Server, *, apart: bool) -> Iterator[None]:
    """Keep server and generator on a core each for as long as this lasts."""
    if not apart:
        yield
        return
    cores = sorted(os.sched_getaffinity(0))
    server.pin(cores[0])
    os.sched_setaffinity(0, {cores[1]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, set(cores))
