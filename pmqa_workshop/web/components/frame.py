"""The frames every screen stands in: phone, desk and projector, with notices and language."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.connection import FLOATING, connection_word
from pmqa_workshop.web.components.parts import button, plain_form
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.wording import Words, words

# Remembered on this device, put in place before anything is drawn.
TEXT_SIZE_SCRIPT = (
    "try{document.documentElement.dataset.text=localStorage.getItem('pmqa.text')||'normal'}"
    "catch(e){}"
    "if(location.pathname==='/en'||location.pathname.startsWith('/en/'))"
    "document.documentElement.lang='en';"
)
DESK_STEPS = (
    ("workshop", routes.WORKSHOP),
    ("findings", routes.FINDINGS),
    ("console", routes.CONSOLE),
    ("grouping", routes.GROUPING),
    ("decision", routes.DECISION),
    ("plan", routes.PLAN),
    ("documents", routes.DOCUMENTS),
)


def phone_page(language: str, bar: Any, *content: Any, strip: Any = None) -> rx.Component:
    """Draw a phone screen: slim bar, a strip that stays in sight, one column, notices on top.

    No word of the websocket's here: a phone's own strip tells whether the server is reached.
    """
    w = words(language)
    return rx.el.div(
        _skip(w),
        rx.el.header(
            rx.el.div(bar, class_name="grow min-w-0"),
            _text_size(w),
            _language_link(w, language),
            class_name="flex items-center gap-2 px-4 py-2 bg-paper border-b border-line",
        ),
        rx.fragment() if strip is None else strip,
        rx.el.main(
            _notice(w),
            *content,
            id="content",
            tab_index=-1,
            class_name="max-w-phone mx-auto px-4 py-4 space-y-4",
        ),
        class_name="min-h-dvh",
    )


def desk_page(
    language: str,
    active: str,
    title: Any,
    *content: Any,
    aside: Any = None,
    workshop: Any = None,
    wide: bool = False,
) -> rx.Component:
    """Draw a desk screen: steps of the workshop at the left, figures at the right.

    `workshop` is the var that holds the workshop's id; without it no steps are drawn. A `wide`
    screen keeps its width for a table: steps above it, figures beside it on large screens only.
    """
    w = words(language)
    looks = WIDE if wide else NARROW
    return rx.el.div(
        _skip(w),
        connection_word(w, FLOATING),
        _desk_bar(w, language),
        rx.el.div(
            _steps(w, language, active, workshop, looks) if workshop is not None else rx.fragment(),
            rx.el.main(
                rx.el.h1(title, class_name=theme.TITLE),
                rx.el.div(_notice(w), class_name="sticky top-2 z-30"),
                *content,
                id="content",
                tab_index=-1,
                class_name=f"grow min-w-0 p-4 md:p-6 space-y-4 {looks['main']} "
                + ("" if workshop is not None else "mx-auto"),
            ),
            rx.el.aside(
                aside,
                aria_label=w("frame.figures"),
                class_name=f"shrink-0 p-4 md:p-6 border-line space-y-4 {looks['aside']}",
            )
            if aside is not None
            else rx.fragment(),
            class_name="flex flex-col" if wide and aside is None else looks["frame"],
        ),
        class_name="min-h-dvh",
    )


NARROW = {
    "frame": "flex flex-col xl:flex-row xl:min-h-[calc(100dvh-3.5rem)]",
    "main": "max-w-desk",
    "aside": "xl:w-72 xl:border-l",
    "steps": "xl:w-56 xl:border-r xl:border-b-0",
    "list": "flex flex-wrap xl:flex-col gap-1",
}
WIDE = {
    "frame": "flex flex-col 2xl:grid 2xl:grid-cols-[minmax(0,1fr)_18rem]",
    "main": "",
    "aside": "hidden 2xl:block border-l",
    "steps": "2xl:col-span-2",
    "list": "flex flex-wrap gap-1",
}


def _desk_bar(w: Words, language: str) -> rx.Component:
    return rx.el.header(
        rx.el.a(
            w("app.name"),
            href=routes.link(routes.OFFICE, language),
            class_name="font-bold text-primary text-lg grow min-h-11 inline-flex items-center",
        ),
        _text_size(w),
        _language_link(w, language),
        plain_form(
            "/auth/sign-out",
            language,
            button(w("frame.sign_out"), look="plain", type="submit"),
        ),
        class_name="flex flex-wrap items-center gap-2 px-4 py-1 bg-paper border-b border-line "
        "no-print",
    )


def _steps(
    w: Words, language: str, active: str, workshop: Any, looks: dict[str, str]
) -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            *[
                _step(w, language, name, route, name == active, workshop)
                for name, route in DESK_STEPS
            ],
            class_name=looks["list"],
        ),
        aria_label=w("frame.steps"),
        class_name=f"shrink-0 p-3 bg-paper border-b border-line no-print {looks['steps']}",
    )


def _step(
    w: Words, language: str, name: str, route: str, is_active: bool, workshop: Any
) -> rx.Component:
    look = "bg-primary text-paper font-bold" if is_active else "text-ink hover:bg-primary-soft"
    look += " flex items-center min-h-11 px-3 rounded-card whitespace-nowrap"
    known = rx.Var.create(workshop)
    return rx.el.li(
        rx.cond(
            known.to(int) > 0,
            rx.el.a(
                w(f"frame.step.{name}"),
                href=f"{routes.link(route, language)}?w=" + known.to(str),
                aria_current="page" if is_active else "false",
                class_name=look,
            ),
            rx.el.span(w(f"frame.step.{name}"), class_name=look),  # not yet known: leads nowhere
        )
    )


def projector_page(language: str, *content: Any, foot: Any) -> rx.Component:
    """Draw the projector: no controls, nothing private, address and code at the foot."""
    return rx.el.div(
        rx.el.main(*content, id="content", class_name="grow min-h-0 p-10"),
        rx.el.footer(
            foot,
            class_name="flex items-center gap-8 px-10 py-4 bg-paper border-t border-line "
            "text-[1.75rem]",
        ),
        class_name="h-dvh flex flex-col bg-paper overflow-hidden",
    )


class _Jump(rx.el.Div):
    """A link within the page, left to the browser: Reflex's own would lose the page's query."""

    tag = "a"

    href: rx.Var[str]


def _skip(w: Words) -> rx.Component:
    return _Jump.create(w("skip.to_content"), href="#content", class_name="skip")


def _notice(w: Words) -> rx.Component:
    """Draw the one message; a live region that is always there, so that it is read out."""
    look = "border-l-[6px] rounded-card px-4 py-3 flex gap-3 items-start "
    return rx.el.div(
        rx.cond(
            Notices.text != "",
            rx.el.div(
                rx.el.p(Notices.text, class_name="grow"),
                button(
                    rx.icon("x", size=20, aria_hidden="true"),
                    look="plain",
                    aria_label=w("notice.dismiss"),
                    on_click=Notices.dismiss,
                    class_name="!px-2 shrink-0",
                ),
                class_name=rx.cond(
                    Notices.kind == "problem",
                    look + "border-danger bg-danger-soft",
                    look + "border-positive bg-positive-soft",
                ),
            ),
        ),
        role="status",
        aria_live="polite",
    )


def _language_link(w: Words, language: str) -> rx.Component:
    """Draw the link to the same screen in the other language, query kept."""
    change = (
        "const p=location.pathname;location.href="
        + ("(p.replace(/^\\/en/,'')||'/')" if language == "en" else "('/en'+(p==='/'?'':p))")
        + "+location.search"
    )
    return button(
        w("language.other"),
        look="plain",
        aria_label=f"{w('language.label')}: {w('language.other')}",
        lang="th" if language == "en" else "en",
        on_click=rx.call_script(change),
        class_name="!px-3 whitespace-nowrap shrink-0",
    )


def _text_size(w: Words) -> rx.Component:
    """Draw A– A A+; the size is kept on the device."""

    def size(name: str, letter: str, label: str) -> rx.Component:
        return button(
            letter,
            look="plain",
            aria_label=f"{letter} {w(label)}",
            on_click=rx.call_script(
                f"document.documentElement.dataset.text='{name}';"
                f"localStorage.setItem('pmqa.text','{name}')"
            ),
            class_name="!px-2 min-w-11",
        )

    return rx.el.div(
        size("small", "A–", "text.smaller"),
        size("normal", "A", "text.normal"),
        size("large", "A+", "text.larger"),
        role="group",
        aria_label=w("text.size"),
        class_name="hidden sm:flex",
    )
