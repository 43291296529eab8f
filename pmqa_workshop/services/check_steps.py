"""What each person did on the check table, kept with what it changed, and undone again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.errors import FindingInUse, NotFound, StepOutdated
from pmqa_workshop.domain.findings import CriteriaSet, FindingKind
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.models.findings import CheckStep, DraftRow, FeedbackReport, Finding
from pmqa_workshop.models.ideas import IdeaFinding
from pmqa_workshop.models.initiatives import InitiativeFinding
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import row_for, workshop_for

_FIELDS = ("category", "item", "ref", "criteria_set", "kind", "text", "evidence", "impact",
           "doubts", "dismissed_at", "joined_into_id", "finding_id")  # fmt: skip
_ACCEPTED = ("criteria_set", "category", "item", "ref", "text", "evidence", "impact")
Standing = dict[int, dict[str, Any]]  # draft id → field → value


@dataclass(frozen=True)
class Undone:
    action: str
    draft_ids: tuple[int, ...]
    at: datetime  # when it was done; what was done in several parts has one time


def as_they_stand(drafts: Sequence[DraftRow]) -> Standing:
    """Return the values of rows, to be compared with what becomes of them."""
    return {draft.id: {field: _plain(getattr(draft, field)) for field in _FIELDS}
            for draft in drafts}  # fmt: skip


def remember_step(
    session: Session,
    actor: Actor,
    report_id: int,
    action: str,
    before: Standing,
    drafts: Sequence[DraftRow],
    at: datetime,
) -> None:
    """Keep what a step changed; rows that were not there before are its own."""
    after = as_they_stand(drafts)
    rows = {
        draft_id: _changed(before[draft_id], after[draft_id]) if draft_id in before
        else [None, after[draft_id]]
        for draft_id in after
    }  # fmt: skip
    rows = {draft_id: change for draft_id, change in rows.items() if change[1]}
    if rows:
        session.add(
            CheckStep(
                report_id=report_id, staff_id=actor.staff_id, action=action,
                rows=json.dumps(rows, ensure_ascii=False), at=at,
            )
        )  # fmt: skip


def undo_step(session: Session, actor: Actor, report_id: int, *, now: datetime) -> Undone:
    """Undo what this person did last on the check table of a report.

    StepOutdated when rows are no longer as the step left them, FindingInUse when the room already
    works on what was accepted: then nothing is undone.
    """
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    step = _newest(session, report_id, actor.staff_id)
    changes: dict[str, Any] = json.loads(step.rows)
    drafts = _rows(session, {int(draft_id): change[1] for draft_id, change in changes.items()})
    accepted = _takeable(session, drafts) if step.action == "accept" else []
    for draft in drafts:
        _put_back(session, draft, changes[str(draft.id)][0])
    session.flush()
    for finding in accepted:
        session.delete(finding)
    step.undone_at = now
    record(
        session, actor, "undo", "finding_draft", None,
        now=now, workshop_id=report.workshop_id, step=step.id, did=step.action, rows=len(drafts),
    )  # fmt: skip
    return Undone(step.action, tuple(int(draft_id) for draft_id in changes), step.at)


def _newest(session: Session, report_id: int, staff_id: int | None) -> CheckStep:
    step = session.exec(
        select(CheckStep)
        .where(
            CheckStep.report_id == report_id,
            CheckStep.staff_id == staff_id,
            col(CheckStep.undone_at).is_(None),
        )
        .order_by(col(CheckStep.id).desc())
    ).first()
    if step is None:
        raise NotFound(what="step")
    return step


def _rows(session: Session, after: Mapping[int, Mapping[str, Any]]) -> list[DraftRow]:
    """Return rows as the step left them."""
    wanted = select(DraftRow).where(col(DraftRow.id).in_(after)).with_for_update()
    drafts = list(session.exec(wanted).all())
    if len(drafts) < len(after) or any(
        _plain(getattr(draft, field)) != value
        for draft in drafts
        for field, value in after[draft.id].items()
    ):
        raise StepOutdated()
    return drafts


def _takeable(session: Session, drafts: Sequence[DraftRow]) -> list[Finding]:
    """Return what the rows became, if it still reads as it was accepted and nobody uses it."""
    wanted = select(Finding).where(col(Finding.id).in_([draft.finding_id for draft in drafts]))
    found = {finding.id: finding for finding in session.exec(wanted.with_for_update()).all()}
    for draft in drafts:
        finding = found[draft.finding_id or 0]
        if any(getattr(finding, field) != getattr(draft, field) for field in _ACCEPTED):
            raise StepOutdated()
    refuse_if_in_use(session, list(found))
    return list(found.values())


def _put_back(session: Session, draft: DraftRow, before: Mapping[str, Any] | None) -> None:
    if before is None:
        session.delete(draft)
        return
    for field, value in before.items():
        setattr(draft, field, _typed(field, value))


def refuse_if_in_use(session: Session, finding_ids: Sequence[int]) -> None:
    """Raise FindingInUse once an idea or an initiative, even a withdrawn one, refers to any."""
    ideas, initiatives = (
        session.exec(
            select(func.count()).select_from(table).where(col(table.finding_id).in_(finding_ids))
        ).one()
        for table in (IdeaFinding, InitiativeFinding)
    )
    if ideas or initiatives:
        raise FindingInUse(ideas=ideas, initiatives=initiatives)


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    fields = [field for field in _FIELDS if before[field] != after[field]]
    return [{f: before[f] for f in fields}, {f: after[f] for f in fields}]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(field: str, value: Any) -> Any:
    if value is None or field not in ("kind", "criteria_set", "dismissed_at"):
        return value
    if field == "dismissed_at":
        return datetime.fromisoformat(value)
    return FindingKind(value) if field == "kind" else CriteriaSet(value)
