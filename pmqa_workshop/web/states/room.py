"""Mirrors of the room, one per audience, and the door through which a screen enters it.

The mirrors are written by broadcasts and by entering only; no handler reads them.
"""

from typing import Any

import reflex as rx

from pmqa_workshop.database import read
from pmqa_workshop.domain.errors import WorkshopError
from pmqa_workshop.domain.roles import Actor, Role, may_run_room
from pmqa_workshop.queries.room import Audience
from pmqa_workshop.queries.scope import visible_workshop
from pmqa_workshop.web.identity import STAFF, actor, known_actors, requires, workshop_of
from pmqa_workshop.web.live import MayStay, Room, hub
from pmqa_workshop.web.routes import JOIN, SIGN_IN, language_of, link


class PhoneRoom(rx.State):
    """What a participant may see of the room."""

    version: int = 0
    revision: int = 0
    entry: str = ""
    workshop_id: int = 0
    title: str = ""
    code: str = ""
    stage: str = ""
    joined: int = 0
    joining_closed: bool = False
    revealed: bool = False
    ideas: int = 0
    round: dict[str, Any] = {}
    group: dict[str, Any] = {}
    results: list[dict[str, Any]] = []


class ProjectorRoom(rx.State):
    """What the whole room may see: no names, nothing hidden."""

    version: int = 0
    revision: int = 0
    entry: str = ""
    workshop_id: int = 0
    title: str = ""
    code: str = ""
    stage: str = ""
    joined: int = 0
    joining_closed: bool = False
    revealed: bool = False
    ideas: int = 0
    round: dict[str, Any] = {}
    results: list[dict[str, Any]] = []
    coverage: list[dict[str, Any]] = []
    latest: list[dict[str, Any]] = []
    decisions: list[dict[str, Any]] = []
    themes: int = 0
    ungrouped: int = 0
    selected: int = 0
    undecided: int = 0


class ConsoleRoom(rx.State):
    """What whoever runs the room sees, in figures by unit, never by name."""

    version: int = 0
    revision: int = 0
    entry: str = ""
    workshop_id: int = 0
    title: str = ""
    code: str = ""
    stage: str = ""
    joined: int = 0
    joining_closed: bool = False
    revealed: bool = False
    ideas: int = 0
    round: dict[str, Any] = {}
    results: list[dict[str, Any]] = []
    coverage: list[dict[str, Any]] = []
    latest: list[dict[str, Any]] = []
    units: list[dict[str, Any]] = []
    wrote: int = 0
    themes: int = 0
    ungrouped: int = 0
    selected: int = 0
    undecided: int = 0


MIRRORS = {
    Audience.PHONE: PhoneRoom,
    Audience.PROJECTOR: ProjectorRoom,
    Audience.CONSOLE: ConsoleRoom,
    Audience.DESK: ConsoleRoom,
}


class Door(rx.State):
    """Entering the room; runs again after every reconnect, as the page's `on_load`."""

    entered: bool = False  # drawn only once the first projection is there

    @rx.event
    @requires()
    async def enter_phone(self):
        """Seat the phone, or send it to the door."""
        for known in await known_actors(self.router.headers.cookie or ""):  # staff may sit too
            if known.role is Role.PARTICIPANT and known.workshop_id is not None:
                room = Room(known.workshop_id, Audience.PHONE, known.category or 0)
                return await self._enter(room)
        return rx.redirect(self._page(JOIN))

    @rx.event
    @requires(Role.PROJECTOR)
    async def enter_projector(self):
        """Show the room to the room; the link's signature is the right."""
        return await self._enter(Room(actor().workshop_id, Audience.PROJECTOR))

    @rx.event
    @requires(Role.PROJECTOR, quietly=True)
    async def ask_projector(self):
        """Fetch a snapshot: packets were missed, or it has been silent for long."""
        return await self._enter(Room(actor().workshop_id, Audience.PROJECTOR))

    @rx.event
    @requires(*STAFF)
    async def enter_console(self):
        """Show the room to staff; results not yet published only to those who run it."""
        return await self._enter_console()

    @rx.event
    @requires(*STAFF, quietly=True)
    async def ask_console(self):
        """Fetch a snapshot: packets were missed, or it has been silent for long."""
        return await self._enter_console()

    @rx.event
    @requires()
    async def need_staff(self):
        """Send whoever is not signed in to the sign-in page, and back here afterwards."""
        try:
            if actor().is_staff:
                return None
        except WorkshopError:
            pass
        here = self.router.url
        back = f"{here.path}?{here.query}" if here.query else here.path
        return rx.redirect(link(SIGN_IN, language_of(here.path), next=back))

    def _page(self, route: str) -> str:
        return link(route, language_of(self.router.url.path))

    async def _enter_console(self) -> None:
        workshop_id, cookies = workshop_of(self), self.router.headers.cookie or ""
        await read(visible_workshop, actor(), workshop_id)
        room = Room(workshop_id, _staff_audience(actor()))

        async def may_stay() -> bool:
            staff = [known for known in await known_actors(cookies) if known.is_staff]
            return any(_staff_audience(known) is room.audience for known in staff)

        await self._enter(room, may_stay)

    async def _enter(self, room: Room, may_stay: MayStay | None = None) -> None:
        await hub.enter(self.router.session.session_id, room, may_stay)
        mirror = await self.get_state(MIRRORS[room.audience])
        self.entered = True
        view = await hub.snapshot(room)
        for name, value in view.items():  # nothing is awaited after the read
            setattr(mirror, name, value)


def _staff_audience(staff: Actor) -> Audience:
    return Audience.CONSOLE if may_run_room(staff) else Audience.DESK
