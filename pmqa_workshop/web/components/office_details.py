"""The details of an initiative: where it comes from, who helps, what it serves."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import gov40_characteristics, national_strategies, sdgs
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.web import routes
from pmqa_workshop.web.components.office_fields import cell
from pmqa_workshop.web.components.parts import button
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.wording import Words

_LISTED = {
    AlignmentKind.NATIONAL_STRATEGY: [s.name_th for s in national_strategies()],
    AlignmentKind.SDG: [f"{s.id} {s.name_th}" for s in sdgs()],
    AlignmentKind.GOV40: [c.name_th for c in gov40_characteristics()],
}


def details(row: Any, w: Words, language: str) -> rx.Component:
    """Draw the details of the row that is open."""
    return rx.el.div(
        _trace(w, language),
        rx.el.div(
            _ticks(w("plan.co_owners"), "co_owners", Plan.units, Plan.detail["co_owners"]),
            _ticks(w("plan.answers"), "finding_ids", Plan.findings, Plan.detail["finding_ids"]),
            *[_alignment(row, kind, w) for kind in AlignmentKind],
            class_name="grid gap-3 md:grid-cols-2 items-start",
        ),
        rx.cond(
            row["editable"],
            button(w("plan.withdraw"), look="danger", on_click=Plan.withdraw(row["id"])),
        ),
        class_name="border-2 border-primary rounded-card p-4 space-y-4 bg-paper",
    )


def _trace(w: Words, language: str) -> rx.Component:
    """Draw the chain: findings, ideas, theme, vote, decision, each a link to its screen."""
    detail = Plan.detail
    here = "?w=" + Plan.workshop_id.to(str)
    return rx.el.ol(
        _link_of_chain(
            w("frame.step.findings"),
            routes.link(routes.FINDINGS, language) + here,
            _quotes(detail["findings"]),
        ),
        _link_of_chain(
            w("plan.chain.ideas"),
            routes.link(routes.GROUPING, language) + here,
            _quotes(detail["ideas"]),
        ),
        _link_of_chain(
            w("plan.chain.theme"),
            routes.link(routes.GROUPING, language) + here,
            rx.cond(
                detail["has_theme"],
                rx.el.p(
                    rx.el.strong(detail["theme_code"].to(str)), " ", detail["theme"].to(str)
                ),
                rx.el.p(w("plan.chain.none"), class_name="text-muted"),
            ),
        ),
        _link_of_chain(
            w("plan.chain.decision"),
            routes.link(routes.DECISION, language) + here,
            _decision(w),
        ),
        class_name="grid gap-4 md:grid-cols-2 xl:grid-cols-4",
    )  # fmt: skip


def _link_of_chain(title: str, href: Any, content: Any) -> rx.Component:
    return rx.el.li(
        rx.el.h2(
            rx.el.a(title, href=href, class_name="text-primary underline"),
            rx.icon("chevron-right", size=18, aria_hidden="true"),
            class_name="font-bold flex items-center gap-1",
        ),
        content,
        class_name="space-y-1 text-base min-w-0",
    )


def _quotes(entries: Any) -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            entries.to(list[dict[str, Any]]),
            lambda entry: rx.el.li(
                rx.el.strong(entry["code"].to(str)), " ", entry["text"].to(str)
            ),
        ),
        tab_index=0,
        class_name="max-h-56 overflow-y-auto space-y-1",
    )  # fmt: skip


def _decision(w: Words) -> rx.Component:
    detail = Plan.detail
    return rx.el.div(
        rx.cond(
            detail["rank"].to(int) > 0,
            rx.el.p(
                w("plan.chain.rank"), " ", detail["rank"].to(str), " · ",
                detail["points"].to(str), " ", w("plan.chain.points"), " · ",
                detail["voters"].to(str), " ", w("plan.chain.voters"),
            ),
        ),
        rx.match(
            detail["decided"].to(str),
            ("selected", rx.el.p(w("plan.chain.selected"), class_name="font-bold")),
            ("left_out", rx.el.p(w("plan.chain.left_out"), class_name="font-bold")),
            rx.el.p(w("plan.chain.none"), class_name="text-muted"),
        ),
        rx.cond(detail["differs"].to(bool), rx.el.p(w("plan.chain.differs"))),
        rx.cond(
            detail["reason"].to(str) != "",
            rx.el.p(w("field.reason"), ": ", detail["reason"].to(str)),
        ),
        class_name="space-y-1",
    )  # fmt: skip


def _ticks(title: str, kind: str, options: Any, ticked: Any) -> rx.Component:
    """Draw a list to tick from; options are (value, text) or (code, …) pairs held in a var."""
    known = ticked.to(list[str])
    return _folded(
        title,
        known.length(),
        rx.foreach(
            options.to(list[list[str]]),
            lambda option: _tick(kind, option[0], _option_text(option), known),
        ),
    )


def _option_text(option: Any) -> Any:
    return rx.cond(option.length() > 2, option[1] + " " + option[2], option[1])


def _tick(kind: str, value: Any, text: Any, known: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=known.contains(value),
            on_change=lambda on: Plan.tick(kind, value, on),
            class_name="w-6 h-6 mt-0.5 accent-primary shrink-0",
        ),
        rx.el.span(text),
        class_name="flex items-start gap-2 py-2 text-base",
    )


def _folded(title: str, count: Any, *content: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            title, " (", count.to(str), ")", class_name="font-bold min-h-11 py-2 cursor-pointer"
        ),
        rx.el.div(*content, tab_index=0, class_name="max-h-64 overflow-y-auto pl-1"),
        class_name="border border-line rounded-card px-3",
    )


def _alignment(row: Any, kind: AlignmentKind, w: Words) -> rx.Component:
    known = Plan.detail["alignments"].to(dict[str, list[str]])[kind.value]
    title = w(f"alignment.{kind.value}")
    if kind is AlignmentKind.GOAL:
        return _folded(
            title,
            known.length(),
            rx.foreach(Plan.goals, lambda goal: _tick(kind.value, goal, goal, known)),
        )
    if kind in _LISTED:
        return _folded(
            title, known.length(), *[_tick(kind.value, t, t, known) for t in _LISTED[kind]]
        )
    return _folded(
        title,
        known.length(),
        cell(
            w,
            kind="area",
            value=Plan.detail["lines"].to(dict[str, str])[kind.value],
            label=title,
            cell=row["id"].to(str) + f":{kind.value}",
            answer=Plan.answer,
            placeholder=w("plan.one_a_line"),
            read_only=~row["editable"].to(bool),
            on_save=lambda value: Plan.align(row["id"], kind.value, value),
        ),
    )
