"""How a room hears of a change: one projection per audience, one packet for everybody in it.

A commit marks the workshop dirty; a tick later the projections are read once, and what changed
is sent to each room of Reflex's own websocket. The wire format of Reflex's deltas and the
`event_namespace` it goes through are internals of Reflex 0.10.1: they are known here only,
and pinned by tests/web/test_live.py.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

import reflex as rx
from reflex_base.constants.state import FIELD_MARKER

from pmqa_workshop.database import read
from pmqa_workshop.queries.room import Audience, room_views
from pmqa_workshop.services.changes import listen

log = logging.getLogger(__name__)
View = dict[str, Any]
RETRY = 2.0  # seconds until a room that could not be read is tried again
TICK = 0.2  # seconds: a burst of votes becomes at most five packets a second


class Hub:
    """The rooms of this process, their latest projections and who waits for news."""

    def __init__(self, tick: float = TICK) -> None:
        self.tick = tick
        self._dirty: set[int] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._views: dict[int, Mapping[Audience, View]] = {}
        self._versions: dict[int, int] = {}
        self._reading: dict[int, asyncio.Lock] = {}

    def bind(self, app: rx.App, mirrors: Mapping[Audience, type[rx.State]]) -> None:
        """Name the app whose websocket is used and the mirror state of each audience."""
        self._app = app
        self._mirrors = {audience: state.get_full_name() for audience, state in mirrors.items()}
        listen(self.mark)

    def mark(self, workshop_id: int) -> None:
        """Say that a workshop changed; called after its commit, from any thread."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        loop.call_soon_threadsafe(self._mark_here, workshop_id)

    def _mark_here(self, workshop_id: int) -> None:
        self._dirty.add(workshop_id)
        self._wake.set()

    async def enter(self, sid: str, workshop_id: int, audience: Audience) -> None:
        """Put a socket into its room, and out of the rooms of other workshops."""
        rooms = self._app.sio.rooms(sid, namespace=self._namespace.namespace)
        here = _room(workshop_id, audience)
        for room in rooms:
            if room.startswith("workshop/") and room != here:
                await self._app.sio.leave_room(sid, room, namespace=self._namespace.namespace)
        await self._app.sio.enter_room(sid, here, namespace=self._namespace.namespace)

    async def view(self, workshop_id: int, audience: Audience) -> View:
        """Return the latest projection; the caller must not await between this and its use."""
        if workshop_id not in self._views:
            await self._read(workshop_id)
        return self._views[workshop_id][audience]

    def forget_all(self) -> None:
        """Drop every projection, so that the next one is read anew (after a restore)."""
        self._views, self._versions = {}, {}

    @property
    def _namespace(self) -> Any:
        return self._app.event_namespace

    async def _read(self, workshop_id: int) -> Mapping[Audience, View]:
        async with self._reading.setdefault(workshop_id, asyncio.Lock()):
            views = await read(room_views, workshop_id)
            version = self._versions[workshop_id] = self._versions.get(workshop_id, 0) + 1
            for view in views.values():
                view["version"] = version
            self._views[workshop_id] = views
            return views

    async def flush(self, workshop_id: int) -> None:
        """Send each audience the vars that changed since the last packet.

        A room nobody has entered yet is not read: whoever enters reads it then.
        """
        reading = self._reading.get(workshop_id)
        if workshop_id not in self._views and reading is not None:
            async with reading:  # somebody enters, with what was read before this commit perhaps
                pass
        before = self._views.get(workshop_id)
        if before is None:
            return
        for audience, view in (await self._read(workshop_id)).items():
            old = before[audience]
            changed = {k: v for k, v in view.items() if k == "version" or old.get(k) != v}
            if len(changed) > 1:
                delta = {self._mirrors[audience]: {k + FIELD_MARKER: v for k, v in changed.items()}}
                await self._namespace.emit(
                    "event", {"delta": delta}, room=_room(workshop_id, audience)
                )

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Run the hub as long as the app does."""
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        task = asyncio.create_task(self._run(), name="pmqa-hub")
        try:
            yield
        finally:
            self._loop = None
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(self.tick)
            dirty, self._dirty = self._dirty, set()
            for workshop_id in dirty:
                try:
                    await self.flush(workshop_id)
                except Exception:
                    log.exception("the room of workshop %s was not told", workshop_id)
                    asyncio.get_running_loop().call_later(RETRY, self._mark_here, workshop_id)


def _room(workshop_id: int, audience: Audience) -> str:
    return f"workshop/{workshop_id}/{audience.value}"


hub = Hub()
