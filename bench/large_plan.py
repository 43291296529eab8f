"""A plan as large as a department's: the rows of a smaller one, repeated."""

import dataclasses
from typing import Any

from pmqa_workshop.domain.plan import EfficiencyPlan

INITIATIVES = 300


def large(plan: EfficiencyPlan, size: int = INITIATIVES) -> EfficiencyPlan:
    """Return the plan with so many initiatives, and as many findings, and ideas, for appendices.

    Every row has a number and a code of its own.
    """
    rows = _as_many(plan.initiatives, size, "P{:02d}")
    return dataclasses.replace(
        plan,
        initiatives=tuple(dataclasses.replace(row, number=at + 1) for at, row in enumerate(rows)),
        findings=_as_many(plan.findings, size, "F{:03d}"),
        ideas=_as_many(plan.ideas, size, "I{:03d}"),
    )


def _as_many(rows: tuple[Any, ...], number: int, code: str) -> tuple[Any, ...]:
    return tuple(
        dataclasses.replace(rows[at % len(rows)], code=code.format(at + 1)) for at in range(number)
    )
