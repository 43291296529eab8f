"""Documents: asked for by people, made in the background, kept with what they were made of."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select, update

from pmqa_workshop.domain.documents import (
    FOLLOW_UP_MONTHS,
    DocumentKind,
    Face,
    MadeFile,
    MakingState,
    PrintOptions,
)
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.roles import OPERATOR, Actor, may_prepare, require
from pmqa_workshop.models.documents import (
    DocumentContent,
    MadeDocument,
    OfficeTemplate,
    TemplateContent,
)
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import next_number, row_for, workshop_for

LEASE = timedelta(minutes=3)  # longer than the longest making: then another may take it up
MOST_TRIES = 3
CRASHED = "making_crashed"  # the reason when every try was cut off


@dataclass(frozen=True)
class Claimed:
    """A document to be made now, with all that is needed; `template` None: the built-in one."""

    id: int
    workshop_id: int
    kind: DocumentKind
    options: PrintOptions
    snapshot: str
    template: bytes | None


def ask_for_document(
    session: Session,
    actor: Actor,
    workshop_id: int,
    kind: DocumentKind,
    options: PrintOptions,
    snapshot: str,
    *,
    now: datetime,
) -> int:
    """Ask for a document of the plan as it stands in the snapshot, and return its id.

    Asked again while the very same still waits, it is that one.
    """
    require(may_prepare(actor))
    if options.round_months not in FOLLOW_UP_MONTHS:
        raise ValueRefused(field="round_months")
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    return _ask(
        session,
        actor,
        MadeDocument(
            workshop_id=workshop_id,
            number=next_number(session, MadeDocument, workshop_id),
            kind=kind,
            options=json.dumps(asdict(options)),
            snapshot=snapshot,
            template_id=_template_in_use(session, workshop.agency_id, kind),
            asked_at=now,
        ),
        now,
    )


def ask_again(session: Session, actor: Actor, document_id: int, *, now: datetime) -> int:
    """Ask for a document of the same data and template; the first one stays as it is.

    Asked again while the very same still waits, it is that one.
    """
    require(may_prepare(actor))
    first = row_for(session, actor, MadeDocument, document_id)
    workshop_for(session, actor, first.workshop_id, lock=True)
    return _ask(
        session,
        actor,
        MadeDocument(
            workshop_id=first.workshop_id,
            number=next_number(session, MadeDocument, first.workshop_id),
            kind=first.kind,
            options=first.options,
            snapshot=first.snapshot,
            template_id=first.template_id,
            again_of_id=first.id,
            asked_at=now,
        ),
        now,
    )


def _ask(session: Session, actor: Actor, document: MadeDocument, now: datetime) -> int:
    same = _waiting_like(session, document)
    if same is not None:
        return same
    document.staff_id = actor.staff_id
    session.add(document)
    session.flush()
    record(
        session,
        actor,
        "ask",
        "document",
        document.id,
        now=now,
        workshop_id=document.workshop_id,
        kind=document.kind.value,
        number=document.number,
    )
    return document.id


def _waiting_like(session: Session, document: MadeDocument) -> int | None:
    alike = ("workshop_id", "kind", "options", "snapshot", "template_id", "again_of_id")
    return session.exec(
        select(MadeDocument.id).where(
            MadeDocument.state == MakingState.WAITING,
            *[getattr(MadeDocument, name) == getattr(document, name) for name in alike],
        )
    ).first()


def _template_in_use(session: Session, agency_id: int, kind: DocumentKind) -> int | None:
    return session.exec(
        select(OfficeTemplate.id).where(
            OfficeTemplate.agency_id == agency_id,
            OfficeTemplate.kind == kind,
            col(OfficeTemplate.used_since).is_not(None),
        )
    ).first()


# --- making, by the server itself ---------------------------------------------------------


def claim_document(session: Session, *, now: datetime) -> Claimed | None:
    """Take the oldest document that waits, or whose maker was cut off, for this process alone.

    One that was cut off again and again is refused, so that it cannot stop the others.
    """
    free = or_(
        col(MadeDocument.state) == MakingState.WAITING,
        (col(MadeDocument.state) == MakingState.MAKING) & (col(MadeDocument.claimed_until) < now),
    )
    waiting = select(MadeDocument).where(free).order_by(col(MadeDocument.id)).limit(1)
    document = session.exec(waiting).first()
    if document is None:
        return None
    taken = session.exec(
        update(MadeDocument)
        .where(col(MadeDocument.id) == document.id, free)
        .values(
            state=MakingState.MAKING,
            tries=MadeDocument.tries + 1,
            claimed_until=now + LEASE,
        )
    )
    if taken.rowcount != 1:
        return None  # another process was quicker
    session.refresh(document)
    if document.tries > MOST_TRIES:
        refuse_document(session, document.id, CRASHED, now=now)
        return None
    template = session.get(TemplateContent, document.template_id or 0)
    return Claimed(
        id=document.id,
        workshop_id=document.workshop_id,
        kind=document.kind,
        options=options_of(document.options),
        snapshot=document.snapshot,
        template=template.content if template else None,
    )


def give_back_document(session: Session, document_id: int) -> None:
    """Let another process make what this one has no time for; the try does not count."""
    document = session.get_one(MadeDocument, document_id, with_for_update=True)
    if document.state is MakingState.MAKING:
        document.state, document.claimed_until = MakingState.WAITING, None
        document.tries -= 1
        session.add(document)


def options_of(stored: str) -> PrintOptions:
    """Return the options as stored; lacking ones have their defaults, unknown ones are left out."""
    known = PrintOptions.__dataclass_fields__
    given = {name: value for name, value in json.loads(stored).items() if name in known}
    return PrintOptions(**{**given, "digits": Digits(given["digits"]), "face": Face(given["face"])})


def finish_document(session: Session, document_id: int, made: MadeFile, *, now: datetime) -> None:
    """Keep what was made; made twice, the first one stays."""
    document = session.get_one(MadeDocument, document_id, with_for_update=True)
    if document.state is MakingState.READY:
        return
    document.state, document.made_at, document.reason = MakingState.READY, now, ""
    document.notes = ",".join(made.notes)
    document.media_type, document.extension = made.media_type, made.extension
    document.size = len(made.content)
    document.digest = hashlib.sha256(made.content).hexdigest()
    session.add(DocumentContent(document_id=document_id, content=made.content))
    _tell(session, document, "finish", now)


def refuse_document(session: Session, document_id: int, reason: str, *, now: datetime) -> None:
    """Keep why a document could not be made; what it was to be made of stays."""
    document = session.get_one(MadeDocument, document_id, with_for_update=True)
    if document.state is MakingState.READY:
        return
    document.state, document.made_at, document.reason = MakingState.REFUSED, now, reason
    _tell(session, document, "refuse", now)


def _tell(session: Session, document: MadeDocument, action: str, now: datetime) -> None:
    session.add(document)
    record(
        session,
        OPERATOR,
        action,
        "document",
        document.id,
        now=now,
        workshop_id=document.workshop_id,
        number=document.number,
    )
