"""ข้อค้นพบ and ข้อเสนอ: what the reports said and what the room answered."""

from collections.abc import Callable

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.appendices import FATES
from pmqa_workshop.documents.sections.assessment import KINDS, SETS
from pmqa_workshop.documents.sections.grouping import category_title
from pmqa_workshop.documents.sheets.columns import Column, Look, Sheet, Value, sheet
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedFinding, PlannedIdea


def findings_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    columns: list[tuple[Column, Callable[[PlannedFinding], Value]]] = [
        (Column("รหัส", 8, Look.CODE), lambda row: row.code),
        (Column("หมวด", 20), lambda row: category_title(row.category, pen)),
        (Column("หัวข้อ", 8, Look.CODE), lambda row: row.item or ""),
        (Column("รหัสอ้างอิง", 10, Look.CODE), lambda row: row.ref or ""),
        (Column("เกณฑ์", 11), lambda row: SETS[row.criteria_set]),
        (Column("ประเภท", 18), lambda row: KINDS[row.kind]),
        (Column("ข้อค้นพบ", 52), lambda row: pen.typed(row.text)),
        (Column("หลักฐาน", 24), lambda row: pen.typed(row.evidence, "")),
        (Column("ผลกระทบ", 24), lambda row: pen.typed(row.impact, "")),
        (Column("ข้อเสนอที่ตอบ", 16, Look.CODE), lambda row: ", ".join(row.idea_codes)),
        (Column("โครงการ", 14, Look.CODE), lambda row: ", ".join(row.initiative_codes)),
    ]  # fmt: skip
    return sheet("ข้อค้นพบ", plan.findings, columns, kept=1)


def ideas_sheet(plan: EfficiencyPlan, pen: Pen) -> Sheet:
    fates = {row.theme_code: FATES[row.selected] for row in plan.priorities}

    def fate(row: PlannedIdea) -> str:
        return fates.get(row.theme_code, FATES[None]) if row.theme_code else "ไม่ได้จัดกลุ่ม"

    columns: list[tuple[Column, Callable[[PlannedIdea], Value]]] = [
        (Column("รหัส", 8, Look.CODE), lambda row: row.code),
        (Column("หมวด", 22), lambda row: category_title(row.category, pen)),
        (Column("ข้อเสนอ", 70), lambda row: pen.typed(row.text)),
        (Column("หน่วยงานผู้เสนอ", 20), lambda row: pen.ours(row.unit, "")),
        (Column("ตอบข้อค้นพบ", 18, Look.CODE), lambda row: ", ".join(row.finding_codes)),
        (Column("กลุ่มประเด็น", 9, Look.CODE), lambda row: row.theme_code or ""),
        (Column("ชื่อกลุ่มประเด็น", 36), lambda row: pen.typed(row.theme_name, "")),
        (Column("ผลการพิจารณา", 16), fate),
    ]
    return sheet("ข้อเสนอ", plan.ideas, columns, kept=1)
