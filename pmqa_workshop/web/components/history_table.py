"""Who did what, and when."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import theme
from pmqa_workshop.web.components.parts import empty
from pmqa_workshop.web.states.documents import Documents
from pmqa_workshop.wording import Words


def history_table(w: Words) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("history.title"), class_name=theme.HEADING),
        rx.cond(
            Documents.history.length() > 0,
            rx.el.div(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(
                                    w(f"history.{name}"), scope="col", class_name="text-left p-2"
                                )
                                for name in ("when", "who", "did")
                            ]
                        )
                    ),
                    rx.el.tbody(rx.foreach(Documents.history, lambda entry: _entry(entry, w))),
                    class_name="w-full text-base",
                ),
                tab_index=0,
                role="region",
                aria_label=w("history.title"),
                class_name=f"{theme.CARD} !p-2 max-h-[36rem] overflow-auto",
            ),
            empty(w("history.empty")),
        ),
        class_name="space-y-3",
    )


def _entry(entry: Any, w: Words) -> rx.Component:
    return rx.el.tr(
        rx.el.td(entry["when"].to(str), class_name="p-2 align-top whitespace-nowrap"),
        rx.el.td(entry["who"].to(str), class_name="p-2 align-top"),
        rx.el.td(
            entry["what"].to(str),
            rx.cond(
                entry["times"].to(int) > 1,
                rx.el.span(
                    " × ", entry["times"].to(str), " ", w("history.times"),
                    class_name="text-muted",
                ),
            ),
            class_name="p-2 align-top",
        ),
        class_name="border-t border-line",
    )  # fmt: skip
