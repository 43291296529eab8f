"""How pages are answered: without redirects, with headers, never from an old build."""

import pytest

from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.pages.screens import SCREENS
from pmqa_workshop.wording import LANGUAGES


@pytest.mark.parametrize("path", ["/room", "/en/plan", "/en"])
def test_a_screens_address_is_a_page(path):
    assert routes.is_page(path)


@pytest.mark.parametrize("path", ["/", "/room/", "/api/room", "/english", "/ping", "/en/ping"])
def test_other_addresses_are_left_alone(path):
    assert not routes.is_page(path)


def test_every_screen_but_the_door_is_in_the_list_of_pages():
    assert {screen.route for screen in SCREENS} - routes.PAGES == {routes.JOIN}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.route)
def test_every_screen_can_be_drawn_with_the_words_there_are(screen, language):
    assert screen.draw(language) is not None


def test_every_answer_says_what_a_browser_may_do_with_it(client):
    answer = client.get("/api/seat")

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_the_stylesheet_of_tokens_is_the_one_the_theme_writes():
    from pmqa_workshop.settings import PROJECT

    kept = (PROJECT / "assets" / "styles" / "tokens.css").read_text(encoding="utf-8")

    assert kept == theme.stylesheet()
