"""The grouping board, drawn by our own React component."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.web import theme
from pmqa_workshop.web.states.grouping import Grouping
from pmqa_workshop.web.states.room import ConsoleRoom
from pmqa_workshop.wording import words

_WORDS = (
    "board", "show", "all", "move", "none", "fresh", "group", "name", "clear", "move_chosen",
    "undo", "rename", "dissolve", "no_finding", "park", "parked",
)  # fmt: skip


class _Board(rx.Component):
    library = rx.asset("grouping.jsx", shared=True).importable_path
    tag = "GroupingBoard"

    ideas: rx.Var[list[dict[str, Any]]]
    themes: rx.Var[list[dict[str, Any]]]
    categories: rx.Var[list[dict[str, Any]]]
    steps: rx.Var[int]
    locked: rx.Var[bool]
    words: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]
    on_move: rx.EventHandler[rx.event.passthrough_event_spec(list[int], int)]
    on_group: rx.EventHandler[rx.event.passthrough_event_spec(list[int], str)]
    on_rename: rx.EventHandler[rx.event.passthrough_event_spec(int, str)]
    on_dissolve: rx.EventHandler[rx.event.passthrough_event_spec(int)]
    on_park: rx.EventHandler[rx.event.passthrough_event_spec(int)]
    on_single: rx.EventHandler[rx.event.no_args_event_spec]
    on_undo: rx.EventHandler[rx.event.no_args_event_spec]


def grouping_board(language: str, locked: Any) -> rx.Component:
    """Draw the board; while `locked` it only shows."""
    w = words(language)
    return _Board.create(
        ideas=Grouping.ideas,
        themes=Grouping.themes,
        categories=[{"number": c.number, "name": c.name(language)} for c in categories()],
        steps=Grouping.steps,
        locked=locked,
        words=_board_words(language),
        looks={
            **{look: theme.BUTTON[look] for look in ("primary", "quiet", "plain")},
            "small": theme.BUTTON["plain"] + " !px-2 text-base !font-normal",
            "field": theme.FIELD,
        },
        on_move=Grouping.move,
        on_group=Grouping.group,
        on_rename=Grouping.rename,
        on_dissolve=Grouping.dissolve,
        on_park=Grouping.park,
        on_single=Grouping.group_singly,
        on_undo=Grouping.undo,
        key=ConsoleRoom.workshop_id.to(str),
        aria_label=w("grouping.board"),
    )


def _board_words(language: str) -> dict[str, str]:
    """Return the board's words; facts it fills in itself stay as {name}."""
    w = words(language)
    plain = {
        "".join([part if not at else part.capitalize() for at, part in enumerate(key.split("_"))]):
        w(f"grouping.{key}")
        for key in _WORDS
    }  # fmt: skip
    counted = {
        key: w(f"grouping.{key}", count="{count}")
        for key in ("moved", "grouped", "chosen", "singly", "alone", "fold", "unfold")
    }
    counts = w("grouping.counts", themes="{themes}", grouped="{grouped}", alone="{alone}")
    return {
        **plain,
        **counted,
        "counts": counts,
        "save": w("action.save"),
        "cancel": w("action.cancel"),
    }
