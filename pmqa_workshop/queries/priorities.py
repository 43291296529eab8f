"""Themes in the order of votes, beside what was decided on them."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from pmqa_workshop.domain.priorities import Standing, differing
from pmqa_workshop.domain.voting import TallyRow
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.queries.ideas import ThemeView, themes_of
from pmqa_workshop.queries.voting import newest_published, round_tally


@dataclass(frozen=True)
class PriorityView:
    """A theme with its votes (None while unpublished) and its decision (None: not yet)."""

    theme: ThemeView
    rank: int | None
    points: int | None
    voters: int | None
    selected: bool | None
    reason: str
    differs: bool


def standings(session: Session, workshop_id: int) -> list[Standing]:
    """Return rank and decision of each theme in use."""
    ranks = {row.theme_id: row.rank for row in _published_tally(session, workshop_id)}
    decided = _decisions(session, workshop_id)
    return [
        Standing(
            theme.id,
            ranks.get(theme.id),
            decided[theme.id].selected if theme.id in decided else None,
        )
        for theme in themes_of(session, workshop_id)
    ]


def priorities_of(session: Session, workshop_id: int) -> list[PriorityView]:
    """Return the themes by rank; those not voted on come last."""
    counted = {row.theme_id: row for row in _published_tally(session, workshop_id)}
    decided = _decisions(session, workshop_id)
    differ = differing(standings(session, workshop_id))
    views = [
        _priority(theme, counted.get(theme.id), decided.get(theme.id), theme.id in differ)
        for theme in themes_of(session, workshop_id)
    ]
    return sorted(views, key=lambda view: (view.rank is None, view.rank or 0))


def _priority(
    theme: ThemeView, row: TallyRow | None, decision: Decision | None, differs: bool
) -> PriorityView:
    return PriorityView(
        theme=theme,
        rank=row.rank if row else None,
        points=row.points if row else None,
        voters=row.voters if row else None,
        selected=decision.selected if decision else None,
        reason=decision.reason if decision else "",
        differs=differs,
    )


def _published_tally(session: Session, workshop_id: int) -> list[TallyRow]:
    published = newest_published(session, workshop_id)
    return round_tally(session, published.id) if published else []


def _decisions(session: Session, workshop_id: int) -> dict[int, Decision]:
    rows = session.exec(select(Decision).where(col(Decision.workshop_id) == workshop_id))
    return {row.theme_id: row for row in rows}
