"""What is typed without a network is kept on the phone and sent once, by itself."""

import pytest
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w
from tests.browser.screens import Phone

pytestmark = pytest.mark.browser

STAGE = "ideas"
IDEA = "จัดทำคู่มือรับเรื่องร้องเรียนสำหรับเจ้าหน้าที่หน้างาน"


def choose_a_finding(phone: Phone) -> None:
    phone.page.get_by_role("button", name=w("phone.findings.propose")).first.click()
    expect(phone.idea_box).to_be_visible()


def test_an_idea_written_offline_waits_and_then_sends_itself(phone):
    choose_a_finding(phone)

    with phone.offline():
        phone.write(IDEA)
        phone.expect_idea(IDEA, "waiting")
        expect(phone.strip).to_contain_text(w("phone.sent.waiting", count=1))

    phone.expect_idea(IDEA, "saved")
    assert phone.kept_ideas() == [IDEA]


def test_an_idea_written_offline_survives_closing_the_page(phone):
    choose_a_finding(phone)

    with phone.offline():
        phone.write(IDEA)
        phone.expect_idea(IDEA, "waiting")
        phone.page.close()
    phone.open_tab()
    phone.page.goto("/room")

    phone.expect_sent()
    phone.expect_idea(IDEA, "saved")
    assert phone.kept_ideas() == [IDEA]


def test_the_door_says_what_was_never_sent(phone):
    choose_a_finding(phone)

    with phone.offline():
        phone.write(IDEA)
        phone.expect_idea(IDEA, "waiting")
        phone.page.close()
    phone.open_tab()
    phone.page.goto("/")

    expect(phone.text("phone.join.unsent", count=1)).to_be_visible()
    phone.page.get_by_role("link", name=w("phone.join.back")).click()
    phone.expect_idea(IDEA, "saved")


def test_an_unsent_idea_survives_a_reload_while_the_server_is_silent(phone):
    choose_a_finding(phone)

    with phone.unanswered():
        phone.write(IDEA)
        phone.expect_idea(IDEA, "waiting")
        phone.page.reload()
        expect(phone.strip).to_contain_text(w("phone.sent.waiting", count=1))

    phone.button("phone.room.retry").click()
    phone.expect_idea(IDEA, "saved")
    assert phone.kept_ideas() == [IDEA]


def test_a_seat_that_could_not_be_asked_for_is_asked_for_again(phone):
    with phone.unanswered("**/api/seat"):
        with phone.page.expect_request_finished(lambda call: call.url.endswith("/api/room")):
            phone.page.reload()
        expect(phone.text("phone.room.loading")).to_be_visible()

    phone.page.evaluate("dispatchEvent(new Event('online'))")

    expect(phone.button("phone.findings.propose").first).to_be_visible()


def test_an_idea_whose_answer_was_lost_is_kept_once(phone):
    choose_a_finding(phone)
    sent = []
    phone.page.on("request", lambda call: call.method == "PUT" and sent.append(call.url))

    phone.lose_next_answer()
    phone.write(IDEA)

    phone.expect_idea(IDEA, "saved")
    phone.expect_sent()
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert phone.kept_ideas() == [IDEA]


def test_a_reload_keeps_the_seat_and_what_was_half_typed(phone):
    choose_a_finding(phone)
    phone.write(IDEA)
    phone.expect_idea(IDEA, "saved")
    phone.idea_box.fill("ครึ่งประโยค")

    phone.page.reload()

    expect(phone.idea_box).to_have_value("ครึ่งประโยค")
    phone.expect_idea(IDEA, "saved")
