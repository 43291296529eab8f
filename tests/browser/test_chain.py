"""A whole workshop on real screens: from the setup link to the Word document, link by link."""

from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w
from tests.browser.screens import Desk, Phone, Projector

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

REPORTS = Path(__file__).resolve().parent.parent / "files" / "reports"
AGENCY = "กรมพัฒนาบริการท้องถิ่น"
PASSWORD = "ช้างเดินช้าแต่ถึงปลายทาง"
CATEGORY = "1 การนำองค์การ"
UNIT = "กองยุทธศาสตร์และแผนงาน"

FINDING = "การถ่ายทอดวิสัยทัศน์ไปยังบุคลากรในภูมิภาคอาศัยหนังสือเวียนเป็นหลัก"
EVIDENCE = "สัมภาษณ์บุคลากรสำนักส่งเสริมบริการภาคเหนือ"
OTHER_FINDING = "ยังไม่พบการเผยแพร่ผลการดำเนินการแก้ไขกรณีทุจริตและเรื่องผิดวินัยต่อสาธารณะ"
CLINIC = "จัดคลินิกวิสัยทัศน์สัญจรให้บุคลากรทุกภาค"
QUIZ = "ทำแบบทดสอบสั้นหลังถ่ายทอดวิสัยทัศน์ทุกไตรมาส"
BOARD = "เผยแพร่ผลการแก้ไขเรื่องวินัยบนเว็บไซต์ทุกไตรมาส"
THEME = "ถ่ายทอดวิสัยทัศน์ให้ถึงทุกคน"
REASON = "รอผลการทบทวนระเบียบการเปิดเผยข้อมูลก่อน"

OBJECTIVE = "เพื่อให้บุคลากรในภูมิภาคเข้าใจวิสัยทัศน์ตรงกัน"
KPI = "ร้อยละของบุคลากรที่ผ่านแบบทดสอบความเข้าใจ"
RESULT = "บุคลากรใช้วิสัยทัศน์กำหนดงานของตนได้"


def test_a_finding_becomes_a_row_of_the_plan_in_word(product, screens, tmp_path):
    desk = screens.desk(product.address)

    prepare(desk, product.setup_link)
    projector, named, nameless = fill_the_room(desk, screens, product.address)
    raise_ideas(desk, named, nameless)
    group(desk)
    vote(desk, projector, named, nameless)
    decide(desk, projector)
    complete_the_plan(desk)
    desk.go_to("documents")
    expect(desk.text("lack.signatories").first).to_be_visible()
    expect(desk.page.get_by_text(w("lack.blanks").partition("–")[0])).to_have_count(0)
    printed = desk.download(desk.make_document("plan"), tmp_path / "plan.docx")

    check_document(printed)


# --- the story, a step each --------------------------------------------------------------


def prepare(desk: Desk, setup_link: str) -> None:
    desk.set_up(setup_link, AGENCY, "สมศรี ใจงาน", "somsri@example.go.th", PASSWORD)
    desk.create_workshop(2570, "ห้องประชุมใหญ่")
    desk.import_units(REPORTS / "units.xlsx", 14)
    desk.go_to("findings")
    desk.import_findings(REPORTS / "feedback_report.docx")
    desk.mend_evidence(FINDING, EVIDENCE)
    desk.accept_findings(39)
    desk.accept_doubtful(40)


def fill_the_room(desk: Desk, screens, address: str) -> tuple[Projector, Phone, Phone]:
    desk.go_to("console")
    code = desk.room_code()
    projector = screens.projector(address)
    projector.show(desk.projector_link())
    expect(projector.page.get_by_text(code, exact=True).first).to_be_visible()

    named, nameless = screens.phone(address), screens.phone(address)
    named.join(code, "วิชัย มั่นคง", UNIT, CATEGORY)
    expect(named.page.get_by_text("วิชัย มั่นคง")).to_be_visible()
    nameless.join(code)
    expect(nameless.text("phone.room.anonymous", number=2)).to_be_visible()

    expect(projector.text("screen.joined", count=2)).to_be_visible()
    expect(projector.page.get_by_text("วิชัย มั่นคง")).to_have_count(0)
    return projector, named, nameless


def raise_ideas(desk: Desk, named: Phone, nameless: Phone) -> None:
    desk.bring_everyone_to("ideas")
    named.pick_finding(FINDING)
    named.write(CLINIC)
    named.expect_idea(CLINIC, "saved")

    nameless.pick_finding(FINDING)
    with nameless.offline():
        nameless.write(QUIZ)
        nameless.expect_idea(QUIZ, "waiting")
        expect(nameless.strip).to_contain_text(w("phone.sent.waiting", count=1))
        expect(nameless.strip).to_contain_text(w("phone.link.off"))
    nameless.expect_idea(QUIZ, "saved")  # by itself
    expect(nameless.strip).to_contain_text(w("phone.link.on"))
    assert nameless.kept_ideas() == [QUIZ]

    nameless.other_finding()
    nameless.pick_finding(OTHER_FINDING)
    nameless.write(BOARD)
    nameless.expect_idea(BOARD, "saved")
    for text in (CLINIC, QUIZ, BOARD):
        expect(desk.page.get_by_text(text)).to_have_count(1)


def group(desk: Desk) -> None:
    desk.bring_everyone_to("grouping")
    desk.go_to("grouping")
    desk.group(THEME, CLINIC, QUIZ)
    desk.group_the_rest(1)
    expect(desk.heading(BOARD)).to_be_visible()


def vote(desk: Desk, projector: Projector, named: Phone, nameless: Phone) -> None:
    desk.go_to("console")
    desk.bring_everyone_to("voting")
    desk.open_round(points=4, most=3)

    named.give(THEME, 3)
    expect(named.more(THEME)).to_have_attribute("aria-disabled", "true")
    named.more(THEME).tap(force=True)
    named.expect_given(THEME, 3)
    expect(named.text("phone.ballot.left", left=1, all=4)).to_be_visible()
    nameless.give(THEME, 2)
    nameless.give(BOARD, 2)
    expect(nameless.more(BOARD)).to_have_attribute("aria-disabled", "true")
    named.expect_sent()
    nameless.expect_sent()
    expect(desk.text("vote.progress", voted=2, eligible=2)).to_be_visible()

    expect(projector.text("screen.voted")).to_be_visible()
    expect_no_results(projector)
    desk.close_round()
    expect(projector.text("screen.vote_closed")).to_be_visible()
    expect_no_results(projector)
    expect(named.text("phone.ballot.closed_title")).to_be_visible()

    desk.publish()
    expect(projector.heading(w("screen.results"))).to_be_visible()
    first, second = projector.page.get_by_role("listitem").all()
    for row, place, name, points, voters in ((first, 1, THEME, 5, 2), (second, 2, BOARD, 2, 1)):
        expect(row.get_by_text(str(place), exact=True).first).to_be_visible()
        expect(row).to_contain_text(name)
        expect(row).to_contain_text(w("screen.points", points=points))
        expect(row).to_contain_text(w("screen.voters", voters=voters))
    expect(named.text("phone.results.points", points=5, voters=2)).to_be_visible()


def expect_no_results(projector: Projector) -> None:
    """See neither themes nor points; what is hidden was not even sent."""
    expect(projector.heading(w("screen.results"))).to_have_count(0)
    expect(projector.page.get_by_text(THEME)).to_have_count(0)
    expect(projector.page.get_by_text(BOARD)).to_have_count(0)
    assert not projector.was_told(THEME)


def decide(desk: Desk, projector: Projector) -> None:
    desk.bring_everyone_to("decision")
    desk.go_to("decision")
    desk.decide(THEME, "in")
    desk.expect_decided(THEME, "in")
    desk.decide(BOARD, "out")
    expect(desk.text("decision.reason_needed")).to_be_visible()
    desk.decide(BOARD, "out", REASON)
    desk.expect_decided(BOARD, "out")
    expect(projector.text("screen.decided", count=1)).to_be_visible()
    expect(projector.page.get_by_text(THEME)).to_be_visible()


def complete_the_plan(desk: Desk) -> None:
    desk.go_to("plan")
    desk.button("plan.draft").click()
    expect(desk.text("plan.drafted", count=1)).to_be_visible()
    desk.fill("field.objective", OBJECTIVE)
    desk.add_kpi(KPI)
    desk.fill("field.target", "80")
    desk.fill("field.unit_of_measure", "ร้อยละ")
    desk.fill("field.baseline", "45")
    desk.choose("field.first_month", "ธ.ค.")
    desk.choose("field.last_month", "มี.ค.")
    desk.fill("field.budget", "250000")
    desk.fill("field.budget_source", "งบดำเนินงาน")
    desk.choose("field.owner_unit_id", "กยผ.")
    desk.fill("field.expected_result", RESULT)


# --- the document ------------------------------------------------------------------------

Rows = list[list[str]]


def check_document(printed: Path) -> None:
    """Find each link of the chain under the heading it belongs to."""
    plan = rows_by_heading(printed)

    findings = row_with(FINDING, plan["3", "จุดแข็งและโอกาสในการปรับปรุงรายหมวด"])
    assert "โอกาสในการปรับปรุง" in findings
    assert EVIDENCE in findings[-1]
    votes = plan["4", "ผลการลงคะแนน"]
    told = ["1", f"T01 {THEME}", "หมวด 1", "2/2", "2.5", "5", "100.0", "บรรจุในแผน"]
    assert row_with(THEME, votes) == told
    left = ["2", f"T02 {BOARD}", "หมวด 1", "1/2", "2", "2", "50.0", "ไม่บรรจุในแผน*"]
    assert row_with(BOARD, votes) == left
    reasons = plan["4", "ข้อเสนอที่บรรจุในแผน และเหตุผลเมื่อมติต่างจากลำดับคะแนน"]
    assert row_with(BOARD, reasons)[-2:] == ["ไม่บรรจุในแผน", REASON]
    initiative = "\n".join(row_with(OBJECTIVE, plan["5", "แผนรายหมวด"])).replace("\xa0", " ")
    months, cost = "ธ.ค. 69 – มี.ค. 70", "250,000\nงบดำเนินงาน"
    for part in ("F003", FINDING, THEME, f"{KPI} (ร้อยละ)", "45 → 80", months, cost, UNIT, RESULT):
        assert part in initiative
    ideas = plan["", "ภาคผนวก ง ข้อเสนอทั้งหมดจากการระดมความคิดเห็น"]
    assert [row_with(idea, ideas)[0] for idea in (CLINIC, QUIZ, BOARD)] == ["I001", "I002", "I003"]


def rows_by_heading(printed: Path) -> dict[tuple[str, str], Rows]:
    """Walk through the document: (chapter's number, heading) → rows; a paragraph is a row of one.

    Chapters are counted, for Word numbers them itself; before and after them there is no number.
    """
    found: dict[tuple[str, str], Rows] = {}
    chapter, number, heading = 0, "", ""
    for block in Document(str(printed)).iter_inner_content():
        if isinstance(block, Table):
            rows = [[plain(cell.text) for cell in row.cells] for row in block.rows]
        else:
            rows = [[plain(block.text)]]
            style = block.style.name
            if style == "Heading 1":
                chapter += 1
                number = str(chapter)
            elif style in ("Front Heading", "Appendix Heading"):
                number = ""
            if style.endswith(("Heading", "Heading 1", "Heading 2")):
                heading = block.text
        found.setdefault((number, heading), []).extend(rows)
    return found


def plain(text: str) -> str:
    return text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙\u00a0", "0123456789 ")).strip()


def row_with(text: str, rows: Rows) -> list[str]:
    """Return the one row in which this text stands."""
    found = [row for row in rows if text in "\n".join(row)]
    assert len(found) == 1, (text, found)
    return found[0]
