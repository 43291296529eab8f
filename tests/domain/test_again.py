"""Which row of a corrected report is which, and what a person must be asked about."""

import time

import pytest

from pmqa_workshop.domain.again import (
    Change,
    KnownReport,
    KnownRow,
    Likeness,
    compare,
    recognise,
    values_of,
)
from pmqa_workshop.domain.findings import FindingKind
from tests.factories import a_draft

SYSTEMS = "ข้อมูลยังกระจายอยู่หลายระบบ ทำให้ผู้บริหารใช้ข้อมูลไม่ตรงกัน"
CALLS = "ไม่มีการวัดความพึงพอใจของผู้ใช้บริการทางโทรศัพท์อย่างสม่ำเสมอ"
HEIRS = "แผนสืบทอดตำแหน่งยังไม่ครอบคลุมตำแหน่งสำคัญในส่วนภูมิภาค"


def a_row(id, draft, state="waiting", number=None, is_cut=False, **now):
    reading = values_of(draft)
    return KnownRow(id, id, reading, {**reading, **now}, state, number=number, is_cut=is_cut)


def told(differences):
    return [(d.change.value, d.row and d.row.id, d.fields, d.asked) for d in differences]


def test_a_report_that_did_not_change_has_no_difference_but_in_its_spaces():
    rows = [a_row(1, a_draft(4, SYSTEMS)), a_row(2, a_draft(3, CALLS))]

    again = compare(rows, [a_draft(4, SYSTEMS.replace(" ", "\n")), a_draft(3, CALLS)])

    assert [d.change for d in again] == [Change.UNCHANGED] * 2


def test_new_changed_and_gone_rows_are_told_apart_wherever_they_stand():
    rows = [a_row(1, a_draft(4, SYSTEMS)), a_row(2, a_draft(3, CALLS)), a_row(3, a_draft(5, HEIRS))]
    reworded = CALLS.replace("สม่ำเสมอ", "ต่อเนื่องทุกเดือน")

    again = compare(rows, [a_draft(3, reworded), a_draft(7, "ผลลัพธ์ดีขึ้น"), a_draft(4, SYSTEMS)])

    assert told(again) == [
        ("changed", 2, ("text",), ()),
        ("new", None, (), ()),
        ("unchanged", 1, (), ()),
        ("gone", 3, (), ()),
    ]


def test_a_row_moved_to_another_category_is_the_same_row():
    rows = [a_row(1, a_draft(4, SYSTEMS, item="4.1"))]

    assert told(compare(rows, [a_draft(5, SYSTEMS, item="5.1")])) == [
        ("changed", 1, ("category", "item"), ())
    ]


def test_two_rows_with_the_same_words_stay_two():
    twice = [a_draft(4, SYSTEMS), a_draft(4, SYSTEMS)]
    rows = [a_row(at, draft) for at, draft in enumerate(twice, start=1)]

    assert [d.row.id for d in compare(rows, twice)] == [1, 2]
    assert told(compare(rows, twice[:1]))[-1] == ("gone", 2, (), ())


def test_a_printed_number_tells_a_row_that_was_written_anew():
    rows = [a_row(1, a_draft(4, "ระบบข้อมูลกลางยังไม่มี"), number=7), a_row(2, a_draft(4, HEIRS))]
    anew = "ควรมีระบบข้อมูลกลางที่ทุกกองใช้ร่วมกัน"

    assert told(compare(rows, [a_draft(4, anew, number=7)]))[0][:2] == ("changed", 1)
    assert told(compare(rows, [a_draft(4, anew, number=8)]))[0][:2] == ("new", None)


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        (a_row(1, a_draft(4, SYSTEMS)), ()),
        (a_row(1, a_draft(4, SYSTEMS), text="คำของเจ้าหน้าที่"), ("text",)),
        (a_row(1, a_draft(4, SYSTEMS), text=SYSTEMS + " เพิ่ม"), ()),
        (a_row(1, a_draft(4, SYSTEMS), category=5), ()),
        (a_row(1, a_draft(4, SYSTEMS), state="accepted"), ("text",)),
        (a_row(1, a_draft(4, SYSTEMS), state="dismissed"), ("text",)),
        (a_row(1, a_draft(4, SYSTEMS), is_cut=True), ("text",)),
    ],
    ids=["untouched", "mended", "mended to the same", "mended elsewhere", "accepted", "set aside",
         "split"],
)  # fmt: skip
def test_what_people_decided_is_asked_about(row, asked):
    assert compare([row], [a_draft(4, SYSTEMS + " เพิ่ม")])[0].asked == asked


@pytest.mark.parametrize(
    ("row", "asks"),
    [
        (a_row(1, a_draft(4, SYSTEMS)), False),
        (a_row(1, a_draft(4, SYSTEMS), kind=FindingKind.STRENGTH), True),
        (a_row(1, a_draft(4, SYSTEMS), state="accepted"), True),
    ],
    ids=["untouched", "mended", "accepted"],
)
def test_what_is_gone_from_the_file_is_asked_about_where_people_worked(row, asks):
    assert compare([row], [])[0].asks is asks


def test_the_mark_of_what_was_seen_changes_with_it():
    row = a_row(1, a_draft(4, SYSTEMS))

    assert row.seen == a_row(1, a_draft(4, SYSTEMS)).seen
    assert row.seen != a_row(1, a_draft(4, SYSTEMS), category=5).seen
    assert row.seen != a_row(1, a_draft(4, SYSTEMS), state="accepted").seen


# --- which report it is -------------------------------------------------------------------

ROWS = [a_draft(n % 7 + 1, f"{text} ส่วนที่ {n}") for n in range(6) for text in (SYSTEMS, CALLS)]
KNOWN = KnownReport(
    5, "รายงาน.xlsx", "digest", tuple(a_row(at, draft) for at, draft in enumerate(ROWS, start=1))
)
REWORDED = [a_draft(d.category, d.text.replace("ยัง", "ยังคง").replace("ไม่มี", "ขาด")) for d in ROWS]
OTHERS = [a_draft(2, f"{HEIRS} {n}") for n in range(6)]


@pytest.mark.parametrize(
    ("name", "digest", "drafts", "found"),
    [
        ("ชื่อใหม่.xlsx", "digest", OTHERS, (5, Likeness.SAME)),
        ("ชื่อใหม่.xlsx", "", ROWS[1:], (5, Likeness.SAME)),
        ("ชื่อใหม่.xlsx", "", REWORDED, (5, Likeness.PERHAPS)),
        ("ชื่อใหม่.xlsx", "", ROWS[:3], (5, Likeness.PERHAPS)),
        ("รายงาน.xlsx", "", [*OTHERS, *REWORDED[:2]], (5, Likeness.PERHAPS)),
        ("ชื่อใหม่.xlsx", "", OTHERS, None),
        ("รายงาน.xlsx", "", OTHERS, None),
    ],
    ids=["the same file", "the same words", "all reworded", "a part of it", "the name and some",
         "another", "another of that name"],
)  # fmt: skip
def test_a_report_is_recognised_by_what_it_says(name, digest, drafts, found):
    assert recognise([KNOWN], name, digest, drafts) == found


def test_the_likest_report_is_the_one():
    other = KnownReport(6, "อื่น.xlsx", "", KNOWN.rows[:4])

    assert recognise([other, KNOWN], "", "", ROWS) == (5, Likeness.SAME)


def test_five_thousand_reworded_rows_are_compared_in_seconds():
    drafts = [a_draft(n % 7 + 1, f"{SYSTEMS} กองที่ {n} จังหวัดที่ {n * 7}") for n in range(5000)]
    rows = [a_row(at, draft) for at, draft in enumerate(drafts)]
    reworded = [a_draft(d.category, f"{d.text} แล้ว") for d in drafts]

    began = time.perf_counter()
    again = compare(rows, reworded)

    assert time.perf_counter() - began < 6
    assert [d.row and d.row.id for d in again[:5000]] == list(range(5000))
