"""The plan: the table as in the document, filled in cell by cell."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_fields import not_yet
from pmqa_workshop.web.components.office_plan import COLUMNS, initiative_rows
from pmqa_workshop.web.components.parts import (
    button,
    category_options,
    choice,
    empty,
    field,
    link_button,
    text_input,
)
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return desk_page(
        language,
        "plan",
        w("plan.title"),
        rx.cond(
            Plan.ready,
            rx.el.div(
                rx.el.p(Plan.title, class_name="text-muted"),
                _actions(w, language),
                rx.cond(Plan.rows.length() > 0, _strip(w)),
                rx.cond(Plan.rows.length() > 0, _table(w, language), _empty(w)),
                _add(w, language),
                rx.cond(Plan.withdrawn.length() > 0, _withdrawn(w)),
                rx.window_event_listener(on_focus=Plan.look_again),
                class_name="space-y-4",
            ),
            not_yet(language),
        ),
        aside=rx.cond(Plan.ready, _figures(w)),
        workshop=Plan.workshop_id,
        wide=True,
    )


def _actions(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.cond(
            Plan.may_prepare & (Plan.rows.length() > 0),
            button(w("plan.draft"), look="quiet", on_click=Plan.draft),
        ),
        link_button(
            w("plan.to_documents"),
            f"{routes.link(routes.DOCUMENTS, language)}?w=" + Plan.workshop_id.to(str),
            look="quiet",
        ),
        button(w("plan.refresh"), look="plain", on_click=Plan.load),
        class_name="flex flex-wrap gap-2 no-print",
    )


def _empty(w: Words) -> rx.Component:
    return empty(
        w("plan.empty"),
        rx.cond(Plan.may_prepare, button(w("plan.draft"), on_click=Plan.draft)),
    )


def _table(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(w("plan.caption"), class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(
                            w(f"plan.column.{name}"),
                            scope="col",
                            class_name=f"px-1 py-2 text-left text-base align-bottom {width}",
                        )
                        for name, width in COLUMNS
                    ]
                ),
            ),
            rx.foreach(Plan.rows, lambda row: initiative_rows(row, w, language)),
            class_name="plan-table w-full table-fixed border-separate border-spacing-0",
        ),
        tab_index=0,
        role="region",
        aria_label=w("plan.caption"),
        class_name="plan-scroll bg-paper border border-line rounded-card overflow-x-auto",
    )


def _add(w: Words, language: str) -> rx.Component:
    return rx.el.details(
        rx.el.summary(w("plan.add"), class_name=f"{theme.BUTTON['plain']} w-fit"),
        rx.el.form(
            field(
                w("plan.column.initiative"), text_input(name="title", required=True, max_length=300)
            ),
            field(w("draft.category"), choice(category_options(language), name="category")),
            button(w("plan.add"), look="quiet", type="submit"),
            on_submit=Plan.add,
            class_name=f"{theme.CARD} mt-2 space-y-3 max-w-phone",
        ),
    )


def _withdrawn(w: Words) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("plan.withdrawn_rows"), class_name=theme.HEADING),
        rx.el.ul(
            rx.foreach(Plan.withdrawn, lambda row: _withdrawn_row(row, w)),
            class_name=f"{theme.CARD} !py-1 divide-y divide-line",
        ),
        class_name="space-y-2",
    )


def _withdrawn_row(row: Any, w: Words) -> rx.Component:
    return rx.el.li(
        rx.el.span(row["code"].to(str), " ", row["title"].to(str), class_name="grow min-w-0"),
        button(w("findings.restore"), look="plain", on_click=Plan.restore(row["id"])),
        key=row["id"].to(str),
        class_name="flex items-center gap-3",
    )


def _strip(w: Words) -> rx.Component:
    """Draw the figures in one line, only units that lack something by name."""
    return rx.el.div(
        _totals(w),
        rx.el.ul(
            rx.foreach(
                Plan.by_unit, lambda unit: rx.cond(unit["blanks"].to(int) > 0, _unit(unit, w))
            ),
            aria_label=w("plan.by_unit"),
            class_name="grow grid gap-x-6 gap-y-2 grid-cols-1 sm:grid-cols-2 lg:grid-cols-4",
        ),
        class_name=f"{theme.CARD} flex flex-wrap gap-x-10 gap-y-3 items-center 2xl:hidden",
    )


def _figures(w: Words) -> rx.Component:
    """Draw how complete the plan is, every unit by name."""
    return rx.el.div(
        _totals(w),
        rx.el.h2(w("plan.by_unit"), class_name="font-bold"),
        rx.el.ul(rx.foreach(Plan.by_unit, lambda unit: _unit(unit, w)), class_name="space-y-3"),
        class_name="space-y-4",
    )


def _totals(w: Words) -> rx.Component:
    return rx.el.dl(
        _figure(w("plan.rows"), Plan.rows.length().to(str)),
        _figure(w("plan.blanks"), Plan.blanks.to(str)),
        _figure(w("plan.budget_total"), Plan.total_budget),
        class_name="flex flex-wrap 2xl:flex-col gap-x-8 gap-y-2",
    )


def _figure(label: str, value: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label, class_name="text-base text-muted"),
        rx.el.dd(value, class_name="text-2xl font-bold"),
    )


def _unit(unit: Any, w: Words) -> rx.Component:
    name = rx.cond(unit["unit"] != "", unit["unit"].to(str), w("plan.no_unit"))
    return rx.el.li(
        rx.el.div(
            rx.el.span(name, class_name="font-bold"),
            rx.el.span(
                unit["percent"].to(str), "% · ", w("plan.lacks"), " ", unit["blanks"].to(str),
                class_name="text-base text-muted whitespace-nowrap",
            ),
            class_name="flex justify-between gap-2",
        ),
        rx.el.div(
            rx.el.div(
                style={"width": unit["percent"].to(str) + "%"},
                class_name="h-2 rounded-chip bg-positive",
            ),
            aria_hidden="true",
            class_name="h-2 rounded-chip bg-line overflow-hidden",
        ),
        key=unit["unit"].to(str),
    )  # fmt: skip
