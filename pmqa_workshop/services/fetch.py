"""The one door to other people's rows: fetch with the actor, or it was never there."""

from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, func, select

from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import Actor, may_see
from pmqa_workshop.models.columns import table_of
from pmqa_workshop.models.workshop import Workshop

Row = TypeVar("Row", bound=SQLModel)

# FOR NO KEY UPDATE: ballots may still refer to the workshop while somebody holds its row, else
# opening a round and casting in one would wait for each other (PostgreSQL).
LOCK = {"key_share": True}


def workshop_for(
    session: Session, actor: Actor, workshop_id: int, *, lock: bool = False
) -> Workshop:
    """Return the workshop if the actor belongs to it, its row locked when asked; else NotFound.

    Once it is locked it is read again: it may have changed while the lock was waited for.
    """
    found = session.get(Workshop, workshop_id, **_locking(lock))
    if found is None or not may_see(actor, found.agency_id, found.id):
        raise NotFound(what="workshop")
    return found


def row_for(
    session: Session, actor: Actor, table: type[Row], row_id: int, *, lock: bool = False
) -> Row:
    """Return a row of a workshop the actor belongs to, locked when asked; else NotFound."""
    found = session.get(table, row_id, **_locking(lock))
    if found is None:
        raise NotFound(what=table.__tablename__)
    workshop_for(session, actor, found.workshop_id)  # type: ignore[attr-defined]
    return found


def locked_row_for(
    session: Session, actor: Actor, table: type[Row], row_id: int
) -> tuple[Row, Workshop]:
    """Return a row and its workshop, both locked and as they are then; else NotFound.

    The workshop comes first, for everybody: else two could wait for each other.
    """
    workshop_id: int = row_for(session, actor, table, row_id).workshop_id  # type: ignore[attr-defined]
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    return row_for(session, actor, table, row_id, lock=True), workshop


def _locking(lock: bool) -> dict[str, Any]:
    return {"with_for_update": LOCK, "populate_existing": True} if lock else {}


def next_number(session: Session, table: type, workshop_id: int) -> int:
    """Return the next free number of a table in a workshop whose row is locked."""
    highest = session.exec(
        select(func.max(col(table.number))).where(table.workshop_id == workshop_id)  # type: ignore[attr-defined]
    ).one()
    return (highest or 0) + 1


def dialect_of(session: Session) -> str:
    """Return the name of the session's database."""
    return session.get_bind().dialect.name


def insert_into(dialect: str, model: type[SQLModel]) -> Any:
    """Return an INSERT that knows ON CONFLICT, in the words of a database."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table_of(model))
