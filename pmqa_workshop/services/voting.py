"""Running a voting round: opening, casting, closing, publishing."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.errors import (
    NotAllowed,
    NotFound,
    NothingToVoteOn,
    RoundClosed,
    RoundOutdated,
    WriteConflict,
)
from pmqa_workshop.domain.roles import Actor, may_run_room, may_see, may_vote, require
from pmqa_workshop.domain.stages import VOTING_STAGES, check_stage
from pmqa_workshop.domain.voting import Points, RoundRules, check_ballot, check_rules
from pmqa_workshop.models.columns import table_of
from pmqa_workshop.models.ideas import Idea, Theme
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot, RoundChoice, Vote, VotingRound
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import (
    dialect_of,
    insert_into,
    locked_row_for,
    next_number,
    workshop_for,
)


def open_round(
    session: Session,
    actor: Actor,
    workshop_id: int,
    *,
    now: datetime,
    points_per_person: int = 5,
    max_per_choice: int = 3,
) -> int:
    """Open dot voting on the themes as they now are and return the round's id.

    A round still open is closed first: two rounds never run at once.
    """
    require(may_run_room(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    check_stage(workshop.stage, VOTING_STAGES)
    check_rules(points_per_person, max_per_choice)
    choices = _themes_with_ideas(session, workshop_id)
    if not choices:
        raise NothingToVoteOn()
    for running in _open_rounds(session, workshop_id):
        close_round(session, actor, running.id, now=now)
    opened = VotingRound(
        workshop_id=workshop_id,
        number=next_number(session, VotingRound, workshop_id),
        points_per_person=points_per_person,
        max_per_choice=max_per_choice,
        opened_at=now,
    )
    session.add(opened)
    session.flush()
    session.add_all(
        RoundChoice(round_id=opened.id, theme_id=theme_id, position=position)
        for position, theme_id in enumerate(choices)
    )
    record(
        session,
        actor,
        "open",
        "voting_round",
        opened.id,
        now=now,
        workshop_id=workshop_id,
        points_per_person=points_per_person,
        max_per_choice=max_per_choice,
        choices=len(choices),
    )
    return opened.id


def _themes_with_ideas(session: Session, workshop_id: int) -> Sequence[int]:
    return session.exec(
        select(Theme.id)
        .where(
            Theme.workshop_id == workshop_id,
            col(Theme.dissolved_at).is_(None),
            col(Theme.id).in_(select(Idea.theme_id).where(col(Idea.withdrawn_at).is_(None))),
        )
        .order_by(col(Theme.category), col(Theme.number))
    ).all()


def _open_rounds(session: Session, workshop_id: int) -> list[VotingRound]:
    return list(
        session.exec(
            select(VotingRound).where(
                VotingRound.workshop_id == workshop_id, col(VotingRound.closed_at).is_(None)
            )
        )
    )


def choices_of(session: Session, round_id: int) -> Sequence[int]:
    """Return the themes on a round's ballot, fixed when it was opened."""
    return session.exec(select(RoundChoice.theme_id).where(RoundChoice.round_id == round_id)).all()


def cast_ballot(
    session: Session,
    actor: Actor,
    round_id: int,
    points: Points,
    *,
    now: datetime,
    sequence: int = 0,
) -> None:
    """Replace the actor's ballot in this round, whole.

    The round's row is held first, by any number of ballots at once but not by closing it: a
    ballot in flight while the round closes is in or refused. A request the phone gave up may
    still arrive after its successor, whose `sequence` is higher: it is a WriteConflict.
    """
    if not may_vote(actor) or actor.participant_id is None:
        raise NotAllowed()
    found = session.execute(_ROUND, {"round_id": round_id}).first()
    if found is None or not may_see(actor, found.agency_id, found.workshop_id):
        raise NotFound(what="voting_round")
    rules = RoundRules(found.points_per_person, found.max_per_choice, found.closed_at is None)
    choices = session.execute(_CHOICES, {"round_id": round_id}).scalars().all()
    check_ballot(points, choices, rules)
    if found.stage not in VOTING_STAGES:
        raise RoundClosed()
    seat = {"round_id": round_id, "participant_id": actor.participant_id}
    kept = session.execute(
        _replace(dialect_of(session)), {**seat, "cast_at": now, "sequence": sequence}
    ).first()
    if kept is None:
        raise WriteConflict()
    session.execute(_OLD_VOTES, {"of_ballot": kept.id})
    if given := {theme_id: given for theme_id, given in points.items() if given}:
        session.execute(
            _VOTES,
            [{"ballot_id": kept.id, "theme_id": t, "points": given[t]} for t in given],
        )
    record(
        session,
        actor,
        "cast",
        "ballot",
        kept.id,
        now=now,
        workshop_id=found.workshop_id,
        round=round_id,
    )


# Made once: a whole room sends these, and composing a statement costs as much as running it.
_rounds, _workshops = table_of(VotingRound), table_of(Workshop)
_ballots, _votes = table_of(Ballot), table_of(Vote)
_ROUND = (
    sa.select(_rounds, _workshops.c.agency_id, _workshops.c.stage)
    .join(_workshops, _workshops.c.id == _rounds.c.workshop_id)
    .where(_rounds.c.id == sa.bindparam("round_id"))
    .with_for_update(read=True, of=_rounds)
)
_CHOICES = sa.select(table_of(RoundChoice).c.theme_id).where(
    table_of(RoundChoice).c.round_id == sa.bindparam("round_id")
)
_OLD_VOTES = sa.delete(_votes).where(_votes.c.ballot_id == sa.bindparam("of_ballot"))
_VOTES = sa.insert(_votes)


@cache
def _replace(dialect: str) -> Any:
    """Return the statement that keeps the one ballot of a seat, unless a later one is in."""
    new = insert_into(dialect, Ballot)
    return new.on_conflict_do_update(
        index_elements=["round_id", "participant_id"],
        set_={"cast_at": new.excluded.cast_at, "sequence": new.excluded.sequence},
        where=_ballots.c.sequence <= new.excluded.sequence,
    ).returning(_ballots.c.id)


def close_open_rounds(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Stop taking ballots in any round of the workshop, as when the room leaves the vote."""
    for running in _open_rounds(session, workshop_id):
        close_round(session, actor, running.id, now=now)


def close_round(session: Session, actor: Actor, round_id: int, *, now: datetime) -> None:
    """Stop taking ballots. Closing a closed round changes nothing."""
    require(may_run_room(actor))
    voting_round, _ = locked_row_for(session, actor, VotingRound, round_id)
    if voting_round.closed_at is not None:
        return
    voting_round.closed_at = now
    voting_round.eligible = session.exec(
        select(func.count()).where(Participant.workshop_id == voting_round.workshop_id)
    ).one()
    record(
        session,
        actor,
        "close",
        "voting_round",
        round_id,
        now=now,
        workshop_id=voting_round.workshop_id,
    )


def reopen_round(session: Session, actor: Actor, round_id: int, *, now: datetime) -> None:
    """Take ballots again, results hidden again; ballots already cast stay.

    A round one of whose themes was dissolved since cannot be reopened: points would be lost.
    """
    require(may_run_room(actor))
    voting_round, workshop = locked_row_for(session, actor, VotingRound, round_id)
    check_stage(workshop.stage, VOTING_STAGES)
    if not set(choices_of(session, round_id)) <= set(_themes_with_ideas(session, workshop.id)):
        raise RoundOutdated()
    for running in _open_rounds(session, workshop.id):
        if running.id != round_id:
            close_round(session, actor, running.id, now=now)
    voting_round.closed_at = voting_round.published_at = None
    voting_round.hidden_at = voting_round.eligible = None
    record(
        session,
        actor,
        "reopen",
        "voting_round",
        round_id,
        now=now,
        workshop_id=voting_round.workshop_id,
    )


def publish_results(session: Session, actor: Actor, round_id: int, *, now: datetime) -> None:
    """Show the ranking to the whole room; an open round is closed first."""
    require(may_run_room(actor))
    close_round(session, actor, round_id, now=now)
    voting_round, _ = locked_row_for(session, actor, VotingRound, round_id)
    voting_round.published_at = voting_round.published_at or now
    voting_round.hidden_at = None
    record(
        session,
        actor,
        "publish",
        "voting_round",
        round_id,
        now=now,
        workshop_id=voting_round.workshop_id,
    )


def hide_results(session: Session, actor: Actor, round_id: int, *, now: datetime) -> None:
    """Take the ranking off the screens of the room; it still stands for the decisions."""
    require(may_run_room(actor))
    voting_round, _ = locked_row_for(session, actor, VotingRound, round_id)
    voting_round.hidden_at = now
    record(
        session,
        actor,
        "hide",
        "voting_round",
        round_id,
        now=now,
        workshop_id=voting_round.workshop_id,
    )
