"""How a room hears of a change: one packet for everybody in it, built and encoded once.

Rooms. A socket is in one room: a workshop, an audience and, for phones, the category group of
its participant (0 for none). Entering gives a snapshot, all vars of the mirror state; later
packets hold the vars that changed. Both carry

- `version`: one more with each packet sent to this room. A packet that is neither the last
  version nor the next one means that some were missed.
- `revision`: how many changes the workshop had seen when this was read. The same count in every
  process and in `GET /api/room`, so that of two snapshots the lower revision is the older.
- `entry` (entering only): `<process>-<number>`, another one for each snapshot. When it changes,
  `version` begins to count there; the first part tells whether it is the same process.

So a client asks for a snapshot when under one `entry` the version is neither the last nor the
next, when a new `entry` of the same process has a lower version than was heard, when the screen
is looked at again, and after 15 seconds of silence: a room in which nothing happens is silent.

Pace. A change goes out after a tick, and then no more often than PACE says for its audience.
Every few seconds the hub asks the database whether a workshop somebody is in has changed without
its knowing: another process, the command line, a message Redis lost.

Internals this rests on are known here and in `laggards.py` only, and pinned by
tests/web/test_live.py: the wire format of Reflex 0.10.1's deltas, its `event_namespace`, and
that a packet put into the queue of an Engine.IO socket is sent.
"""

import asyncio
import contextlib
import itertools
import logging
import secrets
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import reflex as rx
from engineio.packet import MESSAGE
from engineio.packet import Packet as Frame
from reflex_base.constants.state import FIELD_MARKER
from socketio.packet import EVENT
from sqlmodel import Session

from pmqa_workshop.database import read
from pmqa_workshop.queries.room import Audience, group_views, room_mark, room_views
from pmqa_workshop.services.changes import listen
from pmqa_workshop.settings import settings
from pmqa_workshop.web.bus import Bus
from pmqa_workshop.web.laggards import lags, let_go
from pmqa_workshop.web.trouble import Trouble

log = logging.getLogger(__name__)
View = dict[str, Any]
MayStay = Callable[[], Awaitable[bool]]
TICK = 0.2  # seconds from a change to its first packet
PACE = {  # seconds between two packets of one room
    Audience.PHONE: 0.5,
    Audience.PROJECTOR: 0.25,
    Audience.CONSOLE: 0.5,
    Audience.DESK: 0.5,
}
LOOK = 2.0  # seconds between two questions whether somebody else has changed something
RETRY = 2.0  # seconds until a room that could not be read is tried again
HEAR_EVERYTHING = {Audience.CONSOLE, Audience.DESK}  # their lists are read again at each change


class Room(NamedTuple):
    """Everybody who is sent the same packets."""

    workshop_id: int
    audience: Audience
    group: int = 0  # a phone's category

    @property
    def name(self) -> str:
        return f"workshop/{self.workshop_id}/{self.audience.value}/{self.group}"


@dataclass
class _Followed:
    """A workshop somebody here is in: what was last read of it, and when news are due."""

    views: dict[Audience, View] = field(default_factory=dict)
    groups: dict[int, View] = field(default_factory=dict)
    due: dict[Audience, float] = field(default_factory=dict)
    sent: dict[Audience, float] = field(default_factory=dict)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def view(self, audience: Audience, group: int) -> View:
        view = self.views[audience]
        return {**view, "group": self.groups[group]} if group else view

    def mark(self, at: float, tick: float) -> None:
        for audience, pace in PACE.items():
            soonest = max(at + tick, self.sent.get(audience, 0.0) + pace)
            self.due.setdefault(audience, soonest)

    def take_due(self, at: float) -> set[Audience]:
        due = {audience for audience, when in self.due.items() if when <= at}
        for audience in due:
            del self.due[audience]
        return due


class Hub:
    """The rooms of this process, their latest projections and who waits for news."""

    def __init__(self, tick: float = TICK, look: float = LOOK) -> None:
        self.tick, self.look = tick, look
        self.process = secrets.token_hex(4)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._followed: dict[int, _Followed] = {}
        self._versions: dict[Room, int] = defaultdict(lambda: 1)
        self._entries = itertools.count(1)
        self._staying: dict[str, tuple[Room, MayStay]] = {}  # by socket
        self._bus: Bus | None = None
        self._trouble = Trouble(
            log, "the rooms cannot be read; they are told when they can", in_full=True
        )

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
        with contextlib.suppress(RuntimeError):  # closed between the question and the call
            loop.call_soon_threadsafe(self._changed_here, workshop_id)

    def _changed_here(self, workshop_id: int) -> None:
        self._mark_here(workshop_id)
        if self._bus is not None:
            self._bus.tell(workshop_id)

    def _mark_here(self, workshop_id: int) -> None:
        followed = self._followed.get(workshop_id)
        if followed is not None:  # else whoever enters reads it then
            followed.mark(time.monotonic(), self.tick)
            self._wake.set()

    # --- entering -------------------------------------------------------------------------

    async def enter(self, sid: str, room: Room, may_stay: MayStay | None = None) -> None:
        """Put a socket into its room, and out of every other.

        With `may_stay` it is asked every few seconds: a right that ends must end what is heard.
        """
        sio, namespace = self._app.sio, self._namespace.namespace
        if not sio.manager.is_connected(sid, namespace):  # gone while its event waited
            return
        for other in sio.rooms(sid, namespace=namespace):
            if other.startswith("workshop/") and other != room.name:
                await sio.leave_room(sid, other, namespace=namespace)
        await sio.enter_room(sid, room.name, namespace=namespace)
        self._staying.pop(sid, None)
        if may_stay is not None:
            self._staying[sid] = (room, may_stay)

    async def turn_out(self) -> None:
        """Put those out of their room who may no longer be in it."""
        sio, namespace = self._app.sio, self._namespace.namespace
        for sid, staying in list(self._staying.items()):
            room, may_stay = staying
            if sio.manager.is_connected(sid, namespace) and await may_stay():
                continue
            if self._staying.get(sid) is staying:  # else it has entered anew meanwhile
                del self._staying[sid]
                await sio.leave_room(sid, room.name, namespace=namespace)

    async def snapshot(self, room: Room) -> View:
        """Return all vars of a room; the caller must not await between this and their use."""
        followed = self._followed.setdefault(room.workshop_id, _Followed())
        while room.audience not in followed.views:
            async with followed.reading:
                if room.audience not in followed.views:
                    await self._read(room.workshop_id, followed, {room.audience})
        return {
            **followed.view(room.audience, room.group),
            "version": self._versions[room],
            "entry": f"{self.process}-{next(self._entries)}",
        }

    def forget_all(self) -> None:
        """Drop every projection, so that the next one is read anew (after a restore)."""
        self._followed = {}

    @property
    def _namespace(self) -> Any:
        return self._app.event_namespace

    async def _read(
        self, workshop_id: int, followed: _Followed, audiences: AbstractSet[Audience]
    ) -> None:
        views, groups = await read(_look, workshop_id, audiences)
        followed.views.update(views)
        followed.groups = groups or followed.groups

    # --- telling --------------------------------------------------------------------------

    async def flush(self, workshop_id: int, audiences: AbstractSet[Audience]) -> None:
        """Send these audiences what changed since their last packet.

        An audience nobody is in is forgotten instead of read: whoever enters reads it then.
        """
        followed = self._followed.get(workshop_id)
        if followed is None:  # everybody left while others were told
            return
        async with followed.reading:
            rooms = [room for room in self._rooms(workshop_id) if room.audience in audiences]
            here = {room.audience for room in rooms}
            for audience in audiences - here:
                followed.views.pop(audience, None)
            known = {room: followed.view(room.audience, room.group)
                     for room in rooms if room.audience in followed.views}  # fmt: skip
            if not known:
                return
            await self._read(workshop_id, followed, {room.audience for room in known})
            packets = {
                room: self._packet(room, before, followed.view(room.audience, room.group))
                for room, before in known.items()
            }
        # A snapshot taken before this moment is on its way, and must arrive first.
        await asyncio.sleep(0)
        for room, packet in packets.items():
            if packet:
                followed.sent[room.audience] = time.monotonic()
                self._send(room, packet)

    def _packet(self, room: Room, before: View, now: View) -> View:
        """Return what is to be sent and count it; nothing where nothing changed."""
        changed = {name: value for name, value in now.items() if before.get(name) != value}
        if not changed.keys() - {"revision"} and room.audience not in HEAR_EVERYTHING:
            return {}
        if changed:
            self._versions[room] += 1
            changed |= {"version": self._versions[room], "revision": now["revision"]}
        return changed

    def _rooms(self, workshop_id: int) -> list[Room]:
        """Return the rooms of a workshop that somebody is in."""
        groups = range(8)
        there = self._app.sio.manager.rooms.get(self._namespace.namespace, {})
        possible = [Room(workshop_id, Audience.PHONE, group) for group in groups]
        possible += [Room(workshop_id, a) for a in Audience if a is not Audience.PHONE]
        return [room for room in possible if there.get(room.name)]

    def _send(self, room: Room, changed: View) -> None:
        """Put one packet into the queues of all in the room; who does not read is let go."""
        sio, namespace = self._app.sio, self._namespace.namespace
        delta = {self._mirrors[room.audience]: {k + FIELD_MARKER: v for k, v in changed.items()}}
        packet = sio.packet_class(EVENT, namespace=namespace, data=["event", {"delta": delta}])
        frame = Frame(MESSAGE, packet.encode())
        for _, engine_sid in sio.manager.get_participants(namespace, room.name):
            socket = sio.eio.sockets.get(engine_sid)
            if socket is None or socket.closing or socket.closed:
                continue
            if lags(socket):
                let_go(socket)
            else:
                socket.queue.put_nowait(frame)

    # --- running --------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Run the hub as long as the app does."""
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        tasks = [
            asyncio.create_task(self._run(), name="pmqa-hub"),
            asyncio.create_task(self._keep_looking(), name="pmqa-hub-look"),
        ]
        try:
            async with self._telling_others():
                yield
        finally:
            self._loop = None
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    @contextlib.asynccontextmanager
    async def _telling_others(self) -> AsyncIterator[None]:
        url = settings().redis_url
        if not url:
            yield
            return
        self._bus = Bus(url, self.process, self._mark_here)
        try:
            async with self._bus.running():
                yield
        finally:
            self._bus = None

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            when = min((at for f in self._followed.values() for at in f.due.values()), default=None)
            wait = None if when is None else when - time.monotonic()
            if wait is None or wait > 0:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._wake.wait()
                continue
            for workshop_id, followed in list(self._followed.items()):
                if due := followed.take_due(time.monotonic()):
                    await self._flush_or_retry(workshop_id, followed, due)

    async def _flush_or_retry(
        self, workshop_id: int, followed: _Followed, due: AbstractSet[Audience]
    ) -> None:
        try:
            await self.flush(workshop_id, due)
            self._trouble.over()
        except Exception as failure:
            self._trouble.begins(failure)
            again = time.monotonic() + RETRY
            followed.due.update(dict.fromkeys(due, again))

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(self.look)
            try:
                await self.turn_out()
                await self.look_for_changes()
            except Exception as failure:
                self._trouble.begins(failure)

    async def look_for_changes(self) -> None:
        """Mark the workshops that are not as they were last read here; forget the empty ones."""
        for workshop_id in list(self._followed):
            if not self._rooms(workshop_id):
                del self._followed[workshop_id]
        ids = [workshop_id for workshop_id, found in self._followed.items() if found.views]
        if not ids:
            return
        for workshop_id, mark in (await read(room_mark, ids)).items():
            views = self._followed[workshop_id].views if workshop_id in self._followed else {}
            if any(view["revision"] != mark for view in views.values()):
                self._mark_here(workshop_id)


def _look(
    session: Session, workshop_id: int, audiences: AbstractSet[Audience]
) -> tuple[dict[Audience, View], dict[int, View]]:
    """Read the projections of one moment, for phones with what differs by group."""
    views = room_views(session, workshop_id, audiences)
    return views, group_views(session, workshop_id) if Audience.PHONE in audiences else {}


hub = Hub()
