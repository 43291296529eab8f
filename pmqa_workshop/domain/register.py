"""What an office brings besides the report: its units and its strategic goals, as drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pmqa_workshop.domain.again import Change, alike, same
from pmqa_workshop.domain.ideas import LONGEST_NAME, check_text

LONGEST_GOAL = 4000  # characters
GOALS_ALIKE = 0.6  # of their letters, three by three: one goal reworded


@dataclass(frozen=True)
class UnitDraft:
    """A unit as a reader saw it; `place` tells where it stood."""

    name: str
    short_name: str = ""
    place: str = ""
    known_id: int | None = None  # the unit this is, by whatever name it went before


@dataclass(frozen=True)
class GoalDraft:
    """A strategic goal; figures stay as printed ("46 บริการ"), `sdgs` as "10, 11"."""

    title: str
    indicator: str = ""
    current: str = ""
    target: str = ""
    national_strategy: str = ""
    sdgs: str = ""
    code: str = ""
    target_year: str = ""
    place: str = ""
    known_id: int | None = None  # the goal this is, however it was worded before


def check_unit(draft: UnitDraft) -> None:
    """Raise TextMissing or TextTooLong when a unit cannot be kept as it is."""
    check_text(draft.name, longest=LONGEST_NAME * 2, field="unit")


def check_goal(draft: GoalDraft) -> None:
    """Raise TextMissing or TextTooLong when a goal cannot be kept as it is."""
    check_text(draft.title, longest=LONGEST_GOAL, field="goal")


class Known(Protocol):
    """A unit or goal there is already."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True)
class ListRow:
    """A row of a list that comes in, beside what is there already."""

    change: Change
    known_id: int | None
    old: dict[str, str] | None
    new: dict[str, str]
    place: str = ""


def compare_units(known: Iterable[Known], drafts: Sequence[UnitDraft]) -> list[ListRow]:
    """Return each unit of a list with the one it is: by its name, else by its short name."""
    return _compare(known, drafts, ("name", "short_name"), ("name", "short_name"), likeness=0)


def compare_goals(known: Iterable[Known], drafts: Sequence[GoalDraft]) -> list[ListRow]:
    """Return each goal of a list with the one it is: by its title, else by most of its words."""
    fields = ("title", "indicator", "current", "target", "national_strategy", "sdgs")
    return _compare(known, drafts, fields, ("title",), likeness=GOALS_ALIKE)


def _compare(
    known: Iterable[Known],
    drafts: Sequence[Any],
    fields: tuple[str, ...],
    keys: tuple[str, ...],
    *,
    likeness: float,
) -> list[ListRow]:
    left = {row.id: row for row in known}
    found: dict[int, Known] = {}
    for key in keys:
        for at, draft in enumerate(drafts):
            given = getattr(draft, key)
            if at not in found and given:
                match = next((r for r in left.values() if same(getattr(r, key), given)), None)
                if match:
                    found[at] = left.pop(match.id)
    for at, draft in enumerate(drafts):
        if likeness and at not in found and left:
            likest = max(left.values(), key=lambda r: alike(getattr(r, keys[0]), draft.title))
            if alike(getattr(likest, keys[0]), draft.title) >= likeness:
                found[at] = left.pop(likest.id)
    return [_row(found.get(at), draft, fields) for at, draft in enumerate(drafts)]


def _row(known: Known | None, draft: Any, fields: tuple[str, ...]) -> ListRow:
    """Return the row; an empty cell says nothing about a value that is there."""
    new = {field: str(getattr(draft, field)) for field in fields}
    if known is None:
        return ListRow(Change.NEW, None, None, new, draft.place)
    old = {field: str(getattr(known, field)) for field in fields}
    new = {field: value or old[field] for field, value in new.items()}
    differs = any(not same(old[field], new[field]) for field in fields)
    change = Change.CHANGED if differs else Change.UNCHANGED
    return ListRow(change, known.id, old, new, draft.place)
