"""Rows of .csv, .tsv and the clipboard: commas, semicolons or tabs, quoted or bare."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pmqa_workshop.domain.errors import FileUnreadable
from pmqa_workshop.intake.columns import find_header
from pmqa_workshop.intake.grid import MOST_ROWS, Grid, Place, grid_of
from pmqa_workshop.intake.marks import tidy

SEPARATORS = ("\t", ",", ";", "|")
MOST_COLUMNS = 256
MOST_LINES = 200_000
MOST_CELLS = 1_000_000


def read_delimited(text: str, told: Mapping[str, str] | None = None) -> Grid:
    """Return the rows, parted by whichever separator makes the best table of them."""
    told = told or {}
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if text.count("\n") > MOST_LINES:
        raise FileUnreadable(reason="rows", limit=MOST_ROWS)
    grids = [_grid(text, separator, told) for separator in SEPARATORS if separator in text]
    return max(grids or [_grid(text, "\t", told)], key=_fitness)


def split_rows(text: str, separator: str) -> list[list[str]]:
    """Return the cells of each row.

    Excel quotes a cell that holds a line break and doubles the quotation marks inside; other
    programs leave marks bare. A mark that opens a cell counts only if one closes it.
    """
    rows: list[list[str]] = [[]]
    at, end, cells = 0, len(text), 0
    ends = re.compile(f"[{re.escape(separator)}\n]")
    while at <= end:
        cell, at = _quoted(text, at, separator) or _bare(text, at, ends)
        rows[-1].append(cell)
        cells += 1
        if cells > MOST_CELLS:
            raise FileUnreadable(reason="rows", limit=MOST_ROWS)
        if at < end and text[at] == "\n":
            rows.append([])
        at += 1
    return rows if rows[-1] != [""] else rows[:-1]


def _quoted(text: str, at: int, separator: str) -> tuple[str, int] | None:
    """Return a quoted cell and where it ends; None when the mark at its start is just a mark."""
    if not text.startswith('"', at):
        return None
    closing = text.find('"', at + 1)
    while text.startswith('""', closing) and closing >= 0:
        closing = text.find('"', closing + 2)
    after = closing + 1
    if closing < 0 or (after < len(text) and text[after] not in (separator, "\n")):
        return None
    return text[at + 1 : closing].replace('""', '"'), after


def _bare(text: str, at: int, ends: re.Pattern[str]) -> tuple[str, int]:
    found = ends.search(text, at)
    end = found.start() if found else len(text)
    return text[at:end], end


def _grid(text: str, separator: str, told: Mapping[str, str]) -> Grid:
    rows = split_rows(text, separator)
    if sum(any(row) for row in rows) > MOST_ROWS:
        raise FileUnreadable(reason="rows", limit=MOST_ROWS)
    lines = [[tidy(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    return replace(grid_of(lines, Place.TEXT), told=told)


def _fitness(grid: Grid) -> tuple[int, int]:
    """Return how well a separator fits: a known header first, then rows of one width."""
    header = find_header(grid)
    widths = [len(row.cells) for row in grid.rows if row.used]
    even = sum(width == grid.width for width in widths) if grid.width > 1 else 0
    return (header[1].score if header else 0), even
