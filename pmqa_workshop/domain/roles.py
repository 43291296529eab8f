"""Who is acting, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from pmqa_workshop.domain.errors import NotAllowed


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    CLERK = "clerk"  # the admin office
    SCRIBE = "scribe"  # writes for one category
    PARTICIPANT = "participant"
    PROJECTOR = "projector"
    OPERATOR = "operator"  # somebody at the command line of the server


STAFF_ROLES = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR, Role.CLERK, Role.SCRIBE})
OFFICE_ROLES = frozenset({Role.ADMINISTRATOR, Role.CLERK, Role.FACILITATOR, Role.OPERATOR})
ROOM_ROLES = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR, Role.OPERATOR})


@dataclass(frozen=True)
class Actor:
    """The person behind a request, as the server knows them; never as the browser says."""

    role: Role
    agency_id: int | None = None
    staff_id: int | None = None
    workshop_id: int | None = None
    participant_id: int | None = None
    category: int | None = None

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES or self.role is Role.OPERATOR


OPERATOR = Actor(role=Role.OPERATOR)


def may_see(actor: Actor, agency_id: int, workshop_id: int) -> bool:
    """Staff see their agency's workshops, a seat or a projector its own, an operator all."""
    if actor.role is Role.OPERATOR:
        return True
    if actor.is_staff:
        return actor.agency_id == agency_id
    return actor.workshop_id == workshop_id


def may_manage_staff(actor: Actor) -> bool:
    return actor.role in (Role.ADMINISTRATOR, Role.OPERATOR)


def may_prepare(actor: Actor) -> bool:
    """Workshops, units, goals, findings, the plan as a whole."""
    return actor.role in OFFICE_ROLES


def may_run_room(actor: Actor) -> bool:
    """Stages, grouping, rounds, decisions."""
    return actor.role in ROOM_ROLES


def may_raise_ideas(actor: Actor) -> bool:
    return actor.role is Role.PARTICIPANT or actor.is_staff


def may_vote(actor: Actor) -> bool:
    return actor.role is Role.PARTICIPANT


def may_edit_initiative(actor: Actor, category: int) -> bool:
    """The office edits every row, a scribe those of the own category."""
    return may_prepare(actor) or (actor.role is Role.SCRIBE and actor.category == category)


def require(allowed: bool) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed()
