"""What can be made: how documents look, and each kind with what it is for and still lacks."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.documents import FOLLOW_UP_MONTHS, WORD_KINDS, DocumentKind, Face
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.document_parts import file_link, radios, tick_box
from pmqa_workshop.web.components.parts import button
from pmqa_workshop.web.states.document_rows import PLACES
from pmqa_workshop.web.states.documents import Documents
from pmqa_workshop.web.states.templates import Templates
from pmqa_workshop.wording import Words, words

_FIRST = DocumentKind.PLAN


def looks_of_documents(w: Words) -> rx.Component:
    """Draw what is chosen for all Word documents."""
    return rx.el.section(
        rx.el.h2(w("documents.looks"), class_name=theme.HEADING),
        rx.el.div(
            radios(
                w("workshop.digits"),
                "digits",
                [(digits.value, w(f"digits.{digits.value}")) for digits in Digits],
                Documents.digits,
                lambda value: Documents.choose("digits", value),
            ),
            radios(
                w("documents.face"),
                "face",
                [(face.value, face.value) for face in Face],
                Documents.face,
                lambda value: Documents.choose("face", value),
            ),
            class_name="grid gap-x-10 gap-y-3 md:grid-cols-[auto_1fr]",
        ),
        rx.cond(
            Documents.face == Face.IT9.value,
            rx.el.p(
                w("documents.face.it9"),
                class_name="text-base border-l-[6px] border-primary pl-3",
            ),
        ),
        rx.el.p(w("documents.looks_hint"), class_name="text-base text-muted"),
        class_name=f"{theme.CARD} space-y-3",
    )


def kinds(language: str) -> rx.Component:
    """Draw a card for each kind, the plan first and as wide as the page."""
    w = words(language)
    return rx.el.ul(
        *[_kind(kind, w, language) for kind in DocumentKind],
        class_name="grid gap-4 md:grid-cols-2",
    )


def _kind(kind: DocumentKind, w: Words, language: str) -> rx.Component:
    wide = " md:col-span-2" if kind is _FIRST else ""
    return rx.el.li(
        rx.el.h3(w(f"document.{kind}"), class_name="text-lg font-bold leading-snug"),
        rx.el.p(w(f"document.for.{kind}"), class_name="text-base text-muted"),
        _missing(Documents.lacks[kind.value], w, language),
        _options(kind, w),
        _own_template(kind, w) if kind in WORD_KINDS else rx.fragment(),
        rx.el.div(
            rx.cond(Documents.may_prepare, _make(kind, w)),
            _latest(Documents.latest[kind.value], w),
            class_name="mt-auto pt-2 flex flex-wrap items-center gap-x-4 gap-y-2",
        ),
        class_name=f"{theme.CARD} flex flex-col gap-2{wide}",
    )


def _make(kind: DocumentKind, w: Words) -> rx.Component:
    return button(
        w("documents.make"),
        rx.el.span(" ", w(f"document.{kind}"), class_name="visually-hidden"),
        look="primary" if kind is _FIRST else "quiet",
        on_click=Documents.make(kind.value),
    )


def _missing(lacks: Any, w: Words, language: str) -> rx.Component:
    return rx.cond(
        lacks.length() > 0,
        rx.el.div(
            rx.el.p(w("documents.missing"), class_name="text-warning"),
            rx.el.ul(
                rx.foreach(lacks, lambda lack: _lack(lack, language)),
                class_name="flex flex-wrap gap-x-5 list-disc list-inside marker:text-warning",
            ),
            class_name="text-base",
        ),
        rx.el.p(w("documents.nothing_missing"), class_name="text-base text-positive"),
    )


def _lack(lack: Any, language: str) -> rx.Component:
    text, look = lack["text"].to(str), "underline text-primary"
    here = "?w=" + Documents.workshop_id.to(str)
    screens = [
        (at, rx.el.a(text, href=routes.link(f"/{at}", language) + here, class_name=look))
        for at in dict.fromkeys(PLACES.values())
    ]
    return rx.el.li(
        rx.match(
            lack["at"],
            *screens,
            rx.el.button(
                text,
                type="button",
                on_click=Documents.fill_in(lack["lack"].to(str)),
                class_name=f"{look} cursor-pointer",
            ),
        ),
        key=lack["text"].to(str),
    )


def _options(kind: DocumentKind, w: Words) -> rx.Component:
    if kind is DocumentKind.PLAN:
        return rx.el.fieldset(
            rx.el.legend(w("documents.plan_options"), class_name="visually-hidden"),
            *[
                tick_box(
                    w(f"documents.{option}"),
                    getattr(Documents, option),
                    lambda on, option=option: Documents.tick(option, on),
                )
                for option in ("three_years", "project_pages")
            ],
            class_name="flex flex-wrap gap-x-6",
        )
    if kind is DocumentKind.PROGRESS_FORM:
        return radios(
            w("documents.round"),
            "round",
            [(str(n), w("documents.round_months", months=n)) for n in FOLLOW_UP_MONTHS],
            Documents.round_months,
            lambda value: Documents.choose("round_months", value),
        )
    return rx.fragment()


def _own_template(kind: DocumentKind, w: Words) -> rx.Component:
    name = Templates.in_use[kind.value].to(str)
    return rx.cond(
        name != "", rx.el.p(w("documents.template", name=name), class_name="text-base text-muted")
    )


def _latest(row: Any, w: Words) -> rx.Component:
    """Draw how the newest of a kind stands, and its file once there is one."""
    name = row["name"].to(str)
    return rx.match(
        row["state"],
        ("", rx.fragment()),
        (
            "ready",
            file_link(
                rx.icon("download", size=18, aria_hidden="true"),
                w("documents.download_version", version=row["version"].to(str)),
                rx.el.span(" ", name, class_name="visually-hidden"),
                href="/files/documents/" + row["id"].to(str),
                look="plain",
                class_name="!px-2 text-base",
            ),
        ),
        rx.el.span(row["told"].to(str), class_name="text-base text-muted"),
    )  # fmt: skip
