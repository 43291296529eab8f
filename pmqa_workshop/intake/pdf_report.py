"""The paragraphs of a text PDF: running heads out, wrapped lines joined over columns and pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from pmqa_workshop.domain.errors import PdfWithoutText
from pmqa_workshop.domain.thai import to_arabic_digits
from pmqa_workshop.intake.grid import Grid
from pmqa_workshop.intake.headings import heading_of
from pmqa_workshop.intake.marks import DAMAGED, split_mark, tidy
from pmqa_workshop.intake.outline import Line
from pmqa_workshop.intake.pdf_file import opened
from pmqa_workshop.intake.pdf_letters import Letter, letters_of
from pmqa_workshop.intake.pdf_page import TextLine, in_reading_order, rows_of
from pmqa_workshop.intake.pdf_tables import frames_of, goes_on, grid_in, joined

_PAGE_NUMBER = re.compile(
    r"(?:[-–—(\[|~.]*\s*)?(?:หน้า(?:ที่)?|page|p\.)?\s*[-–—]?\s*\d{1,4}"
    r"(?:\s*(?:/|จาก|of|ของ)\s*\d{1,4})?(?:\s*[-–—)\]|~.]*)?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:\t|\.{4,}|…{2,})\s*[\d๐-๙]{1,3}\s*$")
_OUTERMOST = 3  # lines at an edge that may be running heads or feet
_APART = 1.25  # of the usual distance of lines
_TITLE_LINES = 8
_TELLING_WORD = 4  # letters
_SAME_PLACE = 3.0  # points
_NOTE_SIZE = 0.9  # of the letters of the text
_LEAST_LETTERS = 20  # of a page that is text and not a picture of text
_MOST_DAMAGED = 0.2
_GAP = 1.3  # of the usual distance of lines
_INDENT = 0.6  # of the letters' size
_SHORT = 0.5  # of the column
_LONGEST_WORD = 6.0
_AT_EDGE = 0.25
_SLACK = 0.3  # of the column
_USUAL_SIZE = 14.0
_SPACE = 0.35
_SAME_SIZE = 0.08
_HEADING_SIZE = 1.1
_TELLING_LINES = 5
_AFTER_SPACE = re.compile(
    "แต่|ซึ่ง|ยังไม่|แม้|พร้อม(?!ใช้)|และ(?:แสดง|มอบหมาย|ไม่|มี|ได้|ยัง|สามารถ|ทำให้|ทบทวน|ประเมิน)|"
    "ทำให้|รวมทั้ง|รวมถึง|ตลอดจน|อีกทั้ง|ทั้งนี้|นอกจาก|อย่างไรก็|ส่งผล|เช่น|ได้แก่|จึง"
)
_THAI = re.compile("[\u0e00-\u0e7f]")


@dataclass
class _Page:
    """What a page holds: lines over its whole width, and tables with their height."""

    rows: list[TextLine]
    tables: list[tuple[float, Grid]]
    text: str


def read_pdf(content: bytes) -> list[Line | Grid]:
    """Return paragraphs and tables in reading order; raise PdfWithoutText for pictures of pages."""
    with opened(content) as document:
        pages = [_page(document, at) for at in range(len(document))]
    _check_text([page.text for page in pages])
    lines = [page.rows for page in pages]
    body = _body_size(lines)
    lines = [_without_notes(rows, body) for rows in _without_running_heads(lines, body)]
    flow: list[TextLine | Grid] = []
    for page, rows in zip(pages, lines, strict=True):
        _append(flow, _with_tables(in_reading_order(rows), page.tables))
    return list(_paragraphs(flow, body))


def _append(flow: list[TextLine | Grid], page: list[TextLine | Grid]) -> None:
    """Add a page; a table that goes on from the page before is put to it."""
    last, first = flow[-1] if flow else None, page[0] if page else None
    if isinstance(last, Grid) and isinstance(first, Grid) and goes_on(last, first):
        flow[-1] = joined(last, first)
        page = page[1:]
    flow += page


def _page(document: Any, at: int) -> _Page:
    page = document[at]
    try:
        letters = letters_of(page)
        frames = frames_of(page) if page.get_rotation() == 0 else []
    finally:
        page.close()
    tables = []
    for frame in frames:
        inside = [letter for letter in letters if frame.holds(letter)]
        letters = [letter for letter in letters if not frame.holds(letter)]
        if inside:
            tables.append((frame.top, grid_in(frame, inside, f"หน้า {at + 1}", _cell_text)))
    rows = rows_of(letters, at + 1)
    cells = [text for _, grid in tables for row in grid.rows for text in row.cells]
    return _Page(rows, tables, "".join([*(row.text for row in rows), *cells]).strip())


def _cell_text(letters: list[Letter], left: float, right: float) -> str:
    """Return the paragraphs of a cell."""
    lines = rows_of(letters, 0)
    if not lines:
        return ""
    width = right - left - 2 * min(line.left - left for line in lines)
    size = median(line.size for line in lines)
    slack = _SHORT * width  # lines of a cell are seldom paragraphs of their own
    layout = replace(_layout(lines, size), columns={(0, 0): _Column(left, left + width, slack)})
    return "\n".join(line.text for line in _gathered(lines, layout) if isinstance(line, Line))


def _with_tables(lines: list[TextLine], tables: list[tuple[float, Grid]]) -> list[TextLine | Grid]:
    """Return the lines with each table before the first line that stands below it."""
    flow: list[TextLine | Grid] = []
    left = list(tables)
    for line in lines:
        while left and left[0][0] < line.base:
            flow.append(left.pop(0)[1])
        flow.append(line)
    return [*flow, *(grid for _, grid in left)]


def _check_text(texts: list[str]) -> None:
    if sum(len(text) >= _LEAST_LETTERS for text in texts) * 2 < len(texts) or not any(texts):
        raise PdfWithoutText(reason="scanned", pages=len(texts))
    text = "".join(texts)
    if text.count(DAMAGED) > len(text) * _MOST_DAMAGED:
        raise PdfWithoutText(reason="unnamed_letters", pages=len(texts))


def _body_size(pages: list[list[TextLine]]) -> float:
    sizes = Counter[float]()
    for rows in pages:
        for row in rows:
            sizes[round(row.size * 2) / 2] += len(row.letters)
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE


def _without_running_heads(pages: list[list[TextLine]], body: float) -> list[list[TextLine]]:
    """Leave out what stands at the same edge of several pages, and the numbers of pages."""
    for edge in (0, -1):
        for _ in range(_OUTERMOST):
            outer = [rows[edge] if rows else None for rows in pages]
            running = _running(pages, outer, edge, body)
            if not running:
                break
            pages = [
                (rows[1:] if edge == 0 else rows[:-1]) if at in running else rows
                for at, rows in enumerate(pages)
            ]
    return pages


def _running(
    pages: list[list[TextLine]], outer: list[TextLine | None], edge: int, body: float
) -> set[int]:
    """Return the pages whose outermost line is no part of the text."""
    repeated = Counter(_sign(row) for row in outer if row)
    apart = {at: _stands_apart(rows, edge, body) for at, rows in enumerate(pages) if rows}
    found = set()
    for at, row in enumerate(outer):
        if row is None or len(pages[at]) < 2:
            continue
        repeats = repeated[_sign(row)] > 1 or (
            at > 0 and edge == 0 and _repeats_title(row, pages[0])
        )
        if (
            _is_page_number(row, apart[at])
            or (repeats and _may_run(row))
            or (row.size <= body * 1.05 and not row.is_bold and _keeps_apart(outer, apart, row))
        ):
            found.add(at)
    return found


def _repeats_title(row: TextLine, first_page: list[TextLine]) -> bool:
    """Tell whether a line on top of a page says what the title of the report says."""
    title = "".join(line.text for line in first_page[:_TITLE_LINES])
    words = [word for word in re.split(r"[\s\t]+", row.text) if len(word) >= _TELLING_WORD]
    return bool(words) and sum(word in title for word in words) * 2 > len(words)


def _keeps_apart(outer: list[TextLine | None], apart: dict[int, bool], row: TextLine) -> bool:
    """Tell whether most pages have a line at this height, and nearly all of them apart."""
    here = [
        at for at, other in enumerate(outer)
        if other and abs(other.base - row.base) <= _SAME_PLACE
    ]  # fmt: skip
    is_usual = len(outer) > 2 and len(here) * 2 > len(outer)
    return is_usual and sum(apart[at] for at in here) * 10 >= len(here) * 9


def _stands_apart(rows: list[TextLine], edge: int, body: float) -> bool:
    """Tell whether the outermost line keeps more distance than lines of the page usually do."""
    if len(rows) < 2:
        return False
    first, second = (rows[0], rows[1]) if edge == 0 else (rows[-2], rows[-1])
    inner = rows[1:] if edge == 0 else rows[:-1]
    gaps = [after.base - before.base for before, after in pairwise(inner)]
    usual = median(gaps) if gaps else 1.6 * body
    return second.base - first.base > max(_APART * usual, 1.5 * body)


def _sign(row: TextLine) -> tuple[str, int]:
    """Return what makes a running head the same on each page: its words and its place."""
    words = re.sub(r"\d+", "#", to_arabic_digits(row.text))
    return re.sub(r"\s+", "", words), round(row.base / _SAME_PLACE)


def _may_run(row: TextLine) -> bool:
    """Tell a running head from จุดแข็ง, which may well begin several pages."""
    heading = heading_of(tidy(row.text), False)
    if split_mark(tidy(row.text))[0]:
        return False
    return heading is None or not (heading.kind or heading.item)


def _is_page_number(row: TextLine, is_apart: bool) -> bool:
    text = to_arabic_digits(row.text).strip()
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    return is_apart or not re.fullmatch(r"\d+\.?", text)


def _without_notes(rows: list[TextLine], body: float) -> list[TextLine]:
    """Leave out the notes at the foot of a page: small letters behind a number."""
    at = len(rows)
    while at and rows[at - 1].size < body * _NOTE_SIZE:
        at -= 1
    first = next((n for n in range(at, len(rows)) if re.match(r"[\d๐-๙*†]", rows[n].text)), None)
    return rows[:at] if first == at and at else rows


@dataclass(frozen=True)
class _Column:
    """The edges of a column; a line that ends within `slack` of the right one is full."""

    left: float
    right: float
    slack: float


@dataclass(frozen=True)
class _Layout:
    columns: dict[tuple[int, int], _Column]
    body: float  # the usual size of letters
    leading: float  # the usual distance of lines, in letters' sizes
    drops_spaces: bool  # no line ends in the space at which it was broken

    def column(self, line: TextLine) -> _Column:
        return self.columns[line.page, line.column]


def _paragraphs(flow: list[TextLine | Grid], body: float) -> Iterator[Line | Grid]:
    """Return the lines as paragraphs, joined where one goes on in the next."""
    lines = [line for line in flow if isinstance(line, TextLine)]
    return _gathered(
        [one for one in flow if isinstance(one, Grid) or not _CONTENTS.search(one.text)],
        _layout(lines, body),
    )


def _gathered(flow: Sequence[TextLine | Grid], layout: _Layout) -> Iterator[Line | Grid]:
    gathered: list[TextLine] = []
    for one in flow:
        if gathered and (isinstance(one, Grid) or not _continues(gathered, one, layout)):
            yield _line(gathered, layout)
            gathered = []
        if isinstance(one, Grid):
            yield one
        else:
            gathered.append(one)
    if gathered:
        yield _line(gathered, layout)


def _line(lines: list[TextLine], layout: _Layout) -> Line:
    text = lines[0].text
    for before, line in pairwise(lines):
        text += ("" if _sticks(before, line, layout) else " ") + line.text
    is_large = lines[0].size >= layout.body * _HEADING_SIZE
    is_bold = is_large or all(line.is_bold for line in lines)
    return Line(tidy(text), f"หน้า {lines[0].page}", is_bold=is_bold)


def _layout(flow: list[TextLine], body: float) -> _Layout:
    gaps = [
        (line.base - before.base) / line.size
        for before, line in pairwise(flow)
        if _is_below(before, line) and line.size == before.size
    ]
    drops_spaces = not any(line.text[-1:].isspace() for line in flow)
    return _Layout(_columns(flow), body, median(gaps) if gaps else 1.5, drops_spaces)


def _columns(flow: list[TextLine]) -> dict[tuple[int, int], _Column]:
    """Return the edges of each column on each page; odd and even pages may differ."""
    here: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    anywhere: dict[int, list[TextLine]] = defaultdict(list)
    for line in flow:
        here[line.page, line.column].append(line)
        anywhere[line.column].append(line)
    return {
        key: _column(lines if len(lines) >= _TELLING_LINES else anywhere[key[1]])
        for key, lines in here.items()
    }


def _column(lines: list[TextLine]) -> _Column:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    size = median(line.size for line in lines)
    at_edge = sum(right - line.right < _AT_EDGE * size for line in lines)
    is_justified = at_edge * 5 >= len(lines) * 2
    slack = size if is_justified else min(_LONGEST_WORD * size, _SLACK * (right - left))
    return _Column(left, right, slack)


def _is_below(before: TextLine, line: TextLine) -> bool:
    return (before.page, before.column) == (line.page, line.column) and line.base > before.base


def _continues(gathered: list[TextLine], line: TextLine, layout: _Layout) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    before, text = gathered[-1], tidy(line.text)
    if line.is_bold != before.is_bold or abs(line.size - before.size) > _SAME_SIZE * before.size:
        return False
    gap = line.base - before.base
    if _is_below(before, line) and gap > layout.leading * _GAP * line.size:
        return False
    if _has_open_bracket(gathered):
        return True
    if split_mark(text)[0] or (line.is_bold and _names_something(text)):
        return False
    if not _is_in_line(gathered, line, layout):
        return False
    column = layout.column(before)
    room = column.right - before.right
    if room <= column.slack:
        return True
    is_short = room > _SHORT * (column.right - column.left)
    return _is_below(before, line) and not is_short and _hangs(gathered, line, layout)


def _has_open_bracket(gathered: list[TextLine]) -> bool:
    """Tell whether the paragraph breaks inside a bracket not far from its end."""
    text = "".join(line.text for line in gathered[-2:])
    return max(text.rfind("("), text.rfind("[")) > max(text.rfind(")"), text.rfind("]"), 0)


def _hangs(gathered: list[TextLine], line: TextLine, layout: _Layout) -> bool:
    """Tell whether a line stands below the text of a bullet, further in than the bullet."""
    first = gathered[0]
    if split_mark(tidy(first.text))[0] is None:
        return False
    into = line.left - layout.column(line).left - (first.left - layout.column(first).left)
    return into > _INDENT * line.size


def _is_in_line(gathered: list[TextLine], line: TextLine, layout: _Layout) -> bool:
    """Tell whether a line begins where the paragraph's lines do, not where a new one would."""
    indents = [one.left - layout.column(one).left for one in gathered]
    indent, step = line.left - layout.column(line).left, _INDENT * line.size
    if len(indents) > 1:
        return abs(indent - indents[-1]) <= step
    is_marked = split_mark(tidy(gathered[0].text))[0] is not None
    return is_marked or indent <= indents[0] + step


def _names_something(text: str) -> bool:
    heading = heading_of(text, True)
    return heading is not None and bool(heading.kind or heading.item or heading.category)


def _sticks(before: TextLine, line: TextLine, layout: _Layout) -> bool:
    """Tell whether two lines join without a space, as Thai does inside a sentence.

    A space at which a line was broken stands at its end, unless it would reach over the edge.
    """
    end, start = before.text[-1:], line.text[:1]
    if end == "-" and start.isascii() and start.isalpha():
        return True
    if end.isspace() or start.isspace() or end in "(“‘[/" or start in ")”’],.ๆ":
        return True
    if not (_THAI.match(end) and _THAI.match(start)):
        return False
    room = layout.column(before).right - before.right
    may_have_space = layout.drops_spaces or room < _SPACE * before.size
    return not (may_have_space and _AFTER_SPACE.match(line.text))
