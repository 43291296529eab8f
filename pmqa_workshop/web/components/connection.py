"""When the connection is lost or a page breaks: our own words instead of Reflex's English."""

import reflex as rx
from reflex_components_core.base.error_boundary import error_boundary
from reflex_components_core.core.banner import has_connection_errors

from pmqa_workshop.web import theme
from pmqa_workshop.wording import LANGUAGES, Words, phrase

_LIBRARY = rx.asset("connection.jsx", shared=True).importable_path


class _ConnectionWord(rx.Component):
    library = _LIBRARY
    tag = "ConnectionWord"
    lost: rx.Var[bool]
    text: rx.Var[str]


class RoomAsk(rx.Component):
    """Fires `on_ask` when what this screen shows of the room may be old."""

    library = _LIBRARY
    tag = "RoomAsk"
    version: rx.Var[int]
    entry: rx.Var[str]
    on_ask: rx.EventHandler[rx.event.no_args_event_spec]


room_ask = RoomAsk.create


def connection_word(w: Words, class_name: str) -> rx.Component:
    """Draw nothing while connected; else what has happened and that nothing need be done."""
    return _ConnectionWord.create(
        lost=has_connection_errors, text=w("live.lost"), class_name=class_name
    )


FLOATING = (
    "fixed z-40 top-16 inset-x-0 mx-auto w-fit max-w-[90vw] px-4 py-2 rounded-chip bg-warning-soft "
    "text-ink border border-warning shadow-float"
)


def broken_page() -> rx.Component:
    """Draw what stands where a page itself broke; both languages, for the page is not there."""
    return error_boundary(
        fallback_render=rx.Var.create(
            rx.el.main(
                *[
                    rx.el.div(
                        rx.el.p(phrase("broken.title", language), class_name="text-2xl font-bold"),
                        rx.el.p(phrase("broken.text", language)),
                        rx.el.a(
                            phrase("action.retry", language),
                            href="",
                            class_name=f"{theme.BUTTON['primary']} mt-4",
                        ),
                        lang=language,
                        class_name="p-6",
                    )
                    for language in LANGUAGES
                ],
                class_name="max-w-phone mx-auto py-12 space-y-4",
            )
        )
    )


# Instead of Reflex's own: its connection toaster, pulsing icon and error page speak English only.
APP_WRAPS = {(55, "ErrorBoundary"): lambda stateful: broken_page()}
