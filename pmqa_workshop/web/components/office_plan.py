"""One row of the planning table: its cells, its months, where it comes from."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.initiatives import NEEDED
from pmqa_workshop.web import routes
from pmqa_workshop.web.components.office_details import details
from pmqa_workshop.web.components.office_fields import cell
from pmqa_workshop.web.components.office_months import month_choices, months_chart
from pmqa_workshop.web.components.parts import category_mark, chip, words_of
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.wording import Words

COLUMNS = (
    ("number", "w-[3.25rem]"),
    ("findings", "w-[5.25rem]"),
    ("initiative", "w-[13rem]"),
    ("objective", "w-[10.5rem]"),
    ("kpi", "w-[10.5rem]"),
    ("target", "w-[7rem]"),
    ("months", "w-[6.25rem]"),
    ("budget", "w-[7.5rem]"),
    ("owner", "w-[8.5rem]"),
    ("expected_result", "w-[10rem]"),
)


def initiative_rows(row: Any, w: Words, language: str) -> rx.Component:
    """Draw the rows of one initiative: the table's cells, the months, the details."""
    return rx.el.tbody(
        rx.cond(row["opens"], _category_row(row, w)),
        rx.el.tr(*_cells(row, w, language), class_name="plan-cells align-top"),
        rx.el.tr(
            rx.el.td(months_chart(row, w), col_span=len(COLUMNS), class_name="p-2"),
        ),
        rx.cond(
            Plan.opened == row["id"],
            rx.el.tr(rx.el.td(details(row, w, language), col_span=len(COLUMNS), class_name="p-2")),
        ),
        key=row["id"].to(str),
        id=row["code"].to(str),
        class_name="scroll-mt-4",
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
        class_name="plan-number",
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
        on_save=lambda value, shown: Plan.set_cell(row["id"], name, value, shown),
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
        on_save=lambda value, shown: Plan.set_cell(row["id"], "budget", value, shown),
    )


def _month(row: Any, name: str, w: Words) -> rx.Component:
    return cell(
        w,
        kind="select",
        value=row[name].to(str),
        label=w(f"field.{name}"),
        cell=row["id"].to(str) + f":{name}",
        answer=Plan.answer,
        blank=True,
        choices=month_choices(),
        read_only=~row["editable"].to(bool),
        on_save=lambda value, shown: Plan.set_cell(row["id"], name, value, shown),
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
        on_save=lambda value, shown: Plan.set_cell(row["id"], "owner_unit_id", value, shown),
    )


# --- KPIs -----------------------------------------------------------------------------


def _kpis(row: Any, w: Words) -> rx.Component:
    return rx.el.div(
        rx.foreach(
            row["kpis"].to(list[dict[str, Any]]),
            lambda kpi: rx.el.div(
                _kpi_part(row, kpi, "name", w),
                _kpi_part(row, kpi, "target", w, needed=True),
                _small(w("plan.unit_of_measure_hint"), _kpi_part(row, kpi, "unit_of_measure", w)),
                _small(w("plan.baseline_hint"), _kpi_part(row, kpi, "baseline", w)),
                key=kpi["id"].to(str),
                class_name="grid grid-cols-[3fr_2fr] gap-1 pb-2",
            ),
        ),
        rx.cond(row["editable"], _new_kpi(row, w)),
    )


def _small(label: str, control: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.span(label, aria_hidden="true", class_name="block text-base text-muted"), control
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
