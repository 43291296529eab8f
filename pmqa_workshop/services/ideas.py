"""Raising ideas on findings, and grouping them under themes without losing one."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmqa_workshop.domain.errors import NotAllowed, NotFound
from pmqa_workshop.domain.ideas import LONGEST_NAME, check_category, check_idea, check_text
from pmqa_workshop.domain.roles import Actor, Role, may_raise_ideas, may_run_room, require
from pmqa_workshop.domain.stages import GROUPING_STAGES, IDEA_STAGES, check_stage
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.ideas import Idea, IdeaFinding, Theme
from pmqa_workshop.models.people import Participant, Unit
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import locked_row_for, next_number, row_for, workshop_for


def raise_idea(
    session: Session,
    actor: Actor,
    workshop_id: int,
    text: str,
    category: int,
    finding_ids: Sequence[int],
    *,
    now: datetime,
    stands_alone: bool = False,
    unit_id: int | None = None,
) -> int:
    """Keep an idea with the findings it answers and return its id.

    Staff raise on somebody's behalf at any time before the plan; phones while it is the stage.
    """
    require(may_raise_ideas(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    if actor.role is Role.PARTICIPANT:
        check_stage(workshop.stage, IDEA_STAGES)
    text = clean(text).strip()
    linked = sorted(set(finding_ids))
    check_idea(text, category, len(linked), stands_alone)
    _check_findings(session, workshop_id, linked)
    if unit_id is not None:
        _check_unit(session, workshop, unit_id)
    idea = Idea(
        workshop_id=workshop_id,
        number=next_number(session, Idea, workshop_id),
        participant_id=actor.participant_id,
        staff_id=actor.staff_id,
        unit_id=unit_id or _unit_of(session, actor),
        category=category,
        text=text,
        stands_alone=stands_alone and not linked,
        raised_at=now,
    )
    session.add(idea)
    session.flush()
    session.add_all(IdeaFinding(idea_id=idea.id, finding_id=finding) for finding in linked)
    record(session, actor, "raise", "idea", idea.id, now=now, workshop_id=workshop_id)
    return idea.id


def _check_findings(session: Session, workshop_id: int, finding_ids: list[int]) -> None:
    here = session.exec(
        select(Finding.id).where(
            Finding.workshop_id == workshop_id, col(Finding.id).in_(finding_ids)
        )
    ).all()
    if set(here) != set(finding_ids):
        raise NotFound(what="finding")


def _check_unit(session: Session, workshop: Workshop, unit_id: int) -> None:
    unit = session.get(Unit, unit_id)
    if unit is None or unit.agency_id != workshop.agency_id:
        raise NotFound(what="unit")


def _unit_of(session: Session, actor: Actor) -> int | None:
    seat = session.get(Participant, actor.participant_id) if actor.participant_id else None
    return seat.unit_id if seat else None


def reword_idea(session: Session, actor: Actor, idea_id: int, text: str, *, now: datetime) -> None:
    """Change the words of an own idea while ideas are being raised; staff may at any time.

    A withdrawn idea must be restored first.
    """
    idea = _own_idea(session, actor, idea_id)
    if idea.withdrawn_at is not None:
        raise NotFound(what="idea")
    text = clean(text).strip()
    check_idea(text, idea.category, 1, True)
    if idea.text == text:
        return
    before, idea.text = idea.text, text
    record(
        session,
        actor,
        "reword",
        "idea",
        idea_id,
        now=now,
        workshop_id=idea.workshop_id,
        before=before,
    )


def withdraw_idea(session: Session, actor: Actor, idea_id: int, *, now: datetime) -> None:
    """Take an idea out of the room's sight; it can be restored. Twice changes nothing."""
    idea = _own_idea(session, actor, idea_id)
    if idea.withdrawn_at is not None:
        return
    idea.withdrawn_at = now
    record(session, actor, "withdraw", "idea", idea_id, now=now, workshop_id=idea.workshop_id)


def restore_idea(session: Session, actor: Actor, idea_id: int, *, now: datetime) -> None:
    """Bring a withdrawn idea back; one that was not withdrawn stays as it is."""
    idea = _own_idea(session, actor, idea_id)
    if idea.withdrawn_at is None:
        return
    idea.withdrawn_at = None
    record(session, actor, "restore", "idea", idea_id, now=now, workshop_id=idea.workshop_id)


def _own_idea(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea, workshop = locked_row_for(session, actor, Idea, idea_id)
    if may_run_room(actor):
        return idea
    if actor.participant_id is None or idea.participant_id != actor.participant_id:
        raise NotAllowed()
    check_stage(workshop.stage, IDEA_STAGES)
    return idea


def start_theme(
    session: Session,
    actor: Actor,
    workshop_id: int,
    name: str,
    category: int,
    *,
    now: datetime,
    idea_ids: Sequence[int] = (),
) -> int:
    """Name a theme, put ideas under it, and return its id."""
    require(may_run_room(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    check_stage(workshop.stage, GROUPING_STAGES)
    check_category(category)
    name = clean(name).strip()
    check_text(name, longest=LONGEST_NAME * 2, field="theme")
    theme = Theme(
        workshop_id=workshop_id,
        number=next_number(session, Theme, workshop_id),
        name=name,
        category=category,
    )
    session.add(theme)
    session.flush()
    record(session, actor, "start", "theme", theme.id, now=now, workshop_id=workshop_id, name=name)
    for idea_id in idea_ids:
        group_under(session, actor, idea_id, theme.id, now=now)
    return theme.id


def group_under(
    session: Session, actor: Actor, idea_id: int, theme_id: int | None, *, now: datetime
) -> None:
    """Put an idea under a theme, or under none. The idea itself stays as it was typed."""
    require(may_run_room(actor))
    idea, workshop = locked_row_for(session, actor, Idea, idea_id)
    check_stage(workshop.stage, GROUPING_STAGES)
    if theme_id is not None:
        theme = row_for(session, actor, Theme, theme_id)
        if theme.workshop_id != idea.workshop_id or theme.dissolved_at is not None:
            raise NotFound(what="theme")
    before, idea.theme_id = idea.theme_id, theme_id
    record(
        session,
        actor,
        "group",
        "idea",
        idea_id,
        now=now,
        workshop_id=idea.workshop_id,
        before=before,
        after=theme_id,
    )


def group_singly(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> int:
    """Give each idea still without a theme one of its own, named as the idea; return how many.

    So that no idea is left out of the vote for want of neighbours.
    """
    require(may_run_room(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    check_stage(workshop.stage, GROUPING_STAGES)
    alone = session.exec(
        select(Idea)
        .where(
            Idea.workshop_id == workshop_id,
            col(Idea.theme_id).is_(None),
            col(Idea.withdrawn_at).is_(None),
        )
        .order_by(col(Idea.number))
    ).all()
    for idea in alone:
        group_ideas(session, actor, [idea.id], now=now)
    return len(alone)


def group_ideas(
    session: Session, actor: Actor, idea_ids: Sequence[int], *, now: datetime, name: str = ""
) -> int:
    """Put ideas under a new theme of the first one's category, named as it unless named."""
    if not idea_ids:
        raise NotFound(what="idea")
    first = row_for(session, actor, Idea, idea_ids[0])
    return start_theme(
        session,
        actor,
        first.workshop_id,
        name.strip() or _shortened(first.text),
        first.category,
        now=now,
        idea_ids=idea_ids,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def rename_theme(
    session: Session, actor: Actor, theme_id: int, name: str, *, now: datetime
) -> None:
    """Give a theme another name."""
    require(may_run_room(actor))
    theme = row_for(session, actor, Theme, theme_id)
    name = clean(name).strip()
    check_text(name, longest=LONGEST_NAME * 2, field="theme")
    before, theme.name = theme.name, name
    record(
        session,
        actor,
        "rename",
        "theme",
        theme_id,
        now=now,
        workshop_id=theme.workshop_id,
        before=before,
    )


def dissolve_theme(session: Session, actor: Actor, theme_id: int, *, now: datetime) -> None:
    """Set a theme's ideas free again; the theme's number is not used twice."""
    require(may_run_room(actor))
    theme, workshop = locked_row_for(session, actor, Theme, theme_id)
    check_stage(workshop.stage, GROUPING_STAGES)
    freed = session.exec(select(Idea).where(Idea.theme_id == theme_id)).all()
    for idea in freed:
        idea.theme_id = None
    theme.dissolved_at = theme.dissolved_at or now
    record(
        session,
        actor,
        "dissolve",
        "theme",
        theme_id,
        now=now,
        workshop_id=theme.workshop_id,
        ideas=[idea.id for idea in freed],
    )


def restore_theme(
    session: Session, actor: Actor, theme_id: int, idea_ids: Sequence[int], *, now: datetime
) -> None:
    """Bring a dissolved theme back, with these ideas under it."""
    require(may_run_room(actor))
    theme, workshop = locked_row_for(session, actor, Theme, theme_id)
    check_stage(workshop.stage, GROUPING_STAGES)
    theme.dissolved_at = None
    record(session, actor, "restore", "theme", theme_id, now=now, workshop_id=workshop.id)
    for idea_id in idea_ids:
        group_under(session, actor, idea_id, theme_id, now=now)
