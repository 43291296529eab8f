"""Themes in the order of votes, beside what was decided on them."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from pmqa_workshop.domain.priorities import Standing, differing
from pmqa_workshop.domain.voting import TallyRow
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.queries.ideas import ThemeView, themes_of
from pmqa_workshop.queries.voting import round_tally, rounds_of


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
    round_id: int | None  # whose votes these are


def standings(session: Session, workshop_id: int) -> list[Standing]:
    """Return rank and decision of each theme in use."""
    return [
        Standing(view.theme.id, view.rank, view.selected) for view in _views(session, workshop_id)
    ]


def priorities_of(session: Session, workshop_id: int) -> list[PriorityView]:
    """Return the themes by rank; those not voted on come last."""
    views = _views(session, workshop_id)
    differ = differing(Standing(view.theme.id, view.rank, view.selected) for view in views)
    views = [replace(view, differs=view.theme.id in differ) for view in views]
    return sorted(views, key=lambda view: (view.rank is None, view.rank or 0))


def _views(session: Session, workshop_id: int) -> list[PriorityView]:
    """Return each theme with the votes it was decided under, else those that stand now."""
    decided = _decisions(session, workshop_id)
    tallies = _published_tallies(session, workshop_id)
    newest = max(tallies, default=0)
    themes = themes_of(session, workshop_id)
    return [_view(theme, decided.get(theme.id), newest, tallies) for theme in themes]


def _view(
    theme: ThemeView,
    decision: Decision | None,
    newest: int,
    tallies: dict[int, dict[int, TallyRow]],
) -> PriorityView:
    """A decision keeps the rank it was taken under, whatever happens to the round later."""
    taken_under = decision.round_id if decision else None
    row = tallies.get(taken_under or newest, {}).get(theme.id)
    rank = row.rank if row else None
    return PriorityView(
        theme=theme,
        rank=decision.vote_rank if decision and decision.round_id else rank,
        points=row.points if row else None,
        voters=row.voters if row else None,
        selected=decision.selected if decision else None,
        reason=decision.reason if decision else "",
        differs=False,
        round_id=taken_under or (newest if row else None),
    )


def _published_tallies(session: Session, workshop_id: int) -> dict[int, dict[int, TallyRow]]:
    """Return the counted themes of each published round, by round id."""
    return {
        found.id: {row.theme_id: row for row in round_tally(session, found.id)}
        for found in rounds_of(session, workshop_id)
        if found.is_published
    }


def _decisions(session: Session, workshop_id: int) -> dict[int, Decision]:
    rows = session.exec(select(Decision).where(col(Decision.workshop_id) == workshop_id))
    return {row.theme_id: row for row in rows}
