"""Signing in and out: plain forms, so that they work before any websocket."""

from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from pmqa_workshop.database import read_aside, write
from pmqa_workshop.domain.access import digest, plain_email
from pmqa_workshop.domain.errors import TextTooLong, WorkshopError
from pmqa_workshop.services.access import (
    STAFF_SESSION_LIFE,
    check_sign_in,
    complete_setup,
    end_staff_session,
    open_staff_session,
)
from pmqa_workshop.web import routes
from pmqa_workshop.web.api import check, documents, files, lists, reports
from pmqa_workshop.web.api.base import is_https, now
from pmqa_workshop.web.identity import STAFF_COOKIE
from pmqa_workshop.web.limits import Limit

LONGEST_EMAIL, LONGEST_PASSWORD = 300, 1000  # characters; a hash takes time by length
LONGEST_FORM = 64 * 1024  # bytes
FAILURES_IN_A_ROW = 8
PAUSE = 60  # seconds

router = APIRouter()
for part in (files, documents, reports, lists, check):
    router.include_router(part.router)


# Each try counts, per e-mail, until one succeeds.
tries = Limit("sign-in", FAILURES_IN_A_ROW, PAUSE)


@router.post("/auth/sign-in")
async def sign_in(request: Request) -> RedirectResponse:
    """Open a session and go to `next`, or back to the form with the e-mail kept."""
    form = await _form(request)
    email, language = form.get("email", ""), _language(form)
    onward = _safe_next(form.get("next", ""), language)
    try:
        staff_id = await _checked(email, form.get("password", ""))
    except WorkshopError as refusal:
        kept = {"email": email[:200], "next": form.get("next") or None}
        return _back(routes.SIGN_IN, language, refusal, **kept)
    return await _signed_in(request, staff_id, onward)


async def _checked(email: str, password: str) -> int:
    """Return the staff id; each try counts before it is looked at, so that none slip by at once.

    Checking a password takes long on purpose: a flood of them must not stand before the room.
    """
    address = plain_email(email[:LONGEST_EMAIL])  # counted as it is looked for
    key = digest(address)
    await tries.check(key)
    staff_id = await read_aside(check_sign_in, address, password[:LONGEST_PASSWORD])
    await tries.forget(key)
    return staff_id


@router.post("/auth/setup")
async def set_up(request: Request) -> RedirectResponse:
    """Set the password a one-time link was made for, and sign in."""
    form = await _form(request)
    language = _language(form)
    kept = {key: form.get(key, "")[:300] for key in ("email", "name", "agency_name")}
    token = form.get("token", "")[:200]
    try:
        staff_id = await write(complete_setup, token, form.get("password", ""), now=now(), **kept)
    except WorkshopError as refusal:
        return _back(routes.SETUP, language, refusal, token=token, **kept)
    return await _signed_in(request, staff_id, routes.link(routes.OFFICE, language))


@router.post("/auth/sign-out")
async def sign_out(request: Request) -> RedirectResponse:
    """End the session and forget the cookie."""
    language = _language(await _form(request))
    if token := request.cookies.get(STAFF_COOKIE):
        await write(end_staff_session, token, now=now())
    answer = RedirectResponse(routes.link(routes.SIGN_IN, language), 303)
    answer.delete_cookie(STAFF_COOKIE, path="/", httponly=True, samesite="lax")
    return answer


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a small form; raise TextTooLong for a large one."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise TextTooLong(field="form", length=len(body), longest=LONGEST_FORM)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _language(form: dict[str, str]) -> str:
    return "en" if form.get("language") == "en" else "th"


def _safe_next(given: str, language: str) -> str:
    """Return a path of ours, the office for anything else."""
    parts = urlsplit(given)
    is_local = given.startswith("/") and not given.startswith(("//", "/\\"))
    if is_local and not parts.netloc and given.isprintable() and "\\" not in given:
        return given
    return routes.link(routes.OFFICE, language)


def _back(
    route: str, language: str, refusal: WorkshopError, **kept: str | None
) -> RedirectResponse:
    """Send the form back with what was typed, but for the password, and why."""
    facts = {name: refusal.facts[name] for name in ("seconds", "reason", "shortest", "field",
             "length", "longest") if name in refusal.facts}  # fmt: skip
    typed = {name: value for name, value in kept.items() if value}
    return RedirectResponse(routes.link(route, language, error=refusal.code, **typed, **facts), 303)


async def _signed_in(request: Request, staff_id: int, onward: str) -> RedirectResponse:
    token = await write(open_staff_session, staff_id, now=now())
    answer = RedirectResponse(onward, 303)
    answer.set_cookie(
        STAFF_COOKIE,
        token,
        max_age=int(STAFF_SESSION_LIFE.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )
    return answer
