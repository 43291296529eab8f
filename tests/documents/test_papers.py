"""What memo, minutes, attendance sheet, summary and progress form say."""

from dataclasses import replace

import pytest

from pmqa_workshop.domain.documents import FOLLOW_UP_MONTHS, DocumentKind
from pmqa_workshop.domain.meeting import Invitee, Standing
from pmqa_workshop.domain.plan import Attendance
from tests.documents.meetings import (
    ABSENT,
    AWAY,
    CHAIR,
    GUEST,
    REPRESENTED,
    UNSAID,
    some_papers,
    with_papers,
)
from tests.documents.plans import (
    FINDING,
    IDEA,
    INITIATIVE,
    REASON,
    THEME,
    a_plan,
    a_plan_of,
    a_priority,
    an_empty_plan,
)
from tests.documents.reading import Printed, W, printed, style_of, text_of

BLANK = "……"


def lines(document: Printed, style: str) -> list[str]:
    return [text_of(p) for p in document.body.iter(f"{W}p") if style_of(p) == style]


def rows(document: Printed, title: str) -> list[list[str]]:
    """Return the cells of the table a screen reader calls by this title."""
    for table in document.tables:
        if table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == title:
            return [[text_of(c) for c in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    return []


class TestMemo:
    def test_head_has_the_official_labels_and_sizes(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MEMO)

        assert lines(document, "MemoTitle") == ["บันทึกข้อความ"]
        assert lines(document, "MemoLine") == [
            "ส่วนราชการ  กลุ่มพัฒนาระบบบริหาร โทร. ๔๕๖๗",
            "เรื่อง  ขอความเห็นชอบ (ร่าง) แผนเพิ่มประสิทธิภาพองค์การ กรมพัฒนาบริการท้องถิ่น (สมมติ) ปี ๒๕๗๐",
        ]
        assert lines(document, "MemoPair") == [f"ที่  มท ๐๘๐๑/๑๒ \tวันที่  {'…' * 6} พฤศจิกายน ๒๕๖๙"]
        assert lines(document, "MemoReceiver") == ["เรียน  อธิบดี"]
        assert _size(document, "MemoTitle") == 29 * 2
        assert _size(document, "Label") == 20 * 2

    def test_room_for_the_garuda_is_kept(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MEMO)
        height = document.tables[0].find(f"{W}tr/{W}trPr/{W}trHeight")

        assert int(height.get(f"{W}val")) / 1440 * 2.54 == pytest.approx(1.5, abs=0.01)
        assert rows(document, "ที่ว่างด้านซ้ายสำหรับครุฑสูง 1.5 เซนติเมตร") == [["", "บันทึกข้อความ", ""]]

    def test_four_parts_are_filled_from_the_data(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MEMO)
        said = document.text

        assert lines(document, "MemoPart") == [
            "๑. เรื่องเดิม", "๒. ข้อเท็จจริง", "๓. ข้อพิจารณา", "๔. ข้อเสนอ", "คำสั่ง/ความเห็น",
        ]  # fmt: skip
        for fact in (
            "รายงานป้อนกลับ PMQA ๔.๐ ปี ๒๕๖๘",
            "ข้อค้นพบ ๓ ข้อ",
            "ผู้มีสิทธิ ๖๐ คน ลงคะแนน ๔๘ คน คิดเป็นร้อยละ ๘๐.๐",
            "บรรจุในแผน ๒ กลุ่มประเด็น ในจำนวนนี้มติที่ต่างจากลำดับคะแนนมี ๒ กลุ่มประเด็น",
            "– หมวด ๑ การนำองค์การ ๑ โครงการ ไม่ใช้งบประมาณ",
            "๑ โครงการ วงเงิน ๑,๒๕๐,๐๐๐ บาท",
            "หน่วยงานรับผิดชอบ ๑ หน่วยงาน",
        ):
            assert fact in said
        assert lines(document, "PaperSign")[1] == "( นางสาวสุดา จดดี )"
        assert "( นายใหญ่ ยิ่งยง )" in lines(document, "PaperSign")

    def test_what_nobody_has_told_is_a_blank(self) -> None:
        document = printed(an_empty_plan(prepared_by=""), kind=DocumentKind.MEMO)

        assert lines(document, "MemoReceiver") == ["เรียน  " + "…" * 20]
        assert lines(document, "MemoPair")[0].startswith("ที่   \tวันที่")
        assert lines(document, "PaperSign")[1] == f"( {'…' * 20} )"
        assert "ยังไม่มีผลการลงคะแนน" in document.text
        assert "– เป้าหมายเชิงยุทธศาสตร์" in lines(document, "Missing")

    def test_approved_plan_is_no_draft(self) -> None:
        document = printed(with_papers(a_plan(is_draft=False)), kind=DocumentKind.MEMO)

        assert "(ร่าง)" not in document.text
        assert "ขอเสนอ แผนเพิ่มประสิทธิภาพ" in document.text


class TestMinutes:
    def test_people_stand_where_form_11_wants_them(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MINUTES)

        present, absent, guests = (
            [row[1] for row in rows(document, title)]
            for title in ("ผู้มาประชุม", "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม")
        )
        assert present == [CHAIR.name, f"นายแทน มาเอง\n(แทน {REPRESENTED.name})"]
        assert absent == [ABSENT.name]
        assert guests == [GUEST.name]
        assert AWAY.name not in document.text
        assert lines(document, "Missing") == [f"ยังไม่ได้บันทึกว่ามาประชุมหรือไม่: {UNSAID.name}"]
        assert rows(document, "ผู้มาประชุม")[0][2] == "รองอธิบดี ส่วนกลาง\nประธานการประชุม"

    def test_the_meeting_is_named_once_and_hours_say_so(self) -> None:
        typed = some_papers(
            meeting_name="การประชุมคณะทำงาน PMQA", began_at="09.00", ended_at="๑๖.๓๐ น."
        )
        document = printed(a_plan(papers=typed), kind=DocumentKind.MINUTES)
        text = document.text

        assert "รายงานการประชุมคณะทำงาน PMQA" in text
        assert "๐๙.๐๐ น." in text
        assert "๑๖.๓๐ น." in text
        assert "น. น." not in text

    def test_who_chairs_was_there_even_if_not_invited(self) -> None:
        alone = some_papers(invitees=(GUEST,))
        document = printed(a_plan(papers=alone), kind=DocumentKind.MINUTES)

        assert rows(document, "ผู้มาประชุม") == [["๑.", CHAIR.name, "รองอธิบดี\nประธานการประชุม"]]

    def test_who_chairs_is_among_those_who_met_however_invited(self) -> None:
        listed = some_papers(invitees=(replace(CHAIR, standing=Standing.GUEST, came=None), GUEST))
        document = printed(a_plan(papers=listed), kind=DocumentKind.MINUTES)

        (chair,) = rows(document, "ผู้มาประชุม")
        assert (chair[1], chair[2].split("\n")[-1]) == (CHAIR.name, "ประธานการประชุม")
        assert [row[1] for row in rows(document, "ผู้เข้าร่วมประชุม")] == [GUEST.name]

    def test_room_counts_itself_where_no_list_was_made(self) -> None:
        plan = a_plan(attendance=Attendance(60, 0, (("สลก.", 20), ("", 40))))
        document = printed(plan, kind=DocumentKind.MINUTES)

        assert "ผ่านระบบ ๖๐ คน ได้แก่ สลก. ๒๐ คน, ไม่ระบุหน่วยงาน ๔๐ คน" in document.text
        assert "๑. " + "…" * 20 in document.text  # ผู้มาประชุม: nobody has told

    def test_five_items_stand_in_order(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MINUTES)

        assert lines(document, "AgendaHeading") == [
            "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
            "ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม",
            "ระเบียบวาระที่ ๓ เรื่องเพื่อทราบ",
            "ระเบียบวาระที่ ๔ เรื่องเพื่อพิจารณา",
            "ระเบียบวาระที่ ๕ เรื่องอื่น ๆ",
        ]
        assert lines(document, "PaperTitle") == [
            "รายงานการประชุมคณะทำงานพัฒนาคุณภาพ", "ครั้งที่ ๑/๒๕๗๐",
            "เมื่อวันที่ ๒๐ พฤศจิกายน ๒๕๖๙", "ณ ห้องประชุม ๓",
        ]  # fmt: skip
        assert "เริ่มประชุมเวลา ๐๙.๐๐ น." in document.text
        assert "เลิกประชุมเวลา ๑๖.๓๐ น." in document.text
        assert "( นางสาวสุดา จดดี )" in document.text
        assert f"ตำแหน่ง {BLANK}" in document.text  # of who checks the minutes: not told

    def test_chain_can_be_followed_in_the_minutes_alone(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MINUTES)

        votes = rows(document, "ผลการลงคะแนน")
        assert votes[1] == ["๑", f"T01 {THEME}", "F012", "๙๙", "๔๐/๖๐", "ไม่บรรจุในแผน"]
        assert ["F012", "๑.๑", "โอกาสในการปรับปรุง", FINDING] in rows(document, "ข้อค้นพบ")
        assert ["I045", IDEA, "F012", "T01", "ไม่ได้บรรจุ"] in rows(document, "ข้อเสนอ")
        assert rows(document, "โครงการในแผน")[2][:2] == ["P01", INITIATIVE]

    def test_resolutions_give_their_reasons(self) -> None:
        plan = a_plan(
            priorities=(
                a_priority(1, selected=False, differs=True, reason=""),
                a_priority(2, differs=True, reason=REASON),
                a_priority(3, reason="พร้อมทำ"),
                a_priority(4, selected=None, rank=None, points=None),
            )
        )
        document = printed(plan, kind=DocumentKind.MINUTES)

        assert lines(document, "BodyItem") == [
            f"(๑) T02 {THEME} (อันดับ ๒ คะแนน ๙๘) มติต่างจากลำดับคะแนน เนื่องจาก {REASON}",
            f"(๒) T03 {THEME} (อันดับ ๓ คะแนน ๙๗) เหตุผล พร้อมทำ",
            f"(๑) T01 {THEME} (อันดับ ๑ คะแนน ๙๙) มติต่างจากลำดับคะแนน เนื่องจาก {'…' * 20}",
            f"(๑) T04 {THEME}",
        ]
        for words in ("บรรจุในแผน ๒", "ไม่บรรจุในแผน ๑", "ยังไม่มีมติ ๑"):
            assert f"{words} กลุ่มประเด็น ได้แก่" in document.text

    def test_first_page_has_no_number(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.MINUTES)
        (section,) = document.body.iter(f"{W}sectPr")

        assert section.find(f"{W}titlePg") is not None
        assert b"PAGE" not in document.parts["word/FirstHeader.xml"]
        assert b"PAGE" in document.parts["word/Header.xml"]


class TestAttendanceSheet:
    def test_members_and_guests_stand_apart_by_unit_with_room_to_sign(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.ATTENDANCE_SHEET)

        members = rows(document, "คณะกรรมการ/คณะทำงาน")
        assert [row[0] for row in members if len(row) == 1] == [
            "กยผ.", "ส่วนกลาง", "สลก.", "ลงทะเบียนเพิ่มเติม",
        ]  # fmt: skip
        assert members[2] == ["๑", "นายแทน มาเอง", "ผู้อำนวยการกอง", "", f"แทน {REPRESENTED.name}"]
        assert members[-1] == [""] * 5
        guests = rows(document, "ผู้เข้าร่วมประชุม")
        assert [row[1] for row in guests if len(row) == 5][1:3] == [GUEST.name, AWAY.name]
        assert "คณะกรรมการ/คณะทำงาน ๔ คน" in document.text
        assert "(ร่าง)" not in document.text

    def test_whoever_is_invited_is_on_the_sheet_whether_they_came_or_not(self) -> None:
        people = tuple(
            Invitee(f"คนที่ {at}", "", f"กอง {at % 3}", Standing.MEMBER, at % 2 == 0)
            for at in range(1, 31)
        )
        plan = a_plan(papers=some_papers(invitees=people))
        members = rows(printed(plan, kind=DocumentKind.ATTENDANCE_SHEET), "คณะกรรมการ/คณะทำงาน")

        assert len([row for row in members if len(row) == 5 and row[0]]) == 1 + 30

    def test_sheet_without_a_list_is_bare(self) -> None:
        document = printed(an_empty_plan(), kind=DocumentKind.ATTENDANCE_SHEET)

        sheet = rows(document, "ใบลงทะเบียน")
        assert len(sheet) == 45
        assert sheet[44] == ["๔๔", "", "", "", ""]
        assert "คณะกรรมการ" not in document.text

    def test_head_of_the_table_repeats(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.ATTENDANCE_SHEET)
        for table in document.tables:
            heads = [r.find(f"{W}trPr/{W}tblHeader") is not None for r in table.iter(f"{W}tr")]
            assert heads == [at == 0 for at in range(len(heads))]


class TestSummary:
    def test_figures_votes_and_money_are_there(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.SUMMARY)

        assert lines(document, "KeyFigure") == ["๖๐", "๓", "๒", "๓", "๒", "๒"]
        assert "วงเงินรวม ๑,๒๕๐,๐๐๐ บาท ใช้งบประมาณ ๑ โครงการ ไม่ใช้งบประมาณ ๑ โครงการ" in document.text
        assert f"๑) T01 {THEME} (๙๙ คะแนน) ไม่บรรจุในแผน" in document.text
        assert "– T01 ไม่บรรจุในแผน เนื่องจาก รอระบบใหม่" in document.text
        assert f"– P02 {INITIATIVE} ๑,๒๕๐,๐๐๐ บาท" in document.text
        assert lines(document, "PaperTitle") == ["(ร่าง) สรุปสำหรับผู้บริหาร"]

    def test_nothing_is_invented_for_an_empty_plan(self) -> None:
        document = printed(an_empty_plan(), kind=DocumentKind.SUMMARY)

        assert lines(document, "KeyFigure") == ["๐"] * 6
        assert "ยังไม่มีผลการลงคะแนน" in document.text
        assert any(line.startswith("ยังต้องเติม: ") for line in lines(document, "Missing"))

    def test_its_length_does_not_grow_with_the_plan(self) -> None:
        long = replace(a_plan_of(60), title="แผน" * 900, venue="ห้อง" * 900)
        small, large = (printed(plan, kind=DocumentKind.SUMMARY) for plan in (a_plan_of(10), long))

        assert len(large.text) < len(small.text) + 400
        assert len(list(large.body.iter(f"{W}p"))) == len(list(small.body.iter(f"{W}p")))


class TestProgressForm:
    @pytest.mark.parametrize("months", FOLLOW_UP_MONTHS)
    def test_round_is_ticked_and_says_what_it_covers(self, months: int) -> None:
        document = printed(a_plan(), kind=DocumentKind.PROGRESS_FORM, round_months=months)
        ticks = {6: "☒ ราย ๖ เดือน   ☐ ราย ๙ เดือน   ☐ ราย ๑๒ เดือน",
                 9: "☐ ราย ๖ เดือน   ☒ ราย ๙ เดือน   ☐ ราย ๑๒ เดือน",
                 12: "☐ ราย ๖ เดือน   ☐ ราย ๙ เดือน   ☒ ราย ๑๒ เดือน"}  # fmt: skip
        ends = {6: "๓๑ มี.ค. ๗๐", 9: "๓๐ มิ.ย. ๗๐", 12: "๓๐ ก.ย. ๗๐"}

        assert f"รอบการรายงาน:  {ticks[months]}" in document.text
        assert f"ผลงานระหว่าง ๑ ต.ค. ๖๙ – {ends[months]}" in document.text

    def test_rows_are_filled_in_up_to_the_results(self) -> None:
        form = rows(printed(a_plan(), kind=DocumentKind.PROGRESS_FORM), "แบบรายงานผลการดำเนินงาน")

        assert form[0] == [
            "ลำดับ", "กิจกรรม/โครงการ", "ตัวชี้วัด/เป้าหมาย", "ผลการดำเนินงาน\n(รอบ ๖ เดือน)", "ร้อยละ",
            "สถานะ", "ปัญหา/อุปสรรค", "แนวทางแก้ไข", "เอกสาร\nหลักฐาน",
        ]  # fmt: skip
        assert form[2] == [
            "๑",
            f"P01 {INITIATIVE}\n(สำนักงานเลขานุการกรม) ธ.ค. ๖๙ – มี.ค. ๗๐",
            "๑) การรับรู้ค่านิยม (ร้อยละ): ๖๒ → ๘๕\n๒) จำนวนสื่อ (ชิ้น): ๑๔",
            *[""] * 6,
        ]

    def test_blocks_to_sign_stand_at_the_end(self) -> None:
        document = printed(a_plan(), kind=DocumentKind.PROGRESS_FORM)

        assert lines(document, "SignatureRole") == ["ผู้รายงาน", "ผู้รับรองรายงาน"]


def _size(document: Printed, style: str) -> int:
    return int(document.style(style).find(f"{W}rPr/{W}szCs").get(f"{W}val"))
