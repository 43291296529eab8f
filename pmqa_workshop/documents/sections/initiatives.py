"""บทที่ ๕, the table of alignments in บทที่ ๒ and the progress form in บทที่ ๖."""

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import BLANK, KEPT, NONE, Pen
from pmqa_workshop.documents.sections.assessment import source
from pmqa_workshop.documents.sections.grouping import by_category, category_title
from pmqa_workshop.documents.sections.traces import trace
from pmqa_workshop.domain.plan import (
    AlignmentKind,
    EfficiencyPlan,
    PlannedFinding,
    PlannedInitiative,
    PlannedKPI,
)
from pmqa_workshop.domain.thai import shortened

LONGEST_FINDING = 180  # characters in the plan's table; chapter 3 has the whole text
LONGEST_OF_SEVERAL = 100


def initiatives(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    themes = {row.theme_code: row for row in plan.priorities}
    groups = by_category(plan.initiatives)
    return {
        "initiative_groups": [
            {
                "category": category_title(number, pen),
                "rows": [
                    {
                        **_initiative(row, plan.fiscal_year, pen),
                        **trace(row, themes.get(row.theme_code or ""), plan, pen),
                        "is_first": row is groups[0][1][0],
                    }
                    for row in rows
                ],
            }
            for number, rows in groups
        ]
    }


def choices(order: Order) -> dict[str, object]:
    """Return what was chosen for this document, and the years a plan of three covers."""
    first, pen = order.plan.fiscal_year, order.pen
    return {
        "three_years": order.options.three_years,
        "project_pages": order.options.project_pages,
        "years": [pen.in_digits(str(year)) for year in range(first, first + 3)],
    }


def _initiative(row: PlannedInitiative, fiscal_year: int, pen: Pen) -> dict[str, object]:
    return {
        "number": pen.number(row.number),
        "code": row.code,
        "title": pen.ours(row.title),
        "findings": _findings(row, pen),
        "activities": [
            pen.in_digits(f"{at}) ") + pen.ours(activity.title)
            for at, activity in enumerate(row.activities, start=1)
        ],
        "objective": pen.ours(row.objective),
        "kpis": _numbered([_kpi(kpi, pen) for kpi in row.kpis], pen),
        "targets": _numbered([_target(kpi, pen) for kpi in row.kpis], pen),
        "goals": _numbered([f"{_kpi(k, pen)}: {_target(k, pen)}" for k in row.kpis], pen),
        "period": pen.period(row.first_month, row.last_month, fiscal_year),
        "budget": pen.money(row.budget),
        "budget_source": pen.ours(row.budget_source, "") if row.budget else "",
        "owner": pen.ours(row.owner_unit.name) if row.owner_unit else BLANK,
        "owner_name": pen.ours(row.owner_name, ""),
        "co_owners": ", ".join(pen.ours(unit.short_name or unit.name) for unit in row.co_owners),
        "expected_result": pen.ours(row.expected_result),
        "aligned": _alignments(row, pen),
    }


def _findings(row: PlannedInitiative, pen: Pen) -> list[dict[str, str]]:
    """Return what it answers; several share the height of a row that stays on one page."""
    longest = LONGEST_FINDING if len(row.findings) < 2 else LONGEST_OF_SEVERAL
    return [_trace(finding, longest, pen) for finding in row.findings] or [_no_finding()]


def _trace(finding: PlannedFinding, longest: int, pen: Pen) -> dict[str, str]:
    text = pen.typed(finding.text)
    text = shortened(text, longest, pen.in_digits(" (ดูหัวข้อ 3.2)"))
    return {"code": finding.code, "source": f"({source(finding, pen)})", "text": text}


def _no_finding() -> dict[str, str]:
    return {"code": BLANK, "source": "", "text": ""}


def _kpi(kpi: PlannedKPI, pen: Pen) -> str:
    unit = pen.ours(kpi.unit_of_measure, "")
    return pen.ours(kpi.name) + (f" ({unit})" if unit else "")


def _target(kpi: PlannedKPI, pen: Pen) -> str:
    target = pen.ours(kpi.target)
    baseline = pen.ours(kpi.baseline, "")
    return f"{baseline} →{KEPT}{target}" if baseline else target


def _numbered(texts: list[str], pen: Pen) -> list[str]:
    """Return the texts, numbered when there are several, so that two columns can be matched."""
    if len(texts) < 2:
        return texts or [BLANK]
    return [pen.in_digits(f"{at}) ") + text for at, text in enumerate(texts, start=1)]


def _alignments(row: PlannedInitiative, pen: Pen) -> dict[str, str]:
    nothing = NONE if row.alignments else BLANK
    return {
        kind.value: "\n".join(pen.ours(text) for text in row.aligned_with(kind)) or nothing
        for kind in AlignmentKind
    }
