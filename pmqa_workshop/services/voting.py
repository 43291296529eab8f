"""Running a voting round: opening, casting, closing, publishing."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from pmqa_workshop.domain.errors import NotAllowed, NothingToVoteOn, RoundClosed, RoundOutdated
from pmqa_workshop.domain.roles import Actor, may_run_room, may_vote, require
from pmqa_workshop.domain.stages import VOTING_STAGES, check_stage
from pmqa_workshop.domain.voting import Points, check_ballot, check_rules
from pmqa_workshop.models.ideas import Idea, Theme
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot, RoundChoice, Vote, VotingRound
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import next_number, row_for, workshop_for


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
    session: Session, actor: Actor, round_id: int, points: Points, *, now: datetime
) -> None:
    """Replace the actor's ballot in this round, whole.

    The round's row is locked first: a ballot in flight while the round closes is in or refused.
    """
    if not may_vote(actor) or actor.participant_id is None:
        raise NotAllowed()
    voting_round = row_for(session, actor, VotingRound, round_id, lock=True)
    workshop = workshop_for(session, actor, voting_round.workshop_id)
    check_ballot(points, choices_of(session, round_id), voting_round.rules)
    if workshop.stage not in VOTING_STAGES:
        raise RoundClosed()
    ballot = session.exec(
        select(Ballot).where(
            Ballot.round_id == round_id, Ballot.participant_id == actor.participant_id
        )
    ).first() or Ballot(round_id=round_id, participant_id=actor.participant_id, cast_at=now)
    ballot.cast_at = now
    session.add(ballot)
    session.flush()
    session.exec(delete(Vote).where(col(Vote.ballot_id) == ballot.id))
    session.add_all(
        Vote(ballot_id=ballot.id, theme_id=theme_id, points=given)
        for theme_id, given in points.items()
        if given
    )
    record(
        session,
        actor,
        "cast",
        "ballot",
        ballot.id,
        now=now,
        workshop_id=voting_round.workshop_id,
        round=round_id,
    )


def close_open_rounds(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> None:
    """Stop taking ballots in any round of the workshop, as when the room leaves the vote."""
    for running in _open_rounds(session, workshop_id):
        close_round(session, actor, running.id, now=now)


def close_round(session: Session, actor: Actor, round_id: int, *, now: datetime) -> None:
    """Stop taking ballots. Closing a closed round changes nothing."""
    require(may_run_room(actor))
    voting_round = row_for(session, actor, VotingRound, round_id, lock=True)
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
    voting_round = row_for(session, actor, VotingRound, round_id)
    workshop = workshop_for(session, actor, voting_round.workshop_id, lock=True)
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
    voting_round = row_for(session, actor, VotingRound, round_id, lock=True)
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
    voting_round = row_for(session, actor, VotingRound, round_id, lock=True)
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
