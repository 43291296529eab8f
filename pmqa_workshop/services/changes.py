"""Every change leaves a history entry and, once committed, tells the room."""

import json
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, update

from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.models.columns import table_of
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.workshop import Workshop

Listener = Callable[[int], None]
_listeners: list[Listener] = []
_DIRTY = "pmqa_dirty_workshops"
_ENTRY = sa.insert(table_of(HistoryEntry))


def listen(listener: Listener) -> Listener:
    """Call `listener(workshop_id)` after each commit that changed a workshop."""
    _listeners.append(listener)
    return listener


def record(
    session: Session,
    actor: Actor,
    action: str,
    noun: str,
    noun_id: int | None,
    *,
    now: datetime,
    workshop_id: int | None = None,
    **facts: object,
) -> None:
    """Write down who did what, in this transaction, and announce it after the commit.

    `facts` must never hold a ballot's points, a password or a token.
    """
    session.flush()  # what the entry names is there before it
    session.execute(
        _ENTRY,
        {
            "at": now,
            "workshop_id": workshop_id,
            "role": actor.role,
            "staff_id": actor.staff_id,
            "participant_id": actor.participant_id,
            "action": action,
            "noun": noun,
            "noun_id": noun_id,
            "facts": json.dumps(facts, ensure_ascii=False, default=str),
        },
    )
    if workshop_id is not None:
        if actor.participant_id is None:  # phones must not queue for one row of the workshop
            session.exec(
                update(Workshop)
                .where(col(Workshop.id) == workshop_id)
                .values(revision=Workshop.revision + 1)
            )
        announce(session, workshop_id)


def announce(session: Session, workshop_id: int) -> None:
    """Tell the listeners of this workshop once, after the commit; never after a rollback."""
    session.info[_DIRTY] = session.info.get(_DIRTY, frozenset()) | {workshop_id}


@sa.event.listens_for(Session, "after_commit")
def _tell(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint let go is not yet a commit
        return
    for workshop_id in session.info.pop(_DIRTY, frozenset()):
        for listener in _listeners:
            listener(workshop_id)


@sa.event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if session.in_nested_transaction():  # what came before the savepoint still stands
        return
    session.info.pop(_DIRTY, None)
