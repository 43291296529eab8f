"""Sending twice changes nothing: the answer to each client id is kept and given again."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from pmqa_workshop.domain.access import check_client_id
from pmqa_workshop.domain.errors import NotAllowed, WriteConflict
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.models.columns import table_of
from pmqa_workshop.models.workshop import PhoneWrite
from pmqa_workshop.services.fetch import dialect_of, insert_into

Answer = dict[str, Any]
_writes = table_of(PhoneWrite)
# Made once: a whole room sends these, and composing a statement costs as much as running it.
_EARLIER = sa.select(_writes).where(
    _writes.c.workshop_id == sa.bindparam("workshop_id"),
    _writes.c.client_id == sa.bindparam("client_id"),
)
_ANSWERED = sa.update(_writes).where(_writes.c.id == sa.bindparam("write_id"))


@cache
def _take(dialect: str) -> Any:
    """Return the statement that takes a client id, and returns nothing where it is taken."""
    return insert_into(dialect, PhoneWrite).on_conflict_do_nothing().returning(_writes.c.id)


def once(
    session: Session,
    actor: Actor,
    client_id: str,
    body: object,
    change: Callable[[], Answer],
    *,
    now: datetime,
) -> Answer:
    """Return the answer of `change`, run only the first time this client id is seen.

    The same id with other content, or from somebody else, is a WriteConflict; a refused
    change leaves nothing behind, so that the same id may be tried again. Two copies that
    arrive together stand in line at the id, which is unique in the workshop.
    """
    if actor.participant_id is None or actor.workshop_id is None:
        raise NotAllowed()
    check_client_id(client_id)
    mine = {"participant_id": actor.participant_id, "fingerprint": _fingerprint(body)}
    its_row = {"workshop_id": actor.workshop_id, "client_id": client_id}
    taken = session.execute(
        _take(dialect_of(session)), {**its_row, **mine, "answer": "", "at": now}
    ).first()
    if taken is None:
        earlier = session.execute(_EARLIER, its_row).one()
        if {key: getattr(earlier, key) for key in mine} != mine:
            raise WriteConflict()
        answered: Answer = json.loads(earlier.answer)
        return answered
    answer = change()
    session.execute(_ANSWERED, {"write_id": taken.id, "answer": json.dumps(answer)})
    return answer


def _fingerprint(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
