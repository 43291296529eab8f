"""Who did what, when: one entry for every change, in the same transaction."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.columns import EnumText, UtcTime


class HistoryEntry(SQLModel, table=True):
    """`facts` is JSON and never holds a ballot's points, a password or a token."""

    __tablename__ = "history_entry"

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    workshop_id: int | None = Field(default=None, foreign_key="workshop.id", index=True)
    role: Role = Field(sa_type=EnumText(Role))
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")
    participant_id: int | None = Field(default=None, foreign_key="participant.id")
    action: str
    noun: str
    noun_id: int | None = None
    facts: str = "{}"
