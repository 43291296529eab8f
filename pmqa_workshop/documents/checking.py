"""Look at an office's template before it is used: a trial print of one of everything."""

from datetime import date
from decimal import Decimal
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError

from pmqa_workshop.documents.printing import print_document
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.findings import CriteriaSet, FindingKind, ItemScore
from pmqa_workshop.domain.plan import (
    AgencyProfile,
    AlignmentKind,
    Attendance,
    EfficiencyPlan,
    PlannedActivity,
    PlannedFinding,
    PlannedGoal,
    PlannedIdea,
    PlannedInitiative,
    PlannedKPI,
    PlannedPriority,
    PlannedRound,
    PlannedUnit,
    WorkshopMode,
)


def template_problems(template: bytes) -> tuple[str, ...]:
    """Return what keeps a template from being used; nothing when a trial print succeeds.

    Names are looked for in the branches a full plan and an empty one take. The file's archive
    must have been checked before: this opens it.
    """
    problems: list[str] = []
    for plan in (full_plan(), EfficiencyPlan(**_FRAME)):  # type: ignore[arg-type]
        try:
            print_document(DocumentKind.PLAN, plan, template=template, page_numbers=False)
        except TemplateRefused as refusal:
            problems.append(str(refusal.facts.get("reason", "")))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as broken:
            problems.append(f"{type(broken).__name__}: {broken}")
    return tuple(dict.fromkeys(problems))


_UNIT = PlannedUnit("กองตัวอย่าง", "กต.")
_FRAME: dict[str, object] = {
    "agency": AgencyProfile("หน่วยงานตัวอย่าง", "ตย.", "วิสัยทัศน์", "พันธกิจ", "ค่านิยม"),
    "title": "แผนตัวอย่าง",
    "fiscal_year": 2570,
    "held_on": date(2026, 11, 23),
    "venue": "ห้องประชุม",
    "mode": WorkshopMode.HYBRID,
    "prepared_by": "กลุ่มพัฒนาระบบบริหาร",
    "issued_on": date(2026, 12, 1),
    "reference_code": "ABC234-1",
}


def full_plan() -> EfficiencyPlan:
    """Return a small plan that holds one of everything a template can ask for."""
    finding = PlannedFinding(
        "F001", CriteriaSet.PMQA4, 1, "1.1", None, FindingKind.OFI, "ข้อค้นพบ", "หลักฐาน",
        "ผลกระทบ", ("I001",), ("P01",),
    )  # fmt: skip
    initiative = PlannedInitiative(
        code="P01", number=1, category=1, title="โครงการ", findings=(finding,), theme_code="T01",
        objective="วัตถุประสงค์", expected_result="ผลที่คาดว่าจะได้รับ",
        activities=(PlannedActivity("กิจกรรม", 2, 5),),
        kpis=(PlannedKPI("ตัวชี้วัด", "ร้อยละ", "60", "80"),),
        first_month=2, last_month=9, budget=Decimal(50000), budget_source="งบดำเนินงาน",
        owner_unit=_UNIT, owner_name="ผู้รับผิดชอบ", co_owners=(_UNIT,),
        alignments=tuple((kind, "ความเชื่อมโยง") for kind in AlignmentKind),
    )  # fmt: skip
    return EfficiencyPlan(
        **_FRAME,  # type: ignore[arg-type]
        agenda=(("08.30–09.00", "ลงทะเบียน"),),
        reports=("รายงานป้อนกลับ",),
        goals=(PlannedGoal(1, "เป้าหมาย", "ตัวชี้วัด", "70", "80", "ยุทธศาสตร์ชาติ", "SDG 16"),),
        scores=(ItemScore(CriteriaSet.PMQA4, 1, "1.1", 2568, 352.0),),
        findings=(finding,),
        ideas=(PlannedIdea("I001", 1, "ข้อเสนอ", "กต.", ("F001",), "T01", "กลุ่ม"),),
        rounds=(PlannedRound(1, 5, 3, 57, 53, 26),),
        priorities=(
            PlannedPriority("T01", "กลุ่ม", 1, ("I001",), ("F001",), 1, 12, 9, True, "เหตุผล", True),
        ),
        initiatives=(initiative,),
        attendance=Attendance(57, 50, (("กองตัวอย่าง", 57),), ((1, 57),), (("ชื่อ", "กต."),)),
    )
