"""Bringing findings in: a file or rows, the check table, what was accepted."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.findings import CriteriaSet
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_drafts import draft_row
from pmqa_workshop.web.components.office_fields import download, not_yet, upload
from pmqa_workshop.web.components.parts import (
    button,
    category_mark,
    chip,
    empty,
    field,
    text_area,
    text_input,
)
from pmqa_workshop.web.components.room_tools import dialog, opens, shut
from pmqa_workshop.web.states.findings import VIEWS, Findings
from pmqa_workshop.wording import Words, words

_ASIDE = "set-report-aside"


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
                rx.cond(Findings.reports.length() > 0, _reports(w, language)),
                rx.cond(Findings.report_id > 0, _check_table(w, language)),
                _accepted_list(w, language),
                class_name="space-y-8",
            ),
            not_yet(language),
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
                    ".xlsx,.csv,.tsv,.txt,.docx,.pdf",
                    Findings.taken,
                ),
                download(
                    language, w("findings.template"), "/files/template/findings", look="plain"
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
        key=Findings.report_id.to(str),
        class_name="no-print",
    )


def _check_table(w: Words, language: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(w("findings.check"), class_name=theme.HEADING),
        rx.cond(Findings.may_prepare & (Findings.guessed > 0), _which_set(w)),
        _views(w),
        rx.cond(Findings.may_prepare, _actions(w)),
        rx.cond(
            Findings.shown > 0,
            rx.el.ul(
                rx.foreach(Findings.rows, lambda row: draft_row(row, w, language)),
                class_name="space-y-3",
            ),
            empty(w("findings.view_empty")),
        ),
        rx.cond(Findings.pages > 1, _pages(w)),
        class_name="space-y-3",
    )


def _which_set(w: Words) -> rx.Component:
    """Ask once what most offices' own sheets do not say."""
    return rx.el.div(
        rx.el.p(
            w("findings.set_guessed"), " ", Findings.guessed.to(str), " ", w("findings.rows"),
            class_name="grow",
        ),
        *[
            button(
                w(f"set.{known.value}"), look="quiet",
                on_click=Findings.settle_set(known.value),
            )
            for known in (CriteriaSet.PMQA4, CriteriaSet.PMQA)
        ],
        class_name="border-l-[6px] border-warning bg-warning-soft rounded-card px-4 py-3 "
        "flex flex-wrap items-center gap-2",
    )  # fmt: skip


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
                        "block px-4 py-2 rounded-card border-2 border-primary !bg-primary-soft",
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
                f"{theme.BUTTON['plain']} !px-4 border-2 border-primary !bg-primary-soft",
                f"{theme.BUTTON['plain']} !px-4 border-2 border-transparent",
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
        button(
            w("findings.dismiss_report"),
            look="plain",
            on_click=opens(_ASIDE),
            disabled=_waiting() == 0,
        ),
        _aside_dialog(w),
        class_name="flex flex-wrap gap-2 no-print",
    )


def _waiting() -> Any:
    return Findings.counts["doubtful"] + Findings.counts["sure"]


def _aside_dialog(w: Words) -> rx.Component:
    return dialog(
        _ASIDE,
        w("findings.dismiss_report_asks"),
        w,
        rx.el.p(w("findings.dismiss_report_means"), " ", _waiting().to(str)),
        rx.el.div(
            button(
                w("findings.dismiss_report"),
                on_click=[Findings.set_report_aside, shut(_ASIDE)],
            ),
            button(w("action.cancel"), look="quiet", on_click=shut(_ASIDE)),
            class_name="flex flex-wrap gap-2 mt-4",
        ),
    )


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
        rx.cond(
            found["opens"],
            rx.el.h3(
                category_mark(found["category"], w),
                found["category_name"].to(str),
                class_name="flex items-center gap-2 font-bold text-lg pt-3 pb-2",
            ),
        ),
        rx.el.div(
            rx.el.span(found["code"].to(str), class_name="font-bold"),
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
            rx.cond(
                Findings.may_prepare
                & (found["ideas"].to(int) == 0)
                & (found["initiatives"].to(list[str]).length() == 0),
                button(
                    w("findings.return"),
                    rx.el.span(" ", found["code"].to(str), class_name="visually-hidden"),
                    look="plain",
                    on_click=Findings.take_back(found["id"]),
                    class_name="!px-3 ml-auto no-print",
                ),
            ),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.p(found["text"].to(str)),
        _answered_by(found, w, language),
        key=found["code"].to(str),
        id=found["code"].to(str),
        class_name="py-3 scroll-mt-4",
    )  # fmt: skip


def _answered_by(found: Any, w: Words, language: str) -> rx.Component:
    """Draw the way from a finding to the initiatives that answer it."""
    return rx.cond(
        found["initiatives"].to(list[str]).length() > 0,
        rx.el.p(
            w("findings.answered_by"),
            rx.foreach(
                found["initiatives"].to(list[str]),
                lambda code: rx.el.a(
                    code,
                    href=f"{routes.link(routes.PLAN, language)}?w="
                    + Findings.workshop_id.to(str)
                    + "#"
                    + code,
                    class_name="ml-2 text-primary underline inline-block py-1",
                ),
            ),
            class_name="text-base",
        ),
    )
