"""Reports, drafts to check, and findings with what the room made of them."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.again import FIELDS, KnownReport, KnownRow, flat
from pmqa_workshop.domain.findings import ColumnReading, CriteriaSet, FindingKind
from pmqa_workshop.models.findings import (
    CheckStep,
    ColumnMapping,
    DraftRow,
    FeedbackReport,
    Finding,
    ReportScore,
)
from pmqa_workshop.models.ideas import Idea, IdeaFinding
from pmqa_workshop.models.initiatives import InitiativeFinding


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
    """One row of the check table; `state` is waiting, accepted, dismissed or joined."""

    id: int
    position: int
    part: int
    category: int | None
    item: str | None
    ref: str | None
    criteria_set: CriteriaSet | None
    kind: FindingKind | None
    text: str
    evidence: str
    impact: str
    place: str
    source: str
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
    """Return the reports of a workshop that are all there, with the state of their drafts."""
    reports = session.exec(
        select(FeedbackReport)
        .where(
            FeedbackReport.workshop_id == workshop_id, col(FeedbackReport.staged_at).is_not(None)
        )
        .order_by(col(FeedbackReport.id))
    ).all()
    states = _states(session, [report.id for report in reports])
    return [_report_view(report, states[report.id]) for report in reports]


def report_view(session: Session, report_id: int) -> ReportView:
    report = session.get_one(FeedbackReport, report_id)
    return _report_view(report, _states(session, [report_id])[report_id])


def report_workshop(session: Session, report_id: int) -> int | None:
    """Return the workshop a report belongs to, None if there is no such report."""
    report = session.get(FeedbackReport, report_id)
    return report.workshop_id if report else None


def report_digest(session: Session, report_id: int) -> str:
    """Return the digest of the file a report was last read from, empty where none was kept."""
    return session.get_one(FeedbackReport, report_id).content_digest


def report_columns(session: Session, report_id: int) -> tuple[ColumnReading, ...]:
    """Return what each column was taken for when the report last came."""
    given = json.loads(session.get_one(FeedbackReport, report_id).columns)
    return tuple(ColumnReading(**{**one, "examples": tuple(one["examples"])}) for one in given)


def columns_known(session: Session, agency_id: int) -> dict[str, str]:
    """Return what an agency once said columns of these names hold."""
    rows = session.exec(select(ColumnMapping).where(ColumnMapping.agency_id == agency_id))
    return {row.label: row.taken_as for row in rows}


def _states(session: Session, report_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return state → how many rows, for each report."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    columns: Any = (DraftRow.report_id, DraftRow.finding_id, DraftRow.dismissed_at,
                    DraftRow.joined_into_id)  # fmt: skip
    rows: Any = session.exec(select(*columns).where(col(DraftRow.report_id).in_(report_ids)))
    for report_id, finding_id, dismissed_at, joined_into_id in rows:
        found[report_id][_state(finding_id, dismissed_at, joined_into_id)] += 1
    return found


def _state(
    finding_id: int | None, dismissed_at: datetime | None, joined_into_id: int | None
) -> str:
    if finding_id:
        return "accepted"
    if joined_into_id:
        return "joined"
    return "dismissed" if dismissed_at else "waiting"


def state_of(row: DraftRow) -> str:
    """Return waiting, accepted, dismissed or joined."""
    return _state(row.finding_id, row.dismissed_at, row.joined_into_id)


def _report_view(report: FeedbackReport, states: dict[str, int]) -> ReportView:
    return ReportView(
        report.id,
        report.title,
        report.source_name,
        report.criteria_set,
        report.fiscal_year,
        waiting=states["waiting"],
        accepted=states["accepted"],
        dismissed=states["dismissed"],
    )


def drafts_of(
    session: Session, report_id: int, draft_ids: Collection[int] | None = None
) -> list[DraftView]:
    """Return the check table in the order of the source, or some rows of it."""
    wanted = select(DraftRow).where(DraftRow.report_id == report_id)
    if draft_ids is not None:
        wanted = wanted.where(col(DraftRow.id).in_(draft_ids))
    order = (col(DraftRow.position), col(DraftRow.part), col(DraftRow.id))
    return [_draft_view(row) for row in session.exec(wanted.order_by(*order))]


def _draft_view(row: DraftRow) -> DraftView:
    return DraftView(
        id=row.id,
        position=row.position,
        part=row.part,
        category=row.category,
        item=row.item,
        ref=row.ref,
        criteria_set=row.criteria_set,
        kind=row.kind,
        text=row.text,
        evidence=row.evidence,
        impact=row.impact,
        place=row.place,
        source=row.source,
        doubts=tuple(code for code in row.doubts.split(",") if code),
        state=state_of(row),
    )


def next_undo(
    session: Session, report_id: int, staff_id: int | None
) -> tuple[str, datetime, int] | None:
    """Return what this person did last and has not undone, when, and to how many rows."""
    step = session.exec(
        select(CheckStep)
        .where(
            CheckStep.report_id == report_id,
            CheckStep.staff_id == staff_id,
            col(CheckStep.undone_at).is_(None),
        )
        .order_by(col(CheckStep.id).desc())
    ).first()
    return (step.action, step.at, len(json.loads(step.rows))) if step else None


# --- the same report again ----------------------------------------------------------------


def known_reports(session: Session, workshop_id: int) -> list[KnownReport]:
    """Return the reports a new reading may be one of."""
    reports = session.exec(
        select(FeedbackReport).where(
            FeedbackReport.workshop_id == workshop_id, col(FeedbackReport.staged_at).is_not(None)
        )
    ).all()
    return [
        KnownReport(
            report.id, report.source_name, report.content_digest,
            tuple(known_rows(session, report.id)),
        )
        for report in reports
    ]  # fmt: skip


def known_rows(
    session: Session, report_id: int, draft_ids: Collection[int] | None = None
) -> list[KnownRow]:
    """Return the rows read from the file, as read and as they stand; not those people made."""
    wanted = select(DraftRow).where(
        DraftRow.report_id == report_id, col(DraftRow.split_from_id).is_(None)
    )
    if draft_ids is not None:
        wanted = wanted.where(col(DraftRow.id).in_(draft_ids))
    rows = session.exec(wanted.order_by(col(DraftRow.position), col(DraftRow.id))).all()
    found = session.exec(select(Finding).where(Finding.report_id == report_id))
    findings = {finding.id: finding for finding in found}
    cut, answered = _cut(session, report_id), _answered(session, report_id)
    return [
        _known_row(row, findings.get(row.finding_id or 0), row.id in cut, answered) for row in rows
    ]


def _known_row(
    row: DraftRow, finding: Finding | None, is_cut: bool, answered: Collection[int]
) -> KnownRow:
    standing = finding or row
    now = {field: getattr(standing, field) for field in FIELDS}
    read: dict[str, Any] = json.loads(row.reading) if row.reading else {}
    return KnownRow(
        id=row.id,
        position=row.position,
        reading={field: read.get(field, now[field]) for field in FIELDS},
        now=now,
        state=state_of(row),
        number=read.get("number"),
        place=row.place,
        code=finding_code(finding.number) if finding else "",
        is_cut=is_cut,
        is_answered=row.finding_id in answered,
    )


def _cut(session: Session, report_id: int) -> set[int | None]:
    """Return the rows that were split, or that others were joined into."""
    columns: Any = (DraftRow.split_from_id, DraftRow.joined_into_id)
    rows = session.exec(select(*columns).where(DraftRow.report_id == report_id))
    return {draft_id for pair in rows for draft_id in pair if draft_id}


def _answered(session: Session, report_id: int) -> set[int]:
    """Return the findings of a report that ideas or initiatives refer to."""
    of_report = select(Finding.id).where(Finding.report_id == report_id)
    return {
        finding_id
        for table in (IdeaFinding, InitiativeFinding)
        for finding_id in session.exec(
            select(table.finding_id).where(col(table.finding_id).in_(of_report))
        )
    }


def texts_known(session: Session, workshop_id: int) -> set[tuple[int | None, str]]:
    """Return category and flat text of all findings accepted or waiting in the workshop."""
    accepted = select(Finding.category, Finding.text).where(Finding.workshop_id == workshop_id)
    waiting = (
        select(DraftRow.category, DraftRow.text)
        .join(FeedbackReport, col(FeedbackReport.id) == DraftRow.report_id)
        .where(
            FeedbackReport.workshop_id == workshop_id,
            col(DraftRow.finding_id).is_(None),
            col(DraftRow.dismissed_at).is_(None),
            DraftRow.text != "",
        )
    )
    rows = [*session.exec(accepted), *session.exec(waiting)]
    return {(category, flat(text)) for category, text in rows}


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
