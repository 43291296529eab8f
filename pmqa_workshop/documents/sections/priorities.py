"""บทที่ ๔ and ภาคผนวก จ: what the room gave its points to, and what was decided."""

from collections import Counter

from pmqa_workshop.documents.pen import BLANK, NONE, Pen
from pmqa_workshop.documents.sections.grouping import short_category
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedPriority, PlannedRound
from pmqa_workshop.domain.priorities import MARKS

FOREMOST = 25  # themes in the chart
DECISIONS = {True: "บรรจุในแผน", False: "ไม่บรรจุในแผน", None: BLANK}


def priorities(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    ordered = sorted(plan.priorities, key=lambda row: (row.rank is None, row.rank or 0))
    rows = [_priority(row, plan, pen) for row in ordered]
    explained = [(row, shown) for row, shown in zip(ordered, rows, strict=True)]
    return {
        "rounds": [_round(row, pen) for row in plan.rounds],
        "priorities": rows,
        "explained": [shown for row, shown in explained if row.differs or row.reason],
        "chosen": [shown for row, shown in explained if row.selected],
        "ranking_shown": _ranking_shown(plan, pen),
        "not_assessed": _not_assessed(plan, pen),
        "has_ties": any(times > 1 for times in _times(plan).values()),
    }


def _round(row: PlannedRound, pen: Pen) -> dict[str, str]:
    return {
        "number": pen.number(row.number),
        "points_per_person": pen.number(row.points_per_person),
        "max_per_choice": pen.number(row.max_per_choice),
        "choices": pen.number(row.choices),
        "eligible": pen.number(row.eligible),
        "ballots": pen.number(row.ballots),
        "turnout": pen.percent(row.ballots, row.eligible),
    }


def _priority(row: PlannedPriority, plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    initiatives = [one.code for one in plan.initiatives if one.theme_code == row.theme_code]
    voted = round_of(row, plan)
    eligible, given = (voted.eligible, voted.given) if voted else (None, None)
    return {
        "rank": _rank(row, plan, pen),
        "code": row.theme_code,
        "name": pen.typed(row.name),
        "category": short_category(row.category, pen),
        "points": pen.number(row.points, NONE),
        "share": NONE if row.points is None or given is None else pen.percent(row.points, given),
        "voters": NONE
        if row.voters is None
        else f"{pen.number(row.voters)}/{pen.number(eligible, NONE)}",
        "average": NONE
        if not row.voters or row.points is None
        else pen.number(round(row.points / row.voters, 1)),
        "agreement": NONE
        if row.voters is None or not eligible
        else pen.percent(row.voters, eligible),
        "decision": DECISIONS[row.selected],
        "mark": "*" if row.differs or row.reason else "",
        "reason": pen.ours(row.reason),
        "ideas": ", ".join(row.idea_codes) or NONE,
        "findings": ", ".join(row.finding_codes) or NONE,
        "initiatives": ", ".join(initiatives) or (BLANK if row.selected else NONE),
    }


def round_of(row: PlannedPriority, plan: EfficiencyPlan) -> PlannedRound | None:
    """Return the round whose votes a theme shows: a decision keeps those it was taken under."""
    return next((one for one in plan.rounds if one.number == row.round_number), None)


def counted_round(plan: EfficiencyPlan) -> PlannedRound | None:
    """Return the latest round with a result, the latest of all while there is none."""
    counted = [one for one in plan.rounds if one.given is not None] or plan.rounds
    return counted[-1] if counted else None


def is_assessed(row: PlannedPriority) -> bool:
    """Tell whether impact and effort are there and on their scale."""
    return row.impact in MARKS and row.effort in MARKS


def foremost(plan: EfficiencyPlan) -> list[PlannedPriority]:
    """Return the themes with points, best first, no more than one page of bars holds."""
    counted = [row for row in plan.priorities if row.points is not None]
    return sorted(counted, key=lambda row: (row.rank is None, row.rank or 0))[:FOREMOST]


def _ranking_shown(plan: EfficiencyPlan, pen: Pen) -> str:
    """Return " (๒๕ อันดับแรก)" where the chart cannot hold them all."""
    counted = sum(row.points is not None for row in plan.priorities)
    return pen.ours(f"({FOREMOST} กลุ่มประเด็นแรก จาก {counted})") if counted > FOREMOST else ""


def _not_assessed(plan: EfficiencyPlan, pen: Pen) -> str:
    waiting = sum(not is_assessed(row) for row in plan.priorities)
    return pen.ours(f"ยังไม่ได้ประเมิน {waiting} กลุ่มประเด็น", "") if waiting else ""


def _rank(row: PlannedPriority, plan: EfficiencyPlan, pen: Pen) -> str:
    """Return the rank, marked where several share it, and of which round where that differs."""
    if row.rank is None:
        return NONE
    ranked = _times(plan)
    shared = " ร่วม" if ranked[row.round_number, row.rank] > 1 else ""
    is_mixed = len({number for number, _ in ranked}) > 1
    which = f" (รอบ {row.round_number})" if is_mixed and row.round_number else ""
    return pen.in_digits(f"{row.rank}{shared}{which}")


def _times(plan: EfficiencyPlan) -> Counter[tuple[int | None, int]]:
    """Return how many themes share each rank of each round."""
    return Counter((row.round_number, row.rank) for row in plan.priorities if row.rank is not None)
