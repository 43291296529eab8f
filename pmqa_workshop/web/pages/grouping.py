"""จัดกลุ่ม: ideas by category, themes beside them, every step undoable."""

import reflex as rx

from pmqa_workshop.domain.stages import GROUPING_STAGES
from pmqa_workshop.web import routes
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.grouping_board import grouping_board
from pmqa_workshop.web.components.parts import empty, link_button
from pmqa_workshop.web.components.room_open import console_ask, is_open, loading, wrong_stage
from pmqa_workshop.web.components.room_steps import to_page
from pmqa_workshop.web.components.room_tools import room_watch
from pmqa_workshop.web.states.console import Console
from pmqa_workshop.web.states.grouping import Grouping
from pmqa_workshop.web.states.room import ConsoleRoom
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return rx.fragment(
        desk_page(
            language,
            "grouping",
            w("frame.step.grouping"),
            rx.cond(is_open(), _board(w, language), loading(w)),
            workshop=ConsoleRoom.workshop_id,
            wide=True,
        ),
        console_ask(),
        room_watch(version=ConsoleRoom.revision, on_change=Grouping.load),
    )


def _board(w: Words, language: str) -> rx.Component:
    out_of_stage = ~rx.Var.create([s.value for s in sorted(GROUPING_STAGES)]).contains(
        ConsoleRoom.stage
    )
    return rx.el.div(
        rx.el.p(w("grouping.how"), class_name="text-muted"),
        rx.cond(out_of_stage, wrong_stage(w, language, "grouping")),
        rx.cond(
            Grouping.ideas.length() > 0,
            grouping_board(language, out_of_stage | ~Console.may_run),
            empty(
                w("grouping.empty"),
                link_button(w("grouping.to_console"), to_page(routes.CONSOLE, language)),
            ),
        ),
        class_name="space-y-3",
    )
