"""A phone that is reloaded while the room votes keeps its seat and its one ballot."""

import os

import pytest
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w
from tests.browser.screens import Phone

pytestmark = pytest.mark.browser

STAGE = "voting"


@pytest.fixture
def themes(phone: Phone) -> list[str]:
    """The names on the ballot."""
    expect(phone.heading(w("phone.ballot.title"))).to_be_visible()
    return [
        choice.get_attribute("aria-label") for choice in phone.page.get_by_role("article").all()
    ]


def test_a_reload_keeps_the_seat_and_the_ballot(phone, themes):
    phone.give(themes[0], 2)
    phone.give(themes[1], 1)
    phone.expect_sent()

    phone.page.reload()

    phone.expect_given(themes[0], 2)
    phone.expect_given(themes[1], 1)
    phone.expect_given(themes[2], 0)
    expect(phone.text("phone.ballot.left", left=2, all=5)).to_be_visible()
    assert phone.kept_ballot() == {themes[0]: 2, themes[1]: 1}


def test_a_reload_right_after_the_last_tap_keeps_it(phone, themes):
    phone.give(themes[0], 1)

    phone.page.reload()

    phone.expect_given(themes[0], 1)
    phone.expect_sent()
    assert phone.kept_ballot() == {themes[0]: 1}


def test_a_ballot_given_offline_is_sent_by_itself(phone, themes):
    with phone.offline():
        phone.give(themes[0], 3)
        expect(phone.strip).to_contain_text(w("phone.sent.waiting", count=1))
        assert phone.more(themes[0]).get_attribute("aria-disabled") == "true"

    phone.expect_sent()
    assert phone.kept_ballot() == {themes[0]: 3}


def test_two_tabs_of_one_phone_are_one_ballot(phone, themes):
    before = phone.ballots_cast()
    phone.give(themes[0], 2)
    phone.expect_sent()

    phone.open_tab()
    phone.page.goto("/room")
    phone.expect_given(themes[0], 2)
    phone.give(themes[1], 3)
    phone.expect_sent()

    assert phone.kept_ballot() == {themes[0]: 2, themes[1]: 3}
    assert phone.ballots_cast() == before + 1


def test_two_tabs_open_side_by_side_lose_no_change(phone, themes):
    before, first = phone.ballots_cast(), phone.page
    second = phone.open_tab()
    second.goto("/room")
    phone.expect_given(themes[0], 0)

    phone.turn_to(first)
    phone.give(themes[0], 2)
    phone.expect_sent()
    phone.turn_to(second)
    phone.expect_given(themes[0], 2)
    phone.give(themes[1], 1)
    phone.expect_sent()
    phone.turn_to(first)
    phone.expect_given(themes[1], 1)
    phone.give(themes[2], 2)
    phone.expect_sent()

    assert phone.kept_ballot() == {themes[0]: 2, themes[1]: 1, themes[2]: 2}
    assert phone.ballots_cast() == before + 1


@pytest.mark.parametrize("seed", range(int(os.environ.get("PMQA_TEST_SEEDS", "1"))))
def test_the_last_tap_stands_through_a_bad_network(phone, themes, seed):
    before = phone.ballots_cast()
    with phone.bad_network(seed):
        for theme, points in ((themes[0], 1), (themes[1], 3), (themes[2], 1)):
            phone.give(theme, points)
            phone.page.wait_for_timeout(700)  # the pause in which taps are gathered
        phone.page.get_by_role(
            "button", name=w("phone.ballot.less", name=themes[1]), exact=True
        ).tap()
        phone.expect_given(themes[1], 2)
        phone.page.wait_for_timeout(700)
        phone.expect_sent()

    assert phone.kept_ballot() == {themes[0]: 1, themes[1]: 2, themes[2]: 1}
    assert phone.ballots_cast() == before + 1


def test_a_ballot_that_comes_too_late_is_refused_with_the_reason_and_can_be_read(
    phone, themes, facilitator
):
    facilitator.open_console()
    with phone.offline():
        phone.give(themes[0], 3)
        expect(phone.strip).to_contain_text(w("phone.sent.waiting", count=1))
        facilitator.close_round()

    refused = phone.page.get_by_role("alert").filter(has_text=w("phone.refused.title"))
    expect(refused).to_contain_text(w("error.round_closed"))
    expect(refused).to_contain_text(f"{themes[0]}: {w('phone.ballot.given', points=3)}")
    assert phone.kept_ballot() == {}
