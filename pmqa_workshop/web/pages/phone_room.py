"""The room, for phones."""

import reflex as rx

from pmqa_workshop.web.components.frame import phone_page
from pmqa_workshop.web.components.phone import phone_room
from pmqa_workshop.web.states.room import PhoneRoom
from pmqa_workshop.wording import words

LIVE = (
    "version", "revision", "entry", "workshop_id", "title", "code", "stage", "joined",
    "joining_closed", "revealed", "ideas", "round", "group", "results",
)  # fmt: skip


def draw(language: str) -> rx.Component:
    """Draw what the stage of the room asks of a participant."""
    live = rx.Var.create({name: getattr(PhoneRoom, name) for name in LIVE})
    return phone_page(
        language,
        rx.el.div(id="phone-bar", class_name="min-h-11"),  # both are filled by the component
        phone_room(language, live),
        strip=rx.el.div(
            id="phone-strip",
            role="region",
            aria_label=words(language)("phone.strip"),
            class_name="sticky top-0 z-20",
        ),
    )
