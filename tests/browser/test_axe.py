"""Everybody can use the screens: axe-core objects to none of them, and links lead somewhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from pmqa_workshop.domain.stages import ORDER
from pmqa_workshop.serving import PROJECT
from pmqa_workshop.wording import phrase as w
from tests.browser.screens import PHONE

AXE = PROJECT / ".tools" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
checked_by_axe = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not here; `make test` gets it"
)

STAGE = "planning"
STEPS = {
    "workshop": "workshop.checklist",
    "findings": "findings.accepted",
    "console": "console.room_at",
    "grouping": "grouping.how",
    "decision": "decision.how",
    "plan": "plan.refresh",
    "documents": "documents.made",
}  # with words that stand on the screen once it is drawn
PHONE_HEADINGS = {
    "registration": "phone.wait.title",
    "findings": "stage.findings",
    "ideas": "stage.ideas",
    "grouping": "phone.wait.title",
}  # from voting on: the results


def complaints(page: Page) -> list[str]:
    """Return what axe objects to, and contrast it could not make out."""
    page.evaluate("document.fonts.ready")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    unsure = [rule for rule in found["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in [*found["violations"], *unsure]
        for node in rule["nodes"]
    ]


@checked_by_axe
def test_nothing_stands_in_the_way_at_the_doors(full_room, screens):
    phone, found = screens.phone(full_room.address), {}
    for address, name in (("/", "phone.join.code"), ("/sign-in", "sign_in.email")):
        phone.page.goto(address)
        expect(phone.page.get_by_label(w(name)).first).to_be_visible()
        found[address] = complaints(phone.page)
    phone.page.goto(f"/?code={full_room.demo['code']}")
    expect(phone.page.get_by_label(w("phone.join.anonymous"))).to_be_visible()
    found["name"] = complaints(phone.page)

    assert not any(found.values()), found


@checked_by_axe
def test_the_page_of_the_api_is_usable_by_everybody(full_room, screens):
    phone = screens.phone(full_room.address)
    phone.page.goto("/api/docs")

    assert complaints(phone.page) == []
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


@checked_by_axe
def test_nothing_stands_in_the_way_at_the_desk(facilitator):
    found = {"office": complaints(facilitator.page)}
    for step, drawn in STEPS.items():
        facilitator.page.goto(f"/{step}?w={facilitator.workshop_id}")
        expect(facilitator.page.get_by_text(w(drawn)).first).to_be_visible()
        found[step] = complaints(facilitator.page)

    assert not any(found.values()), found


@checked_by_axe
def test_nothing_stands_in_the_way_in_the_room(facilitator, phone, screens, full_room):
    facilitator.page.goto(f"/console?w={facilitator.workshop_id}")
    projector, found = screens.projector(full_room.address), {}
    projector.show(facilitator.projector_link())

    def look(moment: str) -> None:
        for screen in (facilitator, projector, phone):
            found[f"{type(screen).__name__} at {moment}"] = complaints(screen.page)

    for stage in ORDER:
        facilitator.bring_everyone_to(stage.value)
        heading = PHONE_HEADINGS.get(stage.value, "phone.results.title")
        expect(phone.heading(w(heading)).first).to_be_visible()
        look(stage.value)
    facilitator.bring_everyone_to("ideas")
    phone.page.get_by_role("button", name=w("phone.findings.propose")).first.click()
    expect(phone.idea_box).to_be_visible()
    found["Phone proposing"] = complaints(phone.page)
    facilitator.bring_everyone_to("voting")
    facilitator.text("vote.another").click()
    facilitator.open_round(points=5, most=3)
    expect(phone.heading(w("phone.ballot.title"))).to_be_visible()
    look("an open round")

    assert not any(found.values()), found


def test_the_skip_link_leads_into_the_page_and_keeps_its_workshop(facilitator):
    address = f"/console?w={facilitator.workshop_id}"
    facilitator.page.goto(address)
    expect(facilitator.page.get_by_text(w("console.room_at")).first).to_be_visible()

    facilitator.page.keyboard.press("Tab")
    facilitator.page.keyboard.press("Enter")

    expect(facilitator.page).to_have_url(re.compile(re.escape(f"{address}#content")))
    expect(facilitator.page.get_by_role("main")).to_be_focused()
    expect(facilitator.page.get_by_text(w("console.room_at")).first).to_be_visible()


def test_the_checklist_leads_to_each_part_of_its_workshop(facilitator):
    address = f"/workshop?w={facilitator.workshop_id}"
    facilitator.page.goto(address)

    facilitator.page.get_by_role("link", name=w("check.goals")).click()

    expect(facilitator.page).to_have_url(re.compile(re.escape(f"{address}#goals")))
    goals = facilitator.page.get_by_role("heading", name=re.compile(w("workshop.goals")))
    expect(goals).to_be_in_viewport()
