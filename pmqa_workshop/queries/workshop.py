"""Workshops, units and goals, as the office and the room see them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.access import tidy_code
from pmqa_workshop.domain.plan import Digits, WorkshopMode
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.findings import DraftRow, FeedbackReport, Finding
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.initiatives import Initiative
from pmqa_workshop.models.people import Agency, Participant, StaffMember, Unit
from pmqa_workshop.models.workshop import StrategicGoal, Workshop
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.queries.scope import visible_workshop


@dataclass(frozen=True)
class WorkshopView:
    """A workshop without anybody's secrets; `title` has its template filled in."""

    id: int
    agency_id: int
    agency_name: str
    code: str
    title: str
    title_template: str
    fiscal_year: int
    held_on: date | None
    venue: str
    mode: WorkshopMode
    stage: Stage
    revision: int
    capacity: int
    agenda: str
    prepared_by: str
    digits: Digits
    joining_closed: bool
    ideas_revealed: bool
    plan_approved_on: date | None


@dataclass(frozen=True)
class WorkshopCounts:
    """How far the preparation and the day have come."""

    units: int
    goals: int
    reports: int
    findings: int
    drafts_waiting: int
    participants: int
    ideas: int
    initiatives: int


@dataclass(frozen=True)
class WorkshopCard:
    """A workshop on the office's first page; `blanks` are empty cells of its plan."""

    workshop: WorkshopView
    counts: WorkshopCounts
    blanks: int


@dataclass(frozen=True)
class UnitView:
    id: int
    name: str
    short_name: str


@dataclass(frozen=True)
class GoalView:
    id: int
    position: int
    title: str
    indicator: str
    current: str
    target: str
    national_strategy: str
    sdgs: str


@dataclass(frozen=True)
class AgencyView:
    id: int
    name: str
    short_name: str
    vision: str
    mission: str
    core_values: str


@dataclass(frozen=True)
class HistoryView:
    at: datetime
    who: str  # name of a staff member, or the role; never a participant's name
    action: str
    noun: str
    noun_id: int | None


def workshop_view(session: Session, actor: Actor, workshop_id: int) -> WorkshopView:
    """Return a workshop the actor belongs to."""
    return _view(session, visible_workshop(session, actor, workshop_id))


def workshop_by_code(session: Session, code: str) -> WorkshopView | None:
    """Return the workshop a join code opens, as anybody at the door may see it."""
    found = session.exec(select(Workshop).where(Workshop.code == tidy_code(code))).first()
    return _view(session, found) if found else None


def workshops_of(session: Session, actor: Actor) -> list[WorkshopView]:
    """Return the agency's workshops, the newest fiscal year first."""
    rows = session.exec(
        select(Workshop)
        .where(Workshop.agency_id == actor.agency_id)
        .order_by(col(Workshop.fiscal_year).desc(), col(Workshop.id).desc())
    )
    return [_view(session, row) for row in rows]


def workshop_cards(session: Session, actor: Actor) -> list[WorkshopCard]:
    """Return the agency's workshops with how far each has come, the newest first."""
    return [
        WorkshopCard(
            workshop,
            workshop_counts(session, workshop.id),
            sum(len(row.lacking) for row in initiatives_of(session, workshop.id)),
        )
        for workshop in workshops_of(session, actor)
    ]


def _view(session: Session, row: Workshop) -> WorkshopView:
    agency = session.get_one(Agency, row.agency_id)
    title = row.title_template.replace("{agency}", agency.name).replace(
        "{fiscal_year}", str(row.fiscal_year)
    )
    return WorkshopView(
        id=row.id,
        agency_id=row.agency_id,
        agency_name=agency.name,
        code=row.code,
        title=title,
        title_template=row.title_template,
        fiscal_year=row.fiscal_year,
        held_on=row.held_on,
        venue=row.venue,
        mode=row.mode,
        stage=row.stage,
        revision=row.revision,
        capacity=row.capacity,
        agenda=row.agenda,
        prepared_by=row.prepared_by,
        digits=row.digits,
        joining_closed=row.joining_closed_at is not None or row.stage is Stage.CLOSED,
        ideas_revealed=row.ideas_revealed_at is not None,
        plan_approved_on=row.plan_approved_on,
    )


def workshop_counts(session: Session, workshop_id: int) -> WorkshopCounts:
    """Return how many of each thing the workshop has."""
    workshop = session.get_one(Workshop, workshop_id)

    def count(table: type, *conditions: object) -> int:
        return session.exec(select(func.count()).select_from(table).where(*conditions)).one()  # type: ignore[arg-type]

    reports = select(FeedbackReport.id).where(FeedbackReport.workshop_id == workshop_id)
    return WorkshopCounts(
        units=count(Unit, Unit.agency_id == workshop.agency_id, col(Unit.withdrawn_at).is_(None)),
        goals=count(StrategicGoal, StrategicGoal.workshop_id == workshop_id),
        reports=count(FeedbackReport, FeedbackReport.workshop_id == workshop_id),
        findings=count(Finding, Finding.workshop_id == workshop_id),
        drafts_waiting=count(
            DraftRow,
            col(DraftRow.report_id).in_(reports),
            col(DraftRow.finding_id).is_(None),
            col(DraftRow.dismissed_at).is_(None),
        ),
        participants=count(Participant, Participant.workshop_id == workshop_id),
        ideas=count(Idea, Idea.workshop_id == workshop_id, col(Idea.withdrawn_at).is_(None)),
        initiatives=count(
            Initiative,
            Initiative.workshop_id == workshop_id,
            col(Initiative.withdrawn_at).is_(None),
        ),
    )


def units_of(session: Session, agency_id: int, *, withdrawn_too: bool = False) -> list[UnitView]:
    """Return the units in use, in their order."""
    rows = (
        select(Unit).where(Unit.agency_id == agency_id).order_by(col(Unit.position), col(Unit.id))
    )
    if not withdrawn_too:
        rows = rows.where(col(Unit.withdrawn_at).is_(None))
    return [UnitView(row.id, row.name, row.short_name) for row in session.exec(rows)]


def goals_of(session: Session, workshop_id: int) -> list[GoalView]:
    """Return the strategic goals in their order."""
    rows = session.exec(
        select(StrategicGoal)
        .where(StrategicGoal.workshop_id == workshop_id)
        .order_by(col(StrategicGoal.position))
    )
    return [GoalView(**row.model_dump(exclude={"workshop_id"})) for row in rows]


def agency_view(session: Session, agency_id: int) -> AgencyView:
    row = session.get_one(Agency, agency_id)
    return AgencyView(**row.model_dump(exclude={"created_at"}))


def history_of(
    session: Session, workshop_id: int, most: int = 100, *, by_staff: bool = False
) -> list[HistoryView]:
    """Return the latest entries, newest first; ballots show that one was cast, not by whom.

    With `by_staff` what phones sent is left out.
    """
    wanted = (
        select(HistoryEntry, StaffMember.name)
        .join(StaffMember, col(StaffMember.id) == HistoryEntry.staff_id, isouter=True)
        .where(HistoryEntry.workshop_id == workshop_id)
        .order_by(col(HistoryEntry.id).desc())
        .limit(most)
    )
    if by_staff:
        wanted = wanted.where(col(HistoryEntry.participant_id).is_(None))
    rows = session.exec(wanted)
    return [
        HistoryView(row.at, name or row.role.value, row.action, row.noun, row.noun_id)
        for row, name in rows
    ]
