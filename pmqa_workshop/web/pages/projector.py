"""The projector: one view per stage for the whole room; no controls, no names, large."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.web import theme
from pmqa_workshop.web.components.connection import connection_word
from pmqa_workshop.web.components.frame import projector_page
from pmqa_workshop.web.components.room_figures import bar, category_name, number, percent
from pmqa_workshop.web.components.room_tools import room_keys, turning_pages
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.console import Projector, RoomAddress
from pmqa_workshop.web.states.room import Door, ProjectorRoom
from pmqa_workshop.wording import Words, words

# Pixels and parts of the screen's height, not rem: a projector is read from the last row.
TEXT = "text-[max(28px,3.2vh)] leading-normal"
LARGE = "text-[max(36px,4.6vh)] leading-snug font-bold"
HUGE = "text-[max(56px,8vh)] leading-tight font-bold"
PAGE = 7  # rows
TURN = 10  # seconds a page stays


def draw(language: str) -> rx.Component:
    w = words(language)
    is_open = Door.entered & (Projector.workshop_id == ProjectorRoom.workshop_id)
    return rx.fragment(
        projector_page(
            language,
            rx.cond(is_open, _view(w, language), _before(w)),
            foot=rx.fragment(
                rx.cond(is_open, _foot(w)),
                connection_word(w, f"{TEXT} px-4 rounded-chip bg-ink text-paper"),
            ),
        ),
        room_keys(),
    )


def _before(w: Words) -> rx.Component:
    """Draw the face without a valid key, or before the first projection."""
    return _middle(
        rx.cond(
            Notices.text != "",
            rx.el.div(
                rx.el.h1(w("screen.no_key"), class_name=LARGE),
                rx.el.p(w("screen.no_key_help"), class_name=f"{TEXT} mt-4"),
            ),
            rx.el.p(w("state.loading"), class_name=LARGE),
        )
    )


def _middle(*content: Any) -> rx.Component:
    return rx.el.div(
        *content,
        class_name="h-full flex flex-col items-center justify-center text-center gap-6",
    )


def _view(w: Words, language: str) -> rx.Component:
    decided = _decided(w, language)
    return rx.match(
        ProjectorRoom.stage,
        ("registration", _lobby(w)),
        ("findings", _wall(w, language)),
        ("ideas", _wall(w, language)),
        ("grouping", _grouping(w)),
        ("voting", _voting(w)),
        ("decision", decided),
        ("planning", decided),
        ("closed", decided),
        rx.fragment(),
    )


def _foot(w: Words) -> rx.Component:
    """Draw how to come in late, on every view."""
    return rx.el.div(
        rx.el.img(
            src="/qr/" + ProjectorRoom.code + ".svg", alt="", class_name="h-[11vh] min-h-[88px]"
        ),
        rx.el.p(RoomAddress.url, class_name="font-bold"),
        rx.el.p(
            w("screen.code"),
            " ",
            rx.el.b(ProjectorRoom.code, class_name="tracking-[.2em]"),
        ),
        rx.el.p(w("screen.stage"), " ", rx.el.b(_stage_name(w)), class_name="ml-auto"),
        class_name=f"{TEXT} flex items-center gap-x-8 grow min-w-0 whitespace-nowrap",
    )


def _stage_name(w: Words) -> Any:
    names = ("registration", "findings", "ideas", "grouping", "voting", "decision", "planning",
             "closed")  # fmt: skip
    return rx.match(ProjectorRoom.stage, *[(code, w(f"stage.{code}")) for code in names], "")


# --- registration ---------------------------------------------------------------------


def _lobby(w: Words) -> rx.Component:
    return rx.el.div(
        rx.el.img(
            src="/qr/" + ProjectorRoom.code + ".svg",
            alt=w("screen.qr_alt"),
            class_name="h-[56vh] shrink-0",
        ),
        rx.el.div(
            rx.el.h1(ProjectorRoom.title, class_name=f"{LARGE} line-clamp-3"),
            rx.el.p(w("screen.scan_or_open"), class_name=f"{TEXT} mt-6"),
            rx.el.p(RoomAddress.url, class_name=LARGE),
            rx.el.p(w("room.type_code"), class_name=f"{TEXT} mt-4"),
            rx.el.p(
                ProjectorRoom.code,
                class_name="text-[max(120px,15vh)] leading-none font-bold tracking-[.08em]",
            ),
            rx.el.p(
                rx.cond(
                    ProjectorRoom.joining_closed,
                    w("screen.joining_closed"),
                    w("screen.joined", count=ProjectorRoom.joined),
                ),
                class_name=f"{LARGE} mt-6",
            ),
            class_name="min-w-0",
        ),
        class_name="h-full flex items-center justify-center gap-[4vw]",
    )


# --- findings and ideas ---------------------------------------------------------------


def _wall(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h1(
                rx.cond(
                    ProjectorRoom.stage == "findings",
                    w("screen.findings"),
                    w("screen.ideas", count=ProjectorRoom.ideas),
                ),
                class_name=LARGE,
            ),
            rx.el.p(w("screen.legend"), class_name=f"{TEXT} text-muted"),
            class_name="flex flex-wrap justify-between items-baseline gap-x-8",
        ),
        rx.el.div(
            rx.el.ul(
                rx.foreach(ProjectorRoom.coverage, lambda row: _coverage(row, w, language)),
                class_name="flex-1 min-w-0 flex flex-col justify-between",
            ),
            rx.cond(ProjectorRoom.latest.length() > 0, _latest(w)),
            class_name="grow min-h-0 flex gap-10",
        ),
        class_name="h-full flex flex-col gap-4",
    )


def _coverage(row: Any, w: Words, language: str) -> rx.Component:
    findings, bare = number(row, "findings"), number(row, "bare")
    return rx.el.li(
        rx.el.div(
            _mark(row["category"]),
            rx.el.b(row["category"]),
            rx.el.span(category_name(row["category"], language), class_name="truncate grow"),
            rx.el.span(
                w("screen.covered", covered=findings - bare, findings=findings),
                class_name="whitespace-nowrap tabular-nums",
            ),
            rx.el.b(
                w("screen.idea_count", count=row["ideas"]),
                class_name="whitespace-nowrap tabular-nums text-right min-w-[6em]",
            ),
            class_name=f"{TEXT} flex items-baseline gap-4",
        ),
        rx.match(
            row["category"],
            *[
                (c.number, bar(percent(findings - bare, findings), f"bg-cat{c.number}"))
                for c in categories()
            ],
            rx.fragment(),
        ),
        key=row["category"].to(str),
    )


def _mark(category: Any) -> rx.Component:
    return rx.match(
        category,
        *[
            (n, rx.el.span(aria_hidden="true",
                           class_name=f"inline-block w-5 h-5 shrink-0 rounded-full bg-cat{n}"))
            for n in theme.CATEGORY_COLOURS
        ],
        rx.fragment(),
    )  # fmt: skip


def _latest(w: Words) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("console.latest"), class_name="visually-hidden"),
        rx.el.ul(
            rx.foreach(
                ProjectorRoom.latest,
                lambda idea: rx.el.li(
                    rx.el.p(
                        _mark(idea["category"]),
                        " ",
                        rx.el.b(idea["category"]),
                        " ",
                        idea["text"],
                        class_name="line-clamp-2",
                    ),
                    key=idea["id"].to(str),
                    class_name=f"{TEXT} border border-line rounded-card px-5 py-2",
                ),
            ),
            class_name="space-y-3",
        ),
        class_name="flex-1 min-w-0 overflow-hidden",
    )


# --- grouping and voting --------------------------------------------------------------


def _grouping(w: Words) -> rx.Component:
    return _middle(
        rx.el.h1(w("screen.grouping"), class_name=HUGE),
        rx.el.p(
            w("screen.grouping_so_far", ideas=ProjectorRoom.ideas, themes=ProjectorRoom.themes),
            class_name=LARGE,
        ),
        rx.el.div(
            bar(
                percent(ProjectorRoom.ideas - ProjectorRoom.ungrouped, ProjectorRoom.ideas),
                height="h-8",
            ),
            class_name="w-[70vw]",
        ),
        rx.el.p(
            w("screen.grouped", count=ProjectorRoom.ideas - ProjectorRoom.ungrouped,
              ideas=ProjectorRoom.ideas),
            class_name=TEXT,
        ),
    )  # fmt: skip


def _voting(w: Words) -> rx.Component:
    this = ProjectorRoom.round
    return rx.cond(
        this["published"].to(bool),
        _results(w),
        rx.cond(
            this.contains("id"),
            _progress(w),
            _middle(
                rx.el.h1(w("screen.before_vote"), class_name=HUGE),
                rx.el.p(w("screen.before_vote_help"), class_name=LARGE),
            ),
        ),
    )


def _progress(w: Words) -> rx.Component:
    """Draw how many have voted, and nothing of what."""
    this = ProjectorRoom.round
    voted, eligible = number(this, "ballots"), number(this, "eligible")
    return _middle(
        rx.el.h1(
            rx.cond(this["open"].to(bool), w("screen.voted"), w("screen.vote_closed")),
            class_name=HUGE,
        ),
        rx.el.p(
            rx.el.span(voted, class_name="text-[max(140px,24vh)] leading-none font-bold"),
            rx.el.span(w("screen.of", eligible=eligible), class_name=f"{HUGE} ml-6"),
            class_name="tabular-nums whitespace-nowrap",
        ),
        rx.el.div(bar(percent(voted, eligible), height="h-8"), class_name="w-[70vw]"),
        rx.cond(
            this["open"].to(bool),
            rx.el.p(w("screen.rules", points=this["points"], most=this["most"]), class_name=TEXT),
            rx.el.p(w("screen.wait_results"), class_name=TEXT),
        ),
    )


def _results(w: Words) -> rx.Component:
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
            class_name="grid grid-rows-7 gap-2 grow min-h-0",
        ),
        class_name="h-full flex flex-col",
    )


def _result(row: Any, w: Words) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            row["rank"],
            rx.cond(row["tied"], rx.el.span(" ", w("screen.tied"), class_name=TEXT), ""),
            class_name=f"{LARGE} w-[5.5em] shrink-0 whitespace-nowrap",
        ),
        rx.el.div(
            rx.el.p(
                _mark(row["category"]),
                " ",
                rx.el.b(row["category"]),
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
        rx.el.b(
            w("screen.points", points=row["points"]),
            class_name=f"{LARGE} w-[5em] shrink-0 text-right tabular-nums whitespace-nowrap",
        ),
        key=row["id"].to(str),
        class_name="flex items-center gap-6 min-h-0",
    )


# --- decided --------------------------------------------------------------------------


def _decided(w: Words, language: str) -> rx.Component:
    chosen = rx.foreach(
        ProjectorRoom.decisions,
        lambda row: rx.cond(
            row["selected"],
            rx.el.li(
                _mark(row["category"]),
                rx.el.b(row["category"], class_name="w-8"),
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
                class_name="grid grid-rows-7 grow min-h-0",
            ),
            class_name="h-full flex flex-col",
        ),
        rx.cond(
            ProjectorRoom.results.length() > 0,
            _results(w),
            _middle(
                rx.el.h1(w("screen.deciding"), class_name=HUGE),
                rx.el.p(w("screen.deciding_help"), class_name=LARGE),
            ),
        ),
    )
