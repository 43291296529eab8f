"""What the plan says, chapter by chapter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from pmqa_workshop.documents import print_document
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.findings import CriteriaSet, ItemScore
from pmqa_workshop.domain.plan import Attendance, Digits, EfficiencyPlan, PlannedActivity
from tests.documents.plans import (
    FINDING,
    IDEA,
    INITIATIVE,
    REASON,
    THEME,
    a_finding,
    a_plan,
    a_plan_of,
    a_priority,
    an_empty_plan,
    an_idea,
    an_initiative,
)
from tests.documents.reading import W, printed, text_of

HOSTILE = [
    "{{ 7*7 }} {% for x in y %} {# z #} }} %}",
    "<w:p/></w:t> & \"คำพูด\" 'x' ]]>",
    "=cmd|' /C calc'!A0",
    "ก\x00\x08\ud800\udfff\ufffe\u202eข",
    "บรรทัด 1\r\nบรรทัด 2\tแท็บ",
    "a" * 4000,
]


def test_chain_can_be_followed_from_finding_to_initiative() -> None:
    document = printed(a_plan())

    assert f"F012 {FINDING}" in document.chapter("ผลการประเมินและประเด็นการพัฒนา")
    assert THEME in document.chapter("การจัดลำดับความสำคัญ")
    assert REASON in document.chapter("การจัดลำดับความสำคัญ")
    plan = document.rows("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")[2]
    assert plan[1] == f"F012 (ข้อ ๑.๑ PMQA ๔.๐) {FINDING}"
    assert plan[2].splitlines()[0] == f"P01 {INITIATIVE}"
    assert IDEA in document.chapter("ภาคผนวก ง")
    assert ["F012", "๑.๑", FINDING, "โอกาสในการปรับปรุง", "I045", "P01"] in document.rows(
        "รายงานป้อนกลับและการตอบข้อค้นพบ"
    )


def test_plan_table_tells_all_of_an_initiative() -> None:
    rows = printed(a_plan()).rows("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")

    assert rows[1] == ["หมวด ๑ การนำองค์การ"]
    assert rows[2] == [
        "๑",
        f"F012 (ข้อ ๑.๑ PMQA ๔.๐) {FINDING}",
        f"P01 {INITIATIVE}\n๑) ผลิตสื่อ\n๒) เผยแพร่และวัดการรับรู้\nมติต่างจากลำดับคะแนน: รอระบบใหม่",
        "ให้บุคลากรทุกกลุ่มรับรู้ค่านิยมตรงกัน",
        "๑) การรับรู้ค่านิยม (ร้อยละ)\n๒) จำนวนสื่อ (ชิ้น)",
        "๑) ๖๒ → ๘๕\n๒) ๑๔",
        "ธ.ค. ๖๙ – มี.ค. ๗๐",
        "ไม่ใช้งบประมาณ",
        "สำนักงานเลขานุการกรม\n(ผู้อำนวยการ)\nร่วม: กยผ.",
        "บุคลากรนำค่านิยมไปใช้ในงาน",
    ]
    assert rows[3] == ["หมวด ๓ การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"]
    assert rows[4][7] == "๑,๒๕๐,๐๐๐\nงบประมาณรายจ่าย"


def test_blanks_of_an_initiative_can_be_seen() -> None:
    bare = an_initiative(
        findings=(), objective="", expected_result="", activities=(), kpis=(),
        first_month=None, last_month=None, budget=None, owner_unit=None, owner_name="",
        co_owners=(), alignments=(),
    )  # fmt: skip
    document = printed(a_plan(initiatives=(bare,), priorities=()))

    row = document.rows("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")[2]
    assert row == ["๑", "…", f"P01 {INITIATIVE}", *["…"] * 7]
    assert "ยังไม่กำหนดระยะเวลา" in text_of(document.table("แผนการดำเนินงานรายเดือน"))
    assert document.rows("ความเชื่อมโยงของโครงการกับเป้าหมาย")[2][2:] == ["…"] * 8
    assert "งบประมาณของโครงการ ๑ โครงการ" in document.text


def test_long_finding_is_cut_in_the_plan_table_only() -> None:
    finding = a_finding(text="คำ " * 200)
    document = printed(
        a_plan(findings=(finding,), initiatives=(an_initiative(findings=(finding,)),))
    )

    trace = document.rows("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")[2][1]
    assert trace.endswith("คำ (ดูหัวข้อ ๓.๒)")
    assert ("คำ " * 200).strip() in document.chapter("ผลการประเมินและประเด็นการพัฒนา")


def test_several_findings_share_the_height_of_a_row() -> None:
    long = a_finding(text="คำ " * 50)
    alone, two = (
        printed(a_plan(initiatives=(an_initiative(findings=found),))).rows(
            "แผนเพิ่มประสิทธิภาพองค์การรายหมวด"
        )[2][1]
        for found in ((long,), (long, long))
    )

    assert alone.endswith(("คำ " * 50).strip())
    assert two.count("(ดูหัวข้อ ๓.๒)") == 2


def test_gantt_marks_the_months_and_years() -> None:
    late = an_initiative(
        activities=(PlannedActivity("ขยายผล", 12, 12),), first_month=1, last_month=2
    )
    rows = printed(a_plan(initiatives=(late,))).rows("แผนการดำเนินงานรายเดือน")

    assert rows[0][2:4] == ["ไตรมาส ๑\n(พ.ศ. ๒๕๖๙)", "ไตรมาส ๒–๔\n(พ.ศ. ๒๕๗๐)"]
    assert rows[1][2:5] == ["ต.ค.", "พ.ย.", "ธ.ค."]
    assert rows[3][2:14] == ["■", "■", *[""] * 10]
    assert rows[4][1:14] == ["– ขยายผล", *[""] * 11, "■"]


def test_gantt_is_shaded_where_it_is_marked() -> None:
    table = printed(a_plan()).table("แผนการดำเนินงานรายเดือน")
    cells = [cell for row in list(table.iter(f"{W}tr"))[2:] for cell in row.iter(f"{W}tc")]
    marked = [cell for cell in cells if text_of(cell) == "■"]

    assert marked
    assert all(cell.find(f"{W}tcPr/{W}shd") is not None for cell in marked)


def test_ties_are_shown_as_ties() -> None:
    rows = printed(a_plan()).rows("ผลการลงคะแนนจัดลำดับความสำคัญ")

    assert [row[0] for row in rows[1:]] == ["๑", "๒ ร่วม", "๒ ร่วม"]
    assert rows[1] == [
        "๑", f"T01 {THEME}", "หมวด ๑", "๔๐/๖๐", "๒.๕", "๙๙", "๖๖.๗", "ไม่บรรจุในแผน*",
    ]  # fmt: skip
    assert rows[2][-1] == "บรรจุในแผน"


def test_decisions_against_the_votes_carry_their_reasons() -> None:
    document = printed(a_plan())

    assert document.rows("เหตุผลประกอบมติ")[1:] == [
        ["๑", f"T01 {THEME}", "ไม่บรรจุในแผน", "รอระบบใหม่"],
        ["๒ ร่วม", f"T03 {THEME}", "บรรจุในแผน", REASON],
    ]


def test_missing_reason_is_seen_and_asked_for() -> None:
    document = printed(a_plan(priorities=(a_priority(selected=None, differs=True),)))

    assert document.rows("เหตุผลประกอบมติ")[1][2:] == ["…", "…"]
    assert "เหตุผลของมติที่ต่างจากลำดับคะแนน ๑ กลุ่ม" in document.text
    assert "มติของข้อเสนอ ๑ กลุ่ม" in document.text


def test_decisions_like_the_votes_need_no_reasons() -> None:
    document = printed(a_plan(priorities=(a_priority(),)))

    assert "ไม่มีรายการที่มติต่างจากลำดับคะแนน" in document.text


def test_themes_without_a_published_round_have_no_figures() -> None:
    waiting = a_priority(rank=None, points=None, voters=None, selected=None)
    rows = printed(a_plan(rounds=(), priorities=(waiting,))).rows("ผลการลงคะแนนจัดลำดับความสำคัญ")

    assert rows[1] == ["–", f"T01 {THEME}", "หมวด ๑", *["–"] * 4, "…"]


def test_scores_stand_beside_those_of_earlier_years() -> None:
    rows = printed(a_plan()).rows("คะแนนผลการประเมินรายหมวดและรายข้อ")

    assert rows[0] == ["ข้อ", "หมวด/หัวข้อ", "ปี ๒๕๖๖", "ปี ๒๕๖๗", "ปี ๒๕๖๘", "เปลี่ยนแปลง"]
    assert ["", "หมวด ๑ การนำองค์การ", "๓๕๐", "๓๕๑", "๓๕๒", "+๑"] in rows
    assert ["", "หมวด ๑ การนำองค์การ", "–", "–", "๗๑.๕", "–"] in rows


def test_gap_names_the_level_still_to_be_reached() -> None:
    scores = tuple(
        ItemScore(CriteriaSet.PMQA4, 1, item, 2568, score)
        for item, score in (("1.1", 250.0), ("1.2", 310.0), ("1.3", 500.0))
    )
    rows = printed(a_plan(scores=scores)).rows("ช่องว่างสู่ระดับถัดไปรายข้อ")

    assert [row[2:5] for row in rows[2:]] == [
        ["๒๕๐", "ยังไม่ถึงพื้นฐาน", "พื้นฐาน"],
        ["๓๑๐", "พื้นฐาน", "ก้าวหน้า"],
        ["๕๐๐", "พัฒนาจนเกิดผล", "–"],
    ]


def test_executive_summary_counts_from_the_plan() -> None:
    document = printed(a_plan())
    summary = document.chapter("บทสรุปผู้บริหาร")

    assert "มีผู้เข้าร่วม ๖๐ คน จาก ๒ หน่วยงาน พิจารณาข้อค้นพบ ๓ ข้อ" in summary
    assert "วงเงินรวม ๑,๒๕๐,๐๐๐ บาท" in summary
    assert document.rows("สรุปแผนจำแนกตามหมวด")[-1] == ["รวม", "๒", "๒", "๒", "๑,๒๕๐,๐๐๐"]


def test_overview_adds_up_by_category() -> None:
    rows = printed(a_plan()).rows("จำนวนโครงการและงบประมาณจำแนกตามหมวด")

    assert rows[3][1:] == ["๑", "๑", "๐", "๐", "๑,๒๕๐,๐๐๐", "๑๐๐.๐"]
    assert rows[-1][1:] == ["๒", "๑", "๑", "๐", "๑,๒๕๐,๐๐๐", ""]


def test_open_budgets_are_said_beside_the_total() -> None:
    document = printed(a_plan(initiatives=(an_initiative(budget=None),)))

    assert "ยังไม่รวมโครงการที่ยังไม่ระบุงบประมาณ" in document.chapter("บทสรุปผู้บริหาร")


def test_progress_form_waits_for_results_only() -> None:
    rows = printed(a_plan()).rows("แบบรายงานความก้าวหน้า")

    assert rows[2] == [
        "๑",
        f"P01 {INITIATIVE}\n(สำนักงานเลขานุการกรม)",
        "๑) การรับรู้ค่านิยม (ร้อยละ): ๖๒ → ๘๕\n๒) จำนวนสื่อ (ชิ้น): ๑๔",
        *[""] * 6,
    ]


def test_follow_up_rounds_name_their_years() -> None:
    rows = printed(a_plan()).rows("ปฏิทินติดตามผลการดำเนินงาน")

    assert [row[:2] for row in rows[1:]] == [
        ["รอบ ๖ เดือน", "๑ ต.ค. ๖๙ – ๓๑ มี.ค. ๗๐"],
        ["รอบ ๙ เดือน", "๑ ต.ค. ๖๙ – ๓๐ มิ.ย. ๗๐"],
        ["รอบ ๑๒ เดือน", "๑ ต.ค. ๖๙ – ๓๐ ก.ย. ๗๐"],
    ]


def test_every_idea_is_printed_also_those_not_chosen() -> None:
    rows = printed(a_plan()).rows("ข้อเสนอทั้งหมดจากการระดมความคิดเห็น")

    assert ["I045", IDEA, "สลก.", "F012", "T01", "ไม่ได้บรรจุ"] in rows
    assert ["I046", "เรื่องที่ไม่ได้เลือก", "สลก.", "F012", "–", "ไม่ได้จัดกลุ่ม"] in rows


def test_people_who_stay_unnamed_are_counted_only() -> None:
    assert printed(a_plan()).rows("รายชื่อผู้เข้าร่วมประชุม")[1:] == [
        ["๑", "นายสมมติ ใจดี", "สลก."],
        ["๒", "(ไม่ประสงค์ออกนาม)", "กยผ."],
    ]


def test_draft_says_so_until_the_plan_is_issued() -> None:
    draft, issued = printed(a_plan()), printed(a_plan(is_draft=False))

    assert "(ร่าง)" in draft.text
    assert "(ร่าง)".encode() in draft.parts["word/Header.xml"]
    assert "(ร่าง)" not in issued.text
    assert "(ร่าง)".encode() not in issued.parts["word/Header.xml"]
    assert "รายการที่ต้องเติมก่อนเสนอขออนุมัติ" not in issued.text


def test_last_line_tells_version_and_date() -> None:
    assert printed(a_plan()).text.splitlines()[-1] == (
        "(ร่าง) จัดทำเมื่อวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ รหัสอ้างอิง PMQA70-AB12-R3"
    )


def test_title_that_names_agency_and_year_does_not_repeat_them() -> None:
    agency = "กรมพัฒนาบริการท้องถิ่น (สมมติ)"
    title = f"แผนยกระดับองค์การ {agency} ประจำปีงบประมาณ พ.ศ. 2570"
    cover = printed(a_plan(title=title)).text.split("จัดทำโดย")[0]

    assert cover.split("(ร่าง)")[1].split("\n")[1:4] == [
        "แผนยกระดับองค์การ", agency, "ประจำปีงบประมาณ พ.ศ. ๒๕๗๐",
    ]  # fmt: skip


def test_arabic_digits_are_used_throughout() -> None:
    document = printed(a_plan(), Digits.ARABIC)

    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(document.text)
    assert "5.3 แผนการดำเนินงาน" in document.text
    for name in ("word/document.xml", "word/numbering.xml", "word/Footer.xml"):
        assert b"thaiNumbers" not in document.parts[name]
        assert b"THAIARABIC" not in document.parts[name]


def test_participants_keep_the_digits_they_typed() -> None:
    plan = a_plan(
        ideas=(an_idea(text="ลดจาก ๑๒ เหลือ 8 ขั้นตอน"),), findings=(a_finding(text="ร้อยละ 62 กับ ๖๒"),)
    )

    for digits in Digits:
        document = printed(plan, digits)
        assert "ลดจาก ๑๒ เหลือ 8 ขั้นตอน" in document.text
        assert "ร้อยละ 62 กับ ๖๒" in document.text


@pytest.mark.parametrize(
    "typed", HOSTILE, ids=["tags", "markup", "formula", "control", "lines", "long"]
)
def test_whatever_people_type_is_printed_as_text(typed: str) -> None:
    document = printed(_full_of(typed))

    expected = {HOSTILE[3]: "กข", HOSTILE[4]: "บรรทัด 1\nบรรทัด 2\tแท็บ"}.get(typed, typed)
    assert document.text.count(expected) > 20
    assert "ภาคผนวก ช ภาพกิจกรรม" in document.headings()
    assert len(list(document.body.iter(f"{W}sectPr"))) == 9


def test_empty_plan_says_what_is_missing() -> None:
    text = printed(an_empty_plan()).text

    for missing in (
        "– วันที่จัดประชุมเชิงปฏิบัติการ",
        "– โครงการในแผน",
        "ยังไม่ได้ระบุเป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน",
        "ยังไม่มีคะแนนผลการประเมิน",
        "ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ",
        "ยังไม่มีการลงคะแนนที่ปิดและประกาศผลแล้ว",
        "ยังไม่มีโครงการในแผน",
        "ยังไม่ได้ระบุกำหนดการ",
        "ไม่มีรายชื่อที่เปิดเผยได้",
        "ยังไม่มีข้อเสนอจากการระดมความคิดเห็น",
    ):
        assert missing in text


@pytest.mark.parametrize("size", [1, 60])
def test_plan_holds_every_initiative(size: int) -> None:
    document = printed(a_plan_of(size))
    rows = document.rows("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")

    assert sum(len(row) == 10 for row in rows) == size + 1
    assert sum(len(row) == 1 for row in rows) == min(size, 7)


def test_template_asking_for_the_unknown_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    asking = Document()
    asking.add_paragraph("{{ agency.nmae }}")
    asking.save(template)

    with pytest.raises(TemplateRefused):
        print_document(
            DocumentKind.PLAN, a_plan(), template=template.read_bytes(), page_numbers=False
        )


def test_office_template_without_our_styles_still_prints(tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    own = Document()
    for text in (
        "{{ title }}",
        "{{p gantt }}",
        "{{p scores }}",
        "{{p toc }}",
        "{{p list_of_tables }}",
    ):
        own.add_paragraph(text)
    own.save(template)

    content = print_document(
        DocumentKind.PLAN, a_plan(), template=template.read_bytes(), page_numbers=False
    ).content

    assert content.startswith(b"PK")


def _full_of(typed: str) -> EfficiencyPlan:
    """Return a plan with this text wherever a person may type."""
    plan = a_plan()
    return replace(
        plan,
        venue=typed,
        agenda=((typed, typed),),
        reports=(typed,),
        agency=replace(plan.agency, vision=typed, mission=typed, values=typed),
        goals=tuple(replace(goal, title=typed, indicator=typed) for goal in plan.goals),
        findings=tuple(
            replace(one, text=typed, evidence=typed, impact=typed) for one in plan.findings
        ),
        ideas=tuple(replace(idea, text=typed) for idea in plan.ideas),
        priorities=tuple(replace(one, name=typed, reason=typed) for one in plan.priorities),
        initiatives=tuple(
            replace(
                one, title=typed, objective=typed, expected_result=typed, owner_name=typed,
                budget=Decimal(1), budget_source=typed,
                kpis=tuple(replace(kpi, name=typed, target=typed) for kpi in one.kpis),
                activities=(PlannedActivity(typed, 1, 2),),
                alignments=tuple((kind, typed) for kind, _ in one.alignments),
            )
            for one in plan.initiatives
        ),
        attendance=Attendance(1, 1, names=((typed, "สลก."),)),
        issued_on=date(2026, 11, 23),
    )  # fmt: skip
