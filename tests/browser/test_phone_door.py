"""The door while many come at once: a place in the line, and in by itself."""

import re

import pytest
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w

pytestmark = pytest.mark.browser

STAGE = "registration"


def fill_in(phone, code):
    phone.page.goto(f"/?code={code}")
    phone.page.get_by_label(w("phone.join.name"), exact=True).fill("สมหญิง")


def test_a_phone_in_the_line_shows_its_place_keeps_the_name_and_goes_in_by_itself(
    full_room, screens
):
    phone = screens.phone(full_room.address)
    fill_in(phone, full_room.demo["code"])
    told = iter([37, 12])

    def in_line(route):
        place = next(told, 0)
        if not place:
            route.fallback()
            return
        route.fulfill(status=202, json={"place": place, "seconds": 1}, headers={"retry-after": "1"})

    phone.page.route("**/api/join", in_line)
    phone.page.get_by_role("button", name=w("phone.join.submit"), exact=True).click()

    for place in (37, 12):
        expect(phone.heading(w("phone.join.line_place", place=place))).to_be_visible()
        expect(phone.page.get_by_label(w("phone.join.name"), exact=True)).to_have_value("สมหญิง")
    expect(phone.page).to_have_url(re.compile("/room/?$"))
    expect(phone.page.get_by_text("สมหญิง")).to_be_visible()


def test_a_server_that_asks_for_patience_is_asked_again_by_itself(full_room, screens):
    phone = screens.phone(full_room.address)
    phone.without_network = True
    with phone.answered(503, {"error": "storage_unavailable"}, {"retry-after": "1"}):
        fill_in(phone, full_room.demo["code"])
        phone.page.get_by_role("button", name=w("phone.join.submit"), exact=True).click()
        expect(phone.heading(w("phone.join.line_title"))).to_be_visible()

    expect(phone.page).to_have_url(re.compile("/room/?$"))


def test_a_name_that_is_missing_is_asked_for_where_the_eyes_are(full_room, screens):
    phone = screens.phone(full_room.address)
    fill_in(phone, full_room.demo["code"])
    name = phone.page.get_by_label(w("phone.join.name"), exact=True)
    name.fill("")
    phone.page.get_by_role("button", name=w("phone.join.submit"), exact=True).click()

    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(re.compile(w("phone.join.name_needed")))
    expect(phone.page.get_by_text(w("phone.join.name_needed"))).to_be_in_viewport()
    phone.page.get_by_label(w("phone.join.anonymous")).check()
    expect(phone.page.get_by_text(w("phone.join.name_needed"))).to_have_count(0)


def test_the_qr_brings_its_proof_to_the_door(full_room, screens, facilitator):
    facilitator.open_console()
    link = facilitator.qr_link()
    phone = screens.phone(full_room.address)
    with phone.page.expect_request(re.compile("/api/rooms/.*proof=")) as asked:
        phone.page.goto(link)

    assert link.rsplit("/", 1)[1] in asked.value.url
    expect(phone.page.get_by_label(w("phone.join.name"), exact=True)).to_be_visible()
