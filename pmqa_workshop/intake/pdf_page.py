"""The lines of a PDF page, in the order they are read: columns one after the other."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from pmqa_workshop.intake.pdf_letters import Letter


@dataclass(frozen=True)
class TextLine:
    """Letters on one line; `column` is 0 over the whole width, 1 left, 2 right of a gutter."""

    letters: tuple[Letter, ...]
    page: int
    column: int = 0

    @cached_property
    def seen(self) -> list[Letter]:
        return [letter for letter in self.letters if not letter.text.isspace()]

    @cached_property
    def left(self) -> float:
        return self.seen[0].left

    @cached_property
    def right(self) -> float:
        return max(letter.right for letter in self.seen)

    @cached_property
    def base(self) -> float:
        return median(letter.base for letter in self.seen)

    @cached_property
    def size(self) -> float:
        return median(letter.size for letter in self.seen)

    @cached_property
    def is_bold(self) -> bool:
        return sum(letter.is_bold for letter in self.seen) * 10 >= 9 * len(self.seen)

    @cached_property
    def text(self) -> str:
        return _joined(self.letters)


_SAME_LINE = 0.35  # of the letters' size
_SPACE = 0.2
_WIDE = 3.0
_GUTTER = 9.0  # points
_LEAST_LINES = 4  # of a column
_LEAST_WIDTH = 0.25  # of the text, of a column
_RAISED = 0.2
_SMALL = 0.8


def rows_of(letters: list[Letter], page: int) -> list[TextLine]:
    """Return the lines over the whole width of the page, from its top down."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: one.base):
        if rows and letter.base - rows[-1][0].base <= _SAME_LINE * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    for row in rows:
        row.sort(key=lambda one: one.left)
    lines = (TextLine(tuple(_without_note_marks(row)), page) for row in _with_raised(rows))
    return [line for line in lines if line.seen]


def in_reading_order(rows: list[TextLine]) -> list[TextLine]:
    """Return the lines of the page, parted where it has two columns."""
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    lines: list[TextLine] = []
    sides: tuple[list[TextLine], list[TextLine]] = ([], [])
    for row in rows:
        if _crosses(row, gutter):
            lines += [*sides[0], *sides[1], row]
            sides = ([], [])
            continue
        for side, letters in enumerate(_parted(row, gutter)):
            part = TextLine(letters, row.page, side + 1)
            if part.seen:
                sides[side].append(part)
    return [*lines, *sides[0], *sides[1]]


def _with_raised(rows: list[list[Letter]]) -> list[list[Letter]]:
    """Return the rows without those that hold only the raised numbers of notes."""
    kept = []
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else []
        size = max((letter.size for letter in below), default=0)
        is_near = bool(below) and below[0].base - row[0].base < 0.6 * size
        is_note = all(one.text.isdigit() or one.text.isspace() for one in row)
        if not (is_near and is_note and max(one.size for one in row) < _SMALL * size):
            kept.append(row)
    return kept


def _without_note_marks(row: list[Letter]) -> list[Letter]:
    """Return the row without raised small numbers, which point at notes below."""
    size = max(letter.size for letter in row)
    base = median(letter.base for letter in row if letter.size >= _SMALL * size)
    return [
        letter
        for letter in row
        if not (
            letter.text.isdigit()
            and letter.size < _SMALL * size
            and base - letter.base > _RAISED * letter.size
        )
    ]


def _gutter(rows: list[TextLine]) -> float | None:
    """Return where the page is parted into two columns, None when it is not."""
    if len(rows) < _LEAST_LINES:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    shares = [left + (right - left) * share / 100 for share in range(30, 71, 2)]
    fitting = {x: fit for x in shares if (fit := _fit(rows, x, right - left))}
    middle = (left + right) / 2
    return max(fitting, key=lambda x: (fitting[x], -abs(x - middle)), default=None)


def _fit(rows: list[TextLine], gutter: float, width: float) -> int:
    """Return how many lines stand in the two columns, 0 when these are no columns."""
    parted = [_parted(row, gutter) for row in rows if not _crosses(row, gutter)]
    sides = ([one for one, _ in parted if one], [one for _, one in parted if one])
    if min(map(len, sides)) < _LEAST_LINES or len(parted) * 2 < len(rows):
        return 0
    if any(_usual_width(side) < width * _LEAST_WIDTH or _is_figures(side) for side in sides):
        return 0
    firsts, lasts = zip(*((side[0][0].base, side[-1][0].base) for side in sides), strict=True)
    overlap = min(lasts) - max(firsts)
    return len(parted) if overlap > 0 else 0


def _usual_width(side: list[tuple[Letter, ...]]) -> float:
    widths = sorted(letters[-1].right - letters[0].left for letters in side)
    return widths[len(widths) * 3 // 4]


def _is_figures(side: list[tuple[Letter, ...]]) -> bool:
    texts = "".join(letter.text for letters in side for letter in letters)
    return sum(text.isdigit() or text in ".,-–%" for text in texts) * 2 > len(texts)


def _crosses(row: TextLine, gutter: float) -> bool:
    """Tell whether text stands over the gutter."""
    left, right = _parted(row, gutter)
    if left and right:
        return right[0].left - max(letter.right for letter in left) < _GUTTER
    return any(letter.right > gutter for letter in left)


def _parted(row: TextLine, gutter: float) -> tuple[tuple[Letter, ...], tuple[Letter, ...]]:
    """Return the letters left and right of the gutter; a space in it belongs to the left."""
    left = [letter for letter in row.letters if letter.left < gutter]
    right = [letter for letter in row.letters if letter.left >= gutter]
    while right and right[0].text.isspace():
        left.append(right.pop(0))
    if not any(not letter.text.isspace() for letter in left):
        left = []
    return tuple(left), tuple(right)


def _joined(letters: tuple[Letter, ...]) -> str:
    """Return the text, with a space where the paper shows one that nobody typed.

    A line stretched to the edge has gaps between all its letters; they mean nothing.
    """
    gaps = [letter.left - before.right for before, letter in pairwise(letters)]
    stretched = sorted(gaps)[len(gaps) * 4 // 5] if gaps else 0.0
    pieces = [letters[0].text] if letters else []
    for (before, letter), gap in zip(pairwise(letters), gaps, strict=True):
        space = _SPACE * letter.size + max(stretched, 0.0)
        if gap > _WIDE * letter.size:
            pieces.append("\t")
        elif gap > space and not before.text.isspace() and not letter.text.isspace():
            pieces.append(" ")
        pieces.append(letter.text)
    return "".join(pieces)
