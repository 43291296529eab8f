"""The door of the room, for phones: code, name, in."""

import reflex as rx

from pmqa_workshop.web.components.frame import phone_page
from pmqa_workshop.web.components.phone import join_door
from pmqa_workshop.wording import words


def draw(language: str) -> rx.Component:
    """Draw the door."""
    w = words(language)
    name = rx.el.p(w("app.name"), class_name="font-bold text-primary text-lg truncate")
    return phone_page(language, name, join_door(language))
