"""Bringing findings in: a report, its check table, what was accepted."""

from typing import Any

import reflex as rx

from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.office_check import intake
from pmqa_workshop.web.components.office_fields import not_yet
from pmqa_workshop.web.components.parts import button, category_mark, chip, empty
from pmqa_workshop.web.states.findings import Findings
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
                rx.cond(Findings.reports.length() > 0, _reports(w, language)),
                intake(language),
                _accepted_list(w, language),
                class_name="space-y-6",
            ),
            not_yet(language),
        ),
        workshop=Findings.workshop_id,
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
