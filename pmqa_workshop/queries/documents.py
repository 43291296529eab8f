"""The documents that were made, and the templates an office may use."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from pmqa_workshop.domain.documents import DocumentKind, MakingState
from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.models.documents import (
    DocumentContent,
    MadeDocument,
    OfficeTemplate,
    TemplateContent,
)
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.queries.scope import visible_workshop


@dataclass(frozen=True)
class DocumentView:
    """A document of the list, without its bytes; `version` counts those of its kind."""

    id: int
    number: int
    version: int
    kind: DocumentKind
    state: MakingState
    options: str  # JSON
    template: str  # its file name, "" for the built-in one
    again_of: int | None  # number of the document whose data it was made of
    by: str
    asked_at: datetime
    made_at: datetime | None
    notes: tuple[str, ...]
    reason: str
    extension: str
    size: int
    ahead: int  # documents that are made before it


@dataclass(frozen=True)
class StoredFile:
    """A finished document to hand out."""

    workshop_id: int
    number: int
    kind: DocumentKind
    content: bytes
    media_type: str
    extension: str
    digest: str


@dataclass(frozen=True)
class StoredTemplate:
    """A template to hand out."""

    name: str
    kind: DocumentKind
    content: bytes


@dataclass(frozen=True)
class TemplateView:
    id: int
    kind: DocumentKind
    number: int
    name: str
    by: str
    brought_at: datetime
    used_since: datetime | None
    size: int


def documents_of(session: Session, actor: Actor, workshop_id: int) -> list[DocumentView]:
    """Return the documents of a workshop, the newest first."""
    visible_workshop(session, actor, workshop_id)
    rows = session.exec(
        select(MadeDocument, StaffMember.name, StaffMember.email, OfficeTemplate.name)
        .join(StaffMember, col(StaffMember.id) == MadeDocument.staff_id, isouter=True)
        .join(OfficeTemplate, col(OfficeTemplate.id) == MadeDocument.template_id, isouter=True)
        .where(MadeDocument.workshop_id == workshop_id)
        .order_by(col(MadeDocument.number))
        .options(defer(MadeDocument.snapshot))  # type: ignore[arg-type] # large, and not shown
    ).all()
    numbers = {row.id: row.number for row, *_ in rows}
    waiting = _waiting(session)
    versions: dict[DocumentKind, int] = {}
    views = []
    for row, name, email, template in rows:
        versions[row.kind] = versions.get(row.kind, 0) + 1
        views.append(
            DocumentView(
                id=row.id,
                number=row.number,
                version=versions[row.kind],
                kind=row.kind,
                state=row.state,
                options=row.options,
                template=template or "",
                again_of=numbers.get(row.again_of_id or 0),
                by=name or email or "",
                asked_at=row.asked_at,
                made_at=row.made_at,
                notes=tuple(filter(None, row.notes.split(","))),
                reason=row.reason,
                extension=row.extension,
                size=row.size,
                ahead=sum(other < row.id for other in waiting),
            )
        )
    return views[::-1]


def _waiting(session: Session) -> list[int]:
    unfinished = (MakingState.WAITING, MakingState.MAKING)
    return list(
        session.exec(select(MadeDocument.id).where(col(MadeDocument.state).in_(unfinished)))
    )


def document_file(session: Session, actor: Actor, document_id: int) -> StoredFile:
    """Return a finished document of a workshop the actor belongs to."""
    row = session.get(MadeDocument, document_id)
    if row is None:
        raise NotFound(what="document")
    visible_workshop(session, actor, row.workshop_id)
    kept = session.get(DocumentContent, document_id)
    if kept is None:
        raise NotFound(what="document")
    return StoredFile(
        row.workshop_id, row.number, row.kind, kept.content, row.media_type, row.extension,
        row.digest,
    )  # fmt: skip


def templates_of(session: Session, actor: Actor, workshop_id: int) -> list[TemplateView]:
    """Return the templates of a workshop's agency, the newest of each kind first."""
    agency_id = visible_workshop(session, actor, workshop_id).agency_id
    rows = session.exec(
        select(OfficeTemplate, StaffMember.name)
        .join(StaffMember, col(StaffMember.id) == OfficeTemplate.staff_id, isouter=True)
        .where(OfficeTemplate.agency_id == agency_id)
        .order_by(col(OfficeTemplate.kind), col(OfficeTemplate.number).desc())
    )
    return [
        TemplateView(
            row.id, row.kind, row.number, row.name, by or "", row.brought_at, row.used_since,
            row.size,
        )
        for row, by in rows
    ]  # fmt: skip


def template_file(session: Session, actor: Actor, template_id: int) -> StoredTemplate:
    """Return a template of the actor's agency."""
    row = session.get(OfficeTemplate, template_id)
    if row is None or (actor.agency_id or row.agency_id) != row.agency_id or not actor.is_staff:
        raise NotFound(what="template")
    content = session.get_one(TemplateContent, template_id).content
    return StoredTemplate(row.name, row.kind, content)
