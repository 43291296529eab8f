"""Calls of the phone: sitting down, the room, ideas and ballots. Writes may be sent twice."""

import gzip
import hashlib
import json
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.queries.findings import FindingView
from pmqa_workshop.queries.ideas import IdeaView
from pmqa_workshop.queries.phone import (
    BallotView,
    SeatView,
    door,
    own_seat,
    room_ballot,
    room_findings,
    room_ideas,
)
from pmqa_workshop.queries.room import phone_view
from pmqa_workshop.services.access import Ticket, join, rejoin
from pmqa_workshop.services.ideas import raise_idea, reword_idea, withdraw_idea
from pmqa_workshop.services.phone import Answer, cast_in_order, once
from pmqa_workshop.web.api.base import Seat, is_https, language_of, now
from pmqa_workshop.web.identity import SEAT_COOKIE, known_actors

MOST_BYTES = 1024 * 1024  # of a whole call
router = APIRouter(max_body_size=MOST_BYTES)

SEAT_LIFE = 30 * 24 * 60 * 60  # seconds
HIGHEST_ID = 2**31 - 1
Id = Annotated[int, Field(ge=1, le=HIGHEST_ID)]
PathId = Annotated[int, Path(ge=1, le=HIGHEST_ID)]
LONGEST_SENT = 100_000  # characters; what is too long for an idea is said by the idea's own rule


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Joining(_Body):
    """Who sits down; an empty name means anonymous. The phone keeps its id until answered."""

    code: str = Field(max_length=20)
    client_id: str
    name: str = Field("", max_length=LONGEST_SENT)
    unit_id: Id | None = None
    category: int | None = None


class Rejoining(_Body):
    """The room's code and the personal one, typed on another phone."""

    code: str = Field(max_length=20)
    reentry_code: str = Field(max_length=40)


class Raised(_Body):
    """An idea with the findings it answers."""

    text: str = Field(max_length=LONGEST_SENT)
    category: int
    finding_ids: list[Id] = Field(default=[], max_length=50)
    stands_alone: bool = False


class Reworded(_Body):
    """Other words for an own idea."""

    text: str = Field(max_length=LONGEST_SENT)


class Cast(_Body):
    """A whole ballot; `sequence` grows with each change on the phone."""

    round_id: Id
    points: dict[Id, int] = Field(max_length=1000)
    sequence: int = Field(ge=0, le=10**6)


# --- the door -------------------------------------------------------------------------


@router.get("/j/{code}", include_in_schema=False)
async def short_link(code: str) -> Response:
    """Send whoever typed the short address to the door."""
    return RedirectResponse(f"/?code={quote(code[:20])}")


@router.get("/api/rooms/{code}")
async def room_at_the_door(request: Request, code: str) -> dict[str, Any]:
    """Return what the door shows of a room: title, agency, units, categories."""
    found = await read(door, code)
    language = language_of(request)
    return {
        "code": found.workshop.code,
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


@router.post("/api/join")
async def sit_down(request: Request, response: Response, body: Joining) -> dict[str, Any]:
    """Take a seat; whoever has one in this room keeps it, and the same id again is one seat."""
    kept = await _seat_in(request, body.code)
    if kept is not None:
        return {"code": kept.workshop.code, "reentry_code": None}
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


@router.post("/api/rejoin")
async def come_back(request: Request, response: Response, body: Rejoining) -> dict[str, Any]:
    """Move a seat to this phone."""
    ticket = await write(rejoin, body.code, body.reentry_code, now=now())
    return await _seated(request, response, body.code, ticket)


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


# --- the room -------------------------------------------------------------------------


@router.get("/api/room")
async def room(seat: Seat) -> dict[str, Any]:
    """Return the room as a phone may see it; the same as is broadcast to phones."""
    return await read(phone_view, seat.workshop_id)


@router.get("/api/findings")
async def findings(request: Request, seat: Seat) -> Response:
    """Return the findings and what their items ask at each level; unchanged ones as 304."""
    found = await read(room_findings, seat)
    language = language_of(request)
    content = {
        "findings": [_finding(finding) for finding in found.findings],
        "items": {
            key: {"name": item.name(language), "levels": item.descriptors}
            for key, item in found.items.items()
        },
    }
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:24]
    # Private and checked each time: the next seat of this phone may be in another room.
    headers = {"etag": f'"{digest}"', "cache-control": "private, no-cache", "vary": "cookie"}
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return _packed(request, content, headers)


def _packed(request: Request, content: object, headers: dict[str, str] | None = None) -> Response:
    """Answer a list compressed: Thai shrinks to a fifth, and the room shares one wifi."""
    answer = JSONResponse(content, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        answer.body = gzip.compress(answer.body, compresslevel=5)
        answer.headers["content-length"] = str(len(answer.body))
        answer.headers["content-encoding"] = "gzip"
    answer.headers.add_vary_header("accept-encoding")
    return answer


def _finding(found: FindingView) -> dict[str, Any]:
    return {
        "id": found.id,
        "code": found.code,
        "category": found.category,
        "item": found.item,
        "set": found.criteria_set.value,
        "kind": found.kind.value,
        "text": found.text,
        "evidence": found.evidence,
        "impact": found.impact,
        "ideas": found.ideas,
    }


# --- ideas ----------------------------------------------------------------------------


@router.get("/api/ideas")
async def ideas(request: Request, seat: Seat) -> Response:
    """Return my ideas, and the others' without their authors once they are revealed."""
    found = await read(room_ideas, seat)
    mine = [
        {**_idea(idea), "client_id": client_id, "withdrawn": idea.is_withdrawn}
        for client_id, idea in found.mine
    ]
    return _packed(request, {"mine": mine, "others": [_idea(idea) for idea in found.others]})


@router.put("/api/ideas/{client_id}")
async def raise_one(seat: Seat, client_id: str, body: Raised) -> Answer:
    """Keep an idea; the same id again gets the same answer."""
    return await write(_raise_once, seat, client_id, body)


def _raise_once(session: Session, actor: Actor, client_id: str, body: Raised) -> Answer:
    def change() -> Answer:
        return {
            "idea_id": raise_idea(
                session,
                actor,
                actor.workshop_id or 0,
                body.text,
                body.category,
                body.finding_ids,
                now=now(),
                stands_alone=body.stands_alone,
            )
        }

    return once(session, actor, client_id, body.model_dump(), change, now=now())


@router.put("/api/ideas/{idea_id}/text")
async def reword(seat: Seat, idea_id: PathId, body: Reworded) -> Answer:
    """Change the words of an own idea."""
    await write(reword_idea, seat, idea_id, body.text, now=now())
    return {"idea_id": idea_id}


@router.delete("/api/ideas/{idea_id}")
async def withdraw(seat: Seat, idea_id: PathId) -> Answer:
    """Take an own idea back; it can be restored by whoever runs the room."""
    await write(withdraw_idea, seat, idea_id, now=now())
    return {"idea_id": idea_id}


def _idea(found: IdeaView) -> dict[str, Any]:
    return {
        "id": found.id,
        "code": found.code,
        "category": found.category,
        "text": found.text,
        "finding_ids": found.finding_ids,
        "stands_alone": found.stands_alone,
    }


# --- ballots --------------------------------------------------------------------------


@router.get("/api/ballot")
async def ballot(request: Request, seat: Seat) -> Response:
    """Return the choices of the newest round with my own ballot; a null round before any."""
    found = await read(room_ballot, seat)
    return _packed(request, {"round": None} if found is None else _ballot(found))


@router.put("/api/ballots/{client_id}")
async def cast(seat: Seat, client_id: str, body: Cast) -> Answer:
    """Replace my ballot, whole; the same id again gets the same answer."""
    return await write(_cast_once, seat, client_id, body)


def _cast_once(session: Session, actor: Actor, client_id: str, body: Cast) -> Answer:
    def change() -> Answer:
        cast_in_order(session, actor, body.round_id, body.points, body.sequence, now=now())
        return {"round_id": body.round_id, "sequence": body.sequence}

    return once(session, actor, client_id, body.model_dump(), change, now=now())


def _ballot(found: BallotView) -> dict[str, Any]:
    return {
        "round": {
            "id": found.round.id,
            "number": found.round.number,
            "points": found.round.points_per_person,
            "most": found.round.max_per_choice,
            "open": found.round.is_open,
        },
        "choices": [asdict(choice) for choice in found.choices],
        "points": found.points,
        "sequence": found.sequence,
    }
