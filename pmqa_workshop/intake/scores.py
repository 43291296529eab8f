"""Tables of scores: an item or category in each row, a fiscal year in each column."""

import re
from collections.abc import Iterator

from pmqa_workshop.domain.findings import Column, CriteriaSet, ItemScore
from pmqa_workshop.domain.thai import to_arabic_digits
from pmqa_workshop.intake.columns import recognise
from pmqa_workshop.intake.grid import Grid, Row
from pmqa_workshop.intake.references import category_by_name, parse_reference, parse_set

HIGHEST_SCORE = 1_000

_YEAR_LABEL = re.compile(
    r"(?:ผล|คะแนน|ที่ได้|การประเมิน|ประจำ|ปี|งบประมาณ|พ\.?\s?ศ\.?|scores?|fy|[\s:.])*"
    r"(2[05]\d\d)(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(25[4-9]\d)(?!\d)")
_SCORE_LABEL = re.compile(
    r"(?:ผล|คะแนน|ที่ได้|การประเมิน|scores?|รวม|เฉลี่ย|\s)+(?:\(.*\))?", re.IGNORECASE
)
_YEAR_COLUMN = re.compile(
    r"ปี(?:งบประมาณ|ประเมิน|ที่ประเมิน)?\s*(?:พ\.?\s?ศ\.?)?|(?:fiscal\s*)?year", re.I
)
_DEEPEST_HEADER = 40


def read_scores(
    grid: Grid, criteria_set: CriteriaSet | None = None, caption: str = ""
) -> tuple[ItemScore, ...]:
    """Return the scores of a table, none when it has no column of a year."""
    for at, row in enumerate(grid.rows[:_DEEPEST_HEADER]):
        titles = " ".join(text for above in grid.rows[:at] for text in above.cells if text)
        years = _years(row, f"{titles} {caption} {grid.name}")
        keys = _key_columns(grid, at)
        words = " ".join((grid.name, caption, titles, *row.cells))
        chosen = parse_set(words) or criteria_set or CriteriaSet.PMQA4
        if years and keys and min(keys) not in years:
            return _each_once(_scores(grid.rows[at + 1 :], keys, years, chosen))
        in_rows = _columns_of_years_below(row)
        if in_rows and keys:
            return _each_once(_scores_by_row(grid.rows[at + 1 :], keys, in_rows, chosen))
    return ()


def _each_once(scores: Iterator[ItemScore]) -> tuple[ItemScore, ...]:
    """Return the first score of each item and year: rows of findings repeat it."""
    found: dict[tuple[int, str | None, int], ItemScore] = {}
    for score in scores:
        found.setdefault((score.category, score.item, score.fiscal_year), score)
    return tuple(found.values())


def _columns_of_years_below(row: Row) -> tuple[int, int] | None:
    """Return the columns of year and score of a table with a row for each year."""
    labels = {at: label.strip() for at, label in enumerate(row.cells) if label}
    years = [at for at, label in labels.items() if _YEAR_COLUMN.fullmatch(label)]
    scored = [at for at, label in labels.items() if _SCORE_LABEL.fullmatch(label)]
    return (years[0], scored[0]) if len(years) == 1 and len(scored) == 1 else None


def _scores_by_row(
    rows: tuple[Row, ...], keys: list[int], columns: tuple[int, int], chosen: CriteriaSet
) -> Iterator[ItemScore]:
    for row in rows:
        year = year_in(row.cell(columns[0]))
        if year:
            yield from _scores((row,), keys, {columns[1]: year}, chosen)


def year_in(text: str) -> int | None:
    """Return the latest fiscal year a title names."""
    found = _YEAR.findall(to_arabic_digits(text))
    return max(map(int, found), default=None)


def _years(row: Row, titles: str) -> dict[int, int]:
    years = {}
    for column, label in enumerate(row.cells):
        found = _YEAR_LABEL.fullmatch(to_arabic_digits(label).strip())
        if found:
            year = int(found.group(1))
            years[column] = year if year >= 2400 else year + 543
    titled = year_in(titles)
    if not years and titled:
        scored = [at for at, label in enumerate(row.cells) if _SCORE_LABEL.fullmatch(label.strip())]
        years = dict.fromkeys(scored[:1], titled)
    return years


def _key_columns(grid: Grid, at: int) -> list[int]:
    rows = grid.rows[max(at - 1, 0) : at + 1]
    labels = [next((t for row in rows if (t := row.reach(column))), "") for column in
              range(grid.width)]  # fmt: skip
    columns = [recognise(label) for label in labels]
    return [n for n, column in enumerate(columns) if column in (Column.CATEGORY, Column.ITEM)]


def _scores(
    rows: tuple[Row, ...], keys: list[int], years: dict[int, int], criteria_set: CriteriaSet
) -> Iterator[ItemScore]:
    above = None
    for row in rows:
        category, item = _pointed(row, keys, above)
        if category is None:
            continue
        above = category
        for column, year in years.items():
            score = _score(row.cell(column))
            if score is not None:
                yield ItemScore(criteria_set, category, item, year, score)


def _pointed(row: Row, keys: list[int], above: int | None) -> tuple[int | None, str | None]:
    references = [parse_reference(row.reach(column)) for column in keys if row.reach(column)]
    item = next((r.item for r in references if r.item), None)
    category = next((r.category for r in references if r.category), None)
    if item:
        category = int(item[0])
    if category is None:
        category = next((n for at in keys if (n := category_by_name(row.reach(at)))), None)
    if category is None and not references:
        return (None, None)
    return (category if category and 1 <= category <= 7 else None), item


def _score(text: str) -> float | None:
    plain = to_arabic_digits(text).replace(",", "").strip()
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return None
    score = float(plain)
    return score if score <= HIGHEST_SCORE else None
