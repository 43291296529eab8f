"""Votes advise, the committee decides: where the two differ, and when a reason is owed."""

from collections.abc import Iterable
from dataclasses import dataclass

from pmqa_workshop.domain.errors import ReasonMissing


@dataclass(frozen=True)
class Standing:
    """A theme's rank in the votes (None: not voted on) and what was decided (None: not yet)."""

    theme_id: int
    rank: int | None
    selected: bool | None


def differing(standings: Iterable[Standing]) -> frozenset[int]:
    """Return the themes whose decision does not follow the order of votes.

    A theme left out differs when one ranked below it was selected; a theme selected differs
    when one ranked above it was left out. Ties and undecided themes differ from nothing.
    """
    rows = [row for row in standings if row.rank is not None and row.selected is not None]
    lowest_in = max((row.rank or 0 for row in rows if row.selected), default=0)
    highest_out = min((row.rank or 0 for row in rows if not row.selected), default=10**9)
    return frozenset(
        row.theme_id
        for row in rows
        if (row.selected and (row.rank or 0) > highest_out)
        or (not row.selected and (row.rank or 0) < lowest_in)
    )


def check_reason(theme_id: int, selected: bool, reason: str, others: Iterable[Standing]) -> None:
    """Raise ReasonMissing if this decision needs a reason and has none.

    Leaving a theme out always does; selecting one does where it goes against the votes.
    """
    if reason.strip():
        return
    if not selected or theme_id in differing(others):
        raise ReasonMissing()
