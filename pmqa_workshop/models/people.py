"""Agencies, their units, staff who sign in, and participants who join a room."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.columns import EnumText, UtcTime


class Agency(SQLModel, table=True):
    __tablename__ = "agency"

    id: int = Field(default=None, primary_key=True)
    name: str
    short_name: str = ""
    vision: str = ""
    mission: str = ""
    core_values: str = ""
    created_at: datetime = Field(sa_type=UtcTime)


class Unit(SQLModel, table=True):
    __tablename__ = "unit"

    id: int = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    name: str
    short_name: str = ""
    position: int = 0
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)


class StaffMember(SQLModel, table=True):
    __tablename__ = "staff_member"

    id: int = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    email: str = Field(unique=True)
    name: str = ""
    role: Role = Field(sa_type=EnumText(Role))
    category: int | None = None  # the scribe's own category
    password_hash: str = ""  # empty until the setup link was used
    created_at: datetime = Field(sa_type=UtcTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcTime)


class StaffSession(SQLModel, table=True):
    __tablename__ = "staff_session"

    id: int = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff_member.id", index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SetupLink(SQLModel, table=True):
    """A link that lets one person set a password once; without staff it makes the first one."""

    __tablename__ = "setup_link"

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id", index=True)
    expires_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Participant(SQLModel, table=True):
    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        UniqueConstraint("workshop_id", "join_hash"),
    )

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    join_hash: str | None = None  # of the id the phone made, so that joining twice is one seat
    number: int  # order of joining
    name: str = ""  # empty: chose to stay anonymous
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    category: int | None = None
    token_hash: str = Field(unique=True)
    reentry_hash: str = Field(index=True)
    joined_at: datetime = Field(sa_type=UtcTime)
