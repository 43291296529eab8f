"""Reads look through the same door as writes: other people's workshops were never there."""

from sqlmodel import Session

from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import Actor, may_see
from pmqa_workshop.models.workshop import Workshop


def visible_workshop(session: Session, actor: Actor, workshop_id: int) -> Workshop:
    """Return the workshop's row if the actor belongs to it; raise NotFound else."""
    found = session.get(Workshop, workshop_id)
    if found is None or not may_see(actor, found.agency_id, found.id):
        raise NotFound(what="workshop")
    return found
