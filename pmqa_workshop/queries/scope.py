"""Reads look through the same door as writes: other people's workshops were never there."""

from sqlmodel import Session

from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.models.workshop import Workshop


def visible_workshop(session: Session, actor: Actor, workshop_id: int) -> Workshop:
    """Return the workshop's row if the actor belongs to it; raise NotFound else."""
    found = session.get(Workshop, workshop_id)
    if found is not None:
        if actor.role is Role.OPERATOR:
            return found
        if actor.is_staff and actor.agency_id == found.agency_id:
            return found
        if not actor.is_staff and actor.workshop_id == found.id:
            return found
    raise NotFound(what="workshop")
