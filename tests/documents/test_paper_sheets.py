"""Paper for people without a phone: what idea sheets and ballots say, and where their QR leads."""

from dataclasses import replace

import pytest

from pmqa_workshop.documents import qr
from pmqa_workshop.domain.access import finding_link
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedRound
from tests.documents.meetings import JOIN_LINK, with_papers
from tests.documents.plans import FINDING, THEME, a_finding, a_plan, a_priority, an_empty_plan
from tests.documents.reading import Printed, W, printed, text_of
from tests.documents.test_papers import lines, rows

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class TestIdeaSheet:
    def test_each_finding_has_its_code_its_words_and_room_to_answer(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.IDEA_SHEET)

        assert lines(document, "SheetHeading") == [
            "หมวด ๑ การนำองค์การ",
            "หมวด ๒ การวางแผนเชิงยุทธศาสตร์",
            "หมวด ๓ การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
            "ข้อเสนอที่ไม่ได้ตอบข้อค้นพบข้อใด",
        ]
        assert lines(document, "SheetCode")[0] == "F012 โอกาสในการปรับปรุง (ข้อ ๑.๑ PMQA ๔.๐)"
        assert FINDING in lines(document, "SheetText")
        assert "PMQA70-AB12-R3" in lines(document, "SheetSmall")

    def test_each_finding_has_a_qr_that_asks_for_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []
        made = qr.segno.make
        monkeypatch.setattr(
            qr.segno, "make", lambda what, **how: asked.append(what) or made(what, **how)
        )
        qr._mask.cache_clear()  # it asks once, for the room itself

        document = printed(with_papers(), kind=DocumentKind.IDEA_SHEET)

        codes = ["F012", "F013", "F014"]
        assert asked == [JOIN_LINK, *(finding_link(JOIN_LINK, code) for code in codes)]
        pictures = list(document.body.iter(f"{WP}docPr"))
        assert [picture.get("descr") for picture in pictures] == [
            f"QR สำหรับเสนอแนวทางตอบข้อค้นพบ {code}" for code in codes
        ]
        assert len({picture.get("id") for picture in pictures}) == 3

    def test_pictures_stand_in_the_file_once_each(self) -> None:
        document = printed(with_papers(), kind=DocumentKind.IDEA_SHEET)
        relations = document.relations("word/document.xml")
        shown = [relations[blip.get(f"{R}embed")] for blip in document.body.iter(f"{A}blip")]

        assert shown == [f"word/media/qrF{number:03}.png" for number in (12, 13, 14)]
        assert all(document.parts[name].startswith(b"\x89PNG") for name in shown)

    def test_no_qr_is_printed_where_no_link_is_known(self) -> None:
        document = printed(replace(with_papers(), join_link=""), kind=DocumentKind.IDEA_SHEET)

        assert not list(document.body.iter(f"{W}drawing"))
        assert "สแกน" not in document.text
        assert FINDING in document.text

    def test_what_wants_improving_stands_first(self) -> None:
        kinds = (FindingKind.STRENGTH, FindingKind.COMMENT, FindingKind.OFI)
        findings = tuple(a_finding(at, 1, kind=kind) for at, kind in enumerate(kinds, start=1))
        document = printed(a_plan(findings=findings), kind=DocumentKind.IDEA_SHEET)

        assert [line.split()[0] for line in lines(document, "SheetCode")] == [
            "F003", "F002", "F001",
        ]  # fmt: skip

    def test_long_finding_is_cut_before_a_letter_never_within_one(self) -> None:
        long = a_finding(text="ที่" * 400)
        document = printed(a_plan(findings=(long,)), kind=DocumentKind.IDEA_SHEET)

        shown = lines(document, "SheetText")[0]
        assert len(shown) <= 421
        assert shown.endswith("ที่…")

    def test_empty_workshop_still_gets_paper(self) -> None:
        document = printed(an_empty_plan(), kind=DocumentKind.IDEA_SHEET)

        assert lines(document, "Missing") == ["ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ"]
        assert len(rows(document, "ที่ว่างสำหรับข้อเสนออื่น")) == 6


def a_round(**changes: object) -> PlannedRound:
    return replace(PlannedRound(2, 5, 3, 60, 0, 2, ("T03", "T01")), **changes)  # type: ignore[arg-type]


def ballots(plan: EfficiencyPlan) -> Printed:
    return printed(plan, kind=DocumentKind.BALLOT_SHEET)


class TestBallot:
    def test_newest_round_is_asked_in_its_own_order_with_its_rules(self) -> None:
        document = ballots(a_plan(rounds=(*a_plan().rounds, a_round())))

        assert lines(document, "PaperTitle") == ["บัตรลงคะแนน รอบที่ ๒"] * 2
        assert lines(document, "BallotRule")[0] == "ให้ได้คนละ ๕ คะแนน กลุ่มประเด็นละไม่เกิน ๓ คะแนน"
        assert rows(document, "บัตรลงคะแนน")[1:] == [
            ["T03", THEME, "๓", "☐☐☐"],
            ["T01", THEME, "๑", "☐☐☐"],
        ]

    def test_ballots_tell_nothing_of_earlier_votes(self) -> None:
        document = ballots(a_plan(rounds=(a_round(),)))

        assert "๙๙" not in document.text
        assert "บรรจุ" not in document.text
        assert "(ร่าง)" not in document.text

    def test_many_points_are_written_as_a_number(self) -> None:
        document = ballots(a_plan(rounds=(a_round(points_per_person=20, max_per_choice=10),)))

        assert rows(document, "บัตรลงคะแนน")[0][3] == "คะแนน (ตัวเลข)"
        assert rows(document, "บัตรลงคะแนน")[1][3] == "…" * 6

    def test_two_short_ballots_share_a_page_and_each_can_be_told_when_cut(self) -> None:
        document = ballots(a_plan(rounds=(a_round(),)))

        assert lines(document, "CutLine") == ["ตัดตามรอยประ"]
        ends = lines(document, "BallotEnd")
        assert len(ends) == 2
        assert all("PMQA70-AB12-R3" in end and "รวม ๒ กลุ่มประเด็น" in end for end in ends)

    def test_long_ballot_has_its_pages_to_itself(self) -> None:
        themes = tuple(a_priority(at) for at in range(1, 31))
        codes = tuple(theme.theme_code for theme in themes)
        document = ballots(a_plan(priorities=themes, rounds=(a_round(theme_codes=codes),)))

        assert not lines(document, "CutLine")
        assert len(rows(document, "บัตรลงคะแนน")) == 31
        for style in ("BallotText", "BallotCode", "BallotBox"):  # rows kept together fit no page
            assert document.style(style).find(f"{W}pPr/{W}keepNext") is None

    def test_before_any_round_its_rules_are_blanks(self) -> None:
        document = ballots(a_plan(rounds=()))

        assert lines(document, "BallotRule")[0].startswith("ให้ได้คนละ …")
        assert "ยังไม่ได้เปิดรอบลงคะแนน" in lines(document, "Missing")[0]
        assert len(rows(document, "บัตรลงคะแนน")) == 1 + 3

    def test_without_themes_there_is_an_empty_ballot(self) -> None:
        document = ballots(an_empty_plan())

        assert lines(document, "Missing") == ["ยังไม่มีกลุ่มประเด็นให้ลงคะแนน"]
        assert text_of(document.tables[0]).startswith("รหัส")
