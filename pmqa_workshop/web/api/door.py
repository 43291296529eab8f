"""Calls at the door: looking up a room, sitting down, coming back, leaving."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.access import digest, is_join_proof, join_proof, tidy_code
from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.queries.access import seat_behind
from pmqa_workshop.queries.phone import SeatView, door, own_seat
from pmqa_workshop.services.access import Ticket, join, rejoin
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web.admission import line
from pmqa_workshop.web.api.base import (
    LONGEST_SENT,
    MOST_BYTES,
    Body,
    Id,
    is_https,
    language_of,
    may_refuse,
    now,
)
from pmqa_workshop.web.codes import BY_SEAT, typed_codes
from pmqa_workshop.web.identity import SEAT_COOKIE, known_actors

router = APIRouter(max_body_size=MOST_BYTES)
T = TypeVar("T")

SEAT_LIFE = 30 * 24 * 60 * 60  # seconds
LONGEST_PROOF = 60  # characters
IN_LINE: dict[int | str, dict[str, Any]] = {
    202: {"description": "Not yet: the place in the line, and in how many seconds to ask again."}
}
Proof = Annotated[str, Query(max_length=LONGEST_PROOF)]


class Joining(Body):
    """Who sits down; an empty name means anonymous. The phone keeps its id until answered."""

    code: str = Field(max_length=20)
    proof: str = Field("", max_length=LONGEST_PROOF)
    client_id: str = Field(max_length=64)
    name: str = Field("", max_length=LONGEST_SENT)
    unit_id: Id | None = None
    category: int | None = None


class Rejoining(Body):
    """The room's code and the personal one, typed on another phone."""

    code: str = Field(max_length=20)
    reentry_code: str = Field(max_length=40)


@router.get("/j/{code}", include_in_schema=False)
@router.get("/j/{code}/{proof}", include_in_schema=False)
async def short_link(code: str, proof: str = "", finding: str = "") -> Response:
    """Send whoever scanned the QR or typed the short address to the door.

    A QR on paper also says which finding is to be answered, by its code.
    """
    brought = {"code": code[:20], "proof": proof[:LONGEST_PROOF], "finding": finding[:20]}
    given = {name: text for name, text in brought.items() if text}
    return RedirectResponse(f"/?{urlencode(given, quote_via=quote)}")


@router.get("/api/rooms/{code}", responses=may_refuse(404, 429))
async def room_at_the_door(request: Request, code: str, proof: Proof = "") -> dict[str, Any]:
    """Return what the door shows of a room, and the proof to join it with."""
    found = await _behind(request, code, proof, lambda: read(door, code))
    language = language_of(request)
    return {
        "code": found.workshop.code,
        "proof": join_proof(secret_key(), found.workshop.code),
        "title": found.workshop.title,
        "agency": found.workshop.agency_name,
        "closed": found.workshop.joining_closed,
        "units": [
            {"id": unit.id, "name": unit.name, "short": unit.short_name} for unit in found.units
        ],
        "categories": [
            {"number": category.number, "name": category.name(language)}
            for category in categories()
        ],
    }


@router.post("/api/join", responses=IN_LINE | may_refuse(404, 409, 429))
async def sit_down(request: Request, response: Response, body: Joining) -> dict[str, Any]:
    """Take a seat; whoever has one in this room keeps it, and the same id again is one seat.

    While many come at once: 202 with the place in the line; ask again with the same id.
    """
    if not is_join_proof(secret_key(), body.code, body.proof):
        await _behind(request, body.code, "", lambda: read(door, body.code))
    kept = await _seat_in(request, body.code)

    async def sit() -> dict[str, Any]:
        if kept is not None:
            return {"code": kept.workshop.code, "reentry_code": None}
        return await _sit_down(request, response, body)

    key = f"{tidy_code(body.code)} {body.client_id}"
    return await _in_line(response, key, kept is not None, sit)


async def _sit_down(request: Request, response: Response, body: Joining) -> dict[str, Any]:
    ticket = await write(
        join,
        body.code,
        now=now(),
        name=body.name,
        unit_id=body.unit_id,
        category=body.category,
        client_id=body.client_id,
    )
    return await _seated(request, response, body.code, ticket)


@router.post("/api/rejoin", responses=IN_LINE | may_refuse(404, 429))
async def come_back(request: Request, response: Response, body: Rejoining) -> dict[str, Any]:
    """Move a seat to this phone."""
    # A personal code can be guessed at as well, and by those who know the room's.
    # They are found wrong here: in the line they would go first and hold the places of others.
    typed = f"{tidy_code(body.code)} {tidy_code(body.reentry_code)}"
    await typed_codes.guess(typed, lambda: read(seat_behind, body.code, body.reentry_code))

    async def sit() -> dict[str, Any]:
        ticket = await write(rejoin, body.code, body.reentry_code, now=now())
        return await _seated(request, response, body.code, ticket)

    return await _in_line(response, digest(typed), True, sit)


async def _in_line(
    response: Response, key: str, is_back: bool, sit: Callable[[], Awaitable[dict[str, Any]]]
) -> dict[str, Any]:
    """Sit down when the turn of this key has come; answer the place in the line until then."""
    async with line.turn(key, is_back=is_back) as place:
        if place is None:
            return await sit()
    response.status_code = 202
    response.headers["retry-after"] = str(place.seconds)
    return asdict(place)


@router.post("/api/leave")
async def leave(response: Response) -> dict[str, Any]:
    """Forget the seat on this phone; the personal code still opens it."""
    response.delete_cookie(SEAT_COOKIE)
    return {}


@router.get("/api/seat")
async def seat_of_this_phone(request: Request) -> dict[str, Any]:
    """Return this phone's seat, null where there is none."""
    actor = await _participant(request)
    return {"seat": None if actor is None else _seat(await read(own_seat, actor))}


async def _behind(request: Request, code: str, proof: str, look: Callable[[], Awaitable[T]]) -> T:
    """Return what is behind a room's code; one only typed may have to wait its turn."""
    if is_join_proof(secret_key(), code, proof):
        return await look()
    me = await _participant(request)
    if me is not None and not await BY_SEAT.take(str(me.participant_id)):
        return await look()
    return await typed_codes.guess(tidy_code(code), look)


async def _participant(request: Request) -> Actor | None:
    known = await known_actors(request.headers.get("cookie", ""))
    return next((actor for actor in known if actor.role is Role.PARTICIPANT), None)


async def _seat_in(request: Request, code: str) -> SeatView | None:
    """Return the seat this phone has in the very room of the code."""
    actor = await _participant(request)
    if actor is None:
        return None
    room = (await read(door, code)).workshop
    return await read(own_seat, actor) if room.id == actor.workshop_id else None


async def _seated(
    request: Request, response: Response, code: str, ticket: Ticket
) -> dict[str, Any]:
    response.set_cookie(
        SEAT_COOKIE,
        ticket.token,
        max_age=SEAT_LIFE,
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )
    room = (await read(door, code)).workshop
    return {"code": room.code, "reentry_code": ticket.reentry_code}


def _seat(found: SeatView) -> dict[str, Any]:
    return {
        "workshop_id": found.workshop.id,
        "participant_id": found.participant_id,
        "code": found.workshop.code,
        "title": found.workshop.title,
        "number": found.number,
        "name": found.name,
        "unit": found.unit,
        "category": found.category,
    }
