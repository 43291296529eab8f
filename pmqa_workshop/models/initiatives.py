"""Initiatives of the plan: activities, KPIs, owners, months, budget, alignment, findings."""

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.models.columns import EnumText, UtcTime


class Initiative(SQLModel, table=True):
    __tablename__ = "initiative"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    theme_id: int | None = Field(default=None, foreign_key="theme.id", index=True)
    number: int
    category: int
    title: str
    objective: str = ""
    expected_result: str = ""
    first_month: int | None = None  # position in the fiscal year, 1 = October
    last_month: int | None = None
    budget: Decimal | None = Field(default=None, sa_type=sa.Numeric(14, 2))
    budget_source: str = ""
    owner_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    owner_name: str = ""
    drafted_at: datetime = Field(sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)


class InitiativeFinding(SQLModel, table=True):
    __tablename__ = "initiative_finding"

    initiative_id: int = Field(foreign_key="initiative.id", primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", primary_key=True, index=True)


class CoOwner(SQLModel, table=True):
    __tablename__ = "initiative_co_owner"

    initiative_id: int = Field(foreign_key="initiative.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)


class Activity(SQLModel, table=True):
    __tablename__ = "activity"

    id: int = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="initiative.id", index=True)
    position: int
    title: str
    first_month: int | None = None
    last_month: int | None = None


class KPI(SQLModel, table=True):
    __tablename__ = "kpi"

    id: int = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="initiative.id", index=True)
    position: int
    name: str
    unit_of_measure: str = ""
    baseline: str = ""
    target: str = ""


class Alignment(SQLModel, table=True):
    __tablename__ = "alignment"

    id: int = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="initiative.id", index=True)
    kind: AlignmentKind = Field(sa_type=EnumText(AlignmentKind))
    position: int
    value: str
