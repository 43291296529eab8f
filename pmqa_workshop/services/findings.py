"""Drafts that became findings: accepted, reworded, taken back to the check table."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from pmqa_workshop.domain.errors import NotFound, ValueRefused
from pmqa_workshop.domain.findings import BLOCKING, Doubt, FindingKind
from pmqa_workshop.domain.ideas import CATEGORIES
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.models.findings import DraftRow, FeedbackReport, Finding
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.check_steps import as_they_stand, refuse_if_in_use, remember_step
from pmqa_workshop.services.drafts import MENDABLE, mended, waiting_drafts
from pmqa_workshop.services.fetch import next_number, row_for, workshop_for


def accept_findings(
    session: Session,
    actor: Actor,
    report_id: int,
    *,
    now: datetime,
    draft_ids: Sequence[int] | None = None,
    doubtful_too: bool = False,
    sure_only: bool = False,
) -> int:
    """Turn drafts into findings and return how many; those that cannot be accepted stay.

    Without `draft_ids` all of the report that are sure are taken. A draft without category
    or text is never accepted; other doubts are, when the person chose the draft or said so.
    `sure_only` takes the sure ones among `draft_ids`, for a long table done in parts.
    """
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    chosen = doubtful_too or (draft_ids is not None and not sure_only)
    drafts = [
        draft
        for draft in waiting_drafts(session, report_id, draft_ids)
        if _is_acceptable(draft, chosen=chosen)
    ]
    before = as_they_stand(drafts)
    number = next_number(session, Finding, report.workshop_id)
    findings = [_finding_of(draft, report, number + at) for at, draft in enumerate(drafts)]
    session.add_all(findings)
    session.flush()
    for draft, finding in zip(drafts, findings, strict=True):
        draft.finding_id = finding.id
    remember_step(session, actor, report_id, "accept", before, drafts, now)
    record(
        session,
        actor,
        "accept",
        "finding",
        None,
        now=now,
        workshop_id=report.workshop_id,
        report=report_id,
        accepted=len(drafts),
    )
    return len(drafts)


def _is_acceptable(draft: DraftRow, *, chosen: bool) -> bool:
    doubts = {Doubt(code) for code in draft.doubts.split(",") if code}
    if draft.category not in CATEGORIES or not draft.text.strip() or doubts & BLOCKING:
        return False
    return chosen or not doubts


def _finding_of(draft: DraftRow, report: FeedbackReport, number: int) -> Finding:
    return Finding(
        workshop_id=report.workshop_id,
        report_id=report.id,
        number=number,
        criteria_set=draft.criteria_set or report.criteria_set,
        category=draft.category or 0,  # never 0: see _is_acceptable
        item=draft.item,
        ref=draft.ref,
        kind=draft.kind or FindingKind.COMMENT,
        text=draft.text,
        evidence=draft.evidence,
        impact=draft.impact,
    )


def return_finding(session: Session, actor: Actor, finding_id: int, *, now: datetime) -> None:
    """Take an accepted finding back to the check table, as it reads now.

    FindingInUse once an idea or an initiative, even a withdrawn one, refers to it.
    """
    require(may_prepare(actor))
    finding = row_for(session, actor, Finding, finding_id)
    workshop_for(session, actor, finding.workshop_id, lock=True)
    session.refresh(finding, with_for_update=True)  # ideas that refer to it come before or fail
    refuse_if_in_use(session, [finding_id])
    draft = session.exec(select(DraftRow).where(DraftRow.finding_id == finding_id)).first()
    if draft is None:  # it would be lost
        raise NotFound(what="finding_draft")
    for field in MENDABLE:
        setattr(draft, field, getattr(finding, field))
    draft.finding_id = None
    session.flush()
    session.delete(finding)
    record(
        session,
        actor,
        "return",
        "finding",
        finding_id,
        now=now,
        workshop_id=finding.workshop_id,
        draft=draft.id,
        number=finding.number,
    )


def reword_finding(
    session: Session, actor: Actor, finding_id: int, *, now: datetime, **changes: object
) -> None:
    """Correct an accepted finding; ideas keep their link."""
    require(may_prepare(actor))
    finding = row_for(session, actor, Finding, finding_id, lock=True)
    for field, value in changes.items():
        if field not in MENDABLE:
            raise ValueRefused(field=field)
        setattr(finding, field, mended(field, value))
    record(
        session,
        actor,
        "reword",
        "finding",
        finding_id,
        now=now,
        workshop_id=finding.workshop_id,
        fields=sorted(changes),
    )
