"""How often this process looks for garbage: it stops everybody each time it does."""

import contextlib
import gc
from collections.abc import AsyncIterator

# With a room of 500 a search through everything took 0.4 s, in the middle of a vote. What the
# app is made of is never garbage; what phones leave behind goes by itself, but for few cycles.
SELDOM = (20_000, 20, 100)


@contextlib.asynccontextmanager
async def collect_seldom() -> AsyncIterator[None]:
    """Leave out of every search what stands when serving begins, and search less often."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
