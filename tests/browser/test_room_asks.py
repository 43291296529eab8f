"""A projector that missed something asks for a snapshot by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.screens import Projector

pytestmark = pytest.mark.browser

STAGE = "ideas"
SILENCE = 15  # seconds


@pytest.fixture
def wall(full_room, facilitator, screens) -> Projector:
    """The projector of the full room, its websocket in our hands."""
    facilitator.open_console()
    shown = screens.projector(full_room.address)
    shown.listen_selectively()
    shown.show(facilitator.projector_link())
    shown.expect_entered()
    return shown


def _asks(wall, within):
    """Wait until it has asked once more."""
    before = wall.times_entered()
    for _ in range(round(within / 0.1)):
        if wall.times_entered() > before:
            return True
        wall.page.wait_for_timeout(100)
    return False


def test_it_asks_when_it_is_looked_at_again(wall):
    wall.page.wait_for_timeout(1000)

    wall.page.evaluate("window.dispatchEvent(new Event('focus'))")

    assert _asks(wall, within=3)


def test_it_asks_after_a_silence(wall):
    wall.page.wait_for_timeout(1000)

    assert _asks(wall, within=SILENCE + 3)


def test_it_asks_when_packets_were_lost(wall, facilitator, full_room, screens):
    with wall.hearing_nothing():
        facilitator.bring_everyone_to("grouping")
        wall.page.wait_for_timeout(1000)

    late = screens.phone(full_room.address)
    late.join(full_room.demo["code"])  # the next packet says nothing of the stage

    expect(wall.text("screen.grouping")).to_be_visible(timeout=5_000)
