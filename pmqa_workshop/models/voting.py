"""Voting rounds, ballots and votes. Results are counted from rows, never stored."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.domain.voting import RoundRules
from pmqa_workshop.models.columns import UtcTime


class VotingRound(SQLModel, table=True):
    __tablename__ = "voting_round"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    number: int
    points_per_person: int
    max_per_choice: int
    opened_at: datetime = Field(sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcTime)
    hidden_at: datetime | None = Field(default=None, sa_type=UtcTime)  # off the room's screens
    eligible: int | None = None  # participants at closing

    @property
    def rules(self) -> RoundRules:
        return RoundRules(self.points_per_person, self.max_per_choice, self.closed_at is None)


class RoundChoice(SQLModel, table=True):
    __tablename__ = "round_choice"

    round_id: int = Field(foreign_key="voting_round.id", primary_key=True)
    theme_id: int = Field(foreign_key="theme.id", primary_key=True)
    position: int


class Ballot(SQLModel, table=True):
    """One person's whole answer in a round; casting again replaces it."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="voting_round.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    cast_at: datetime = Field(sa_type=UtcTime)
    sequence: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # of the phone


class Vote(SQLModel, table=True):
    __tablename__ = "vote"

    ballot_id: int = Field(foreign_key="ballot.id", primary_key=True)
    theme_id: int = Field(foreign_key="theme.id", primary_key=True, index=True)
    points: int
