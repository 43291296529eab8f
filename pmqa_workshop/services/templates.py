"""An office's own templates: brought, used, put back. None is ever removed."""

import hashlib
from datetime import datetime

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind
from pmqa_workshop.domain.errors import NotFound, ValueRefused
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.documents import OfficeTemplate, TemplateContent
from pmqa_workshop.models.people import Agency
from pmqa_workshop.services.changes import record

LONGEST_NAME = 200


def bring_template(
    session: Session,
    actor: Actor,
    agency_id: int,
    kind: DocumentKind,
    name: str,
    content: bytes,
    *,
    now: datetime,
) -> int:
    """Keep a template that was checked and return its id; it is not in use yet."""
    _check_own(session, actor, agency_id, lock=True)
    if kind not in WORD_KINDS:
        raise ValueRefused(field="kind")
    highest = session.exec(
        select(func.max(OfficeTemplate.number)).where(
            OfficeTemplate.agency_id == agency_id, OfficeTemplate.kind == kind
        )
    ).one()
    template = OfficeTemplate(
        agency_id=agency_id,
        kind=kind,
        number=(highest or 0) + 1,
        name=clean(name)[:LONGEST_NAME] or f"{kind.value}.docx",  # "" means the built-in one
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        staff_id=actor.staff_id,
        brought_at=now,
    )
    session.add(template)
    session.flush()
    session.add(TemplateContent(template_id=template.id, content=content))
    record(session, actor, "bring", "template", template.id, now=now, kind=kind.value)
    return template.id


def use_template(session: Session, actor: Actor, template_id: int, *, now: datetime) -> None:
    """Make documents of its kind with this template from now on."""
    require(may_prepare(actor))
    template = session.get(OfficeTemplate, template_id)
    if template is None:
        raise NotFound(what="template")
    _check_own(session, actor, template.agency_id, lock=True)
    _put_away(session, template.agency_id, template.kind)
    template.used_since = now
    session.add(template)
    record(session, actor, "use", "template", template_id, now=now, kind=template.kind.value)


def use_built_in(
    session: Session, actor: Actor, agency_id: int, kind: DocumentKind, *, now: datetime
) -> None:
    """Make documents of this kind with the built-in template again."""
    _check_own(session, actor, agency_id, lock=True)
    _put_away(session, agency_id, kind)
    record(session, actor, "use_built_in", "template", None, now=now, kind=kind.value)


def _check_own(session: Session, actor: Actor, agency_id: int, *, lock: bool = False) -> None:
    require(may_prepare(actor))
    agency = session.get(Agency, agency_id, with_for_update=lock)
    if agency is None or (actor.agency_id or agency_id) != agency_id:
        raise NotFound(what="agency")


def _put_away(session: Session, agency_id: int, kind: DocumentKind) -> None:
    for row in session.exec(
        select(OfficeTemplate).where(
            OfficeTemplate.agency_id == agency_id,
            OfficeTemplate.kind == kind,
            col(OfficeTemplate.used_since).is_not(None),
        )
    ):
        row.used_since = None
        session.add(row)
