"""One row of the check table: where it stood, its doubts, its fields, what to do with it."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.domain.findings import Doubt, FindingKind
from pmqa_workshop.web import theme
from pmqa_workshop.web.components.office_fields import cell
from pmqa_workshop.web.components.parts import button, chip, words_of
from pmqa_workshop.web.states.findings import Findings
from pmqa_workshop.wording import Words, words


def draft_row(row: Any, w: Words, language: str) -> rx.Component:
    """Draw one draft: where it stood, its doubts, its fields, what to do with it."""
    locked = (row["state"] == "accepted") | ~Findings.may_prepare
    return rx.el.li(
        rx.el.div(
            _place(row, w),
            rx.foreach(
                row["doubts"].to(list[str]),
                lambda doubt: chip(
                    rx.icon("triangle-alert", size=16, aria_hidden="true"),
                    words_of(doubt, "doubt", tuple(Doubt), language),
                    tone="warning",
                ),
            ),
            _state_chip(row, w),
            rx.el.div(_row_actions(row, w), class_name="ml-auto"),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.div(
            rx.el.div(
                _select(row, "category", _categories(language), w, locked, "category_missing"),
                _item(row, w, locked),
                _select(row, "kind", _kinds(w), w, locked, ""),
                class_name="grid gap-x-3 gap-y-1 grid-cols-1 sm:grid-cols-[2fr_1fr_2fr] "
                "lg:col-span-2 lg:max-w-3xl",
            ),
            _area(row, "text", w, locked),
            _area(row, "evidence", w, locked),
            class_name="grid gap-x-3 gap-y-1 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]",
        ),
        key=row["id"].to(str),
        class_name=rx.cond(
            row["doubts"].to(list[str]).length() > 0,
            f"{theme.CARD} border-l-[6px] border-l-warning space-y-2",
            f"{theme.CARD} border-l-[6px] border-l-positive space-y-2",
        ),
    )


def _place(row: Any, w: Words) -> rx.Component:
    """Draw where the row stood in its source, with a box to choose it while it waits."""
    return rx.cond(
        row["state"] == "waiting",
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=Findings.chosen.contains(row["id"]),
                on_change=lambda on: Findings.choose(row["id"], on),
                class_name="w-6 h-6 accent-primary",
            ),
            rx.el.span(w("findings.choose"), class_name="visually-hidden"),
            rx.el.span(row["place"].to(str), class_name="text-base text-muted"),
            class_name="inline-flex items-center gap-2 min-h-11 pr-3",
        ),
        rx.el.span(row["place"].to(str), class_name="text-base text-muted"),
    )


def _state_chip(row: Any, w: Words) -> rx.Component:
    return rx.match(
        row["state"],
        ("accepted", chip(w("findings.state.accepted"), tone="positive")),
        ("dismissed", chip(w("findings.state.dismissed"))),
        rx.fragment(),
    )


def _row_actions(row: Any, w: Words) -> rx.Component:
    return rx.cond(
        Findings.may_prepare,
        rx.match(
            row["state"],
            (
                "waiting",
                button(
                    w("findings.dismiss"),
                    look="plain",
                    on_click=Findings.dismiss(row["id"]),
                    class_name="!px-3",
                ),
            ),
            (
                "dismissed",
                button(
                    w("findings.restore"),
                    look="plain",
                    on_click=Findings.restore(row["id"]),
                    class_name="!px-3",
                ),
            ),
            rx.fragment(),
        ),
    )


def _labelled(label: str, control: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.span(label, aria_hidden="true", class_name="block text-base text-muted"), control
    )


def _select(
    row: Any, name: str, choices: list[list[str]], w: Words, locked: Any, doubt: str
) -> rx.Component:
    return _labelled(
        w(f"draft.{name}"),
        cell(
            w,
            kind="select",
            value=row[name].to(str),
            label=w(f"draft.{name}"),
            cell=row["id"].to(str) + f":{name}",
            answer=Findings.answer,
            choices=choices,
            blank=bool(doubt),
            read_only=locked,
            on_save=lambda value: Findings.mend(row["id"], name, value),
        ),
    )


def _item(row: Any, w: Words, locked: Any) -> rx.Component:
    return _labelled(
        w("draft.item"),
        cell(
            w,
            kind="text",
            value=row["item"].to(str),
            label=w("draft.item"),
            cell=row["id"].to(str) + ":item",
            answer=Findings.answer,
            read_only=locked,
            placeholder=w("findings.item_hint"),
            on_save=lambda value: Findings.mend(row["id"], "item", value),
        ),
    )


def _area(row: Any, name: str, w: Words, locked: Any) -> rx.Component:
    return _labelled(
        w(f"draft.{name}"),
        cell(
            w,
            kind="area",
            value=row[name].to(str),
            label=w(f"draft.{name}"),
            cell=row["id"].to(str) + f":{name}",
            answer=Findings.answer,
            blank=name == "text",
            read_only=locked,
            on_save=lambda value: Findings.mend(row["id"], name, value),
        ),
    )


def _categories(language: str) -> list[list[str]]:
    named = [[str(c.number), f"{c.number} {c.name(language)}"] for c in categories()]
    return [["", words(language)("findings.no_category")], *named]


def _kinds(w: Words) -> list[list[str]]:
    return [["", w("findings.no_kind")], *[[k.value, w(f"kind.{k.value}")] for k in FindingKind]]
