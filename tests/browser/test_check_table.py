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

STAGE = "registration"
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


def a_file(folder: Path, name: str, *rows: tuple, head: tuple = HEAD) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "PMQA 4.0"
    for row in (head, *rows):
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
    desk.button("intake.again_drop").click()
    desk.page.locator("details.columns > summary").click()
    desk.page.get_by_role("combobox", name="หมวด", exact=False).first.select_option("auto")
    found["columns"] = complaints(desk.page)
    desk.go_to("workshop")
    units = a_file(tmp_path, "หน่วย.xlsx", ("กองใหม่", "กม."), head=("ชื่อหน่วยงาน", "ชื่อย่อ"))
    desk.page.get_by_label(w("workshop.units_file")).set_input_files(units)
    expect(desk.page.get_by_role("region", name=w("intake.list_title"))).to_be_visible()
    found["a list"] = complaints(desk.page)

    assert not any(found.values()), found


# --- the columns, and the lists of an office ----------------------------------------------

ODD = ("หมวด", "เรื่อง", "ความเห็นของผู้ตรวจ")


def test_columns_are_corrected_once_by_hand_and_known_from_then_on(full_room, screens, tmp_path):
    desk = at_the_findings(full_room, screens, "clerk")
    rows = [(row[0], row[3], "ดูรายงานหน้า 12") for row in ROWS[:4]]
    desk.import_findings(a_file(tmp_path, "ผู้ตรวจ.xlsx", *rows, head=ODD))
    desk.expect_check_table(all=4)

    desk.page.locator("details.columns > summary").click()
    for column, use in (("เรื่อง", "text"), ("ความเห็นของผู้ตรวจ", "evidence")):
        desk.page.get_by_role("combobox", name=column).select_option(use)
    desk.button("intake.columns_apply").click()

    row = desk.check_row(SYSTEMS)
    row.locator("[data-head]").click()
    box = desk.page.get_by_role("textbox", name=w("intake.field_evidence"))
    expect(box).to_have_value("ดูรายงานหน้า 12")
    desk.expect_check_table(dismissed=0, all=4)
    desk.import_findings(a_file(tmp_path, "อีกฉบับ.xlsx", (6, RESULT, "หน้า 3"), head=ODD))
    desk.expect_check_table(all=1)
    expect(desk.check_row(RESULT)).to_be_visible()


def test_a_cancelled_file_never_goes_into_the_report_on_the_table(full_room, screens, tmp_path):
    desk = at_the_findings(full_room, screens, "clerk")
    head = ("ด้าน", "ลักษณะ", "สาระที่กรรมการบันทึก")
    ours = [(f"หมวด {n}", OFI, f"{HEIRS}ในกลุ่มงานที่ {n}") for n in range(1, 6)]
    theirs = [(*row[:2], row[2] + "ฉบับที่ไม่เอา") for row in ours]
    desk.import_findings(a_file(tmp_path, "ของเรา.xlsx", *ours, head=head))
    desk.expect_check_table(all=5)
    desk.import_findings(a_file(tmp_path, "ที่ยกเลิก.xlsx", *theirs, head=head))
    asked = desk.page.get_by_role("region", name=w("intake.again_title"))
    expect(asked).to_contain_text(w("intake.again_changed", count=5))
    asked.get_by_role("button", name=w("intake.again_drop")).click()

    expect(desk.page.get_by_text(w("intake.columns_unread"))).to_be_visible()  # asked unbidden
    for column, use in zip(head, ("category", "kind", "text"), strict=True):
        desk.page.get_by_role("combobox", name=column).select_option(use)
    desk.button("intake.columns_apply").click()

    expect(desk.page.get_by_text(w("intake.columns", used=3, all=3))).to_be_visible()
    for row in ours:
        expect(desk.check_row(row[2])).to_be_visible()
    expect(desk.page.get_by_text("ฉบับที่ไม่เอา")).to_have_count(0)


def test_a_file_too_large_is_refused_by_its_name(full_room, screens):
    desk = at_the_findings(full_room, screens, "clerk")
    desk.button("intake.bring_in").or_(desk.button("intake.choose_file")).first.wait_for()
    if desk.button("intake.bring_in").count():
        desk.button("intake.bring_in").click()
    big = {"name": "ใหญ่.docx", "mimeType": "", "buffer": bytes(10 * 1024 * 1024 + 1)}
    desk.page.get_by_label(w("intake.file")).set_input_files(big)

    expect(desk.page.get_by_text(w("error.file_too_large", name="ใหญ่.docx"))).to_be_visible()


def test_what_a_second_clerk_mends_while_differences_are_shown_stays(full_room, screens, tmp_path):
    first = at_the_findings(full_room, screens, "clerk")
    mine = [(6, "6.1", OFI, f"{NOBODY}ในงานที่ {n}") for n in range(1, 5)]
    first.import_findings(a_file(tmp_path, "สองคน.xlsx", *mine))
    first.expect_check_table(all=4)
    second = at_the_findings(full_room, screens, "administrator", first.page.url)
    second.expect_check_table(all=4)

    theirs = [(*row[:3], row[3] + "ทุกปี") for row in mine]
    first.import_findings(a_file(tmp_path, "สองคนแก้.xlsx", *theirs))
    asked = first.page.get_by_role("region", name=w("intake.again_title"))
    expect(asked).to_contain_text(w("intake.again_changed", count=4))
    second.check_row(mine[0][3]).locator("[data-head]").click()
    box = second.page.get_by_role("textbox", name=w("intake.field_text"))
    box.fill("คำของคนที่สอง")
    box.blur()
    expect(box).to_have_accessible_description(w("intake.cell_kept"))
    asked.get_by_role("button", name=w("intake.again_follow")).click()

    first.expect_check_table(all=4)
    expect(first.check_row("คำของคนที่สอง")).to_be_visible()
    expect(first.check_row(theirs[1][3])).to_be_visible()
    told = w("intake.updated", new=0, changed=3, gone=0, kept=1, left=0)
    expect(first.page.get_by_text(told)).to_be_visible()


def test_units_and_goals_are_looked_at_before_they_are_kept(full_room, screens, tmp_path):
    desk = at_the_findings(full_room, screens, "clerk")
    desk.go_to("workshop")
    name = "กองทดสอบระบบ"
    units = a_file(tmp_path, "หน่วยงาน.xlsx", (name, "กทร."), head=("ชื่อหน่วยงาน", "ชื่อย่อ"))
    desk.page.get_by_label(w("workshop.units_file")).set_input_files(units)
    listed = desk.page.get_by_role("region", name=w("intake.list_title"))
    expect(listed).to_contain_text(w("intake.list_counts", new=1, changed=0, unchanged=0))
    listed.get_by_role("textbox", name=w("list.units.name")).fill(name + "งาน")
    desk.button("intake.list_keep", rows=1).click()
    expect(listed).to_have_count(0)
    expect(desk.page.get_by_text(w("intake.kept", rows=1))).to_be_focused()

    desk.page.get_by_label(w("workshop.units_file")).set_input_files(units)
    expect(listed).to_contain_text(w("intake.list_counts", new=0, changed=1, unchanged=0))
    expect(listed.locator("del")).to_have_text(name + "งาน")
    desk.button("intake.again_drop").click()
    expect(listed).to_have_count(0)

    desk.page.get_by_label(w("workshop.units_paste")).fill(f"กองคนดี\tกด.\n{'ก' * 400}\nกองทุกคน")
    desk.page.get_by_role("button", name=w("intake.read_pasted")).first.click()
    desk.button("intake.list_keep", rows=3).click()
    expect(desk.page.get_by_text(w("intake.kept_some", rows=2, left=1))).to_be_visible()
    bad = listed.get_by_role("textbox", name=w("list.units.name"))
    expect(bad).to_have_count(1)
    expect(bad).to_be_focused()
    expect(bad).to_have_accessible_description(re.compile("400"))
    bad.fill("กองชื่อสั้น")
    desk.button("intake.list_keep", rows=1).click()
    expect(listed).to_have_count(0)
    for name in ("กองคนดี", "กองทุกคน", "กองชื่อสั้น"):
        expect(desk.page.get_by_text(name, exact=True).first).to_be_visible()

    desk.page.get_by_label(w("workshop.goals_paste")).fill("เป้าหมาย\tตัวชี้วัด\nบริการเร็วขึ้น\tร้อยละ 90")
    desk.page.get_by_role("button", name=w("intake.read_pasted")).last.click()
    expect(listed).to_contain_text(w("intake.list_counts", new=1, changed=0, unchanged=0))
    desk.button("intake.list_keep", rows=1).click()
    expect(listed).to_have_count(0)
    expect(desk.page.get_by_text("บริการเร็วขึ้น").first).to_be_visible()


def at_the_findings(full_room, screens, role: str, url: str = "") -> Desk:
    desk = screens.desk(full_room.address)
    email = next(who["email"] for who in full_room.demo["logins"] if who["role"] == role)
    desk.sign_in(email, full_room.demo["password"])
    desk.page.goto(url or f"/findings?w={full_room.demo['workshop_id']}")
    return desk
