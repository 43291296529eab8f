"""What only the office knows for its papers: who signs, who was invited, when it was approved."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.errors import ValueRefused, WorkshopError
from pmqa_workshop.domain.meeting import (
    USUAL_SIGNATORIES,
    Invitee,
    MeetingPapers,
    Standing,
    as_row,
    people_in,
)
from pmqa_workshop.domain.roles import may_prepare
from pmqa_workshop.queries.papers import papers_of
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.papers import (
    add_invitees,
    approve_plan,
    note_all_came,
    remove_invitee,
    set_invitee,
    set_papers,
    set_signatory,
    withdraw_approval,
)
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, requires, workshop_of
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.routes import language_of
from pmqa_workshop.web.states.office import date_of, day_words, form_of, number_of, text_of
from pmqa_workshop.wording import say

LINES = tuple(one.name for one in fields(MeetingPapers) if one.type is str)
LONGEST_LIST = 500_000  # characters of pasted rows: two thousand people, with room
CAME = {"": None, "yes": True, "no": False}
_PERSON: dict[str, Callable[[str], object]] = {
    "position": str,
    "unit": str,
    "substitute": str,
    "standing": Standing,
    "came": CAME.__getitem__,
}


class Papers(rx.State):
    """The facts of the meeting's papers, each kept when its field is left."""

    workshop_id: int = 0
    may_prepare: bool = False
    approved_on: str = ""  # in words; "" while the plan is a draft
    lines: dict[str, str] = {}
    signatories: list[dict[str, str]] = []
    invitees: list[dict[str, str]] = []
    is_anybody_unsaid: bool = False  # whether there is somebody of whom nothing was said
    answer: dict[str, Any] = {}
    left: str = ""  # pasted rows that could not be taken, to be mended
    told: str = ""
    tried: int = 0

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show what is known."""
        if self.workshop_id != workshop_of(self):
            self.reset()  # never another workshop's under a refusal
        await self._refresh()
        self.workshop_id, self.may_prepare = workshop_of(self), may_prepare(actor())

    async def _refresh(self) -> None:
        workshop = await read(workshop_view, actor(), workshop_of(self))
        found = await read(papers_of, workshop.id)
        self.approved_on = day_words(workshop.plan_approved_on, language_of(self.router.url.path))
        self.lines = {name: getattr(found, name) for name in LINES}
        self.signatories = [
            {"at": str(at), "role": one.role, "name": one.name, "position": one.position}
            for at, one in enumerate(found.signatories or USUAL_SIGNATORIES)
        ]
        self.invitees = [_row(at, one) for at, one in enumerate(found.invitees)]
        self.is_anybody_unsaid = any(one.came is None for one in found.invitees)

    @rx.event
    @requires(*OFFICE)
    async def set_line(self, name: str, value: str):
        """Keep one fact."""
        if name not in LINES:
            raise ValueRefused(field="row")
        await self._keep(f"line:{name}", set_papers, {name: text_of(value, "row")})

    @rx.event
    @requires(*OFFICE)
    async def set_signatory(self, at: str, part: str, value: str):
        """Keep name or position of who signs."""
        if part not in ("name", "position"):
            raise ValueRefused(field="row")
        place, text = number_of(at, "row"), text_of(value, "row")
        await self._keep(f"sign:{place}:{part}", set_signatory, place, **{part: text})

    @rx.event
    @requires(*OFFICE)
    async def set_person(self, at: str, name: str, part: str, value: str):
        """Keep one thing about somebody of the list."""
        place, text = number_of(at, "row"), text_of(value, "row")
        try:
            meant = _PERSON[part](text)
        except (KeyError, ValueError, TypeError):
            raise ValueRefused(field="row") from None
        who = text_of(name, "row")
        await self._keep(f"person:{place}:{part}", set_invitee, place, who, **{part: meant})

    async def _keep(self, cell: str, change: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Write one field and tell it what became of it."""
        tried = self.answer.get("n", 0) + 1
        try:
            await write(change, actor(), workshop_of(self), *args, now=now(), **kwargs)
        except WorkshopError as refusal:
            why = say(refusal.code, language_of(self.router.url.path), **refusal.facts)
            self.answer = {"cell": cell, "ok": False, "why": why, "changed": False, "n": tried}
            raise
        await self._refresh()
        self.answer = {"cell": cell, "ok": True, "why": "", "n": tried}

    @rx.event
    @requires(*OFFICE)
    async def invite(self, form: dict[str, Any]):
        """Add the people of pasted rows; rows that cannot be read stay to be mended."""
        form = form if isinstance(form, dict) else {}
        people, refused = people_in(text_of(form.get("people", ""), "invitees", LONGEST_LIST))
        added = 0
        if people:
            added = await write(add_invitees, actor(), workshop_of(self), people, now=now())
        await self._refresh()
        self.left, self.tried = "\n".join(refused), self.tried + 1
        if refused:
            await show_done(self, "papers.some_left", count=added, left=len(refused))
        elif people:
            await show_done(self, "papers.invited", count=added, known=len(people) - added)

    @rx.event
    @requires(*OFFICE)
    async def remove(self, at: str, name: str):
        """Take somebody off the list; the row comes back to the box, to be added again."""
        who, place = text_of(name, "row"), number_of(at, "row")
        gone = await write(remove_invitee, actor(), workshop_of(self), place, who, now=now())
        await self._refresh()
        self.left = "\n".join(filter(None, [self.left, as_row(gone)]))
        self.tried += 1
        await show_done(self, "papers.removed", name=gone.name)

    @rx.event
    @requires(*OFFICE)
    async def all_came(self):
        """Note of everybody of whom nothing was said that they came."""
        await write(note_all_came, actor(), workshop_of(self), now=now())
        await self._refresh()

    @rx.event
    @requires(*OFFICE)
    async def approve(self, form: dict[str, Any]):
        """Note when the plan was approved."""
        day = date_of(form_of(form, "day")["day"], "approved_on")
        if day is None:
            raise ValueRefused(field="approved_on")
        await write(approve_plan, actor(), workshop_of(self), day, now=now())
        await self._refresh()
        await show_done(self, "papers.approved_kept")

    @rx.event
    @requires(*OFFICE)
    async def withdraw(self):
        """Make the plan a draft again."""
        await write(withdraw_approval, actor(), workshop_of(self), now=now())
        await self._refresh()
        await show_done(self, "papers.draft_again")


def _row(at: int, one: Invitee) -> dict[str, str]:
    came = next(code for code, meaning in CAME.items() if meaning is one.came)
    return {
        "at": str(at),
        "name": one.name,
        "position": one.position,
        "unit": one.unit,
        "standing": one.standing.value,
        "came": came,
        "substitute": one.substitute,
    }
