"""A sheet as columns and rows of plain values, before anything is drawn."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.domain import criteria, thai
from pmqa_workshop.domain.plan import months_in_year

Value = str | int | float | Decimal | None
Row = TypeVar("Row")

UNKNOWN = "ยังไม่ระบุ"  # said in words, so that a filter finds it
MONTH_MARK = "■"
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d{1,12}(\.\d{1,6})?")


class Look(StrEnum):
    """How a column is drawn."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MONEY = "money"
    MONTH = "month"


@dataclass(frozen=True)
class Column:
    title: str
    width: int  # in digits of the usual size, as Excel counts
    look: Look = Look.TEXT
    new_page: bool = False  # on paper a page begins here


@dataclass(frozen=True)
class Sheet:
    """`kept` columns stay in sight and are printed on every page; money is summed below."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    kept: int = 2


def sheet(
    name: str,
    rows: Iterable[Row],
    columns: Sequence[tuple[Column, Callable[[Row], Any]]],
    kept: int = 2,
) -> Sheet:
    """Return a sheet with one line for each row, its values in the order of the columns."""
    return Sheet(
        name,
        tuple(column for column, _ in columns),
        tuple(tuple(value(row) for _, value in columns) for row in rows),
        kept,
    )


def month_columns(
    fiscal_year: int, pen: Pen, span: Callable[[Row], tuple[int | None, int | None]]
) -> list[tuple[Column, Callable[[Row], Value]]]:
    """Return twelve columns, marked from the first month of a row to its last."""

    def mark(at: int) -> Callable[[Row], Value]:
        return lambda row: MONTH_MARK if _is_within(at, *span(row)) else ""

    return [
        (
            Column(
                pen.in_digits(f"{month.short_th} {(fiscal_year + month.year_offset) % 100:02}"),
                5,
                Look.MONTH,
            ),
            mark(month.position),
        )
        for month in criteria.fiscal_months()
    ]


def number_or_text(text: str) -> Value:
    """Return what was typed as a number where it is nothing else: "๑,๒๕๐.๕" is 1250.5."""
    plain = thai.to_arabic_digits(text)
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else text


def _is_within(at: int, first: int | None, last: int | None) -> bool:
    known = months_in_year(first, last)
    return known is not None and known[0] <= at <= known[1]
