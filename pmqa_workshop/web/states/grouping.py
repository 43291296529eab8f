"""Grouping ideas under themes, with every step undoable."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import reflex as rx
from sqlmodel import Session

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.errors import NotFound, ValueRefused
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.domain.stages import GROUPING_STAGES, check_stage
from pmqa_workshop.queries.findings import finding_code, findings_of
from pmqa_workshop.queries.ideas import ideas_of, themes_of
from pmqa_workshop.queries.scope import visible_workshop
from pmqa_workshop.services import ideas
from pmqa_workshop.web.identity import ROOM, STAFF, actor, now, requires, workshop_of

Step = tuple[str, tuple[Any, ...]]  # a service of ideas.py and what it is called with
Board = dict[str, list[dict[str, Any]]]
T = TypeVar("T")
MOST_STEPS = 50
MOST_IDEAS = 1000


class Grouping(rx.State):
    """The board as it was last read, and the steps that can be taken back."""

    ideas: list[dict[str, Any]] = []
    themes: list[dict[str, Any]] = []
    steps: int = 0  # that can be taken back
    _steps: list[list[Step]] = []
    _workshop_id: int = 0

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Read the board again; what did not change is not sent again."""
        workshop_id = workshop_of(self)
        board = await read(_board, actor(), workshop_id)
        if workshop_id != self._workshop_id:
            self._workshop_id, self._steps, self.steps = workshop_id, [], 0
        if board["ideas"] != self.ideas:
            self.ideas = board["ideas"]
        if board["themes"] != self.themes:
            self.themes = board["themes"]

    @rx.event
    @requires(*ROOM)
    async def move(self, idea_ids: list[int], theme_id: int):
        """Put ideas under a theme; 0 is under none."""
        await self._do(_move, _ids(idea_ids), _id(theme_id) or None)

    @rx.event
    @requires(*ROOM)
    async def group(self, idea_ids: list[int], name: str):
        """Make a theme of ideas; without a name it is called as the first."""
        await self._do(_group, _ids(idea_ids), str(name or ""))

    @rx.event
    @requires(*ROOM)
    async def rename(self, theme_id: int, name: str):
        await self._do(_rename, _id(theme_id), str(name or ""))

    @rx.event
    @requires(*ROOM)
    async def dissolve(self, theme_id: int):
        await self._do(_dissolve, _id(theme_id))

    @rx.event
    @requires(*ROOM)
    async def park(self, idea_id: int):
        """Set an idea aside, out of the room's sight and off the ballot."""
        await self._do(_park, _id(idea_id))

    @rx.event
    @requires(*ROOM)
    async def group_singly(self):
        """Give every idea that is still alone a theme of its own."""
        await self._do(_group_singly)

    @rx.event
    @requires(*ROOM)
    async def undo(self):
        """Take the last step back."""
        if not self._steps:
            return
        steps = self._steps.pop()
        self.steps = len(self._steps)
        await write(_take, actor(), steps, now())
        await self._reload()

    async def _do(self, change: Callable[..., list[Step]], *arguments: Any) -> None:
        """Make one change, remember how to take it back, and read the board again."""
        back = await write(change, actor(), workshop_of(self), *arguments, now=now())
        self._steps = [*self._steps, back][-MOST_STEPS:]
        self.steps = len(self._steps)
        await self._reload()

    async def _reload(self) -> None:
        board = await read(_board, actor(), workshop_of(self))
        self.ideas, self.themes = board["ideas"], board["themes"]


def _board(session: Session, actor: Actor, workshop_id: int) -> Board:
    visible_workshop(session, actor, workshop_id)
    codes = {found.id: finding_code(found.number) for found in findings_of(session, workshop_id)}
    return {
        "ideas": [
            {
                "id": idea.id,
                "code": idea.code,
                "text": idea.text,
                "unit": idea.unit,
                "category": idea.category,
                "theme": idea.theme_id or 0,
                "findings": [codes[at] for at in idea.finding_ids if at in codes],
            }
            for idea in ideas_of(session, workshop_id)
        ],
        "themes": [
            {"id": theme.id, "code": theme.code, "name": theme.name, "category": theme.category}
            for theme in themes_of(session, workshop_id)
        ],
    }


# --- changes, each returning the steps that take it back -------------------------------


def _move(
    session: Session,
    actor: Actor,
    workshop_id: int,
    idea_ids: Sequence[int],
    theme_id: int | None,
    *,
    now: Any,
) -> list[Step]:
    back = _where_they_are(session, workshop_id, idea_ids)
    for idea_id in idea_ids:
        ideas.group_under(session, actor, idea_id, theme_id, now=now)
    return back


def _group(
    session: Session,
    actor: Actor,
    workshop_id: int,
    idea_ids: Sequence[int],
    name: str,
    *,
    now: Any,
) -> list[Step]:
    back = _where_they_are(session, workshop_id, idea_ids)
    theme_id = ideas.group_ideas(session, actor, idea_ids, now=now, name=name)
    return [("dissolve_theme", (theme_id,)), *back]


def _rename(
    session: Session, actor: Actor, workshop_id: int, theme_id: int, name: str, *, now: Any
) -> list[Step]:
    before = _theme(session, workshop_id, theme_id).name
    ideas.rename_theme(session, actor, theme_id, name, now=now)
    return [("rename_theme", (theme_id, before))]


def _dissolve(
    session: Session, actor: Actor, workshop_id: int, theme_id: int, *, now: Any
) -> list[Step]:
    members = _theme(session, workshop_id, theme_id).idea_ids
    ideas.dissolve_theme(session, actor, theme_id, now=now)
    return [("restore_theme", (theme_id, members))]


def _park(
    session: Session, actor: Actor, workshop_id: int, idea_id: int, *, now: Any
) -> list[Step]:
    check_stage(visible_workshop(session, actor, workshop_id).stage, GROUPING_STAGES)
    _where_they_are(session, workshop_id, [idea_id])
    ideas.withdraw_idea(session, actor, idea_id, now=now)
    return [("restore_idea", (idea_id,))]


def _group_singly(session: Session, actor: Actor, workshop_id: int, *, now: Any) -> list[Step]:
    before = {theme.id for theme in themes_of(session, workshop_id)}
    ideas.group_singly(session, actor, workshop_id, now=now)
    made = [theme.id for theme in themes_of(session, workshop_id) if theme.id not in before]
    return [("dissolve_theme", (theme_id,)) for theme_id in made]


def _take(session: Session, actor: Actor, steps: list[Step], now: Any) -> None:
    for name, arguments in steps:
        getattr(ideas, name)(session, actor, *arguments, now=now)


def _where_they_are(session: Session, workshop_id: int, idea_ids: Sequence[int]) -> list[Step]:
    themes = {idea.id: idea.theme_id for idea in ideas_of(session, workshop_id)}
    if not set(idea_ids) <= themes.keys():
        raise NotFound(what="idea")
    return [("group_under", (idea_id, themes[idea_id])) for idea_id in idea_ids]


def _theme(session: Session, workshop_id: int, theme_id: int) -> Any:
    found = [theme for theme in themes_of(session, workshop_id) if theme.id == theme_id]
    if not found:
        raise NotFound(what="theme")
    return found[0]


def _id(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueRefused(field="theme")
    return value


def _ids(value: object) -> list[int]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_IDEAS:
        raise ValueRefused(field="idea")
    return list(dict.fromkeys(_id(one) for one in value))
