"""Feedback reports, the drafts read from them, and the findings accepted."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.domain.findings import CriteriaSet, FindingKind
from pmqa_workshop.models.columns import EnumText, UtcTime


class FeedbackReport(SQLModel, table=True):
    __tablename__ = "feedback_report"

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    title: str
    source_name: str = ""
    criteria_set: CriteriaSet = Field(sa_type=EnumText(CriteriaSet))
    fiscal_year: int | None = None
    imported_at: datetime = Field(sa_type=UtcTime)


class DraftRow(SQLModel, table=True):
    """A finding as read, kept until a person accepts or dismisses it: nothing typed is lost."""

    __tablename__ = "finding_draft"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="feedback_report.id", index=True)
    position: int
    category: int | None = None
    item: str | None = None
    ref: str | None = None
    criteria_set: CriteriaSet | None = Field(default=None, sa_type=EnumText(CriteriaSet))
    kind: FindingKind | None = Field(default=None, sa_type=EnumText(FindingKind))
    text: str = ""
    evidence: str = ""
    impact: str = ""
    place: str = ""
    doubts: str = ""  # codes, comma between
    dismissed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    finding_id: int | None = Field(default=None, foreign_key="finding.id", index=True)


class Finding(SQLModel, table=True):
    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    report_id: int = Field(foreign_key="feedback_report.id", index=True)
    number: int
    criteria_set: CriteriaSet = Field(sa_type=EnumText(CriteriaSet))
    category: int
    item: str | None = None
    ref: str | None = None
    kind: FindingKind = Field(sa_type=EnumText(FindingKind))
    text: str
    evidence: str = ""
    impact: str = ""


class ReportScore(SQLModel, table=True):
    __tablename__ = "report_score"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="feedback_report.id", index=True)
    criteria_set: CriteriaSet = Field(sa_type=EnumText(CriteriaSet))
    category: int
    item: str | None = None
    fiscal_year: int
    score: float
