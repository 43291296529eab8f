"""What a whole room reads from the last row: the sizes, the ranking, the decided list."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import theme
from pmqa_workshop.web.components.room_tools import turning_pages
from pmqa_workshop.web.states.room import ProjectorRoom
from pmqa_workshop.wording import Words

# Pixels and parts of the screen's height, not rem: a projector is read from the last row.
TEXT = "text-[max(28px,3.2vh)] leading-normal"
LARGE = "text-[max(36px,4.6vh)] leading-snug font-bold"
HUGE = "text-[max(56px,8vh)] leading-tight font-bold"
PAGE = 7  # rows
TURN = 10  # seconds a page stays


def middle(*content: Any) -> rx.Component:
    return rx.el.div(
        *content,
        class_name="h-full flex flex-col items-center justify-center text-center gap-6",
    )


def mark(category: Any) -> rx.Component:
    return rx.match(
        category,
        *[
            (n, rx.el.span(aria_hidden="true",
                           class_name=f"inline-block w-5 h-5 shrink-0 rounded-full bg-cat{n}"))
            for n in theme.CATEGORY_COLOURS
        ],
        rx.fragment(),
    )  # fmt: skip


def results(w: Words) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h1(w("screen.results"), class_name=LARGE),
            rx.el.p(
                w(
                    "screen.results_from",
                    voted=ProjectorRoom.round["ballots"],
                    eligible=ProjectorRoom.round["eligible"],
                ),
                class_name=f"{TEXT} text-muted",
            ),
            class_name="flex flex-wrap justify-between items-baseline gap-x-8 mb-4",
        ),
        turning_pages(
            rx.foreach(ProjectorRoom.results, lambda row: _result(row, w)),
            count=ProjectorRoom.results.length(),
            size=PAGE,
            seconds=TURN,
            label=w("screen.page"),
            class_name="grid grid-cols-1 grid-rows-7 gap-2 grow min-h-0",
        ),
        class_name="h-full flex flex-col",
    )


def _result(row: Any, w: Words) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            row["rank"],
            rx.cond(row["tied"], rx.el.span(" ", w("screen.tied"), class_name=TEXT), ""),
            class_name=f"{LARGE} w-[4em] shrink-0 whitespace-nowrap",
        ),
        rx.el.div(
            rx.el.p(
                mark(row["category"]),
                " ",
                rx.el.b(w("category.short", number=row["category"])),
                " ",
                row["name"],
                class_name=f"{TEXT} truncate",
            ),
            rx.el.div(
                rx.el.div(
                    style={"width": row["share"].to(str) + "%"},
                    class_name="h-full rounded-r-card bg-primary origin-left "
                    "[.revealing_&]:animate-[reveal_.6s_ease-out_both]",
                ),
                aria_hidden="true",
                class_name="h-[1.8vh] bg-primary-soft rounded-r-card",
            ),
            class_name="grow min-w-0",
        ),
        rx.el.div(
            rx.el.b(w("screen.points", points=row["points"]), class_name=LARGE),
            rx.el.span(w("screen.voters", voters=row["voters"]), class_name=f"{TEXT} ml-4"),
            class_name="shrink-0 text-right tabular-nums whitespace-nowrap",
        ),
        key=row["id"].to(str),
        class_name="flex items-center gap-6 min-h-0",
    )


def decided(w: Words) -> rx.Component:
    chosen = rx.foreach(
        ProjectorRoom.decisions,
        lambda row: rx.cond(
            row["selected"],
            rx.el.li(
                mark(row["category"]),
                rx.el.b(
                    w("category.short", number=row["category"]),
                    class_name="shrink-0 whitespace-nowrap",
                ),
                rx.el.span(row["name"], class_name="line-clamp-2 grow"),
                key=row["id"].to(str),
                class_name=f"{TEXT} flex items-center gap-4 border-b border-line min-h-0",
            ),
        ),
    )
    return rx.cond(
        ProjectorRoom.selected > 0,
        rx.el.div(
            rx.el.h1(w("screen.decided", count=ProjectorRoom.selected), class_name=f"{LARGE} mb-4"),
            turning_pages(
                chosen,
                count=ProjectorRoom.selected,
                size=PAGE,
                seconds=TURN,
                label=w("screen.page"),
                class_name="grid grid-cols-1 grid-rows-7 grow min-h-0",
            ),
            class_name="h-full flex flex-col",
        ),
        rx.cond(
            ProjectorRoom.results.length() > 0,
            results(w),
            middle(
                rx.el.h1(w("screen.deciding"), class_name=HUGE),
                rx.el.p(w("screen.deciding_help"), class_name=LARGE),
            ),
        ),
    )
