"""บทที่ ๓: the findings, the gap to the next level. Scores are a block (blocks/scores.py)."""

from itertools import count

from pmqa_workshop.documents.pen import NONE, Pen
from pmqa_workshop.documents.sections.grouping import by_category, category_title
from pmqa_workshop.domain import criteria
from pmqa_workshop.domain.findings import CriteriaSet, FindingKind, ItemScore
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedFinding

KINDS = {
    FindingKind.STRENGTH: "จุดแข็ง",
    FindingKind.OFI: "โอกาสในการปรับปรุง",
    FindingKind.COMMENT: "ข้อเสนอแนะ",
}
SETS = {CriteriaSet.PMQA: "PMQA", CriteriaSet.PMQA4: "PMQA 4.0"}


def assessment(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    numbers = count(1)
    return {
        "finding_groups": [
            {
                "category": category_title(number, pen),
                "rows": [_finding(finding, next(numbers), pen) for finding in found],
            }
            for number, found in by_category(plan.findings)
        ],
        "gap_groups": [
            {
                "category": category_title(number, pen),
                "rows": [_gap(score, pen) for score in scores],
            }
            for number, scores in by_category(_latest_scores(plan))
        ],
    }


def source(finding: PlannedFinding, pen: Pen) -> str:
    """Return "ข้อ ๔.๓ PMQA ๔.๐", as traces in tables name it."""
    place = f"ข้อ {finding.item or finding.ref} " if finding.item or finding.ref else ""
    return pen.ours(place + SETS[finding.criteria_set])


def _finding(finding: PlannedFinding, number: int, pen: Pen) -> dict[str, object]:
    grounds = [("หลักฐาน", finding.evidence), ("ผลกระทบ", finding.impact)]
    written = [f"{label}: {pen.typed(text)}" for label, text in grounds if pen.typed(text, "")]
    return {
        "number": pen.number(number),
        "code": finding.code,
        "item": pen.ours(finding.ref or finding.item or "", NONE),
        "criteria": pen.ours(SETS[finding.criteria_set]),
        "text": pen.typed(finding.text),
        "kind": KINDS[finding.kind],
        "grounds": written or [NONE],
    }


def _latest_scores(plan: EfficiencyPlan) -> list[ItemScore]:
    """Return the newest score of each PMQA 4.0 item that has words for its levels."""
    newest: dict[str, ItemScore] = {}
    for score in sorted(plan.scores, key=lambda score: score.fiscal_year):
        if score.criteria_set is CriteriaSet.PMQA4 and score.item in _described():
            newest[score.item] = score
    return [newest[item] for item in sorted(newest)]


def _described() -> set[str]:
    items = criteria.items(CriteriaSet.PMQA4)
    return {item.id for item in items.values() if any(item.descriptors)}


def _gap(score: ItemScore, pen: Pen) -> dict[str, str]:
    item = criteria.items(CriteriaSet.PMQA4)[score.item or ""]
    levels = criteria.levels()
    reached = [level for level in levels if level.points <= score.score]
    ahead = criteria.next_level(score.score)
    return {
        "item": pen.ours(item.id),
        "name": item.name_th,
        "score": pen.number(score.score),
        "level": reached[-1].name_th if reached else "ยังไม่ถึงพื้นฐาน",
        "next_level": ahead.name_th if ahead else NONE,
        "to_reach": pen.ours(item.descriptors[levels.index(ahead)])
        if ahead
        else "รักษาระดับและขยายผล",
    }
