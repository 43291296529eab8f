"""Parts of the Documents page: files handed out, the pulse, its views."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import theme
from pmqa_workshop.wording import words

_OWN = rx.asset("office_documents.jsx", shared=True)
_PAGES = rx.asset("office_pages.jsx", shared=True)


class _FileLink(rx.el.Div):
    """A link to a file, left to the browser: Reflex's own would look for a page there."""

    tag = "a"

    href: rx.Var[str]
    download: rx.Var[bool]


class Pulse(rx.Component):
    """Asks again and again while `active`, each time after `beat` said that it was answered."""

    library = _OWN.importable_path
    tag = "Pulse"

    active: rx.Var[bool]
    beat: rx.Var[int]

    on_beat: rx.EventHandler[rx.event.no_args_event_spec]


class _Pages(rx.Component):
    """A button that opens the pages of a document, as pictures."""

    library = _PAGES.importable_path
    tag = "Pages"

    href: rx.Var[str]
    label: rx.Var[str]
    name: rx.Var[str]
    words: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]
    language: rx.Var[str]
    has_pdf: rx.Var[bool]


def pages_button(
    label: str, name: Any, href: Any, language: str, *, has_pdf: bool = False
) -> rx.Component:
    """Draw the button that shows the pages found below an address, and what they are of."""
    w = words(language)
    keys = ("close", "making", "failed", "count", "page", "pdf", "lost", "again")
    return _Pages.create(
        href=href,
        label=label,
        name=name,
        words={key: w(f"pages.{key}", pages="{pages}", number="{number}") for key in keys},
        looks={
            "open": f"{theme.BUTTON['plain']} !px-3",
            "quiet": theme.BUTTON["quiet"],
            "bad": "rounded-card border-l-[6px] px-4 py-3 border-danger bg-danger-soft",
        },
        language=language,
        has_pdf=has_pdf,
    )


def file_link(*content: Any, href: Any, look: str = "quiet", **props: Any) -> rx.Component:
    """Draw a link that downloads, looking like a button."""
    extra = props.pop("class_name", "")
    return _FileLink.create(
        *content, href=href, download=True, class_name=f"{theme.BUTTON[look]} {extra}", **props
    )


def radios(
    legend: str, name: str, options: list[tuple[str, str]], chosen: Any, on_choose: Any
) -> rx.Component:
    """Draw radio buttons side by side; `on_choose` makes an event of a value."""
    return rx.el.fieldset(
        rx.el.legend(legend, class_name=theme.LABEL),
        rx.el.div(
            *[
                rx.el.label(
                    rx.el.input(
                        type="radio",
                        name=name,
                        value=value,
                        checked=chosen == value,
                        on_change=on_choose(value),
                        class_name="w-5 h-5 accent-primary shrink-0",
                    ),
                    text,
                    class_name="inline-flex items-center gap-2 min-h-11",
                )
                for value, text in options
            ],
            class_name="flex flex-wrap gap-x-6",
        ),
    )


def tick_box(text: str, is_ticked: Any, on_tick: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=is_ticked,
            on_change=on_tick,
            class_name="w-5 h-5 accent-primary shrink-0",
        ),
        text,
        class_name="inline-flex items-center gap-2 min-h-11",
    )


def tabs(label: str, choices: list[tuple[str, str]], chosen: Any, on_show: Any) -> rx.Component:
    """Draw the parts of a page side by side; `on_show` makes an event of a part's code."""
    return rx.el.div(
        *[
            rx.el.button(
                text,
                type="button",
                aria_pressed=rx.cond(chosen == code, "true", "false"),
                on_click=on_show(code),
                class_name=theme.BUTTON["plain"]
                + rx.cond(
                    chosen == code,
                    " !rounded-b-none border-b-4 border-primary",
                    " !rounded-b-none border-b-4 border-transparent !font-normal",
                ),
            )
            for code, text in choices
        ],
        role="group",
        aria_label=label,
        class_name="flex flex-wrap gap-1 border-b border-line no-print",
    )
