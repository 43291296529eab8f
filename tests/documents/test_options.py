"""What may be chosen for a plan, and what the office may add: years, pages, matrix, names."""

import pytest

from pmqa_workshop.domain.meeting import MeetingPapers, Signatory
from pmqa_workshop.domain.plan import Digits, PlannedActivity
from tests.documents.plans import (
    FINDING,
    INITIATIVE,
    REASON,
    THEME,
    a_plan,
    a_plan_of,
    a_priority,
    an_empty_plan,
    an_initiative,
)
from tests.documents.reading import Printed, W, printed, style_of, text_of

MATRIX = "เมทริกซ์ผลกระทบ–ความพยายาม"


def test_three_years_fill_the_first_and_leave_two_to_be_filled() -> None:
    document = printed(a_plan(), three_years=True)
    rows = document.rows("แผนระยะ ๓ ปี")

    assert rows[0][2:8] == [
        "ปี ๒๕๗๐\nระยะเวลา", "ปี ๒๕๗๐\nงบประมาณ (บาท)",
        "ปี ๒๕๗๑\nการดำเนินงาน", "ปี ๒๕๗๑\nงบประมาณ (บาท)",
        "ปี ๒๕๗๒\nการดำเนินงาน", "ปี ๒๕๗๒\nงบประมาณ (บาท)",
    ]  # fmt: skip
    assert rows[4][1:4] == [f"P02 {INITIATIVE}", "ธ.ค. ๖๙ – มี.ค. ๗๐", "๑,๒๕๐,๐๐๐"]
    assert rows[4][4:8] == ["", "", "", ""]
    assert "รวมงบประมาณปี ๒๕๗๐: ๑,๒๕๐,๐๐๐ บาท" in document.text


def test_project_page_tells_all_and_its_trace() -> None:
    theme = a_priority(1, differs=True, reason=REASON)
    document = printed(a_plan(priorities=(theme,)), project_pages=True)
    page = _page(document, 0)

    assert page == {
        "หมวด": "หมวด ๑ การนำองค์การ",
        "วัตถุประสงค์": "ให้บุคลากรทุกกลุ่มรับรู้ค่านิยมตรงกัน",
        "ที่มา (ข้อค้นพบ)": f"F012 (ข้อ ๑.๑ PMQA ๔.๐) {FINDING}",
        "ข้อเสนอที่ตอบ": "I045",
        "กลุ่มประเด็น": f"T01 {THEME} (หมวด ๑)",
        "ผลการลงคะแนน": "อันดับ ๑ ได้ ๙๙ คะแนน จากผู้ลงคะแนน ๔๐ คน ผู้มีสิทธิ ๖๐ คน",
        "มติ": f"บรรจุในแผน (ต่างจากลำดับคะแนน) เหตุผล: {REASON}",
        "กิจกรรม": "๑) ผลิตสื่อ (ธ.ค. ๖๙ – ม.ค. ๗๐)\n๒) เผยแพร่และวัดการรับรู้ (ก.พ. – มี.ค. ๗๐)",
        "ตัวชี้วัด: ปีฐาน → เป้า": "๑) การรับรู้ค่านิยม (ร้อยละ): ๖๒ → ๘๕\n๒) จำนวนสื่อ (ชิ้น): ๑๔",
        "ระยะเวลา": "ธ.ค. ๖๙ – มี.ค. ๗๐",
        "งบประมาณ (บาท)": "ไม่ใช้งบประมาณ",
        "ผู้รับผิดชอบหลัก": "สำนักงานเลขานุการกรม (ผู้อำนวยการ)",
        "ผู้รับผิดชอบร่วม": "กยผ.",
        "ผลที่คาดว่าจะได้รับ": "บุคลากรนำค่านิยมไปใช้ในงาน",
        "ความเชื่อมโยง": "เป้าหมายเชิงยุทธศาสตร์: เป้าหมายที่ ๑\nยุทธศาสตร์ชาติ: ยุทธศาสตร์ที่ ๖\nSDGs: SDG16",
    }
    months = _titled(document, "แผนรายเดือนของโครงการ")[0]
    assert [text_of(cell) for cell in months.iter(f"{W}tc")][12:] == [
        "", "", "■", "■", "■", "■", *[""] * 6,
    ]  # fmt: skip


def test_each_project_begins_a_page_but_the_first_stays_with_the_heading() -> None:
    document = printed(a_plan_of(9), project_pages=True)
    headings = [p for p in document.body.iter(f"{W}p") if style_of(p) == "Heading3"]
    breaks = [p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in headings]

    assert breaks == [False, *[True] * 8]
    assert len(_titled(document, "รายละเอียดโครงการ")) == 9


def test_project_nobody_voted_on_says_so() -> None:
    page = _page(printed(a_plan(priorities=()), project_pages=True), 0)

    assert (page["กลุ่มประเด็น"], page["ผลการลงคะแนน"], page["มติ"]) == ("–", "–", "–")


def test_headings_of_what_was_not_chosen_are_not_there() -> None:
    plain = printed(a_plan()).headings("Heading2")
    both = printed(a_plan(), three_years=True, project_pages=True).headings("Heading2")

    assert [text for text in both if text not in plain] == ["แผนระยะ ๓ ปี", "รายละเอียดรายโครงการ"]


@pytest.mark.parametrize("digits", list(Digits))
def test_options_of_an_empty_plan_say_that_it_is_empty(digits: Digits) -> None:
    document = printed(an_empty_plan(), digits, three_years=True, project_pages=True)

    assert document.text.count("ยังไม่มีโครงการในแผน") >= 5


def test_matrix_puts_themes_where_they_were_marked() -> None:
    plan = a_plan(
        priorities=(
            a_priority(1, impact=5, effort=1),
            a_priority(2, impact=5, effort=1),
            a_priority(3, impact=1, effort=4),
            a_priority(4, impact=2, effort=None),
            a_priority(5, impact=9, effort=1),
        )
    )
    document = printed(plan)
    rows = [
        [text_of(cell) for cell in row.iter(f"{W}tc")][1:]
        for row in _titled(document, MATRIX)[0].iter(f"{W}tr")
    ]

    assert rows[0] == ["๕", "ทำทันที\nT01, T02", "", "", "", "โครงการสำคัญ"]
    assert rows[4] == ["๑", "ทำเมื่อพร้อม", "", "", "T03", "ทบทวน"]
    assert rows[5] == ["", "๑", "๒", "๓", "๔", "๕"]
    assert "ของ ๓ กลุ่มประเด็นแสดงดัง ภาพที่" in document.text
    assert "ยังไม่ได้ประเมิน ๒ กลุ่มประเด็น" in document.text


def test_no_matrix_is_drawn_of_nothing() -> None:
    document = printed(a_plan())

    assert not _titled(document, MATRIX)
    assert "ไม่ได้ประเมินผลกระทบและความพยายาม" in document.text


def test_approval_page_names_who_signs() -> None:
    signers = (
        Signatory("ผู้จัดทำ", "นางสาวสมใจ ตัวอย่าง", "นักวิเคราะห์"),
        Signatory("ผู้เห็นชอบ", "", "รองอธิบดี"),
        Signatory("ผู้อนุมัติ", "นายสมมติ ใจดี", "อธิบดี"),
    )
    table = _titled(printed(a_plan(papers=MeetingPapers(signatories=signers))), "ช่องลงนาม")[0]
    cells = [text_of(cell).splitlines() for cell in table.iter(f"{W}tc")]

    assert [cell[0] for cell in cells if cell] == ["ผู้จัดทำ", "ผู้เห็นชอบ", "ผู้อนุมัติ"]
    assert cells[0][2:4] == ["( นางสาวสมใจ ตัวอย่าง )", "ตำแหน่ง นักวิเคราะห์"]
    assert cells[1][2].startswith("( ......")


def test_approval_page_without_names_has_the_four_roles() -> None:
    table = _titled(printed(a_plan()), "ช่องลงนาม")[0]

    assert [text_of(cell).splitlines()[0] for cell in table.iter(f"{W}tc")] == [
        "ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้เห็นชอบ", "ผู้อนุมัติ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last"), [(0, 3), (5, 13), (8, 2), (-1, -1)], ids=["before", "after", "back", "none"]
)
def test_months_outside_the_year_are_left_open_and_asked_for(first: int, last: int) -> None:
    odd = an_initiative(
        first_month=first, last_month=last, activities=(PlannedActivity("ขยายผล", first, last),)
    )
    document = printed(a_plan(initiatives=(odd,)), three_years=True, project_pages=True)

    assert document.rows("แผนเพิ่มประสิทธิภาพองค์การรายหมวด")[2][6] == "…"
    assert "ยังไม่กำหนดระยะเวลา" in text_of(document.table("แผนการดำเนินงานรายเดือน"))
    assert "– ระยะเวลาภายในปีงบประมาณของโครงการ ๑ โครงการ" in document.text


def test_row_no_page_could_hold_may_go_on_over_the_page() -> None:
    long = an_initiative(objective="คำ " * 2700)
    document = printed(a_plan(initiatives=(long, an_initiative(2))))
    kept = {
        text_of(row)[:1]: row.find(f"{W}trPr/{W}cantSplit") is not None
        for row in document.table("แผนเพิ่มประสิทธิภาพองค์การรายหมวด").iter(f"{W}tr")
    }

    assert (kept["๑"], kept["๒"]) == (False, True)


def _titled(document: Printed, title: str) -> list[object]:
    """Return the tables a screen reader names so."""
    return [
        table
        for table in document.tables
        if (found := table.find(f"{W}tblPr/{W}tblCaption")) is not None
        and found.get(f"{W}val") == title
    ]


def _page(document: Printed, at: int) -> dict[str, str]:
    rows = _titled(document, "รายละเอียดโครงการ")[at].iter(f"{W}tr")  # type: ignore[attr-defined]
    return dict([text_of(cell) for cell in row.iter(f"{W}tc")] for row in rows)
