"""Votes advise, the committee decides: where the two differ, and when a reason is owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pmqa_workshop.domain.errors import ReasonMissing, ValueRefused

MARKS = (1, 2, 3, 4, 5)  # least to most, of impact and of effort


class Scale(StrEnum):
    IMPACT = "impact"
    EFFORT = "effort"


@dataclass(frozen=True)
class Standing:
    """A theme's rank in the votes (None: not voted on) and what was decided (None: not yet)."""

    theme_id: int
    rank: int | None
    selected: bool | None


def differing(standings: Iterable[Standing]) -> frozenset[int]:
    """Return the themes whose decision does not follow the order of votes.

    The votes name as many themes as are not left out. A theme selected from below that line
    differs, and so does one left out from above it; a tie across the line excuses its themes.
    """
    rows = [row for row in standings if row.rank is not None]
    taken = sum(row.selected is not False for row in rows)
    return frozenset(
        row.theme_id
        for row in rows
        if (row.selected and (row.rank or 0) > taken)
        or (row.selected is False and _ranked_up_to(rows, row.rank or 0) <= taken)
    )


def _ranked_up_to(rows: list[Standing], rank: int) -> int:
    return sum((row.rank or 0) <= rank for row in rows)


def check_reason(theme_id: int, selected: bool, reason: str, standings: Iterable[Standing]) -> None:
    """Raise ReasonMissing if this decision, as it stands among the others, owes a reason.

    Leaving a theme out always does; selecting one does where it goes against the votes, or
    passes over one ranked above it on which nothing is decided yet.
    """
    if reason.strip():
        return
    rows = list(standings)
    if not selected or theme_id in differing(rows) or _passes_over(theme_id, rows):
        raise ReasonMissing()


def check_mark(scale: Scale, mark: int | None) -> None:
    """Raise ValueRefused unless it is one of MARKS, or None: not assessed."""
    if mark is not None and mark not in MARKS:
        raise ValueRefused(field=scale.value)


def _passes_over(theme_id: int, rows: list[Standing]) -> bool:
    own = next((row.rank for row in rows if row.theme_id == theme_id), None)
    return own is not None and any(
        row.selected is None and row.rank is not None and row.rank < own for row in rows
    )
