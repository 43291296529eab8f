"""Gather the whole efficiency plan, every link of the chain walked both ways."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from pmqa_workshop.domain.findings import ItemScore
from pmqa_workshop.domain.plan import (
    AgencyProfile,
    Attendance,
    EfficiencyPlan,
    PlannedActivity,
    PlannedFinding,
    PlannedGoal,
    PlannedIdea,
    PlannedInitiative,
    PlannedKPI,
    PlannedPriority,
    PlannedRound,
    PlannedUnit,
)
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.models.people import Participant, Unit
from pmqa_workshop.queries.findings import FindingView, findings_of, reports_of, scores_of
from pmqa_workshop.queries.ideas import IdeaView, ThemeView, ideas_of, themes_of
from pmqa_workshop.queries.initiatives import InitiativeView, initiatives_of
from pmqa_workshop.queries.papers import papers_of
from pmqa_workshop.queries.priorities import PriorityView, priorities_of
from pmqa_workshop.queries.voting import round_tally, rounds_of
from pmqa_workshop.queries.workshop import (
    GoalView,
    UnitView,
    WorkshopView,
    agency_view,
    goals_of,
    units_of,
    workshop_view,
)


@dataclass(frozen=True)
class PlanTable:
    """The planning table with all that its rows were made from, by id."""

    workshop: WorkshopView
    units: tuple[UnitView, ...]
    goals: tuple[GoalView, ...]
    findings: Mapping[int, FindingView]
    ideas: Mapping[int, IdeaView]
    priorities: Mapping[int, PriorityView]  # by theme
    initiatives: tuple[InitiativeView, ...]
    withdrawn: tuple[InitiativeView, ...]


def plan_table(session: Session, actor: Actor, workshop_id: int) -> PlanTable:
    """Return the planning table of a workshop the actor belongs to."""
    workshop = workshop_view(session, actor, workshop_id)
    rows = initiatives_of(session, workshop_id, withdrawn_too=True)
    return PlanTable(
        workshop=workshop,
        units=tuple(units_of(session, workshop.agency_id)),
        goals=tuple(goals_of(session, workshop_id)),
        findings={row.id: row for row in findings_of(session, workshop_id)},
        ideas={row.id: row for row in ideas_of(session, workshop_id)},
        priorities={row.theme.id: row for row in priorities_of(session, workshop_id)},
        initiatives=tuple(row for row in rows if not row.is_withdrawn),
        withdrawn=tuple(row for row in rows if row.is_withdrawn),
    )


class _Chain:
    """The links of one workshop, by id, so that each end can name the other."""

    def __init__(self, session: Session, workshop_id: int, agency_id: int) -> None:
        self.findings = {f.id: f for f in findings_of(session, workshop_id)}
        self.ideas = {i.id: i for i in ideas_of(session, workshop_id)}
        self.themes = {t.id: t for t in themes_of(session, workshop_id)}
        self.initiatives = initiatives_of(session, workshop_id)
        units = units_of(session, agency_id, withdrawn_too=True)
        self.units = {unit.id: PlannedUnit(unit.name, unit.short_name) for unit in units}
        self.ideas_on: dict[int, list[str]] = defaultdict(list)
        for idea in self.ideas.values():
            for finding_id in idea.finding_ids:
                self.ideas_on[finding_id].append(idea.code)
        self.initiatives_on: dict[int, list[str]] = defaultdict(list)
        for initiative in self.initiatives:
            for finding_id in initiative.finding_ids:
                self.initiatives_on[finding_id].append(initiative.code)

    def finding_codes(self, finding_ids: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self.findings[i].code for i in finding_ids if i in self.findings)


def efficiency_plan(
    session: Session, actor: Actor, workshop_id: int, *, issued_on: date
) -> EfficiencyPlan:
    """Return the plan of a workshop the actor belongs to, as it stands now."""
    workshop = workshop_view(session, actor, workshop_id)
    agency = agency_view(session, workshop.agency_id)
    chain = _Chain(session, workshop_id, workshop.agency_id)
    return EfficiencyPlan(
        agency=AgencyProfile(
            agency.name, agency.short_name, agency.vision, agency.mission, agency.core_values
        ),
        title=workshop.title,
        fiscal_year=workshop.fiscal_year,
        held_on=workshop.held_on,
        venue=workshop.venue,
        mode=workshop.mode,
        prepared_by=workshop.prepared_by,
        issued_on=issued_on,
        reference_code=f"{workshop.code}-{workshop.revision}",
        agenda=_agenda(workshop.agenda),
        reports=tuple(report.title for report in reports_of(session, workshop_id)),
        goals=tuple(
            PlannedGoal(
                g.position, g.title, g.indicator, g.current, g.target, g.national_strategy, g.sdgs
            )
            for g in goals_of(session, workshop_id)
        ),
        scores=_scores(session, workshop_id),
        findings=tuple(_finding(chain, row) for row in chain.findings.values()),
        ideas=tuple(_idea(chain, row) for row in chain.ideas.values()),
        rounds=_rounds(session, chain, workshop_id),
        priorities=_priorities(session, chain, workshop_id),
        initiatives=tuple(_initiative(chain, row) for row in chain.initiatives),
        attendance=_attendance(session, workshop_id),
        is_draft=workshop.plan_approved_on is None,
        papers=papers_of(session, workshop_id),
    )


def _agenda(text: str) -> tuple[tuple[str, str], ...]:
    """Return (time, what) of each line "08.30–09.00 | ลงทะเบียน"; a line without | has no time."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    return tuple(
        (time.strip(), what.strip()) if bar else ("", time.strip()) for time, bar, what in lines
    )


def _scores(session: Session, workshop_id: int) -> tuple[ItemScore, ...]:
    return tuple(
        ItemScore(row.criteria_set, row.category, row.item, row.fiscal_year, row.score)
        for row in scores_of(session, workshop_id)
    )


def _finding(chain: _Chain, row: FindingView) -> PlannedFinding:
    return PlannedFinding(
        code=row.code,
        criteria_set=row.criteria_set,
        category=row.category,
        item=row.item,
        ref=row.ref,
        kind=row.kind,
        text=row.text,
        evidence=row.evidence,
        impact=row.impact,
        idea_codes=tuple(chain.ideas_on[row.id]),
        initiative_codes=tuple(chain.initiatives_on[row.id]),
    )


def _idea(chain: _Chain, row: IdeaView) -> PlannedIdea:
    theme = chain.themes.get(row.theme_id or 0)
    return PlannedIdea(
        code=row.code,
        category=row.category,
        text=row.text,
        unit=row.unit,
        finding_codes=chain.finding_codes(row.finding_ids),
        theme_code=theme.code if theme else None,
        theme_name=theme.name if theme else "",
    )


def _rounds(session: Session, chain: _Chain, workshop_id: int) -> tuple[PlannedRound, ...]:
    return tuple(
        PlannedRound(
            row.number,
            row.points_per_person,
            row.max_per_choice,
            row.eligible,
            row.ballots,
            len(row.choice_ids),
            tuple(chain.themes[i].code for i in row.choice_ids if i in chain.themes),
            sum(one.points for one in round_tally(session, row.id)) if row.is_published else None,
        )
        for row in rounds_of(session, workshop_id)
    )


def _priorities(session: Session, chain: _Chain, workshop_id: int) -> tuple[PlannedPriority, ...]:
    numbers = {found.id: found.number for found in rounds_of(session, workshop_id)}
    rows = priorities_of(session, workshop_id)
    return tuple(_priority(chain, row, numbers.get(row.round_id or 0)) for row in rows)


def _priority(chain: _Chain, row: PriorityView, round_number: int | None) -> PlannedPriority:
    return PlannedPriority(
        theme_code=row.theme.code,
        name=row.theme.name,
        category=row.theme.category,
        idea_codes=tuple(chain.ideas[i].code for i in row.theme.idea_ids),
        finding_codes=chain.finding_codes(_findings_under(chain, row.theme)),
        rank=row.rank,
        points=row.points,
        voters=row.voters,
        selected=row.selected,
        reason=row.reason,
        differs=row.differs,
        impact=row.theme.impact,
        effort=row.theme.effort,
        round_number=round_number,
    )


def _findings_under(chain: _Chain, theme: ThemeView) -> tuple[int, ...]:
    found = {f for idea_id in theme.idea_ids for f in chain.ideas[idea_id].finding_ids}
    return tuple(sorted(found))


def _initiative(chain: _Chain, row: InitiativeView) -> PlannedInitiative:
    theme = chain.themes.get(row.theme_id or 0)
    return PlannedInitiative(
        code=row.code,
        number=row.number,
        category=row.category,
        title=row.title,
        findings=tuple(
            _finding(chain, chain.findings[i]) for i in row.finding_ids if i in chain.findings
        ),
        theme_code=theme.code if theme else None,
        objective=row.objective,
        expected_result=row.expected_result,
        activities=tuple(
            PlannedActivity(a.title, a.first_month, a.last_month) for a in row.activities
        ),
        kpis=tuple(PlannedKPI(k.name, k.unit_of_measure, k.baseline, k.target) for k in row.kpis),
        first_month=row.first_month,
        last_month=row.last_month,
        budget=row.budget,
        budget_source=row.budget_source,
        owner_unit=chain.units.get(row.owner_unit_id or 0),
        owner_name=row.owner_name,
        co_owners=tuple(chain.units[i] for i in row.co_owner_ids if i in chain.units),
        alignments=row.alignments,
    )


def _attendance(session: Session, workshop_id: int) -> Attendance:
    seats = session.exec(
        select(Participant.name, Participant.category, Unit.name)
        .join(Unit, col(Unit.id) == Participant.unit_id, isouter=True)
        .where(Participant.workshop_id == workshop_id)
        .order_by(col(Unit.position), col(Participant.number))
    ).all()
    by_unit = Counter(unit or "" for _, _, unit in seats)
    by_category = Counter(category for _, category, _ in seats if category)
    return Attendance(
        total=len(seats),
        named=sum(bool(name) for name, _, _ in seats),
        by_unit=tuple(by_unit.items()),
        by_category=tuple(sorted(by_category.items())),
        names=tuple((name, unit or "") for name, _, unit in seats),
    )
