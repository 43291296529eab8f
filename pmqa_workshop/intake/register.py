"""Lists an office brings along: its units, and its strategic goals."""

import re
from dataclasses import replace
from typing import Any

from pmqa_workshop.domain.errors import NoFindingsFound
from pmqa_workshop.domain.register import GoalDraft, UnitDraft
from pmqa_workshop.intake.delimited import read_delimited
from pmqa_workshop.intake.encoding import decode_text
from pmqa_workshop.intake.grid import Grid, Row
from pmqa_workshop.intake.marks import split_mark
from pmqa_workshop.intake.safety import FileKind, naming, open_file
from pmqa_workshop.intake.spreadsheet import read_sheets

Columns = dict[str, int]

_UNIT_LABELS = {
    "short_name": r"(ชื่อ|คำ|ตัว|อักษร)ย่อ.*|ย่อ|short(name)?|abbr(eviation)?",
    "name": r"(ชื่อ)?(เต็ม)?(ส่วนราชการ|หน่วยงาน|สำนัก|กอง|ศูนย์|กลุ่ม|ฝ่าย|หน่วย)"
    r"(/.*|ย่อย|ภายใน|ในสังกัด|รับผิดชอบ)*|ชื่อเต็ม|ชื่อ|unit(name)?|name|department|division",
}
_GOAL_LABELS = {
    "code": r"รหัส.*|ลำดับ(ที่)?|ที่|code|id|no|#",
    "target_year": r"ปี(ที่)?เป้าหมาย|ปีที่(จะ)?บรรลุ|(target)?year",
    "target": r"ค่าเป้าหมาย.*|เป้าหมาย(ปี)?\d+|เป้าหมาย(ตัวชี้วัด|เชิงปริมาณ)|target.*",
    "current": r"ค่า?ปัจจุบัน.*|(ค่า|ข้อมูล)?(ปี)?ฐาน.*"
    r"|ผล(การดำเนินงาน)?(ปัจจุบัน|ล่าสุด|ปี).*|current.*|baseline.*",
    "indicator": r"ตัวชี้วัด.*|indicators?|kpis?|measure",
    "national_strategy": r".*ยุทธศาสตร์ชาติ.*|nationalstrateg(y|ies)|ns",
    "sdgs": r"sdgs?.*|เป้าหมายการพัฒนาที่ยั่งยืน.*",
    "title": r"(เป้าหมาย|เป้าประสงค์|ประเด็น|วัตถุประสงค์)(เชิง)?(ยุทธศาสตร์)?.*"
    r"|ยุทธศาสตร์.*|(strategic)?(goals?|objectives?)|title",
}
_TOTAL = re.compile(r"^(?:รวม|ทั้งหมด|total|หมายเหตุ)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]{1,20})\)$")
_DEEPEST_HEADER = 40
_MOST_LISTED = 3  # columns


def read_units(name: str, content: bytes) -> tuple[UnitDraft, ...]:
    """Return the units of an .xlsx or .csv, each once, in the order of the file."""
    with naming(name):
        return _units(_grids(name, content))


def read_units_pasted(text: str) -> tuple[UnitDraft, ...]:
    """Return the units of pasted rows, or of one unit a line: "กองกลาง (กก.)"."""
    with naming(""):
        return _units([read_delimited(text)])


def read_goals(name: str, content: bytes) -> tuple[GoalDraft, ...]:
    """Return the strategic goals of an .xlsx or .csv in the order of the file."""
    with naming(name):
        return _goals(_grids(name, content))


def read_goals_pasted(text: str) -> tuple[GoalDraft, ...]:
    """Return the strategic goals of pasted rows, with their header."""
    with naming(""):
        return _goals([read_delimited(text)])


def _grids(name: str, content: bytes) -> list[Grid]:
    opened = open_file(name, content)
    if opened.kind is FileKind.TEXT:
        return [read_delimited(decode_text(content))]
    if opened.package and opened.kind is FileKind.SHEET:
        return read_sheets(opened.package)
    raise NoFindingsFound(reason="not_a_table")


def _units(grids: list[Grid]) -> tuple[UnitDraft, ...]:
    units: dict[str, UnitDraft] = {}
    for grid in grids:
        start, columns = _header(grid, _UNIT_LABELS, "name")
        if not columns and not _may_list_units(grid):
            continue
        for row in grid.rows[start:]:
            unit = _unit(grid, row, columns) if columns else _listed_unit(grid, row)
            if unit.name and not _TOTAL.match(unit.name):
                units.setdefault(unit.name, unit)
    if not units:
        raise NoFindingsFound(reason="no_units")
    return tuple(units.values())


def _may_list_units(grid: Grid) -> bool:
    """Tell whether a sheet without a header of units can be a plain list of them."""
    used = {at for row in grid.rows for at in row.used}
    goals = _header(grid, _GOAL_LABELS, "title")[1]
    return len(used) <= _MOST_LISTED and len(goals) < 2  # a number, a name, a short name


def _unit(grid: Grid, row: Row, columns: Columns) -> UnitDraft:
    at = columns["name"]
    name, short = row.cell(at), _cell(row, columns, "short_name")
    return _with_short_name(UnitDraft(_one_line(name), _one_line(short), grid.place(row, at)))


def _listed_unit(grid: Grid, row: Row) -> UnitDraft:
    """Return the unit of a row without any header: a name, then perhaps its short name."""
    texts = [row.cell(at) for at in row.used if not re.fullmatch(r"[\d๐-๙.)]+", row.cell(at))]
    if not texts:
        return UnitDraft("")
    first, second = texts[0], texts[1] if len(texts) > 1 else ""
    if second and len(second) > len(first) and len(first) <= 10:
        first, second = second, first
    short = second if len(second) <= 20 else ""
    name = split_mark(_one_line(first))[1]
    return _with_short_name(UnitDraft(name, _one_line(short), grid.place(row, row.used[0])))


def _with_short_name(unit: UnitDraft) -> UnitDraft:
    found = _IN_BRACKETS.match(unit.name)
    if unit.short_name or not found or "." not in found.group(2):
        return unit
    return UnitDraft(found.group(1), found.group(2), unit.place)


def _goals(grids: list[Grid]) -> tuple[GoalDraft, ...]:
    goals: dict[str, list[GoalDraft]] = {}  # by title: a goal has a row for each indicator
    for grid in grids:
        start, columns = _header(grid, _GOAL_LABELS, "title")
        above = ""
        for row in grid.rows[start:] if columns else ():
            values: dict[str, Any] = {f: _cell(row, columns, f) for f in _GOAL_LABELS}
            title = values["title"] = values["title"] or (above if values["indicator"] else "")
            if title and not _TOTAL.match(title):
                place = grid.place(row, columns["title"])
                goals.setdefault(title, []).append(GoalDraft(**values, place=place))
                above = title
    if not goals:
        raise NoFindingsFound(reason="no_goals")
    return tuple(_one_goal(rows) for rows in goals.values())


def _one_goal(rows: list[GoalDraft]) -> GoalDraft:
    """Return the rows of one goal as one, the figures in the order of its indicators."""
    merged: dict[str, Any] = {f: _listed(rows, f) for f in ("indicator", "current", "target")}
    merged |= {
        field: ", ".join(dict.fromkeys(filter(None, (getattr(row, field) for row in rows))))
        for field in ("national_strategy", "sdgs")
    }
    return replace(rows[0], **merged)


def _listed(rows: list[GoalDraft], field: str) -> str:
    values = [getattr(row, field) for row in rows]
    return values[0] if len(set(values)) == 1 else "; ".join(value or "–" for value in values)


def _header(grid: Grid, labels: dict[str, str], needed: str) -> tuple[int, Columns]:
    """Return where the rows begin and which column holds what; no columns without a header."""
    best: tuple[int, Columns] = (0, {})
    for at, row in enumerate(grid.rows[:_DEEPEST_HEADER]):
        columns: Columns = {}
        for column in row.used:
            field = _field(row.cell(column), labels)
            if field:
                columns.setdefault(field, column)
        if needed in columns and len(columns) > len(best[1]):
            best = at + 1, columns
    return best


def _field(label: str, labels: dict[str, str]) -> str | None:
    flat = re.sub(r"\([^)]*\)|[\s.:*_–-]+", "", label.lower())
    return next((field for field, words in labels.items() if re.fullmatch(words, flat)), None)


def _cell(row: Row, columns: Columns, field: str) -> str:
    text = row.cell(columns[field]) if field in columns else ""
    return "" if re.fullmatch(r"[-–—]+", text) else text


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
