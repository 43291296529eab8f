"""What an office brings besides the report: its units and its strategic goals, as drafts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitDraft:
    """A unit as a reader saw it; `place` tells where it stood."""

    name: str
    short_name: str = ""
    place: str = ""


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
