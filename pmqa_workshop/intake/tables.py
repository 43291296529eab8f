"""Tables of findings: a draft for each comment of each row, with what the rows around it say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pmqa_workshop.domain.findings import (
    Column,
    ColumnReading,
    CriteriaSet,
    Doubt,
    FindingDraft,
    FindingKind,
)
from pmqa_workshop.domain.thai import to_arabic_digits
from pmqa_workshop.intake.columns import (
    KIND_COLUMNS,
    TEXT_COLUMNS,
    TICK,
    Header,
    find_header,
    header_at,
    may_be_header,
    with_keys_by_cells,
    with_marks,
    without_hidden,
)
from pmqa_workshop.intake.forms import upright_form
from pmqa_workshop.intake.grid import Grid, Row
from pmqa_workshop.intake.headings import Heading, heading_of, surroundings
from pmqa_workshop.intake.mapping import readings
from pmqa_workshop.intake.marks import (
    excerpt,
    is_closing,
    is_lead_in,
    says_nothing,
    split_comments,
    split_mark,
    split_pointer,
    with_notes,
)
from pmqa_workshop.intake.references import (
    Reference,
    bracket_reference,
    item_exists,
    names_two_categories,
    parse_category,
    parse_kind,
    parse_reference,
    parse_set,
    ticked_kind,
)


@dataclass(frozen=True)
class Around:
    """What the headings, titles and sheet names over a table say of its rows."""

    category: int | None = None
    item: str | None = None
    kind: FindingKind | None = None
    criteria_set: CriteriaSet | None = None
    is_guessed: bool = False  # the category: names over the table do not agree, or hardly say it

    def under(self, heading: Heading) -> "Around":
        """Return what holds below a heading: a new category ends the item above it."""
        if heading.category and heading.category != self.category:
            return replace(self, category=heading.category, item=heading.item,
                           kind=heading.kind or self.kind)  # fmt: skip
        return replace(self, item=heading.item or self.item, kind=heading.kind or self.kind)


@dataclass(frozen=True)
class TableReading:
    """The drafts of a table and what its columns were taken for."""

    drafts: tuple[FindingDraft, ...]
    header: Header
    titles: str = ""
    columns: tuple[ColumnReading, ...] = ()


_TOTAL = re.compile(
    r"^(?:รวม|ยอดรวม|ผลรวม|จำนวนรวม|ทั้งหมด|(?:grand\s*)?total|ค่าเฉลี่ย|คะแนนเฉลี่ย)", re.I
)
_NOTE = re.compile(r"^(?:หมายเหตุ|ที่มา\s*:|ผู้จัดทำ|จัดทำโดย|ข้อมูล\s*ณ|note|source|\*)", re.I)
_EXAMPLE = re.compile(r"^\(?\s*(?:ตัวอย่าง|example)", re.I)
_FIGURE = re.compile(r"^[\d,.\s%]+$")
_BARE_POINT = re.compile(r"(?:ข้อ|หัวข้อ)?(?:ที่)?\s*(\d{1,2})")
_SHEET_OF_CATEGORY = re.compile(r"\s*(?:[a-z]{1,3}[.\s]*|category\s*)?[1-7๑-๗]\s*", re.IGNORECASE)
_LONGEST_TOTAL = 40
_GOES_ON = re.compile("และ|หรือ|โดย|ซึ่ง|ที่|เพื่อ|แต่|จึง|ทำให้|รวมทั้ง|ตลอดจน|เช่น|ได้แก่|กับ|ของ|ใน")
_SENTENCE = 25  # letters from which a line of a cell may be a comment of its own
_KEYS = (Column.CATEGORY, Column.ITEM, Column.KIND)


def read_table(grid: Grid, around: Around, header: Header | None = None) -> TableReading | None:
    """Return the findings of a table, None when no row of it is a header.

    A header given by the caller is that of an earlier table, which this one continues.
    """
    start = -1
    if header is None:
        grid = upright_form(grid) or grid
        found = find_header(grid)
        if found is None:
            return None
        start, header = found
    header = without_hidden(header, grid)
    titles = [text for row in grid.rows[: max(start, 0)] for text in row.cells if text]
    after = start + header.depth if start >= 0 else 0
    header = with_marks(header, grid.rows[after:])
    if not header.text_columns:
        return None
    reader = _Reader(grid, header, _with_titles(around, grid.name, titles, header))
    reader.header = with_keys_by_cells(header, grid.rows[after:], grid)
    columns = readings(grid, reader.header.columns, header.labels, grid.rows[after:])
    drafts = tuple(reader.drafts(after))
    if reader.is_all_figures:
        return None
    return TableReading(drafts, header, " ".join(titles), columns)


def _with_titles(around: Around, name: str, titles: list[str], header: Header) -> Around:
    if (
        not surroundings(name).category
        and around.category is None
        and _SHEET_OF_CATEGORY.fullmatch(name)
    ):
        number = int(re.sub(r"\D", "", to_arabic_digits(name)))
        around = replace(around, category=number, is_guessed=True)
    said = [heading.category for title in (name, *titles) if (heading := surroundings(title))]
    for title in (name, *titles):
        around = around.under(surroundings(title))
    if len(set(said) - {None}) > 1:
        around = replace(around, is_guessed=True)
    named = parse_set(" ".join((name, *titles, *header.labels.values())))
    return replace(around, criteria_set=named or around.criteria_set)


@dataclass
class _Reader:
    """Reads row after row; `above` is the last row that named a category."""

    grid: Grid
    header: Header
    around: Around
    above: dict[Column, str] = field(default_factory=dict)
    is_all_figures: bool = False

    def drafts(self, start: int) -> Iterator[FindingDraft]:
        at, texts, figures = start, 0, 0
        following = _next_used(self.grid.rows)
        while at < len(self.grid.rows):
            row = self.grid.rows[at]
            again = header_at(self.grid, at) if may_be_header(row) else None
            if again and self._is_header_again(again, row):
                self.header = replace(again, columns=self.header.columns | again.columns)
                at += again.depth
                continue
            at += 1
            below = following[at]
            for draft in self._row(row, below):
                texts += 1
                figures += bool(_FIGURE.match(draft.text)) and draft.text != ""
                yield draft
        self.is_all_figures = 0 < texts == figures

    def _is_header_again(self, again: Header, row: Row) -> bool:
        """Tell a header printed once more from a row whose cells happen to sound like one."""
        if again.score < 2 or not set(again.columns) <= set(self.header.columns):
            return False
        same = sum(self.header.labels.get(at) == label for at, label in again.labels.items())
        return same * 2 >= len(again.labels) or set(row.used) <= set(again.columns)

    def _row(self, row: Row, below: Row | None) -> Iterator[FindingDraft]:
        if self._is_section(row, below) or self._is_left_out(row):
            return
        texts = [at for at in self.header.text_columns if not says_nothing(row.cell(at))]
        if not texts:
            if self._misses_text(row):
                yield self._draft(row, self.header.text_columns[0], "").doubting(Doubt.TEXT_MISSING)
            self._remember(row)
            return
        drafts = [
            self._draft(row, at, text, self.grid.notes.get((row.number, at), ()) if first else ())
            for at in texts
            for first, text in _counted(self._comments(row, at))
        ]
        self._remember(row)
        yield drafts[0]
        yield from (replace(draft, number=None) for draft in drafts[1:])

    def _comments(self, row: Row, column: int) -> list[str]:
        """Return the comments of a cell; below จุดแข็ง each line is one of its own."""
        text = row.cell(column)
        comments = split_comments(text)
        is_of_kind = self.header.columns[column] in KIND_COLUMNS
        if len(comments) > 1 or not is_of_kind or not _may_be_several(text):
            return comments
        return text.split("\n")

    def _is_section(self, row: Row, below: Row | None) -> bool:
        """Take in a row that only names the category, item or kind of the rows below it."""
        heading = heading_of(row.only_text, False) if row.only_text else None
        if heading is None or not self._stands_alone(row, below):
            return False
        self.around, self.above = self.around.under(heading), {}
        return True

    def _stands_alone(self, row: Row, below: Row | None) -> bool:
        """Tell a heading from a finding without a text: rows below a heading repeat no หมวด."""
        at = row.used[0]
        if self._spans(row) or self.header.columns.get(at) not in _KEYS:
            return True
        return below is not None and not _names_reference(below.cell(at))

    def _spans(self, row: Row) -> bool:
        at = row.used[0]
        return len(row.used) > 1 or (at + 1 < len(row.filled) and bool(row.filled[at + 1]))

    def _is_left_out(self, row: Row) -> bool:
        first = row.cells[row.used[0]] if row.used else ""
        if not first or (row.only_text and is_closing(row.only_text)):
            return True
        outside = [at for at in row.used if at not in self.header.text_columns]
        if outside and _TOTAL.match(row.cell(outside[0])) and len(first) <= _LONGEST_TOTAL:
            return not any(len(row.cell(at)) > _LONGEST_TOTAL for at in self.header.text_columns)
        if _TOTAL.match(first) and all(len(row.cell(at)) <= _LONGEST_TOTAL for at in row.used):
            return True
        if not row.only_text or row.used[0] in self.header.text_columns:
            return False
        is_named = self.header.columns.get(row.used[0]) in (Column.CATEGORY, Column.ITEM)
        known = parse_reference(first).category if is_named else None
        return bool(_NOTE.match(first)) or (len(first) > 20 and not known)

    def _misses_text(self, row: Row) -> bool:
        """Tell whether a row begins a finding but does not say it."""
        if len(self.header.text_columns) > 1:
            return False  # an item without a comment of either kind is an ordinary row
        if self.header.marks:
            return any(TICK.fullmatch(row.cell(at)) for at in self.header.marks)
        names_kinds = bool(self.header.of(Column.KIND))
        keys = (Column.KIND,) if names_kinds else _KEYS
        known = self.header.of(*keys, Column.EVIDENCE, Column.IMPACT)
        return any(not says_nothing(row.cell(at)) for at in known)

    def _remember(self, row: Row) -> None:
        """Keep what the row says for rows below that leave it blank."""
        said: dict[Column, str] = {}
        for at, column in self.header.columns.items():
            text = row.reach(at)
            if text and column in (*_KEYS, Column.SET):
                said.setdefault(Column.KIND if parse_kind(text) else column, text)
        if Column.CATEGORY in said:
            self.above = said
        else:
            self.above = {**self.above, **said}

    def _draft(self, row: Row, column: int, text: str, notes: tuple[str, ...] = ()) -> FindingDraft:
        place, doubts = self._reference(row, column)
        kind, kind_doubts = self._kind(row, column)
        rest, in_text = split_pointer(text, place.category)
        if in_text and place.item in (None, in_text.item):
            place = _completed(place, in_text)
        else:
            rest = text
        named_set = parse_set(self._said(row, column, Column.SET)[0])
        examples = (Doubt.POSSIBLY_NOT_A_FINDING,) if _doubtful_text(rest) else ()
        hidden = row.is_hidden or column in self.grid.hidden_columns
        more = [
            *([Doubt.HIDDEN] if hidden else []),
            *([Doubt.COLUMN_GUESSED] if self.header.is_guessed else []),
            *([Doubt.SPLIT_UNCERTAIN] if _is_split_uncertain(row.cell(column)) else []),
        ]
        return FindingDraft(
            category=place.category,
            text=rest,
            kind=kind,
            item=place.item,
            ref=place.ref,
            criteria_set=place.criteria_set or named_set or self.around.criteria_set,
            evidence=with_notes(self._beside(row, column, Column.EVIDENCE), notes),
            impact=self._beside(row, column, Column.IMPACT),
            number=self._number(row),
            place=self.grid.place(row, column if text else row.used[0]),
            source=excerpt(row.cell(column), text),
        ).doubting(*doubts, *kind_doubts, *examples, *more)

    def _reference(self, row: Row, column: int) -> tuple[Reference, list[Doubt]]:
        category_text, is_own = self._said(row, column, Column.CATEGORY)
        item_text, _ = self._said(row, column, Column.ITEM)
        named = _category_cell(category_text)
        if column in self.header.categories:
            named, is_own = Reference(self.header.categories[column]), True
        category = named.category or (None if category_text else self.around.category)
        pointed = _item_cell(item_text, category)
        if pointed.category and not (category and is_own):
            category = pointed.category
        item = pointed.item or named.item or (None if item_text else self._item_around(category))
        doubts = []
        if category_text and not category:
            doubts.append(Doubt.CATEGORY_UNKNOWN)
        is_from_around = category == self.around.category and not category_text
        is_around_guessed = self.around.is_guessed and is_from_around and not pointed.category
        if is_around_guessed or (is_own and names_two_categories(category_text)):
            doubts.append(Doubt.CATEGORY_GUESSED)
        if item_text and not item and not pointed.category:
            doubts.append(Doubt.ITEM_UNKNOWN)
        if pointed.item and _BARE_POINT.fullmatch(to_arabic_digits(item_text).strip()):
            doubts.append(Doubt.ITEM_GUESSED)
        ref = (
            pointed.ref or named.ref or (category_text if category_text and not category else None)
        )
        return Reference(category, item, ref, pointed.criteria_set or named.criteria_set), doubts

    def _item_around(self, category: int | None) -> str | None:
        item = self.around.item
        return item if item and (category is None or item.startswith(f"{category}.")) else None

    def _kind(self, row: Row, column: int) -> tuple[FindingKind | None, tuple[Doubt, ...]]:
        by_column = KIND_COLUMNS.get(self.header.columns[column])
        keys = self.header.of(Column.CATEGORY, Column.ITEM)
        in_keys = (parse_kind(row.cell(at) if by_column else row.reach(at)) for at in keys)
        by_key = next((kind for kind in in_keys if kind), None)
        if by_key or by_column:
            return by_key or by_column, ()
        ticked = {kind for at, kind in self.header.marks.items() if TICK.fullmatch(row.cell(at))}
        if ticked:
            return (ticked.pop(), ()) if len(ticked) == 1 else (None, (Doubt.KIND_GUESSED,))
        said, is_own = self._said(row, column, Column.KIND)
        kind = parse_kind(said) or ticked_kind(said)
        if kind:
            return kind, () if is_own else (Doubt.KIND_GUESSED,)
        return (None if said else self.around.kind), ()

    def _said(self, row: Row, column: int, wanted: Column) -> tuple[str, bool]:
        """Return what the row says of itself, or the rows above it when it leaves that blank.

        A row that names its own category takes neither item nor kind from above.
        """
        columns = sorted(self.header.of(wanted), key=lambda at: (at > column, abs(at - column)))
        for at in columns:
            text = row.reach(at)
            if not says_nothing(text) and (wanted is Column.KIND or not parse_kind(text)):
                return text, True
        names_category = any(
            _names_reference(row.cell(at)) for at in self.header.of(Column.CATEGORY)
        )
        has_own_item = wanted is Column.CATEGORY and any(
            parse_reference(row.reach(at)).category for at in self.header.of(Column.ITEM)
        )
        if names_category or has_own_item:
            return "", False
        return self.above.get(wanted, ""), False

    def _beside(self, row: Row, column: int, wanted: Column) -> str:
        """Return the evidence or impact of a text; texts side by side share what follows them."""
        columns = self.header.columns
        is_between_texts = True
        for at in sorted(at for at in columns if at > column):
            if columns[at] is wanted:
                return "" if says_nothing(row.cell(at)) else row.cell(at)
            if columns[at] in TEXT_COLUMNS and not is_between_texts:
                return ""
            is_between_texts = is_between_texts and columns[at] in TEXT_COLUMNS
        before = self.header.of(wanted) if len(self.header.text_columns) == 1 else []
        return "" if not before or says_nothing(row.cell(before[0])) else row.cell(before[0])

    def _number(self, row: Row) -> int | None:
        texts = (
            to_arabic_digits(row.cell(at)).rstrip(".)") for at in self.header.of(Column.NUMBER)
        )
        return next((int(text) for text in texts if re.fullmatch(r"\d{1,6}", text)), None)


def _next_used(rows: tuple[Row, ...]) -> list[Row | None]:
    """Return for each place the first row from there on that holds anything."""
    found: list[Row | None] = [None]
    for row in reversed(rows):
        found.append(row if row.used else found[-1])
    return found[::-1]


def _counted(comments: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield the comments of a cell, each with whether it is the first."""
    return ((at == 0, comment) for at, comment in enumerate(comments))


def _names_reference(text: str) -> bool:
    return bool(text) and not parse_kind(text)


def _may_be_several(text: str) -> bool:
    """Tell whether each line of a cell is long enough to be a comment, and none is marked."""
    lines = text.split("\n")
    if len(lines) < 2 or is_lead_in(lines[0]) or any(split_mark(line)[0] for line in lines):
        return False
    return all(len(line) >= _SENTENCE and not _GOES_ON.match(line) for line in lines)


def _is_split_uncertain(cell: str) -> bool:
    """Tell whether a cell was parted, or left whole, by nothing but its line breaks."""
    return _may_be_several(cell) and len(split_comments(cell)) == 1


def _completed(reference: Reference, in_text: Reference) -> Reference:
    """Return the row's reference, with what the text's own brackets add to it."""
    return Reference(
        reference.category or in_text.category,
        reference.item or in_text.item,
        reference.ref or in_text.ref,
        reference.criteria_set or in_text.criteria_set,
    )


def _category_cell(text: str) -> Reference:
    if not text:
        return Reference()
    plain = re.fullmatch(r"(\d{1,2})(?:\.0+)?", to_arabic_digits(text))
    if plain:
        return Reference(int(plain.group(1)))
    reference = parse_reference(text)
    return reference if reference.category else replace(reference, category=parse_category(text))


def _item_cell(text: str, category: int | None) -> Reference:
    """Return what an item cell points at; a bare 3 in หมวด 4 is 4.3."""
    if not text:
        return Reference()
    point = _BARE_POINT.fullmatch(to_arabic_digits(text).strip())
    if point and category:
        item = f"{category}.{point.group(1)}"
        return Reference(category, item) if item_exists(item) else Reference(ref=text)
    reference = bracket_reference(text) or parse_reference(text)
    return reference if reference.item or reference.category else Reference(ref=text)


def _doubtful_text(text: str) -> bool:
    return bool(text) and bool(_EXAMPLE.match(text) or _NOTE.match(text) or _FIGURE.match(text))
