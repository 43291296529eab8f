"""Preparing a workshop and moving the room through its stages."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, select

from pmqa_workshop.domain.access import make_code
from pmqa_workshop.domain.errors import NotFound, TextMissing, ValueRefused
from pmqa_workshop.domain.ideas import check_text
from pmqa_workshop.domain.plan import Digits, WorkshopMode
from pmqa_workshop.domain.register import GoalDraft, UnitDraft, check_goal, check_unit
from pmqa_workshop.domain.roles import Actor, may_prepare, may_run_room, require
from pmqa_workshop.domain.stages import VOTING_STAGES, Stage
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.people import Agency, Unit
from pmqa_workshop.models.workshop import StrategicGoal, Workshop
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import workshop_for
from pmqa_workshop.services.voting import close_open_rounds

TITLE_TEMPLATE = "แผนเพิ่มประสิทธิภาพองค์การ {agency} ประจำปีงบประมาณ พ.ศ. {fiscal_year}"
LONGEST_TEXT = 4000
MOST_SEATS = 2000
FISCAL_YEARS = range(2560, 2700)  # B.E.


def open_workshop(
    session: Session,
    actor: Actor,
    fiscal_year: int,
    *,
    now: datetime,
    agency_id: int | None = None,
    follows_id: int | None = None,
    held_on: date | None = None,
    venue: str = "",
    mode: WorkshopMode = WorkshopMode.ONSITE,
) -> int:
    """Open a workshop, blank or with the frame of an earlier one, and return its id.

    Title, agenda, digits and goals come from the workshop it follows; findings never do.
    """
    require(may_prepare(actor))
    _check_fiscal_year(fiscal_year)
    earlier = workshop_for(session, actor, follows_id) if follows_id else None
    of_agency = actor.agency_id or agency_id or (earlier and earlier.agency_id) or 0
    agency = session.get(Agency, of_agency)
    if agency is None:
        raise NotFound(what="agency")
    workshop = Workshop(
        agency_id=agency.id,
        code=_free_code(session),
        title_template=TITLE_TEMPLATE,
        fiscal_year=fiscal_year,
        held_on=held_on,
        venue=clean(venue),
        mode=mode,
        follows_id=follows_id,
        created_at=now,
    )
    session.add(workshop)
    session.flush()
    if earlier:
        _take_frame(session, earlier, workshop)
    record(
        session,
        actor,
        "open",
        "workshop",
        workshop.id,
        now=now,
        workshop_id=workshop.id,
        follows=follows_id,
    )
    return workshop.id


def _free_code(session: Session) -> str:
    while True:
        code = make_code(secrets.choice)
        if session.exec(select(Workshop.id).where(Workshop.code == code)).first() is None:
            return code


def _take_frame(session: Session, earlier: Workshop, workshop: Workshop) -> None:
    for field in ("title_template", "agenda", "prepared_by", "digits"):
        setattr(workshop, field, getattr(earlier, field))
    for goal in session.exec(select(StrategicGoal).where(StrategicGoal.workshop_id == earlier.id)):
        copied = goal.model_dump(exclude={"id", "workshop_id"})
        session.add(StrategicGoal(**copied, workshop_id=workshop.id))


def _check_fiscal_year(fiscal_year: int) -> None:
    if fiscal_year not in FISCAL_YEARS:
        raise ValueRefused(
            field="fiscal_year", least=FISCAL_YEARS.start, most=FISCAL_YEARS.stop - 1
        )


EDITABLE = frozenset(
    {"title_template", "fiscal_year", "held_on", "venue", "mode", "agenda", "prepared_by",
     "digits", "capacity"}
)  # fmt: skip


def describe_workshop(
    session: Session, actor: Actor, workshop_id: int, *, now: datetime, **changes: object
) -> None:
    """Change title template, year, date, venue, mode, agenda, digits, capacity or preparer."""
    require(may_prepare(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    for field, value in changes.items():
        if field not in EDITABLE:
            raise ValueRefused(field=field)
        setattr(workshop, field, _checked(field, value))
    record(
        session,
        actor,
        "describe",
        "workshop",
        workshop_id,
        now=now,
        workshop_id=workshop_id,
        fields=sorted(changes),
    )


def _checked(field: str, value: object) -> object:
    if field in ("mode", "digits", "held_on", "fiscal_year", "capacity"):
        return _checked_value(field, value)
    text = clean(str(value or ""))
    if len(text) > LONGEST_TEXT:
        check_text(text, longest=LONGEST_TEXT, field=field)
    if field == "title_template" and not text:
        raise TextMissing(field=field)
    return text


def _checked_value(field: str, value: object) -> object:
    """Return a choice, date or number in its own type, typed or not."""
    try:
        if field == "mode":
            return WorkshopMode(str(value))
        if field == "digits":
            return Digits(str(value))
        if field == "held_on":
            return date.fromisoformat(str(value)) if value else None
        number = int(str(value))
    except ValueError:
        raise ValueRefused(field=field) from None
    if field == "fiscal_year":
        _check_fiscal_year(number)
    elif not 1 <= number <= MOST_SEATS:
        raise ValueRefused(field=field, least=1, most=MOST_SEATS)
    return number


def describe_agency(
    session: Session, actor: Actor, agency_id: int, *, now: datetime, **changes: str
) -> None:
    """Change name, short name, vision, mission or values of the own agency."""
    require(may_prepare(actor))
    agency = session.get(Agency, agency_id)
    if agency is None or (actor.agency_id or agency_id) != agency_id:
        raise NotFound(what="agency")
    for field in ("name", "short_name", "vision", "mission", "core_values"):
        if field in changes:
            check_text(changes[field] or "-", longest=LONGEST_TEXT, field=field)
            setattr(agency, field, clean(changes[field]))
    record(session, actor, "describe", "agency", agency_id, now=now, fields=sorted(changes))


def register_units(
    session: Session, actor: Actor, agency_id: int, drafts: Sequence[UnitDraft], *, now: datetime
) -> int:
    """Add units, or update them by name or as told, and return how many are new.

    None is ever removed here.
    """
    require(may_prepare(actor))
    if (actor.agency_id or agency_id) != agency_id:
        raise NotFound(what="agency")
    units = session.exec(select(Unit).where(Unit.agency_id == agency_id)).all()
    known, by_id = {unit.name: unit for unit in units}, {unit.id: unit for unit in units}
    added = 0
    for position, draft in enumerate(drafts, start=1):
        check_unit(draft)
        name = clean(draft.name)
        unit = known.get(name) or by_id.get(draft.known_id or 0)
        if unit is None:
            unit = Unit(agency_id=agency_id, name=name)
            added += 1
        unit.name, known[name] = name, unit
        unit.short_name = clean(draft.short_name) or unit.short_name
        unit.position = unit.position or position
        unit.withdrawn_at = None
        session.add(unit)
    record(session, actor, "register", "unit", None, now=now, added=added, of=len(drafts))
    return added


def withdraw_unit(session: Session, actor: Actor, unit_id: int, *, now: datetime) -> None:
    """Take a unit off the list; what it did before stays."""
    require(may_prepare(actor))
    unit = session.get(Unit, unit_id)
    if unit is None or (actor.agency_id or unit.agency_id) != unit.agency_id:
        raise NotFound(what="unit")
    unit.withdrawn_at = unit.withdrawn_at or now
    record(session, actor, "withdraw", "unit", unit_id, now=now)


def set_goals(
    session: Session, actor: Actor, workshop_id: int, drafts: Sequence[GoalDraft], *, now: datetime
) -> int:
    """Add strategic goals, or update them by title or as told; return how many there are."""
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    rows = session.exec(select(StrategicGoal).where(StrategicGoal.workshop_id == workshop_id)).all()
    known, by_id = {goal.title: goal for goal in rows}, {goal.id: goal for goal in rows}
    count = len(rows)
    for draft in drafts:
        check_goal(draft)
        title = clean(draft.title)
        goal = known.get(title) or by_id.get(draft.known_id or 0)
        if goal is None:
            count += 1
            goal = StrategicGoal(workshop_id=workshop_id, position=count, title=title)
        goal.title = title
        for field in ("indicator", "current", "target", "national_strategy", "sdgs"):
            setattr(goal, field, clean(getattr(draft, field)) or getattr(goal, field))
        known[title] = goal
        session.add(goal)
    record(
        session,
        actor,
        "set",
        "strategic_goal",
        None,
        now=now,
        workshop_id=workshop_id,
        count=count,
    )
    return count


def move_to_stage(
    session: Session, actor: Actor, workshop_id: int, stage: Stage, *, now: datetime
) -> None:
    """Move the whole room on or back; a vote left behind is closed, never left open.

    Moving to where it stands changes nothing.
    """
    require(may_run_room(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    if workshop.stage is stage:
        return
    left, workshop.stage = workshop.stage, stage
    if left in VOTING_STAGES:
        close_open_rounds(session, actor, workshop_id, now=now)
    record(
        session,
        actor,
        "move",
        "workshop",
        workshop_id,
        now=now,
        workshop_id=workshop_id,
        left=left.value,
        entered=stage.value,
    )


def reveal_ideas(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Let phones see each other's ideas."""
    _set_revealed(session, actor, workshop_id, now, now)


def hide_ideas(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Let phones see their own ideas only."""
    _set_revealed(session, actor, workshop_id, None, now)


def _set_revealed(
    session: Session, actor: Actor, workshop_id: int, at: datetime | None, now: datetime
) -> None:
    require(may_run_room(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    workshop.ideas_revealed_at = at
    record(
        session, actor, "reveal" if at else "hide", "idea", None, now=now, workshop_id=workshop_id
    )


def close_joining(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Take nobody new; those seated stay and may come back."""
    _set_joining(session, actor, workshop_id, now, now)


def reopen_joining(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Take newcomers again."""
    _set_joining(session, actor, workshop_id, None, now)


def _set_joining(
    session: Session, actor: Actor, workshop_id: int, at: datetime | None, now: datetime
) -> None:
    require(may_run_room(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    workshop.joining_closed_at = at
    record(
        session,
        actor,
        "close" if at else "reopen",
        "joining",
        None,
        now=now,
        workshop_id=workshop_id,
    )
