"""Our own React part of the office: a field that saves when left."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import routes
from pmqa_workshop.web.components.parts import link_button
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.wording import Words, words

_CELL = rx.asset("office_cell.jsx", shared=True)


class Cell(rx.Component):
    """A field that saves when it is left; `answer` tells each field what became of it.

    `on_save` gets what was typed, and what the field showed when the person began to type.
    """

    library = _CELL.importable_path
    tag = "Cell"

    value: rx.Var[str]
    kind: rx.Var[str]
    label: rx.Var[str]
    cell: rx.Var[str]
    answer: rx.Var[dict[str, Any]]
    choices: rx.Var[list[list[str]]]
    words: rx.Var[dict[str, str]]
    look: rx.Var[str]
    blank: rx.Var[bool]
    read_only: rx.Var[bool]
    placeholder: rx.Var[str]
    input_mode: rx.Var[str]

    on_save: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


def not_yet(language: str) -> rx.Component:
    """Draw what stands in for a screen that is loading, or could not be shown."""
    w = words(language)
    return rx.cond(
        Notices.kind == "problem",
        link_button(w("office.title"), routes.link(routes.OFFICE, language), look="quiet"),
        rx.el.p(w("state.loading"), class_name="text-muted"),
    )


CELL_FIELD = (
    "w-full min-h-11 px-2 py-1.5 rounded-card border border-line bg-paper text-ink text-base "
    "leading-normal hover:border-edge focus:border-primary placeholder:text-muted"
)


_TOLD = ("sending", "kept", "lost", "refused", "again", "save_again")


def cell(w: Words, **props: Any) -> rx.Component:
    """Draw a field that saves when it is left."""
    extra = props.pop("class_name", "")
    told = {key: w(f"cell.{key}") for key in _TOLD}
    return Cell.create(words=told, look=f"{CELL_FIELD} {extra}", **props)
