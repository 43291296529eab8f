"""Whether a screen of the room may be drawn yet, and what stands there until then."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.stages import ORDER
from pmqa_workshop.web import routes
from pmqa_workshop.web.components.connection import room_ask
from pmqa_workshop.web.components.parts import link_button, words_of
from pmqa_workshop.web.components.room_steps import to_page
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.console import Console
from pmqa_workshop.web.states.room import ConsoleRoom, Door
from pmqa_workshop.wording import Words

CODES = tuple(stage.value for stage in ORDER)


def is_open() -> Any:
    """Return whether the projection on this screen is of the workshop in its address."""
    return Door.entered & (Console.workshop_id == ConsoleRoom.workshop_id)


def console_ask() -> rx.Component:
    """Keep the console's projection fresh where packets were missed."""
    return room_ask(version=ConsoleRoom.version, entry=ConsoleRoom.entry, on_ask=Door.ask_console)


def loading(w: Words) -> rx.Component:
    """Draw the face before the first projection; a refusal has its own words above."""
    return rx.cond(
        Notices.text == "",
        rx.el.p(w("state.loading"), class_name="text-muted text-lg py-12 text-center"),
    )


def wrong_stage(w: Words, language: str, screen: str) -> rx.Component:
    """Draw that the room is elsewhere now, why this only shows, and the way to the console."""
    return rx.el.div(
        rx.el.p(
            w("console.room_at"),
            " ",
            rx.el.b(words_of(ConsoleRoom.stage, "stage", CODES, language)),
            " · ",
            w(f"{screen}.wrong_stage"),
            class_name="grow",
        ),
        link_button(w("grouping.to_console"), to_page(routes.CONSOLE, language), look="quiet"),
        class_name="flex flex-wrap items-center gap-3 p-3 rounded-card bg-warning-soft border "
        "border-warning",
    )
