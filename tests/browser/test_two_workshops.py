"""One tab and two workshops: the fields on the screen are those of the workshop that is open."""

import pytest
from playwright.sync_api import expect

from pmqa_workshop.wording import phrase as w

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STAGE = "registration"


def test_the_fields_are_those_of_the_workshop_that_is_open(full_room, screens):
    desk = screens.desk(full_room.address)
    desk.sign_in(full_room.demo["logins"][0]["email"], full_room.demo["password"])
    first = f"/workshop?w={full_room.demo['workshop_id']}"
    desk.page.goto(first)
    details = desk.page.locator("#details")
    year, venue = (details.locator(f"[name={name}]") for name in ("fiscal_year", "venue"))
    expect(venue).not_to_have_value("")
    ours = year.input_value(), venue.input_value()

    desk.page.goto("/office")
    desk.create_workshop(2588, "ห้องประชุมของอีกปี")
    expect(venue).to_have_value("ห้องประชุมของอีกปี")
    desk.page.goto(first)
    expect(venue).to_have_value(ours[1])
    expect(year).to_have_value(ours[0])

    desk.page.get_by_label(w("workshop.prepared_by")).fill("กลุ่มพัฒนาระบบบริหาร")
    desk.button("action.save").click()
    expect(desk.page.get_by_text(w("workshop.kept"))).to_be_visible()
    desk.page.reload()
    expect(desk.page.get_by_label(w("workshop.prepared_by"))).to_have_value("กลุ่มพัฒนาระบบบริหาร")
    expect(venue).to_have_value(ours[1])


def test_the_steps_lead_nowhere_before_the_workshop_is_known(full_room, screens):
    desk = screens.desk(full_room.address)
    desk.sign_in(full_room.demo["logins"][0]["email"], full_room.demo["password"])
    desk.without_network = True
    desk.page.route_web_socket("**/_event/**", lambda silent: None)
    desk.page.goto(f"/findings?w={full_room.demo['workshop_id']}")

    steps = desk.page.get_by_role("navigation", name=w("frame.steps"))
    expect(steps.get_by_text(w("frame.step.workshop"))).to_be_visible()
    expect(steps.get_by_role("link")).to_have_count(0)
