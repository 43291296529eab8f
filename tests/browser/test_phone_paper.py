"""A QR on a sheet of paper leads to the finding it stands beside."""

import re

import pytest
from playwright.sync_api import expect

from pmqa_workshop.domain.access import finding_link
from pmqa_workshop.wording import phrase as w

pytestmark = pytest.mark.browser

STAGE = "ideas"


def shown_finding(phone):
    return phone.page.get_by_label(w("phone.findings.propose"), exact=True)


def test_a_new_phone_is_seated_and_then_asked_about_the_finding(full_room, screens):
    phone = screens.phone(full_room.address)
    code = full_room.demo["code"]
    phone.page.goto(finding_link(f"/j/{code}", "F005"))
    phone.page.get_by_label(w("phone.join.anonymous")).check()
    phone.page.get_by_role("button", name=w("phone.join.submit"), exact=True).click()

    expect(phone.idea_box).to_be_visible()
    asked = _text_of(phone, "F005")
    expect(shown_finding(phone)).to_contain_text(asked)


def test_a_seated_phone_goes_from_finding_to_finding(phone, full_room):
    code = full_room.demo["code"]
    for finding in ("F007", "F003"):
        phone.page.goto(finding_link(f"/j/{code}", finding))
        expect(phone.page).to_have_url(re.compile("/room/?$"))
        expect(shown_finding(phone)).to_contain_text(_text_of(phone, finding))


def test_a_finding_that_is_not_there_leaves_the_list(phone, full_room):
    phone.page.goto(finding_link(f"/j/{full_room.demo['code']}", "F999"))

    expect(phone.page).to_have_url(re.compile("/room/?$"))
    expect(phone.page.get_by_role("button", name=w("phone.findings.propose")).first).to_be_visible()


def _text_of(phone, code):
    """Return how the server words a finding."""
    found = phone.page.evaluate("fetch('/api/findings').then((answer) => answer.json())")
    return next(one["text"] for one in found["findings"] if one["code"] == code)[:40]
