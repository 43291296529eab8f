"""From what a reader saw to findings people work on: staged, mended, accepted."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.criteria import items
from pmqa_workshop.domain.errors import FindingInUse, NotFound, ValueRefused
from pmqa_workshop.domain.findings import (
    BLOCKING,
    LONGEST_FINDING,
    SETTLED_BY,
    CriteriaSet,
    Doubt,
    FindingDraft,
    FindingKind,
    ReadReport,
)
from pmqa_workshop.domain.ideas import CATEGORIES, check_category, check_text
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.findings import DraftRow, FeedbackReport, Finding, ReportScore
from pmqa_workshop.models.ideas import IdeaFinding
from pmqa_workshop.models.initiatives import InitiativeFinding
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import next_number, row_for, workshop_for

MENDABLE = frozenset({"category", "item", "ref", "kind", "text", "evidence", "impact",
                      "criteria_set"})  # fmt: skip


def stage_report(
    session: Session,
    actor: Actor,
    workshop_id: int,
    report: ReadReport,
    *,
    now: datetime,
    source_name: str = "",
    title: str = "",
    criteria_set: CriteriaSet = CriteriaSet.PMQA4,
) -> int:
    """Keep all that was read, drafts and scores, for people to check; return the report's id.

    `criteria_set` stands in where the source does not tell. What the workshop already has, accepted
    or waiting, is doubted: the same report may have come twice.
    """
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    known = _known(session, workshop_id)
    kept = FeedbackReport(
        workshop_id=workshop_id,
        title=clean(title or report.title or source_name),
        source_name=clean(source_name),
        criteria_set=criteria_set,
        fiscal_year=report.fiscal_year,
        imported_at=now,
    )
    session.add(kept)
    session.flush()
    for position, draft in enumerate(report.drafts, start=1):
        is_known = (draft.category, _flat(draft.text)) in known
        read = draft.doubting(Doubt.REPEATED) if is_known else draft
        session.add(_row_of(read, kept, position))
    for score in report.scores:
        session.add(ReportScore(report_id=kept.id, **asdict(score)))
    record(
        session,
        actor,
        "stage",
        "feedback_report",
        kept.id,
        now=now,
        workshop_id=workshop_id,
        drafts=len(report.drafts),
        scores=len(report.scores),
    )
    return kept.id


def _known(session: Session, workshop_id: int) -> set[tuple[int | None, str]]:
    """Return category and text of all findings accepted or waiting in the workshop."""
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
    return {(category, _flat(text)) for category, text in rows}


def _flat(text: str) -> str:
    return " ".join(clean(text).split())


def _row_of(draft: FindingDraft, report: FeedbackReport, position: int) -> DraftRow:
    return DraftRow(
        report_id=report.id,
        position=position,
        category=draft.category,
        item=draft.item,
        ref=draft.ref,
        criteria_set=draft.criteria_set or report.criteria_set,
        kind=draft.kind,
        text=clean(draft.text),
        evidence=clean(draft.evidence),
        impact=clean(draft.impact),
        place=draft.place,
        doubts=",".join(doubt.value for doubt in draft.doubts),
    )


def mend_draft(
    session: Session, actor: Actor, draft_id: int, *, now: datetime, **changes: object
) -> None:
    """Change fields of a draft not yet accepted and look again at what is doubtful."""
    require(may_prepare(actor))
    draft, report = _draft_for(session, actor, draft_id)
    if draft.finding_id is not None:
        raise ValueRefused(field="accepted")
    for field, value in changes.items():
        if field not in MENDABLE:
            raise ValueRefused(field=field)
        setattr(draft, field, _mended(field, value))
    draft.doubts = ",".join(_doubts_after(draft, changes))
    draft.dismissed_at = None
    record(
        session,
        actor,
        "mend",
        "finding_draft",
        draft_id,
        now=now,
        workshop_id=report.workshop_id,
        fields=sorted(changes),
    )


def _mended(field: str, value: object) -> object:
    if field == "category":
        number = int(str(value)) if str(value).isdecimal() else None
        check_category(number)
        return number
    if field in ("kind", "criteria_set"):
        try:
            return FindingKind(str(value)) if field == "kind" else CriteriaSet(str(value))
        except ValueError:
            raise ValueRefused(field=field) from None
    text = clean(str(value or ""))
    if field == "text":
        check_text(text, longest=LONGEST_FINDING, field="finding")
    elif len(text) > LONGEST_FINDING:
        check_text(text, longest=LONGEST_FINDING, field=field)
    return text or None if field in ("item", "ref") else text


def _doubts_after(draft: DraftRow, changes: dict[str, object]) -> list[str]:
    """Return the doubts left once a person has settled those of the changed fields."""
    settled = frozenset[Doubt]().union(*(SETTLED_BY.get(field, ()) for field in changes))
    left = [code for code in draft.doubts.split(",") if code and Doubt(code) not in settled]
    if not draft.item:
        return left
    item = items(draft.criteria_set or CriteriaSet.PMQA4).get(draft.item)
    if item is None and Doubt.ITEM_UNKNOWN not in left:
        left.append(Doubt.ITEM_UNKNOWN.value)
    elif item is not None and draft.category and item.category != draft.category:
        left.append(Doubt.ITEM_OUTSIDE_CATEGORY.value)
    return list(dict.fromkeys(left))


def settle_criteria_set(
    session: Session, actor: Actor, report_id: int, criteria_set: CriteriaSet, *, now: datetime
) -> int:
    """Say which criteria the rows are of whose set was guessed; return how many there were."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id, lock=True)
    guessed = [
        draft
        for draft in _waiting(session, report_id, None)
        if Doubt.SET_GUESSED in draft.doubts.split(",")
    ]
    changes: dict[str, object] = {"criteria_set": criteria_set}
    for draft in guessed:
        draft.criteria_set = criteria_set
        draft.doubts = ",".join(_doubts_after(draft, changes))
    record(
        session,
        actor,
        "mend",
        "feedback_report",
        report_id,
        now=now,
        workshop_id=report.workshop_id,
        criteria_set=criteria_set.value,
        rows=len(guessed),
    )
    return len(guessed)


def accept_findings(
    session: Session,
    actor: Actor,
    report_id: int,
    *,
    now: datetime,
    draft_ids: Sequence[int] | None = None,
    doubtful_too: bool = False,
) -> int:
    """Turn drafts into findings and return how many; those that cannot be accepted stay.

    Without `draft_ids` all of the report that are sure are taken. A draft without category
    or text is never accepted; other doubts are, when the person chose the draft or said so.
    """
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    number = next_number(session, Finding, report.workshop_id)
    accepted = 0
    for draft in _waiting(session, report_id, draft_ids):
        chosen = draft_ids is not None or doubtful_too
        if draft.category is None or not _is_acceptable(draft, chosen=chosen):
            continue
        finding = _finding_of(draft, draft.category, report, number + accepted)
        session.add(finding)
        session.flush()
        draft.finding_id = finding.id
        accepted += 1
    record(
        session,
        actor,
        "accept",
        "finding",
        None,
        now=now,
        workshop_id=report.workshop_id,
        report=report_id,
        accepted=accepted,
    )
    return accepted


def _waiting(session: Session, report_id: int, draft_ids: Sequence[int] | None) -> list[DraftRow]:
    waiting = select(DraftRow).where(
        DraftRow.report_id == report_id,
        col(DraftRow.finding_id).is_(None),
        col(DraftRow.dismissed_at).is_(None),
    )
    if draft_ids is not None:
        waiting = waiting.where(col(DraftRow.id).in_(draft_ids))
    return list(session.exec(waiting.order_by(col(DraftRow.position))))


def _is_acceptable(draft: DraftRow, *, chosen: bool) -> bool:
    doubts = {Doubt(code) for code in draft.doubts.split(",") if code}
    if draft.category not in CATEGORIES or not draft.text.strip() or doubts & BLOCKING:
        return False
    return chosen or not doubts


def _finding_of(draft: DraftRow, category: int, report: FeedbackReport, number: int) -> Finding:
    return Finding(
        workshop_id=report.workshop_id,
        report_id=report.id,
        number=number,
        criteria_set=draft.criteria_set or report.criteria_set,
        category=category,
        item=draft.item,
        ref=draft.ref,
        kind=draft.kind or FindingKind.COMMENT,
        text=draft.text,
        evidence=draft.evidence,
        impact=draft.impact,
    )


def dismiss_draft(session: Session, actor: Actor, draft_id: int, *, now: datetime) -> None:
    """Set a draft aside; it stays in the report and can be restored."""
    _set_dismissed(session, actor, draft_id, now, now)


def dismiss_report(session: Session, actor: Actor, report_id: int, *, now: datetime) -> int:
    """Set all waiting drafts of a report aside, return how many; each can be restored."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    waiting = _waiting(session, report_id, None)
    for draft in waiting:
        draft.dismissed_at = now
    record(
        session,
        actor,
        "dismiss",
        "feedback_report",
        report_id,
        now=now,
        workshop_id=report.workshop_id,
        rows=len(waiting),
    )
    return len(waiting)


def restore_draft(session: Session, actor: Actor, draft_id: int, *, now: datetime) -> None:
    """Take a dismissed draft back to the check table."""
    _set_dismissed(session, actor, draft_id, None, now)


def _set_dismissed(
    session: Session, actor: Actor, draft_id: int, at: datetime | None, now: datetime
) -> None:
    require(may_prepare(actor))
    draft, report = _draft_for(session, actor, draft_id)
    draft.dismissed_at = at
    record(
        session,
        actor,
        "dismiss" if at else "restore",
        "finding_draft",
        draft_id,
        now=now,
        workshop_id=report.workshop_id,
    )


def _draft_for(session: Session, actor: Actor, draft_id: int) -> tuple[DraftRow, FeedbackReport]:
    draft = session.get(DraftRow, draft_id)
    if draft is None:
        raise NotFound(what="finding_draft")
    return draft, row_for(session, actor, FeedbackReport, draft.report_id)


def return_finding(session: Session, actor: Actor, finding_id: int, *, now: datetime) -> None:
    """Take an accepted finding back to the check table, as it reads now.

    FindingInUse once an idea or an initiative, even a withdrawn one, refers to it.
    """
    require(may_prepare(actor))
    finding = row_for(session, actor, Finding, finding_id)
    workshop_for(session, actor, finding.workshop_id, lock=True)
    session.refresh(finding, with_for_update=True)  # ideas that refer to it come before or fail
    ideas = _references(session, IdeaFinding, finding_id)
    initiatives = _references(session, InitiativeFinding, finding_id)
    if ideas or initiatives:
        raise FindingInUse(ideas=ideas, initiatives=initiatives)
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


def _references(
    session: Session, table: type[IdeaFinding] | type[InitiativeFinding], finding_id: int
) -> int:
    counted = select(func.count()).select_from(table).where(table.finding_id == finding_id)
    return session.exec(counted).one()


def reword_finding(
    session: Session, actor: Actor, finding_id: int, *, now: datetime, **changes: object
) -> None:
    """Correct an accepted finding; ideas keep their link."""
    require(may_prepare(actor))
    finding = row_for(session, actor, Finding, finding_id)
    for field, value in changes.items():
        if field not in MENDABLE:
            raise ValueRefused(field=field)
        setattr(finding, field, _mended(field, value))
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
