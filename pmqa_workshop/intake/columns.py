"""What the columns of a findings table are called, and where its header stands."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from statistics import median

from pmqa_workshop.domain.findings import Column, FindingKind
from pmqa_workshop.domain.thai import to_arabic_digits
from pmqa_workshop.intake.grid import Grid, Row
from pmqa_workshop.intake.headings import heading_of
from pmqa_workshop.intake.mapping import told_of_label, told_of_positions
from pmqa_workshop.intake.references import parse_kind, parse_reference

KIND_COLUMNS = {
    Column.STRENGTH: FindingKind.STRENGTH,
    Column.OFI: FindingKind.OFI,
    Column.COMMENT: FindingKind.COMMENT,
}
TEXT_COLUMNS = frozenset({Column.TEXT, *KIND_COLUMNS})

_LABELS = (
    (Column.NUMBER, r"ลำดับ(ที่)?|ที่|ข้อที่|no|n|เลขที่|#|รหัส(ข้อค้นพบ)?|code|id"),
    (
        Column.SET,
        r"(ชุด|ประเภท)?เกณฑ์(การประเมิน|ที่ใช้|pmqa|รางวัล)*|(แหล่ง)?ที่มา|criteria(set)?|รางวัล",
    ),
    (
        Column.CATEGORY,
        r"(ชื่อ|เลข)?หมวด(ที่)?((/|และ).*|pmqa.*|เกณฑ์.*)?|categor(y|ies)|cat|criterion",
    ),
    (
        Column.ITEM,
        r"(รหัส|เลข)?(หัว)?ข้อ(ย่อย)?(ของ)?(เกณฑ์)?(ที่เกี่ยวข้อง|ที่อ้างอิง)?(pmqa.*)?"
        r"|(หัว)?ข้อ/(ประเด็น|(หัว)?ข้อ.*)|ประเด็นย่อย|(criterion)?item(s|ref|reference|no|code)?"
        r"|ref(erence)?|(การ)?อ้างอิง(เกณฑ์|หัวข้อ|ข้อ)?|รหัส(เกณฑ์|อ้างอิง)"
        r"|เกณฑ์((หัว)?ข้อ)(ที่)?|ข้อเกณฑ์",
    ),
    (
        Column.KIND,
        r"(ประเภท|ชนิด|ลักษณะ|กลุ่ม)(ของ)?(ข้อค้นพบ|ความเห็น|ข้อคิดเห็น|ประเด็น|ข้อเสนอแนะ)?"
        r"|(finding|comment)?(type|kind)|(จุดแข็ง|strengths?|s|ofi)/.+",
    ),
    (
        Column.TEXT,
        r"(รายละเอียด|รายการ)?(ของ)?(ข้อค้นพบ|(สิ่ง|ประเด็น)ที่(ตรวจ)?พบ|ข้อคิดเห็น|ความ(คิด)?เห็น"
        r"|ข้อสังเกต|ข้อมูลป้อนกลับ|ประเด็น(การพัฒนา|ข้อค้นพบ|การปรับปรุง|ป้อนกลับ|จาก)"
        r"|บันทึก(ของ)?ผู้ตรวจ|ผลการตรวจ(ประเมิน)?"
        r"|(assessor|examiner|reviewer|evaluator|auditor)?s?'?s?(findings?|comments?|feedback|observations?)"
        r").{0,40}",
    ),
    (
        Column.DETAIL,
        r"รายละเอียด.*|ประเด็น|ข้อความ|สาระสำคัญ|คำอธิบาย|text|descriptions?|details?|เนื้อหา|รายการ",
    ),
    (Column.EVIDENCE, r"หลักฐาน.*|เอกสาร(หลักฐาน|อ้างอิง).*|evidence.*|ข้อมูลประกอบ.*|แหล่งข้อมูล"),
    (Column.IMPACT, r"ผลกระทบ.*|คุณค่า.*|(potential)?impacts?.*"),
)
TICK = re.compile(r"[✓✔√☑☒✗✘xX/●•]|\([xX/✓]\)|\[[xX/✓]\]")
_TELLING_ROWS = 40
_SENTENCE = 20  # letters
_LONGEST_LABEL = 60
_DEEPEST_HEADER = 80  # rows


@dataclass(frozen=True)
class Header:
    """Which column says what; `depth` is how many rows the header takes."""

    columns: dict[int, Column]
    labels: dict[int, str]
    depth: int = 1
    categories: dict[int, int] = field(default_factory=dict)  # columns of one category each
    marks: dict[int, FindingKind] = field(default_factory=dict)  # columns where a kind is ticked
    is_guessed: bool = False  # no name says which column holds the findings

    @property
    def score(self) -> int:
        return len(self.columns)

    def of(self, *wanted: Column) -> list[int]:
        return [at for at, column in sorted(self.columns.items()) if column in wanted]

    @property
    def text_columns(self) -> list[int]:
        return self.of(*TEXT_COLUMNS)


@lru_cache(4096)
def recognise(label: str) -> Column | None:
    """Return what a column of this name holds, None when the name is not known."""
    if not label or len(label) > _LONGEST_LABEL:
        return None
    flat = re.sub(r"\([^)]*\)|[\s.:*_–—-]+", "", to_arabic_digits(label).lower())
    for column, pattern in _LABELS[:6]:
        if re.fullmatch(pattern, flat):
            return column
    kind = parse_kind(label) or parse_kind(re.sub(r"(?:ที่)?\s*\d{1,2}$", "", label))
    if kind:
        return Column(kind.value)
    return next((column for column, words in _LABELS[6:] if re.fullmatch(words, flat)), None)


def without_hidden(header: Header, grid: Grid) -> Header:
    """Return the header without hidden columns, where a column in sight holds the same."""
    hidden = grid.hidden_columns - set(told_of_positions(grid))
    seen = {column for at, column in header.columns.items() if at not in hidden}
    has_text = bool(seen & TEXT_COLUMNS)
    columns = {
        at: column
        for at, column in header.columns.items()
        if at not in hidden or (column not in seen and not (column in TEXT_COLUMNS and has_text))
    }
    return replace(header, columns=columns)


def with_keys_by_cells(header: Header, rows: Sequence[Row], grid: Grid) -> Header:
    """Return the header with columns of unknown names whose cells point at items or kinds."""
    columns = {
        at: Column.NUMBER if column is Column.ITEM and _only_counts(rows, at, header) else column
        for at, column in header.columns.items()
    }
    has_keys = bool(set(columns.values()) & {Column.CATEGORY, Column.ITEM})
    for at in [at for at, column in columns.items() if column is Column.SET and not has_keys]:
        if _most_point([row.cell(at) for row in rows if row.cell(at)]):
            columns[at] = Column.ITEM  # เกณฑ์ may mean the set, and may mean the item
    told = {
        at for at, label in header.labels.items() if told_of_label(grid.told, label) is not None
    }
    for at in set(range(grid.width)) - set(columns) - told - set(told_of_positions(grid)):
        cells = [row.cell(at) for row in rows if row.cell(at)]
        if not set(columns.values()) & {Column.CATEGORY, Column.ITEM} and _most_point(cells):
            columns[at] = Column.ITEM
        elif Column.KIND not in columns.values() and cells and all(map(parse_kind, cells)):
            columns[at] = Column.KIND
    return replace(header, columns=columns)


def _only_counts(rows: Sequence[Row], at: int, header: Header) -> bool:
    """Tell whether a column called ข้อ numbers the rows on, 1 to n, over several categories."""
    cells = [to_arabic_digits(row.cell(at)) for row in rows if row.cell(at)]
    if len(cells) < 4 or not all(re.fullmatch(r"\d{1,4}[.)]?", cell) for cell in cells):
        return False
    counted = [int(cell.rstrip(".)")) for cell in cells]
    keys = header.of(Column.CATEGORY)
    categories = {row.reach(key) for row in rows for key in keys if row.reach(key)}
    is_run = counted == list(range(counted[0], counted[0] + len(counted)))
    return is_run and (len(categories) > 1 or counted[-1] > 9)


def _most_point(cells: list[str]) -> bool:
    """Tell whether most cells name a category or an item; plain figures do not count."""
    pointing = [
        cell
        for cell in cells
        if len(cell) <= 150 and not cell.isdigit() and parse_reference(cell).category in range(1, 8)
    ]
    return len(pointing) * 10 > len(cells) * 6


def find_header(grid: Grid) -> tuple[int, Header] | None:
    """Return the index of the header row and what it says, wherever in the table it stands."""
    best: tuple[int, Header] | None = None
    for at in range(min(len(grid.rows), _DEEPEST_HEADER)):
        header = header_at(grid, at)
        if header and (best is None or header.score > best[1].score):
            best = at, header
    if best is None:
        best = _told_header(grid) or _header_of_keys(grid)
    return best and (best[0], with_told_positions(best[1], grid))


def holds_scores_only(grid: Grid) -> bool:
    """Tell whether a table of scores has no column that says strength or OFI."""
    found = find_header(grid)
    kinds = {Column.KIND, *KIND_COLUMNS}
    return found is None or not kinds & set(found[1].columns.values())


def with_told_positions(header: Header, grid: Grid) -> Header:
    """Return the header with the columns that a person pointed at."""
    told = told_of_positions(grid)
    if not told:
        return header
    columns = {at: column for at, column in header.columns.items() if at not in told}
    columns |= {at: Column(value) for at, value in told.items() if value}
    categories = {at: number for at, number in header.categories.items() if at not in told}
    return replace(header, columns=columns, categories=categories)


def _told_header(grid: Grid) -> tuple[int, Header] | None:
    """Return the header that a person made of columns whose names say nothing to us."""
    if not grid.told:
        return None
    at, labels = unknown_header(grid) or (0, {})
    named = {column: said for column, label in labels.items() if (said := _named(label, grid.told))}
    header = with_told_positions(Header(named, labels, 1 if labels else 0), grid)
    return (at, header) if header.text_columns else None


def _header_of_keys(grid: Grid) -> tuple[int, Header] | None:
    """Return a header that names keys only, with the column of the longest cells as findings."""
    for at, row in enumerate(grid.rows[:_DEEPEST_HEADER]):
        labels = {column: _one_line(row.cell(column)) for column in row.used}
        named = {
            column: said for column, label in labels.items() if (said := _named(label, grid.told))
        }
        below = grid.rows[at + 1 : at + 1 + _TELLING_ROWS]
        if len(set(named.values()) & {Column.CATEGORY, Column.ITEM, Column.KIND}) > 1 and below:
            longest = _longest_column(below, set(range(grid.width)) - set(named))
            if longest is not None:
                columns = {**named, longest: Column.TEXT}
                return at, Header(columns, labels, is_guessed=True)
    return None


def _longest_column(rows: Sequence[Row], columns: set[int]) -> int | None:
    """Return the column whose cells are sentences, None when there is none."""
    usual = {
        at: median([len(row.cell(at)) for row in rows if row.cell(at)] or [0]) for at in columns
    }
    longest = max(usual, key=lambda at: usual[at], default=None)
    return longest if longest is not None and usual[longest] >= _SENTENCE else None


def with_marks(header: Header, rows: Sequence[Row]) -> Header:
    """Return the header with columns of kinds that are only ticked, and the text beside them."""
    ticked = {
        at: KIND_COLUMNS[column]
        for at, column in header.columns.items()
        if column in KIND_COLUMNS and _is_ticked([row.cell(at) for row in rows if row.cell(at)])
    }
    if not ticked:
        return header
    columns = {at: column for at, column in header.columns.items() if at not in ticked}
    header = replace(header, columns=columns, marks=ticked)
    if header.text_columns:
        return header
    free = set(header.labels) - set(columns) - set(ticked)
    longest = _longest_column(rows, free)
    if longest is None:
        return header
    return replace(header, columns={**columns, longest: Column.TEXT}, is_guessed=True)


def _is_ticked(cells: list[str]) -> bool:
    """Tell whether cells hold ticks, counts in the last row aside."""
    ticks = sum(bool(TICK.fullmatch(cell)) for cell in cells)
    return ticks > 0 and ticks + 1 >= len(cells)


def unknown_header(grid: Grid) -> tuple[int, dict[int, str]] | None:
    """Return where the names of columns seem to stand when none of them is known."""
    for at, row in enumerate(grid.rows[:_DEEPEST_HEADER]):
        cells = {column: _one_line(row.cell(column)) for column in row.used}
        is_plain = all(
            len(cell) <= _LONGEST_LABEL and _column_by_cells([cell]) is None
            for cell in cells.values()
        )
        if len(set(cells.values())) > 1:
            return (at, cells) if is_plain else None
    return None


def may_be_header(row: Row) -> bool:
    """Tell whether no cell of a row is too long to name a column."""
    return all(len(cell) <= _LONGEST_LABEL for cell in row.cells)


def header_at(grid: Grid, at: int) -> Header | None:
    """Return the header that begins at this row, of one line or two, None when none does."""
    row = grid.rows[at]
    labels = [_one_line(row.cell(column)) for column in range(grid.width)]
    one = _header(labels, 1, grid.told)
    if at + 1 < len(grid.rows) and _is_second_line(row, grid.rows[at + 1]):
        two = _header(_joined(row, grid.rows[at + 1], grid), 2, grid.told)
        if two and (one is None or two.score >= one.score):
            return two
    return one


def _header(labels: list[str], depth: int, told: Mapping[str, str]) -> Header | None:
    columns = {at: column for at, label in enumerate(labels) if (column := _named(label, told))}
    categories = _category_columns(labels, columns)
    columns = _with_best_text(columns | dict.fromkeys(categories, Column.TEXT))
    named = {at: label for at, label in enumerate(labels) if label}
    header = Header(columns, named, depth, categories)
    if not header.text_columns:
        return None
    is_plain = Column.TEXT in columns.values() and len(header.labels) > 1
    return header if len(columns) > 1 or is_plain else None


def _named(label: str, told: Mapping[str, str]) -> Column | None:
    said = told_of_label(told, label)
    if said is None:
        return recognise(label)
    return Column(said) if said else None


def _category_columns(labels: list[str], columns: dict[int, Column]) -> dict[int, int]:
    """Return the columns that stand for a category each: หมวด 1 | หมวด 2 | หมวด 3."""
    if any(column in TEXT_COLUMNS for column in columns.values()):
        return {}
    headings = {at: heading_of(label, False) for at, label in enumerate(labels) if label}
    named = {at: h.category for at, h in headings.items() if h and h.category and not h.item}
    return named if len(set(named.values())) > 1 else {}


def _with_best_text(columns: dict[int, Column]) -> dict[int, Column]:
    """Let a weak name hold the finding only where no better one does."""
    details = [at for at, column in columns.items() if column is Column.DETAIL]
    has_text = any(column in TEXT_COLUMNS for column in columns.values())
    chosen = {details[-1]: Column.TEXT} if details and not has_text else {}
    return {at: column for at, column in columns.items() if column is not Column.DETAIL} | chosen


def _is_second_line(top: Row, below: Row) -> bool:
    """Tell whether a row only divides the names above it: จุดแข็ง | OFI below ข้อค้นพบ."""
    if not below.used or len(top.used) < 2:
        return False  # one cell alone is a title, not a header
    return all(
        len(below.cell(column)) <= _LONGEST_LABEL and _may_be_divided(top, column)
        for column in below.used
    ) and any(recognise(below.cell(column)) for column in below.used)


def _may_be_divided(top: Row, column: int) -> bool:
    """Tell whether the name over a column also covers a neighbour, or none stands there."""
    return not top.cell(column) or not top.cell(column + 1)


def _joined(top: Row, below: Row, grid: Grid) -> list[str]:
    labels, over = [], ""
    for column in range(grid.width):
        over = top.reach(column) or (over if below.cell(column) else "")
        under = _one_line(below.cell(column))
        both = _one_line(f"{over} {under}")
        is_both = recognise(both) and not recognise(under)
        is_both = is_both or told_of_label(grid.told, both) is not None
        labels.append(both if is_both else under)
        labels[-1] = labels[-1] or _one_line(top.cell(column))
    return labels


def infer_header(grid: Grid) -> Header | None:
    """Return what the columns of a table without a header must be, judging by their cells."""
    from_cells = {
        column: _column_by_cells([row.cell(column) for row in grid.rows if row.cell(column)])
        for column in range(grid.width)
    }
    columns = {at: column for at, column in from_cells.items() if column}
    lengths = {
        at: sum(len(row.cell(at)) for row in grid.rows)
        for at in range(grid.width)
        if at not in columns
    }
    longest = max(lengths, key=lambda at: lengths[at], default=None)
    points = Counter(columns.values())
    if longest is None or not (points[Column.CATEGORY] or points[Column.ITEM]):
        return None
    columns[longest] = Column.TEXT
    if lengths.get(longest + 1):
        columns[longest + 1] = Column.EVIDENCE
    return Header(columns, {}, 0)


def _column_by_cells(cells: list[str]) -> Column | None:
    arabic = [to_arabic_digits(cell) for cell in cells]
    if not arabic:
        return None
    if all(parse_kind(cell) for cell in arabic):
        return Column.KIND
    if all(re.fullmatch(r"(ข้อ\s*)?\d\.\d{1,2}(?!\d).{0,12}", cell) for cell in arabic):
        return Column.ITEM
    if all(re.match(r"(หมวด(ที่)?\s*)?[1-7](?!\d)", cell) and len(cell) < 80 for cell in arabic):
        return Column.CATEGORY
    if all(re.fullmatch(r"\d{1,4}[.)]?", cell) for cell in arabic):
        return Column.NUMBER
    if all(re.fullmatch(r"PMQA\s*(4(\.0)?)?", cell) for cell in arabic):
        return Column.SET
    return None


def _one_line(label: str) -> str:
    return re.sub(r"\s+", " ", label).strip()
