"""What was made: each document with how it was made, how it stands, and its file."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import theme
from pmqa_workshop.web.components.document_parts import Pulse, file_link, pages_button
from pmqa_workshop.web.components.parts import button, chip, empty
from pmqa_workshop.web.states.documents import Documents
from pmqa_workshop.wording import Words, words


def made_documents(language: str) -> rx.Component:
    """Draw the list, newest first; while any is being made it brings itself up to date."""
    w = words(language)
    return rx.el.section(
        rx.el.h2(w("documents.made"), class_name=theme.HEADING),
        rx.el.p(Documents.news, role="status", aria_live="polite", class_name="font-bold"),
        Pulse.create(active=Documents.pending > 0, beat=Documents.beat, on_beat=Documents.look()),
        rx.cond(
            Documents.made.length() > 0,
            rx.fragment(
                rx.el.p(w("documents.made_hint"), class_name="text-base text-muted"),
                rx.el.ol(
                    rx.foreach(Documents.made, lambda row: _document(row, w, language)),
                    class_name="space-y-3",
                ),
            ),
            empty(w("documents.none_made")),
        ),
        rx.cond(
            Documents.earlier > 0,
            button(
                w("documents.show_all", count=Documents.earlier.to(str)),
                look="plain",
                on_click=Documents.show_earlier,
            ),
        ),
        class_name="space-y-3",
    )


def _document(row: Any, w: Words, language: str) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.span(
                    w("documents.number", number=""), row["number"].to(str),
                    class_name="text-base text-muted whitespace-nowrap",
                ),
                _state(row),
                class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
            ),
            rx.el.h3(row["name"].to(str), class_name="font-bold leading-snug"),
            rx.el.p(row["when"].to(str), class_name="text-base"),
            rx.el.p(row["about"].to(str), class_name="text-base text-muted"),
            rx.foreach(
                row["notes"].to(list[str]),
                lambda note: rx.el.p(note, class_name="text-base text-warning"),
            ),
            rx.cond(row["state"] == "refused", _why(row, w)),
            class_name="grow min-w-0 basis-80 space-y-1",
        ),
        rx.el.div(
            rx.cond(
                row["state"] == "ready",
                file_link(
                    rx.icon("download", size=20, aria_hidden="true"),
                    w("documents.download"),
                    _of(row),
                    href="/files/documents/" + row["id"].to(str),
                ),
            ),
            rx.cond(
                (row["state"] == "ready") & row["is_word"].to(bool),
                pages_button(
                    w("documents.pages"), row["name"], f"/files/documents/{row['id']}", language,
                    has_pdf=True,
                ),
            ),
            rx.cond(
                Documents.may_prepare
                & ((row["state"].to(str) == "ready") | (row["state"].to(str) == "refused")),
                _again(row, w),
            ),
            class_name="flex flex-wrap gap-2 items-start content-start",
        ),
        key=row["id"].to(str),
        class_name=f"{theme.CARD} flex flex-wrap gap-x-6 gap-y-3",
    )  # fmt: skip


def _state(row: Any) -> rx.Component:
    told = row["told"].to(str)
    return rx.match(
        row["state"],
        ("ready", chip(told, tone="positive")),
        ("refused", chip(told, tone="danger")),
        chip(rx.icon("hourglass", size=16, aria_hidden="true"), told),
    )


def _why(row: Any, w: Words) -> rx.Component:
    return rx.el.p(
        w("documents.why_refused", reason=""),
        row["reason"].to(str),
        rx.el.span(" ", w("documents.safe"), class_name="text-ink"),
        class_name="text-base text-danger",
    )


def _again(row: Any, w: Words) -> rx.Component:
    return button(
        w("documents.again"),
        _of(row),
        look="plain",
        on_click=Documents.make_again(row["id"].to(int)),
    )


def _of(row: Any) -> rx.Component:
    """Draw, for those who hear the page, which document a button is about."""
    return rx.el.span(" ", row["name"].to(str), class_name="visually-hidden")
