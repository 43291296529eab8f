"""Templates that belong to the office: taken away, restyled in Word, brought back, used."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.documents import WORD_KINDS
from pmqa_workshop.web import theme
from pmqa_workshop.web.components.document_parts import file_link, pages_button
from pmqa_workshop.web.components.parts import button, chip, words_of
from pmqa_workshop.web.states.templates import Templates
from pmqa_workshop.wording import Words, words

_OWN = rx.asset("office_templates.jsx", shared=True)
_KINDS = tuple(kind.value for kind in WORD_KINDS)
_UPLOAD_WORDS = {
    "label": "bring_hint", "choose": "choose", "checking": "checking", "failed": "failed",
    "noAnswer": "no_answer", "problems": "problems", "stays": "stays", "good": "good",
    "warnings": "warnings", "use": "use", "inUse": "in_use",
}  # fmt: skip


class TemplateUpload(rx.Component):
    """A place for a template; says what was found in it, and offers to use a good one."""

    library = _OWN.importable_path
    tag = "TemplateUpload"

    action: rx.Var[str]
    words: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]
    language: rx.Var[str]
    in_use: rx.Var[int]

    on_taken: rx.EventHandler[rx.event.no_args_event_spec]
    on_use: rx.EventHandler[rx.event.passthrough_event_spec(int)]


def templates(language: str) -> rx.Component:
    """Draw the kinds with what each is made with, and the one that is looked at."""
    w = words(language)
    return rx.el.div(
        rx.el.p(w("templates.how"), class_name="text-muted"),
        rx.el.div(
            rx.el.ul(
                *[_kind(kind, w) for kind in _KINDS],
                aria_label=w("templates.kinds"),
                class_name=f"{theme.CARD} !p-2 space-y-1 self-start",
            ),
            _one(w, language),
            class_name="grid gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]",
        ),
        class_name="space-y-4",
    )


def _kind(kind: str, w: Words) -> rx.Component:
    chosen = Templates.kind == kind
    own = Templates.in_use[kind].to(str)
    return rx.el.li(
        rx.el.button(
            rx.el.span(w(f"document.{kind}"), class_name="block font-bold"),
            rx.el.span(
                rx.cond(own != "", own, w("documents.built_in")),
                class_name=rx.cond(chosen, "block text-base", "block text-base text-muted"),
            ),
            type="button",
            aria_pressed=rx.cond(chosen, "true", "false"),
            on_click=Templates.look_at(kind),
            class_name="w-full text-left px-3 py-2 rounded-card min-h-11 cursor-pointer "
            + rx.cond(chosen, "bg-primary text-paper", "hover:bg-primary-soft"),
        )
    )


def _one(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(words_of(Templates.kind, "document", _KINDS, language), class_name=theme.HEADING),
        _step(
            w("templates.take"),
            rx.el.div(
                file_link(
                    rx.icon("download", size=20, aria_hidden="true"),
                    w("templates.take_built_in"),
                    href="/files/templates/built-in/" + Templates.kind,
                ),
                file_link(
                    rx.icon("download", size=20, aria_hidden="true"),
                    w("templates.take_placeholders"),
                    href="/files/templates/placeholders/" + Templates.kind,
                ),
                class_name="flex flex-wrap gap-2",
            ),
            w("templates.take_hint"),
        ),
        rx.cond(Templates.may_prepare, _bring(w, language)),
        _step(w("templates.choose_one"), _known(w, language), ""),
        class_name="space-y-5 min-w-0",
    )


def _step(title: str, content: rx.Component, hint: str) -> rx.Component:
    return rx.el.section(
        rx.el.h3(title, class_name="font-bold"),
        rx.el.p(hint, class_name="text-base text-muted") if hint else rx.fragment(),
        content,
        class_name=f"{theme.CARD} space-y-3",
    )


def _bring(w: Words, language: str) -> rx.Component:
    told = "rounded-card border-l-[6px] px-4 py-3 space-y-1 "
    upload = TemplateUpload.create(
        key=Templates.kind,
        action="/files/templates?w=" + Templates.workshop_id.to(str)
        + "&kind=" + Templates.kind + f"&language={language}",
        words={name: w(f"templates.{key}", name="{name}") for name, key in _UPLOAD_WORDS.items()},
        looks={
            "drop": "border-2 border-dashed border-edge rounded-card p-5 text-center bg-paper "
            "flex flex-col items-center gap-3",
            "quiet": theme.BUTTON["quiet"],
            "primary": theme.BUTTON["primary"],
            "told": "mt-3 space-y-3",
            "bad": told + "border-danger bg-danger-soft",
            "good": told + "border-positive bg-positive-soft",
            "doubt": told + "border-warning bg-warning-soft",
        },
        language=language,
        in_use=Templates.used,
        on_taken=Templates.look,
        on_use=lambda template: Templates.use(template),
    )  # fmt: skip
    return _step(w("templates.bring"), upload, "")


def _known(w: Words, language: str) -> rx.Component:
    return rx.el.ul(
        rx.el.li(
            rx.el.div(
                rx.el.span(w("documents.built_in"), class_name="font-bold"),
                rx.el.p(w("templates.built_in_stays"), class_name="text-base text-muted"),
                class_name="grow min-w-0 basis-60",
            ),
            _choice(Templates.used == 0, Templates.put_back(Templates.kind), w, ""),
            class_name="flex flex-wrap items-center gap-x-4 gap-y-2 py-3",
        ),
        rx.foreach(Templates.rows, lambda row: _template(row, w, language)),
        class_name="divide-y divide-line",
    )


def _template(row: Any, w: Words, language: str) -> rx.Component:
    name = row["name"].to(str)
    return rx.el.li(
        rx.el.div(
            rx.el.span(name, class_name="font-bold"),
            rx.el.p(row["about"].to(str), class_name="text-base text-muted"),
            class_name="grow min-w-0 basis-60",
        ),
        pages_button(w("templates.pages"), name, f"/files/templates/{row['id']}", language),
        file_link(
            rx.icon("download", size=18, aria_hidden="true"),
            w("documents.download"),
            rx.el.span(" ", name, class_name="visually-hidden"),
            href="/files/templates/" + row["id"].to(str),
            look="plain",
            class_name="!px-3",
        ),
        _choice(row["is_used"].to(bool), Templates.use(row["id"].to(int)), w, name),
        key=row["id"].to(str),
        class_name="flex flex-wrap items-center gap-x-4 gap-y-2 py-3",
    )


def _choice(is_used: Any, on_use: Any, w: Words, name: Any) -> rx.Component:
    """Draw that a template is in use, or the button that takes it into use."""
    return rx.cond(
        is_used,
        chip(rx.icon("check", size=16, aria_hidden="true"), w("templates.used"), tone="positive"),
        rx.cond(
            Templates.may_prepare,
            button(
                w("templates.use"),
                rx.el.span(" ", name, class_name="visually-hidden"),
                look="quiet",
                on_click=on_use,
            ),
        ),
    )
