"""Who gets in: setup links, staff sign-in, participants joining and coming back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, col, func, select, update

from pmqa_workshop.domain.access import (
    REENTRY_LENGTH,
    check_client_id,
    check_password,
    digest,
    make_code,
    plain_email,
    seat_secrets,
    tidy_code,
)
from pmqa_workshop.domain.errors import (
    CodeUnknown,
    JoiningClosed,
    LinkExpired,
    NotFound,
    RoomFull,
    SeatMoved,
    SignInRefused,
    ValueRefused,
)
from pmqa_workshop.domain.ideas import LONGEST_NAME, check_category, check_text
from pmqa_workshop.domain.roles import (
    OPERATOR,
    STAFF_ROLES,
    Actor,
    Role,
    may_manage_staff,
    require,
)
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.people import (
    Agency,
    Participant,
    SetupLink,
    StaffMember,
    StaffSession,
    Unit,
)
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.access import seat_behind
from pmqa_workshop.services.changes import record

SETUP_LIFE = timedelta(hours=2)
STAFF_SESSION_LIFE = timedelta(hours=12)


@dataclass(frozen=True)
class Ticket:
    """What a participant takes away; only hashes of it stay here."""

    participant_id: int
    workshop_id: int
    token: str
    reentry_code: str


def make_setup_link(session: Session, *, now: datetime, staff_id: int | None = None) -> str:
    """Return the token of a one-time link; without `staff_id` it makes the first administrator."""
    token = secrets.token_urlsafe(32)
    session.add(SetupLink(token_hash=digest(token), staff_id=staff_id, expires_at=now + SETUP_LIFE))
    return token


def needs_first_administrator(session: Session) -> bool:
    """Tell whether nobody can sign in yet."""
    ready = select(StaffMember.id).where(
        StaffMember.password_hash != "", col(StaffMember.disabled_at).is_(None)
    )
    return session.exec(ready).first() is None


def complete_setup(
    session: Session,
    token: str,
    password: str,
    *,
    now: datetime,
    email: str = "",
    name: str = "",
    agency_name: str = "",
) -> int:
    """Set the password the link was made for and return the staff member's id.

    The first administrator also names the agency. A link works once; with the password, whoever
    is signed in as this person is signed out, and their other links are used up.
    """
    link = session.exec(
        select(SetupLink).where(SetupLink.token_hash == digest(token)).with_for_update()
    ).first()
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise LinkExpired()
    check_password(password)
    member = (
        _first_administrator(session, email, name, agency_name, now)
        if link.staff_id is None
        else session.get_one(StaffMember, link.staff_id)
    )
    member.password_hash = hash_password(password)
    member.name = clean(name) or member.name
    link.used_at = now
    session.flush()
    _shut_other_ways_in(session, member.id, now)
    actor = Actor(Role(member.role), agency_id=member.agency_id, staff_id=member.id)
    record(session, actor, "set_password", "staff_member", member.id, now=now)
    return member.id


def _shut_other_ways_in(session: Session, staff_id: int, now: datetime) -> None:
    session.exec(
        update(StaffSession)
        .where(
            col(StaffSession.staff_id) == staff_id,
            col(StaffSession.ended_at).is_(None),
            col(StaffSession.expires_at) > now,
        )
        .values(ended_at=now)
    )
    session.exec(
        update(SetupLink)
        .where(col(SetupLink.staff_id) == staff_id, col(SetupLink.used_at).is_(None))
        .values(used_at=now)
    )


def _first_administrator(
    session: Session, email: str, name: str, agency_name: str, now: datetime
) -> StaffMember:
    if not needs_first_administrator(session):
        raise LinkExpired()
    check_text(agency_name, longest=LONGEST_NAME * 2, field="agency_name")
    agency = session.exec(select(Agency)).first() or Agency(name="", created_at=now)
    agency.name = clean(agency_name)
    session.add(agency)
    session.flush()
    known = session.exec(select(StaffMember).where(StaffMember.email == tidy_email(email))).first()
    member = known or StaffMember(
        agency_id=agency.id,
        email=tidy_email(email),
        name=clean(name),
        role=Role.ADMINISTRATOR,
        created_at=now,
    )
    member.role = Role.ADMINISTRATOR
    session.add(member)
    session.flush()
    return member


def add_staff(
    session: Session,
    actor: Actor,
    email: str,
    role: Role,
    *,
    now: datetime,
    name: str = "",
    category: int | None = None,
) -> tuple[int, str]:
    """Add somebody (or change the role of one known) and return (staff id, setup token)."""
    require(may_manage_staff(actor))
    if role not in STAFF_ROLES:
        raise ValueRefused(field="role")
    if role is Role.SCRIBE:
        check_category(category)
    agency_id = actor.agency_id or _only_agency(session, now).id
    member = session.exec(
        select(StaffMember).where(StaffMember.email == tidy_email(email))
    ).first() or StaffMember(
        agency_id=agency_id, email=tidy_email(email), role=role, created_at=now
    )
    if member.agency_id != agency_id and actor.agency_id is not None:
        raise NotFound(what="staff_member")
    member.role = role
    member.category = category
    member.name = clean(name) or member.name
    session.add(member)
    session.flush()
    token = make_setup_link(session, now=now, staff_id=member.id)
    record(session, actor, "add", "staff_member", member.id, now=now, role=role.value)
    return member.id, token


def _only_agency(session: Session, now: datetime) -> Agency:
    agency = session.exec(select(Agency)).first()
    if agency is None:
        agency = Agency(name="หน่วยงาน", created_at=now)
        session.add(agency)
        session.flush()
    return agency


def tidy_email(email: str) -> str:
    """Return the address as it is stored; raise ValueRefused unless it looks like one."""
    tidy = plain_email(email)
    name, at, host = tidy.partition("@")
    if not (name and at and "." in host) or len(tidy) > LONGEST_NAME or " " in tidy:
        raise ValueRefused(field="email")
    return tidy


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP minimum


def hash_password(password: str) -> str:
    return _hasher().hash(password)


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe(16))


def check_sign_in(session: Session, email: str, password: str) -> int:
    """Return the staff id; raise SignInRefused without telling which half was wrong."""
    member = session.exec(
        select(StaffMember).where(
            StaffMember.email == plain_email(email), col(StaffMember.disabled_at).is_(None)
        )
    ).first()
    known = member.password_hash if member and member.password_hash else _nobodys_hash()
    try:
        _hasher().verify(known, password)
    except (VerifyMismatchError, InvalidHashError) as wrong:
        raise SignInRefused() from wrong
    if member is None or not member.password_hash:
        raise SignInRefused()
    return member.id


def open_staff_session(session: Session, staff_id: int, *, now: datetime) -> str:
    """Return a new session token; a token is never used for a second sign-in."""
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            staff_id=staff_id,
            token_hash=digest(token),
            created_at=now,
            expires_at=now + STAFF_SESSION_LIFE,
        )
    )
    member = session.get_one(StaffMember, staff_id)
    actor = Actor(Role(member.role), agency_id=member.agency_id, staff_id=staff_id)
    record(session, actor, "sign_in", "staff_member", staff_id, now=now)
    return token


def end_staff_session(session: Session, token: str, *, now: datetime) -> None:
    """End the session; ending it twice changes nothing."""
    found = session.exec(
        select(StaffSession).where(StaffSession.token_hash == digest(token))
    ).first()
    if found is None or found.ended_at is not None:
        return
    found.ended_at = now
    member = session.get_one(StaffMember, found.staff_id)
    actor = Actor(Role(member.role), agency_id=member.agency_id, staff_id=member.id)
    record(session, actor, "sign_out", "staff_member", member.id, now=now)


def join(
    session: Session,
    code: str,
    *,
    now: datetime,
    name: str = "",
    unit_id: int | None = None,
    category: int | None = None,
    client_id: str | None = None,
) -> Ticket:
    """Seat somebody in the room with this code; an empty name means anonymous.

    The same client id again means that the answer was lost: it gives the same seat and secrets
    with the details of the repeat, also in a room that has closed or filled meanwhile. Once the
    seat has moved to another phone, the id opens it no more.
    """
    workshop = _workshop_to_join(session, code)
    known = _seat_joined_with(session, workshop, client_id)
    token, reentry = _secrets_for(client_id, workshop.id)
    if known is not None and known.token_hash != digest(token):
        raise SeatMoved()
    seat = known or _next_seat(session, workshop, client_id, now)
    if len(name) > LONGEST_NAME:
        check_text(name, longest=LONGEST_NAME, field="name")
    if category is not None:
        check_category(category)
    if unit_id is not None:
        unit = session.get(Unit, unit_id)
        if unit is None or unit.agency_id != workshop.agency_id:
            raise NotFound(what="unit")
    seat.name, seat.unit_id, seat.category = clean(name).strip(), unit_id, category
    seat.token_hash, seat.reentry_hash = digest(token), digest(reentry)
    session.add(seat)
    session.flush()
    actor = Actor(Role.PARTICIPANT, workshop_id=workshop.id, participant_id=seat.id)
    action = "rejoin" if known else "join"
    record(session, actor, action, "participant", seat.id, now=now, workshop_id=workshop.id)
    return Ticket(seat.id, workshop.id, token, reentry)


def _secrets_for(client_id: str | None, workshop_id: int) -> tuple[str, str]:
    if client_id is None:
        return secrets.token_urlsafe(32), make_code(secrets.choice, REENTRY_LENGTH)
    return seat_secrets(client_id, workshop_id)


def _workshop_to_join(session: Session, code: str) -> Workshop:
    """Return the workshop, its row locked so that numbers and capacity hold."""
    workshop = session.exec(
        select(Workshop).where(Workshop.code == tidy_code(code)).with_for_update(key_share=True)
    ).first()
    if workshop is None:
        raise CodeUnknown()
    return workshop


def _seat_joined_with(
    session: Session, workshop: Workshop, client_id: str | None
) -> Participant | None:
    if client_id is None:
        return None
    check_client_id(client_id)
    return session.exec(
        select(Participant).where(
            Participant.workshop_id == workshop.id, Participant.join_hash == digest(client_id)
        )
    ).first()


def _next_seat(
    session: Session, workshop: Workshop, client_id: str | None, now: datetime
) -> Participant:
    """Return a seat still without secrets, not yet added; raise JoiningClosed or RoomFull."""
    if workshop.joining_closed_at is not None or workshop.stage is Stage.CLOSED:
        raise JoiningClosed()
    seated = session.exec(select(func.count()).where(Participant.workshop_id == workshop.id)).one()
    if seated >= workshop.capacity:
        raise RoomFull(capacity=workshop.capacity)
    return Participant(
        workshop_id=workshop.id,
        join_hash=None if client_id is None else digest(client_id),
        number=seated + 1,
        token_hash="",
        reentry_hash="",
        joined_at=now,
    )


def rejoin(session: Session, code: str, reentry_code: str, *, now: datetime) -> Ticket:
    """Give the seat a new token on another phone; the old token stops working."""
    seat = session.get_one(Participant, seat_behind(session, code, reentry_code))
    token = secrets.token_urlsafe(32)
    seat.token_hash = digest(token)
    actor = Actor(Role.PARTICIPANT, workshop_id=seat.workshop_id, participant_id=seat.id)
    record(session, actor, "rejoin", "participant", seat.id, now=now, workshop_id=seat.workshop_id)
    return Ticket(seat.id, seat.workshop_id, token, tidy_code(reentry_code))


def first_staff_link(session: Session, *, now: datetime) -> str | None:
    """Return a fresh setup token while nobody can sign in, else None."""
    if not needs_first_administrator(session):
        return None
    token = make_setup_link(session, now=now)
    record(session, OPERATOR, "make", "setup_link", None, now=now)
    return token
