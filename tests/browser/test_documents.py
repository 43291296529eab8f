"""The Documents page in a real browser: made, restyled by the office, made again."""

import shutil
from io import BytesIO

import docx
import pytest
from docx import Document
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w
from tests.browser.test_axe import checked_by_axe, complaints

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STAGE = "planning"
OURS = "สรุปฉบับของกรมเรา"


def a_template(*texts: str) -> dict:
    made, file = docx.Document(), BytesIO()
    for text in texts:
        made.add_paragraph(text)
    made.save(file)
    return {"name": "แม่แบบของเรา.docx", "mimeType": "", "buffer": file.getvalue()}


def paragraphs(path) -> list[str]:
    return [paragraph.text for paragraph in Document(path).paragraphs]


def cell_texts(path) -> list[str]:
    tables = Document(path).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


@pytest.fixture
def desk(facilitator):
    facilitator.page.goto(f"/documents?w={facilitator.workshop_id}")
    expect(facilitator.heading(w("documents.made"))).to_be_visible()
    return facilitator


def test_an_office_makes_a_summary_with_a_template_of_its_own(desk, tmp_path):
    first = desk.download(desk.make_document("summary"), tmp_path / "first.docx")
    assert OURS not in paragraphs(first)

    desk.view_documents("templates")
    desk.page.get_by_role("button", name=w("document.summary")).click()
    desk.bring_template(a_template("{{ titel }}"))
    expect(desk.page.get_by_text(w("templates.stays"))).to_be_visible()
    expect(desk.page.get_by_text("“titel”")).to_contain_text("“title”")  # what was meant
    expect(desk.button("templates.use")).to_have_count(0)

    desk.bring_template(a_template(OURS, "{{ title }}"))
    expect(desk.page.get_by_text(w("templates.good", name="แม่แบบของเรา.docx"))).to_be_visible()
    desk.page.get_by_role("button", name=w("templates.use"), exact=True).click()
    expect(desk.text("templates.in_use")).to_be_visible()

    desk.view_documents("make")
    second = desk.download(desk.make_document("summary"), tmp_path / "second.docx")
    said = paragraphs(second)
    assert said[0] == OURS
    assert "แผนเพิ่มประสิทธิภาพองค์การ" in said[1]
    assert paragraphs(first) != said  # the first one is as it was

    desk.view_documents("templates")
    desk.page.get_by_role("button", name=w("templates.use"), exact=True).last.click()
    expect(desk.text("templates.used")).to_be_visible()


@checked_by_axe
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_pages_are_looked_at_and_left_by_the_keyboard(desk):
    made = desk.make_document("memo")
    opened = made.get_by_role("button", name=w("documents.pages"))
    opened.focus()
    desk.page.keyboard.press("Enter")
    pages = desk.page.get_by_role("dialog", name=w("document.memo"))
    first = pages.get_by_role("img", name=w("pages.page", number="1"), exact=True)
    expect(first).to_be_visible(timeout=60_000)
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
    expect(pages.get_by_role("link", name=w("pages.pdf"))).to_be_visible()
    assert complaints(desk.page) == []

    desk.page.keyboard.press("Escape")
    expect(pages).to_be_hidden()
    expect(opened).to_be_focused()


def test_an_office_fills_in_the_facts_and_the_minutes_hold_them(desk, tmp_path):
    desk.page.get_by_role("button", name=w("lack.chair"), exact=True).click()
    chair = desk.page.get_by_role("textbox", name=w("papers.chair_name"), exact=True)
    expect(chair).to_be_focused()
    chair.fill("นายประธาน ตัวอย่าง")
    chair.press("Enter")
    expect(desk.page.get_by_text(w("cell.kept")).first).to_be_visible()
    signs = desk.page.get_by_role("textbox", name="ผู้อนุมัติ " + w("papers.name"), exact=True)
    signs.fill("นายอนุมัติ ตัวอย่าง")
    signs.press("Enter")
    expect(signs.locator("xpath=following-sibling::span")).to_contain_text(w("cell.kept"))
    people = desk.page.get_by_label(w("papers.paste"))
    people.fill("นางสาวก ข\tผอ.\tกอง ก\tกรรมการ\n\tไม่มีชื่อ\nนายค ง")
    desk.button("papers.invite").click()
    expect(desk.page.get_by_text(w("papers.count", count="2"), exact=True)).to_be_visible()
    expect(people).to_have_value("\tไม่มีชื่อ")
    desk.button("papers.all_came").click()
    expect(desk.button("papers.all_came")).to_have_count(0)

    desk.view_documents("make")
    expect(desk.page.get_by_role("button", name=w("lack.chair"), exact=True)).to_have_count(0)
    minutes = desk.download(desk.make_document("minutes"), tmp_path / "minutes.docx")
    said = "\n".join(cell_texts(minutes) + paragraphs(minutes))
    assert "นายประธาน ตัวอย่าง" in said
    assert "นางสาวก ข" in said
    desk.page.reload()
    desk.view_documents("papers")
    expect(signs).to_have_value("นายอนุมัติ ตัวอย่าง")


@checked_by_axe
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_page_that_does_not_come_is_told_and_asked_for_again(desk):
    made = desk.make_document("memo")
    pages = desk.page.get_by_role("dialog", name=w("document.memo"))
    with desk.unanswered("**/pages/1"):
        made.get_by_role("button", name=w("documents.pages")).click()
        expect(pages.get_by_role("alert")).to_contain_text(w("pages.lost"), timeout=60_000)
        assert complaints(desk.page) == []

    pages.get_by_role("button", name=w("pages.again")).click()
    first = pages.get_by_role("img", name=w("pages.page", number="1"), exact=True)
    expect(first).to_be_visible()
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800


def test_who_looks_on_sees_it_arrive_and_may_make_it_again(desk, facilitator, tmp_path):
    made = desk.make_document("memo")
    expect(desk.page.get_by_role("status").filter(has_text="พร้อมดาวน์โหลด")).to_be_visible()

    before = desk.download(made, tmp_path / "before.docx")
    made.get_by_role("button", name=w("documents.again")).click()
    again = desk.page.get_by_role("listitem").filter(has_text="จากข้อมูลของเลขที่")
    expect(again.get_by_text(w("making.ready"), exact=True)).to_be_visible(timeout=60_000)

    assert paragraphs(desk.download(again, tmp_path / "again.docx")) == paragraphs(before)


def test_the_page_asks_how_far_it_has_come_only_while_something_is_being_made(desk):
    sent: list[str] = []
    desk.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame)))
    )
    desk.page.reload()
    desk.make_document("attendance_sheet")
    while_made = [frame for frame in sent if "documents.look" in frame]
    desk.page.wait_for_timeout(2_000)
    sent.clear()
    desk.page.wait_for_timeout(4_000)

    assert while_made
    assert [frame for frame in sent if "documents.look" in frame] == []


@checked_by_axe
@pytest.mark.parametrize("view", ["make", "papers", "templates", "history"])
def test_nothing_stands_in_the_way_on_any_part_of_the_page(desk, view):
    desk.view_documents(view)

    assert complaints(desk.page) == []
