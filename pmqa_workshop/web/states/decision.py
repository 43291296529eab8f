"""Deciding on themes beside what the votes said."""

from collections import Counter
from typing import Any

import reflex as rx
from sqlmodel import Session

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.errors import ReasonMissing, ValueRefused
from pmqa_workshop.domain.priorities import MARKS, Scale
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.queries.priorities import priorities_of
from pmqa_workshop.queries.scope import visible_workshop
from pmqa_workshop.services.priorities import assess_theme, decide, undecide
from pmqa_workshop.web.identity import ROOM, STAFF, actor, now, requires, workshop_of
from pmqa_workshop.web.notices import show_problem

Rows = list[dict[str, Any]]


class Decisions(rx.State):
    """The themes by votes with what was decided, as last read."""

    rows: list[dict[str, Any]] = []
    asking: int = 0  # the theme whose reason is still owed

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Read the table again; what did not change is not sent again."""
        rows = await read(_rows, actor(), workshop_of(self))
        if rows != self.rows:
            self.rows = rows

    @rx.event
    @requires(*ROOM)
    async def select(self, theme_id: int, reason: str):
        """Take a theme into the plan."""
        return await self._decide(theme_id, True, reason)

    @rx.event
    @requires(*ROOM)
    async def leave_out(self, theme_id: int, reason: str):
        """Leave a theme out, with the reason."""
        return await self._decide(theme_id, False, reason)

    @rx.event
    @requires(*ROOM)
    async def give_reason(self, theme_id: int, reason: str):
        """Keep a reason changed after the decision; the decision itself stays."""
        decided = {row["id"]: row for row in self.rows}.get(_id(theme_id))
        if decided is None or not decided["decided"] or decided["reason"] == reason:
            return None
        return await self._decide(theme_id, decided["decided"] == "in", reason)

    @rx.event
    @requires(*ROOM)
    async def take_back(self, theme_id: int):
        """Make a theme undecided again."""
        await write(undecide, actor(), _id(theme_id), now=now())
        await self._reload()

    @rx.event
    @requires(*ROOM)
    async def assess(self, theme_id: int, scale: str, mark: str):
        """Keep a theme's impact or effort as chosen from its list; "" takes it back."""
        await write(assess_theme, actor(), _id(theme_id), _scale(scale), _mark(mark), now=now())
        await self._reload()

    async def _decide(self, theme_id: int, selected: bool, reason: str) -> Any:
        self.asking = 0
        try:
            await write(decide, actor(), _id(theme_id), selected, str(reason or ""), now=now())
        except ReasonMissing as missing:
            self.asking = theme_id
            await show_problem(self, missing)
            return rx.call_script(f"document.getElementById('reason-{theme_id}')?.focus()")
        return await self._reload()

    async def _reload(self) -> None:
        self.rows = await read(_rows, actor(), workshop_of(self))


def _rows(session: Session, actor: Actor, workshop_id: int) -> Rows:
    visible_workshop(session, actor, workshop_id)
    found = priorities_of(session, workshop_id)
    at_rank = Counter(row.rank for row in found)
    return [
        {
            "id": row.theme.id,
            "code": row.theme.code,
            "name": row.theme.name,
            "category": row.theme.category,
            "ideas": len(row.theme.idea_ids),
            "rank": row.rank or 0,
            "tied": row.rank is not None and at_rank[row.rank] > 1,
            "points": row.points or 0,
            "voters": row.voters or 0,
            "decided": "" if row.selected is None else "in" if row.selected else "out",
            "reason": row.reason,
            "differs": row.differs,
            "impact": str(row.theme.impact or ""),
            "effort": str(row.theme.effort or ""),
        }
        for row in found
    ]


def _id(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueRefused(field="theme")
    return value


def _scale(value: object) -> Scale:
    if value not in {scale.value for scale in Scale}:
        raise ValueRefused(field="theme")
    return Scale(str(value))


def _mark(value: object) -> int | None:
    if value == "":
        return None
    if value not in {str(mark) for mark in MARKS}:
        raise ValueRefused(field="impact")
    return int(str(value))
