"""แผน, กิจกรรมรายเดือน and ตัวชี้วัด: one row for each initiative, activity and indicator."""

from collections.abc import Callable, Iterable

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.grouping import category_title
from pmqa_workshop.documents.sheets.columns import (
    UNKNOWN,
    Column,
    Look,
    Sheet,
    Value,
    month_columns,
    number_or_text,
    sheet,
)
from pmqa_workshop.domain.plan import (
    AlignmentKind,
    EfficiencyPlan,
    PlannedActivity,
    PlannedInitiative,
    PlannedKPI,
    months_in_year,
)

ALIGNMENTS = (  # the six of the ministry's form in its order, then the agency's own
    (AlignmentKind.NATIONAL_STRATEGY, "ยุทธศาสตร์ชาติ"),
    (AlignmentKind.MASTER_PLAN, "แผนแม่บทภายใต้ยุทธศาสตร์ชาติ"),
    (AlignmentKind.DEVELOPMENT_PLAN, "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13"),
    (AlignmentKind.CABINET_POLICY, "นโยบายของคณะรัฐมนตรี"),
    (AlignmentKind.MINISTRY_PLAN, "แผนปฏิบัติราชการของกระทรวง"),
    (AlignmentKind.SDG, "เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)"),
    (AlignmentKind.GOAL, "เป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน"),
    (AlignmentKind.GOV40, "คุณลักษณะระบบราชการ 4.0"),
)
Cells = list[tuple[Column, Callable[[PlannedInitiative], Value]]]


def plan_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    columns = [
        *_what(plan, pen), *_measured(pen), *_when_and_who(plan, pen), *_aligned(pen),
    ]  # fmt: skip
    return sheet("แผน", plan.initiatives, columns, kept=4)


def activities_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    rows = [
        (one, at, act) for one in plan.initiatives for at, act in enumerate(one.activities, start=1)
    ]

    def span(row: tuple[PlannedInitiative, int, PlannedActivity]) -> tuple[int | None, int | None]:
        return row[2].first_month, row[2].last_month

    columns = [
        (Column("รหัสโครงการ", 10, Look.CODE), lambda row: row[0].code),
        (Column("ที่", 6, Look.NUMBER), lambda row: row[1]),
        (Column("โครงการ", 36), lambda row: pen.ours(row[0].title, UNKNOWN)),
        (Column("กิจกรรม", 44), lambda row: pen.ours(row[2].title, UNKNOWN)),
        *month_columns(plan.fiscal_year, pen, span),
        (Column("หน่วยงานรับผิดชอบหลัก", 22), lambda row: _owner(row[0], pen)),
    ]
    return sheet("กิจกรรมรายเดือน", rows, columns)


def kpis_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    rows = [(one, at, kpi) for one in plan.initiatives for at, kpi in enumerate(one.kpis, start=1)]
    columns: list[
        tuple[Column, Callable[[tuple[PlannedInitiative, int, PlannedKPI]], Value]]
    ] = [
        (Column("รหัสโครงการ", 10, Look.CODE), lambda row: row[0].code),
        (Column("ที่", 6, Look.NUMBER), lambda row: row[1]),
        (Column("โครงการ", 44), lambda row: pen.ours(row[0].title, UNKNOWN)),
        (Column("ตัวชี้วัด", 44), lambda row: pen.ours(row[2].name, UNKNOWN)),
        (Column("หน่วยนับ", 14), lambda row: pen.ours(row[2].unit_of_measure, UNKNOWN)),
        (Column("ค่าฐาน", 14, Look.NUMBER), lambda row: _amount(row[2].baseline, pen)),
        (Column("ค่าเป้าหมาย", 14, Look.NUMBER), lambda row: _amount(row[2].target, pen)),
        (Column("หน่วยงานรับผิดชอบหลัก", 24), lambda row: _owner(row[0], pen)),
    ]  # fmt: skip
    return sheet("ตัวชี้วัด", rows, columns)


def _what(plan: EfficiencyPlan, pen: Pen) -> Cells:
    themes = {row.theme_code: row for row in plan.priorities}

    def theme(row: PlannedInitiative) -> str:
        found = themes.get(row.theme_code or "")
        return f"{found.theme_code} {pen.typed(found.name)}" if found else ""

    def ideas(row: PlannedInitiative) -> str:
        found = themes.get(row.theme_code or "")
        return ", ".join(found.idea_codes) if found else ""

    return [
        (Column("ลำดับ", 7, Look.NUMBER), lambda row: row.number),
        (Column("รหัส", 7, Look.CODE), lambda row: row.code),
        (Column("หมวด", 20), lambda row: category_title(row.category, pen)),
        (Column("กิจกรรม/โครงการ", 32), lambda row: pen.ours(row.title, UNKNOWN)),
        (Column("ที่มา: ข้อค้นพบ", 36), lambda row: _findings(row, pen)),
        (Column("ที่มา: ข้อเสนอ", 12, Look.CODE), ideas),
        (Column("ที่มา: กลุ่มประเด็น", 22), theme),
        (Column("วัตถุประสงค์", 28), lambda row: pen.ours(row.objective, UNKNOWN)),
        (Column("กิจกรรมย่อย", 30), lambda row: _lines(one.title for one in row.activities)(pen)),
    ]


def _measured(pen: Pen) -> Cells:
    return [
        (
            Column("ตัวชี้วัด (หน่วยนับ)", 32, new_page=True),
            lambda row: _lines(_kpi(kpi) for kpi in row.kpis)(pen),
        ),
        (Column("ค่าฐาน", 12, Look.NUMBER), lambda row: _amounts(row, pen, "baseline")),
        (Column("ค่าเป้าหมาย", 12, Look.NUMBER), lambda row: _amounts(row, pen, "target")),
    ]


def _when_and_who(plan: EfficiencyPlan, pen: Pen) -> Cells:
    def span(row: PlannedInitiative) -> tuple[int | None, int | None]:
        return row.first_month, row.last_month

    def period(row: PlannedInitiative) -> str:
        return pen.months(*span(row), plan.fiscal_year) if months_in_year(*span(row)) else UNKNOWN

    return [
        (Column("ระยะเวลา", 16), period),
        *month_columns(plan.fiscal_year, pen, span),
        (
            Column("งบประมาณ (บาท)", 16, Look.MONEY, new_page=True),
            lambda row: UNKNOWN if row.budget is None else row.budget,
        ),
        (Column("แหล่งงบประมาณ", 18), lambda row: pen.ours(row.budget_source, "")),
        (Column("หน่วยงานรับผิดชอบหลัก", 22), lambda row: _owner(row, pen)),
        (Column("ผู้รับผิดชอบ", 18), lambda row: pen.ours(row.owner_name, "")),
        (
            Column("หน่วยงานร่วม", 20),
            lambda row: "\n".join(pen.ours(unit.name) for unit in row.co_owners),
        ),
        (Column("ผลที่คาดว่าจะได้รับ", 30), lambda row: pen.ours(row.expected_result, UNKNOWN)),
    ]


def _aligned(pen: Pen) -> Cells:
    def texts(kind: AlignmentKind) -> Callable[[PlannedInitiative], Value]:
        return lambda row: "\n".join(pen.ours(text) for text in row.aligned_with(kind))

    return [
        (Column(pen.in_digits(title), 17, new_page=not at), texts(kind))
        for at, (kind, title) in enumerate(ALIGNMENTS)
    ]


def _findings(row: PlannedInitiative, pen: Pen) -> str:
    return "\n".join(f"{one.code} {pen.typed(one.text)}" for one in row.findings) or UNKNOWN


def _kpi(kpi: PlannedKPI) -> str:
    return f"{kpi.name} ({kpi.unit_of_measure})" if kpi.unit_of_measure else kpi.name


def _amounts(row: PlannedInitiative, pen: Pen, field: str) -> Value:
    """Return the number of the only indicator, or those of several line by line."""
    typed = [getattr(kpi, field) for kpi in row.kpis]
    return _amount(typed[0], pen) if len(typed) == 1 else _lines(typed)(pen)


def _amount(typed: str, pen: Pen) -> Value:
    return number_or_text(typed.strip()) if typed.strip() else UNKNOWN


def _owner(row: PlannedInitiative, pen: Pen) -> str:
    return pen.ours(row.owner_unit.name, UNKNOWN) if row.owner_unit else UNKNOWN


def _lines(texts: Iterable[str]) -> Callable[[Pen], str]:
    """Return the texts one to a line, numbered when there are several."""
    found = list(texts)

    def written(pen: Pen) -> str:
        if len(found) < 2:
            return pen.ours(found[0], UNKNOWN) if found else UNKNOWN
        return "\n".join(
            pen.in_digits(f"{at}) ") + pen.ours(text, UNKNOWN)
            for at, text in enumerate(found, start=1)
        )

    return written
