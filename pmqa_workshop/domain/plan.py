"""The efficiency plan as it will be read: plain values, ready to be printed.

`queries.plan` gathers it, `documents` prints it; nothing here knows a table or a page.
Codes tie the chain together: finding F012 → idea I045 → theme T07 → initiative P03.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pmqa_workshop.domain.findings import CriteriaSet, FindingKind, ItemScore
from pmqa_workshop.domain.meeting import MeetingPapers


class Digits(StrEnum):
    THAI = "thai"
    ARABIC = "arabic"


class WorkshopMode(StrEnum):
    ONSITE = "onsite"
    ONLINE = "online"
    HYBRID = "hybrid"


class AlignmentKind(StrEnum):
    """The ministry form's six alignments, the agency's own goals and Government 4.0."""

    GOAL = "goal"
    NATIONAL_STRATEGY = "national_strategy"
    MASTER_PLAN = "master_plan"
    DEVELOPMENT_PLAN = "development_plan"
    CABINET_POLICY = "cabinet_policy"
    MINISTRY_PLAN = "ministry_plan"
    SDG = "sdg"
    GOV40 = "gov40"


def months_in_year(first: int | None, last: int | None) -> tuple[int, int] | None:
    """Return positions in the fiscal year, None when unknown or outside of it."""
    if first is None or last is None or not 1 <= first <= last <= 12:
        return None
    return first, last


@dataclass(frozen=True)
class PlannedUnit:
    name: str
    short_name: str


@dataclass(frozen=True)
class PlannedGoal:
    number: int
    title: str
    indicator: str = ""
    current: str = ""
    target: str = ""
    national_strategy: str = ""
    sdgs: str = ""


@dataclass(frozen=True)
class PlannedFinding:
    code: str
    criteria_set: CriteriaSet
    category: int
    item: str | None
    ref: str | None
    kind: FindingKind
    text: str
    evidence: str = ""
    impact: str = ""
    idea_codes: tuple[str, ...] = ()
    initiative_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedIdea:
    """An idea as it was typed; the author's name never travels here."""

    code: str
    category: int
    text: str
    unit: str
    finding_codes: tuple[str, ...]
    theme_code: str | None = None
    theme_name: str = ""


@dataclass(frozen=True)
class PlannedPriority:
    """A theme with what the room gave it and what was decided.

    `points` and `voters` are None while no published round holds the theme;
    themes with the same points and voters share a rank (1, 2, 2, 4).
    """

    theme_code: str
    name: str
    category: int
    idea_codes: tuple[str, ...]
    finding_codes: tuple[str, ...]
    rank: int | None
    points: int | None
    voters: int | None
    selected: bool | None  # None: not decided yet
    reason: str = ""
    differs: bool = False  # the decision does not follow the order of votes
    impact: int | None = None  # 1 to 5; None: not assessed
    effort: int | None = None
    round_number: int | None = None  # whose votes these are; None: not voted on


@dataclass(frozen=True)
class PlannedRound:
    number: int
    points_per_person: int
    max_per_choice: int
    eligible: int  # participants when the round closed
    ballots: int
    choices: int
    theme_codes: tuple[str, ...] = ()  # as the ballot lists them
    given: int | None = None  # points in all; None while its result is not published


@dataclass(frozen=True)
class PlannedKPI:
    name: str
    unit_of_measure: str = ""
    baseline: str = ""
    target: str = ""


@dataclass(frozen=True)
class PlannedActivity:
    """Months are positions in the fiscal year: 1 = October … 12 = September."""

    title: str
    first_month: int | None = None
    last_month: int | None = None


@dataclass(frozen=True)
class PlannedInitiative:
    code: str
    number: int
    category: int
    title: str
    findings: tuple[PlannedFinding, ...]
    theme_code: str | None = None
    objective: str = ""
    expected_result: str = ""
    activities: tuple[PlannedActivity, ...] = ()
    kpis: tuple[PlannedKPI, ...] = ()
    first_month: int | None = None
    last_month: int | None = None
    budget: Decimal | None = None  # baht; 0 means no budget is needed, None not yet known
    budget_source: str = ""
    owner_unit: PlannedUnit | None = None
    owner_name: str = ""
    co_owners: tuple[PlannedUnit, ...] = ()
    alignments: tuple[tuple[AlignmentKind, str], ...] = ()

    def aligned_with(self, kind: AlignmentKind) -> tuple[str, ...]:
        """Return the texts of one kind of alignment, in the order they were given."""
        return tuple(text for k, text in self.alignments if k is kind)


@dataclass(frozen=True)
class Attendance:
    """How many took part, by unit and by category group; `names` is for appendix ค."""

    total: int
    named: int
    by_unit: tuple[tuple[str, int], ...] = ()
    by_category: tuple[tuple[int, int], ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # (name or "" when anonymous, unit)


@dataclass(frozen=True)
class AgencyProfile:
    name: str
    short_name: str = ""
    vision: str = ""
    mission: str = ""
    values: str = ""


@dataclass(frozen=True)
class EfficiencyPlan:
    """Everything the plan document says, in document order."""

    agency: AgencyProfile
    title: str
    fiscal_year: int  # B.E.
    held_on: date | None
    venue: str
    mode: WorkshopMode
    prepared_by: str
    issued_on: date
    reference_code: str  # last line of the document: workshop code and revision
    is_draft: bool = True
    agenda: tuple[tuple[str, str], ...] = ()  # (time, what)
    reports: tuple[str, ...] = ()  # titles of the feedback reports it answers
    goals: tuple[PlannedGoal, ...] = ()
    scores: tuple[ItemScore, ...] = ()
    findings: tuple[PlannedFinding, ...] = ()
    ideas: tuple[PlannedIdea, ...] = ()
    rounds: tuple[PlannedRound, ...] = ()
    priorities: tuple[PlannedPriority, ...] = ()
    initiatives: tuple[PlannedInitiative, ...] = ()
    attendance: Attendance = field(default_factory=lambda: Attendance(0, 0))
    papers: MeetingPapers = field(default_factory=MeetingPapers)
    join_link: str = ""  # what phones open, proof and all; "" prints no QR
