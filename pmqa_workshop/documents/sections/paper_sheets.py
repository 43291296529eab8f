"""Idea sheets and ballots for whoever has no phone."""

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.qr import qr
from pmqa_workshop.documents.sections.assessment import KINDS, source
from pmqa_workshop.documents.sections.blanks import SHORT, shortened
from pmqa_workshop.documents.sections.grouping import by_category, category_title
from pmqa_workshop.documents.wordml import markup
from pmqa_workshop.domain.access import finding_link
from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedFinding, PlannedPriority, PlannedRound

LONGEST_FINDING, LONGEST_THEME = 420, 160  # characters
FIRST_TO_ANSWER = (FindingKind.OFI, FindingKind.COMMENT, FindingKind.STRENGTH)
BOX = "☐"
MOST_BOXES = 5  # beside each other; more points are written as a number
A_LINE = 48  # characters of a theme's name in the ballot's column
LINES_OF_HALF = 9  # that a ballot of half a page has room for
BLANK_ROWS = 10


def idea_sheet(order: Order) -> dict[str, object]:
    plan, pen = order.plan, order.pen
    return {
        "ideas_on_paper": {
            "how": "หรือสแกน QR เพื่อเสนอทางโทรศัพท์" if plan.join_link else "",
            "groups": [
                {
                    "category": category_title(number, pen),
                    "rows": [_finding(order, finding) for finding in _to_answer(findings)],
                }
                for number, findings in by_category(plan.findings)
            ],
        }
    }


def _to_answer(findings: list[PlannedFinding]) -> list[PlannedFinding]:
    """Return what wants improving first, as phones list it."""
    return sorted(findings, key=lambda finding: FIRST_TO_ANSWER.index(finding.kind))


def _finding(order: Order, finding: PlannedFinding) -> dict[str, object]:
    pen, link = order.pen, order.plan.join_link
    words = f"QR สำหรับเสนอแนวทางตอบข้อค้นพบ {finding.code}"
    return {
        "code": finding.code,
        "kind": KINDS[finding.kind],
        "source": f"({source(finding, pen)})",
        "text": shortened(pen.typed(finding.text), LONGEST_FINDING),
        "qr": markup(qr(order, finding_link(link, finding.code), f"qr{finding.code}", words))
        if link
        else "",
        "scan": f"สแกนเพื่อตอบ {finding.code}" if link else "",
    }


def ballot(order: Order) -> dict[str, object]:
    plan, pen = order.plan, order.pen
    asked = plan.rounds[-1] if plan.rounds else None
    choices = _choices(plan, asked)
    most = asked.max_per_choice if asked else None
    return {
        "ballot": {
            "round": f"รอบที่ {pen.number(asked.number)}" if asked else "",
            "rule": _rule(asked, pen),
            "column": "คะแนน (กา ☒ หนึ่งช่องต่อหนึ่งคะแนน)" if _is_boxed(most) else "คะแนน (ตัวเลข)",
            "rows": [_choice(row, most, pen) for row in choices] or [_nothing(most)] * BLANK_ROWS,
            "end": f"รวม {pen.number(len(choices))} กลุ่มประเด็น  รวมคะแนนที่ให้ {SHORT} คะแนน",
            "missing": _missing(asked, choices),
            "copies": [{"is_cut_off": at > 0} for at in range(_copies(choices))],
        }
    }


def _choices(plan: EfficiencyPlan, asked: PlannedRound | None) -> list[PlannedPriority]:
    """Return the themes of the round in its own order; before any round all there are."""
    if asked is None or not asked.theme_codes:
        return sorted(plan.priorities, key=lambda row: (row.category, row.theme_code))
    themes = {row.theme_code: row for row in plan.priorities}
    return [themes[code] for code in asked.theme_codes if code in themes]


def _rule(asked: PlannedRound | None, pen: Pen) -> str:
    people, most = (
        (pen.number(asked.points_per_person), pen.number(asked.max_per_choice))
        if asked
        else (SHORT, SHORT)
    )
    return f"ให้ได้คนละ {people} คะแนน กลุ่มประเด็นละไม่เกิน {most} คะแนน"


def _is_boxed(most: int | None) -> bool:
    return most is not None and most <= MOST_BOXES


def _boxes(most: int | None) -> str:
    return BOX * most if most is not None and _is_boxed(most) else SHORT


def _choice(row: PlannedPriority, most: int | None, pen: Pen) -> dict[str, str]:
    return {
        "code": row.theme_code,
        "name": shortened(pen.typed(row.name), LONGEST_THEME),
        "category": pen.number(row.category),
        "boxes": _boxes(most),
    }


def _nothing(most: int | None) -> dict[str, str]:
    return {"code": "", "name": "", "category": "", "boxes": _boxes(most)}


def _missing(asked: PlannedRound | None, choices: list[PlannedPriority]) -> str:
    if not choices:
        return "ยังไม่มีกลุ่มประเด็นให้ลงคะแนน"
    return "" if asked else "ยังไม่ได้เปิดรอบลงคะแนน จึงยังไม่ทราบคะแนนต่อคน"


def _copies(choices: list[PlannedPriority]) -> int:
    """Return how many ballots a page holds: two where each fits on its half."""
    lines = sum(-(-len(row.name[:LONGEST_THEME]) // A_LINE) or 1 for row in choices)
    return 2 if 0 < lines <= LINES_OF_HALF else 1
