"""ภาคผนวก: agenda, people, every idea, and how findings were followed through."""

from pmqa_workshop.documents.pen import NONE, Pen
from pmqa_workshop.documents.sections.assessment import KINDS
from pmqa_workshop.documents.sections.grouping import by_category, category_title
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedFinding, PlannedIdea

NOT_NAMED = "(ไม่ประสงค์ออกนาม)"
FATES = {True: "บรรจุในแผน", False: "ไม่ได้บรรจุ", None: "ยังไม่มีมติ"}


def appendices(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    return {
        "agenda": [{"time": pen.ours(at), "what": pen.ours(what)} for at, what in plan.agenda],
        "attendance": _attendance(plan, pen),
        "idea_groups": _ideas(plan, pen),
        "trace_groups": [
            {
                "category": category_title(number, pen),
                "rows": [_trace(finding, pen) for finding in found],
            }
            for number, found in by_category(plan.findings)
        ],
    }


def _trace(finding: PlannedFinding, pen: Pen) -> dict[str, str]:
    return {
        "code": finding.code,
        "item": pen.ours(finding.ref or finding.item or "", NONE),
        "text": pen.typed(finding.text),
        "kind": KINDS[finding.kind],
        "ideas": ", ".join(finding.idea_codes) or NONE,
        "initiatives": ", ".join(finding.initiative_codes) or NONE,
    }


def _attendance(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    people = plan.attendance
    return {
        "total": pen.number(people.total),
        "named": pen.number(people.named),
        "by_unit": [
            {"unit": pen.ours(unit), "people": pen.number(number)}
            for unit, number in people.by_unit
        ],
        "by_category": [
            {"category": category_title(category, pen), "people": pen.number(number)}
            for category, number in people.by_category
        ],
        "names": [
            {
                "number": pen.number(at),
                "name": pen.typed(name, NOT_NAMED),
                "unit": pen.ours(unit, NONE),
            }
            for at, (name, unit) in enumerate(people.names, start=1)
        ],
    }


def _ideas(plan: EfficiencyPlan, pen: Pen) -> list[dict[str, object]]:
    fates = {row.theme_code: row.selected for row in plan.priorities}
    return [
        {
            "category": category_title(number, pen),
            "rows": [_idea(idea, fates.get(idea.theme_code or ""), pen) for idea in ideas],
        }
        for number, ideas in by_category(plan.ideas)
    ]


def _idea(idea: PlannedIdea, selected: bool | None, pen: Pen) -> dict[str, str]:
    return {
        "code": idea.code,
        "text": pen.typed(idea.text),
        "unit": pen.ours(idea.unit, NONE),
        "findings": ", ".join(idea.finding_codes) or NONE,
        "theme": idea.theme_code or NONE,
        "fate": FATES[selected] if idea.theme_code else "ไม่ได้จัดกลุ่ม",
    }
