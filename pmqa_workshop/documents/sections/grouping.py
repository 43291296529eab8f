"""Grouping by หมวด, as every chapter lists things."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.domain import criteria


class _InCategory(Protocol):
    @property
    def category(self) -> int: ...


T = TypeVar("T", bound=_InCategory)


def by_category(rows: Iterable[T]) -> list[tuple[int, list[T]]]:
    """Return the categories that have rows, in order, rows in the order given."""
    groups: dict[int, list[T]] = {}
    for row in rows:
        groups.setdefault(row.category, []).append(row)
    return sorted(groups.items())


def category_title(number: int, pen: Pen) -> str:
    """Return "หมวด ๑ การนำองค์การ"."""
    return pen.ours(f"หมวด {number} {criteria.category(number).name_th}")


def short_category(number: int, pen: Pen) -> str:
    return pen.ours(f"หมวด {number}")
