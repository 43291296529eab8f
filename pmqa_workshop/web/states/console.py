"""Running the room: stages, joining, revealing, rounds. The room itself is in ConsoleRoom."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.access import projector_key, projector_workshop
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.roles import may_run_room
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.domain.voting import MOST_POINTS
from pmqa_workshop.queries.access import projector_actor
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services import voting, workshop
from pmqa_workshop.serving import phone_url
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web.identity import (
    ANYBODY,
    ROOM,
    STAFF,
    actor,
    now,
    query_of,
    requires,
    workshop_of,
)
from pmqa_workshop.web.invitations import phone_link, qr_image
from pmqa_workshop.web.routes import SCREEN, language_of, link


class RoomAddress(rx.State):
    """Where phones come in, as it stands on screens and invitations."""

    url: str = ""

    @rx.event
    @requires(*ANYBODY)
    async def tell(self):
        """Tell the address that phones in the room should open."""
        self.url = phone_url()


class Projector(rx.State):
    """Which room a projector's link opens."""

    workshop_id: int = 0
    qr: str = ""

    @rx.event
    @requires(*ANYBODY)
    async def check_key(self):
        """Show nothing of an earlier room under a key that opens none, or another."""
        self.workshop_id = projector_workshop(secret_key(), query_of(self, "key")) or 0
        screen = await read(projector_actor, self.workshop_id) if self.workshop_id else None
        found = await read(workshop_view, screen, self.workshop_id) if screen else None
        self.qr = qr_image(found.code) if found else ""


class Console(rx.State):
    """What the facilitator looks at, and what they do to the room."""

    workshop_id: int = 0
    looking: str = ""  # the step on this screen; empty: the room's own
    screen_address: str = ""  # holds the projector's signed key
    qr: str = ""
    phone_link: str = ""
    may_run: bool = False

    @rx.event
    @requires(*STAFF)
    async def prepare(self):
        """Make the projector's link and follow the room."""
        workshop_id, before = workshop_of(self), self.workshop_id
        self.workshop_id = 0
        found = await read(workshop_view, actor(), workshop_id)
        self.qr, self.phone_link = qr_image(found.code), phone_link(found.code)
        if workshop_id != before:
            self.looking = ""
        self.workshop_id = workshop_id
        self.may_run = may_run_room(actor())
        key = projector_key(secret_key(), workshop_id)
        self.screen_address = link(SCREEN, language_of(self.router.url.path), key=key)

    @rx.event
    @requires(*STAFF)
    async def look_at(self, stage: str):
        """Look at a step; the room stays where it is."""
        self.looking = _stage(stage).value

    @rx.event
    @requires(*ROOM)
    async def bring_everyone(self, stage: str):
        """Move the whole room to a step."""
        await write(workshop.move_to_stage, actor(), workshop_of(self), _stage(stage), now=now())
        self.looking = ""

    @rx.event
    @requires(*ROOM)
    async def close_joining(self):
        await write(workshop.close_joining, actor(), workshop_of(self), now=now())

    @rx.event
    @requires(*ROOM)
    async def reopen_joining(self):
        await write(workshop.reopen_joining, actor(), workshop_of(self), now=now())

    @rx.event
    @requires(*ROOM)
    async def reveal_ideas(self):
        await write(workshop.reveal_ideas, actor(), workshop_of(self), now=now())

    @rx.event
    @requires(*ROOM)
    async def hide_ideas(self):
        await write(workshop.hide_ideas, actor(), workshop_of(self), now=now())

    @rx.event
    @requires(*ROOM)
    async def open_round(self, form: dict[str, Any]):
        """Open a round with the points typed."""
        await write(
            voting.open_round,
            actor(),
            workshop_of(self),
            now=now(),
            points_per_person=_points(form, "points_per_person"),
            max_per_choice=_points(form, "max_per_choice"),
        )

    @rx.event
    @requires(*ROOM)
    async def close_round(self, round_id: int):
        await _on_round(voting.close_round, round_id)

    @rx.event
    @requires(*ROOM)
    async def reopen_round(self, round_id: int):
        await _on_round(voting.reopen_round, round_id)

    @rx.event
    @requires(*ROOM)
    async def publish_results(self, round_id: int):
        await _on_round(voting.publish_results, round_id)

    @rx.event
    @requires(*ROOM)
    async def hide_results(self, round_id: int):
        await _on_round(voting.hide_results, round_id)


async def _on_round(change: Callable[..., None], round_id: object) -> None:
    if not isinstance(round_id, int) or isinstance(round_id, bool):
        raise ValueRefused(field="round")
    await write(change, actor(), round_id, now=now())


def _stage(value: object) -> Stage:
    try:
        return Stage(value)
    except ValueError as unknown:
        raise ValueRefused(field="stage") from unknown


def _points(form: object, field: str) -> int:
    typed = str(form.get(field, "")).strip() if isinstance(form, dict) else ""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 4):
        raise ValueRefused(field=field, least=1, most=MOST_POINTS)
    return int(typed)
