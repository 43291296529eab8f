"""Calls of the room: the QR code that brings phones in."""

from io import BytesIO

import segno
from fastapi import APIRouter, Response

from pmqa_workshop.domain.access import CODE_LENGTH, CODE_LETTERS, is_join_proof
from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.serving import phone_url
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web.invitations import phone_link

router = APIRouter()
QUIET_ZONE = 4  # modules: what the standard asks for
FRESH = 300  # seconds; the laptop's address changes with the network it is in


@router.get("/qr/{code}.svg")
def qr(code: str, proof: str = "") -> Response:
    """Draw the QR of a room's join address; whether there is such a room is not told here.

    The proof is only in a QR asked for with it: else guessers would have it made for them.
    """
    if len(code) != CODE_LENGTH or set(code) - set(CODE_LETTERS):
        raise NotFound(what="workshop")
    is_proved = is_join_proof(secret_key(), code, proof)
    address = phone_link(code) if is_proved else f"{phone_url()}/j/{code}"
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=QUIET_ZONE, dark="#14213d", light="#ffffff",
        xmldecl=False, omitsize=True,
    )  # fmt: skip
    return Response(
        drawn.getvalue(),
        media_type="image/svg+xml",
        headers={"cache-control": f"public, max-age={FRESH}"},
    )
