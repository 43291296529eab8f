"""The papers of a meeting, and the approval of its plan."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session

from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.ideas import check_text
from pmqa_workshop.domain.meeting import MOST_ROWS, Invitee, MeetingPapers, Signatory
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.documents import Papers
from pmqa_workshop.queries.papers import papers_json, papers_of
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import workshop_for

LONGEST_LINE = 500
FURTHEST = timedelta(days=366)  # from today, of a day of approval
_Row = TypeVar("_Row", Invitee, Signatory)


def set_papers(
    session: Session,
    actor: Actor,
    workshop_id: int,
    changes: Mapping[str, object],
    *,
    now: datetime,
) -> None:
    """Change what the papers say, field by field; fields not named keep what they hold."""
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    unknown = changes.keys() - MeetingPapers.__dataclass_fields__.keys()
    if unknown:
        raise ValueRefused(field=sorted(unknown)[0])
    before = papers_of(session, workshop_id)
    checked = {name: _checked(name, value) for name, value in changes.items()}
    row = session.get(Papers, workshop_id) or Papers(workshop_id=workshop_id)
    row.content = papers_json(before, **checked)
    session.add(row)
    record(
        session,
        actor,
        "set",
        "meeting_papers",
        None,
        now=now,
        workshop_id=workshop_id,
        fields=sorted(changes),
    )


def _checked(field: str, value: object) -> object:
    if field in ("signatories", "invitees"):
        wanted = Signatory if field == "signatories" else Invitee
        rows = tuple(value) if isinstance(value, (list, tuple)) else ()
        if len(rows) > MOST_ROWS or not all(isinstance(row, wanted) for row in rows):
            raise ValueRefused(field=field, most=MOST_ROWS)
        return tuple(_checked_row(row, field) for row in rows)
    return _checked_line(value, field)


def _checked_row(row: _Row, field: str) -> _Row:
    """Return the row with its texts as they may be kept."""
    cleaned: dict[str, Any] = {
        one.name: _checked_line(getattr(row, one.name), field)
        for one in fields(row)
        if one.type is str
    }
    return replace(row, **cleaned)


def _checked_line(value: object, field: str) -> str:
    text = clean(str(value or ""))
    if text:
        check_text(text, longest=LONGEST_LINE, field=field)
    return text


def approve_plan(
    session: Session, actor: Actor, workshop_id: int, on: date, *, now: datetime
) -> None:
    """Note that the head of the agency approved the plan: its documents lose "(ร่าง)"."""
    require(may_prepare(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    if on > now.date() + FURTHEST:
        raise ValueRefused(field="approved_on")
    workshop.plan_approved_on = on
    record(session, actor, "approve", "plan", None, now=now, workshop_id=workshop_id, on=on)


def withdraw_approval(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Make the plan a draft again; the history keeps when it was approved."""
    require(may_prepare(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    if workshop.plan_approved_on is None:
        return
    before, workshop.plan_approved_on = workshop.plan_approved_on, None
    record(
        session, actor, "withdraw", "plan", None, now=now, workshop_id=workshop_id, before=before
    )
