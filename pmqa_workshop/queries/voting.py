"""Rounds, choices, how many have voted, and the tally. Never who voted what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.voting import Points, TallyRow, ranked
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot, RoundChoice, Vote, VotingRound


@dataclass(frozen=True)
class RoundView:
    id: int
    number: int
    points_per_person: int
    max_per_choice: int
    is_open: bool
    is_published: bool  # the result stands, and decisions are taken under it
    is_shown: bool  # published and not hidden: on the screens of the room
    opened_at: datetime
    eligible: int
    ballots: int
    choice_ids: tuple[int, ...]


def rounds_of(session: Session, workshop_id: int) -> list[RoundView]:
    """Return the rounds in order, the newest last."""
    rows = session.exec(
        select(VotingRound)
        .where(VotingRound.workshop_id == workshop_id)
        .order_by(col(VotingRound.number))
    ).all()
    return [_view(session, row) for row in rows]


def newest_round(session: Session, workshop_id: int) -> RoundView | None:
    row = session.exec(
        select(VotingRound)
        .where(VotingRound.workshop_id == workshop_id)
        .order_by(col(VotingRound.number).desc())
    ).first()
    return _view(session, row) if row else None


def newest_published(session: Session, workshop_id: int) -> RoundView | None:
    """Return the round whose results stand, None before any was published."""
    published = [found for found in rounds_of(session, workshop_id) if found.is_published]
    return published[-1] if published else None


def _view(session: Session, row: VotingRound) -> RoundView:
    seated = session.exec(
        select(func.count()).where(Participant.workshop_id == row.workshop_id)
    ).one()
    ballots = session.exec(select(func.count()).where(Ballot.round_id == row.id)).one()
    choices = session.exec(
        select(RoundChoice.theme_id)
        .where(RoundChoice.round_id == row.id)
        .order_by(col(RoundChoice.position))
    ).all()
    return RoundView(
        row.id,
        row.number,
        row.points_per_person,
        row.max_per_choice,
        row.closed_at is None,
        row.published_at is not None,
        row.published_at is not None and row.hidden_at is None,
        row.opened_at,
        seated if row.eligible is None else row.eligible,
        ballots,
        tuple(choices),
    )


def round_tally(session: Session, round_id: int) -> list[TallyRow]:
    """Return the ballots counted from their rows, best first. The caller guards secrecy."""
    choices = session.exec(
        select(RoundChoice.theme_id)
        .where(RoundChoice.round_id == round_id)
        .order_by(col(RoundChoice.position))
    ).all()
    counted = session.exec(
        select(
            Vote.theme_id,
            func.sum(Vote.points),
            func.sum(case((col(Vote.points) > 0, 1), else_=0)),
        )
        .join(Ballot, col(Ballot.id) == Vote.ballot_id)
        .where(Ballot.round_id == round_id)
        .group_by(col(Vote.theme_id))
    )
    standing = {theme_id: (points, voters) for theme_id, points, voters in counted}
    return ranked({theme_id: standing.get(theme_id, (0, 0)) for theme_id in choices})


def own_ballot(session: Session, round_id: int, participant_id: int) -> Points | None:
    """Return what this participant has cast in the round, None if nothing yet."""
    ballot = session.exec(
        select(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id == participant_id)
    ).first()
    if ballot is None:
        return None
    votes = session.exec(select(Vote).where(Vote.ballot_id == ballot.id))
    return {vote.theme_id: vote.points for vote in votes}
