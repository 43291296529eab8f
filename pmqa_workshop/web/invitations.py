"""How phones are brought into a room: a link and its QR, with the proof that they were given it.

Only who runs a room, and its projector, may be told them: see web/codes.py.
"""

from pmqa_workshop.domain.access import join_proof
from pmqa_workshop.serving import phone_link
from pmqa_workshop.settings import secret_key

__all__ = ["phone_link", "qr_image"]


def qr_image(code: str) -> str:
    """Return where the room's QR is drawn."""
    return f"/qr/{code}.svg?proof={join_proof(secret_key(), code)}"
