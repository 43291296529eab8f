"""The papers of a meeting, and the approval of its plan."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session

from pmqa_workshop.domain.errors import NotFound, ValueRefused
from pmqa_workshop.domain.ideas import check_text
from pmqa_workshop.domain.meeting import (
    MOST_ROWS,
    USUAL_SIGNATORIES,
    Invitee,
    MeetingPapers,
    Signatory,
)
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
    _keep(session, actor, workshop_id, changes, now)


def add_invitees(
    session: Session, actor: Actor, workshop_id: int, people: Sequence[Invitee], *, now: datetime
) -> int:
    """Add who is not on the list yet by name and position; return how many those were."""
    there = _papers_to_change(session, actor, workshop_id).invitees
    known = {(one.name, one.position) for one in there}
    new = list({(one.name, one.position): one for one in people}.items())
    added = [one for key, one in new if key not in known]
    _keep(session, actor, workshop_id, {"invitees": (*there, *added)}, now)
    return len(added)


def set_invitee(
    session: Session,
    actor: Actor,
    workshop_id: int,
    at: int,
    name: str,
    *,
    now: datetime,
    **changes: object,
) -> None:
    """Change somebody of the list: place and name must agree, else the list was changed since."""
    there = list(_papers_to_change(session, actor, workshop_id).invitees)
    one = _person_at(there, at, name)
    there[at] = replace(one, **changes)  # type: ignore[arg-type]
    _keep(session, actor, workshop_id, {"invitees": there}, now)


def remove_invitee(
    session: Session, actor: Actor, workshop_id: int, at: int, name: str, *, now: datetime
) -> Invitee:
    """Take somebody off the list and return them, so that they can be put back."""
    there = list(_papers_to_change(session, actor, workshop_id).invitees)
    gone = _person_at(there, at, name)
    del there[at]
    _keep(session, actor, workshop_id, {"invitees": there}, now)
    return gone


def note_all_came(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Note of everybody of whom nothing was said that they came."""
    there = _papers_to_change(session, actor, workshop_id).invitees
    came = [replace(one, came=True) if one.came is None else one for one in there]
    _keep(session, actor, workshop_id, {"invitees": came}, now)


def set_signatory(
    session: Session,
    actor: Actor,
    workshop_id: int,
    at: int,
    *,
    now: datetime,
    **changes: str,
) -> None:
    """Change who signs at a place; the usual four stand there until somebody is named."""
    papers = _papers_to_change(session, actor, workshop_id)
    there = list(papers.signatories or USUAL_SIGNATORIES)
    if not 0 <= at < len(there):
        raise NotFound(what="row")
    there[at] = replace(there[at], **changes)
    _keep(session, actor, workshop_id, {"signatories": there}, now)


def _papers_to_change(session: Session, actor: Actor, workshop_id: int) -> MeetingPapers:
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    return papers_of(session, workshop_id)


def _person_at(there: Sequence[Invitee], at: int, name: str) -> Invitee:
    if not (0 <= at < len(there) and there[at].name == name):
        raise NotFound(what="row")
    return there[at]


def _keep(
    session: Session, actor: Actor, workshop_id: int, changes: Mapping[str, object], now: datetime
) -> None:
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
