"""Ideas of the room, the findings they answer, and the themes they are grouped under."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.models.columns import UtcTime


class Theme(SQLModel, table=True):
    """Ideas under one name. Grouping never changes the ideas themselves."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    number: int
    name: str
    category: int
    impact: int | None = None  # 1 to 5, as the meeting assessed it; None: not assessed
    effort: int | None = None
    dissolved_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Idea(SQLModel, table=True):
    __tablename__ = "idea"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    number: int
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")  # typed on behalf
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    category: int
    text: str
    stands_alone: bool = False  # answers no finding, and says so
    theme_id: int | None = Field(default=None, foreign_key="theme.id", index=True)
    raised_at: datetime = Field(sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)


class IdeaFinding(SQLModel, table=True):
    __tablename__ = "idea_finding"

    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", primary_key=True, index=True)
