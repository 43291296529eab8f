"""What stands before the chapters: cover, approval, preface and executive summary."""

from decimal import Decimal

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.grouping import category_title
from pmqa_workshop.documents.sections.priorities import counted_round, is_assessed
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.meeting import USUAL_SIGNATORIES
from pmqa_workshop.domain.plan import (
    EfficiencyPlan,
    PlannedInitiative,
    PlannedPriority,
    WorkshopMode,
    months_in_year,
)

CATEGORIES = range(1, 8)
DOTS = "." * 46
FOREMOST = 5  # priorities named on the summary's single page
LONGEST_NAME = 110  # characters of a name on that page

MODES = {
    WorkshopMode.ONSITE: "ประชุมในสถานที่",
    WorkshopMode.ONLINE: "ประชุมผ่านสื่ออิเล็กทรอนิกส์",
    WorkshopMode.HYBRID: "ประชุมในสถานที่ควบคู่กับสื่ออิเล็กทรอนิกส์",
}


def cover(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    return {
        "title": pen.ours(plan.title),
        "title_lines": _title_lines(plan, pen),
        "draft_mark": "(ร่าง)" if plan.is_draft else "",
        "is_draft": plan.is_draft,
        "agency": {
            "name": pen.ours(plan.agency.name),
            "short_name": pen.ours(plan.agency.short_name, blank=""),
            "vision": pen.ours(plan.agency.vision).split("\n"),
            "mission": pen.ours(plan.agency.mission).split("\n"),
            "core_values": pen.ours(plan.agency.values).split("\n"),
        },
        "fiscal_year": pen.in_digits(str(plan.fiscal_year)),
        "previous_year": pen.in_digits(str(plan.fiscal_year - 1)),
        "prepared_by": pen.ours(plan.prepared_by),
        "issued_on": pen.date(plan.issued_on),
        "issued_month": pen.date(plan.issued_on).split(" ", 1)[1],
        "reference_code": pen.typed(plan.reference_code),
        "signers": _signers(plan, pen),
    }


def _signers(plan: EfficiencyPlan, pen: Pen) -> list[dict[str, object]]:
    """Return who signs, two beside each other; without names of them, the usual four roles."""
    signed = plan.papers.signatories or USUAL_SIGNATORIES
    blocks = [
        {
            "role": pen.ours(one.role),
            "name": pen.ours(one.name, DOTS),
            "position": pen.ours(one.position, DOTS),
        }
        for one in signed
    ]
    return [
        {"left": pair[0], "right": pair[1] if len(pair) > 1 else None}
        for pair in (blocks[at : at + 2] for at in range(0, len(blocks), 2))
    ]


def _title_lines(plan: EfficiencyPlan, pen: Pen) -> list[str]:
    """Return the title broken where a person would, agency and year on lines of their own."""
    year = f"ประจำปีงบประมาณ พ.ศ. {plan.fiscal_year}"
    title = pen.typed(plan.title)
    for part in (pen.typed(plan.agency.name), year):
        title = title.replace(f" {part}", f"\n{part}") if part in title else f"{title}\n{part}"
    return [pen.ours(text) for text in title.split("\n")]


def summary(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    return {
        "workshop": {
            "held_on": pen.date(plan.held_on),
            "venue": pen.ours(plan.venue),
            "mode": MODES[plan.mode],
        },
        "reports": [pen.ours(title) for title in plan.reports],
        "count": _counts(plan, pen),
        "budget": _total(plan, pen),
        "overview": [_overview(plan, number, pen) for number in CATEGORIES],
        "foremost": [_foremost(row, pen) for row in _ranked(plan)[:FOREMOST]],
        "missing": missing(plan, pen),
    }


def missing(plan: EfficiencyPlan, pen: Pen) -> list[str]:
    """Return what the plan still lacks before it can be approved."""
    undecided = sum(row.selected is None for row in plan.priorities)
    unexplained = sum(row.differs and not row.reason for row in plan.priorities)
    facts = [
        (not plan.held_on, "วันที่จัดประชุมเชิงปฏิบัติการ"),
        (not plan.venue, "สถานที่จัดประชุม"),
        (not plan.goals, "เป้าหมายเชิงยุทธศาสตร์"),
        (not plan.scores, "คะแนนผลการประเมิน"),
        (not plan.findings, "ข้อค้นพบจากรายงานป้อนกลับ"),
        (not plan.rounds, "ผลการลงคะแนน"),
        (undecided, f"มติของข้อเสนอ {undecided} กลุ่ม"),
        (unexplained, f"เหตุผลของมติที่ต่างจากลำดับคะแนน {unexplained} กลุ่ม"),
        (not plan.initiatives, "โครงการในแผน"),
    ]
    return [pen.ours(words) for is_missing, words in (*facts, *_open_fields(plan)) if is_missing]


def _open_fields(plan: EfficiencyPlan) -> list[tuple[int, str]]:
    rows = plan.initiatives
    counted = [
        ("ตัวชี้วัด", sum(not row.kpis for row in rows)),
        ("ระยะเวลา", sum(row.first_month is None for row in rows)),
        ("ระยะเวลาภายในปีงบประมาณ", sum(_is_outside(row) for row in rows)),
        ("งบประมาณ", sum(row.budget is None for row in rows)),
        ("ผู้รับผิดชอบ", sum(row.owner_unit is None for row in rows)),
    ]
    return [(number, f"{name}ของโครงการ {number} โครงการ") for name, number in counted]


def _is_outside(row: PlannedInitiative) -> bool:
    """Tell whether months were given that are not of the plan's year, steps included."""
    spans = [(row.first_month, row.last_month)]
    spans += [(step.first_month, step.last_month) for step in row.activities]
    return any(span[0] is not None and not months_in_year(*span) for span in spans)


def _counts(plan: EfficiencyPlan, pen: Pen) -> dict[str, str]:
    kinds = [finding.kind for finding in plan.findings]
    latest = counted_round(plan)
    counted = {
        "people": plan.attendance.total,
        "units": len(plan.attendance.by_unit),
        "findings": len(kinds),
        "strengths": kinds.count(FindingKind.STRENGTH),
        "ofis": kinds.count(FindingKind.OFI),
        "comments": kinds.count(FindingKind.COMMENT),
        "ideas": len(plan.ideas),
        "themes": len(plan.priorities),
        "assessed": sum(is_assessed(row) for row in plan.priorities),
        "selected": sum(bool(row.selected) for row in plan.priorities),
        "rounds": len(plan.rounds),
        "initiatives": len(plan.initiatives),
        "goals": len(plan.goals),
        "ballots": latest.ballots if latest else 0,
        "eligible": latest.eligible if latest else 0,
    }
    return {name: pen.number(number) for name, number in counted.items()}


def _overview(plan: EfficiencyPlan, number: int, pen: Pen) -> dict[str, str]:
    rows = [row for row in plan.initiatives if row.category == number]
    ofis = [f for f in plan.findings if f.category == number and f.kind is FindingKind.OFI]
    spent = sum((row.budget or Decimal(0) for row in rows), Decimal(0))
    return {
        "category": category_title(number, pen),
        "ofis": pen.number(len(ofis)),
        "ideas": pen.number(sum(idea.category == number for idea in plan.ideas)),
        "initiatives": pen.number(len(rows)),
        "with_budget": pen.number(sum(bool(row.budget) for row in rows)),
        "without_budget": pen.number(sum(row.budget == 0 for row in rows)),
        "budget_unknown": pen.number(sum(row.budget is None for row in rows)),
        "budget": pen.in_digits(thai.money(spent)),
        "share": pen.percent(float(spent), float(_sum(plan))),
    }


def _total(plan: EfficiencyPlan, pen: Pen) -> dict[str, str]:
    rows = plan.initiatives
    return {
        "total": pen.in_digits(thai.money(_sum(plan))),
        "with_budget": pen.number(sum(bool(row.budget) for row in rows)),
        "without_budget": pen.number(sum(row.budget == 0 for row in rows)),
        "unknown": pen.number(sum(row.budget is None for row in rows)),
        "is_incomplete": "ยังไม่รวมโครงการที่ยังไม่ระบุงบประมาณ"
        if any(row.budget is None for row in rows)
        else "",
    }


def _sum(plan: EfficiencyPlan) -> Decimal:
    return sum((row.budget or Decimal(0) for row in plan.initiatives), Decimal(0))


def _ranked(plan: EfficiencyPlan) -> list[PlannedPriority]:
    ranked = [row for row in plan.priorities if row.rank is not None]
    return sorted(ranked, key=lambda row: row.rank or 0)


def _foremost(row: PlannedPriority, pen: Pen) -> dict[str, str]:
    name = pen.typed(row.name).replace("\n", " ")
    name = thai.shortened(name, LONGEST_NAME)
    return {"rank": pen.number(row.rank), "name": name, "points": pen.number(row.points)}
