"""The check table in a real browser: a report mended by keys and mouse, then a corrected file."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w
from tests.browser.screens import Desk
from tests.browser.test_axe import checked_by_axe, complaints

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HEAD = ("หมวด", "หัวข้อ", "ประเภท", "ข้อค้นพบ")
OFI, STRENGTH = "โอกาสในการปรับปรุง", "จุดแข็ง"
SYSTEMS = "ข้อมูลยังกระจายอยู่หลายระบบ ทำให้ผู้บริหารใช้ข้อมูลไม่ตรงกัน"
TWO = "ไม่มีการวัดความพึงพอใจทางโทรศัพท์ และยังไม่นำข้อร้องเรียนมาวิเคราะห์"
HEIRS = "แผนสืบทอดตำแหน่งยังไม่ครอบคลุมตำแหน่งสำคัญในส่วนภูมิภาค"
VISION = "ผู้บริหารถ่ายทอดวิสัยทัศน์ถึงบุคลากรทุกระดับผ่านหลายช่องทาง"
NOBODY = "ยังไม่มีการทบทวนความต้องการของผู้มีส่วนได้ส่วนเสียอย่างเป็นระบบ"
RESULT = "ผลลัพธ์ด้านผู้รับบริการดีขึ้นต่อเนื่องสามปี"
ROWS = (
    (1, "1.1", STRENGTH, VISION),
    (4, "4.1", OFI, SYSTEMS),
    (3, "3.2", OFI, TWO),
    (5, "5.1", OFI, HEIRS),
    (9, "", OFI, NOBODY),
)


def a_file(folder: Path, name: str, *rows: tuple) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "PMQA 4.0"
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(folder / name)
    return folder / name


@pytest.fixture
def desk(product, screens) -> Desk:
    found = screens.desk(product.address)
    found.set_up(product.setup_link, "กรมตัวอย่าง", "สมศรี", "somsri@example.go.th", "ช้างเดินช้าแต่ถึง")
    found.create_workshop(2570, "ห้องประชุมใหญ่")
    found.go_to("findings")
    return found


def press(desk: Desk, *keys: str) -> None:
    for key in keys:
        desk.page.keyboard.press(key)


def test_a_report_is_checked_by_keys_and_its_correction_followed(desk, tmp_path):
    read(desk, tmp_path)
    mend_by_keys(desk)
    split_and_join(desk)
    refuse_and_keep_what_was_typed(desk)
    accept_the_sure(desk)
    bring_in_the_correction(desk, tmp_path)


def read(desk: Desk, folder: Path) -> None:
    desk.import_findings(a_file(folder, "รายงาน.xlsx", *ROWS))
    desk.expect_check_table(doubtful=1, sure=4)


def mend_by_keys(desk: Desk) -> None:
    """The doubtful row gets its category and kind without a mouse, and is undone and done again."""
    head = desk.check_row(NOBODY).locator("[data-head]")
    head.focus()
    press(desk, "3")
    expect(head).to_contain_text("หมวด 3")
    press(desk, "s")
    expect(head).to_contain_text(STRENGTH)
    press(desk, "z")
    expect(head).to_contain_text(OFI)
    desk.expect_check_table(doubtful=0, sure=5)

    press(desk, "Enter")
    source = desk.check_row(NOBODY).locator(".check-source")
    expect(source).to_contain_text("PMQA 4.0!D6")
    expect(source).to_contain_text(NOBODY)
    box = desk.page.get_by_role("textbox", name=w("intake.field_evidence"))
    box.focus()
    press(desk, "7", "s")  # typing is typing
    expect(box).to_have_value("7s")
    press(desk, "Escape")
    expect(head).to_be_focused()
    expect(head).to_contain_text("หมวด 3")


def split_and_join(desk: Desk) -> None:
    desk.check_view("sure").click()
    desk.check_row(VISION).locator("[data-head]").focus()
    press(desk, "ArrowDown", "ArrowDown")
    head = desk.check_row(TWO).locator("[data-head]")
    expect(head).to_be_focused()
    press(desk, "e")
    text = desk.page.get_by_role("textbox", name=w("intake.field_text"))
    expect(text).to_be_focused()
    cut = TWO.index(" และ")
    text.evaluate(f"(box) => box.setSelectionRange({cut}, {cut})")
    press(desk, "Control+Enter")
    desk.expect_check_table(sure=6)
    second = desk.check_row(TWO[cut:].strip())
    expect(second.locator("[data-head]")).to_be_focused()

    press(desk, "ArrowUp", "j")
    desk.expect_check_table(sure=5)
    press(desk, "z")
    desk.expect_check_table(sure=6)


def refuse_and_keep_what_was_typed(desk: Desk) -> None:
    row = desk.check_row(HEIRS)
    row.locator("[data-head]").click()
    text = desk.page.get_by_role("textbox", name=w("intake.field_text"))
    desk.without_network = True
    desk.context.route("**/api/check/**", lambda route: route.abort("internetdisconnected"))
    text.fill(HEIRS + " (แก้)")
    text.blur()
    expect(text).to_have_accessible_description(re.compile(w("intake.cell_lost")))
    expect(text).to_have_value(HEIRS + " (แก้)")
    desk.context.unroute("**/api/check/**")
    row.get_by_role("button", name=w("intake.cell_again")).click()
    expect(text).to_have_accessible_description(w("intake.cell_kept"))


def accept_the_sure(desk: Desk) -> None:
    desk.button("intake.accept_sure", rows=6).click()
    expect(desk.heading(f"{w('findings.accepted')} (6)")).to_be_visible()
    desk.button("intake.undo", did=w("intake.did_accept")).click()
    expect(desk.heading(f"{w('findings.accepted')} (0)")).to_be_visible()
    desk.button("intake.accept_sure", rows=6).click()
    expect(desk.heading(f"{w('findings.accepted')} (6)")).to_be_visible()


def bring_in_the_correction(desk: Desk, folder: Path) -> None:
    better = SYSTEMS.replace("หลายระบบ", "สามระบบ")
    rows = (ROWS[0], (4, "4.1", OFI, better), *ROWS[2:], (7, "7.1", STRENGTH, RESULT))
    desk.import_findings(a_file(folder, "รายงานแก้.xlsx", *rows))

    asked = desk.page.get_by_role("region", name=w("intake.again_title"))
    expect(asked).to_contain_text(w("intake.again_asks", count=1))
    expect(asked.locator("del")).to_have_text("หลาย")
    expect(asked.locator("ins")).to_have_text("สาม")
    expect(asked).to_contain_text(w("intake.again_new", count=1))
    expect(desk.page.get_by_text(SYSTEMS, exact=True)).to_have_count(1)  # nothing is written yet
    asked.get_by_label(w("intake.choose_file_words")).check()
    asked.get_by_role("button", name=w("intake.again_follow")).click()

    expect(asked).to_have_count(0)
    desk.expect_check_table(sure=1, accepted=6)
    expect(desk.page.get_by_text(better, exact=True)).to_have_count(1)
    expect(desk.page.get_by_text(HEIRS + " (แก้)", exact=True)).to_have_count(1)
    desk.import_findings(a_file(folder, "อีกครั้ง.xlsx", *rows))
    expect(asked).to_contain_text(w("intake.again_nothing", unchanged=6))
    asked.get_by_role("button", name=w("intake.again_drop")).click()
    desk.expect_check_table(sure=1, accepted=6)


@checked_by_axe
def test_nothing_stands_in_the_way_at_the_check_table(full_room, screens, tmp_path):
    desk = screens.desk(full_room.address)
    desk.sign_in(full_room.demo["logins"][0]["email"], full_room.demo["password"])
    desk.page.goto(f"/findings?w={full_room.demo['workshop_id']}")
    desk.import_findings(a_file(tmp_path, "รายงาน.xlsx", *ROWS, (9, "", "", SYSTEMS + " อีก")))
    desk.expect_check_table(doubtful=2)
    found = {"table": complaints(desk.page)}
    desk.check_row(NOBODY).locator("[data-head]").click()
    desk.page.get_by_text(w("intake.keys")).click()
    found["an open row"] = complaints(desk.page)
    desk.import_findings(a_file(tmp_path, "แก้.xlsx", (1, "1.1", OFI, VISION + "แล้ว"), *ROWS[1:4]))
    expect(desk.page.get_by_role("region", name=w("intake.again_title"))).to_be_visible()
    found["differences"] = complaints(desk.page)

    assert not any(found.values()), found


STAGE = "registration"
