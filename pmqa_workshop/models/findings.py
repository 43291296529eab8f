"""Feedback reports, the drafts read from them, what was done to these, the findings accepted."""

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
    staged_at: datetime | None = Field(default=None, sa_type=UtcTime)  # open until all is kept
    content_digest: str = ""  # of the file or the pasted text as it last came
    columns: str = "[]"  # JSON: what each column was taken for when it last came


class DraftRow(SQLModel, table=True):
    """A finding as read, kept until a person accepts or dismisses it: nothing typed is lost.

    Rows made by splitting share the position of the row they were cut from, in the order of
    `part`, and have no reading of their own.
    """

    __tablename__ = "finding_draft"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="feedback_report.id", index=True)
    position: int
    part: int = 0
    category: int | None = None
    item: str | None = None
    ref: str | None = None
    criteria_set: CriteriaSet | None = Field(default=None, sa_type=EnumText(CriteriaSet))
    kind: FindingKind | None = Field(default=None, sa_type=EnumText(FindingKind))
    text: str = ""
    evidence: str = ""
    impact: str = ""
    place: str = ""
    source: str = ""  # the cell or paragraph as it stands in the file
    reading: str = ""  # JSON: the values as last read from the file, whatever people made of them
    doubts: str = ""  # codes, comma between
    dismissed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    split_from_id: int | None = Field(default=None, foreign_key="finding_draft.id", index=True)
    joined_into_id: int | None = Field(default=None, foreign_key="finding_draft.id", index=True)
    finding_id: int | None = Field(default=None, foreign_key="finding.id", index=True)


class CheckStep(SQLModel, table=True):
    """Something done on the check table, with what it changed, so that it can be undone."""

    __tablename__ = "check_step"

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="feedback_report.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")
    action: str
    rows: str  # JSON: draft id → [field → value before, field → value after]
    at: datetime = Field(sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ColumnMapping(SQLModel, table=True):
    """What columns of this name hold, as somebody of the agency once said."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("agency_id", "label"),)

    id: int = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    label: str  # folded: one line, lower case
    taken_as: str  # a Column's value, or "" for a column to be left out
    said_at: datetime = Field(sa_type=UtcTime)


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
