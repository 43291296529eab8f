"""Plans to print: a small whole one, one of any size, one with nothing in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle, islice

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

FINDING = "การสื่อสารค่านิยมยังใช้วิธีเดียวกันกับบุคลากรทุกกลุ่ม รับรู้เพียงร้อยละ 62"
IDEA = "ทำคลิปสั้น 1 นาทีเล่าค่านิยมจากงานจริงของแต่ละกอง"
THEME = "สื่อสารค่านิยมและทิศทางให้ถึงบุคลากรทุกกลุ่ม"
REASON = "ที่ประชุมเห็นว่าใช้งบประมาณน้อยและเริ่มได้ทันที"
INITIATIVE = "โครงการสื่อสารค่านิยมถึงบุคลากรทุกกลุ่ม"
UNIT = PlannedUnit("สำนักงานเลขานุการกรม", "สลก.")
OTHER_UNIT = PlannedUnit("กองยุทธศาสตร์และแผนงาน", "กยผ.")


def a_finding(number: int = 12, category: int = 1, **changes: object) -> PlannedFinding:
    finding = PlannedFinding(
        code=f"F{number:03}",
        criteria_set=CriteriaSet.PMQA4,
        category=category,
        item=f"{category}.1",
        ref=None,
        kind=FindingKind.OFI,
        text=FINDING,
        evidence="ผลสำรวจปี 2568",
        impact="ทิศทางไม่ตรงกัน",
        idea_codes=("I045",),
        initiative_codes=("P01",),
    )
    return replace(finding, **changes)  # type: ignore[arg-type]


def an_idea(number: int = 45, category: int = 1, **changes: object) -> PlannedIdea:
    idea = PlannedIdea(f"I{number:03}", category, IDEA, "สลก.", ("F012",), f"T{category:02}", THEME)
    return replace(idea, **changes)  # type: ignore[arg-type]


def a_priority(number: int = 1, **changes: object) -> PlannedPriority:
    priority = PlannedPriority(
        theme_code=f"T{number:02}",
        name=THEME,
        category=(number - 1) % 7 + 1,
        idea_codes=("I045",),
        finding_codes=("F012",),
        rank=number,
        points=100 - number,
        voters=40,
        selected=True,
        round_number=1,
    )
    return replace(priority, **changes)  # type: ignore[arg-type]


def an_initiative(number: int = 1, category: int = 1, **changes: object) -> PlannedInitiative:
    initiative = PlannedInitiative(
        code=f"P{number:02}",
        number=number,
        category=category,
        title=INITIATIVE,
        findings=(a_finding(),),
        theme_code=f"T{category:02}",
        objective="ให้บุคลากรทุกกลุ่มรับรู้ค่านิยมตรงกัน",
        expected_result="บุคลากรนำค่านิยมไปใช้ในงาน",
        activities=(
            PlannedActivity("ผลิตสื่อ", 3, 4),
            PlannedActivity("เผยแพร่และวัดการรับรู้", 5, 6),
        ),
        kpis=(
            PlannedKPI("การรับรู้ค่านิยม", "ร้อยละ", "62", "85"),
            PlannedKPI("จำนวนสื่อ", "ชิ้น", "", "14"),
        ),
        first_month=3,
        last_month=6,
        budget=Decimal(0),
        owner_unit=UNIT,
        owner_name="ผู้อำนวยการ",
        co_owners=(OTHER_UNIT,),
        alignments=(
            (AlignmentKind.GOAL, "เป้าหมายที่ 1"),
            (AlignmentKind.NATIONAL_STRATEGY, "ยุทธศาสตร์ที่ 6"),
            (AlignmentKind.SDG, "SDG16"),
        ),
    )
    return replace(initiative, **changes)  # type: ignore[arg-type]


def an_empty_plan(**changes: object) -> EfficiencyPlan:
    plan = EfficiencyPlan(
        agency=AgencyProfile("กรมพัฒนาบริการท้องถิ่น (สมมติ)"),
        title="แผนเพิ่มประสิทธิภาพองค์การ กรมพัฒนาบริการท้องถิ่น (สมมติ) ปี 2570",
        fiscal_year=2570,
        held_on=None,
        venue="",
        mode=WorkshopMode.HYBRID,
        prepared_by="กลุ่มพัฒนาระบบบริหาร",
        issued_on=date(2026, 11, 23),
        reference_code="PMQA70-AB12-R3",
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def a_plan(**changes: object) -> EfficiencyPlan:
    """Return a small plan in which one finding can be followed to its initiative."""
    plan = an_empty_plan(
        agency=AgencyProfile("กรมพัฒนาบริการท้องถิ่น (สมมติ)", "กพบ.", "บริการดี", "พัฒนาบริการ", "ซื่อสัตย์"),
        held_on=date(2026, 11, 20),
        venue="ห้องประชุม 3",
        agenda=(("09.00–09.30 น.", "ลงทะเบียน"), ("09.30–12.00 น.", "ระดมความคิดเห็น")),
        reports=("รายงานป้อนกลับ PMQA 4.0 ปี 2568",),
        goals=(PlannedGoal(1, "บริการเข้าถึงง่าย", "ความพึงพอใจ", "82", "90", "ด้านที่ 6", "16"),),
        scores=_scores(),
        findings=(
            a_finding(),
            a_finding(13, 2, kind=FindingKind.STRENGTH, evidence="", impact="", idea_codes=()),
            a_finding(14, 3, criteria_set=CriteriaSet.PMQA, ref="3.1ก(2)"),
        ),
        ideas=(an_idea(), an_idea(46, 2, theme_code=None, theme_name="", text="เรื่องที่ไม่ได้เลือก")),
        rounds=(PlannedRound(1, 5, 3, 60, 48, 3, given=259),),
        priorities=(
            a_priority(1, selected=False, differs=True, reason="รอระบบใหม่"),
            a_priority(2, points=80),
            a_priority(3, rank=2, points=80, reason=REASON, differs=True),
        ),
        initiatives=(
            an_initiative(),
            an_initiative(2, 3, budget=Decimal(1250000), budget_source="งบประมาณรายจ่าย"),
        ),
        attendance=Attendance(
            60,
            2,
            (("สลก.", 20), ("กยผ.", 40)),
            ((1, 30), (2, 30)),
            (("นายสมมติ ใจดี", "สลก."), ("", "กยผ.")),
        ),
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def a_plan_of(size: int, **changes: object) -> EfficiencyPlan:
    """Return a plan of so many initiatives, with three findings and ideas for each."""
    categories = list(islice(cycle(range(1, 8)), size * 3))
    return a_plan(
        findings=tuple(a_finding(at, c) for at, c in enumerate(categories, start=1)),
        ideas=tuple(an_idea(at, c) for at, c in enumerate(categories, start=1)),
        priorities=tuple(a_priority(at) for at in range(1, size + 1)),
        initiatives=tuple(an_initiative(at, c) for at, c in enumerate(categories[:size], start=1)),
        **changes,
    )


def with_every_figure(plan: EfficiencyPlan) -> EfficiencyPlan:
    """Return the plan with what each chart, the matrix and the reasons are drawn from."""
    scores = tuple(
        ItemScore(CriteriaSet.PMQA4, number, item, year, 250.0 + 20 * number + year - 2566)
        for number in range(1, 8)
        for item in (None, f"{number}.1", f"{number}.2")
        for year in (2566, 2567, 2568)
    )
    themes = tuple(
        replace(row, impact=at % 5 + 1, effort=at % 4 + 1, differs=at % 9 == 8, reason=REASON)
        for at, row in enumerate(plan.priorities)
    )
    projects = tuple(
        replace(row, budget=Decimal(at % 7 * 50000)) for at, row in enumerate(plan.initiatives)
    )
    return replace(plan, scores=scores, priorities=themes, initiatives=projects)


def _scores() -> tuple[ItemScore, ...]:
    pmqa4 = [
        ItemScore(
            CriteriaSet.PMQA4, category, f"{category}.{item}", year, 290.0 + 30 * item + year - 2566
        )
        for category in (1, 2, 7)
        for item in (1, 2, 3)
        for year in (2566, 2567, 2568)
    ]
    return (*pmqa4, ItemScore(CriteriaSet.PMQA, 1, None, 2568, 71.5))
