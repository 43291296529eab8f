"""What บันทึกข้อความ says: the plan submitted, with the figures it rests on."""

from decimal import Decimal

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import NO_BUDGET, Pen
from pmqa_workshop.documents.sections.blanks import (
    LONG,
    SHORT,
    meeting_place,
    shortened,
    signed_by,
)
from pmqa_workshop.documents.sections.grouping import by_category, category_title
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedInitiative, PlannedRound

LONGEST_SUBJECT = 220  # characters


def memo(order: Order) -> dict[str, object]:
    plan, pen = order.plan, order.pen
    papers, signatories = plan.papers, plan.papers.signatories
    return {
        "memo": {
            "sender": pen.ours(papers.memo_from, "") or _preparers(plan, pen),
            "number": pen.ours(papers.memo_number, ""),
            "date": f"{SHORT} {pen.date(plan.issued_on).split(' ', 1)[1]}",  # the day of signing
            "title": drafted_title(plan, pen),
            "subject": shortened(_subject(plan, pen), LONGEST_SUBJECT),
            "receiver": pen.ours(papers.memo_to, LONG),
            **meeting_place(plan, pen),
            "reports": " ".join(pen.ours(title) for title in plan.reports) or LONG,
            "rounds": round_lines(plan.rounds, pen),
            "differing": pen.number(sum(row.differs for row in plan.priorities)),
            "categories": _categories(plan, pen),
            **_owners(plan, pen),
            "signer": signed_by(signatories[0] if signatories else None, pen),
            "approver": signed_by(signatories[-1] if len(signatories) > 1 else None, pen),
        }
    }


def drafted_title(plan: EfficiencyPlan, pen: Pen) -> str:
    """Return the plan's title, "(ร่าง)" before it until the plan is approved."""
    return f"(ร่าง) {pen.ours(plan.title)}" if plan.is_draft else pen.ours(plan.title)


def round_lines(rounds: tuple[PlannedRound, ...], pen: Pen) -> list[str]:
    """Return a sentence about each round of votes."""
    return [
        f"การลงคะแนนรอบที่ {pen.number(row.number)} ให้คนละ {pen.number(row.points_per_person)} "
        f"คะแนน เรื่องละไม่เกิน {pen.number(row.max_per_choice)} คะแนน "
        f"มีผู้มีสิทธิ {pen.number(row.eligible)} คน ลงคะแนน {pen.number(row.ballots)} คน "
        f"คิดเป็นร้อยละ {pen.percent(row.ballots, row.eligible)}"
        for row in rounds
    ]


def _preparers(plan: EfficiencyPlan, pen: Pen) -> str:
    """Return who prepares the plan; their telephone nobody has told."""
    known = [text for text in (plan.prepared_by, plan.agency.name) if text]
    return f"{pen.ours(' '.join(known), '')} โทร. {SHORT}" if known else ""


def _subject(plan: EfficiencyPlan, pen: Pen) -> str:
    asked = "ขอความเห็นชอบ" if plan.is_draft else "ขอเสนอ"
    return f"{asked} {drafted_title(plan, pen)}"


def _categories(plan: EfficiencyPlan, pen: Pen) -> list[dict[str, str]]:
    return [
        {
            "category": category_title(number, pen),
            "initiatives": pen.number(len(rows)),
            "budget": _budget(rows, pen),
        }
        for number, rows in by_category(plan.initiatives)
    ]


def _budget(rows: list[PlannedInitiative], pen: Pen) -> str:
    unknown = sum(row.budget is None for row in rows)
    known = sum((row.budget or Decimal(0) for row in rows), Decimal(0))
    said = f"วงเงิน {pen.in_digits(thai.money(known))} บาท" if known else ""
    if unknown:
        said += f" ยังไม่ระบุงบประมาณ {pen.number(unknown)} โครงการ"
    return said.strip() or NO_BUDGET


def _owners(plan: EfficiencyPlan, pen: Pen) -> dict[str, str]:
    owners = {row.owner_unit for row in plan.initiatives if row.owner_unit}
    without = sum(row.owner_unit is None for row in plan.initiatives)
    return {
        "owners": pen.number(len(owners)),
        "ownerless": f"ยังไม่ระบุหน่วยงานรับผิดชอบ {pen.number(without)} โครงการ" if without else "",
    }
