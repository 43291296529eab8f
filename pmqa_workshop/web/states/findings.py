"""The findings of a workshop: its reports, and what was accepted of them.

The check table itself speaks to web/api/check.py: three hundred rows are too many to send for
each that is mended.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.criteria import category
from pmqa_workshop.domain.roles import may_prepare
from pmqa_workshop.queries.findings import FindingView, ReportView, findings_of, reports_of
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.findings import return_finding
from pmqa_workshop.web import routes
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, query_of, requires, workshop_of
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.states.office import TO_ANCHOR, number_of


class Findings(rx.State):
    """The findings of a workshop, and which report is being checked."""

    ready: bool = False
    workshop_id: int = 0
    may_prepare: bool = False
    title: str = ""
    report_id: int = 0
    reports: list[dict[str, Any]] = []
    accepted: list[dict[str, Any]] = []
    table_version: int = 0  # grows when a finding goes back to the table

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the findings, and the check table of the report in the address."""
        workshop_id = workshop_of(self)
        if self.workshop_id != workshop_id:
            self.reset()  # never another workshop's under a refusal
        found = await read(workshop_view, actor(), workshop_id)
        self.workshop_id, self.title = workshop_id, found.title
        self.may_prepare = may_prepare(actor())
        is_back, self.ready = self.ready, True
        await self._refresh()
        self._choose_report()
        return None if is_back else rx.call_script(TO_ANCHOR)

    def _choose_report(self) -> None:
        """Take the report of the address, else the newest with something to check."""
        query = query_of(self, "report")
        asked = int(query) if query.isdecimal() and len(query) < 10 else self.report_id
        known = [row["id"] for row in self.reports]
        waiting = [row["id"] for row in self.reports if row["waiting"]]
        self.report_id = asked if asked in known else next(iter([*reversed(waiting)]), 0)

    async def _refresh(self) -> None:
        workshop_id = workshop_of(self)
        await read(workshop_view, actor(), workshop_id)
        self.reports = [_report(row) for row in await read(reports_of, workshop_id)]
        language = routes.language_of(self.router.url.path)
        answered = defaultdict(list)
        for row in await read(initiatives_of, workshop_id):
            for finding_id in row.finding_ids:
                answered[finding_id].append(row.code)
        self.accepted = _accepted(await read(findings_of, workshop_id), answered, language)

    @rx.event
    @requires(*OFFICE)
    async def taken(self, report_id: int):
        """Open the check table of a report just sent."""
        await self._refresh()
        language = routes.language_of(self.router.url.path)
        report = number_of(report_id, "row")
        return rx.redirect(
            routes.link(routes.FINDINGS, language, w=workshop_of(self), report=report)
        )

    @rx.event
    @requires(*STAFF)
    async def look_again(self):
        """Show what was accepted, or taken back, since."""
        await self._refresh()

    @rx.event
    @requires(*OFFICE)
    async def take_back(self, finding_id: int):
        """Take an accepted finding back to the check table."""
        await write(return_finding, actor(), number_of(finding_id, "row"), now=now())
        await self._refresh()
        self.table_version += 1
        await show_done(self, "findings.returned")


def _report(row: ReportView) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "source": row.source_name,
        "waiting": row.waiting,
        "accepted": row.accepted,
        "dismissed": row.dismissed,
    }


def _accepted(
    found: list[FindingView], answered: Mapping[int, list[str]], language: str
) -> list[dict[str, Any]]:
    """Return the findings by category; `opens` marks the first of each."""
    firsts = {row.category: row.id for row in reversed(found)}
    return [
        {
            "id": row.id,
            "code": row.code,
            "category": row.category,
            "category_name": category(row.category).name(language),
            "opens": firsts[row.category] == row.id,
            "item": row.item or "",
            "kind": row.kind.value,
            "text": row.text,
            "ideas": row.ideas,
            "initiatives": answered.get(row.id, []),
        }
        for row in found
    ]
