"""The facts papers need: approval, memo, minutes, who signs, who was invited and came."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.meeting import Standing
from pmqa_workshop.web import theme
from pmqa_workshop.web.components.office_fields import cell
from pmqa_workshop.web.components.parts import button, chip, field, text_area, text_input
from pmqa_workshop.web.states.documents import Documents
from pmqa_workshop.web.states.papers import CAME, Papers
from pmqa_workshop.wording import Words, words

_MEMO = ("memo_from", "memo_number", "memo_to")
_MINUTES = (
    "meeting_name", "meeting_number", "began_at", "ended_at", "chair_name", "chair_position",
    "recorder_name", "recorder_position", "reviewer_name", "reviewer_position",
)  # fmt: skip


def papers(language: str) -> rx.Component:
    """Draw what the office fills in; each field is kept when it is left."""
    w = words(language)
    return rx.el.div(
        rx.el.p(w("papers.how"), class_name="text-muted"),
        _card(w("papers.approval"), _approval(w)),
        _card(
            w("papers.signatories"), _signatories(w), w("papers.signatories_hint"), "signatories"
        ),
        _card(w("papers.memo"), _lines(_MEMO, w)),
        _card(w("papers.minutes"), _lines(_MINUTES, w)),
        _card(w("papers.invitees"), _invitees(w), w("papers.invitees_hint"), "invitees"),
        class_name="space-y-4",
    )


def _card(title: str, content: rx.Component, hint: str = "", name: str = "") -> rx.Component:
    """Draw a part of the form; one with a name can be led to, its heading takes the focus."""
    led_to = {"id": f"papers-{name}", "tab_index": -1} if name else {}
    return rx.el.section(
        rx.el.h2(title, class_name=theme.HEADING, **led_to),
        rx.el.p(hint, class_name="text-base text-muted") if hint else rx.fragment(),
        content,
        class_name=f"{theme.CARD} space-y-3",
    )


def _approval(w: Words) -> rx.Component:
    draft = rx.el.form(
        field(w("papers.approved_on"), text_input(type="date", name="day", required=True)),
        button(w("papers.approve"), look="quiet", type="submit"),
        on_submit=Papers.approve,
        class_name="flex flex-wrap items-end gap-3",
    )
    return rx.cond(
        Papers.approved_on != "",
        rx.el.div(
            chip(rx.icon("check", size=16, aria_hidden="true"), w("papers.is_approved"),
                 tone="positive"),
            rx.el.span(Papers.approved_on, class_name="font-bold"),
            rx.cond(
                Papers.may_prepare,
                button(w("papers.withdraw"), look="plain", on_click=Papers.withdraw),
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        rx.fragment(
            rx.el.p(w("documents.draft"), class_name="text-base"),
            rx.cond(
                Documents.lacks["plan"].length() > 0,
                rx.el.p(
                    w("papers.still_missing"), " ",
                    rx.foreach(
                        Documents.lacks["plan"],
                        lambda lack: rx.el.span(lack["text"].to(str), " ", class_name="mr-3"),
                    ),
                    class_name="text-base text-warning",
                ),
            ),
            rx.cond(Papers.may_prepare, draft),
        ),
    )  # fmt: skip


def _lines(names: tuple[str, ...], w: Words) -> rx.Component:
    return rx.el.div(*[_line(name, w) for name in names], class_name="grid gap-4 md:grid-cols-2")


def _line(name: str, w: Words) -> rx.Component:
    label = w(f"papers.{name}")
    return rx.el.div(
        rx.el.span(label, aria_hidden="true", class_name=theme.LABEL),
        _cell(w, label, Papers.lines[name], f"line:{name}",
              lambda value: Papers.set_line(name, value), id=f"papers-{name}"),
    )  # fmt: skip


def _signatories(w: Words) -> rx.Component:
    return rx.el.ul(rx.foreach(Papers.signatories, lambda row: _signatory(row, w)),
                    class_name="space-y-3")  # fmt: skip


def _signatory(row: Any, w: Words) -> rx.Component:
    role, at = row["role"].to(str), row["at"].to(str)

    def part(name: str) -> rx.Component:
        label = w(f"papers.{name}")
        return rx.el.div(
            _cell(
                w, role + " " + label, row[name].to(str), "sign:" + at + f":{name}",
                lambda value: Papers.set_signatory(at, name, value), placeholder=label,
            ),
            class_name="grow basis-56 min-w-0",
        )  # fmt: skip

    return rx.el.li(
        rx.el.span(role, class_name="font-bold basis-28 shrink-0"),
        part("name"),
        part("position"),
        key=at,
        class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
    )


def _invitees(w: Words) -> rx.Component:
    return rx.el.div(
        rx.cond(Papers.may_prepare, _paste(w)),
        rx.cond(
            Papers.invitees.length() > 0,
            rx.el.div(
                rx.el.p(
                    w("papers.count", count=Papers.invitees.length().to(str)),
                    class_name="font-bold",
                ),
                rx.cond(
                    Papers.may_prepare & Papers.is_anybody_unsaid,
                    button(w("papers.all_came"), look="quiet", on_click=Papers.all_came),
                ),
                class_name="flex flex-wrap items-center gap-3",
            ),
        ),
        rx.el.ol(
            rx.foreach(Papers.invitees, lambda row: _person(row, w)),
            class_name="divide-y divide-line",
        ),
        class_name="space-y-4",
    )


def _paste(w: Words) -> rx.Component:
    return rx.el.form(
        field(
            w("papers.paste"),
            text_area(
                name="people",
                rows="4",
                default_value=Papers.left,
                key=Papers.tried.to(str),
                placeholder=w("papers.paste_example"),
            ),
            w("papers.paste_hint"),
        ),
        button(w("papers.invite"), look="quiet", type="submit"),
        on_submit=Papers.invite,
        class_name="space-y-2",
    )


def _person(row: Any, w: Words) -> rx.Component:
    name, at = row["name"].to(str), row["at"].to(str)

    def part(which: str, kind: str = "text", **props: Any) -> rx.Component:
        return rx.el.div(
            _cell(
                w, name + " " + w(f"papers.{which}"), row[which].to(str),
                "person:" + at + f":{which}",
                lambda value: Papers.set_person(at, name, which, value),
                kind=kind, placeholder=w(f"papers.{which}"), **props,
            ),
            class_name="min-w-0",
        )  # fmt: skip

    standings = [[one.value, w(f"standing.{one.value}")] for one in Standing]
    came = [[code, w(f"papers.came_{code or 'unsaid'}")] for code in CAME]
    return rx.el.li(
        rx.el.div(
            rx.el.span(name, class_name="font-bold grow min-w-0"),
            rx.cond(
                Papers.may_prepare,
                button(
                    w("papers.remove"),
                    rx.el.span(" ", name, class_name="visually-hidden"),
                    look="plain",
                    on_click=Papers.remove(at, name),
                ),
            ),
            class_name="flex items-center gap-3",
        ),
        rx.el.div(
            part("position"),
            part("unit"),
            part("standing", "select", choices=standings),
            part("came", "select", choices=came),
            part("substitute"),
            class_name="grid gap-2 sm:grid-cols-2 xl:grid-cols-[2fr_1.6fr_1.3fr_1fr_1.4fr]",
        ),
        key=at + name,
        class_name="space-y-1 py-3",
    )


def _cell(
    w: Words, label: Any, value: Any, code: Any, on_save: Any, *, kind: str = "text", **props: Any
) -> rx.Component:
    return cell(
        w,
        kind=kind,
        value=value,
        label=label,
        cell=code,
        answer=Papers.answer,
        read_only=~Papers.may_prepare,
        on_save=on_save,
        **props,
    )
