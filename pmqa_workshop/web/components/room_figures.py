"""The room in figures: coverage, units, progress and the ranking, for those who run it."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.web import theme
from pmqa_workshop.web.components.parts import category_mark, chip
from pmqa_workshop.web.states.room import ConsoleRoom
from pmqa_workshop.wording import Words

CELL = "px-3 py-2 border-b border-line align-top"
HEAD = f"{CELL} text-left font-bold text-base text-muted whitespace-nowrap"
NUMBER = "text-right tabular-nums whitespace-nowrap"


def number(row: Any, key: str) -> Any:
    """Return a number held in a row of a projection."""
    return row[key].to(int)


def percent(part: Any, whole: Any) -> Any:
    """Return part of whole as a CSS width."""
    return rx.cond(whole > 0, (part * 100 / whole).to(str), "0") + "%"


def category_name(category: Any, language: str) -> Any:
    """Return the name of a category held in a var."""
    return rx.match(category, *[(c.number, c.name(language)) for c in categories()], "")


def bar(width: Any, colour: str = "bg-primary", height: str = "h-3") -> rx.Component:
    """Draw a bar of a given width; the number it shows always stands beside it as text."""
    return rx.el.div(
        rx.el.div(style={"width": width}, class_name=f"{colour} h-full rounded-chip"),
        aria_hidden="true",
        class_name=f"w-full {height} rounded-chip bg-primary-soft overflow-hidden",
    )


def figure(label: str, value: Any, whole: Any = None) -> rx.Component:
    """Draw one number with its word, and a bar where it is part of something."""
    return rx.el.div(
        rx.el.dt(label, class_name="text-base text-muted"),
        rx.el.dd(
            rx.el.span(value, class_name="text-2xl font-bold"),
            rx.el.span(" / ", whole, class_name="text-lg") if whole is not None else "",
            class_name="tabular-nums",
        ),
        bar(percent(value, whole)) if whole is not None else rx.fragment(),
        class_name="space-y-1",
    )


def room_in_figures(w: Words) -> rx.Component:
    """Draw the aside: joined, wrote, voted, and who has not begun, by unit."""
    voted, eligible = number(ConsoleRoom.round, "ballots"), number(ConsoleRoom.round, "eligible")
    return rx.el.div(
        rx.el.h2(w("console.figures"), class_name=theme.HEADING),
        rx.el.dl(
            figure(w("console.joined"), ConsoleRoom.joined),
            figure(w("console.wrote"), ConsoleRoom.wrote, ConsoleRoom.joined),
            rx.cond(ConsoleRoom.round.contains("id"), figure(w("console.voted"), voted, eligible)),
            figure(w("console.ideas"), ConsoleRoom.ideas),
            class_name="grid grid-cols-2 sm:grid-cols-4 xl:grid-cols-1 gap-4",
        ),
        _units(w),
        class_name="space-y-4",
    )


def _units(w: Words) -> rx.Component:
    """Draw who has not begun by unit, or who is here while people still come in."""
    return rx.match(
        ConsoleRoom.stage,
        ("registration", _by_unit(w, w("console.here"), lambda unit: number(unit, "joined"))),
        ("findings", _by_unit(w, w("console.not_written"), _not_begun("wrote"))),
        ("ideas", _by_unit(w, w("console.not_written"), _not_begun("wrote"))),
        ("voting", _by_unit(w, w("console.not_voted"), _not_begun("voted"))),
        rx.fragment(),
    )


def _not_begun(begun: str) -> Callable[[Any], Any]:
    return lambda unit: number(unit, "joined") - number(unit, begun)


def _by_unit(w: Words, title: str, counted: Callable[[Any], Any]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(title, class_name="font-bold"),
        rx.el.p(w("console.by_unit"), class_name="text-base text-muted"),
        rx.el.table(
            rx.el.tbody(
                rx.foreach(
                    ConsoleRoom.units,
                    lambda unit: rx.el.tr(
                        rx.el.th(
                            rx.cond(unit["unit"], unit["unit"], w("console.no_unit")),
                            scope="row",
                            title=unit["name"].to(str),
                            class_name="text-left font-normal py-1 pr-2",
                        ),
                        rx.el.td(
                            counted(unit),
                            rx.el.span(" / ", unit["joined"], class_name="text-muted"),
                            class_name=f"py-1 whitespace-nowrap {NUMBER}",
                        ),
                        key=unit["name"].to(str),
                        class_name="border-b border-line",
                    ),
                )
            ),
            class_name="w-full text-base",
        ),
        aria_label=title,
        class_name="space-y-1",
    )


def coverage_map(w: Words, language: str) -> rx.Component:
    """Draw per category how many findings there are, how many wait for an idea, and ideas."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(w("coverage.title"), class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(w("coverage.category"), scope="col", class_name=HEAD),
                    rx.el.th(w("coverage.findings"), scope="col", class_name=f"{HEAD} !text-right"),
                    rx.el.th(w("coverage.bare"), scope="col", class_name=f"{HEAD} !text-right"),
                    rx.el.th(w("coverage.ideas"), scope="col", class_name=f"{HEAD} !text-right"),
                )
            ),
            rx.el.tbody(
                rx.foreach(ConsoleRoom.coverage, lambda row: _coverage_row(row, w, language))
            ),
            class_name="w-full",
        ),
        class_name=f"{theme.CARD} !p-0 overflow-x-auto",
    )


def _coverage_row(row: Any, w: Words, language: str) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            category_mark(row["category"], w),
            rx.el.span(
                category_name(row["category"], language), class_name="text-base ml-2 font-normal"
            ),
            scope="row",
            class_name=f"{CELL} text-left",
        ),
        rx.el.td(row["findings"], class_name=f"{CELL} {NUMBER}"),
        rx.el.td(
            rx.cond(number(row, "bare") > 0, chip(row["bare"], tone="warning"), "0"),
            class_name=f"{CELL} {NUMBER}",
        ),
        rx.el.td(row["ideas"], class_name=f"{CELL} {NUMBER} font-bold"),
        key=row["category"].to(str),
    )


def rank(row: Any, w: Words) -> rx.Component:
    """Draw a rank; a tie is shown as one, never settled by the order of rows."""
    return rx.el.span(
        row["rank"],
        rx.cond(row["tied"], rx.el.span(w("results.tied"), class_name="text-base ml-1"), ""),
        class_name="font-bold whitespace-nowrap",
    )


def results_table(w: Words) -> rx.Component:
    """Draw the ranking as those see it who run the room."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(w("results.title"), class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(w("results.rank"), scope="col", class_name=HEAD),
                    rx.el.th(w("results.theme"), scope="col", class_name=HEAD),
                    rx.el.th(w("results.points"), scope="col", class_name=f"{HEAD} !text-right"),
                    rx.el.th(w("results.voters"), scope="col", class_name=f"{HEAD} !text-right"),
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    ConsoleRoom.results,
                    lambda row: rx.el.tr(
                        rx.el.td(rank(row, w), class_name=CELL),
                        rx.el.td(
                            rx.el.p(row["name"], class_name="font-bold"),
                            rx.el.span(row["code"], class_name="text-muted text-base mr-2"),
                            category_mark(row["category"], w),
                            bar(row["share"].to(str) + "%"),
                            class_name=f"{CELL} w-full",
                        ),
                        rx.el.td(row["points"], class_name=f"{CELL} {NUMBER} font-bold"),
                        rx.el.td(row["voters"], class_name=f"{CELL} {NUMBER}"),
                        key=row["id"].to(str),
                    ),
                )
            ),
            class_name="w-full",
        ),
        class_name=f"{theme.CARD} !p-0 overflow-x-auto",
    )
