"""Ideas and themes as the room, their author and the facilitator see them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from pmqa_workshop.models.ideas import Idea, Theme
from pmqa_workshop.models.people import Unit
from pmqa_workshop.queries.findings import findings_by_idea


@dataclass(frozen=True)
class IdeaView:
    """An idea; the author is known by participant id only, and only here below the screens."""

    id: int
    number: int
    participant_id: int | None
    unit: str
    category: int
    text: str
    stands_alone: bool
    theme_id: int | None
    finding_ids: tuple[int, ...]
    is_withdrawn: bool

    @property
    def code(self) -> str:
        return idea_code(self.number)


@dataclass(frozen=True)
class ThemeView:
    id: int
    number: int
    name: str
    category: int
    idea_ids: tuple[int, ...]
    impact: int | None  # 1 to 5; None: not assessed
    effort: int | None

    @property
    def code(self) -> str:
        return theme_code(self.number)


def idea_code(number: int) -> str:
    return f"I{number:03d}"


def theme_code(number: int) -> str:
    return f"T{number:02d}"


def ideas_of(session: Session, workshop_id: int, *, withdrawn_too: bool = False) -> list[IdeaView]:
    """Return the ideas in the order they were raised."""
    return _views(session, workshop_id, None, withdrawn_too)


def ideas_by(session: Session, workshop_id: int, participant_id: int) -> list[IdeaView]:
    """Return one participant's own ideas, withdrawn ones included."""
    return _views(session, workshop_id, participant_id, True)


_COLUMNS: tuple[Any, ...] = (
    Idea.id,
    Idea.number,
    Idea.participant_id,
    Unit.short_name,
    Unit.name,
    Idea.category,
    Idea.text,
    Idea.stands_alone,
    Idea.theme_id,
    Idea.withdrawn_at,
)


def _views(
    session: Session, workshop_id: int, participant_id: int | None, withdrawn_too: bool
) -> list[IdeaView]:
    """Read columns, not rows: a room of 300 ideas is read several times a second."""
    rows: Any = (
        sa.select(*_COLUMNS)
        .join(Unit, col(Unit.id) == Idea.unit_id, isouter=True)
        .where(col(Idea.workshop_id) == workshop_id)
        .order_by(col(Idea.number))
    )
    if participant_id is not None:
        rows = rows.where(Idea.participant_id == participant_id)
    if not withdrawn_too:
        rows = rows.where(col(Idea.withdrawn_at).is_(None))
    findings = findings_by_idea(session, workshop_id)
    return [
        IdeaView(
            id=idea_id,
            number=number,
            participant_id=author,
            unit=short or name or "",
            category=category,
            text=text,
            stands_alone=stands_alone,
            theme_id=theme_id,
            finding_ids=findings.get(idea_id, ()),
            is_withdrawn=withdrawn_at is not None,
        )
        for (
            idea_id, number, author, short, name, category, text, stands_alone, theme_id,
            withdrawn_at,
        ) in session.exec(rows)
    ]  # fmt: skip


def themes_of(session: Session, workshop_id: int) -> list[ThemeView]:
    """Return the themes in use, by category, each with its ideas."""
    members: dict[int, list[int]] = defaultdict(list)
    grouped = select(Idea.theme_id, Idea.id).where(
        Idea.workshop_id == workshop_id,
        col(Idea.theme_id).is_not(None),
        col(Idea.withdrawn_at).is_(None),
    )
    for theme_id, idea_id in session.exec(grouped.order_by(col(Idea.number))):
        members[theme_id or 0].append(idea_id)
    rows = session.exec(
        select(Theme)
        .where(Theme.workshop_id == workshop_id, col(Theme.dissolved_at).is_(None))
        .order_by(col(Theme.category), col(Theme.number))
    )
    return [
        ThemeView(
            row.id,
            row.number,
            row.name,
            row.category,
            tuple(members.get(row.id, ())),
            row.impact,
            row.effort,
        )
        for row in rows
    ]
