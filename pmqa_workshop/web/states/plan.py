"""The planning table: every cell saved when it is left, every row traced back to its finding."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.errors import CellChanged, NotFound, ValueRefused, WorkshopError
from pmqa_workshop.domain.initiatives import NEEDED
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.domain.roles import Role, may_prepare
from pmqa_workshop.domain.thai import money
from pmqa_workshop.queries.initiatives import InitiativeView
from pmqa_workshop.queries.plan import PlanTable, plan_table
from pmqa_workshop.services.initiatives import (
    UNKNOWN,
    add_initiative,
    draft_initiatives,
    restore_initiative,
    set_activity,
    set_alignment,
    set_co_owners,
    set_field,
    set_findings,
    set_kpi,
    withdraw_initiative,
)
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, requires, workshop_of
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.routes import language_of
from pmqa_workshop.web.states.office import TO_ANCHOR, form_of, number_of, text_of
from pmqa_workshop.web.states.plan_rows import detail_of, figures_of, plan_rows
from pmqa_workshop.wording import say

_ZERO = Decimal(0)
_KPI_PARTS = ("name", "unit_of_measure", "baseline", "target")
_ACTIVITY_PARTS = ("title", "first_month", "last_month")


class Plan(rx.State):
    """The rows of the plan as the office fills them in."""

    ready: bool = False
    workshop_id: int = 0
    title: str = ""
    fiscal_year: int = 0
    may_prepare: bool = False
    my_category: int = 0
    rows: list[dict[str, Any]] = []
    withdrawn: list[dict[str, Any]] = []
    units: list[list[str]] = []
    unit_choices: list[list[str]] = []
    findings: list[list[str]] = []
    goals: list[str] = []
    by_unit: list[dict[str, Any]] = []
    blanks: int = 0
    filled: int = 0
    total_budget: str = ""
    answer: dict[str, Any] = {}
    opened: int = 0  # the row whose details are shown
    detail: dict[str, Any] = {}

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the planning table."""
        if self.workshop_id != workshop_of(self):
            self.reset()  # never another workshop's under a refusal
        table = await self._refresh()
        self.workshop_id = workshop_of(self)
        self.units = [[str(unit.id), unit.short_name, unit.name] for unit in table.units]
        self.unit_choices = [["", "–"], *([i, short or name] for i, short, name in self.units)]
        self.findings = [[str(row.id), row.code, row.text[:120]] for row in table.findings.values()]
        self.goals = [goal.title for goal in table.goals]
        self.ready = True
        return rx.call_script(TO_ANCHOR)

    async def _refresh(self) -> PlanTable:
        me = actor()
        table = await read(plan_table, me, workshop_of(self))
        self.title, self.fiscal_year = table.workshop.title, table.workshop.fiscal_year
        self.may_prepare = may_prepare(me)
        self.my_category = me.category if me.role is Role.SCRIBE and me.category else 0
        self.rows = plan_rows(table, me, language_of(self.router.url.path))
        self.withdrawn = [
            {"id": row.id, "code": row.code, "title": row.title} for row in table.withdrawn
        ]
        self.by_unit = figures_of(table)
        self.blanks = sum(len(row.lacking) for row in table.initiatives)
        self.filled = len(table.initiatives) * len(NEEDED) - self.blanks
        self.total_budget = money(sum((row.budget or _ZERO for row in table.initiatives), _ZERO))
        shown = [row for row in table.initiatives if row.id == self.opened]
        self.detail = detail_of(shown[0], table) if shown else {}
        return table

    @rx.event
    @requires(*STAFF)
    async def look_again(self):
        """Show what others wrote while this window was in the background."""
        if self.ready:
            await self._refresh()

    @rx.event
    @requires(*OFFICE)
    async def draft(self):
        """Draft a row for each decision that has none."""
        drafted = await write(draft_initiatives, actor(), workshop_of(self), now=now())
        await self._refresh()
        await show_done(self, "plan.drafted" if drafted else "plan.nothing_to_draft", count=drafted)

    @rx.event
    @requires(*STAFF)
    async def add(self, form: dict[str, Any]):
        """Add a row that no decision asked for."""
        given = form_of(form, "title", "category")
        number = number_of(given["category"], "category", 1, 7)
        await write(add_initiative, actor(), workshop_of(self), given["title"], number, now=now())
        await self._refresh()
        await show_done(self, "plan.added")

    @rx.event
    @requires(*STAFF)
    async def set_cell(
        self, initiative_id: int, field: str, value: str, expected: str | None = None
    ):
        """Keep one cell; `expected` is what it showed when the person began to change it."""
        row_id, name = number_of(initiative_id, "row"), text_of(field, "row", 40)
        typed = text_of(value, "row")
        shown = UNKNOWN if expected is None else text_of(expected, "row")
        await self._keep(f"{row_id}:{name}", set_field, row_id, name, typed, expected=shown)

    @rx.event
    @requires(*STAFF)
    async def set_kpi_part(self, initiative_id: int, kpi_id: int, part: str, value: str):
        """Keep one part of a KPI; `kpi_id` 0 adds one, an empty name removes it."""
        if part not in _KPI_PARTS:
            raise ValueRefused(field="kpi")
        row_id, known = number_of(initiative_id, "row"), number_of(kpi_id, "row")
        parts = _parts((await self._row(row_id)).kpis, known, _KPI_PARTS)
        parts[part] = text_of(value, "kpi")
        cell = f"{row_id}:kpi:{known}:{part}"
        await self._keep(cell, set_kpi, row_id, parts.pop("name"), kpi_id=known or None, **parts)

    @rx.event
    @requires(*STAFF)
    async def set_activity_part(self, initiative_id: int, activity_id: int, part: str, value: str):
        """Keep one part of an activity; `activity_id` 0 adds one, an empty title removes it."""
        if part not in _ACTIVITY_PARTS:
            raise ValueRefused(field="activity")
        row_id, known = number_of(initiative_id, "row"), number_of(activity_id, "row")
        parts = _parts((await self._row(row_id)).activities, known, _ACTIVITY_PARTS)
        parts[part] = text_of(value, "activity")
        cell = f"{row_id}:activity:{known}:{part}"
        await self._keep(
            cell, set_activity, row_id, parts.pop("title"), activity_id=known or None, **parts
        )

    async def _row(self, row_id: int) -> InitiativeView:
        """Return the row as it stands now; another clerk may have changed it since."""
        table = await read(plan_table, actor(), workshop_of(self))
        for row in table.initiatives:
            if row.id == row_id:
                return row
        raise NotFound(what="initiative")

    async def _keep(self, cell: str, change: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Write one cell and tell it what became of it."""
        tried = self.answer.get("n", 0) + 1
        try:
            await write(change, actor(), *args, now=now(), **kwargs)
        except WorkshopError as refusal:
            why = say(refusal.code, language_of(self.router.url.path), **refusal.facts)
            is_changed = isinstance(refusal, CellChanged)
            if is_changed:
                await self._refresh()  # the next save expects theirs
            self.answer = {"cell": cell, "ok": False, "why": why, "changed": is_changed, "n": tried}
            raise
        await self._refresh()
        self.answer = {"cell": cell, "ok": True, "why": "", "n": tried}

    @rx.event
    @requires(*STAFF)
    async def open_row(self, initiative_id: int):
        """Show or hide the details of a row: where it comes from, who helps, what it serves."""
        row_id = number_of(initiative_id, "row")
        self.opened = 0 if self.opened == row_id else row_id
        await self._refresh()

    @rx.event
    @requires(*STAFF)
    async def tick(self, kind: str, value: str, is_ticked: bool):
        """Tick or untick a co-owner, a finding or an alignment of the row shown."""
        row = await self._row(self.opened)
        typed = text_of(value, "alignment")
        others = [entry for entry in _ticked(row, kind) if entry != typed]
        await self._set_ticked(row.id, kind, [*others, typed] if is_ticked is True else others)
        await self._refresh()

    async def _set_ticked(self, row_id: int, kind: str, ticked: list[str]) -> None:
        if kind == "co_owners":
            ids = [number_of(entry, "unit") for entry in ticked]
            await write(set_co_owners, actor(), row_id, ids, now=now())
        elif kind == "finding_ids":
            ids = [number_of(entry, "row") for entry in ticked]
            await write(set_findings, actor(), row_id, ids, now=now())
        else:
            await write(set_alignment, actor(), row_id, AlignmentKind(kind), ticked, now=now())

    @rx.event
    @requires(*STAFF)
    async def align(self, initiative_id: int, kind: str, value: str):
        """Keep the lines written for one kind of alignment, one text a line."""
        row_id = number_of(initiative_id, "row")
        if kind not in list(AlignmentKind):
            raise ValueRefused(field="alignment")
        lines = text_of(value, "alignment").splitlines()
        await self._keep(f"{row_id}:{kind}", set_alignment, row_id, AlignmentKind(kind), lines)

    @rx.event
    @requires(*STAFF)
    async def withdraw(self, initiative_id: int):
        """Take a row out; it can be restored below the table."""
        await write(withdraw_initiative, actor(), number_of(initiative_id, "row"), now=now())
        await self._refresh()
        await show_done(self, "plan.withdrawn")

    @rx.event
    @requires(*STAFF)
    async def restore(self, initiative_id: int):
        """Bring a row back."""
        await write(restore_initiative, actor(), number_of(initiative_id, "row"), now=now())
        await self._refresh()
        await show_done(self, "plan.restored")


def _parts(known: tuple[Any, ...], row_id: int, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the parts of a KPI or activity as they are kept; empty for a new one."""
    for row in known:
        if row.id == row_id:
            return {name: getattr(row, name) for name in names}
    return dict.fromkeys(names, "")


def _ticked(row: InitiativeView, kind: str) -> list[str]:
    if kind == "co_owners":
        return [str(unit) for unit in row.co_owner_ids]
    if kind == "finding_ids":
        return [str(finding) for finding in row.finding_ids]
    if kind not in list(AlignmentKind):
        raise ValueRefused(field="alignment")
    return [text for known, text in row.alignments if known.value == kind]
