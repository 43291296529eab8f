"""Units and goals are read from the office's own lists."""

import pytest

from pmqa_workshop.domain.errors import NoFindingsFound
from pmqa_workshop.domain.findings import Doubt
from pmqa_workshop.domain.register import GoalDraft, UnitDraft
from pmqa_workshop.intake.findings import read_findings
from pmqa_workshop.intake.register import (
    read_goals,
    read_goals_pasted,
    read_units,
    read_units_pasted,
)
from pmqa_workshop.intake.template import findings_template
from tests.intake.builders import an_xlsx, report_file


def test_units_of_the_sample_are_all_read():
    units = read_units("units.xlsx", report_file("units.xlsx"))

    assert len(units) == 14
    assert units[0] == UnitDraft("สำนักงานเลขานุการกรม", "สลก.", "หน่วยงาน!C2")
    assert units[-1].short_name == "ตสน."


def test_goals_of_the_sample_are_all_read():
    goals = read_goals("goals.xlsx", report_file("strategic_goals.xlsx"))

    assert [goal.code for goal in goals] == ["G1", "G2", "G3", "G4", "G5"]
    assert goals[1] == GoalDraft(
        title="ท้องถิ่นให้บริการดิจิทัลแบบเบ็ดเสร็จที่ใช้งานง่าย รวดเร็ว และปลอดภัย",
        indicator="จำนวนบริการที่ใช้ได้ครบวงจรบนแพลตฟอร์มบริการใกล้บ้าน",
        current="46 บริการ",
        target="70 บริการ",
        national_strategy="NS6",
        sdgs="9, 16",
        code="G2",
        target_year="2570",
        place="เป้าหมายเชิงยุทธศาสตร์!B3",
    )


@pytest.mark.parametrize(
    "text",
    [
        "กองกลาง (กก.)\nกองคลัง (กค.)\n",
        "1\tกก.\tกองกลาง\n2\tกค.\tกองคลัง",
        "หน่วยงาน,ชื่อย่อ\nกองกลาง,กก.\nกองคลัง,กค.",
        "กองกลาง\tกก.\nกองคลัง\tกค.\nกองกลาง\tกก.\nรวม\t2",
    ],
    ids=["a line each", "short name first", "commas", "repeated"],
)  # fmt: skip
def test_units_are_read_however_they_are_pasted(text):
    units = read_units_pasted(text)

    assert [(unit.name, unit.short_name) for unit in units] == [
        ("กองกลาง", "กก."),
        ("กองคลัง", "กค."),
    ]


def test_goals_are_read_from_pasted_rows():
    (goal,) = read_goals_pasted("เป้าประสงค์\tตัวชี้วัด\tปีฐาน\tเป้าหมายปี 2570\nบริการดี\tร้อยละ\t70\t80\n")

    assert (goal.title, goal.indicator, goal.current, goal.target) == (
        "บริการดี",
        "ร้อยละ",
        "70",
        "80",
    )


HEAD = "เป้าหมาย\tตัวชี้วัด\tค่าปัจจุบัน\tค่าเป้าหมาย\n"


@pytest.mark.parametrize("second", ["", "บริการดี"], ids=["merged cell", "title again"])
def test_a_goal_keeps_all_its_indicators(second):
    rows = f"บริการดี\tร้อยละความพึงพอใจ\t70\t80\n{second}\tเวลาเฉลี่ย\t\t15 นาที\nคนเก่ง\tร้อยละ\t1\t2\n"

    goals = read_goals_pasted(HEAD + rows)

    assert [(goal.title, goal.indicator, goal.current, goal.target) for goal in goals] == [
        ("บริการดี", "ร้อยละความพึงพอใจ; เวลาเฉลี่ย", "70; –", "80; 15 นาที"),
        ("คนเก่ง", "ร้อยละ", "1", "2"),
    ]


@pytest.mark.parametrize("reader", [read_units, read_goals])
def test_a_list_without_rows_is_refused(reader):
    with pytest.raises(NoFindingsFound):
        reader("a.xlsx", an_xlsx(("ก", [("หน่วยงาน", "เป้าหมายเชิงยุทธศาสตร์")])))


def test_goals_dropped_on_units_are_refused():
    with pytest.raises(NoFindingsFound) as refused:
        read_units("goals.xlsx", report_file("strategic_goals.xlsx"))

    assert refused.value.facts["reason"] == "no_units"


def test_a_sheet_without_header_and_with_many_columns_is_no_list_of_units():
    with pytest.raises(NoFindingsFound):
        read_units_pasted("1\tกก.\tกองกลาง\t12 คน\n2\tกค.\tกองคลัง\t9 คน")


def test_units_beside_a_sheet_of_goals_are_read():
    goals = ("เป้าหมาย", [("รหัส", "เป้าประสงค์"), ("G1", "บริการดี")])
    units = ("หน่วยงาน", [("หน่วยงาน", "ชื่อย่อ"), ("กองกลาง", "กก.")])

    assert [unit.name for unit in read_units("a.xlsx", an_xlsx(goals, units))] == ["กองกลาง"]


def test_template_is_read_back_with_its_examples_doubted():
    report = read_findings("แบบ.xlsx", findings_template())

    assert [(d.category, d.item, d.ref) for d in report.drafts] == [
        (1, "1.1", None),
        (4, "4.1", "4.1ก(2)"),
    ]
    assert all(draft.doubts == (Doubt.POSSIBLY_NOT_A_FINDING,) for draft in report.drafts)
