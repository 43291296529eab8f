"""References to the criteria are understood however they are written."""

import pytest

from pmqa_workshop.domain.findings import CriteriaSet, FindingKind
from pmqa_workshop.intake.marks import split_comments
from pmqa_workshop.intake.references import (
    Reference,
    parse_kind,
    parse_reference,
    parse_set,
    split_reference,
)

PMQA, PMQA4 = CriteriaSet.PMQA, CriteriaSet.PMQA4


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("4.3", Reference(4, "4.3")),
        ("๔.๓", Reference(4, "4.3")),
        ("ข้อ ๓.๑", Reference(3, "3.1")),
        ("หมวด ๔ ข้อ ๓", Reference(4, "4.3")),
        ("หมวด 4 ข้อ 4.3", Reference(4, "4.3")),
        ("หมวด 7", Reference(7)),
        ("หมวดที่ 3: ผู้รับบริการ", Reference(3)),
        ("4 การวัด การวิเคราะห์ และการจัดการความรู้", Reference(4)),
        ("การนำองค์กร", Reference(1)),
        ("1.0", Reference(1)),
        ("9", Reference(9)),
        ("ระบบการพัฒนาบุคลากร", Reference(5, "5.4")),
        ("1.1ก(2)", Reference(1, "1.1", "1.1ก(2)", PMQA)),
        ("PMQA 6.1ก(1)", Reference(6, "6.1", "6.1ก(1)", PMQA)),
        ("PMQA 4.0 ข้อ 4.1", Reference(4, "4.1", None, PMQA4)),
        ("2.1, 2.2", Reference(2, "2.1", "2.1, 2.2")),
        ("7.1–7.6", Reference(7, None, "7.1–7.6")),
        ("1.1-1.2", Reference(1, "1.1", "1.1-1.2")),
        ("PMQA 4.0", Reference(criteria_set=PMQA4)),
        ("2025-01-01", Reference()),
        ("ทั่วไป", Reference()),
    ],
)
def test_reference_is_understood(text, reference):
    assert parse_reference(text) == reference


@pytest.mark.parametrize(
    ("text", "rest", "item"),
    [
        ("ดี (1.1)", "ดี", "1.1"),
        ("ดี [๔.๔]", "ดี", "4.4"),
        ("ดี (หมวด 4 ข้อ 4.3).", "ดี", "4.3"),
        ("[4.4] ดี", "ดี", "4.4"),
        ("ลดลง (88.1 → 85.9)", "ลดลง (88.1 → 85.9)", None),
        ("ค่าเฉลี่ย (4.78)", "ค่าเฉลี่ย (4.78)", None),
        ("สั้น (ไม่เกิน 60 นาที)", "สั้น (ไม่เกิน 60 นาที)", None),
        ("(1.1)", "(1.1)", None),
    ],
)
def test_reference_in_brackets_is_parted_from_the_text(text, rest, item):
    found, reference = split_reference(text)

    assert (found, reference.item if reference else None) == (rest, item)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("จุดแข็ง (Strengths)", FindingKind.STRENGTH),
        ("S", FindingKind.STRENGTH),
        ("โอกาสพัฒนา", FindingKind.OFI),
        ("โอกาสในการปรับปรุง/OFI", FindingKind.OFI),
        ("จุดที่ควรพัฒนา", FindingKind.OFI),
        ("ข้อเสนอแนะเพื่อการพัฒนา", FindingKind.COMMENT),
        ("จุดแข็ง/โอกาสในการปรับปรุง", None),
        ("จุดแข็ง หมายถึง แนวทางที่โดดเด่น", None),
        ("", None),
    ],
)
def test_kind_is_named_only_by_itself(text, kind):
    assert parse_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "criteria_set"),
    [
        ("PMQA", PMQA),
        ("pmqa 4.0", PMQA4),
        ("ระบบราชการ 4.0 (PMQA 4.0)", PMQA4),
        ("PMQA และ PMQA 4.0", None),
        ("รายงาน", None),
    ],
)
def test_criteria_set_is_named(text, criteria_set):
    assert parse_set(text) is criteria_set


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("1. ก\n2. ข", ["ก", "ข"]),
        ("๑) ก\n- x\n๒) ข", ["ก\n- x", "ข"]),
        ("• ก\n• ข", ["ก", "ข"]),
        ("นำ\n- ก\n- ข", ["นำ\n- ก\n- ข"]),
        ("ก (1.1)\nข (1.2)", ["ก (1.1)", "ข (1.2)"]),
        ("1. ก", ["ก"]),
        ("-5 องศา", ["-5 องศา"]),
    ],
)
def test_comments_of_a_cell_are_parted_by_their_marks(text, comments):
    assert split_comments(text) == comments
