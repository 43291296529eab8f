"""Units and goals on their way in: looked at and mended before they are kept."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import theme
from pmqa_workshop.wording import catalogue, words

FIELDS = {
    "units": ("name", "short_name"),
    "goals": ("title", "indicator", "current", "target", "national_strategy", "sdgs"),
}
_LISTS, *_ = [rx.asset(name, shared=True) for name in ("office_lists.jsx", "phone_calls.js")]


class ListIntake(rx.Component):
    """A file or pasted rows, what they would change, and the button that keeps it."""

    library = _LISTS.importable_path
    tag = "ListIntake"

    kind: rx.Var[str]
    workshop: rx.Var[int]
    fields: rx.Var[list[list[str]]]
    words: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]
    language: rx.Var[str]
    file_label: rx.Var[str]
    paste_label: rx.Var[str]
    paste_hint: rx.Var[str]

    on_kept: rx.EventHandler[rx.event.no_args_event_spec]


def list_intake(language: str, noun: str, workshop: Any, on_kept: Any) -> rx.Component:
    """Draw the way in for units or goals."""
    w = words(language)
    return ListIntake.create(
        kind=noun,
        workshop=workshop,
        fields=[[name, w(f"list.{noun}.{name}")] for name in FIELDS[noun]],
        words={
            key.removeprefix("intake."): text
            for key, text in catalogue(language).items()
            if key.startswith("intake.")
        },
        looks={look: theme.BUTTON[look] for look in ("primary", "quiet", "plain")},
        language=language,
        file_label=w(f"workshop.{noun}_file"),
        paste_label=w(f"workshop.{noun}_paste"),
        paste_hint=w(f"workshop.{noun}_paste_hint"),
        on_kept=on_kept,
    )
