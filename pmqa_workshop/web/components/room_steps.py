"""The facilitator's work in each stage, as it stands in the middle of the console."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.voting import MOST_POINTS
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.parts import (
    button,
    category_mark,
    chip,
    empty,
    field,
    link_button,
    text_input,
)
from pmqa_workshop.web.components.room_figures import (
    bar,
    coverage_map,
    figure,
    number,
    percent,
    results_table,
)
from pmqa_workshop.web.components.room_tools import copy_text, dialog, keyed, opens, shut
from pmqa_workshop.web.states.console import Console, RoomAddress
from pmqa_workshop.web.states.room import ConsoleRoom
from pmqa_workshop.wording import Words

ROW = "flex flex-wrap items-center gap-3"


def to_page(route: str, language: str) -> Any:
    """Return the address of another screen of this workshop."""
    return f"{routes.link(route, language)}?w=" + ConsoleRoom.workshop_id.to(str)


def door(w: Words, size: str) -> rx.Component:
    """Draw how to come in: QR, address and code."""
    return rx.el.div(
        rx.el.img(
            src=Console.qr,
            alt=w("console.qr_alt"),
            class_name=f"{size} shrink-0 border border-line rounded-card",
        ),
        rx.el.div(
            rx.el.p(w("room.open_address"), class_name="text-muted"),
            rx.el.p(RoomAddress.url, class_name="text-xl font-bold"),
            rx.el.p(w("room.type_code"), class_name="text-muted mt-3"),
            rx.el.p(
                ConsoleRoom.code,
                class_name="code-letters font-bold text-[2.75rem] leading-tight",
            ),
            class_name="min-w-0",
        ),
        class_name="flex flex-col sm:flex-row gap-6 items-center sm:items-start",
    )


def qr_dialog(w: Words) -> rx.Component:
    """Draw what the key Q shows: how to come in, large."""
    return dialog(
        "qr", w("console.qr"), w, rx.cond(ConsoleRoom.code != "", door(w, "w-72 h-72")), key="KeyQ"
    )


def registration(w: Words, language: str) -> rx.Component:
    """Draw the door: code, QR, invitation, and whether newcomers are taken."""
    invitation = w(
        "console.invitation",
        title=ConsoleRoom.title,
        url=Console.phone_link,
        code=ConsoleRoom.code,
    )
    return rx.el.div(
        rx.el.div(door(w, "w-48 h-48"), class_name=theme.CARD),
        rx.el.div(
            copy_text(
                text=invitation,
                label=w("console.copy_invitation"),
                done=w("console.copied"),
                class_name=theme.BUTTON["quiet"],
            ),
            rx.cond(
                ConsoleRoom.joining_closed,
                button(w("console.reopen_joining"), on_click=Console.reopen_joining),
                button(w("console.close_joining"), look="quiet", on_click=Console.close_joining),
            ),
            class_name=ROW,
        ),
        rx.cond(
            ConsoleRoom.joining_closed,
            chip(rx.icon("lock", size=18), w("console.joining_is_closed"), tone="warning"),
        ),
        class_name="space-y-4",
    )


def ideas(w: Words, language: str) -> rx.Component:
    """Draw what is being written: coverage, the latest ideas, and who may see them."""
    return rx.el.div(
        rx.el.div(
            rx.cond(
                ConsoleRoom.revealed,
                button(
                    rx.icon("eye-off", size=20),
                    w("console.hide_ideas"),
                    look="quiet",
                    on_click=Console.hide_ideas,
                ),
                button(
                    rx.icon("eye", size=20),
                    w("console.reveal_ideas"),
                    look="quiet",
                    on_click=Console.reveal_ideas,
                ),
            ),
            rx.el.p(
                rx.cond(
                    ConsoleRoom.revealed, w("console.ideas_revealed"), w("console.ideas_hidden")
                ),
                class_name="text-muted",
            ),
            class_name=ROW,
        ),
        coverage_map(w, language),
        rx.el.h3(w("console.latest"), class_name=theme.HEADING),
        rx.cond(
            ConsoleRoom.latest.length() > 0,
            rx.el.ul(
                rx.foreach(
                    ConsoleRoom.latest,
                    lambda idea: rx.el.li(
                        rx.el.span(idea["code"], class_name="text-base text-muted mr-2"),
                        category_mark(idea["category"], w),
                        rx.el.p(idea["text"], class_name="line-clamp-3"),
                        key=idea["id"].to(str),
                        class_name=theme.CARD,
                    ),
                ),
                class_name="grid md:grid-cols-2 gap-3",
            ),
            empty(w("console.no_ideas")),
        ),
        class_name="space-y-4",
    )


def grouping(w: Words, language: str) -> rx.Component:
    """Draw how far the grouping is, and the way to it."""
    return rx.el.div(
        rx.el.dl(
            figure(w("console.ideas"), ConsoleRoom.ideas),
            figure(w("console.themes"), ConsoleRoom.themes),
            figure(w("console.ungrouped"), ConsoleRoom.ungrouped),
            class_name=f"{theme.CARD} grid grid-cols-3 gap-4",
        ),
        link_button(w("console.to_grouping"), to_page(routes.GROUPING, language)),
        class_name="space-y-4",
    )


def voting(w: Words, language: str) -> rx.Component:
    """Draw the round: opening, progress, closing, showing; the ranking once it is closed."""
    return rx.el.div(
        rx.cond(
            ConsoleRoom.round.contains("id"),
            rx.el.div(_round(w), _another_round(w), class_name="space-y-4"),
            rx.el.div(
                rx.el.h3(w("vote.open_title"), class_name=theme.HEADING),
                rx.el.p(w("vote.on_ballot", count=ConsoleRoom.themes), class_name="text-muted"),
                _round_form(w),
                class_name=f"{theme.CARD} space-y-3",
            ),
        ),
        rx.cond(ConsoleRoom.results.length() > 0, results_table(w)),
        class_name="space-y-4",
    )


def _round(w: Words) -> rx.Component:
    voted, eligible = number(ConsoleRoom.round, "ballots"), number(ConsoleRoom.round, "eligible")
    return rx.el.section(
        rx.el.div(
            rx.el.h3(w("vote.round", number=ConsoleRoom.round["number"]), class_name=theme.HEADING),
            _round_chip(w),
            class_name=ROW,
        ),
        rx.el.p(
            rx.el.span(w("vote.progress", voted=voted, eligible=eligible), class_name="text-2xl"),
            role="status",
        ),
        bar(percent(voted, eligible), height="h-4"),
        rx.el.p(
            w(
                "vote.rules",
                points=ConsoleRoom.round["points"],
                most=ConsoleRoom.round["most"],
                choices=ConsoleRoom.round["choices"],
            ),
            class_name="text-muted",
        ),
        round_buttons(w),
        class_name=f"{theme.CARD} space-y-3",
    )


def _round_chip(w: Words) -> rx.Component:
    return rx.cond(
        ConsoleRoom.round["open"].to(bool),
        chip(w("vote.is_open"), tone="positive"),
        rx.cond(
            ConsoleRoom.round["published"].to(bool),
            chip(w("vote.is_published"), tone="positive"),
            chip(w("vote.is_closed"), tone="warning"),
        ),
    )


def round_buttons(w: Words) -> rx.Component:
    """Draw what can be done to the newest round as it now stands."""
    this = ConsoleRoom.round["id"].to(int)
    return rx.cond(
        ConsoleRoom.round["open"].to(bool),
        button(w("vote.close"), on_click=Console.close_round(this)),
        rx.el.div(
            rx.cond(
                ConsoleRoom.round["published"].to(bool),
                button(
                    w("vote.hide"),
                    look="quiet",
                    on_click=Console.hide_results(this),
                    **keyed("KeyH"),
                ),
                button(w("vote.publish"), on_click=opens("publish"), **keyed("KeyH")),
            ),
            button(w("vote.reopen"), look="quiet", on_click=opens("reopen")),
            _sure("publish", Console.publish_results(this), w, key="KeyH"),
            _sure("reopen", Console.reopen_round(this), w),
            class_name=ROW,
        ),
    )


def _sure(step: str, change: Any, w: Words, key: str = "") -> rx.Component:
    """Draw what is asked before a step of the round that the whole room notices."""
    return dialog(
        step,
        w(f"vote.{step}"),
        w,
        rx.el.p(w(f"vote.{step}_means")),
        rx.el.div(
            button(w(f"vote.{step}"), on_click=[change, shut(step)]),
            button(w("action.cancel"), look="quiet", on_click=shut(step)),
            class_name=f"{ROW} mt-4",
        ),
        key=key,
    )


def _another_round(w: Words) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            w("vote.another"), class_name="cursor-pointer font-bold text-primary min-h-11 py-2"
        ),
        rx.el.p(w("vote.another_means"), class_name="text-muted mb-3"),
        _round_form(w),
        class_name=theme.CARD,
    )


def _round_form(w: Words) -> rx.Component:
    def points(name: str, preset: int) -> rx.Component:
        return text_input(
            name=name,
            type="number",
            input_mode="numeric",
            min=1,
            max=MOST_POINTS,
            required=True,
            default_value=str(preset),
            class_name="!w-32",
        )

    return rx.el.form(
        rx.el.div(
            field(w("field.points_per_person"), points("points_per_person", 5)),
            field(w("field.max_per_choice"), points("max_per_choice", 3)),
            class_name="flex flex-wrap gap-6",
        ),
        button(w("vote.open"), type="submit"),
        on_submit=Console.open_round,
        no_validate=True,
        class_name="space-y-4",
    )


def decision(w: Words, language: str) -> rx.Component:
    """Draw the way to the decisions, with the ranking the room may be shown."""
    return rx.el.div(
        rx.el.dl(
            figure(w("console.themes"), ConsoleRoom.themes),
            figure(w("console.selected"), ConsoleRoom.selected),
            figure(w("console.undecided"), ConsoleRoom.undecided),
            class_name=f"{theme.CARD} grid grid-cols-3 gap-4",
        ),
        link_button(w("console.to_decision"), to_page(routes.DECISION, language)),
        rx.cond(ConsoleRoom.round.contains("id"), _round(w)),
        class_name="space-y-4",
    )


def planning(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(w("console.planning_means")),
        link_button(w("console.to_plan"), to_page(routes.PLAN, language)),
        class_name=f"{theme.CARD} space-y-4",
    )


def closed(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(w("console.closed_means")),
        link_button(w("console.to_documents"), to_page(routes.DOCUMENTS, language)),
        class_name=f"{theme.CARD} space-y-4",
    )


STEPS = {
    "registration": registration,
    "findings": ideas,
    "ideas": ideas,
    "grouping": grouping,
    "voting": voting,
    "decision": decision,
    "planning": planning,
    "closed": closed,
}
