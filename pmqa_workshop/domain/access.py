"""Secrets people carry: join codes and proofs, tokens, passwords, the projector's signed key."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable

from pmqa_workshop.domain.errors import PasswordRefused, ValueRefused
from pmqa_workshop.domain.thai import clean

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0/O, no 1/I
CODE_LENGTH = 6
REENTRY_LENGTH = 8
SHORTEST_PASSWORD = 12
CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_TOO_COMMON = ("password", "123456", "qwerty", "pmqa", "admin", "รหัสผ่าน")


def make_code(pick: Callable[[str], str], length: int = CODE_LENGTH) -> str:
    """Return a code drawn letter by letter by `pick`, which chooses one of a string."""
    return "".join(pick(CODE_LETTERS) for _ in range(length))


def tidy_code(typed: str) -> str:
    """Return the code as it is stored: capitals, without blanks, dashes and what nobody types."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def plain_email(typed: str) -> str:
    """Return the address as it is compared, so that tries at one account are counted as such."""
    return clean(typed).casefold()


def digest(token: str) -> str:
    """Return what is stored of a token: it cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_client_id(client_id: str) -> None:
    """Raise ValueRefused for an id that no phone of ours makes."""
    if not CLIENT_ID.fullmatch(client_id):
        raise ValueRefused(field="client_id")


def seat_secrets(client_id: str, workshop_id: int) -> tuple[str, str]:
    """Return (token, personal code) of the seat a phone took under this id, always the same.

    A copy of the call may arrive late and be the last to be heard: it must not change the lock.
    """

    def made(what: str) -> bytes:
        return hmac.digest(client_id.encode(), f"{what}:{workshop_id}".encode(), "sha256")

    letters = iter(made("reentry"))
    token = base64.urlsafe_b64encode(made("token")).decode().rstrip("=")
    return token, make_code(lambda among: among[next(letters) % len(among)], REENTRY_LENGTH)


def projector_key(secret: bytes, workshop_id: int) -> str:
    """Return the signed, read-only key of a workshop's projector: "12-<signature>"."""
    signature = hmac.new(secret, f"projector:{workshop_id}".encode(), hashlib.sha256)
    return f"{workshop_id}-{signature.hexdigest()[:32]}"


def projector_workshop(secret: bytes, key: str) -> int | None:
    """Return the workshop a projector key opens, None for a key we did not sign."""
    number, _, _ = key.partition("-")
    if not number.isdecimal() or len(number) > 9:
        return None
    signed = projector_key(secret, int(number)).encode()
    return int(number) if hmac.compare_digest(key.encode(errors="replace"), signed) else None


def join_proof(secret: bytes, code: str) -> str:
    """Return what the QR adds to a room's code, 128 bits, so that nobody can guess it."""
    signature = hmac.new(secret, f"join:{tidy_code(code)}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(signature[:16]).decode().rstrip("=")


def is_join_proof(secret: bytes, code: str, proof: str) -> bool:
    """Tell whether whoever brings this proof has seen the room's QR or been let in before."""
    signed = join_proof(secret, code).encode()
    return hmac.compare_digest(proof.encode(errors="replace"), signed)


def finding_link(join_link: str, code: str) -> str:
    """Return the room's address that also says which finding to answer."""
    return f"{join_link}?finding={code}"


def check_password(password: str) -> None:
    """Raise PasswordRefused for one too short (12) or made around a common word."""
    plain = password.casefold()
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordRefused(shortest=SHORTEST_PASSWORD, reason="short")
    if any(word in plain and len(plain) < len(word) + 8 for word in _TOO_COMMON):
        raise PasswordRefused(shortest=SHORTEST_PASSWORD, reason="common")
