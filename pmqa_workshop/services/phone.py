"""Sending twice changes nothing: the answer to each client id is kept and given again."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from pmqa_workshop.domain.access import check_client_id
from pmqa_workshop.domain.errors import NotAllowed, WriteConflict
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.domain.voting import Points
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.workshop import PhoneWrite
from pmqa_workshop.queries.phone import last_sequence
from pmqa_workshop.services.voting import cast_ballot

Answer = dict[str, Any]


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
    change leaves nothing behind, so that the same id may be tried again.
    """
    if actor.participant_id is None or actor.workshop_id is None:
        raise NotAllowed()
    check_client_id(client_id)
    # One phone's writes stand in line, so that two copies of one cannot both be the first.
    session.get_one(Participant, actor.participant_id, with_for_update=True)
    fingerprint = _fingerprint(body)
    earlier = session.exec(
        select(PhoneWrite).where(
            PhoneWrite.workshop_id == actor.workshop_id, PhoneWrite.client_id == client_id
        )
    ).first()
    if earlier is not None:
        if (earlier.participant_id, earlier.fingerprint) != (actor.participant_id, fingerprint):
            raise WriteConflict()
        answered: Answer = json.loads(earlier.answer)
        return answered
    answer = change()
    session.add(
        PhoneWrite(
            workshop_id=actor.workshop_id,
            participant_id=actor.participant_id,
            client_id=client_id,
            fingerprint=fingerprint,
            answer=json.dumps(answer),
            at=now,
        )
    )
    return answer


def cast_in_order(
    session: Session,
    actor: Actor,
    round_id: int,
    points: Points,
    sequence: int,
    *,
    now: datetime,
) -> None:
    """Cast a ballot unless a later one of the same participant is in already.

    A request the phone gave up may still arrive, after its successor; it must not undo it.
    """
    if actor.participant_id is None:
        raise NotAllowed()
    if sequence < last_sequence(session, actor.participant_id, round_id):
        raise WriteConflict()
    cast_ballot(session, actor, round_id, points, now=now)


def _fingerprint(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
