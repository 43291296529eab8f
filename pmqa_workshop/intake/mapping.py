"""What each column of a table was taken for, and what a person said of it instead."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from pmqa_workshop.domain.findings import UNUSED, Column, ColumnReading
from pmqa_workshop.intake.grid import Grid, Row

MOST_READINGS = 256
_EXAMPLES = 3
_LONGEST_EXAMPLE = 80


def checked(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Return the mapping by folded key; raise ValueError for what no column can hold."""
    given = {_folded(key): value for key, value in (mapping or {}).items()}
    for value in given.values():
        if value != UNUSED:
            Column(value)
    return given


def told_of_label(told: Mapping[str, str], label: str) -> str | None:
    """Return what a person said columns of this name hold, None when nothing was said."""
    return told.get(_folded(label)) if told and label else None


def told_of_positions(grid: Grid) -> dict[int, str]:
    """Return what a person said of single columns of this grid."""
    if not grid.told:
        return {}
    places = {at: _folded(grid.position(at)) for at in range(grid.width)}
    return {at: grid.told[place] for at, place in places.items() if place in grid.told}


def readings(
    grid: Grid, columns: Mapping[int, Column], labels: Mapping[int, str], rows: Sequence[Row]
) -> tuple[ColumnReading, ...]:
    """Return each column that has a name, a use or something in it, with its first cells."""
    found = []
    for at in range(min(grid.width, MOST_READINGS)):
        cells = islice((row.cell(at) for row in rows if row.cell(at)), _EXAMPLES)
        examples = tuple(_one_line(cell)[:_LONGEST_EXAMPLE] for cell in cells)
        label, taken_as = labels.get(at, ""), columns.get(at, UNUSED)
        if label or examples or taken_as:
            found.append(ColumnReading(label, grid.position(at), str(taken_as), examples))
    return tuple(found)


def _folded(key: str) -> str:
    return _one_line(key).lower()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
