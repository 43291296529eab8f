"""Bringing findings in: what a reader saw is checked, mended and accepted here."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.criteria import category, items
from pmqa_workshop.domain.errors import FileUnreadable, NotFound, ValueRefused, WorkshopError
from pmqa_workshop.domain.findings import BLOCKING, CriteriaSet, Doubt, ReadReport
from pmqa_workshop.domain.ideas import CATEGORIES
from pmqa_workshop.domain.roles import may_prepare
from pmqa_workshop.intake.child import read_in_child
from pmqa_workshop.queries.findings import (
    DraftView,
    FindingView,
    ReportView,
    drafts_of,
    findings_of,
    report_workshop,
    reports_of,
)
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.drafts import dismiss_draft, mend_draft, restore_draft
from pmqa_workshop.services.findings import accept_findings, return_finding
from pmqa_workshop.services.reports import dismiss_report, settle_criteria_set, stage_report
from pmqa_workshop.web import routes
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, query_of, requires, workshop_of
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.states.office import TO_ANCHOR, number_of, text_of
from pmqa_workshop.web.states.workshop import LONGEST_PASTE
from pmqa_workshop.wording import phrase, say

ROWS = 40  # of the check table on the screen at a time
VIEWS = ("doubtful", "sure", "accepted", "dismissed", "all")
_FIELDS = frozenset({"category", "item", "kind", "text", "evidence"})


class Findings(rx.State):
    """The findings of a workshop, and the report that is being checked."""

    ready: bool = False
    workshop_id: int = 0
    may_prepare: bool = False
    title: str = ""
    report_id: int = 0
    reports: list[dict[str, Any]] = []
    view: str = "doubtful"
    page: int = 0
    pages: int = 1
    shown: int = 0
    counts: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    guessed: int = 0  # rows whose criteria set could not be told
    chosen: list[int] = []
    answer: dict[str, Any] = {}
    accepted: list[dict[str, Any]] = []
    paste_title: str = ""

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the findings, and the check table of the report in the address."""
        workshop_id = workshop_of(self)
        if self.workshop_id != workshop_id:
            self.reset()  # never another workshop's under a refusal
        found = await read(workshop_view, actor(), workshop_id)
        query = query_of(self, "report")
        asked = int(query) if query.isdecimal() and len(query) < 10 else 0
        if self.ready and (workshop_id, asked or self.report_id) == (
            self.workshop_id,
            self.report_id,
        ):
            await self._refresh()  # the same page after a reconnect: leave the view as it was
            return None
        self.workshop_id, self.title = workshop_id, found.title
        self.may_prepare = may_prepare(actor())
        self.chosen, self.answer, self.page = [], {}, 0
        await self._show_report(asked)
        self.ready = True
        return rx.call_script(TO_ANCHOR)

    async def _show_report(self, report_id: int) -> None:
        reports = await read(reports_of, self.workshop_id)
        known = [report.id for report in reports]
        waiting = [report.id for report in reports if report.waiting]
        self.report_id = report_id if report_id in known else next(iter(waiting[-1:]), 0)
        self.view = "doubtful"
        await self._refresh()
        if not self.counts.get("doubtful"):
            self.view = "sure" if self.counts.get("sure") else "all"
            await self._refresh()

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
        if self.report_id and await read(report_workshop, self.report_id) != workshop_id:
            raise NotFound(what="feedback_report")
        drafts = await read(drafts_of, self.report_id) if self.report_id else []
        sorted_out = {view: [row for row in drafts if _belongs(row, view)] for view in VIEWS}
        self.counts = {view: len(rows) for view, rows in sorted_out.items()}
        self.guessed = sum(
            Doubt.SET_GUESSED in row.doubts and row.state == "waiting" for row in drafts
        )
        matching = sorted_out[self.view]
        self.shown = len(matching)
        self.pages = max(1, -(-len(matching) // ROWS))
        self.page = min(self.page, self.pages - 1)
        begin = self.page * ROWS
        self.rows = [_draft(row) for row in matching[begin : begin + ROWS]]
        here = {row["id"] for row in self.rows}
        self.chosen = [row_id for row_id in self.chosen if row_id in here]

    @rx.event
    @requires(*OFFICE)
    async def taken(self, answer: dict[str, Any]):
        """Open the check table of a report just sent."""
        given = answer if isinstance(answer, dict) else {}
        return self._to_report(number_of(given.get("report"), "row"))

    @rx.event
    @requires(*OFFICE)
    async def paste(self, form: dict[str, Any]):
        """Read pasted rows as a report."""
        given = form if isinstance(form, dict) else {}
        text = text_of(given.get("pasted") or "", "pasted", LONGEST_PASTE)
        title = text_of(given.get("title") or "", "title", 300)
        report = await asyncio.to_thread(read_in_child, "findings_pasted", "", text.encode())
        if not isinstance(report, ReadReport):
            raise FileUnreadable(name="", reason="damaged")
        language = routes.language_of(self.router.url.path)
        source = phrase("findings.pasted_name", language)
        kept = await write(
            stage_report, actor(), workshop_of(self), report,
            now=now(), source_name=source, title=title,
        )  # fmt: skip
        return self._to_report(kept)

    def _to_report(self, report_id: int) -> rx.event.EventSpec:
        language = routes.language_of(self.router.url.path)
        address = routes.link(routes.FINDINGS, language, w=workshop_of(self), report=report_id)
        return rx.redirect(address)

    @rx.event
    @requires(*STAFF)
    async def choose_view(self, view: str):
        """Show the doubtful rows, the sure ones, those set aside, or all."""
        if view not in VIEWS:
            raise ValueRefused(field="row")
        self.view, self.page, self.chosen = view, 0, []
        await self._refresh()

    @rx.event
    @requires(*STAFF)
    async def turn_page(self, by: int):
        """Turn the pages of the check table."""
        self.page = max(0, min(self.pages - 1, self.page + (1 if by == 1 else -1)))
        await self._refresh()

    @rx.event
    @requires(*OFFICE)
    async def mend(self, draft_id: int, field: str, value: str):
        """Keep one field of a row; the row stays in sight until the view is chosen again."""
        row_id, name = number_of(draft_id, "row"), str(field)
        if name not in _FIELDS:
            raise ValueRefused(field="row")
        typed = text_of(value, name)
        try:
            await write(mend_draft, actor(), row_id, now=now(), **{name: typed})
        except WorkshopError as refusal:
            language = routes.language_of(self.router.url.path)
            why = say(refusal.code, language, **refusal.facts)
            self._tell(f"{row_id}:{name}", False, why)
            raise
        await self._show_mended(row_id)
        self._tell(f"{row_id}:{name}", True)

    def _tell(self, cell: str, ok: bool, why: str = "") -> None:
        """Tell one field what became of it; the number makes each answer a new one."""
        self.answer = {"cell": cell, "ok": ok, "why": why, "n": self.answer.get("n", 0) + 1}

    async def _show_mended(self, row_id: int) -> None:
        before = self.rows
        await self._refresh()
        drafts = {row.id: row for row in await read(drafts_of, self.report_id)}
        self.rows = [_draft(drafts[row["id"]]) for row in before if row["id"] in drafts]
        if row_id not in drafts:
            raise NotFound(what="finding_draft")

    @rx.event
    @requires(*OFFICE)
    async def choose(self, draft_id: int, is_chosen: bool):
        """Tick or untick a row."""
        row_id = number_of(draft_id, "row")
        others = [chosen for chosen in self.chosen if chosen != row_id]
        self.chosen = [*others, row_id] if is_chosen is True else others

    @rx.event
    @requires(*OFFICE)
    async def choose_all(self):
        """Tick every row on the screen, or none when all are."""
        here = [row["id"] for row in self.rows if row["state"] == "waiting"]
        self.chosen = [] if len(self.chosen) == len(here) else here

    @rx.event
    @requires(*OFFICE)
    async def accept_sure(self):
        """Accept all rows nobody need doubt."""
        await self._accept(None)

    @rx.event
    @requires(*OFFICE)
    async def accept_chosen(self):
        """Accept the ticked rows; those without category or text stay."""
        await self._accept(list(self.chosen))

    async def _accept(self, draft_ids: list[int] | None) -> None:
        if draft_ids == []:
            raise ValueRefused(field="row")
        accepted = await write(
            accept_findings, actor(), self.report_id, now=now(), draft_ids=draft_ids
        )
        left = len(draft_ids) - accepted if draft_ids is not None else 0
        self.chosen = []
        await self._refresh()
        key = "findings.accepted_some" if left else "findings.accepted_all"
        await show_done(self, key, accepted=accepted, left=left)

    @rx.event
    @requires(*OFFICE)
    async def settle_set(self, criteria_set: str):
        """Say of which criteria all rows are whose set could not be told."""
        if criteria_set not in list(CriteriaSet):
            raise ValueRefused(field="criteria_set")
        known = CriteriaSet(criteria_set)
        settled = await write(settle_criteria_set, actor(), self.report_id, known, now=now())
        await self._refresh()
        if not self.counts["doubtful"]:
            self.view = "sure"
            await self._refresh()
        await show_done(self, "findings.set_settled", rows=settled)

    @rx.event
    @requires(*OFFICE)
    async def dismiss(self, draft_id: int):
        """Set a row aside."""
        await write(dismiss_draft, actor(), number_of(draft_id, "row"), now=now())
        await self._refresh()
        await show_done(self, "findings.dismissed")

    @rx.event
    @requires(*OFFICE)
    async def restore(self, draft_id: int):
        """Take a row back to the check table."""
        await write(restore_draft, actor(), number_of(draft_id, "row"), now=now())
        await self._refresh()
        await show_done(self, "findings.restored")

    @rx.event
    @requires(*OFFICE)
    async def set_report_aside(self):
        """Set all waiting rows of the report aside."""
        rows = await write(dismiss_report, actor(), self.report_id, now=now())
        await self._refresh()
        await show_done(self, "findings.report_dismissed", rows=rows)

    @rx.event
    @requires(*OFFICE)
    async def take_back(self, finding_id: int):
        """Take an accepted finding back to the check table."""
        await write(return_finding, actor(), number_of(finding_id, "row"), now=now())
        await self._refresh()
        await show_done(self, "findings.returned")


def _belongs(row: DraftView, view: str) -> bool:
    if view == "all":
        return True
    if row.state != "waiting":
        return row.state == view
    return view == ("doubtful" if row.doubts else "sure")


def _report(row: ReportView) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "source": row.source_name,
        "waiting": row.waiting,
        "accepted": row.accepted,
        "dismissed": row.dismissed,
    }


def _draft(row: DraftView) -> dict[str, Any]:
    known = items(row.criteria_set or CriteriaSet.PMQA4)
    return {
        "id": row.id,
        "place": row.place,
        "category": str(row.category) if row.category in CATEGORIES else "",
        "item": row.item or "",
        "item_name": known[row.item].name_th if row.item in known else "",
        "kind": row.kind.value if row.kind else "",
        "set": (row.criteria_set or CriteriaSet.PMQA4).value,
        "text": row.text,
        "evidence": row.evidence,
        "doubts": list(row.doubts),
        "is_blocked": any(code in BLOCKING for code in row.doubts),
        "state": row.state,
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
