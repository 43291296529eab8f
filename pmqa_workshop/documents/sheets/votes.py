"""ผลการลงคะแนน and รอบลงคะแนน: what the room gave its points to, and what was decided."""

from collections.abc import Callable

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.grouping import category_title
from pmqa_workshop.documents.sections.priorities import DECISIONS
from pmqa_workshop.documents.sheets.columns import UNKNOWN, Column, Look, Sheet, Value, sheet
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedPriority, PlannedRound

NOT_DECIDED = "ยังไม่มีมติ"
DIFFERS = "ต่างจากลำดับคะแนน"


def priorities_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    ordered = sorted(plan.priorities, key=lambda row: (row.rank is None, row.rank or 0))

    def initiatives(row: PlannedPriority) -> str:
        found = (one.code for one in plan.initiatives if one.theme_code == row.theme_code)
        return ", ".join(found)

    columns: list[tuple[Column, Callable[[PlannedPriority], Value]]] = [
        (Column("อันดับ", 8, Look.NUMBER), lambda row: row.rank),
        (Column("รหัส", 8, Look.CODE), lambda row: row.theme_code),
        (Column("กลุ่มประเด็น", 40), lambda row: pen.typed(row.name)),
        (Column("หมวด", 20), lambda row: category_title(row.category, pen)),
        (Column("รอบที่", 7, Look.NUMBER), lambda row: row.round_number),
        (Column("คะแนน", 9, Look.NUMBER), lambda row: row.points),
        (Column("ผู้ลงคะแนน (คน)", 11, Look.NUMBER), lambda row: row.voters),
        (Column("มติ", 14), _decision),
        (Column("มติเทียบกับคะแนน", 16), lambda row: DIFFERS if row.differs else ""),
        (Column("เหตุผล", 40), lambda row: _reason(row, pen)),
        (Column("ข้อเสนอ", 16, Look.CODE), lambda row: ", ".join(row.idea_codes)),
        (Column("ข้อค้นพบ", 16, Look.CODE), lambda row: ", ".join(row.finding_codes)),
        (Column("โครงการ", 12, Look.CODE), initiatives),
    ]
    return sheet("ผลการลงคะแนน", ordered, columns)


def rounds_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    columns: list[tuple[Column, Callable[[PlannedRound], Value]]] = [
        (Column("รอบที่", 9, Look.NUMBER), lambda row: row.number),
        (Column("คะแนนต่อคน", 14, Look.NUMBER), lambda row: row.points_per_person),
        (Column("สูงสุดต่อกลุ่มประเด็น", 20, Look.NUMBER), lambda row: row.max_per_choice),
        (Column("กลุ่มประเด็นที่ลงคะแนน", 22, Look.NUMBER), lambda row: row.choices),
        (Column("ผู้มีสิทธิ (คน)", 14, Look.NUMBER), lambda row: row.eligible),
        (Column("ผู้ใช้สิทธิ (คน)", 14, Look.NUMBER), lambda row: row.ballots),
        (Column("ร้อยละผู้ใช้สิทธิ", 14, Look.NUMBER), _turnout),
    ]
    return sheet("รอบลงคะแนน", plan.rounds, columns, kept=1)


def _decision(row: PlannedPriority) -> str:
    return NOT_DECIDED if row.selected is None else DECISIONS[row.selected]


def _reason(row: PlannedPriority, pen: Pen) -> str:
    return pen.ours(row.reason, UNKNOWN if row.differs else "")


def _turnout(row: PlannedRound) -> float | None:
    return round(100 * row.ballots / row.eligible, 1) if row.eligible else None
