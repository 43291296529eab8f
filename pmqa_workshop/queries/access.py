"""Who a token belongs to."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from pmqa_workshop.domain.access import digest, tidy_code
from pmqa_workshop.domain.errors import CodeUnknown
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.models.columns import table_of
from pmqa_workshop.models.people import Participant, SetupLink, StaffMember, StaffSession
from pmqa_workshop.models.workshop import Workshop


@dataclass(frozen=True)
class StaffView:
    """Somebody who signs in; `is_ready` once the password is set."""

    id: int
    name: str
    email: str
    role: Role
    category: int | None
    is_ready: bool


def staff_actor(session: Session, token: str, now: datetime) -> Actor | None:
    """Return the signed-in staff member, None for a session ended, expired or never made."""
    member = session.exec(
        select(StaffMember)
        .join(StaffSession, col(StaffSession.staff_id) == StaffMember.id)
        .where(
            StaffSession.token_hash == digest(token),
            col(StaffSession.ended_at).is_(None),
            StaffSession.expires_at > now,
            col(StaffMember.disabled_at).is_(None),
        )
    ).first()
    if member is None:
        return None
    return Actor(
        Role(member.role),
        agency_id=member.agency_id,
        staff_id=member.id,
        category=member.category,
    )


def participant_actor(session: Session, token: str) -> Actor | None:
    """Return the participant seated with this token."""
    seat = session.execute(_SEAT, {"token_hash": digest(token)}).first()
    if seat is None:
        return None
    return Actor(
        Role.PARTICIPANT,
        workshop_id=seat.workshop_id,
        participant_id=seat.id,
        category=seat.category,
    )


_seats = table_of(Participant)
_SEAT = sa.select(_seats.c.workshop_id, _seats.c.id, _seats.c.category).where(
    _seats.c.token_hash == sa.bindparam("token_hash")
)


def seat_behind(session: Session, code: str, reentry_code: str) -> int:
    """Return whose seat a room's and a personal code open; raise CodeUnknown for any others."""
    found = session.exec(
        select(Participant.id)
        .join(Workshop, col(Workshop.id) == Participant.workshop_id)
        .where(
            Workshop.code == tidy_code(code),
            Participant.reentry_hash == digest(tidy_code(reentry_code)),
        )
    ).first()
    if found is None:
        raise CodeUnknown()
    return found


def projector_actor(session: Session, workshop_id: int) -> Actor | None:
    """Return the projector of a workshop that exists."""
    if session.get(Workshop, workshop_id) is None:
        return None
    return Actor(Role.PROJECTOR, workshop_id=workshop_id)


def staff_name(session: Session, staff_id: int) -> str:
    """Return the name to show for a signed-in member, the e-mail where there is none."""
    member = session.get(StaffMember, staff_id)
    return (member.name or member.email) if member else ""


def staff_of(session: Session, actor: Actor) -> list[StaffView]:
    """Return the staff of the actor's agency, in the order they were added."""
    rows = session.exec(
        select(StaffMember)
        .where(
            StaffMember.agency_id == actor.agency_id,
            col(StaffMember.disabled_at).is_(None),
        )
        .order_by(col(StaffMember.id))
    )
    return [
        StaffView(
            row.id, row.name, row.email, Role(row.role), row.category, bool(row.password_hash)
        )
        for row in rows
    ]


def setup_link_for(session: Session, token: str, now: datetime) -> tuple[str, str] | None:
    """Return (e-mail, name) of whom a setup link is for, both empty for the first administrator.

    None for a link that was used, has expired or was never made.
    """
    link = session.exec(select(SetupLink).where(SetupLink.token_hash == digest(token))).first()
    if link is None or link.used_at is not None or link.expires_at <= now:
        return None
    member = session.get(StaffMember, link.staff_id) if link.staff_id else None
    return (member.email, member.name) if member else ("", "")
