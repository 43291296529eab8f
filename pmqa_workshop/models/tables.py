"""Every table, imported once, so that the metadata is whole."""

from sqlmodel import SQLModel

from pmqa_workshop.models import (
    documents,
    findings,
    history,
    ideas,
    initiatives,
    people,
    priorities,
    voting,
    workshop,
)

metadata = SQLModel.metadata
__all__ = [
    "documents", "findings", "history", "ideas", "initiatives", "metadata", "people", "priorities",
    "voting", "workshop",
]  # fmt: skip
