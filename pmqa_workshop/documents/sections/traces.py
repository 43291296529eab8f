"""Where an initiative came from and what it is made of: ๕.๕, and the reasons in ๕.๒."""

from pmqa_workshop.documents.pen import BLANK, DONE_IN, NONE, Pen
from pmqa_workshop.documents.sections.grouping import short_category
from pmqa_workshop.documents.sections.priorities import DECISIONS, round_of
from pmqa_workshop.domain.plan import (
    AlignmentKind,
    EfficiencyPlan,
    PlannedActivity,
    PlannedInitiative,
    PlannedPriority,
    months_in_year,
)

ALIGNED = {
    AlignmentKind.GOAL: "เป้าหมายเชิงยุทธศาสตร์",
    AlignmentKind.NATIONAL_STRATEGY: "ยุทธศาสตร์ชาติ",
    AlignmentKind.MASTER_PLAN: "แผนแม่บทฯ",
    AlignmentKind.DEVELOPMENT_PLAN: "แผนพัฒนาฯ ฉบับที่ 13",
    AlignmentKind.CABINET_POLICY: "นโยบาย ครม.",
    AlignmentKind.MINISTRY_PLAN: "แผนปฏิบัติราชการกระทรวง",
    AlignmentKind.SDG: "SDGs",
    AlignmentKind.GOV40: "คุณลักษณะ 4.0",
}


def trace(
    row: PlannedInitiative, theme: PlannedPriority | None, plan: EfficiencyPlan, pen: Pen
) -> dict[str, object]:
    """Return what ๕.๕ says beyond the plan's table, and why a decision left the votes."""
    return {
        "against_votes": pen.ours(theme.reason) if theme and theme.differs else "",
        "trace": _theme(theme, plan, pen),
        "steps": [
            _step(at, step, plan.fiscal_year, pen) for at, step in enumerate(row.activities, 1)
        ]
        or [BLANK],
        "months": _months(row),
        "links": [f"{pen.ours(ALIGNED[kind])}: {pen.ours(text)}" for kind, text in row.alignments]
        or [BLANK],
    }


def _theme(theme: PlannedPriority | None, plan: EfficiencyPlan, pen: Pen) -> dict[str, str]:
    """Return the theme with its votes and decision; NONE for work nobody voted on."""
    if theme is None:
        return dict.fromkeys(("code", "name", "ideas", "votes", "decision", "reason"), "") | {
            "code": NONE, "ideas": NONE, "votes": NONE, "decision": NONE,
        }  # fmt: skip
    return {
        "code": theme.theme_code,
        "name": f"{pen.typed(theme.name)} ({short_category(theme.category, pen)})",
        "ideas": ", ".join(theme.idea_codes) or NONE,
        "votes": _votes(theme, plan, pen),
        "decision": DECISIONS[theme.selected] + (" (ต่างจากลำดับคะแนน)" if theme.differs else ""),
        "reason": _reason(theme, pen),
    }


def _votes(theme: PlannedPriority, plan: EfficiencyPlan, pen: Pen) -> str:
    if theme.points is None:
        return NONE
    voted = round_of(theme, plan)
    eligible = voted.eligible if voted else None
    return (
        f"อันดับ {pen.number(theme.rank, NONE)} ได้ {pen.number(theme.points)} คะแนน "
        f"จากผู้ลงคะแนน {pen.number(theme.voters, NONE)} คน "
        f"ผู้มีสิทธิ {pen.number(eligible, NONE)} คน"
    )


def _reason(theme: PlannedPriority, pen: Pen) -> str:
    if theme.reason or theme.differs:
        return f"เหตุผล: {pen.ours(theme.reason)}"
    return ""


def _step(number: int, step: PlannedActivity, fiscal_year: int, pen: Pen) -> str:
    when = pen.period(step.first_month, step.last_month, fiscal_year)
    return f"{pen.in_digits(f'{number}) ')}{pen.ours(step.title)} ({when})"


def _months(row: PlannedInitiative) -> list[str]:
    """Return a mark or nothing for each month of the year."""
    known = months_in_year(row.first_month, row.last_month)
    return [DONE_IN if known and known[0] <= month <= known[1] else "" for month in range(1, 13)]
