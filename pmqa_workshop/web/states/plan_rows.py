"""Rows of the planning table as plain values for the screen."""

from collections import Counter
from typing import Any

from pmqa_workshop.domain.criteria import category
from pmqa_workshop.domain.initiatives import NEEDED
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.domain.roles import Actor, may_edit_initiative
from pmqa_workshop.domain.thai import money, month_span
from pmqa_workshop.queries.initiatives import InitiativeView
from pmqa_workshop.queries.plan import PlanTable
from pmqa_workshop.queries.priorities import PriorityView


def plan_rows(table: PlanTable, actor: Actor, language: str) -> list[dict[str, Any]]:
    """Return the rows in the order of the document; `opens` marks the first of a category."""
    rows: list[dict[str, Any]] = []
    before = 0
    for position, row in enumerate(table.initiatives, start=1):
        shown = _row(row, table)
        shown["position"] = position
        shown["opens"] = row.category != before
        shown["category_name"] = category(row.category).name(language)
        shown["editable"] = may_edit_initiative(actor, row.category)
        before = row.category
        rows.append(shown)
    return rows


def _row(row: InitiativeView, table: PlanTable) -> dict[str, Any]:
    names = {unit.id: unit.short_name or unit.name for unit in table.units}
    year = table.workshop.fiscal_year
    found = [table.findings[i].code for i in row.finding_ids if i in table.findings]
    return {
        "id": row.id,
        "code": row.code,
        "category": row.category,
        "title": row.title,
        "objective": row.objective,
        "expected_result": row.expected_result,
        "first_month": _month(row.first_month),
        "last_month": _month(row.last_month),
        "months": _span(row.first_month, row.last_month, year),
        "bar": _bar(row.first_month, row.last_month),
        "budget": money(row.budget) if row.budget is not None else "",
        "budget_source": row.budget_source,
        "owner_unit_id": str(row.owner_unit_id or ""),
        "owner_name": row.owner_name,
        "co_owners": ", ".join(names[i] for i in row.co_owner_ids if i in names),
        "findings": found,
        "kpis": [
            {
                "id": kpi.id,
                "name": kpi.name,
                "unit_of_measure": kpi.unit_of_measure,
                "baseline": kpi.baseline,
                "target": kpi.target,
            }
            for kpi in row.kpis
        ],
        "activities": [
            {
                "id": one.id,
                "title": one.title,
                "first_month": _month(one.first_month),
                "last_month": _month(one.last_month),
                "bar": _bar(one.first_month, one.last_month),
            }
            for one in row.activities
        ],
        "lacking": list(row.lacking),
    }


def detail_of(row: InitiativeView, table: PlanTable) -> dict[str, Any]:
    """Return where a row comes from, link by link, and what it is tied to."""
    priority = table.priorities.get(row.theme_id or 0)
    ideas = [table.ideas[i] for i in priority.theme.idea_ids] if priority else []
    return {
        "id": row.id,
        "findings": [
            {"code": found.code, "category": found.category, "kind": found.kind.value,
             "text": found.text}
            for found in (table.findings[i] for i in row.finding_ids if i in table.findings)
        ],
        "ideas": [{"code": idea.code, "text": idea.text, "unit": idea.unit} for idea in ideas],
        "has_theme": priority is not None,
        **_vote(priority),
        "finding_ids": [str(i) for i in row.finding_ids],
        "co_owners": [str(i) for i in row.co_owner_ids],
        "alignments": {
            kind.value: [text for known, text in row.alignments if known is kind]
            for kind in AlignmentKind
        },
        "lines": {
            kind.value: "\n".join(text for known, text in row.alignments if known is kind)
            for kind in AlignmentKind
        },
    }  # fmt: skip


def _vote(priority: PriorityView | None) -> dict[str, Any]:
    if priority is None:
        return {"theme": "", "theme_code": "", "rank": 0, "points": 0, "voters": 0,
                "decided": "", "reason": "", "differs": False}  # fmt: skip
    decided = {True: "selected", False: "left_out", None: ""}[priority.selected]
    return {
        "theme": priority.theme.name,
        "theme_code": priority.theme.code,
        "rank": priority.rank or 0,
        "points": priority.points or 0,
        "voters": priority.voters or 0,
        "decided": decided,
        "reason": priority.reason,
        "differs": priority.differs,
    }


def figures_of(table: PlanTable) -> list[dict[str, Any]]:
    """Return how complete each unit's rows are, the emptiest first; "" has no unit yet."""
    names = {unit.id: unit.short_name or unit.name for unit in table.units}
    rows: Counter[str] = Counter()
    blanks: Counter[str] = Counter()
    for row in table.initiatives:
        name = names.get(row.owner_unit_id or 0, "")
        rows[name] += 1
        blanks[name] += len(row.lacking)
    return [
        {
            "unit": name,
            "rows": rows[name],
            "blanks": blanks[name],
            "percent": 100 - round(100 * blanks[name] / (rows[name] * len(NEEDED))),
        }
        for name in sorted(rows, key=lambda name: -blanks[name] / rows[name])
    ]


def _month(position: int | None) -> str:
    return str(position or "")


def _span(first: int | None, last: int | None, fiscal_year: int) -> str:
    return month_span(first, last, fiscal_year) if first and last else ""


def _bar(first: int | None, last: int | None) -> str:
    """Return the grid columns a bar covers, "" without both months."""
    return f"{first} / {last + 1}" if first and last else ""
