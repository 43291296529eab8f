"""Rows and cells of any table, each knowing where it stood in its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

MOST_ROWS = 20_000  # with anything in them; a report has some hundred


class Place(Enum):
    """How people find a row again."""

    SHEET = "{name}!{letter}{row}"
    TABLE = "{name} แถว {row}"
    TEXT = "แถว {row}"


@dataclass(frozen=True)
class Row:
    """Cells as typed; `filled` also holds, in every cell of a merged area, what the area says."""

    number: int
    cells: tuple[str, ...]
    filled: tuple[str, ...] = ()
    is_hidden: bool = False
    place: str = ""  # where it stood, when not in the table it was put into

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""

    def reach(self, column: int) -> str:
        """Return the cell, or what the merged area over it says."""
        typed = self.cell(column)
        return typed or (self.filled[column] if column < len(self.filled) else "")

    @cached_property
    def used(self) -> list[int]:
        return [column for column, text in enumerate(self.cells) if text]

    @property
    def only_text(self) -> str:
        """Return the one text of the row, "" when it holds none or several."""
        texts = {text for text in self.cells if text}
        return texts.pop() if len(texts) == 1 else ""


@dataclass(frozen=True)
class Grid:
    rows: tuple[Row, ...]
    style: Place
    name: str = ""
    has_paragraphs: bool = False  # line breaks end a paragraph (Word), not just a line
    hidden_columns: frozenset[int] = frozenset()
    notes: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  # of Word
    told: Mapping[str, str] = field(default_factory=dict)  # what a person said columns hold

    def place(self, row: Row, column: int) -> str:
        if row.place:
            return row.place
        return self.style.value.format(name=self.name, letter=_letter(column), row=row.number)

    def position(self, column: int) -> str:
        """Return how people find a column again: "ข้อค้นพบ!C", or "C" where nothing has a name."""
        return f"{self.name}!{_letter(column)}" if self.name else _letter(column)

    @cached_property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def grid_of(lines: Sequence[Sequence[str]], style: Place, name: str = "") -> Grid:
    """Return a grid of plain lines, numbered from 1."""
    return Grid(
        tuple(Row(number, tuple(cells)) for number, cells in enumerate(lines, start=1)), style, name
    )


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
