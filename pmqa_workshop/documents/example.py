"""An example plan with one of everything, and one with nothing: what templates are tried on."""

from datetime import date
from decimal import Decimal

from pmqa_workshop.domain.findings import CriteriaSet, FindingKind, ItemScore
from pmqa_workshop.domain.meeting import Invitee, MeetingPapers, Signatory, Standing
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

_UNIT, _OTHER = PlannedUnit("กองตัวอย่าง", "กต."), PlannedUnit("สำนักตัวอย่าง", "สต.")
_AGENCY = AgencyProfile(
    "กรมตัวอย่าง", "กตย.", "เป็นองค์กรต้นแบบด้านบริการ", "พัฒนาบริการภาครัฐ", "ซื่อสัตย์ รับผิดชอบ"
)
_THEME = "พัฒนาช่องทางบริการออนไลน์"
_YEARS = (2567, 2568, 2569)


def empty_plan() -> EfficiencyPlan:
    """Return the plan of a workshop in which nothing has happened yet."""
    return EfficiencyPlan(
        agency=AgencyProfile(_AGENCY.name),
        title="แผนเพิ่มประสิทธิภาพองค์การ",
        fiscal_year=2570,
        held_on=None,
        venue="",
        mode=WorkshopMode.ONSITE,
        prepared_by="",
        issued_on=date(2026, 12, 1),
        reference_code="ABC234-1",
    )


def full_plan(*, is_draft: bool = True) -> EfficiencyPlan:
    """Return a small plan that holds one of everything a template can ask for."""
    return EfficiencyPlan(
        agency=_AGENCY,
        title="แผนเพิ่มประสิทธิภาพองค์การ กรมตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570",
        fiscal_year=2570,
        held_on=date(2026, 11, 23),
        venue="ห้องประชุม 1",
        mode=WorkshopMode.HYBRID,
        prepared_by="กลุ่มพัฒนาระบบบริหาร",
        issued_on=date(2026, 12, 1),
        reference_code="ABC234-1",
        is_draft=is_draft,
        agenda=(("08.30–09.00 น.", "ลงทะเบียน"), ("09.00–12.00 น.", "ระดมความคิดเห็น")),
        reports=("รายงานป้อนกลับ PMQA 4.0 ปี 2569",),
        goals=(
            PlannedGoal(
                1, "ประชาชนเข้าถึงบริการได้สะดวก", "ความพึงพอใจ", "70", "80",
                "ด้านการปรับสมดุลภาครัฐ", "16",
            ),
        ),
        scores=_scores(),
        findings=(_finding(1), _finding(2, FindingKind.STRENGTH), _finding(3, FindingKind.COMMENT)),
        ideas=(
            PlannedIdea("I001", 1, "ทำแบบคำขอออนไลน์", "กต.", ("F001",), "T01", _THEME),
            PlannedIdea("I002", 1, "เพิ่มจุดบริการ", "สต.", ("F001",)),
        ),
        rounds=(PlannedRound(1, 5, 3, 57, 53, 4, ("T01", "T02", "T03", "T04"), 105),),
        priorities=_priorities(),
        initiatives=(_initiative(), _without_details()),
        attendance=Attendance(
            57, 50, (("กองตัวอย่าง", 30), ("สำนักตัวอย่าง", 27)), ((1, 57),),
            (("นายตัวอย่าง ใจดี", "กต."), ("", "สต.")),
        ),
        papers=_papers(),
        join_link="https://pmqa.example.org/j/ABC234",
    )  # fmt: skip


def _scores() -> tuple[ItemScore, ...]:
    items = tuple(
        ItemScore(CriteriaSet.PMQA4, category, f"{category}.1", year, 280.0 + 20 * category)
        for category in range(1, 8)
        for year in _YEARS
    )
    return (*items, ItemScore(CriteriaSet.PMQA, 1, None, 2569, 71.5))


def _finding(number: int, kind: FindingKind = FindingKind.OFI) -> PlannedFinding:
    return PlannedFinding(
        f"F{number:03}", CriteriaSet.PMQA4, 1, "1.1", "1.1ก(2)", kind,
        "การสื่อสารทิศทางองค์การยังไม่ทั่วถึง", "ผลสำรวจปี 2569", "บุคลากรรับรู้ไม่ตรงกัน",
        ("I001",), ("P01",),
    )  # fmt: skip


def _priorities() -> tuple[PlannedPriority, ...]:
    first = PlannedPriority(
        "T01", _THEME, 1, ("I001",), ("F001",), 1, 42, 20, True, "ตรงกับนโยบายปี 2570", True, 5, 2, 1
    )  # fmt: skip
    tied = (
        PlannedPriority(
            code, name, category, ("I002",), ("F001",), 2, 30, 15, selected, round_number=1
        )
        for code, name, category, selected in (
            ("T02", "พัฒนาทักษะบุคลากร", 5, True),
            ("T03", "ปรับกระบวนงาน", 6, None),
        )
    )
    last = PlannedPriority(
        "T04", "ปรับผังอาคาร", 6, (), (), 4, 3, 2, False, "รองบประมาณ", round_number=1
    )
    return (first, *tied, last)


def _initiative() -> PlannedInitiative:
    return PlannedInitiative(
        code="P01", number=1, category=1, title="โครงการบริการออนไลน์", findings=(_finding(1),),
        theme_code="T01", objective="ให้ประชาชนยื่นคำขอได้ทุกที่",
        expected_result="ลดเวลาการให้บริการ",
        activities=(PlannedActivity("พัฒนาระบบ", 2, 5), PlannedActivity("เปิดใช้", 6, 9)),
        kpis=(
            PlannedKPI("คำขอที่ยื่นออนไลน์", "ร้อยละ", "60", "80"),
            PlannedKPI("ความพึงพอใจ", "ร้อยละ", "75", "85"),
        ),
        first_month=2, last_month=9, budget=Decimal(50000), budget_source="งบดำเนินงาน",
        owner_unit=_UNIT, owner_name="นางสาวตัวอย่าง ตั้งใจ", co_owners=(_OTHER,),
        alignments=tuple((kind, "ความเชื่อมโยงตัวอย่าง") for kind in AlignmentKind),
    )  # fmt: skip


def _without_details() -> PlannedInitiative:
    return PlannedInitiative("P02", 2, 5, "โครงการที่ยังไม่ระบุรายละเอียด", (), theme_code="T02")


def _papers() -> MeetingPapers:
    invited = (
        Invitee("นายตัวอย่าง ใจดี", "ผู้อำนวยการกอง", "กต.", Standing.MEMBER, True, "นางแทน ตัวอย่าง"),
        Invitee("นางตัวอย่าง ไม่ว่าง", "หัวหน้ากลุ่ม", "สต.", Standing.MEMBER, False),
        Invitee("นางสาวตัวอย่าง ร่วมงาน", "นักวิเคราะห์", "สต.", Standing.GUEST, True),
        Invitee("นายตัวอย่าง รอคำตอบ", "นักวิชาการ", "กต."),
    )
    return MeetingPapers(
        meeting_name="คณะทำงาน PMQA", meeting_number="1/2570",
        began_at="09.00 น.", ended_at="16.30 น.",
        chair_name="นายประธาน ตัวอย่าง", chair_position="รองอธิบดี",
        recorder_name="นางสาวผู้จด ตัวอย่าง", recorder_position="นักวิเคราะห์นโยบายและแผน",
        reviewer_name="นายผู้ตรวจ ตัวอย่าง", reviewer_position="หัวหน้ากลุ่มพัฒนาระบบบริหาร",
        memo_from="กลุ่มพัฒนาระบบบริหาร โทร. 0 2000 0000", memo_number="กต 0101/123",
        memo_to="อธิบดี",
        signatories=(
            Signatory("ผู้จัดทำ", "นางสาวผู้จัดทำ ตัวอย่าง", "นักวิเคราะห์นโยบายและแผน"),
            Signatory("ผู้อนุมัติ", "นายอนุมัติ ตัวอย่าง", "อธิบดี"),
        ),
        invitees=invited,
    )  # fmt: skip
