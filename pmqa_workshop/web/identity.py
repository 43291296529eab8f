"""Who is behind an event: our own cookies and signed links, looked up for every handler.

Reflex's client token is chosen by the browser and proves nothing; it is never asked.
"""

import functools
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from starlette.requests import cookie_parser

from pmqa_workshop.database import read
from pmqa_workshop.domain.access import projector_workshop
from pmqa_workshop.domain.errors import NotAllowed, NotFound, NotSignedIn, WorkshopError
from pmqa_workshop.domain.roles import OFFICE_ROLES, ROOM_ROLES, STAFF_ROLES, Actor, Role
from pmqa_workshop.queries.access import participant_actor, projector_actor, staff_actor
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import notices

STAFF_COOKIE = "pmqa_staff"
SEAT_COOKIE = "pmqa_seat"

ANYBODY: tuple[Role, ...] = ()
STAFF = tuple(sorted(STAFF_ROLES))
OFFICE = tuple(sorted(OFFICE_ROLES))
ROOM = tuple(sorted(ROOM_ROLES))

_acting: ContextVar[Actor | None] = ContextVar("pmqa_acting", default=None)
Handler = Callable[..., Awaitable[Any]]


def requires(*roles: Role, quietly: bool = False) -> Callable[[Handler], Handler]:
    """Let a handler run only for these roles; `requires(*ANYBODY)` says that all may.

    Refusals and failures become one message on the screen; nothing typed is reset. What a page
    does by itself is done `quietly`: the message somebody is reading stays.
    """

    def guard(handler: Handler) -> Handler:
        @functools.wraps(handler)
        async def guarded(self: rx.State, *args: Any, **kwargs: Any) -> Any:
            try:
                _acting.set(await _actor_of(self, roles))
                if not quietly:
                    await notices.clear(self)
                return await handler(self, *args, **kwargs)
            except WorkshopError as refusal:
                return await notices.show_problem(self, refusal)
            except Exception as failure:
                return await notices.show_failure(self, failure)

        guarded.__pmqa_roles__ = frozenset(roles)
        return guarded

    return guard


def actor() -> Actor:
    """Return who is acting in this handler; raise NotSignedIn where nobody is known."""
    found = _acting.get()
    if found is None:
        raise NotSignedIn()
    return found


def now() -> datetime:
    return datetime.now(UTC)


def query_of(state: rx.State, name: str) -> str:
    """Return what the page's address says under `name`; untrusted."""
    return str(state.router.url.query_parameters.get(name, "") or "")


def workshop_of(state: rx.State) -> int:
    """Return the workshop this page is about; services and queries check that it may be seen."""
    found = query_of(state, "w")
    if not found.isdecimal() or len(found) > 9:
        raise NotFound(what="workshop")
    return int(found)


async def _actor_of(state: rx.State, roles: tuple[Role, ...]) -> Actor | None:
    """Return the actor in one of the roles; without roles whoever is known, or nobody."""
    candidates = await known_actors(
        state.router.headers.cookie or "", query_of(state, "key") if Role.PROJECTOR in roles else ""
    )
    if not roles:
        return candidates[0] if candidates else None
    for candidate in candidates:
        if candidate.role in roles:
            return candidate
    raise NotAllowed() if candidates else NotSignedIn()


def seat_token(cookie_header: str) -> str:
    """Return the token of the seat cookie as sent, "" where there is none; it proves nothing."""
    return cookie_parser(cookie_header).get(SEAT_COOKIE, "")


async def known_actors(cookie_header: str, projector: str = "") -> list[Actor]:
    """Return whom the cookies and the projector's signed key name, staff first."""
    jar = cookie_parser(cookie_header)  # other programs' odd cookies must not hide ours
    found: list[Actor | None] = []
    if STAFF_COOKIE in jar:
        found.append(await read(staff_actor, jar[STAFF_COOKIE], now()))
    if SEAT_COOKIE in jar:
        found.append(await read(participant_actor, jar[SEAT_COOKIE]))
    if workshop_id := projector_workshop(secret_key(), projector):
        found.append(await read(projector_actor, workshop_id))
    return [actor for actor in found if actor is not None]
