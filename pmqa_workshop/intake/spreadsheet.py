"""The visible sheets of an .xlsx, read row by row so that a huge sheet stays small in memory."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from lxml import etree

from pmqa_workshop.domain.errors import FileUnreadable, FileUnsafe, NoFindingsFound
from pmqa_workshop.guard.package import Package
from pmqa_workshop.intake.grid import MOST_ROWS, Grid, Place, Row
from pmqa_workshop.intake.marks import tidy

MOST_COLUMNS = 256
MOST_MERGES = 20_000

_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

Area = tuple[int, int, int, int]  # first row, first column, last row, last column


def read_sheets(package: Package) -> list[Grid]:
    """Return the sheets in sight, in the order of their tabs; what is hidden was put aside."""
    workbook = _main_part(package)
    root = package.xml(workbook)
    relations = package.relations(workbook)
    book = _Book(package, workbook)
    grids = []
    has_hidden = False
    for sheet in root.iter("{*}sheet"):
        target = relations.get(_relation_id(sheet))
        is_hidden = sheet.get("state", "visible") != "visible"
        has_hidden = has_hidden or is_hidden
        if target and target.type.endswith("/worksheet") and not is_hidden:
            grids.append(book.grid(target.target, tidy(str(sheet.get("name")))))
    if not any(grid.rows for grid in grids) and has_hidden:
        raise NoFindingsFound(reason="hidden_sheets")
    return grids


class _Book:
    """What the sheets share: texts, date formats and the day the calendar begins."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        related = {
            r.type.rpartition("/")[2]: r.target for r in package.relations(workbook).values()
        }
        self._texts = self._shared_texts(related.get("sharedStrings", ""))
        self._dates = self._date_styles(related.get("styles", ""))
        settings = package.xml(workbook).find("{*}workbookPr")
        from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 -- a sheet knows no zone

    def grid(self, part: str, name: str) -> Grid:
        rows: dict[int, dict[int, str]] = {}
        areas: list[Area] = []
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        number = 0
        for node in _elements(self._package.parts.get(part, b""), "row", "mergeCell", "col"):
            if node.tag.endswith("}mergeCell"):
                areas += _area(node)
            elif node.tag.endswith("}col"):
                hidden_columns |= _hidden_columns(node)
            else:
                number = _count(node.get("r"), number + 1)
                cells = self._cells(node)
                if any(cells.values()):
                    rows[number] = cells
                if _is_hidden(node):
                    hidden_rows.add(number)
            if len(rows) > MOST_ROWS:
                raise FileUnreadable(reason="rows", limit=MOST_ROWS)
            if len(areas) > MOST_MERGES:
                raise FileUnsafe(reason="merged_cells", limit=MOST_MERGES)
        filled = _fill(rows, areas)
        lines = tuple(
            Row(at, _line(rows[at]), _line(filled.get(at, {})), at in hidden_rows)
            for at in sorted(rows)
        )
        return Grid(lines, Place.SHEET, name, hidden_columns=frozenset(hidden_columns))

    def _cells(self, row: Any) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = -1
        for cell in row.iterchildren("{*}c"):
            column = _column_of(cell.get("r"), column + 1)
            if column < MOST_COLUMNS:
                cells[column] = self._text(cell)
        return cells

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return tidy(_string(cell.find("{*}is")))
        value = cell.findtext("{*}v") or ""
        if kind == "s":
            return (
                self._texts[int(value)] if value.isdigit() and int(value) < len(self._texts) else ""
            )
        if kind == "e":
            return ""  # #REF! and the like say nothing
        if kind == "n" and value:
            return self._number(value, _count(cell.get("s"), 0))
        return tidy(value)

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return tidy(value)
        if style in self._dates and 0 <= number < 2_958_466:
            day = self._epoch + timedelta(days=number)
            return day.date().isoformat() if number % 1 == 0 else day.isoformat(" ", "minutes")
        if number.is_integer() and abs(number) < 1e15:
            return str(int(number))
        return repr(round(number, 10))

    def _shared_texts(self, part: str) -> list[str]:
        return [tidy(_string(text)) for text in _elements(self._package.parts.get(part, b""), "si")]

    def _date_styles(self, part: str) -> set[int]:
        if part not in self._package.parts:
            return set()
        root = self._package.xml(part)
        custom = {
            _count(node.get("numFmtId"), 0)
            for node in root.iter("{*}numFmt")
            if re.search(
                r"[ymdh]", _NOT_LETTERS.sub("", str(node.get("formatCode"))), re.IGNORECASE
            )
        }
        formats = root.find("{*}cellXfs")
        styles = [] if formats is None else formats.iterchildren("{*}xf")
        ids = [_count(style.get("numFmtId"), 0) for style in styles]
        return {at for at, known in enumerate(ids) if known in _DATE_FORMATS | custom}


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.type.endswith("/officeDocument"):
            return relation.target
    raise FileUnreadable(reason="part_missing")


def _relation_id(sheet: Any) -> str:
    return next((str(value) for name, value in sheet.items() if name.endswith("}id")), "")


def _elements(part: bytes, *names: str) -> Iterator[Any]:
    """Yield the elements of a part one at a time, forgetting each."""
    if not part:
        return
    try:
        for _, element in etree.iterparse(
            BytesIO(part),
            tag=["{*}" + name for name in names],
            resolve_entities=False,
            no_network=True,
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise FileUnreadable(reason="broken_xml") from error


def _string(node: Any) -> str:
    """Return the text of a string of one or more runs; reading aids (rPh) are left out."""
    if node is None:
        return ""
    return "".join(
        text.text or "" for text in node.iter("{*}t") if not text.getparent().tag.endswith("}rPh")
    )


def _area(node: Any) -> list[Area]:
    """Return the merged area of an element, none when its ends make no sense."""
    ends = [_REFERENCE.match(end) for end in str(node.get("ref")).split(":")]
    if len(ends) != 2 or not ends[0] or not ends[1]:
        return []
    (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
    return [(int(top), _index(left), int(bottom), _index(right))]


def _hidden_columns(node: Any) -> set[int]:
    if not _is_hidden(node):
        return set()
    last = min(_count(node.get("max"), 0), MOST_COLUMNS)
    return set(range(max(_count(node.get("min"), 1), 1) - 1, last))


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") in ("1", "true")


def _fill(rows: dict[int, dict[int, str]], areas: list[Area]) -> dict[int, dict[int, str]]:
    """Return, for the rows in use, what each merged area says in its other cells."""
    filled: dict[int, dict[int, str]] = {}
    for top, left, bottom, right in areas:
        text = rows.get(top, {}).get(left, "")
        if not text:
            continue
        inside = range(top, bottom + 1) if bottom - top < len(rows) else sorted(rows)
        for number in inside:
            if top <= number <= bottom and number in rows:
                columns = range(left, min(right, MOST_COLUMNS - 1) + 1)
                filled.setdefault(number, {}).update(dict.fromkeys(columns, text))
    return filled


def _line(cells: dict[int, str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))


def _column_of(reference: str | None, otherwise: int) -> int:
    found = _REFERENCE.match(reference or "")
    return _index(found.group(1)) if found else otherwise


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise
