"""Plans with what people forget and type, in every place where somebody can type."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from pmqa_workshop.domain.plan import EfficiencyPlan
from tests.documents.meetings import with_papers
from tests.documents.plans import a_plan, an_empty_plan

# Given by the program, not typed: they name rows, or say where something belongs.
GIVEN = {"code", "theme_code", "idea_codes", "finding_codes", "initiative_codes", "theme_codes",
         "item", "ref", "reference_code", "join_link"}  # fmt: skip
FIRST, LAST = "เริ่ม", "จบ"  # around what is typed, so that it is found whole again
TYPED = {  # what is typed, and what a document shows of it
    "long": ("ก" * 8000, "ก" * 8000),
    "control": ("ก\x00\x07\x1b\x7f\x85ข", "ก\nข"),
    "half a pair": ("ก\ud800ข\udfffค", "กขค"),
    "tags": ("{{ 'qq' ~ 'zz' }} {% for x in y %} {# z #} }} %}",) * 2,
    "formula": ("=cmd|' /C calc'!A0",) * 2,
    "markup": ('</w:t></w:p> & <b> "]]>',) * 2,
}


def plan_with(typed: str) -> EfficiencyPlan:
    """Return a whole plan in which this was typed wherever anything can be."""
    return everywhere(with_papers(a_plan()), lambda _: f"{FIRST}{typed}{LAST}")


def plan_of_formulas() -> EfficiencyPlan:
    """Return one in which each text begins as a formula does."""
    return everywhere(with_papers(a_plan()), lambda _: TYPED["formula"][0])


def plan_without_owners() -> EfficiencyPlan:
    whole = with_papers(a_plan())
    rows = (replace(row, owner_unit=None, owner_name="", co_owners=()) for row in whole.initiatives)
    return replace(whole, initiatives=tuple(rows))


def plan_outside_the_year() -> EfficiencyPlan:
    whole = with_papers(a_plan())
    rows = (
        replace(
            row, first_month=0, last_month=13,
            activities=tuple(
                replace(one, first_month=14, last_month=-1) for one in row.activities
            ),
        )
        for row in whole.initiatives
    )  # fmt: skip
    return replace(whole, initiatives=tuple(rows))


def empty_plan() -> EfficiencyPlan:
    return an_empty_plan()


def everywhere(value: Any, change: Callable[[str], str]) -> Any:
    """Return the value with every text in it changed that somebody typed."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(everywhere(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        typed = {
            one.name: everywhere(getattr(value, one.name), change)
            for one in fields(value)
            if one.name not in GIVEN
        }
        return replace(value, **typed)
    return value
