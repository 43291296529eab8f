"""The documents: the plan as Word, and who did what."""

from typing import Any

import reflex as rx

from pmqa_workshop.documents import NO_PAGE_LAYOUT, OTHER_FONT
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_fields import download, not_yet
from pmqa_workshop.web.components.parts import empty
from pmqa_workshop.web.states.documents import Documents
from pmqa_workshop.wording import Words, words

_NOTES = (NO_PAGE_LAYOUT, OTHER_FONT)


def draw(language: str) -> rx.Component:
    w = words(language)
    return desk_page(
        language,
        "documents",
        w("documents.title"),
        rx.cond(
            Documents.ready,
            rx.el.div(_plan(w, language), _history(w), class_name="space-y-8"),
            not_yet(language),
        ),
        workshop=Documents.workshop_id,
    )


def _plan(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(Documents.title, class_name=theme.HEADING),
        rx.cond(
            Documents.rows == 0,
            rx.el.p(w("documents.no_rows"), class_name="text-warning font-bold"),
            rx.cond(
                Documents.blanks > 0,
                rx.el.p(
                    w("documents.blanks"),
                    " ",
                    Documents.blanks.to(str),
                    " ",
                    rx.el.a(
                        w("documents.to_plan"),
                        href=f"{routes.link(routes.PLAN, language)}?w="
                        + Documents.workshop_id.to(str),
                        class_name="underline text-primary",
                    ),
                    class_name="text-danger",
                ),
                rx.el.p(w("documents.complete"), class_name="text-positive font-bold"),
            ),
        ),
        _digits(w),
        download(
            language,
            w("documents.download"),
            "/files/plan?w=" + Documents.workshop_id.to(str) + "&digits=" + Documents.digits,
            {code: w(f"documents.note.{code}") for code in _NOTES},
        ),
        rx.el.p(w("documents.always"), class_name="text-base text-muted"),
        class_name=f"{theme.CARD} space-y-4",
    )


def _digits(w: Words) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(w("workshop.digits"), class_name=theme.LABEL),
        *[
            rx.el.label(
                rx.el.input(
                    type="radio",
                    name="digits",
                    value=digits.value,
                    checked=Documents.digits == digits.value,
                    on_change=Documents.choose_digits(digits.value),
                    class_name="w-5 h-5 accent-primary",
                ),
                w(f"digits.{digits.value}"),
                class_name="inline-flex items-center gap-2 min-h-11 mr-6",
            )
            for digits in Digits
        ],
    )


def _history(w: Words) -> rx.Component:
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
