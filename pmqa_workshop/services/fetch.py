"""The one door to other people's rows: fetch with the actor, or it was never there."""

from typing import TypeVar

from sqlmodel import Session, SQLModel

from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.models.workshop import Workshop

Row = TypeVar("Row", bound=SQLModel)


def workshop_for(
    session: Session, actor: Actor, workshop_id: int, *, lock: bool = False
) -> Workshop:
    """Return the workshop if the actor belongs to it, its row locked when asked; else NotFound."""
    found = session.get(Workshop, workshop_id, with_for_update=lock or None)
    if found is None or not _sees(actor, found):
        raise NotFound(what="workshop")
    return found


def row_for(
    session: Session, actor: Actor, table: type[Row], row_id: int, *, lock: bool = False
) -> Row:
    """Return a row of a workshop the actor belongs to; else NotFound."""
    found = session.get(table, row_id, with_for_update=lock or None)
    if found is None:
        raise NotFound(what=table.__tablename__)
    workshop_for(session, actor, found.workshop_id)  # type: ignore[attr-defined]
    return found


def _sees(actor: Actor, workshop: Workshop) -> bool:
    if actor.role is Role.OPERATOR:
        return True
    if actor.is_staff:
        return actor.agency_id == workshop.agency_id
    return actor.workshop_id == workshop.id
