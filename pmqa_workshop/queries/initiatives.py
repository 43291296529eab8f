"""The planning table: initiatives with everything that hangs on them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from pmqa_workshop.domain.initiatives import lacking
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.models.initiatives import (
    KPI,
    Activity,
    Alignment,
    CoOwner,
    Initiative,
    InitiativeFinding,
)


@dataclass(frozen=True)
class KPIView:
    id: int
    name: str
    unit_of_measure: str
    baseline: str
    target: str


@dataclass(frozen=True)
class ActivityView:
    id: int
    title: str
    first_month: int | None
    last_month: int | None


@dataclass(frozen=True)
class InitiativeView:
    """A row of the planning table; `lacking` names what is still empty."""

    id: int
    number: int
    theme_id: int | None
    category: int
    title: str
    objective: str
    expected_result: str
    first_month: int | None
    last_month: int | None
    budget: Decimal | None
    budget_source: str
    owner_unit_id: int | None
    owner_name: str
    finding_ids: tuple[int, ...]
    co_owner_ids: tuple[int, ...]
    kpis: tuple[KPIView, ...]
    activities: tuple[ActivityView, ...]
    alignments: tuple[tuple[AlignmentKind, str], ...]
    lacking: tuple[str, ...]
    is_withdrawn: bool

    @property
    def code(self) -> str:
        return f"P{self.number:02d}"


def initiatives_of(
    session: Session, workshop_id: int, *, withdrawn_too: bool = False
) -> list[InitiativeView]:
    """Return the rows of the plan by category and number."""
    wanted = (
        select(Initiative)
        .where(Initiative.workshop_id == workshop_id)
        .order_by(col(Initiative.category), col(Initiative.number))
    )
    if not withdrawn_too:
        wanted = wanted.where(col(Initiative.withdrawn_at).is_(None))
    rows = session.exec(wanted).all()
    ids = [row.id for row in rows]
    parts = {table: _parts(session, table, ids) for table in _PARTS}
    return [_view(row, {table: found.get(row.id, []) for table, found in parts.items()})
            for row in rows]  # fmt: skip


_PARTS: dict[Any, str] = {
    InitiativeFinding: "finding_id",
    CoOwner: "unit_id",
    KPI: "position",
    Activity: "position",
    Alignment: "position",
}


def _parts(session: Session, table: Any, initiative_ids: list[int]) -> dict[int, list[Any]]:
    rows = session.exec(
        select(table)
        .where(col(table.initiative_id).in_(initiative_ids))
        .order_by(getattr(table, _PARTS[table]))
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.initiative_id].append(row)
    return found


def _view(row: Initiative, parts: dict[Any, list[Any]]) -> InitiativeView:
    kpis = tuple(
        KPIView(kpi.id, kpi.name, kpi.unit_of_measure, kpi.baseline, kpi.target)
        for kpi in parts[KPI]
    )
    return InitiativeView(
        **row.model_dump(exclude={"workshop_id", "drafted_at", "withdrawn_at"}),
        finding_ids=tuple(link.finding_id for link in parts[InitiativeFinding]),
        co_owner_ids=tuple(link.unit_id for link in parts[CoOwner]),
        kpis=kpis,
        activities=tuple(
            ActivityView(act.id, act.title, act.first_month, act.last_month)
            for act in parts[Activity]
        ),
        alignments=tuple((entry.kind, entry.value) for entry in parts[Alignment]),
        lacking=lacking(
            {
                "objective": row.objective,
                "kpi": kpis,
                "target": [kpi.target for kpi in kpis if kpi.target],
                "months": row.first_month and row.last_month,
                "budget": row.budget,
                "owner_unit": row.owner_unit_id,
                "expected_result": row.expected_result,
            }
        ),
        is_withdrawn=row.withdrawn_at is not None,
    )
