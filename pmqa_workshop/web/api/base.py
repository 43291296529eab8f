"""What every call shares: who is calling, from which page, in which language, and refusals."""

import logging
import secrets
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pmqa_workshop import serving
from pmqa_workshop.domain.errors import (
    CodeUnknown,
    FileTooLarge,
    JoinRefused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    PagesUnavailable,
    RoundClosed,
    SignInRefused,
    StorageUnavailable,
    TooManyAttempts,
    WorkshopError,
    WriteConflict,
    WrongStage,
)
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.web.identity import known_actors
from pmqa_workshop.web.routes import is_page
from pmqa_workshop.wording import say

log = logging.getLogger(__name__)

STATUS: dict[type[WorkshopError], int] = {
    NotSignedIn: 401,
    SignInRefused: 401,
    NotAllowed: 403,
    NotFound: 404,
    CodeUnknown: 404,
    WrongStage: 409,
    RoundClosed: 409,
    WriteConflict: 409,
    JoinRefused: 409,
    FileTooLarge: 413,
    StorageUnavailable: 503,
    PagesUnavailable: 503,
    TooManyAttempts: 429,
    WorkshopError: 422,
}


def status_of(refusal: WorkshopError) -> int:
    """Return the HTTP status of the nearest class that has one."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def language_of(request: Request) -> str:
    """Return the language the page asked for in `Accept-Language`; Thai else."""
    return "en" if request.headers.get("accept-language", "th").startswith("en") else "th"


class Refusal(BaseModel):
    """Why something was not done: a code for programs, a sentence for the person."""

    error: str
    message: str


MEANS = {
    401: "Nobody is known by the cookie that was sent.",
    404: "There is no such thing, or not for whoever asks.",
    409: "The room's stage, a closed round, a full room or another content stands against it.",
    422: "What was sent is not as it should be; the message says what.",
    429: "Too much at once; `Retry-After` says when to send it again.",
    503: "The database cannot be reached or is full; nothing was lost, `Retry-After` says when.",
}


def may_refuse(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the refusals of a call."""
    return {status: {"model": Refusal, "description": MEANS[status]} for status in statuses}


def refused(request: Request, refusal: Exception) -> JSONResponse:
    """Answer a refusal with its code, its facts and the sentence for the person."""
    assert isinstance(refusal, WorkshopError)  # noqa: S101 - registered for these only
    return JSONResponse(
        {
            "error": refusal.code,
            "message": say(refusal.code, language_of(request), **refusal.facts),
        },
        status_of(refusal),
        {"retry-after": str(refusal.facts["seconds"])} if "seconds" in refusal.facts else None,
    )


def malformed(request: Request, _: Exception) -> JSONResponse:
    """Answer a call that is not shaped as the page would shape it, as any other refusal."""
    return refused(request, WorkshopError())


def failed(request: Request, failure: Exception) -> JSONResponse:
    """Answer a failure of ours without its details, under a reference that is in the log."""
    reference = secrets.token_hex(3).upper()
    log.error("unexpected failure %s on %s", reference, request.url.path, exc_info=failure)
    return JSONResponse(
        {
            "error": "unexpected",
            "message": say("unexpected", language_of(request), reference=reference),
        },
        500,
    )


async def seat(request: Request) -> Actor:
    """Return the participant of the seat cookie; raise NotSignedIn else."""
    for actor in await known_actors(request.headers.get("cookie", "")):
        if actor.role is Role.PARTICIPANT:
            return actor
    raise NotSignedIn()


async def staff(request: Request) -> Actor:
    """Return the signed-in staff member; raise NotSignedIn else."""
    for actor in await known_actors(request.headers.get("cookie", "")):
        if actor.is_staff:
            return actor
    raise NotSignedIn()


HIGHEST_ID = 2**31 - 1
MOST_BYTES = 1024 * 1024  # of a whole call
LONGEST_SENT = 100_000  # characters; what is too long for an idea is said by the idea's own rule
Id = Annotated[int, Field(ge=1, le=HIGHEST_ID)]
PathId = Annotated[int, Path(ge=1, le=HIGHEST_ID)]
Seat = Annotated[Actor, Depends(seat)]
Staff = Annotated[Actor, Depends(staff)]


def is_https(request: Request) -> bool:
    """Tell whether the page was opened over https; behind a proxy only its origin tells."""
    return request.url.scheme == "https" or request.headers.get("origin", "").startswith("https:")


class Body(BaseModel):
    """What a phone sends; a field we do not know is a mistake of whoever sent it."""

    model_config = ConfigDict(extra="forbid")


def now() -> datetime:
    return datetime.now(UTC)


class WholePages:
    """Answer /room with the file of /room/, without a redirect that costs a phone a round trip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_page(scope["path"]):
            path = f"{scope['path']}/"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)


class OwnPagesOnly:
    """Refuse writes from other sites' pages, and say to browsers what they may do with ours."""

    HEADERS = (
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        (
            "content-security-policy",
            # Reflex runs server-sent events through eval and React Router starts inline.
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
            "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; "
            "form-action 'self'; object-src 'none'",
        ),
    )

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _is_own(request):
            await refused(request, NotAllowed())(scope, receive, send)
            return
        await self.app(scope, receive, self._with_headers(request.url.path, send))

    def _with_headers(self, path: str, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.HEADERS:
                    headers.setdefault(name, value)
                if path.startswith("/assets/") and message["status"] == 200:
                    headers["cache-control"] = "public, max-age=31536000, immutable"
                elif path.startswith(("/api/", "/auth/")):
                    headers.setdefault("cache-control", "no-store")
                elif headers.get("content-type", "").startswith("text/html"):
                    headers["cache-control"] = "no-cache"  # a page names this build's scripts
            await send(message)

        return sending


def _is_own(request: Request) -> bool:
    """Tell whether a write comes from a page of ours; programs send no origin and may pass."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        return False
    return serving.is_own_origin(
        request.headers.get("origin"), {"HTTP_HOST": request.headers.get("host", "")}
    )
