"""Calls of a seated phone: the room, ideas and ballots. Writes may be sent twice."""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlmodel import Session

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.access import digest
from pmqa_workshop.domain.errors import NotSignedIn
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.queries.access import participant_actor
from pmqa_workshop.queries.findings import FindingView
from pmqa_workshop.queries.ideas import IdeaView
from pmqa_workshop.queries.phone import (
    BallotView,
    room_ballot,
    room_findings,
    room_ideas,
)
from pmqa_workshop.queries.room import phone_view
from pmqa_workshop.services.ideas import raise_idea, reword_idea, withdraw_idea
from pmqa_workshop.services.phone import Answer, once
from pmqa_workshop.services.voting import cast_ballot
from pmqa_workshop.web.api.base import (
    LONGEST_SENT,
    MOST_BYTES,
    Body,
    Id,
    PathId,
    Seat,
    language_of,
    may_refuse,
    now,
)
from pmqa_workshop.web.identity import seat_token
from pmqa_workshop.web.limits import Limit

P = ParamSpec("P")
T = TypeVar("T")
router = APIRouter(max_body_size=MOST_BYTES)

# An outbox of twenty ideas and ten taps at once pass untouched; a script does not get far.
WRITES = Limit("phone.writes", 60, 20)


async def _writer(request: Request) -> str:
    """Return the seat's token, once it has not sent too much; whose it is, the write finds out."""
    token = seat_token(request.headers.get("cookie", ""))
    if not token:
        raise NotSignedIn()
    await WRITES.check(digest(token))
    return token


Writer = Annotated[str, Depends(_writer)]
SentAs = Annotated[str, Header(max_length=64)]


async def _write_as(
    token: str,
    change: Callable[Concatenate[Session, Actor, P], T],
    *args: P.args,
    **named: P.kwargs,
) -> T:
    """Run `change(session, actor, …)` with the seat looked up in the same transaction."""

    def work(session: Session) -> T:
        actor = participant_actor(session, token)
        if actor is None:
            raise NotSignedIn()
        return change(session, actor, *args, **named)

    return await write(work)


class Raised(Body):
    """An idea with the findings it answers."""

    text: str = Field(max_length=LONGEST_SENT)
    category: int
    finding_ids: list[Id] = Field(default=[], max_length=50)
    stands_alone: bool = False


class Reworded(Body):
    """Other words for an own idea."""

    text: str = Field(max_length=LONGEST_SENT)


class Cast(Body):
    """A whole ballot; `sequence` grows with each change on the phone."""

    round_id: Id
    points: dict[Id, int] = Field(max_length=1000)
    sequence: int = Field(ge=0, le=10**6)


# --- the room -------------------------------------------------------------------------


@router.get("/api/room", responses=may_refuse(401))
async def room(seat: Seat) -> dict[str, Any]:
    """Return the room as a phone may see it; the same as is broadcast to phones."""
    return await read(phone_view, seat.workshop_id, seat.category)


@router.get("/api/findings", responses=may_refuse(401))
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


@router.get("/api/ideas", responses=may_refuse(401))
async def ideas(request: Request, seat: Seat) -> Response:
    """Return my ideas, and the others' without their authors once they are revealed."""
    found = await read(room_ideas, seat)
    mine = [
        {**_idea(idea), "client_id": client_id, "withdrawn": idea.is_withdrawn}
        for client_id, idea in found.mine
    ]
    return _packed(request, {"mine": mine, "others": [_idea(idea) for idea in found.others]})


@router.put("/api/ideas/{client_id}", responses=may_refuse(401, 404, 409, 429))
async def raise_one(token: Writer, client_id: str, body: Raised) -> Answer:
    """Keep an idea; the same id again gets the same answer."""
    return await _write_as(token, _raise_once, client_id, body)


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


@router.put("/api/ideas/{idea_id}/text", responses=may_refuse(401, 404, 409, 429))
async def reword(
    token: Writer, idea_id: PathId, body: Reworded, idempotency_key: SentAs = ""
) -> Answer:
    """Change the words of an own idea; what was sent under the same key is done once."""
    await _write_as(token, _change_once, idempotency_key, reword_idea, idea_id, body.text)
    return {"idea_id": idea_id}


@router.delete("/api/ideas/{idea_id}", responses=may_refuse(401, 404, 409, 429))
async def withdraw(token: Writer, idea_id: PathId, idempotency_key: SentAs = "") -> Answer:
    """Take an own idea back; it can be restored by whoever runs the room.

    What was sent under the same key is done once.
    """
    await _write_as(token, _change_once, idempotency_key, withdraw_idea, idea_id)
    return {"idea_id": idea_id}


def _change_once(
    session: Session, actor: Actor, sent_as: str, change: Callable[..., None], *args: Any
) -> None:
    """Change an idea, unless this is the late copy of a call whose successors may be in already."""

    def made() -> Answer:
        change(session, actor, *args, now=now())
        return {}

    if sent_as:
        once(session, actor, sent_as, [change.__name__, *args], made, now=now())
    else:
        made()


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


@router.get("/api/ballot", responses=may_refuse(401))
async def ballot(request: Request, seat: Seat) -> Response:
    """Return the choices of the newest round with my own ballot; a null round before any."""
    found = await read(room_ballot, seat)
    return _packed(request, {"round": None} if found is None else _ballot(found))


@router.put("/api/ballots/{client_id}", responses=may_refuse(401, 404, 409, 429))
async def cast(token: Writer, client_id: str, body: Cast) -> Answer:
    """Replace my ballot, whole; the same id again gets the same answer."""
    return await _write_as(token, _cast_once, client_id, body)


def _cast_once(session: Session, actor: Actor, client_id: str, body: Cast) -> Answer:
    def change() -> Answer:
        cast_ballot(session, actor, body.round_id, body.points, now=now(), sequence=body.sequence)
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
