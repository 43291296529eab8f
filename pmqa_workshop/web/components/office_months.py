"""The months of an initiative and its activities: fields at the left, bars at the right."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import fiscal_months
from pmqa_workshop.web.components.office_fields import cell
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.wording import Words

_LINE = "grid gap-1 items-center grid-cols-2 lg:grid-cols-[minmax(0,22rem)_6rem_6rem_minmax(0,1fr)]"


def months_chart(row: Any, w: Words) -> rx.Component:
    """Draw the twelve months of the fiscal year under a row of the plan."""
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
            class_name=_LINE,
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
        part("first_month", "select", choices=month_choices()),
        part("last_month", "select", choices=month_choices()),
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


def month_choices() -> list[list[str]]:
    """Return October to September for a select, blank first."""
    return [["", "–"], *[[str(m.position), m.short_th] for m in fiscal_months()]]
