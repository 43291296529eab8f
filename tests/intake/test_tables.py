"""Registers come in many layouts; the same findings are read from each."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from pmqa_workshop.domain.errors import NoCategoryColumn, NoFindingsFound
from pmqa_workshop.domain.findings import CriteriaSet, Doubt, FindingKind
from pmqa_workshop.intake.findings import read_findings, read_pasted
from tests.intake.builders import (
    ADVISES,
    LEADS,
    LISTENS,
    MEASURES,
    SHARES,
    C,
    O,
    S,
    an_xlsx,
    read_rows,
    shorts,
)

HEADER = ("หมวด", "ข้อ", "ประเภท", "ข้อค้นพบ")


def test_titles_above_and_totals_below_are_not_findings():
    report = read_rows(
        ("ทะเบียนข้อค้นพบ PMQA 4.0 ประจำปี พ.ศ. ๒๕๖๘",),
        (),
        ("ลำดับ", *HEADER),
        (1, 1, "1.1", S, LEADS),
        (2, 3, "3.1", O, LISTENS),
        ("รวม", "", "", "", "2 ข้อ"),
        ("หมายเหตุ ข้อมูล ณ วันที่ 30 กันยายน 2568",),
    )

    assert shorts(report) == [(1, "1.1", "strength", LEADS), (3, "3.1", "ofi", LISTENS)]
    assert {draft.criteria_set for draft in report.drafts} == {CriteriaSet.PMQA4}
    assert report.fiscal_year == 2568
    assert [draft.doubts for draft in report.drafts] == [(), ()]


def test_strengths_and_opportunities_side_by_side_are_one_finding_each():
    report = read_rows(
        ("หมวด", "หัวข้อ", "จุดแข็ง (Strengths)", "โอกาสในการปรับปรุง (OFI)"),
        ("1", "1.1", LEADS, LISTENS),
        ("4", "4.1", "", MEASURES),
        ("5", "5.3", SHARES, "-"),
        ("6", "6.1", "", ""),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.1", "ofi", LISTENS),
        (4, "4.1", "ofi", MEASURES),
        (5, "5.3", "strength", SHARES),
    ]
    assert [d.place for d in report.drafts] == ["Sheet1!C2", "Sheet1!D2", "Sheet1!D3", "Sheet1!C4"]


def test_a_header_of_two_lines_is_read_as_one():
    report = read_rows(
        ("หมวด", "หัวข้อ", "ข้อค้นพบ", None, "หลักฐาน"),
        (None, None, "จุดแข็ง", "โอกาสในการปรับปรุง", None),
        (1, "1.1", LEADS, LISTENS, "บันทึกการประชุม"),
        (4, "4.1", None, MEASURES, None),
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.1", "ofi", LISTENS),
        (4, "4.1", "ofi", MEASURES),
    ]
    assert report.drafts[0].evidence == "บันทึกการประชุม"


def test_a_header_of_two_lines_is_known_without_merged_cells():
    report = read_pasted(
        f"หมวด\tหัวข้อ\tผลการตรวจประเมิน\t\n\t\tจุดแข็ง\tโอกาสพัฒนา\n๑\t๑.๑\t{LEADS}\t{LISTENS}\n"
    )

    assert shorts(report) == [(1, "1.1", "strength", LEADS), (1, "1.1", "ofi", LISTENS)]


def test_several_comments_in_a_cell_are_findings_of_their_own():
    report = read_rows(
        ("หมวด", "จุดแข็ง", "โอกาสในการปรับปรุง"),
        (
            "หมวด 1 การนำองค์การ",
            f"1. {LEADS} (1.1)\n2. {SHARES} (1.3)",
            f"- {LISTENS}\n- {MEASURES}",
        ),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.3", "strength", SHARES),
        (1, None, "ofi", LISTENS),
        (1, None, "ofi", MEASURES),
    ]


def test_a_sentence_with_a_list_of_examples_stays_one_finding():
    text = "ข้อร้องเรียนเรื่องเดียวกันเกิดซ้ำ\n- รอนาน\n- แบบฟอร์มมีหลายรุ่น"

    report = read_rows(HEADER, (3, "3.4", O, text))

    assert shorts(report) == [(3, "3.4", "ofi", text)]


def test_merged_and_filled_down_cells_hold_for_the_rows_below():
    report = read_rows(
        HEADER,
        ("หมวด 1", "1.1", S, LEADS),
        (None, None, None, SHARES),
        (None, "1.3", O, LISTENS),
        ("หมวด 4", "4.1", O, MEASURES),
        merged=("A2:A4", "B2:B3", "C2:C3"),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.1", "strength", SHARES),
        (1, "1.3", "ofi", LISTENS),
        (4, "4.1", "ofi", MEASURES),
    ]


def test_a_kind_taken_from_the_row_above_is_doubted():
    report = read_rows(HEADER, (1, "1.1", S, LEADS), (None, None, None, SHARES))

    assert report.drafts[1].kind is FindingKind.STRENGTH
    assert Doubt.KIND_GUESSED in report.drafts[1].doubts


def test_rows_that_only_name_what_follows_are_headings():
    report = read_rows(
        ("ที่", "หัวข้อ", "ข้อค้นพบ"),
        ("หมวด ๑ การนำองค์การ",),
        ("จุดแข็ง",),
        (1, "1.1", LEADS),
        ("โอกาสในการปรับปรุง",),
        (2, "1.3", LISTENS),
        ("หมวด ๔ การวัด การวิเคราะห์ และการจัดการความรู้",),
        ("โอกาสในการปรับปรุง",),
        (3, None, MEASURES),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.3", "ofi", LISTENS),
        (4, None, "ofi", MEASURES),
    ]


def test_a_sheet_for_each_category_gives_the_category_and_hidden_sheets_nothing():
    header = ("หัวข้อ", "ประเภท", "รายละเอียด")
    content = an_xlsx(
        ("หมวด 1", [header, ("1.1", S, LEADS)]),
        ("หมวด 4", [header, ("", O, MEASURES)]),
        ("หมวด 5", [header, ("5.3", S, SHARES)]),
        hidden="หมวด 5",
    )

    report = read_findings("รายหมวด.xlsx", content)

    assert shorts(report) == [(1, "1.1", "strength", LEADS), (4, None, "ofi", MEASURES)]


def test_a_count_by_category_is_not_a_list_of_findings():
    content = an_xlsx(
        ("สรุป", [("หมวด", "จุดแข็ง", "โอกาสในการปรับปรุง"), (1, 2, 3), (2, 1, 4), ("รวม", 3, 7)]),
        ("ข้อค้นพบ", [HEADER, (1, "1.1", S, LEADS)]),
    )

    assert shorts(read_findings("ก.xlsx", content)) == [(1, "1.1", "strength", LEADS)]


def test_a_header_repeated_on_each_page_is_not_a_finding():
    report = read_rows(HEADER, (1, "1.1", S, LEADS), HEADER, (3, "3.1", O, LISTENS))

    assert shorts(report) == [(1, "1.1", "strength", LEADS), (3, "3.1", "ofi", LISTENS)]


def test_a_row_whose_cells_sound_like_a_header_is_a_finding():
    report = read_rows((*HEADER, "หลักฐาน"), (1, "1.1", S, "ข้อค้นพบที่พบ", "หลักฐาน 1"))

    assert [(draft.text, draft.evidence) for draft in report.drafts] == [("ข้อค้นพบที่พบ", "หลักฐาน 1")]


def test_category_item_and_point_in_thai_words_are_understood():
    report = read_rows(
        ("หมวด/หัวข้อ", "ประเภท", "ข้อค้นพบ"),
        ("หมวด ๔ ข้อ ๓", O, MEASURES),
        ("1.1ก(2)", S, LEADS),
        ("หมวด 5", C, ADVISES),
    )

    assert shorts(report) == [
        (4, "4.3", "ofi", MEASURES),
        (1, "1.1", "strength", LEADS),
        (5, None, "comment", ADVISES),
    ]
    assert (report.drafts[1].ref, report.drafts[1].criteria_set) == ("1.1ก(2)", CriteriaSet.PMQA)


def test_a_bare_point_beside_its_category_is_its_item():
    report = read_rows(HEADER, (4, 3, O, MEASURES))

    assert report.drafts[0].item == "4.3"


def test_bad_rows_are_kept_with_their_doubt():
    report = read_rows(
        HEADER,
        (9, "", O, LISTENS),
        ("ทั่วไป", "", S, LEADS),
        ("", "", O, MEASURES),
        (2, "2.1", O, None),
        (3, "4.1", O, SHARES),
        (5, "5.9", O, ADVISES),
        (),
        (6, "6.1", "แดง", "กระบวนการหลักยังไม่มีตัวชี้วัด"),
    )

    doubts = [set(draft.doubts) - {Doubt.SET_GUESSED} for draft in report.drafts]
    assert [draft.category for draft in report.drafts] == [9, None, None, 2, 3, 5, 6]
    assert doubts == [
        {Doubt.CATEGORY_UNKNOWN},
        {Doubt.CATEGORY_UNKNOWN},
        {Doubt.CATEGORY_UNKNOWN},
        {Doubt.TEXT_MISSING},
        {Doubt.ITEM_OUTSIDE_CATEGORY},
        {Doubt.ITEM_UNKNOWN},
        {Doubt.KIND_BY_WORDS},
    ]


def test_a_category_missing_from_the_first_row_is_said():
    report = read_rows(HEADER, ("", "", O, MEASURES), (1, "1.1", S, LEADS))

    assert Doubt.CATEGORY_MISSING in report.drafts[0].doubts


def test_the_same_text_twice_is_doubted_the_second_time():
    report = read_rows(HEADER, (1, "1.1", S, LEADS), (1, "1.1", S, LEADS))

    assert [Doubt.REPEATED in draft.doubts for draft in report.drafts] == [False, True]


def test_a_thin_register_of_category_and_sentence_is_enough():
    report = read_rows(("หมวด", "ข้อเสนอแนะ"), (1, ADVISES), (7, "ควรแสดงแนวโน้มสามปี"))

    assert shorts(report) == [
        (1, None, "comment", ADVISES),
        (7, None, "comment", "ควรแสดงแนวโน้มสามปี"),
    ]


def test_a_kind_nobody_named_is_guessed_aloud():
    report = read_rows(("หมวด", "ข้อค้นพบ"), (1, LISTENS), (1, ADVISES), (1, LEADS))

    assert [d.kind for d in report.drafts] == [FindingKind.OFI, FindingKind.COMMENT, None]
    assert [draft.doubts[-1] for draft in report.drafts] == [
        Doubt.KIND_BY_WORDS,
        Doubt.KIND_BY_WORDS,
        Doubt.KIND_GUESSED,
    ]


def test_no_category_anywhere_is_refused_with_the_columns_seen():
    with pytest.raises(NoCategoryColumn) as refusal:
        read_rows(("ลำดับ", "ประเภท", "ข้อค้นพบ"), (1, S, LEADS), (2, O, LISTENS))

    facts = refusal.value.facts
    assert (facts["reason"], facts["name"]) == ("no_category", "ทะเบียน.xlsx")
    assert facts["columns"] == ["ลำดับ", "ประเภท", "ข้อค้นพบ"]


@pytest.mark.parametrize(
    "rows", [[("ชื่อ", "โทร"), ("ก", "1")], [HEADER], [()]], ids=["other", "header", "empty"]
)
def test_a_table_without_findings_is_refused(rows):
    with pytest.raises(NoFindingsFound):
        read_rows(*rows)


def test_two_tables_side_by_side_keep_their_own_references():
    report = read_rows(
        ("หัวข้อ", "จุดแข็ง", "", "หัวข้อ", "โอกาสในการปรับปรุง"),
        ("1.1", LEADS, "", "3.1", LISTENS),
        ("5.3", SHARES, "", "4.1", MEASURES),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (3, "3.1", "ofi", LISTENS),
        (5, "5.3", "strength", SHARES),
        (4, "4.1", "ofi", MEASURES),
    ]


def test_evidence_and_impact_stand_beside_their_finding():
    report = read_rows(
        ("หมวด", "จุดแข็ง", "หลักฐาน", "โอกาสในการปรับปรุง", "หลักฐาน", "ผลกระทบ"),
        (1, LEADS, "รายงาน", LISTENS, "สัมภาษณ์", "เสี่ยง"),
    )

    assert [(d.evidence, d.impact) for d in report.drafts] == [
        ("รายงาน", ""),
        ("สัมภาษณ์", "เสี่ยง"),
    ]


def test_a_column_for_each_category_gives_its_category():
    report = read_rows(
        ("หัวข้อ", "หมวด 1", "หมวด 2"),
        ("จุดแข็ง", LEADS, SHARES),
        ("โอกาสในการปรับปรุง", LISTENS, MEASURES),
    )

    assert shorts(report) == [
        (1, None, "strength", LEADS),
        (2, None, "strength", SHARES),
        (1, None, "ofi", LISTENS),
        (2, None, "ofi", MEASURES),
    ]


def test_one_column_may_hold_category_and_kind_in_turn():
    report = read_rows(
        ("หมวด/ประเภท", "รายละเอียด"),
        ("หมวด 1 การนำองค์การ", None),
        ("จุดแข็ง", LEADS),
        ("จุดแข็ง", SHARES),
        ("โอกาสในการปรับปรุง", LISTENS),
    )

    assert shorts(report) == [
        (1, None, "strength", LEADS),
        (1, None, "strength", SHARES),
        (1, None, "ofi", LISTENS),
    ]


def test_a_column_of_unknown_name_is_known_by_its_items():
    report = read_rows(
        ("ประเด็นการพิจารณา", "จุดแข็ง 1", "จุดแข็ง 2", "OFI"),
        ("หมวด 1 การนำองค์การ",),
        ("1.1 ระบบการนำองค์การที่สร้างความยั่งยืน", LEADS, SHARES, LISTENS),
        ("1.2 การป้องกันทุจริตและสร้างความโปร่งใส", None, None, MEASURES),
    )

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (1, "1.1", "strength", SHARES),
        (1, "1.1", "ofi", LISTENS),
        (1, "1.2", "ofi", MEASURES),
    ]


def test_a_sheet_written_like_a_report_is_read_like_one():
    report = read_rows(
        ("หมวด 1 การนำองค์การ",),
        ("จุดแข็ง",),
        (1, LEADS),
        (2, SHARES),
        ("โอกาสในการปรับปรุง",),
        (1, LISTENS),
    )

    assert shorts(report) == [
        (1, None, "strength", LEADS),
        (1, None, "strength", SHARES),
        (1, None, "ofi", LISTENS),
    ]


def a_sheet_with_hidden(rows: list[tuple[object, ...]], row: int = 0, column: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in rows:
        sheet.append(list(cells))
    if row:
        sheet.row_dimensions[row].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_findings_of_hidden_rows_are_kept_with_a_doubt():
    content = a_sheet_with_hidden([HEADER, (1, "1.1", S, LEADS), (1, "1.3", O, LISTENS)], row=3)

    report = read_findings("a.xlsx", content)

    assert [(d.text, Doubt.HIDDEN in d.doubts) for d in report.drafts] == [
        (LEADS, False),
        (LISTENS, True),
    ]


def test_a_hidden_column_gives_way_to_one_in_sight():
    rows = [("หมวด", "ข้อค้นพบ", "ข้อค้นพบ (ร่างแรก)"), (1, LEADS, "ร่างเก่า")]

    seen = read_findings("a.xlsx", a_sheet_with_hidden(rows, column="C"))
    only_hidden = read_findings("a.xlsx", a_sheet_with_hidden([r[:2] for r in rows], column="B"))
    key_hidden = read_findings("a.xlsx", a_sheet_with_hidden([r[:2] for r in rows], column="A"))

    assert [draft.text for draft in seen.drafts] == [LEADS]
    assert Doubt.HIDDEN in only_hidden.drafts[0].doubts
    assert (key_hidden.drafts[0].category, Doubt.HIDDEN in key_hidden.drafts[0].doubts) == (
        1,
        False,
    )


def test_a_file_whose_sheets_are_all_hidden_says_so():
    content = an_xlsx(("แสดง", []), ("ข้อค้นพบ", [HEADER, (1, "1.1", S, LEADS)]), hidden="ข้อค้นพบ")

    with pytest.raises(NoFindingsFound) as refusal:
        read_findings("a.xlsx", content)

    assert refusal.value.facts["reason"] == "hidden_sheets"


@pytest.mark.parametrize(
    ("rows", "doubt", "expected"),
    [
        ([HEADER, (1, "1.1, 1.2", S, LEADS)], Doubt.SEVERAL_ITEMS, (1, "1.1")),
        ([HEADER, (4, 3, S, LEADS)], Doubt.ITEM_GUESSED, (4, "4.3")),
        ([HEADER, (4, 9, S, LEADS)], Doubt.ITEM_UNKNOWN, (4, None)),
        ([HEADER, ("3 การนำองค์การ", "", S, LEADS)], Doubt.CATEGORY_GUESSED, (3, None)),
        (
            [("ผลของหมวด 2",), HEADER[1:], ("", S, LEADS)],
            Doubt.CATEGORY_GUESSED,
            (2, None),
        ),
        ([HEADER, (1, "", S, LEADS * 100)], Doubt.TEXT_TOO_LONG, (1, None)),
    ],
    ids=["several items", "bare point", "no such point", "number and name differ", "titles differ",
         "too long"],
)  # fmt: skip
def test_what_was_guessed_is_doubted(rows, doubt, expected):
    (draft,) = read_findings("a.xlsx", an_xlsx(("หมวด 1", rows))).drafts

    assert (draft.category, draft.item) == expected
    assert doubt in draft.doubts


def test_a_sheet_named_by_a_bare_number_is_a_guessed_category():
    rows = [("ประเภท", "ข้อค้นพบ"), (S, LEADS)]
    content = an_xlsx(("3", rows), ("หมวด 5", rows))

    assert [(d.category, Doubt.CATEGORY_GUESSED in d.doubts) for d in
            read_findings("a.xlsx", content).drafts] == [(3, True), (5, False)]  # fmt: skip


def test_lines_of_a_kind_column_are_comments_of_their_own_and_doubted():
    report = read_rows(
        ("หัวข้อ", S, O), ("1.1", f"{LEADS}\n{SHARES}", f"{LISTENS}\nและทุกช่องทางที่เปิดให้บริการ")
    )

    assert [(d.text, Doubt.SPLIT_UNCERTAIN in d.doubts) for d in report.drafts] == [
        (LEADS, True),
        (SHARES, True),
        (f"{LISTENS}\nและทุกช่องทางที่เปิดให้บริการ", False),
    ]


def test_a_column_that_numbers_the_rows_is_no_item():
    report = read_rows(
        ("หมวด", "ข้อ", "ข้อค้นพบ"),
        *((1 + n // 2, n + 1, f"{LEADS} {n}") for n in range(5)),
    )

    assert [(d.item, d.number) for d in report.drafts] == [(None, n) for n in range(1, 6)]


def test_cells_that_say_there_is_nothing_are_no_findings():
    report = read_rows(("หัวข้อ", S, O), ("1.1", LEADS, "ไม่มี"), ("1.2", "-", "ไม่พบประเด็น"))

    assert [draft.text for draft in report.drafts] == [LEADS]


@pytest.mark.parametrize(
    "rows",
    [
        [("ข้อ", "2566", "ปี 2567"), ("1.1", 300, "๓๒๐.๕"), ("4.2", 400, "")],
        [("หัวข้อ", "ปีงบประมาณ", "คะแนน"), ("1.1", 2566, 300), ("1.1", 2567, 320.5),
         ("4.2", 2566, 400)],
        [("หัวข้อ", "คะแนน 2566", "คะแนน 2567", S, O), ("1.1", 300, 320.5, LEADS, LISTENS),
         ("4.2", 400, "", SHARES, "")],
    ],
    ids=["a column a year", "a row a year", "beside the findings"],
)  # fmt: skip
def test_scores_are_read_by_item_and_year(rows):
    other = ("อื่น", [HEADER, (1, "1.1", S, ADVISES)])

    report = read_findings("a.xlsx", an_xlsx(("คะแนน PMQA 4.0", rows), other))

    assert {(one.item, one.fiscal_year): one.score for one in report.scores} == {
        ("1.1", 2566): 300.0,
        ("1.1", 2567): 320.5,
        ("4.2", 2566): 400.0,
    }
    assert len(report.drafts) == (4 if len(rows[0]) > 3 else 1)
