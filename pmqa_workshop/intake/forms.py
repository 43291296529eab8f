"""Forms: a table per finding whose first column names what the second one says."""

from dataclasses import replace

from pmqa_workshop.domain.findings import Column
from pmqa_workshop.intake.columns import TEXT_COLUMNS, recognise
from pmqa_workshop.intake.grid import Grid, Row

_TEXT = {*TEXT_COLUMNS, Column.DETAIL}
_KEYS = {Column.CATEGORY, Column.ITEM, Column.KIND}


def upright_form(grid: Grid) -> Grid | None:
    """Return a form as a table of one row below its names, None for any other table."""
    pairs = [(row, row.cell(0), row.cell(1)) for row in grid.rows if row.cell(0)]
    if grid.width != 2 or len(pairs) < 3:
        return None
    columns = [recognise(label) for _, label, _ in pairs]
    known = {column for column in columns if column}
    if (
        not known & _TEXT
        or len(known & _KEYS) < 2
        or len(set(columns) - {None}) < len([column for column in columns if column])
    ):
        return None
    text = next(row for (row, _, _), column in zip(pairs, columns, strict=True) if column in _TEXT)
    names = Row(0, tuple(label for _, label, _ in pairs))
    said = Row(text.number, tuple(cell for _, _, cell in pairs))
    notes = {
        (text.number, at): grid.notes.get((row.number, 1), ())
        for at, (row, _, _) in enumerate(pairs)
    }
    return replace(grid, rows=(names, said), notes=notes)
