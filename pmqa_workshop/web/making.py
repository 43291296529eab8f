"""The maker: documents that were asked for are made one after another, beside the room.

Each server process looks for work when a workshop changes and every few seconds; the database
decides who makes what (services/documents.py), so that two processes never make the same one and
a restart takes up what was cut off.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from pmqa_workshop.database import write
from pmqa_workshop.documents.making import make_in_child, stop_making
from pmqa_workshop.domain.errors import FileRefused, WorkshopError
from pmqa_workshop.services.documents import (
    Claimed,
    claim_document,
    finish_document,
    give_back_document,
    refuse_document,
)

log = logging.getLogger(__name__)
LOOK = 5.0  # seconds between two looks when nobody says that there is work


class Maker:
    """Makes documents as long as the app runs; woken, it need not wait for its next look."""

    def __init__(self) -> None:
        self._asked: asyncio.Event | None = None

    def wake(self) -> None:
        """Say that a document was asked for in this process."""
        if self._asked is not None:
            self._asked.set()

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        self._asked = asyncio.Event()
        task = asyncio.create_task(self._keep_making(self._asked), name="pmqa-making")
        try:
            yield
        finally:
            self._asked = None
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _keep_making(self, asked: asyncio.Event) -> None:
        while True:
            asked.clear()
            try:
                while await make_next():
                    pass
            except WorkshopError:
                pass  # the database is away, and said so; the document waits
            except Exception:
                log.exception("a document could not be made")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), LOOK)


maker = Maker()


async def make_next() -> bool:
    """Make the document that has waited longest; return whether there was one."""
    claimed = await write(claim_document, now=_now())
    if claimed is None:
        return False
    await _make(claimed)
    return True


async def _make(claimed: Claimed) -> None:
    try:
        made = await asyncio.to_thread(
            make_in_child, claimed.kind, claimed.snapshot, claimed.options, claimed.template
        )
    except FileRefused as refusal:
        await write(refuse_document, claimed.id, _reason(refusal), now=_now())
        return
    except asyncio.CancelledError:  # the server stops: another takes it up at once
        stop_making()
        await write(give_back_document, claimed.id)
        raise
    await write(finish_document, claimed.id, made, now=_now())


def _reason(refusal: FileRefused) -> str:
    """Return the code of what was wrong, and after a blank what in the template it was."""
    told = (refusal.facts.get("reason") or refusal.code, refusal.facts.get("detail"))
    return " ".join(str(one) for one in told if one)


def _now() -> datetime:
    return datetime.now(UTC)
