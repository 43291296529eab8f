"""มติ: the ranking beside the decision; votes advise, the committee decides."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.priorities import MARKS, Scale
from pmqa_workshop.domain.stages import DECISION_STAGES
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.parts import (
    button,
    category_mark,
    chip,
    choice,
    empty,
    link_button,
    text_area,
)
from pmqa_workshop.web.components.room_figures import CELL, HEAD, NUMBER, figure, rank
from pmqa_workshop.web.components.room_open import console_ask, is_open, loading, wrong_stage
from pmqa_workshop.web.components.room_steps import to_page
from pmqa_workshop.web.components.room_tools import room_watch
from pmqa_workshop.web.states.console import Console
from pmqa_workshop.web.states.decision import Decisions
from pmqa_workshop.web.states.room import ConsoleRoom
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return rx.fragment(
        desk_page(
            language,
            "decision",
            w("frame.step.decision"),
            rx.cond(is_open(), _decisions(w, language), loading(w)),
            aside=rx.cond(is_open(), _figures(w, language)),
            workshop=ConsoleRoom.workshop_id,
        ),
        console_ask(),
        room_watch(version=ConsoleRoom.revision, on_change=Decisions.load),
    )


def _figures(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.h2(w("decision.so_far"), class_name=theme.HEADING),
        rx.el.dl(
            figure(w("console.themes"), ConsoleRoom.themes),
            figure(w("console.selected"), ConsoleRoom.selected),
            figure(
                w("decision.left_out"),
                ConsoleRoom.themes - ConsoleRoom.selected - ConsoleRoom.undecided,
            ),
            figure(w("console.undecided"), ConsoleRoom.undecided),
            class_name="grid grid-cols-2 sm:grid-cols-4 xl:grid-cols-1 gap-4",
        ),
        link_button(w("decision.to_plan"), to_page(routes.PLAN, language), class_name="w-full"),
        rx.el.p(w("decision.to_plan_means"), class_name="text-base text-muted"),
        class_name="space-y-4",
    )


def _decisions(w: Words, language: str) -> rx.Component:
    out_of_stage = ~rx.Var.create([s.value for s in sorted(DECISION_STAGES)]).contains(
        ConsoleRoom.stage
    )
    return rx.el.div(
        rx.el.p(w("decision.how"), class_name="text-muted"),
        rx.el.p(w("decision.marks_how"), class_name="text-muted"),
        rx.cond(out_of_stage, wrong_stage(w, language, "decision")),
        rx.cond(
            Decisions.rows.length() > 0,
            _table(w, out_of_stage | ~Console.may_run),
            empty(
                w("decision.empty"),
                link_button(w("console.to_grouping"), to_page(routes.GROUPING, language)),
            ),
        ),
        class_name="space-y-4",
    )


def _table(w: Words, locked: Any) -> rx.Component:
    heads = (("results.rank", ""), ("results.theme", ""), ("results.points", "!text-right"),
             ("decision.decision", ""))  # fmt: skip
    return rx.el.div(
        rx.el.table(
            rx.el.caption(w("frame.step.decision"), class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(w(key), scope="col", class_name=f"{HEAD} {look}")
                        for key, look in heads
                    ]
                )
            ),
            rx.el.tbody(rx.foreach(Decisions.rows, lambda row: _row(row, w, locked))),
            class_name="w-full",
        ),
        class_name=f"{theme.CARD} !p-0 overflow-x-auto",
    )


def _row(row: Any, w: Words, locked: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                row["rank"].to(int) > 0,
                rank(row, w),
                rx.el.span(w("decision.not_voted"), class_name="text-base text-muted"),
            ),
            class_name=CELL,
        ),
        rx.el.td(
            rx.el.p(row["name"], class_name="font-bold"),
            rx.el.p(
                rx.el.span(row["code"], class_name="mr-2"),
                category_mark(row["category"], w),
                " · ",
                w("decision.ideas", count=row["ideas"]),
                class_name="text-base text-muted",
            ),
            rx.cond(row["differs"], chip(w("decision.differs"), tone="warning")),
            class_name=f"{CELL} min-w-56",
        ),
        rx.el.td(
            rx.cond(
                row["rank"].to(int) > 0,
                rx.el.div(
                    rx.el.b(row["points"], class_name="text-xl"),
                    rx.el.p(
                        w("decision.voters", count=row["voters"]),
                        class_name="text-base text-muted whitespace-nowrap",
                    ),
                ),
                "–",
            ),
            class_name=f"{CELL} {NUMBER}",
        ),
        rx.el.td(_choice(row, w, locked), class_name=f"{CELL} w-[26rem] min-w-72"),
        key=row["id"].to(str),
        class_name=rx.match(
            row["decided"], ("in", "bg-positive-soft"), ("out", "bg-ground"), "bg-paper"
        ),
    )


def _choice(row: Any, w: Words, locked: Any) -> rx.Component:
    is_asked = Decisions.asking == row["id"].to(int)
    return rx.el.div(
        rx.el.div(
            _option(row, w, "in", Decisions.select, locked),
            _option(row, w, "out", Decisions.leave_out, locked),
            rx.cond(
                row["decided"] != "",
                button(
                    w("decision.take_back"),
                    look="plain",
                    disabled=locked,
                    on_click=Decisions.take_back(row["id"].to(int)),
                    class_name="!px-2",
                ),
            ),
            role="group",
            aria_label=w("decision.on", name=row["name"]),
            class_name="flex flex-wrap gap-2",
        ),
        text_area(
            id="reason-" + row["id"].to(str),
            default_value=row["reason"].to(str),
            aria_label=w("decision.reason_on", name=row["name"]),
            aria_invalid=rx.cond(is_asked, "true", "false"),
            placeholder=w("decision.reason"),
            rows="1",
            max_length=1000,
            on_blur=Decisions.give_reason(row["id"].to(int), _typed(row)),
            disabled=locked,
            class_name=rx.cond(is_asked, "!border-danger !border-2", "")
            + " [field-sizing:content] resize-y",
        ),
        rx.cond(is_asked, rx.el.p(w("decision.reason_needed"), class_name="text-danger")),
        _marks(row, w, locked),
        class_name="space-y-2",
    )


def _marks(row: Any, w: Words, locked: Any) -> rx.Component:
    """Draw impact and effort; the lists are controlled, so that a refused mark falls back."""
    options = [("", "–"), *[(str(mark), str(mark)) for mark in MARKS]]
    return rx.el.div(
        *[
            rx.el.label(
                rx.el.span(
                    w(f"decision.{scale}"), class_name="text-base text-muted whitespace-nowrap"
                ),
                choice(
                    options,
                    value=row[scale.value].to(str),
                    aria_label=w(f"decision.{scale}_of", name=row["name"]),
                    disabled=locked,
                    on_change=lambda mark, scale=scale: Decisions.assess(
                        row["id"].to(int), scale.value, mark
                    ),
                    class_name="!w-16 !px-2",
                ),
                class_name="flex items-center gap-2",
            )
            for scale in Scale
        ],
        class_name="flex flex-wrap gap-x-4 gap-y-2",
    )


def _option(row: Any, w: Words, value: str, choose: Any, locked: Any) -> rx.Component:
    """Draw one of the two answers; pressed is what stands, and pressing again keeps the reason."""
    is_chosen = row["decided"] == value
    return rx.el.button(
        rx.cond(is_chosen, rx.icon("check", size=20, aria_hidden="true")),
        w(f"decision.{value}"),
        type="button",
        disabled=locked,
        aria_pressed=rx.cond(is_chosen, "true", "false"),
        on_click=choose(row["id"].to(int), _typed(row)),
        class_name=rx.cond(is_chosen, theme.BUTTON["primary"], theme.BUTTON["quiet"]),
    )


def _typed(row: Any) -> Any:
    """Return what stands in the row's field at the moment of the click."""
    return rx.Var(f"(document.getElementById('reason-' + {row['id']!s})?.value ?? '')").to(str)
