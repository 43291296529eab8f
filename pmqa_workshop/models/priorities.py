"""What was decided on each theme, beside what the votes said."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from pmqa_workshop.models.columns import UtcTime


class Decision(SQLModel, table=True):
    __tablename__ = "decision"

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    theme_id: int = Field(foreign_key="theme.id", unique=True)
    selected: bool
    reason: str = ""
    round_id: int | None = Field(default=None, foreign_key="voting_round.id")
    vote_rank: int | None = None  # in that round, as it stood when this was decided
    decided_at: datetime = Field(sa_type=UtcTime)
