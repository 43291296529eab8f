"""Every screen with its address and what runs when it opens; each is added in both languages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from pmqa_workshop.web import routes
from pmqa_workshop.wording import LANGUAGES, words


@dataclass(frozen=True)
class Screen:
    """A page of the product: `draw(language)`, the key of its title, its `on_load` handlers."""

    route: str
    draw: Callable[[str], rx.Component]
    title: str
    on_load: list[Any] = field(default_factory=list)


def add_screens(app: rx.App, screens: tuple[Screen, ...]) -> None:
    """Add every screen once per language."""
    for screen in screens:
        for language in LANGUAGES:
            app.add_page(
                _page(screen, language),
                route=routes.link(screen.route, language),
                title=f"{words(language)(screen.title)} · PMQA Workshop",
                on_load=screen.on_load or None,
            )


def _page(screen: Screen, language: str) -> Callable[[], rx.Component]:
    """Return the page as a function of a module of its own.

    Reflex bundles what it memoises by the module a page comes from: were it this one, every
    phone would download the office's screens, and those in the other language.
    """

    def draw() -> rx.Component:
        return screen.draw(language)

    draw.__module__ = f"{screen.draw.__module__}.{language}"
    return draw
