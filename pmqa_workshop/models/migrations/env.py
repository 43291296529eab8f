"""Alembic's side of a migration: the connection comes from `services.upkeep`."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from pmqa_workshop.models.tables import metadata


def plain_type(kind: str, item: Any, _: object) -> str | Literal[False]:
    """Write our column types as the database's own: a migration must not change with the code."""
    if kind != "type":
        return False
    base = item.impl if isinstance(item, sa.types.TypeDecorator) else item
    if isinstance(base, sa.DateTime):
        return "sa.DateTime()"
    if isinstance(base, sa.String):
        return f"sa.String({base.length})" if base.length else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
