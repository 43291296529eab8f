"""Documents that were made, the templates of an office, the papers of a meeting."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from pmqa_workshop.domain.documents import DocumentKind, MakingState
from pmqa_workshop.models.columns import EnumText, UtcTime


class OfficeTemplate(SQLModel, table=True):
    """A template an office brought; none is ever changed or removed, for documents name theirs."""

    __tablename__ = "office_template"
    __table_args__ = (UniqueConstraint("agency_id", "kind", "number"),)

    id: int = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    kind: DocumentKind = Field(sa_type=EnumText(DocumentKind))
    number: int
    name: str  # of the file
    size: int  # bytes
    digest: str  # SHA-256
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")
    brought_at: datetime = Field(sa_type=UtcTime)
    used_since: datetime | None = Field(default=None, sa_type=UtcTime)  # None: not in use


class TemplateContent(SQLModel, table=True):
    __tablename__ = "template_content"

    template_id: int = Field(foreign_key="office_template.id", primary_key=True)
    content: bytes


class MadeDocument(SQLModel, table=True):
    """A document with all it was made of, so that it can be made again."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(foreign_key="workshop.id", index=True)
    number: int
    kind: DocumentKind = Field(sa_type=EnumText(DocumentKind))
    options: str  # JSON
    snapshot: str  # JSON of the plan as it stood when it was asked for
    template_id: int | None = Field(default=None, foreign_key="office_template.id")
    again_of_id: int | None = Field(default=None, foreign_key="document.id")
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")
    asked_at: datetime = Field(sa_type=UtcTime)
    state: MakingState = Field(
        default=MakingState.WAITING, sa_type=EnumText(MakingState), index=True
    )
    tries: int = 0
    claimed_until: datetime | None = Field(default=None, sa_type=UtcTime)
    made_at: datetime | None = Field(default=None, sa_type=UtcTime)
    notes: str = ""  # codes, comma between
    reason: str = ""  # code, and what a template lacks after a blank
    media_type: str = ""
    extension: str = ""
    size: int = 0  # bytes
    digest: str = ""  # SHA-256


class DocumentContent(SQLModel, table=True):
    """The bytes, apart from the list; in the database so that a backup is one file."""

    __tablename__ = "document_content"

    document_id: int = Field(foreign_key="document.id", primary_key=True)
    content: bytes


class Papers(SQLModel, table=True):
    """What only the office knows for its papers: domain.meeting.MeetingPapers as JSON."""

    __tablename__ = "meeting_papers"

    workshop_id: int = Field(foreign_key="workshop.id", primary_key=True)
    content: str = "{}"
