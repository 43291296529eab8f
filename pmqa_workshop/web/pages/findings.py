"""Bringing findings in: a file or rows, the check table, what was accepted."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.domain.findings import Doubt, FindingKind
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_fields import cell, upload
from pmqa_workshop.web.components.parts import (
    button,
    category_mark,
    chip,
    empty,
    field,
    text_area,
    text_input,
    words_of,
)
from pmqa_workshop.web.states.findings import VIEWS, Findings
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return desk_page(
        language,
        "findings",
        w("findings.title"),
        rx.cond(
            Findings.ready,
            rx.el.div(
                rx.el.p(Findings.title, class_name="text-muted"),
                rx.cond(Findings.may_prepare, _bring_in(w, language)),
                rx.cond(Findings.report_id > 0, _check_table(w, language)),
                _accepted_list(w, language),
                class_name="space-y-8",
            ),
            rx.el.p(w("state.loading"), class_name="text-muted"),
        ),
        workshop=Findings.workshop_id,
    )


def _bring_in(w: Words, language: str) -> rx.Component:
    return rx.el.details(
        rx.el.summary(w("findings.bring_in"), class_name=f"{theme.BUTTON['quiet']} w-fit"),
        rx.el.div(
            rx.el.div(
                upload(
                    language,
                    w("findings.file"),
                    "/files/findings?w=" + Findings.workshop_id.to(str),
                    ".xlsx,.csv,.tsv,.txt,.docx",
                    Findings.taken,
                ),
                rx.el.p(
                    rx.el.a(
                        w("findings.template"),
                        href="/files/template/findings",
                        download=True,
                        class_name="underline text-primary inline-flex items-center min-h-11",
                    )
                ),
                class_name="space-y-2",
            ),
            rx.el.form(
                field(w("findings.paste_title"), text_input(name="title", max_length=300)),
                field(
                    w("findings.paste"),
                    text_area(name="pasted", rows=4, required=True),
                    w("findings.paste_hint"),
                ),
                button(w("findings.read_pasted"), look="quiet", type="submit"),
                on_submit=Findings.paste,
                class_name=f"{theme.CARD} space-y-3",
            ),
            class_name="grid gap-4 md:grid-cols-2 mt-3",
        ),
        open=Findings.reports.length() == 0,
        class_name="no-print",
    )


def _check_table(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("findings.check"), class_name=theme.HEADING),
        _reports(w, language),
        _views(w),
        rx.cond(Findings.may_prepare, _actions(w)),
        rx.cond(
            Findings.shown > 0,
            rx.el.ul(
                rx.foreach(Findings.rows, lambda row: _row(row, w, language)),
                class_name="space-y-3",
            ),
            empty(w("findings.view_empty")),
        ),
        rx.cond(Findings.pages > 1, _pages(w)),
        class_name="space-y-3",
    )


def _reports(w: Words, language: str) -> rx.Component:
    here = f"{routes.link(routes.FINDINGS, language)}?w="
    return rx.el.ul(
        rx.foreach(
            Findings.reports,
            lambda report: rx.el.li(
                rx.el.a(
                    report["title"].to(str),
                    rx.el.span(
                        w("findings.report_waiting"),
                        " ",
                        report["waiting"].to(str),
                        class_name="text-base text-muted ml-2 whitespace-nowrap",
                    ),
                    href=here + Findings.workshop_id.to(str) + "&report=" + report["id"].to(str),
                    aria_current=rx.cond(report["id"] == Findings.report_id, "true", "false"),
                    class_name=rx.cond(
                        report["id"] == Findings.report_id,
                        "block px-4 py-2 rounded-card border-2 border-primary bg-primary-soft",
                        "block px-4 py-2 rounded-card border border-line bg-paper",
                    ),
                ),
                key=report["id"].to(str),
            ),
        ),
        aria_label=w("findings.reports"),
        class_name="flex flex-wrap gap-2",
    )


def _views(w: Words) -> rx.Component:
    def view(name: str) -> rx.Component:
        return rx.el.button(
            w(f"findings.view.{name}"),
            " ",
            Findings.counts[name].to(str),
            type="button",
            aria_pressed=rx.cond(Findings.view == name, "true", "false"),
            on_click=Findings.choose_view(name),
            class_name=rx.cond(
                Findings.view == name,
                f"{theme.BUTTON['primary']} !px-4",
                f"{theme.BUTTON['plain']} !px-4",
            ),
        )

    return rx.el.div(
        *[view(name) for name in VIEWS],
        role="group",
        aria_label=w("findings.views"),
        class_name="flex flex-wrap gap-1",
    )


def _actions(w: Words) -> rx.Component:
    return rx.el.div(
        button(
            w("findings.accept_sure"),
            " (",
            Findings.counts["sure"].to(str),
            ")",
            on_click=Findings.accept_sure,
            disabled=Findings.counts["sure"] == 0,
        ),
        button(
            w("findings.accept_chosen"),
            " (",
            Findings.chosen.length().to(str),
            ")",
            look="quiet",
            on_click=Findings.accept_chosen,
            disabled=Findings.chosen.length() == 0,
        ),
        button(w("findings.choose_all"), look="plain", on_click=Findings.choose_all),
        class_name="flex flex-wrap gap-2 no-print",
    )


def _row(row: Any, w: Words, language: str) -> rx.Component:
    """Draw one draft: where it stood, its doubts, its fields, what to do with it."""
    locked = (row["state"] == "accepted") | ~Findings.may_prepare
    return rx.el.li(
        rx.el.div(
            rx.cond(
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
            ),
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
                class_name="grid gap-2 grid-cols-1 sm:grid-cols-3 lg:grid-cols-1",
            ),
            _area(row, "text", w, locked),
            _area(row, "evidence", w, locked),
            class_name="grid gap-3 lg:grid-cols-[15rem_minmax(0,3fr)_minmax(0,2fr)]",
        ),
        key=row["id"].to(str),
        class_name=rx.cond(
            row["doubts"].to(list[str]).length() > 0,
            f"{theme.CARD} border-l-[6px] border-l-warning space-y-2",
            f"{theme.CARD} border-l-[6px] border-l-positive space-y-2",
        ),
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
        w(f"field.{name}"),
        cell(
            w,
            kind="select",
            value=row[name].to(str),
            label=w(f"field.{name}"),
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
        w("field.item"),
        cell(
            w,
            kind="text",
            value=row["item"].to(str),
            label=w("field.item"),
            cell=row["id"].to(str) + ":item",
            answer=Findings.answer,
            read_only=locked,
            placeholder=w("findings.item_hint"),
            on_save=lambda value: Findings.mend(row["id"], "item", value),
        ),
    )


def _area(row: Any, name: str, w: Words, locked: Any) -> rx.Component:
    label = "finding" if name == "text" else name
    return _labelled(
        w(f"what.{label}") if name == "text" else w(f"field.{label}"),
        cell(
            w,
            kind="area",
            value=row[name].to(str),
            label=w(f"what.{label}") if name == "text" else w(f"field.{label}"),
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


def _pages(w: Words) -> rx.Component:
    return rx.el.nav(
        button(
            w("findings.earlier"),
            look="quiet",
            on_click=Findings.turn_page(-1),
            disabled=Findings.page == 0,
        ),
        rx.el.span((Findings.page + 1).to(str), " / ", Findings.pages.to(str)),
        button(
            w("findings.later"),
            look="quiet",
            on_click=Findings.turn_page(1),
            disabled=Findings.page + 1 >= Findings.pages,
        ),
        aria_label=w("findings.pages"),
        class_name="flex items-center gap-3",
    )


def _accepted_list(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(
            w("findings.accepted"),
            " (",
            Findings.accepted.length().to(str),
            ")",
            class_name=theme.HEADING,
        ),
        rx.cond(
            Findings.accepted.length() > 0,
            rx.el.ul(
                rx.foreach(Findings.accepted, lambda found: _accepted(found, w, language)),
                class_name=f"{theme.CARD} !py-1 divide-y divide-line",
            ),
            empty(w("findings.none_accepted")),
        ),
        class_name="space-y-3",
    )


def _accepted(found: Any, w: Words, language: str) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(found["code"].to(str), class_name="font-bold"),
            category_mark(found["category"], w),
            rx.el.span(found["item"].to(str), class_name="text-base text-muted"),
            rx.match(
                found["kind"],
                ("strength", chip(rx.icon("thumbs-up", size=16, aria_hidden="true"),
                                  w("kind.strength"))),
                ("ofi", chip(rx.icon("trending-up", size=16, aria_hidden="true"), w("kind.ofi"))),
                chip(rx.icon("message-square", size=16, aria_hidden="true"), w("kind.comment")),
            ),
            rx.cond(
                found["ideas"].to(int) > 0,
                rx.el.span(
                    w("findings.ideas"), " ", found["ideas"].to(str), class_name="text-base"
                ),
            ),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.p(found["text"].to(str)),
        key=found["code"].to(str),
        class_name="py-3",
    )  # fmt: skip
