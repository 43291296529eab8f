"""Preparing a workshop: from the report to the QR card."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.plan import Digits, WorkshopMode
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_fields import not_yet
from pmqa_workshop.web.components.office_lists import list_intake
from pmqa_workshop.web.components.parts import (
    button,
    chip,
    choice,
    field,
    link_button,
    text_area,
    text_input,
)
from pmqa_workshop.web.states.workshop import Preparation
from pmqa_workshop.wording import Words, words

_ANCHORS = {
    "details": "#details", "agenda": "#details", "units": "#units", "goals": "#goals",
    "report": routes.FINDINGS, "doubts": routes.FINDINGS, "room": "#invite",
}  # fmt: skip

_COUNTED = ("units", "goals", "report", "doubts", "room")


def draw(language: str) -> rx.Component:
    w = words(language)
    return desk_page(
        language,
        "workshop",
        rx.cond(Preparation.ready, Preparation.title, w("frame.step.workshop")),
        rx.cond(
            Preparation.ready,
            rx.el.div(
                _checklist(w, language),
                rx.cond(
                    Preparation.may_prepare,
                    rx.el.div(
                        _details(w), _units(w, language), _goals(w, language),
                        class_name="space-y-8",
                    ),
                ),
                _invitation(w, language),
                class_name="space-y-8",
            ),
            not_yet(language),
        ),
        workshop=Preparation.workshop_id,
    )  # fmt: skip


def _checklist(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("workshop.checklist"), class_name=theme.HEADING),
        rx.el.ol(
            rx.foreach(Preparation.checks, lambda check: _check(check, w, language)),
            class_name=f"{theme.CARD} !py-1 divide-y divide-line",
        ),
        class_name="space-y-3 no-print",
    )


def _check(check: Any, w: Words, language: str) -> rx.Component:
    def by_name(of: Any) -> Any:
        return rx.match(check["name"], *[(name, of(name)) for name in _ANCHORS], "")

    def target(name: str) -> Any:
        route, _, part = _ANCHORS[name].partition("#")
        address = f"{routes.link(route or routes.WORKSHOP, language)}?w="
        here = address + Preparation.workshop_id.to(str)
        return here + f"#{part}" if part else here

    states = {"done": ("circle-check", "positive"), "begun": ("circle-dot", "warning"),
              "todo": ("circle", "plain")}  # fmt: skip
    colours = {"positive": "text-positive", "warning": "text-warning", "plain": "text-muted"}
    return rx.el.li(
        rx.match(
            check["state"],
            *[
                (state, rx.icon(icon, size=22, class_name=colours[tone], aria_hidden="true"))
                for state, (icon, tone) in states.items()
            ],
            rx.fragment(),
        ),
        rx.el.a(
            by_name(lambda name: w(f"check.{name}")),
            href=by_name(target),
            class_name="grow font-bold text-primary hover:underline min-h-11 inline-flex "
            "items-center",
        ),
        rx.cond(
            check["count"].to(int) > 0,
            rx.el.span(
                check["count"].to(str),
                " ",
                rx.match(
                    check["name"], *[(name, w(f"check.{name}.unit")) for name in _COUNTED], ""
                ),
                class_name="text-muted",
            ),
        ),
        rx.match(
            check["state"],
            *[
                (state, chip(w(f"check.state.{state}"), tone=tone))
                for state, (_, tone) in states.items()
            ],
            rx.fragment(),
        ),
        class_name="flex items-center gap-3 py-1",
    )


def _details(w: Words) -> rx.Component:
    now = Preparation.details

    return rx.el.section(
        rx.el.h2(w("workshop.details"), class_name=theme.HEADING),
        rx.el.form(
            field(
                w("workshop.plan_title"),
                text_area(name="title_template", rows=2, default_value=now["title_template"]),
                w("workshop.title_hint"),
            ),
            _figures(w),
            field(
                w("workshop.prepared_by"),
                text_input(name="prepared_by", max_length=300, default_value=now["prepared_by"]),
            ),
            field(
                w("workshop.agenda"),
                text_area(name="agenda", rows=6, default_value=now["agenda"]),
                w("workshop.agenda_hint"),
            ),
            button(w("action.save"), type="submit"),
            key=Preparation.form,
            on_submit=Preparation.keep,
            class_name=f"{theme.CARD} space-y-4",
        ),
        id="details",
        class_name="space-y-3 scroll-mt-4 no-print",
    )


def _figures(w: Words) -> rx.Component:
    """Draw the details that fit beside each other: year, day, place, mode, seats, digits."""
    now = Preparation.details

    def text(name: str, **props: Any) -> rx.Component:
        return text_input(name=name, default_value=now[name], **props)

    return rx.el.div(
        field(
            w("office.fiscal_year"),
            text("fiscal_year", input_mode="numeric", required=True),
        ),
        field(w("office.day"), text("held_on", type="date"), w("office.day_hint")),
        field(w("office.venue"), text("venue", max_length=300)),
        field(
            w("office.mode"),
            choice(
                [(m.value, w(f"mode.{m.value}")) for m in WorkshopMode],
                name="mode",
                default_value=now["mode"],
                key=now["mode"],
            ),
        ),
        field(
            w("workshop.capacity"),
            text("capacity", input_mode="numeric", required=True),
            w("workshop.capacity_hint"),
        ),
        field(
            w("workshop.digits"),
            choice(
                [(d.value, w(f"digits.{d.value}")) for d in Digits],
                name="digits",
                default_value=now["digits"],
                key=now["digits"],
            ),
        ),
        class_name="grid gap-4 md:grid-cols-2",
    )


def _units(w: Words, language: str) -> rx.Component:
    return _list(
        w,
        language,
        "units",
        rx.foreach(
            Preparation.units,
            lambda unit: rx.el.li(
                rx.el.span(unit["name"].to(str), class_name="grow min-w-0"),
                rx.el.span(unit["short"].to(str), class_name="text-muted whitespace-nowrap"),
                button(
                    w("workshop.take_off"),
                    rx.el.span(unit["name"].to(str), class_name="visually-hidden"),
                    look="plain",
                    on_click=Preparation.withdraw_unit(unit["id"]),
                    class_name="!px-2",
                ),
                key=unit["id"].to(str),
                class_name="flex items-center gap-3 py-1",
            ),
        ),
        Preparation.units.length(),
    )


def _goals(w: Words, language: str) -> rx.Component:
    return _list(
        w,
        language,
        "goals",
        rx.foreach(
            Preparation.goals,
            lambda goal: rx.el.li(
                rx.el.span(goal["title"].to(str), class_name="block"),
                rx.el.span(
                    goal["indicator"].to(str),
                    rx.cond(goal["target"] != "", " · " + goal["target"].to(str), ""),
                    class_name="block text-base text-muted",
                ),
                key=goal["id"].to(str),
                class_name="py-2",
            ),
        ),
        Preparation.goals.length(),
    )


def _list(w: Words, language: str, noun: str, rows: Any, count: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w(f"workshop.{noun}"), " (", count.to(str), ")", class_name=theme.HEADING),
        rx.cond(
            count > 0,
            rx.el.ul(
                rows,
                tab_index=0,
                aria_label=w(f"workshop.{noun}"),
                class_name=f"{theme.CARD} !py-1 divide-y divide-line max-h-96 overflow-y-auto",
            ),
            rx.el.p(w(f"workshop.{noun}_empty"), class_name="text-muted"),
        ),
        list_intake(language, noun, Preparation.workshop_id, Preparation.look_again),
        id=noun,
        class_name="space-y-3 scroll-mt-4 no-print",
    )


def _invitation(w: Words, language: str) -> rx.Component:
    here = Preparation.workshop_id.to(str)
    return rx.el.section(
        rx.el.h2(w("workshop.invite"), class_name=f"{theme.HEADING} no-print"),
        rx.el.div(
            rx.el.div(
                field(
                    w("workshop.invitation"),
                    text_area(rows=9, read_only=True, value=Preparation.invitation),
                ),
                rx.el.div(
                    button(
                        rx.icon("copy", size=20, aria_hidden="true"),
                        w("workshop.copy"),
                        look="quiet",
                        on_click=[rx.set_clipboard(Preparation.invitation), Preparation.copied],
                    ),
                    link_button(
                        w("workshop.to_console"),
                        f"{routes.link(routes.CONSOLE, language)}?w=" + here,
                        look="quiet",
                    ),
                    link_button(
                        w("workshop.to_projector"),
                        Preparation.projector_link,
                        look="quiet",
                        target="_blank",
                    ),
                    class_name="flex flex-wrap gap-2",
                ),
                class_name=f"{theme.CARD} space-y-3 no-print",
            ),
            _qr_card(w),
            class_name="grid gap-4 lg:grid-cols-[1fr_20rem]",
        ),
        id="invite",
        class_name="space-y-3 scroll-mt-4",
    )


def _qr_card(w: Words) -> rx.Component:
    return rx.el.div(
        rx.el.p(Preparation.title, class_name="font-bold text-center"),
        rx.el.img(
            src=Preparation.qr,
            alt=w("workshop.qr_alt"),
            class_name="w-56 h-56 mx-auto",
        ),
        rx.el.p(
            Preparation.code,
            class_name="text-[2.75rem] leading-tight font-bold text-center tracking-widest",
        ),
        rx.el.p(Preparation.join_link, class_name="text-base text-center text-muted"),
        button(
            rx.icon("printer", size=20, aria_hidden="true"),
            w("workshop.print"),
            look="quiet",
            on_click=rx.call_script("window.print()"),
            class_name="w-full no-print",
        ),
        class_name=f"{theme.CARD} space-y-2",
    )
