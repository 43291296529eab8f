"""The workshop, its goals and the answers already given to phones."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.domain.plan import Digits, WorkshopMode
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.columns import EnumText, UtcTime


class Workshop(SQLModel, table=True):
    __tablename__ = "workshop"

    id: int = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    code: str = Field(unique=True)
    title_template: str
    fiscal_year: int  # B.E.
    held_on: date | None = None
    venue: str = ""
    mode: WorkshopMode = Field(default=WorkshopMode.ONSITE, sa_type=EnumText(WorkshopMode))
    stage: Stage = Field(default=Stage.REGISTRATION, sa_type=EnumText(Stage))
    revision: int = 0  # grows with every change
    capacity: int = 500
    agenda: str = ""  # one line each: time | what
    prepared_by: str = ""
    digits: Digits = Field(default=Digits.THAI, sa_type=EnumText(Digits))
    joining_closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ideas_revealed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    follows_id: int | None = Field(default=None, foreign_key="workshop.id")  # last year's
    plan_approved_on: date | None = None  # None: the plan is a draft
    created_at: datetime = Field(sa_type=UtcTime)


class StrategicGoal(SQLModel, table=True):
    __tablename__ = "strategic_goal"

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    position: int
    title: str
    indicator: str = ""
    current: str = ""
    target: str = ""
    national_strategy: str = ""
    sdgs: str = ""


class PhoneWrite(SQLModel, table=True):
    """What was answered to a client id, so that sending it again changes nothing.

    Holds no content: `fingerprint` only tells whether the same thing was sent.
    """

    __tablename__ = "phone_write"
    __table_args__ = (UniqueConstraint("workshop_id", "client_id"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    client_id: str
    fingerprint: str
    answer: str  # JSON
    at: datetime = Field(sa_type=UtcTime)
