"""Reports, drafts to check, and findings with what the room made of them."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.findings import CriteriaSet, FindingKind
from pmqa_workshop.models.findings import DraftRow, FeedbackReport, Finding, ReportScore
from pmqa_workshop.models.ideas import Idea, IdeaFinding


@dataclass(frozen=True)
class FindingView:
    """A finding with its code (F012) and how many ideas answer it."""

    id: int
    number: int
    criteria_set: CriteriaSet
    category: int
    item: str | None
    ref: str | None
    kind: FindingKind
    text: str
    evidence: str
    impact: str
    ideas: int = 0

    @property
    def code(self) -> str:
        return finding_code(self.number)


@dataclass(frozen=True)
class ReportView:
    id: int
    title: str
    source_name: str
    criteria_set: CriteriaSet
    fiscal_year: int | None
    waiting: int
    accepted: int
    dismissed: int


@dataclass(frozen=True)
class DraftView:
    """One row of the check table; `state` is waiting, accepted or dismissed."""

    id: int
    position: int
    category: int | None
    item: str | None
    ref: str | None
    criteria_set: CriteriaSet | None
    kind: FindingKind | None
    text: str
    evidence: str
    impact: str
    place: str
    doubts: tuple[str, ...]
    state: str


def finding_code(number: int) -> str:
    return f"F{number:03d}"


def findings_of(session: Session, workshop_id: int) -> list[FindingView]:
    """Return the accepted findings, by category and number, with their counts of ideas."""
    counted = (
        select(IdeaFinding.finding_id, func.count().label("ideas"))
        .join(Idea, col(Idea.id) == IdeaFinding.idea_id)
        .where(Idea.workshop_id == workshop_id, col(Idea.withdrawn_at).is_(None))
        .group_by(col(IdeaFinding.finding_id))
    )
    ideas: dict[int, int] = dict(session.exec(counted).all())
    rows = session.exec(
        select(Finding)
        .where(Finding.workshop_id == workshop_id)
        .order_by(col(Finding.category), col(Finding.number))
    )
    return [
        FindingView(
            **row.model_dump(exclude={"workshop_id", "report_id"}), ideas=ideas.get(row.id, 0)
        )
        for row in rows
    ]


def reports_of(session: Session, workshop_id: int) -> list[ReportView]:
    """Return the reports of a workshop with the state of their drafts."""
    reports = session.exec(
        select(FeedbackReport)
        .where(FeedbackReport.workshop_id == workshop_id)
        .order_by(col(FeedbackReport.id))
    ).all()
    return [_report_view(session, report) for report in reports]


def report_view(session: Session, report_id: int) -> ReportView:
    return _report_view(session, session.get_one(FeedbackReport, report_id))


def report_workshop(session: Session, report_id: int) -> int | None:
    """Return the workshop a report belongs to, None if there is no such report."""
    report = session.get(FeedbackReport, report_id)
    return report.workshop_id if report else None


def _report_view(session: Session, report: FeedbackReport) -> ReportView:
    states = [draft.state for draft in drafts_of(session, report.id)]
    return ReportView(
        report.id,
        report.title,
        report.source_name,
        report.criteria_set,
        report.fiscal_year,
        waiting=states.count("waiting"),
        accepted=states.count("accepted"),
        dismissed=states.count("dismissed"),
    )


def drafts_of(session: Session, report_id: int) -> list[DraftView]:
    """Return the check table in the order of the source."""
    rows = session.exec(
        select(DraftRow).where(DraftRow.report_id == report_id).order_by(col(DraftRow.position))
    )
    return [_draft_view(row) for row in rows]


def _draft_view(row: DraftRow) -> DraftView:
    state = "accepted" if row.finding_id else "dismissed" if row.dismissed_at else "waiting"
    return DraftView(
        id=row.id,
        position=row.position,
        category=row.category,
        item=row.item,
        ref=row.ref,
        criteria_set=row.criteria_set,
        kind=row.kind,
        text=row.text,
        evidence=row.evidence,
        impact=row.impact,
        place=row.place,
        doubts=tuple(code for code in row.doubts.split(",") if code),
        state=state,
    )


def scores_of(session: Session, workshop_id: int) -> list[ReportScore]:
    """Return the scores of all reports of a workshop, a later report's in place of an earlier's."""
    rows = session.exec(
        select(ReportScore)
        .join(FeedbackReport, col(FeedbackReport.id) == ReportScore.report_id)
        .where(FeedbackReport.workshop_id == workshop_id)
        .order_by(col(FeedbackReport.id))
    )
    latest: dict[tuple[object, ...], ReportScore] = {}
    for row in rows:
        latest[row.criteria_set, row.category, row.item, row.fiscal_year] = row
    return list(latest.values())


def findings_by_idea(session: Session, workshop_id: int) -> dict[int, tuple[int, ...]]:
    """Return the finding ids each idea answers."""
    links = session.exec(
        select(IdeaFinding.idea_id, IdeaFinding.finding_id)
        .join(Idea, col(Idea.id) == IdeaFinding.idea_id)
        .where(Idea.workshop_id == workshop_id)
        .order_by(col(IdeaFinding.finding_id))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for idea_id, finding_id in links:
        found[idea_id].append(finding_id)
    return {idea: tuple(findings) for idea, findings in found.items()}
