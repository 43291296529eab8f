"""One row of the planning table: its cells, its months, where it comes from."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import (
    fiscal_months,
    gov40_characteristics,
    national_strategies,
    sdgs,
)
from pmqa_workshop.domain.initiatives import NEEDED
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.web import routes
from pmqa_workshop.web.components.office_fields import cell
from pmqa_workshop.web.components.parts import button, category_mark, chip, words_of
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.wording import Words

COLUMNS = (
    ("number", "w-[3.5rem]"),
    ("findings", "w-[5.5rem]"),
    ("initiative", "w-[14.5rem]"),
    ("objective", "w-[11rem]"),
    ("kpi", "w-[10.5rem]"),
    ("target", "w-[7rem]"),
    ("months", "w-[6.5rem]"),
    ("budget", "w-[7.5rem]"),
    ("owner", "w-[8.5rem]"),
    ("expected_result", "w-[10rem]"),
)
_LISTED = {
    AlignmentKind.NATIONAL_STRATEGY: [s.name_th for s in national_strategies()],
    AlignmentKind.SDG: [f"{s.id} {s.name_th}" for s in sdgs()],
    AlignmentKind.GOV40: [c.name_th for c in gov40_characteristics()],
}
_WRITTEN = (AlignmentKind.MASTER_PLAN, AlignmentKind.DEVELOPMENT_PLAN,
            AlignmentKind.CABINET_POLICY, AlignmentKind.MINISTRY_PLAN)  # fmt: skip


def initiative_rows(row: Any, w: Words, language: str) -> rx.Component:
    """Draw the rows of one initiative: the table's cells, the months, the details."""
    return rx.el.tbody(
        rx.cond(row["opens"], _category_row(row, w)),
        rx.el.tr(*_cells(row, w, language), class_name="align-top border-t-2 border-line"),
        rx.el.tr(
            rx.el.td(_months_chart(row, w, language), col_span=len(COLUMNS), class_name="p-2"),
        ),
        rx.cond(
            Plan.opened == row["id"],
            rx.el.tr(rx.el.td(_details(row, w, language), col_span=len(COLUMNS), class_name="p-2")),
        ),
        key=row["id"].to(str),
        id="p" + row["id"].to(str),
    )


def _category_row(row: Any, w: Words) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.span(
                category_mark(row["category"], w),
                rx.el.span(row["category_name"].to(str)),
                class_name="inline-flex flex-wrap items-center gap-2 text-lg",
            ),
            col_span=len(COLUMNS),
            scope="rowgroup",
            class_name="text-left p-3 bg-ground font-bold",
        )
    )


def _cells(row: Any, w: Words, language: str) -> list[rx.Component]:
    return [
        _td(w, "number", _number(row, w)),
        _td(w, "findings", _codes(row, w, language)),
        _td(w, "initiative", _text(row, "title", w), _lacking(row, w, language)),
        _td(w, "objective", _text(row, "objective", w, needed=True)),
        _td(w, "kpi", _kpis(row, w), col_span=2),
        _td(w, "months", _month(row, "first_month", w), _month(row, "last_month", w)),
        _td(w, "budget", _budget(row, w), _text(row, "budget_source", w, hint="plan.source_hint")),
        _td(
            w,
            "owner",
            _owner(row, w),
            _text(row, "owner_name", w, hint="plan.owner_name_hint"),
            rx.cond(
                row["co_owners"] != "",
                rx.el.p(w("plan.with"), " ", row["co_owners"].to(str), class_name="text-base"),
            ),
        ),
        _td(w, "expected_result", _text(row, "expected_result", w, needed=True)),
    ]


def _td(w: Words, column: str, *content: Any, col_span: int = 1) -> rx.Component:
    label = w(f"plan.column.{column}")
    if col_span > 1:
        label = f"{label} · {w('plan.column.target')}"
    return rx.el.td(
        *content,
        col_span=col_span,
        custom_attrs={"data-label": label},
        class_name="p-1 space-y-1",
    )


def _number(row: Any, w: Words) -> rx.Component:
    is_open = Plan.opened == row["id"]
    return rx.el.div(
        rx.el.span(row["position"].to(str), class_name="block text-center font-bold"),
        rx.el.span(row["code"].to(str), class_name="block text-center text-base text-muted"),
        rx.el.button(
            rx.cond(
                is_open,
                rx.icon("chevron-up", size=22, aria_hidden="true"),
                rx.icon("chevron-down", size=22, aria_hidden="true"),
            ),
            rx.el.span(
                w("plan.details"), " ", row["code"].to(str), class_name="visually-hidden"
            ),
            type="button",
            title=w("plan.details"),
            aria_expanded=rx.cond(is_open, "true", "false"),
            on_click=Plan.open_row(row["id"]),
            class_name="mx-auto flex items-center justify-center min-h-11 min-w-11 rounded-card "
            "text-primary hover:bg-primary-soft cursor-pointer",
        ),
    )  # fmt: skip


def _codes(row: Any, w: Words, language: str) -> rx.Component:
    return rx.cond(
        row["findings"].to(list[str]).length() > 0,
        rx.el.ul(
            rx.foreach(
                row["findings"].to(list[str]),
                lambda code: rx.el.li(
                    rx.el.a(
                        code,
                        href=f"{routes.link(routes.FINDINGS, language)}?w="
                        + Plan.workshop_id.to(str)
                        + "#"
                        + code,
                        class_name="text-primary underline text-base inline-block py-1",
                    )
                ),
            ),
        ),
        rx.el.span(w("plan.no_finding"), class_name="text-base text-muted"),
    )


def _lacking(row: Any, w: Words, language: str) -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            row["lacking"].to(list[str]),
            lambda part: rx.el.li(
                chip(w("plan.lacks"), " ", words_of(part, "lacking", NEEDED, language),
                     tone="danger")
            ),
        ),
        class_name="flex flex-wrap gap-1 lg:block lg:space-y-1",
    )  # fmt: skip


def _text(row: Any, name: str, w: Words, needed: bool = False, hint: str = "") -> rx.Component:
    return cell(
        w,
        kind="area",
        value=row[name].to(str),
        label=w(f"field.{name}"),
        cell=row["id"].to(str) + f":{name}",
        answer=Plan.answer,
        blank=needed,
        placeholder=w(hint) if hint else "",
        read_only=~row["editable"].to(bool),
        on_save=lambda value: Plan.set_cell(row["id"], name, value),
    )


def _budget(row: Any, w: Words) -> rx.Component:
    return cell(
        w,
        kind="text",
        value=row["budget"].to(str),
        label=w("field.budget"),
        cell=row["id"].to(str) + ":budget",
        answer=Plan.answer,
        blank=True,
        input_mode="decimal",
        placeholder=w("plan.budget_hint"),
        read_only=~row["editable"].to(bool),
        class_name="text-right",
        on_save=lambda value: Plan.set_cell(row["id"], "budget", value),
    )


def _month_choices() -> list[list[str]]:
    return [["", "–"], *[[str(m.position), m.short_th] for m in fiscal_months()]]


def _month(row: Any, name: str, w: Words) -> rx.Component:
    return cell(
        w,
        kind="select",
        value=row[name].to(str),
        label=w(f"field.{name}"),
        cell=row["id"].to(str) + f":{name}",
        answer=Plan.answer,
        blank=True,
        choices=_month_choices(),
        read_only=~row["editable"].to(bool),
        on_save=lambda value: Plan.set_cell(row["id"], name, value),
    )


def _owner(row: Any, w: Words) -> rx.Component:
    return cell(
        w,
        kind="select",
        value=row["owner_unit_id"].to(str),
        label=w("field.owner_unit_id"),
        cell=row["id"].to(str) + ":owner_unit_id",
        answer=Plan.answer,
        blank=True,
        choices=Plan.unit_choices,
        read_only=~row["editable"].to(bool),
        on_save=lambda value: Plan.set_cell(row["id"], "owner_unit_id", value),
    )


# --- KPIs -----------------------------------------------------------------------------


def _kpis(row: Any, w: Words) -> rx.Component:
    return rx.el.div(
        rx.foreach(
            row["kpis"].to(list[dict[str, Any]]),
            lambda kpi: rx.el.div(
                _kpi_part(row, kpi, "name", w),
                _kpi_part(row, kpi, "target", w, needed=True),
                _kpi_part(row, kpi, "unit_of_measure", w),
                _kpi_part(row, kpi, "baseline", w),
                key=kpi["id"].to(str),
                class_name="grid grid-cols-[3fr_2fr] gap-1 pb-2",
            ),
        ),
        rx.cond(row["editable"], _new_kpi(row, w)),
    )


def _kpi_part(row: Any, kpi: Any, part: str, w: Words, needed: bool = False) -> rx.Component:
    field = "kpi" if part == "name" else part
    return cell(
        w,
        kind="area",
        value=kpi[part].to(str),
        label=w(f"field.{field}"),
        cell=row["id"].to(str) + ":kpi:" + kpi["id"].to(str) + f":{part}",
        answer=Plan.answer,
        blank=needed,
        placeholder=w(f"plan.{part}_hint"),
        read_only=~row["editable"].to(bool),
        on_save=lambda value: Plan.set_kpi_part(row["id"], kpi["id"], part, value),
    )


def _new_kpi(row: Any, w: Words) -> rx.Component:
    return cell(
        w,
        kind="area",
        value="",
        label=w("plan.add_kpi"),
        cell=row["id"].to(str) + ":kpi:0:name",
        answer=Plan.answer,
        blank=row["kpis"].to(list[dict[str, Any]]).length() == 0,
        placeholder=w("plan.add_kpi"),
        on_save=lambda value: Plan.set_kpi_part(row["id"], 0, "name", value),
    )


# --- months ---------------------------------------------------------------------------

_LINE = "grid gap-1 items-center grid-cols-2 lg:grid-cols-[minmax(0,22rem)_6rem_6rem_minmax(0,1fr)]"


def _months_chart(row: Any, w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(w("plan.activities"), class_name="text-base font-bold col-span-2"),
            rx.el.span(class_name="hidden lg:block"),
            rx.el.div(
                *[
                    rx.el.span(m.short_th, class_name="text-base text-muted text-center truncate")
                    for m in fiscal_months()
                ],
                class_name="hidden lg:grid grid-cols-12",
                aria_hidden="true",
            ),
            class_name=_LINE.replace("_6rem_6rem_", "_6rem_6rem_"),
        ),
        rx.el.div(
            rx.el.span(w("plan.whole"), class_name="text-base col-span-2 lg:col-span-1"),
            rx.el.span(
                rx.cond(row["months"] != "", row["months"].to(str), w("plan.no_months")),
                class_name="text-base text-muted lg:col-span-2",
            ),
            _bar(row["bar"], "bg-primary"),
            class_name=_LINE,
        ),
        rx.foreach(row["activities"].to(list[dict[str, Any]]), lambda one: _activity(row, one, w)),
        rx.cond(
            row["editable"],
            rx.el.div(
                cell(
                    w,
                    kind="text",
                    value="",
                    label=w("plan.add_activity"),
                    cell=row["id"].to(str) + ":activity:0:title",
                    answer=Plan.answer,
                    placeholder=w("plan.add_activity"),
                    on_save=lambda value: Plan.set_activity_part(row["id"], 0, "title", value),
                ),
                class_name=_LINE,
            ),
        ),
        class_name="space-y-1 bg-ground rounded-card p-2",
    )


def _activity(row: Any, one: Any, w: Words) -> rx.Component:
    def part(name: str, kind: str, **props: Any) -> rx.Component:
        label = "activity" if name == "title" else name
        return cell(
            w,
            kind=kind,
            value=one[name].to(str),
            label=w(f"field.{label}"),
            cell=row["id"].to(str) + ":activity:" + one["id"].to(str) + f":{name}",
            answer=Plan.answer,
            read_only=~row["editable"].to(bool),
            on_save=lambda value: Plan.set_activity_part(row["id"], one["id"], name, value),
            **props,
        )

    return rx.el.div(
        rx.el.div(part("title", "area"), class_name="col-span-2 lg:col-span-1"),
        part("first_month", "select", choices=_month_choices()),
        part("last_month", "select", choices=_month_choices()),
        _bar(one["bar"], "bg-edge"),
        key=one["id"].to(str),
        class_name=_LINE,
    )


def _bar(bar: Any, look: str) -> rx.Component:
    """Draw a bar over the twelve months; the same span stands in words beside it."""
    return rx.el.div(
        rx.cond(
            bar != "",
            rx.el.span(
                style={"gridColumn": bar.to(str), "gridRow": "1"},
                class_name=f"h-4 rounded-chip {look}",
            ),
        ),
        aria_hidden="true",
        class_name="months hidden lg:grid grid-cols-12 items-center h-8 rounded-card bg-paper",
    )


# --- details --------------------------------------------------------------------------


def _details(row: Any, w: Words, language: str) -> rx.Component:
    return rx.el.div(
        _trace(w, language),
        rx.el.div(
            _ticks(w("plan.co_owners"), "co_owners", Plan.units, Plan.detail["co_owners"]),
            _ticks(w("plan.answers"), "finding_ids", Plan.findings, Plan.detail["finding_ids"]),
            *[_alignment(row, kind, w) for kind in AlignmentKind],
            class_name="grid gap-3 md:grid-cols-2",
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
        rx.el.h3(
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
