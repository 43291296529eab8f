"""Reports brought in: kept for checking, and brought up to date when they come again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlmodel import Session, col, delete, select

from pmqa_workshop.domain.again import (
    flat,
    values_of,
)
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.findings import (
    UNUSED,
    Column,
    CriteriaSet,
    Doubt,
    FindingDraft,
    ReadReport,
)
from pmqa_workshop.domain.ideas import LONGEST_NAME, check_text
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.findings import (
    ColumnMapping,
    DraftRow,
    FeedbackReport,
    ReportScore,
)
from pmqa_workshop.queries.findings import texts_known
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.check_steps import as_they_stand, remember_step
from pmqa_workshop.services.drafts import doubts_after, waiting_drafts
from pmqa_workshop.services.fetch import row_for, workshop_for

CHUNK = 100  # rows in one transaction, so that a vote never waits for a long import
FORGET = "auto"  # instead of what a column holds: read it as the reader does by itself


def stage_report(
    session: Session,
    actor: Actor,
    workshop_id: int,
    report: ReadReport,
    *,
    now: datetime,
    source_name: str = "",
    title: str = "",
    content_digest: str = "",
    criteria_set: CriteriaSet = CriteriaSet.PMQA4,
) -> int:
    """Keep all that was read, drafts and scores, for people to check; return the report's id.

    `criteria_set` stands in where the source does not tell. What the workshop already has, accepted
    or waiting, is doubted: the same report may have come twice.
    """
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    report_id = open_report(
        session, actor, workshop_id, report, now=now, source_name=source_name, title=title,
        content_digest=content_digest, criteria_set=criteria_set,
    )  # fmt: skip
    add_drafts(session, actor, report_id, doubting_repeated(session, workshop_id, report.drafts))
    finish_report(session, actor, report_id, now=now)
    return report_id


def doubting_repeated(
    session: Session, workshop_id: int, drafts: Iterable[FindingDraft]
) -> list[FindingDraft]:
    """Return the drafts, those doubted that stand in the workshop already."""
    known = texts_known(session, workshop_id)
    return [
        draft.doubting(Doubt.REPEATED)
        if (draft.category, flat(clean(draft.text))) in known
        else draft
        for draft in drafts
    ]


def open_report(
    session: Session,
    actor: Actor,
    workshop_id: int,
    report: ReadReport,
    *,
    now: datetime,
    source_name: str = "",
    title: str = "",
    content_digest: str = "",
    criteria_set: CriteriaSet = CriteriaSet.PMQA4,
) -> int:
    """Begin to keep a report; nobody sees it before `finish_report`."""
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id)
    kept = FeedbackReport(
        workshop_id=workshop_id,
        title=clean(title or report.title or source_name),
        source_name=clean(source_name),
        criteria_set=criteria_set,
        fiscal_year=report.fiscal_year,
        imported_at=now,
        content_digest=content_digest,
        columns=columns_of(report),
    )
    session.add(kept)
    session.flush()
    keep_scores(session, kept.id, report)
    return kept.id


def columns_of(report: ReadReport) -> str:
    return json.dumps([asdict(column) for column in report.columns], ensure_ascii=False)


def keep_scores(session: Session, report_id: int, report: ReadReport) -> None:
    session.exec(delete(ReportScore).where(col(ReportScore.report_id) == report_id))
    for score in report.scores:
        session.add(ReportScore(report_id=report_id, **asdict(score)))


def add_drafts(
    session: Session,
    actor: Actor,
    report_id: int,
    drafts: Sequence[FindingDraft],
    first_position: int = 1,
) -> None:
    """Add rows to a report that is being kept."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    session.add_all(
        row_of(draft, report, position)
        for position, draft in enumerate(drafts, start=first_position)
    )
    session.flush()


def finish_report(session: Session, actor: Actor, report_id: int, *, now: datetime) -> None:
    """Show a report whose rows are all kept."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    report.staged_at = now
    drafts = len(session.exec(select(DraftRow.id).where(DraftRow.report_id == report_id)).all())
    record(
        session, actor, "stage", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id, drafts=drafts,
    )  # fmt: skip


def row_of(draft: FindingDraft, report: FeedbackReport, position: int) -> DraftRow:
    read = normal(draft, report.criteria_set)
    return DraftRow(
        report_id=report.id,
        position=position,
        **values_of(read),
        place=read.place,
        source=clean(read.source),
        reading=reading_of(read),
        doubts=_codes(read),
    )


def normal(draft: FindingDraft, criteria_set: CriteriaSet) -> FindingDraft:
    """Return the draft as it is kept: clean texts, the report's criteria where it names none."""
    return replace(
        draft,
        text=clean(draft.text),
        evidence=clean(draft.evidence),
        impact=clean(draft.impact),
        criteria_set=draft.criteria_set or criteria_set,
    )


def reading_of(draft: FindingDraft) -> str:
    return json.dumps({**values_of(draft), "number": draft.number}, ensure_ascii=False)


def _codes(draft: FindingDraft) -> str:
    return ",".join(doubt.value for doubt in draft.doubts)


# --- a whole report -----------------------------------------------------------------------


def dismiss_report(
    session: Session,
    actor: Actor,
    report_id: int,
    *,
    now: datetime,
    draft_ids: Sequence[int] | None = None,
) -> int:
    """Set waiting drafts aside, all of the report or these; each can be restored."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    waiting = waiting_drafts(session, report_id, draft_ids)
    before = as_they_stand(waiting)
    for draft in waiting:
        draft.dismissed_at = now
    remember_step(session, actor, report_id, "dismiss", before, waiting, now)
    record(
        session, actor, "dismiss", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id, rows=len(waiting),
    )  # fmt: skip
    return len(waiting)


def settle_criteria_set(
    session: Session,
    actor: Actor,
    report_id: int,
    criteria_set: CriteriaSet,
    *,
    now: datetime,
    draft_ids: Sequence[int] | None = None,
) -> int:
    """Say which criteria the rows are of whose set was guessed; return how many there were.

    All rows of the report are meant, or those of `draft_ids`, for a long table done in parts.
    """
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id, lock=True)
    guessed = [
        draft
        for draft in waiting_drafts(session, report_id, draft_ids)
        if Doubt.SET_GUESSED in draft.doubts.split(",")
    ]
    changes: dict[str, object] = {"criteria_set": criteria_set}
    for draft in guessed:
        draft.criteria_set = criteria_set
        draft.doubts = ",".join(doubts_after(draft, changes))
    record(
        session, actor, "mend", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id,
        criteria_set=criteria_set.value, rows=len(guessed),
    )  # fmt: skip
    return len(guessed)


def remember_columns(
    session: Session, actor: Actor, workshop_id: int, said: Mapping[str, str], *, now: datetime
) -> None:
    """Remember for the agency what columns of these names hold; FORGET takes it back."""
    require(may_prepare(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    rows = session.exec(
        select(ColumnMapping).where(ColumnMapping.agency_id == workshop.agency_id)
    ).all()
    known = {row.label: row for row in rows}
    for given, taken_as in said.items():
        check_text(given, longest=LONGEST_NAME * 2, field="column")
        if taken_as not in (*Column, UNUSED, FORGET):
            raise ValueRefused(field="column")
        label = flat(given).lower()
        row = known.get(label)
        if taken_as == FORGET:
            if row:
                session.delete(row)
            continue
        row = row or ColumnMapping(
            agency_id=workshop.agency_id, label=label, taken_as=taken_as, said_at=now
        )
        row.taken_as, row.said_at = taken_as, now
        known[label] = row
        session.add(row)
    record(
        session, actor, "map", "column", None,
        now=now, workshop_id=workshop_id, columns=dict(said),
    )  # fmt: skip
