"""Word reports as agencies write them: with styles, without, in tables, by item."""

import pytest

from pmqa_workshop.domain.errors import NoCategoryColumn, NoFindingsFound
from pmqa_workshop.domain.findings import CriteriaSet, Doubt, FindingKind
from tests.intake.builders import (
    ADVISES,
    LEADS,
    LISTENS,
    MEASURES,
    SHARES,
    read_word,
    short,
    shorts,
)

THANKS = "คณะผู้ตรวจประเมินขอขอบคุณผู้บริหารและบุคลากรทุกท่าน"
FOUR = [
    (1, "1.1", "strength", LEADS),
    (1, "1.3", "strength", SHARES),
    (3, "3.2", "ofi", LISTENS),
    (4, "4.1", "ofi", MEASURES),
]


def test_bold_lines_are_headings_where_no_style_is_used():
    report = read_word(
        ("bold", "รายงานป้อนกลับ PMQA 4.0 ประจำปี พ.ศ. ๒๕๖๘"),
        ("bold", "บทนำ"),
        "รายงานนี้สรุปจุดแข็งและโอกาสในการปรับปรุงของส่วนราชการ",
        ("bold", "ประเด็นสำคัญ (Key Themes)"),
        ("bold", "จุดแข็ง"),
        "1. การใช้เทคโนโลยีปรากฏในหลายหมวด",
        ("bold", "หมวด ๑ การนำองค์การ"),
        "ในภาพรวมผู้บริหารมีบทบาทเด่นชัด",
        ("bold", "จุดแข็ง"),
        f"1. {LEADS} (1.1)",
        f"2. {SHARES} (1.3)",
        ("bold", "หมวด ๓ การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"),
        ("bold", "โอกาสในการปรับปรุง"),
        f"๑) {LISTENS} (ข้อ ๓.๒)",
        ("bold", "หมวด ๔ การวัด การวิเคราะห์ และการจัดการความรู้"),
        ("bold", "โอกาสในการปรับปรุง"),
        f"๑) {MEASURES} [๔.๑]",
        "",
        THANKS,
    )

    assert shorts(report) == FOUR
    assert {draft.criteria_set for draft in report.drafts} == {CriteriaSet.PMQA4}
    assert report.fiscal_year == 2568


def test_plain_lines_are_headings_where_nothing_is_set_apart():
    report = read_word(
        "รายงานป้อนกลับ",
        "คำนำ",
        "เอกสารนี้จัดทำขึ้นเพื่อการพัฒนา",
        "หมวด 1 การนำองค์การ",
        "จุดแข็ง",
        f"- {LEADS} (1.1)",
        f"- {SHARES} (1.3)",
        "หมวด 3",
        "โอกาสในการปรับปรุง (Opportunities for Improvement)",
        f"{LISTENS} (3.2)",
        "หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้ : โอกาสในการปรับปรุง",
        f"{MEASURES} (4.1)",
        "ภาคผนวก",
        "รายชื่อคณะผู้ตรวจประเมิน",
    )

    assert shorts(report) == FOUR


def test_a_table_for_each_category_takes_the_heading_above_it():
    header = ["ลำดับ", "ข้อ", "จุดแข็ง", "โอกาสในการปรับปรุง"]
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        [header, ["1", "1.1", LEADS, ""], ["2", "1.3", SHARES, ""]],
        ("Heading 1", "หมวด 3 การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"),
        [header, ["1", "3.2", "", LISTENS]],
        ("Heading 1", "หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้"),
        [header, ["1", "4.1", "-", MEASURES]],
    )

    assert shorts(report) == FOUR
    assert report.drafts[0].place == "ตาราง 1 แถว 2"


def test_a_table_may_carry_its_category_in_its_first_row():
    report = read_word(
        [["หมวด 1 การนำองค์การ"], ["จุดแข็ง", "โอกาสในการปรับปรุง"], [f"{LEADS}\n{SHARES}", LISTENS]],
        "",
        [["หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้"], ["จุดแข็ง", "โอกาสในการปรับปรุง"],
         ["", f"1. {MEASURES}\n2. {ADVISES}"]],
    )  # fmt: skip

    assert shorts(report) == [
        (1, None, "strength", LEADS),
        (1, None, "strength", SHARES),
        (1, None, "ofi", LISTENS),
        (4, None, "ofi", MEASURES),
        (4, None, "ofi", ADVISES),
    ]


def test_a_table_of_kind_and_text_is_read_row_by_row():
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        [["จุดแข็ง", f"1. {LEADS} (1.1)\n2. {SHARES} (1.3)"], ["โอกาสในการปรับปรุง", LISTENS]],
    )

    assert shorts(report) == [*FOUR[:2], (1, None, "ofi", LISTENS)]


def test_a_table_that_goes_on_without_its_header_is_still_read():
    report = read_word(
        [["หมวด", "ประเภท", "ข้อค้นพบ"], ["1", "จุดแข็ง", LEADS]],
        "",
        [["3", "โอกาสในการปรับปรุง", LISTENS]],
    )

    assert shorts(report) == [(1, None, "strength", LEADS), (3, None, "ofi", LISTENS)]


def test_a_report_by_item_gives_each_finding_its_item():
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        ("Heading 2", "1.1 ระบบการนำองค์การที่สร้างความยั่งยืน"),
        ("Heading 3", "จุดแข็ง"),
        ("List Bullet", LEADS),
        ("Heading 3", "โอกาสในการปรับปรุง"),
        ("List Bullet", LISTENS),
        ("Heading 2", "1.2 การป้องกันทุจริตและสร้างความโปร่งใส"),
        ("Heading 3", "โอกาสในการปรับปรุง"),
        ("List Bullet", MEASURES),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.1", "ofi", LISTENS),
        (1, "1.2", "ofi", MEASURES),
    ]


def test_a_report_by_kind_then_category_is_read_too():
    report = read_word(
        ("Heading 1", "จุดแข็ง"),
        ("Heading 2", "หมวด 1 การนำองค์การ"),
        f"1. {LEADS} (1.1)",
        f"2. {SHARES} (1.3)",
        ("Heading 1", "โอกาสในการปรับปรุง"),
        ("Heading 2", "หมวด 3 การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"),
        f"1. {LISTENS} (3.2)",
        ("Heading 2", "หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้"),
        f"1. {MEASURES} (4.1)",
    )

    assert shorts(report) == FOUR


def test_references_alone_place_findings_without_a_category_heading():
    report = read_word(
        ("Heading 1", "จุดแข็ง"), f"1. {LEADS} (1.1)", ("Heading 1", "OFI"), f"1. {MEASURES} (4.1)"
    )

    assert shorts(report) == [FOUR[0], FOUR[3]]


def test_a_kind_may_stand_before_each_finding():
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        f"จุดแข็ง: {LEADS}",
        f"(OFI) {LISTENS}",
        f"ข้อเสนอแนะ 1: {ADVISES}",
    )

    assert [short(draft)[2] for draft in report.drafts] == ["strength", "ofi", "comment"]
    assert report.drafts[2].text == ADVISES


def test_a_list_of_examples_stays_with_its_sentence():
    report = read_word(
        ("Heading 1", "หมวด 3 การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"),
        ("Heading 2", "โอกาสในการปรับปรุง"),
        "1. ผลสำรวจมีข้อเสนอแนะซ้ำกันในเรื่องต่อไปนี้",
        "- รอสายนาน",
        "- แบบฟอร์มมีหลายรุ่น",
        f"2. {LISTENS}",
    )

    assert [draft.text for draft in report.drafts] == [
        "ผลสำรวจมีข้อเสนอแนะซ้ำกันในเรื่องต่อไปนี้\n• รอสายนาน\n• แบบฟอร์มมีหลายรุ่น".replace("•", "-"),
        LISTENS,
    ]


def test_a_sentence_that_announces_findings_is_not_one():
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        ("Heading 2", "จุดแข็ง"),
        "คณะผู้ตรวจประเมินพบจุดแข็งของส่วนราชการ ดังนี้",
        ("List Number", LEADS),
        ("List Number", SHARES),
    )

    assert [draft.text for draft in report.drafts] == [LEADS, SHARES]


def test_an_overview_inside_a_category_does_not_end_it():
    report = read_word(
        ("bold", "หมวด 1 การนำองค์การ"),
        ("bold", "ภาพรวม"),
        "ผู้บริหารมีบทบาทเด่นชัด",
        ("bold", "จุดแข็ง"),
        LEADS,
        SHARES,
        ("bold", "สรุปผลการประเมิน"),
        "ระดับพื้นฐาน",
    )

    assert shorts(report) == [(1, None, "strength", LEADS), (1, None, "strength", SHARES)]


def test_a_stray_paragraph_after_a_list_is_kept_with_a_doubt():
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        ("Heading 2", "จุดแข็ง"),
        ("List Number", f"{LEADS} (1.1)"),
        "ทั้งนี้ส่วนราชการอาจพิจารณาขยายผลต่อไป",
    )

    assert Doubt.POSSIBLY_NOT_A_FINDING in report.drafts[1].doubts
    assert report.drafts[0].doubts == (Doubt.SET_GUESSED,)


def test_a_list_without_any_kind_is_kept_with_a_guess():
    report = read_word(
        ("Heading 1", "หมวด 1 การนำองค์การ"),
        "ภาพรวมของหมวดเป็นไปตามเกณฑ์",
        ("List Number", ADVISES),
        ("List Number", LISTENS),
        ("Heading 1", "ภาคผนวก"),
        ("List Number", "รายชื่อ"),
    )

    assert [(d.kind, d.text) for d in report.drafts] == [
        (FindingKind.COMMENT, ADVISES),
        (FindingKind.OFI, LISTENS),
    ]
    assert all(Doubt.KIND_BY_WORDS in draft.doubts for draft in report.drafts)


def test_a_table_of_contents_is_not_read():
    report = read_word(
        "สารบัญ",
        "หมวด 1 การนำองค์การ ........................ 4",
        "จุดแข็ง\t5",
        "หมวด 1 การนำองค์การ",
        "จุดแข็ง",
        f"1. {LEADS}",
    )

    assert [draft.text for draft in report.drafts] == [LEADS]


@pytest.mark.parametrize(
    "blocks", [["จดหมายนำส่ง", "เรียน อธิบดี"], [("Heading 1", "หมวด 1 การนำองค์การ")]],
    ids=["letter", "headings only"],
)  # fmt: skip
def test_a_report_without_findings_is_refused(blocks):
    with pytest.raises(NoFindingsFound):
        read_word(*blocks)


def test_a_table_without_any_category_is_refused():
    with pytest.raises(NoCategoryColumn):
        read_word([["ลำดับ", "ข้อค้นพบ"], ["1", LEADS]])


def test_a_heading_repeated_on_top_of_a_page_does_not_begin_anew():
    report = read_word(
        ("bold", "หมวด 1 การนำองค์การ"),
        ("bold", "จุดแข็ง"),
        ("List Number", LEADS),
        ("bold", "หมวด 1 การนำองค์การ (ต่อ)"),
        ("List Number", SHARES),
    )

    assert [(draft.kind, draft.text) for draft in report.drafts] == [
        (FindingKind.STRENGTH, LEADS),
        (FindingKind.STRENGTH, SHARES),
    ]


def test_a_cross_reference_is_part_of_the_sentence():
    report = read_word(
        ("bold", "หมวด 5 การมุ่งเน้นบุคลากร"),
        ("bold", "จุดแข็ง"),
        ("List Number", f"{LEADS} (ดูหัวข้อ 4.3)"),
    )

    assert shorts(report) == [(5, None, "strength", f"{LEADS} (ดูหัวข้อ 4.3)")]


def test_who_signs_a_report_is_no_finding():
    report = read_word(
        ("bold", "หมวด 1 การนำองค์การ"),
        ("bold", "จุดแข็ง"),
        f"1. {LEADS}",
        "ลงชื่อ........................ ประธานคณะผู้ตรวจประเมิน",
        "กลุ่มพัฒนาระบบบริหาร โทร. ๐ ๒๐๐๐ ๐๐๐๐",
        "จบรายงาน",
    )

    assert [draft.text for draft in report.drafts] == [LEADS]
