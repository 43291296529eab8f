"""The projector: one view per stage for the whole room; no controls, no names, large."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.web.components.connection import connection_word, room_ask
from pmqa_workshop.web.components.frame import projector_page
from pmqa_workshop.web.components.room_figures import bar, category_name, number, percent
from pmqa_workshop.web.components.room_screen import (
    HUGE,
    LARGE,
    TEXT,
    decided,
    mark,
    middle,
    results,
)
from pmqa_workshop.web.components.room_tools import room_keys
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.console import Projector, RoomAddress
from pmqa_workshop.web.states.room import Door, ProjectorRoom
from pmqa_workshop.wording import Words, words

LOST = "fixed top-2 inset-x-0 mx-auto w-fit px-6 rounded-chip bg-ink text-paper whitespace-nowrap"


def draw(language: str) -> rx.Component:
    w = words(language)
    is_open = Door.entered & (Projector.workshop_id == ProjectorRoom.workshop_id)
    return rx.fragment(
        projector_page(
            language,
            rx.cond(is_open, _view(w, language), _before(w)),
            foot=rx.fragment(
                rx.cond(is_open, _foot(w)),
                connection_word(w, f"{TEXT} {LOST}"),
            ),
        ),
        room_keys(),
        room_ask(
            version=ProjectorRoom.version, entry=ProjectorRoom.entry, on_ask=Door.ask_projector
        ),
    )


def _before(w: Words) -> rx.Component:
    """Draw the face without a valid key, or before the first projection."""
    return middle(
        rx.cond(
            Notices.text != "",
            rx.el.div(
                rx.el.h1(w("screen.no_key"), class_name=LARGE),
                rx.el.p(w("screen.no_key_help"), class_name=f"{TEXT} mt-4"),
            ),
            rx.el.p(w("state.loading"), class_name=LARGE),
        )
    )


def _view(w: Words, language: str) -> rx.Component:
    after_the_vote = decided(w)
    return rx.match(
        ProjectorRoom.stage,
        ("registration", _lobby(w)),
        ("findings", _wall(w, language)),
        ("ideas", _wall(w, language)),
        ("grouping", _grouping(w)),
        ("voting", _voting(w)),
        ("decision", after_the_vote),
        ("planning", after_the_vote),
        ("closed", after_the_vote),
        rx.fragment(),
    )


def _foot(w: Words) -> rx.Component:
    """Draw how to come in late, on every view."""
    return rx.el.div(
        rx.el.img(src=Projector.qr, alt="", class_name="h-[11vh] min-h-[88px]"),
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
            src=Projector.qr,
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
            rx.cond(_is_wall(), _latest(w)),
            class_name="grow min-h-0 flex gap-10",
        ),
        class_name="h-full flex flex-col gap-4",
    )


def _is_wall() -> Any:
    """Return whether ideas stand beside the map, which then has half the width."""
    return ProjectorRoom.latest.length() > 0


def _coverage(row: Any, w: Words, language: str) -> rx.Component:
    findings, bare = number(row, "findings"), number(row, "bare")
    return rx.el.li(
        rx.el.div(
            mark(row["category"]),
            rx.el.b(row["category"]),
            rx.el.span(category_name(row["category"], language), class_name="truncate grow"),
            rx.el.span(
                rx.cond(
                    _is_wall(),
                    rx.el.span(findings - bare, "/", findings),
                    w("screen.covered", covered=findings - bare, findings=findings),
                ),
                class_name="whitespace-nowrap tabular-nums",
            ),
            rx.el.b(
                w("screen.idea_count", count=row["ideas"]),
                class_name="whitespace-nowrap tabular-nums text-right min-w-[5.5em]",
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


def _latest(w: Words) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("console.latest"), class_name="visually-hidden"),
        rx.el.ul(
            rx.foreach(
                ProjectorRoom.latest,
                lambda idea: rx.el.li(
                    rx.el.p(
                        mark(idea["category"]),
                        " ",
                        rx.el.b(idea["category"]),
                        " ",
                        idea["text"],
                        class_name="line-clamp-2",
                    ),
                    key=idea["id"].to(str),
                    class_name=f"{TEXT} w-full border border-line rounded-card px-5 py-2",
                ),
            ),
            # what does not fit whole wraps out of sight
            class_name="h-full flex flex-col flex-wrap gap-3 overflow-hidden",
        ),
        class_name="flex-1 min-w-0",
    )


# --- grouping and voting --------------------------------------------------------------


def _grouping(w: Words) -> rx.Component:
    return middle(
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
        results(w),
        rx.cond(
            this.contains("id"),
            _progress(w),
            middle(
                rx.el.h1(w("screen.before_vote"), class_name=HUGE),
                rx.el.p(w("screen.before_vote_help"), class_name=LARGE),
            ),
        ),
    )


def _progress(w: Words) -> rx.Component:
    """Draw how many have voted, and nothing of what."""
    this = ProjectorRoom.round
    voted, eligible = number(this, "ballots"), number(this, "eligible")
    return middle(
        rx.el.h1(
            rx.cond(this["open"].to(bool), w("screen.voted"), w("screen.vote_closed")),
            class_name=HUGE,
        ),
        rx.el.p(
            rx.el.span(voted, class_name="text-[max(140px,24vh)] leading-none font-bold"),
            " ",
            rx.el.span(w("screen.of", eligible=eligible), class_name=f"{HUGE} ml-4"),
            class_name="tabular-nums whitespace-nowrap",
        ),
        rx.el.div(bar(percent(voted, eligible), height="h-8"), class_name="w-[70vw]"),
        rx.cond(
            this["open"].to(bool),
            rx.el.p(w("screen.rules", points=this["points"], most=this["most"]), class_name=TEXT),
            rx.el.p(w("screen.wait_results"), class_name=TEXT),
        ),
    )
