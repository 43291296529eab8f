"""What one page has room for: the summary's words, each cut to a length it can count on."""

from decimal import Decimal

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.blanks import LONG, meeting_place, shortened
from pmqa_workshop.documents.sections.front import missing
from pmqa_workshop.documents.sections.priorities import DECISIONS
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedInitiative, PlannedPriority

FOREMOST, COSTLIEST, EXPLAINED = 5, 3, 2
LONGEST_TITLE, LONGEST_VENUE, LONGEST_NAME, LONGEST_LIST = 150, 40, 64, 260  # characters
LONGEST_CODES = 30


def brief(order: Order) -> dict[str, object]:
    plan, pen = order.plan, order.pen
    ranked = sorted(
        (row for row in plan.priorities if row.rank is not None), key=lambda row: row.rank or 0
    )
    return {
        "brief": {
            "title": shortened(pen.ours(plan.title), LONGEST_TITLE),
            "meeting": _meeting(plan, pen),
            "foremost": [_theme(row, pen) for row in ranked[:FOREMOST]],
            "money": _money(plan, pen),
            "differing": _differing(plan, pen),
            "reasons": [_reason(row, pen) for row in ranked if row.differs][:EXPLAINED],
            "costliest": [_initiative(row, pen) for row in _costliest(plan)],
            "open_points": shortened("; ".join(missing(plan, pen)), LONGEST_LIST)
            if plan.is_draft
            else "",
        }
    }


def _meeting(plan: EfficiencyPlan, pen: Pen) -> str:
    place = meeting_place(plan, pen)
    venue = shortened(place["venue"], LONGEST_VENUE)
    return f"ประชุมเชิงปฏิบัติการ วันที่ {place['held_on']} ณ {venue}"


def _theme(row: PlannedPriority, pen: Pen) -> dict[str, str]:
    return {
        "rank": pen.number(row.rank),
        "name": f"{row.theme_code} {shortened(pen.typed(row.name), LONGEST_NAME)}",
        "points": pen.number(row.points),
        "decision": DECISIONS[row.selected],
    }


def _money(plan: EfficiencyPlan, pen: Pen) -> str:
    rows = plan.initiatives
    total = sum((row.budget or Decimal(0) for row in rows), Decimal(0))
    said = f"วงเงินรวม {pen.in_digits(thai.money(total))} บาท"
    for words, counted in (
        ("ใช้งบประมาณ", sum(bool(row.budget) for row in rows)),
        ("ไม่ใช้งบประมาณ", sum(row.budget == 0 for row in rows)),
        ("ยังไม่ระบุ", sum(row.budget is None for row in rows)),
    ):
        said += f" {words} {pen.number(counted)} โครงการ" if counted else ""
    return said


def _reason(row: PlannedPriority, pen: Pen) -> str:
    reason = shortened(pen.ours(row.reason, LONG), LONGEST_NAME)
    return f"– {row.theme_code} {DECISIONS[row.selected]} เนื่องจาก {reason}"


def _differing(plan: EfficiencyPlan, pen: Pen) -> str:
    """Return how many decisions left the order of votes, and whether each says why."""
    differing = [row for row in plan.priorities if row.differs]
    if not differing:
        return ""
    codes = shortened(", ".join(row.theme_code for row in differing), LONGEST_CODES)
    silent = sum(not row.reason for row in differing)
    why = f"ยังไม่ระบุเหตุผล {pen.number(silent)} กลุ่ม" if silent else "มีเหตุผลกำกับครบ"
    return f"มติต่างจากลำดับคะแนน {pen.number(len(differing))} กลุ่มประเด็น ({codes}) {why}"


def _costliest(plan: EfficiencyPlan) -> list[PlannedInitiative]:
    paid = [row for row in plan.initiatives if row.budget]
    return sorted(paid, key=lambda row: -(row.budget or 0))[:COSTLIEST]


def _initiative(row: PlannedInitiative, pen: Pen) -> str:
    title = shortened(pen.ours(row.title), LONGEST_NAME)
    return f"– {row.code} {title} {pen.money(row.budget)} บาท"
