"""Tables of a PDF page: cells are what its ruled lines part."""

import ctypes
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pmqa_workshop.intake.grid import Grid, Place, Row
from pmqa_workshop.intake.pdf_letters import Letter, is_thai

CellText = Callable[[list[Letter], float, float], str]

MOST_RULES = 2_000  # of a page; a drawing has more
_THIN = 3.0  # points
_LEAST = 6.0
_NEAR = 2.5
_LONGEST_KEY = 12
_RECTANGLE = 5  # segments


class Rule(NamedTuple):
    """A ruled line at a height or a distance, from one end to the other."""

    at: float
    begin: float
    end: float

    def covers(self, at: float, along: float) -> bool:
        return abs(self.at - at) <= _NEAR and self.begin - _NEAR <= along <= self.end + _NEAR


@dataclass
class Frame:
    """The ruled lines of one table; `xs` and `ys` part its columns and rows."""

    across: list[Rule]
    down: list[Rule]
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.ys[0]

    def holds(self, letter: Letter) -> bool:
        x, y = _middle(letter)
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]


def frames_of(page: Any) -> list[Frame]:
    """Return the tables of a page from its top down, none where it is full of drawings."""
    across, down = _rules(page)
    if len(across) + len(down) > MOST_RULES:
        return []
    frames = [_measured(frame) for frame in _connected(across, down)]
    return sorted((f for f in frames if len(f.xs) > 2 and len(f.ys) > 2), key=lambda f: f.top)


def grid_in(frame: Frame, letters: Iterable[Letter], name: str, text_of: CellText) -> Grid:
    """Return the table with the text that stands in each of its cells."""
    owners = _owners(frame)
    held: dict[tuple[int, int], list[Letter]] = {}
    for letter in letters:
        x, y = _middle(letter)
        row, column = bisect_right(frame.ys, y) - 1, bisect_right(frame.xs, x) - 1
        held.setdefault(owners[row][column], []).append(letter)
    edges = _right_edges(frame, owners)
    texts = {owner: text_of(some, frame.xs[owner[1]], edges[owner]) for owner, some in held.items()}
    rows = []
    for at, line in enumerate(owners):
        own = tuple(
            texts.get(owner, "") if owner == (at, column) else ""
            for column, owner in enumerate(line)
        )
        rows.append(Row(at + 1, own, tuple(texts.get(owner, "") for owner in line)))
    return Grid(tuple(rows), Place.TABLE, name, has_paragraphs=True)


def goes_on(table: Grid, after: Grid) -> bool:
    """Tell whether a table on top of a page goes on with the one at the foot of the page before."""
    return table.width == after.width


def joined(table: Grid, after: Grid) -> Grid:
    """Return both as one table; a row parted by the end of the page becomes whole again."""
    places = [replace(row, place=after.place(row, 0)) for row in after.rows]
    start = 1 if after.rows and after.rows[0].cells == table.rows[0].cells else 0
    if start < len(places) and _is_rest(table, places[start]):
        last = table.rows[-1]
        whole = tuple(map(_run_on, last.cells, places[start].cells))
        filled = tuple(map(_run_on, last.filled, places[start].filled))
        rows = [*table.rows[:-1], replace(last, cells=whole, filled=filled), *places[start + 1 :]]
    else:
        rows = [*table.rows, *places]
    return replace(table, rows=tuple(rows))


def _is_rest(table: Grid, row: Row) -> bool:
    """Tell whether a row only ends the one before: no number, no key, and text that goes on."""
    keys = [at for at in range(table.width) if _is_key(table, at)]
    return bool(keys and row.used) and not any(row.cell(at) for at in keys)


def _is_key(table: Grid, column: int) -> bool:
    """Tell whether nearly every row has a short text in a column."""
    cells = [row.cell(column) for row in table.rows]
    short = sum(0 < len(cell) <= _LONGEST_KEY for cell in cells)
    return short * 10 >= len(cells) * 8


def _run_on(above: str, below: str) -> str:
    if not above or not below:
        return above or below
    return above + ("" if is_thai(above[-1]) and is_thai(below[0]) else " ") + below


def _middle(letter: Letter) -> tuple[float, float]:
    return (letter.left + letter.right) / 2, letter.base - letter.size / 4


def _rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    from pypdfium2 import raw  # only where a PDF is read

    across: list[Rule] = []
    down: list[Rule] = []
    height = page.get_height()
    box = [ctypes.c_float() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for at in range(raw.FPDFPage_CountObjects(page)):
        shape = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if len(across) + len(down) > MOST_RULES:
            break
        raw.FPDFPageObj_GetBounds(shape, *box)
        left, bottom, right, top = (side.value for side in box)
        raw.FPDFPath_GetDrawMode(shape, fill, stroke)
        is_box = raw.FPDFPath_CountSegments(shape) == _RECTANGLE and bool(stroke.value)
        _add_rules(across, down, (left, height - top, right, height - bottom), is_box)
    return across, down


def _add_rules(
    across: list[Rule], down: list[Rule], box: tuple[float, float, float, float], is_box: bool
) -> None:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if height <= _THIN and width >= _LEAST:
        across.append(Rule((top + bottom) / 2, left, right))
    elif width <= _THIN and height >= _LEAST:
        down.append(Rule((left + right) / 2, top, bottom))
    elif is_box and width >= _LEAST and height >= _LEAST:
        across += [Rule(top, left, right), Rule(bottom, left, right)]
        down += [Rule(left, top, bottom), Rule(right, top, bottom)]


def _connected(across: list[Rule], down: list[Rule]) -> list[Frame]:
    """Gather the ruled lines that touch each other."""
    frames: list[Frame] = [Frame([rule], []) for rule in across]
    for rule in down:
        touched = [f for f in frames if any(_cross(other, rule) for other in f.across)]
        merged = Frame(
            [one for frame in touched for one in frame.across],
            [*(one for frame in touched for one in frame.down), rule],
        )
        frames = [frame for frame in frames if frame not in touched] if touched else frames
        if touched:
            frames.append(merged)
    return frames


def _cross(flat: Rule, upright: Rule) -> bool:
    return (
        flat.begin - _NEAR <= upright.at <= flat.end + _NEAR
        and upright.begin - _NEAR <= flat.at <= upright.end + _NEAR
    )


def _measured(frame: Frame) -> Frame:
    frame.xs = _distinct(rule.at for rule in frame.down)
    frame.ys = _distinct(rule.at for rule in frame.across)
    return frame


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _owners(frame: Frame) -> list[list[tuple[int, int]]]:
    """Return for each cell the first cell of the merged area it belongs to."""
    owners: list[list[tuple[int, int]]] = []
    for row in range(len(frame.ys) - 1):
        y = (frame.ys[row] + frame.ys[row + 1]) / 2
        line: list[tuple[int, int]] = []
        for column in range(len(frame.xs) - 1):
            x = (frame.xs[column] + frame.xs[column + 1]) / 2
            is_open_left = column > 0 and not _ruled(frame.down, frame.xs[column], y)
            is_open_above = row > 0 and not _ruled(frame.across, frame.ys[row], x)
            if is_open_left:
                line.append(line[-1])
            elif is_open_above:
                line.append(owners[-1][column])
            else:
                line.append((row, column))
        owners.append(line)
    return owners


def _ruled(rules: list[Rule], at: float, along: float) -> bool:
    return any(rule.covers(at, along) for rule in rules)


def _right_edges(frame: Frame, owners: list[list[tuple[int, int]]]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in owners:
        for column, owner in enumerate(line):
            edges[owner] = max(edges.get(owner, 0.0), frame.xs[column + 1])
    return edges
