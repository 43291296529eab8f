"""The door of the readers: bytes of a feedback report in, drafts of its findings out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pmqa_workshop.domain.errors import NoCategoryColumn, NoFindingsFound
from pmqa_workshop.domain.findings import (
    Column,
    ColumnReading,
    CriteriaSet,
    Doubt,
    FindingDraft,
    ItemScore,
    ReadReport,
)
from pmqa_workshop.guard.package import Package
from pmqa_workshop.intake.columns import (
    Header,
    holds_scores_only,
    infer_header,
    unknown_header,
    with_told_positions,
)
from pmqa_workshop.intake.delimited import read_delimited
from pmqa_workshop.intake.doubts import settle
from pmqa_workshop.intake.encoding import decode_text
from pmqa_workshop.intake.grid import Grid
from pmqa_workshop.intake.mapping import MOST_READINGS, checked, readings, told_of_positions
from pmqa_workshop.intake.marks import tidy
from pmqa_workshop.intake.outline import Line, Outline
from pmqa_workshop.intake.pdf_report import read_pdf
from pmqa_workshop.intake.references import parse_set
from pmqa_workshop.intake.safety import FileKind, naming, open_file
from pmqa_workshop.intake.scores import read_scores, year_in
from pmqa_workshop.intake.spreadsheet import read_sheets
from pmqa_workshop.intake.tables import Around, read_table
from pmqa_workshop.intake.word_report import read_blocks

_NOT_DATA = re.compile(
    r"^(?:คำอธิบาย|คำชี้แจง|วิธี|ตัวอย่าง|ตัวเลือก|รายการตัวเลือก|readme|instructions?|lists?|lookup)",
    re.IGNORECASE,
)
_COVER_LINES = 12


@dataclass
class _Gathered:
    """What the tables and lines of one file gave, before the last look."""

    drafts: list[FindingDraft] = field(default_factory=list)
    scores: list[ItemScore] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    columns: list[tuple[ColumnReading, ...]] = field(default_factory=list)
    criteria_set: CriteriaSet | None = None


def read_findings(
    name: str, content: bytes, mapping: Mapping[str, str] | None = None
) -> ReadReport:
    """Return the findings of an .xlsx, .docx, .pdf, .csv or text; raise FileRefused otherwise.

    `mapping` says what columns hold, by the label or position of a ColumnReading.
    """
    told = checked(mapping)
    opened = open_file(name, content)
    with naming(name):
        if opened.kind is FileKind.PDF:
            return _report(_from_blocks(_told(read_pdf(content), told)))
        if opened.package is None:
            return _report(_from_grids([read_delimited(decode_text(content), told)]))
        if opened.kind is FileKind.SHEET:
            grids = [replace(grid, told=told) for grid in read_sheets(opened.package)]
            return _report(_from_grids(grids))
        return _report(_from_word(opened.package, told))


def read_pasted(text: str, mapping: Mapping[str, str] | None = None) -> ReadReport:
    """Return the findings of rows, or of a piece of a report, pasted from another program."""
    with naming(""):
        return _report(_from_grids([read_delimited(text, checked(mapping))]))


def as_json(report: ReadReport) -> list[dict[str, object]]:
    """Return the drafts as plain values; what a draft does not have is left out."""
    return [_plain(draft) for draft in report.drafts]


def scores_as_json(report: ReadReport) -> list[dict[str, object]]:
    """Return the scores as plain values, by item or by whole category."""
    return [
        {
            "criteria_set": score.criteria_set.value,
            **({"item": score.item} if score.item else {"category": score.category}),
            "fiscal_year": score.fiscal_year,
            "score": score.score,
        }
        for score in report.scores
    ]


def _plain(draft: FindingDraft) -> dict[str, object]:
    more = {
        "ref": draft.ref,
        "criteria_set": draft.criteria_set and draft.criteria_set.value,
        "evidence": draft.evidence,
        "impact": draft.impact,
        "no": draft.number,
        "place": draft.place,
        "source": draft.source,
        "doubts": [doubt.value for doubt in draft.doubts],
    }
    return {
        "category": draft.category,
        "item": draft.item,
        "kind": draft.kind and draft.kind.value,
        "text": draft.text,
        **{key: value for key, value in more.items() if value},
    }


def _from_grids(grids: list[Grid]) -> _Gathered:
    gathered = _Gathered(criteria_set=parse_set(" ".join(grid.name for grid in grids)))
    for grid in grids:
        if not _NOT_DATA.match(grid.name):
            _add_grid(gathered, grid)
    if gathered.drafts or gathered.headers:
        return gathered
    for grid in grids:
        _add_headerless(gathered, grid)
    if not gathered.drafts:
        for grid in grids:
            _add_lines(gathered, _lines(grid))
            gathered.columns.append(_unread_columns(grid))
    return gathered


def _unread_columns(grid: Grid) -> tuple[ColumnReading, ...]:
    """Return the columns of a table that made no sense, for a person to say what they hold."""
    if grid.width < 2:
        return ()
    at, labels = unknown_header(grid) or (-1, {})
    return readings(grid, {}, labels, grid.rows[at + 1 :])


def _add_headerless(gathered: _Gathered, grid: Grid) -> None:
    header = infer_header(grid) if grid.width > 1 else None
    if header is None:
        return
    reading = read_table(grid, Around(), with_told_positions(header, grid))
    if reading:
        guessed = () if told_of_positions(grid) else (Doubt.COLUMN_GUESSED,)
        gathered.drafts.extend(draft.doubting(*guessed) for draft in reading.drafts)
        gathered.headers.append(header)
        gathered.columns.append(reading.columns)


def _add_grid(gathered: _Gathered, grid: Grid) -> None:
    scores = read_scores(grid)
    gathered.scores.extend(scores)
    if scores and holds_scores_only(grid):
        return
    reading = read_table(grid, Around(criteria_set=None))
    if reading:
        gathered.drafts.extend(reading.drafts)
        gathered.headers.append(reading.header)
        gathered.columns.append(reading.columns)
        gathered.titles.append(reading.titles)


def _from_word(package: Package, told: Mapping[str, str]) -> _Gathered:
    main_part = next(
        r.target for r in package.relations("").values() if r.type.endswith("/officeDocument")
    )
    return _from_blocks(_told(read_blocks(package, main_part), told))


def _told(blocks: Iterable[Line | Grid], told: Mapping[str, str]) -> list[Line | Grid]:
    return [one if isinstance(one, Line) else replace(one, told=told) for one in blocks]


def _from_blocks(blocks: list[Line | Grid]) -> _Gathered:
    gathered = _Gathered(titles=_cover(blocks))
    gathered.criteria_set = parse_set(" ".join(gathered.titles))
    _add_lines(gathered, blocks)
    return gathered


def _add_lines(gathered: _Gathered, blocks: Iterable[Line | Grid]) -> None:
    outline = Outline(gathered.criteria_set)
    for block in blocks:
        if isinstance(block, Line):
            outline.add_line(block)
        else:
            outline.add_table(block)
    outline.finish()
    gathered.drafts.extend(outline.drafts)
    gathered.scores.extend(outline.scores)
    gathered.headers.extend(outline.headers)
    gathered.columns.extend(outline.columns)


def _cover(blocks: list[Line | Grid]) -> list[str]:
    """Return the lines before the first heading, where title and year stand."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Grid) or block.level is not None or len(lines) == _COVER_LINES:
            break
        if block.text:
            lines.append(block.text)
    return lines


def _lines(grid: Grid) -> Iterable[Line]:
    """Yield the rows of a table without a header as the lines of a report."""
    for row in grid.rows:
        numbers = [at for at in row.used[:-1] if re.fullmatch(r"[\d๐-๙]{1,3}[.)]?", row.cell(at))]
        for column in row.used:
            for text in row.cell(column).split("\n") if column not in numbers else ():
                yield Line(tidy(text), grid.place(row, column), is_listed=bool(numbers))


def _report(gathered: _Gathered) -> ReadReport:
    has_category = any(draft.category is not None for draft in gathered.drafts)
    columns = [header.of(Column.CATEGORY, Column.ITEM) for header in gathered.headers]
    if gathered.headers and not has_category and not any(columns):
        seen = [label for header in gathered.headers for label in header.labels.values()]
        raise NoCategoryColumn(
            reason="no_category",
            columns=list(dict.fromkeys(seen)),
            readings=_columns(gathered),
        )
    if not gathered.drafts:
        raise NoFindingsFound(
            reason="no_findings", scores=len(gathered.scores), readings=_columns(gathered)
        )
    years = [score.fiscal_year for score in gathered.scores]
    return ReadReport(
        drafts=settle(gathered.drafts, gathered.criteria_set),
        scores=tuple(gathered.scores),
        title=next((title for title in gathered.titles if title), "")[:200],
        fiscal_year=year_in(" ".join(gathered.titles)) or max(years, default=None),
        columns=_columns(gathered),
    )


def _columns(gathered: _Gathered) -> tuple[ColumnReading, ...]:
    """Return what the columns were taken for, once for tables with the same header."""
    seen: dict[tuple[tuple[str, str], ...], tuple[ColumnReading, ...]] = {}
    for columns in gathered.columns:
        key = tuple((one.label, one.taken_as) for one in columns)
        seen.setdefault(key if any(label for label, _ in key) else (), columns)
    return tuple(one for columns in seen.values() for one in columns)[:MOST_READINGS]
