"""A phone that was killed, put to sleep, navigated away from: it comes back with everything."""

import os
import time

import pytest
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w
from tests.browser.screens import Phone
from tests.browser.tunnel import Tunnel

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

STAGE = "ideas"
BACK_WITHIN = 5.0  # seconds, to send what was kept
ASLEEP = float(os.environ.get("PMQA_TEST_ASLEEP", "5.5"))  # seconds, three times
AWAKE_WITHIN = 3.0  # seconds, to show where the room is now
SEEDS = range(int(os.environ.get("PMQA_TEST_SEEDS", "1")))
IDEAS = [f"ข้อเสนอลำดับที่ {n} ที่เขียนขณะไม่มีสัญญาณ" for n in range(1, 21)]


def choose_a_finding(phone: Phone) -> None:
    phone.page.get_by_role("button", name=w("phone.findings.propose")).first.click()
    expect(phone.idea_box).to_be_visible()


def write_offline(phone: Phone) -> None:
    """Write twenty ideas as fast as they are taken; a second tap within a second is none."""
    for number, text in enumerate(IDEAS, 1):
        phone.write(text)
        expect(phone.strip).to_contain_text(w("phone.sent.waiting", count=number))


def expect_all_soon(phone: Phone, since: float) -> None:
    while phone.kept_ideas() != IDEAS and time.monotonic() < since + BACK_WITHIN:
        phone.page.wait_for_timeout(50)
    assert phone.kept_ideas() == IDEAS  # once each, in order


def test_twenty_ideas_of_a_phone_that_was_killed_are_sent_once_each_in_order(phone):
    choose_a_finding(phone)
    with phone.offline():
        write_offline(phone)
        phone.crash()

    phone.open_tab()
    since = time.monotonic()
    phone.page.goto("/room")

    expect_all_soon(phone, since)
    phone.expect_sent()


def test_twenty_ideas_are_sent_soon_after_the_signal_is_back(phone):
    choose_a_finding(phone)
    with phone.offline():
        write_offline(phone)
        since = time.monotonic()

    expect_all_soon(phone, since)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_idea_is_there_once_and_in_order_through_a_bad_network(phone, seed):
    choose_a_finding(phone)
    with phone.bad_network(seed) as fates:
        for text in IDEAS[:8]:
            phone.write(text)
        phone.page.wait_for_function(
            "async (all) => (await (await fetch('/api/ideas')).json()).mine.length >= all", arg=8
        )
        phone.expect_sent()

    assert phone.kept_ideas() == IDEAS[:8]
    assert fates.keys() - {"fine"}, fates  # else it was not bad


def test_the_browsers_back_brings_back_what_was_not_sent(phone):
    choose_a_finding(phone)
    with phone.unanswered():
        phone.write(IDEAS[0])
        phone.expect_idea(IDEAS[0], "waiting")
        phone.page.goto("/sign-in")

    phone.page.go_back()

    phone.expect_idea(IDEAS[0], "saved")
    assert phone.kept_ideas() == IDEAS[:1]


def test_a_server_that_asks_for_patience_is_waited_for_and_never_a_refusal(phone):
    choose_a_finding(phone)
    with phone.answered(503, {"error": "storage_unavailable"}, {"retry-after": "2"}) as asked:
        phone.write(IDEAS[0])
        phone.expect_idea(IDEAS[0], "waiting")
        phone.page.wait_for_timeout(1000)
        phone.page.evaluate("dispatchEvent(new Event('online'))")  # no reason to hurry it
        phone.page.wait_for_timeout(500)
        assert len(asked) == 1
    phone.expect_idea(IDEAS[0], "saved")


def test_a_wifi_sign_in_page_that_says_yes_to_everything_is_not_believed(phone):
    choose_a_finding(phone)
    with phone.answered(200, "<html>Welcome to the hotel</html>"):
        phone.write(IDEAS[0])
        expect(phone.strip).to_contain_text(w("phone.sent.waiting", count=1))
    phone.expect_idea(IDEAS[0], "saved")
    assert phone.kept_ideas() == IDEAS[:1]


def test_a_phone_that_slept_shows_where_the_room_is_three_times_over(
    full_room, screens, facilitator
):
    tunnel = Tunnel(full_room.address)
    phone = screens.phone(tunnel.address)
    phone.without_network = True
    phone.join(full_room.demo["code"])
    facilitator.open_console()
    try:
        for stage in ("grouping", "ideas", "grouping"):
            with tunnel.swallowing():
                phone.fall_asleep()
                facilitator.bring_everyone_to(stage)
                phone.page.wait_for_timeout(ASLEEP * 1000)
            since = time.monotonic()
            phone.wake_up()
            phone.expect_stage(stage)
            assert time.monotonic() - since <= AWAKE_WITHIN
    finally:
        tunnel.close()
    facilitator.bring_everyone_to("ideas")


# --- packets that never arrive ------------------------------------------------------------


@pytest.fixture
def deaf_phone(full_room, screens, facilitator):
    """A seated phone whose websocket can be told to lose what the server says."""
    facilitator.open_console()
    phone = screens.phone(full_room.address)
    phone.without_network = True
    phone.listen_selectively()
    phone.join(full_room.demo["code"])
    phone.expect_stage("ideas")
    phone.expect_entered()
    yield phone
    facilitator.bring_everyone_to("ideas")


def test_a_missed_packet_is_noticed_by_the_next_and_asked_for(deaf_phone, full_room, facilitator):
    with deaf_phone.hearing_nothing():
        facilitator.bring_everyone_to("grouping")
        deaf_phone.page.wait_for_timeout(1_500)
    deaf_phone.expect_stage("ideas")

    full_room.join_from_outside()

    deaf_phone.expect_stage("grouping")


def test_what_a_snapshot_said_is_not_undone_by_what_the_mirror_still_holds(
    deaf_phone, full_room, facilitator
):
    with deaf_phone.hearing_nothing():
        facilitator.bring_everyone_to("grouping")
        deaf_phone.page.evaluate("dispatchEvent(new Event('focus'))")
        deaf_phone.expect_stage("grouping")

    with deaf_phone.unanswered("**/api/room"):
        joined = full_room.join_from_outside()
        expect(deaf_phone.text("phone.room.joined", count=joined)).to_be_visible()
        deaf_phone.expect_stage("grouping")
