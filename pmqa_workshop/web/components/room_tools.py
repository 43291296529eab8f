"""Tools of the room's screens: keys, news of the room, copying, turning pages, dialogs."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import theme
from pmqa_workshop.web.components.parts import button
from pmqa_workshop.wording import Words

_LIBRARY = rx.asset("room_tools.jsx", shared=True).importable_path


class RoomKeys(rx.Component):
    """Lets a key press the button that carries it as `data-key` (a KeyboardEvent.code)."""

    library = _LIBRARY
    tag = "RoomKeys"


class RoomWatch(rx.Component):
    """Fires `on_change` soon after `version` changed."""

    library = _LIBRARY
    tag = "RoomWatch"
    version: rx.Var[int]
    on_change: rx.EventHandler[rx.event.no_args_event_spec]


class CopyText(rx.Component):
    """Copies `text`, also where the page was opened without https."""

    library = _LIBRARY
    tag = "CopyText"
    text: rx.Var[str]
    label: rx.Var[str]
    done: rx.Var[str]


class TurningPages(rx.Component):
    """Shows `size` of its `count` rows at a time and turns the page every so many seconds."""

    library = _LIBRARY
    tag = "TurningPages"
    count: rx.Var[int]
    size: rx.Var[int]
    seconds: rx.Var[int]
    label: rx.Var[str]


room_keys = RoomKeys.create
room_watch = RoomWatch.create
copy_text = CopyText.create
turning_pages = TurningPages.create


def keyed(code: str) -> dict[str, Any]:
    """Return the props by which a key presses a button, and by which screen readers know it."""
    return {"custom_attrs": {"data-key": code}, "aria_keyshortcuts": code.removeprefix("Key")}


def opens(dialog: str) -> Any:
    """Return the event that opens a dialog of this page."""
    return rx.call_script(f"document.getElementById('{dialog}').showModal()")


def dialog(name: str, title: Any, w: Words, *content: Any, key: str = "") -> rx.Component:
    """Draw a native dialog; Esc and its close button shut it, focus goes back by itself."""
    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(title, id=f"{name}-title", class_name=f"{theme.HEADING} grow"),
            button(
                rx.icon("x", size=20, aria_hidden="true"),
                look="plain",
                aria_label=w("action.close"),
                on_click=shut(name),
                class_name="!px-2",
            ),
            class_name="flex items-start gap-4 mb-3",
        ),
        *content,
        id=name,
        aria_labelledby=f"{name}-title",
        custom_attrs={"data-key": key} if key else {},
        class_name="m-auto p-6 rounded-card bg-paper text-ink shadow-float max-w-2xl "
        "w-[calc(100%-2rem)] max-h-[90dvh] backdrop:bg-ink/50",
    )


def shut(name: str) -> Any:
    """Return the event that closes a dialog of this page."""
    return rx.call_script(f"document.getElementById('{name}').close()")
