"""What a reader took each column for is told, and a person's correction is followed."""

import pytest

from pmqa_workshop.domain.errors import NoCategoryColumn, NoFindingsFound
from pmqa_workshop.domain.findings import Column, ColumnReading, Doubt
from pmqa_workshop.intake.child import read_in_child
from pmqa_workshop.intake.findings import read_findings, read_pasted
from tests.intake.builders import LEADS, LISTENS, MEASURES, an_xlsx, read_rows, shorts

STRANGE = (
    ("ช่อง ก", "ช่อง ข", "ช่อง ค"),
    ("หนึ่ง", LEADS, "2567"),
    ("สอง", LISTENS, "2567"),
)


def test_columns_are_told_with_their_first_cells():
    report = read_rows(("หมวด", "ข้อค้นพบ", "ผู้บันทึก"), (1, LEADS, "ก"), (3, LISTENS, "ข"))

    assert report.columns == (
        ColumnReading("หมวด", "Sheet1!A", Column.CATEGORY, ("1", "3")),
        ColumnReading("ข้อค้นพบ", "Sheet1!B", Column.TEXT, (LEADS, LISTENS)),
        ColumnReading("ผู้บันทึก", "Sheet1!C", "", ("ก", "ข")),
    )


def test_columns_of_sheets_with_the_same_header_are_told_once():
    rows = [("หมวด", "ข้อค้นพบ"), (1, LEADS)]
    content = an_xlsx(("ก", rows), ("ข", rows))

    assert [one.position for one in read_findings("a.xlsx", content).columns] == ["ก!A", "ก!B"]


@pytest.mark.parametrize(
    "mapping",
    [
        {"หมวด": "category", "ข้อค้นพบ": "", "ความเห็นผู้ตรวจ": "text"},
        {"Sheet1!B": "", "sheet1!c": "text"},
        {" ข้อค้นพบ\n": "evidence", "Sheet1!B": "", "Sheet1!C": "text"},
    ],
    ids=["by label", "by position", "position before label"],
)
def test_column_told_by_a_person_is_believed(mapping):
    rows = [("หมวด", "ข้อค้นพบ", "ความเห็นผู้ตรวจ"), (1, "ดูช่องถัดไป", LEADS)]

    report = read_findings("a.xlsx", an_xlsx(("Sheet1", rows)), mapping)

    assert shorts(report) == [(1, None, None, LEADS)]
    assert report.drafts[0].evidence == ""
    assert [one.taken_as for one in report.columns] == ["category", "", "text"]


def test_header_of_unknown_names_is_refused_with_its_columns_and_read_once_told():
    content = an_xlsx(("ก", STRANGE))
    with pytest.raises(NoFindingsFound) as refusal:
        read_in_child("findings", "a.xlsx", content)

    readings = refusal.value.facts["readings"]
    assert [(one.label, one.taken_as) for one in readings] == [
        ("ช่อง ก", ""), ("ช่อง ข", ""), ("ช่อง ค", ""),
    ]  # fmt: skip
    told = {readings[0].label: "category", readings[1].position: "text"}
    report = read_in_child("findings", "a.xlsx", content, mapping=told)
    assert [draft.text for draft in report.drafts] == [LEADS, LISTENS]


def test_missing_category_column_can_be_pointed_at():
    rows = [("กลุ่มงาน", "ข้อค้นพบ"), ("หมวด 1 การนำองค์การ", LEADS), ("หมวด 3", LISTENS)]
    with pytest.raises(NoCategoryColumn) as refusal:
        read_findings("a.xlsx", an_xlsx(("ก", [rows[0], ("ก", LEADS)])))

    assert [one.label for one in refusal.value.facts["readings"]] == ["กลุ่มงาน", "ข้อค้นพบ"]
    report = read_findings("a.xlsx", an_xlsx(("ก", rows)), {"กลุ่มงาน": "category"})
    assert [draft.category for draft in report.drafts] == [1, 3]


def test_columns_of_a_table_without_header_are_guessed_until_told():
    text = f"1\t1.1\tจุดแข็ง\t{LEADS}\tก\n4\t4.1\tOFI\t{MEASURES}\tข\n"

    guessed = read_pasted(text)
    told = read_pasted(text, {"D": "text", "E": ""})

    assert all(draft.doubts[0] is Doubt.COLUMN_GUESSED for draft in guessed.drafts)
    assert [one.position for one in guessed.columns] == ["A", "B", "C", "D", "E"]
    assert [draft.evidence for draft in told.drafts] == ["", ""]
    assert not any(Doubt.COLUMN_GUESSED in draft.doubts for draft in told.drafts)


def test_unknown_column_in_a_mapping_is_our_own_mistake():
    with pytest.raises(ValueError, match="shelf"):
        read_pasted("ก", {"ก": "shelf"})


def test_drafts_keep_the_cell_they_came_from():
    cell = f"1. {LEADS} (1.1)\n2. {LISTENS}"

    report = read_rows(("หมวด", "ข้อค้นพบ"), (1, cell))

    assert [(draft.text, draft.source) for draft in report.drafts] == [
        (LEADS, cell),
        (LISTENS, cell),
    ]


def test_very_long_cells_are_kept_around_the_finding():
    cell = "\n".join(f"{n}. ข้อที่ {n} " + "ก" * 900 for n in range(1, 9))

    last = read_rows(("หมวด", "ข้อค้นพบ"), (1, cell)).drafts[-1]

    assert "ข้อที่ 8" in last.source
    assert len(last.source) <= 4000
