"""Deciding on themes: selected or not, with the reason, beside the rank of the votes."""

from datetime import datetime

from sqlmodel import Session, col, select

from pmqa_workshop.domain.ideas import check_text
from pmqa_workshop.domain.priorities import Scale, Standing, check_mark, check_reason
from pmqa_workshop.domain.roles import Actor, may_run_room, require
from pmqa_workshop.domain.stages import DECISION_STAGES, check_stage
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.ideas import Theme
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.queries.priorities import standings
from pmqa_workshop.queries.voting import newest_published
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import locked_row_for

LONGEST_REASON = 1000


def decide(
    session: Session,
    actor: Actor,
    theme_id: int,
    selected: bool,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Keep the decision on a theme, its reason and the vote rank it was taken under."""
    require(may_run_room(actor))
    theme, workshop = locked_row_for(session, actor, Theme, theme_id)
    check_stage(workshop.stage, DECISION_STAGES)
    reason = clean(reason).strip()
    if len(reason) > LONGEST_REASON:
        check_text(reason, longest=LONGEST_REASON, field="reason")
    before = {row.theme_id: row for row in standings(session, workshop.id)}
    rank = before[theme_id].rank if theme_id in before else None
    after = {**before, theme_id: Standing(theme_id, rank, selected)}
    check_reason(theme_id, selected, reason, after.values())
    decision = _decision_on(session, theme) or Decision(
        workshop_id=workshop.id, theme_id=theme_id, selected=selected, decided_at=now
    )
    decision.selected, decision.reason = selected, reason
    decision.vote_rank, decision.decided_at = rank, now
    published = newest_published(session, workshop.id)
    decision.round_id = published.id if published else None
    session.add(decision)
    session.flush()
    record(
        session,
        actor,
        "decide",
        "decision",
        decision.id,
        now=now,
        workshop_id=workshop.id,
        theme=theme_id,
        selected=selected,
        reason=reason,
    )


def undecide(session: Session, actor: Actor, theme_id: int, *, now: datetime) -> None:
    """Take a decision back; the history keeps it."""
    require(may_run_room(actor))
    theme, workshop = locked_row_for(session, actor, Theme, theme_id)
    check_stage(workshop.stage, DECISION_STAGES)
    decision = _decision_on(session, theme)
    if decision is None:
        return
    session.delete(decision)
    record(
        session,
        actor,
        "undecide",
        "decision",
        decision.id,
        now=now,
        workshop_id=workshop.id,
        theme=theme_id,
        selected=decision.selected,
        reason=decision.reason,
    )


def assess_theme(
    session: Session,
    actor: Actor,
    theme_id: int,
    scale: Scale,
    mark: int | None,
    *,
    now: datetime,
) -> None:
    """Keep what the meeting holds a theme's impact or effort to be; None takes the mark back."""
    require(may_run_room(actor))
    theme, workshop = locked_row_for(session, actor, Theme, theme_id)
    check_stage(workshop.stage, DECISION_STAGES)
    check_mark(scale, mark)
    if getattr(theme, scale) == mark:
        return
    setattr(theme, scale, mark)
    session.add(theme)
    record(
        session,
        actor,
        "assess",
        "theme",
        theme.id,
        now=now,
        workshop_id=workshop.id,
        scale=scale.value,
        mark=mark,
    )


def _decision_on(session: Session, theme: Theme) -> Decision | None:
    return session.exec(select(Decision).where(col(Decision.theme_id) == theme.id)).first()
