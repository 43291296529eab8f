"""What gives direction: the framework (บทที่ ๑), goals (บทที่ ๒), follow-up rounds (บทที่ ๖)."""

from pmqa_workshop.documents.pen import NONE, Pen
from pmqa_workshop.domain import criteria
from pmqa_workshop.domain.plan import EfficiencyPlan


def framework(pen: Pen) -> dict[str, object]:
    return {
        "characteristics": [
            {"number": pen.ours(one.id), "name": one.name_th}
            for one in criteria.gov40_characteristics()
        ]
    }


def goals(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    return {
        "goals": [
            {
                "number": pen.number(goal.number),
                "title": pen.ours(goal.title),
                "indicator": pen.ours(goal.indicator),
                "current": pen.ours(goal.current),
                "target": pen.ours(goal.target),
                "national_strategy": pen.ours(goal.national_strategy, NONE),
                "sdgs": pen.ours(goal.sdgs, NONE),
            }
            for goal in plan.goals
        ]
    }


def follow_up(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    return {"follow_ups": follow_up_rounds(plan, pen)}


def follow_up_rounds(plan: EfficiencyPlan, pen: Pen) -> list[dict[str, str]]:
    """Return the rounds of the fiscal year with the days each covers."""
    begins = (plan.fiscal_year - 1) % 100
    ends = plan.fiscal_year % 100
    return [
        {"name": pen.ours(name), "covers": pen.ours(_with_years(covers, begins, ends))}
        for name, covers in criteria.follow_up_rounds()
    ]


def _with_years(covers: str, begins: int, ends: int) -> str:
    """Return "1 ต.ค. 69 – 31 มี.ค. 70"; every round begins with the fiscal year."""
    first, last = covers.split(" – ")
    return f"{first} {begins:02} – {last} {ends:02}"
