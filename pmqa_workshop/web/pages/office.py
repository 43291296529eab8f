"""The office's first page: workshops as cards, a new one, the agency, the staff."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.plan import WorkshopMode
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_fields import not_yet
from pmqa_workshop.web.components.parts import (
    button,
    category_options,
    chip,
    choice,
    empty,
    field,
    link_button,
    text_area,
    text_input,
    words_of,
)
from pmqa_workshop.web.states.office import Office
from pmqa_workshop.wording import Words, words

_STAFF_ROLES = (Role.CLERK, Role.FACILITATOR, Role.SCRIBE, Role.ADMINISTRATOR)


def draw(language: str) -> rx.Component:
    w = words(language)
    return desk_page(
        language,
        "office",
        w("office.title"),
        rx.cond(
            Office.ready,
            rx.el.div(
                _workshops(w, language),
                rx.cond(Office.may_prepare, _agency(w)),
                rx.cond(Office.may_manage, _staff(w, language)),
                class_name="space-y-8",
            ),
            not_yet(language),
        ),
    )


def _workshops(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.cond(
            Office.cards.length() > 0,
            rx.el.ul(
                rx.foreach(Office.cards, lambda card: _card(card, w, language)),
                class_name="grid gap-4 md:grid-cols-2",
            ),
            empty(w("office.empty")),
        ),
        rx.cond(Office.may_prepare, _new(w)),
        aria_label=w("office.workshops"),
        class_name="space-y-4",
    )


def _card(card: Any, w: Words, language: str) -> rx.Component:
    here = f"{routes.link(routes.WORKSHOP, language)}?w="
    return rx.el.li(
        rx.el.div(
            rx.el.span(w("office.year"), " ", card["year"].to(str), class_name="font-bold text-lg"),
            chip(words_of(card["stage"], "stage", tuple(Stage), language)),
            rx.cond(card["is_past"], chip(w("office.past"))),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.h2(
            rx.el.a(
                card["title"].to(str),
                href=here + card["id"].to(str),
                class_name="text-primary hover:underline",
            ),
            class_name=theme.HEADING,
        ),
        rx.el.p(
            rx.cond(card["day"] != "", card["day"].to(str), w("office.no_day")),
            rx.cond(card["venue"] != "", " · " + card["venue"].to(str), ""),
            class_name="text-muted",
        ),
        rx.el.dl(
            _figure(w("office.findings"), card["findings"]),
            _figure(w("office.ideas"), card["ideas"]),
            _figure(w("office.initiatives"), card["initiatives"]),
            _figure(w("office.blanks"), card["blanks"], warns=True),
            class_name="grid grid-cols-2 sm:grid-cols-4 gap-2",
        ),
        rx.el.div(
            _go(w("frame.step.workshop"), routes.WORKSHOP, card, language),
            _go(w("frame.step.findings"), routes.FINDINGS, card, language),
            _go(w("frame.step.plan"), routes.PLAN, card, language),
            _go(w("frame.step.documents"), routes.DOCUMENTS, card, language),
            class_name="flex flex-wrap gap-x-2 mt-auto -ml-3",
        ),
        key=card["id"].to(str),
        class_name=f"{theme.CARD} flex flex-col gap-3",
    )


def _go(text: str, route: str, card: Any, language: str) -> rx.Component:
    return link_button(
        text,
        f"{routes.link(route, language)}?w=" + card["id"].to(str),
        look="plain",
        class_name="!px-3 underline",
    )


def _figure(label: str, value: Any, warns: bool = False) -> rx.Component:
    tone = rx.cond(value.to(int) > 0, "text-danger", "text-ink") if warns else "text-ink"
    return rx.el.div(
        rx.el.dt(label, class_name="text-base text-muted"),
        rx.el.dd(value.to(str), class_name=rx.Var.create("text-2xl font-bold ") + tone),
    )


def _new(w: Words) -> rx.Component:
    return rx.el.details(
        rx.el.summary(w("office.new"), class_name=f"{theme.BUTTON['primary']} w-fit"),
        rx.el.form(
            rx.el.div(
                field(
                    w("office.fiscal_year"),
                    text_input(
                        name="fiscal_year",
                        required=True,
                        input_mode="numeric",
                        pattern="25[6-9][0-9]|26[0-9][0-9]",
                        default_value=Office.this_year.to(str),
                    ),
                    w("office.fiscal_year_hint"),
                ),
                field(
                    w("office.day"),
                    text_input(type="date", name="held_on"),
                    w("office.day_hint"),
                ),
                field(w("office.venue"), text_input(name="venue", max_length=300)),
                field(
                    w("office.mode"),
                    choice([(m.value, w(f"mode.{m.value}")) for m in WorkshopMode], name="mode"),
                ),
                field(w("office.follows"), _follows(w), w("office.follows_hint")),
                class_name="grid gap-4 md:grid-cols-2",
            ),
            button(w("office.open"), type="submit"),
            on_submit=Office.open_new,
            class_name=f"{theme.CARD} mt-3 space-y-4",
        ),
        class_name="group",
    )


def _follows(w: Words) -> rx.Component:
    return rx.el.select(
        rx.el.option(w("office.blank_one"), value=""),
        rx.foreach(
            Office.cards,
            lambda card: rx.el.option(
                w("office.year"), " ", card["year"].to(str), " · ", card["code"].to(str),
                value=card["id"].to(str),
            ),
        ),
        name="follows",
        class_name=theme.FIELD,
    )  # fmt: skip


def _agency(w: Words) -> rx.Component:
    def text(name: str, rows: int = 0) -> rx.Component:
        props = {"name": name, "default_value": Office.agency[name]}
        control = text_area(rows=rows, **props) if rows else text_input(**props)
        return field(w(f"agency.{name}"), control)

    return rx.el.section(
        rx.el.h2(w("agency.title"), class_name=theme.HEADING),
        rx.el.form(
            rx.el.div(
                text("name"), text("short_name"), class_name="grid gap-4 md:grid-cols-[2fr_1fr]"
            ),
            text("vision", 2),
            text("mission", 4),
            text("core_values", 2),
            button(w("action.save"), look="quiet", type="submit"),
            key=Office.form,
            on_submit=Office.keep_agency,
            class_name=f"{theme.CARD} space-y-4",
        ),
        class_name="space-y-3",
    )


def _staff(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("staff.title"), class_name=theme.HEADING),
        rx.el.ul(
            rx.foreach(Office.staff, lambda person: _person(person, w, language)),
            class_name=f"{theme.CARD} !py-0 divide-y divide-line",
        ),
        rx.el.form(
            rx.el.div(
                field(w("sign_in.email"), text_input(type="email", name="email", required=True)),
                field(w("setup.name"), text_input(name="name", max_length=120)),
                field(
                    w("staff.role"),
                    choice([(r.value, w(f"role.{r.value}")) for r in _STAFF_ROLES], name="role"),
                ),
                field(
                    w("staff.category"),
                    choice(category_options(language), name="category"),
                    w("staff.category_hint"),
                ),
                class_name="grid gap-4 md:grid-cols-2",
            ),
            button(w("staff.add"), look="quiet", type="submit"),
            on_submit=Office.invite,
            class_name=f"{theme.CARD} space-y-4",
        ),
        rx.cond(Office.setup_link != "", _link_to_hand_over(w)),
        class_name="space-y-3",
    )


def _person(person: Any, w: Words, language: str) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(person["name"].to(str), class_name="font-bold"),
            rx.el.span(person["email"].to(str), class_name="block text-base text-muted"),
            class_name="grow min-w-0",
        ),
        chip(
            words_of(person["role"], "role", tuple(_STAFF_ROLES), language),
            rx.cond(
                person["role"] == Role.SCRIBE.value, " " + person["category"].to(str), ""
            ),
        ),
        rx.cond(person["is_ready"], rx.fragment(), chip(w("staff.waiting"), tone="warning")),
        class_name="flex flex-wrap items-center gap-2 py-3",
    )  # fmt: skip


def _link_to_hand_over(w: Words) -> rx.Component:
    return rx.el.div(
        rx.el.p(w("staff.link"), " ", rx.el.strong(Office.setup_for)),
        rx.el.div(
            text_input(
                read_only=True, value=Office.setup_link, aria_label=w("staff.link"),
                class_name="grow",
            ),
            button(w("staff.copy"), look="quiet", on_click=rx.set_clipboard(Office.setup_link)),
            class_name="flex flex-wrap sm:flex-nowrap gap-2 mt-2",
        ),
        class_name="border-l-[6px] border-positive bg-positive-soft rounded-card p-4",
    )  # fmt: skip
