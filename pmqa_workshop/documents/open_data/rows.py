"""The chain as flat rows; codes lead from one table to another."""

from dataclasses import asdict
from typing import Any

from pmqa_workshop.documents.open_data.fields import TABLES
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.plan import (
    EfficiencyPlan,
    PlannedActivity,
    PlannedFinding,
    PlannedIdea,
    PlannedInitiative,
    PlannedPriority,
    months_in_year,
)

Row = dict[str, Any]
Tables = dict[str, list[Row]]
_DECISIONS = {True: "selected", False: "not_selected", None: "undecided"}


def facts_of(plan: EfficiencyPlan) -> Row:
    """Return what is known of the plan as a whole; no person among it."""
    return _clean(
        {
            "title": plan.title,
            "agency": plan.agency.name,
            "fiscal_year": plan.fiscal_year,
            "held_on": plan.held_on.isoformat() if plan.held_on else None,
            "mode": plan.mode.value,
            "participants": plan.attendance.total,
            "issued_on": plan.issued_on.isoformat(),
            "reference_code": plan.reference_code,
            "is_draft": plan.is_draft,
            "reports": plan.reports,
        }
    )


def tables_of(plan: EfficiencyPlan) -> Tables:
    """Return the rows of each table, their fields in the order that is described."""
    rows: dict[str, list[Row]] = {
        "scores": [asdict(score) for score in plan.scores],
        "goals": [asdict(goal) for goal in plan.goals],
        "findings": [_finding(row) for row in plan.findings],
        "ideas": [_idea(row) for row in plan.ideas],
        "themes": [_theme(row, plan) for row in plan.priorities],
        "rounds": [asdict(row) for row in plan.rounds],
        "initiatives": [_initiative(row) for row in plan.initiatives],
        "activities": [
            {"initiative": one.code, "number": at, **asdict(activity), **_months(activity)}
            for one in plan.initiatives
            for at, activity in enumerate(one.activities, start=1)
        ],
        "kpis": [
            {"initiative": one.code, "number": at, **asdict(kpi)}
            for one in plan.initiatives
            for at, kpi in enumerate(one.kpis, start=1)
        ],
        "alignments": [
            {"initiative": one.code, "kind": kind.value, "text": text}
            for one in plan.initiatives
            for kind, text in one.alignments
        ],
        "links": _links(plan),
    }
    return {
        name: [_clean({field: row[field] for field in fields}) for row in rows[name]]
        for name, (_, fields) in TABLES.items()
    }


def _finding(row: PlannedFinding) -> Row:
    return {**vars(row), "ideas": row.idea_codes, "initiatives": row.initiative_codes}


def _idea(row: PlannedIdea) -> Row:
    return {**vars(row), "findings": row.finding_codes, "theme": row.theme_code}


def _theme(row: PlannedPriority, plan: EfficiencyPlan) -> Row:
    return {
        **vars(row),
        "code": row.theme_code,
        "ideas": row.idea_codes,
        "findings": row.finding_codes,
        "round": row.round_number,
        "decision": _DECISIONS[row.selected],
        "initiatives": [one.code for one in plan.initiatives if one.theme_code == row.theme_code],
    }


def _initiative(row: PlannedInitiative) -> Row:
    return {
        **vars(row),
        **_months(row),
        "theme": row.theme_code,
        "findings": [finding.code for finding in row.findings],
        "owner_unit": row.owner_unit.name if row.owner_unit else None,
        "co_owners": [unit.name for unit in row.co_owners],
    }


def _months(row: PlannedInitiative | PlannedActivity) -> Row:
    """Return from when to when, nothing where that is not within the fiscal year."""
    first, last = months_in_year(row.first_month, row.last_month) or (None, None)
    return {"first_month": first, "last_month": last}


def _links(plan: EfficiencyPlan) -> list[Row]:
    pairs = [
        *((code, idea.code, "answered_by") for idea in plan.ideas for code in idea.finding_codes),
        *((idea.code, idea.theme_code, "grouped_under") for idea in plan.ideas if idea.theme_code),
        *((one.theme_code, one.code, "planned_as") for one in plan.initiatives if one.theme_code),
        *(
            (finding.code, one.code, "addressed_by")
            for one in plan.initiatives
            for finding in one.findings
        ),
    ]
    return [{"from": start, "to": end, "relation": relation} for start, end, relation in pairs]


def _clean(row: Row) -> Row:
    return {field: _cleaned(value) for field, value in row.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return thai.clean(value)
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value
