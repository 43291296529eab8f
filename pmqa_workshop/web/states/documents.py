"""The documents of a workshop: asked for, watched while they are made, taken away."""

import asyncio
from dataclasses import replace
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.documents import snapshot_of
from pmqa_workshop.domain.documents import FOLLOW_UP_MONTHS, DocumentKind, Face, PrintOptions
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.plan import Digits, EfficiencyPlan
from pmqa_workshop.domain.roles import may_prepare
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.queries.documents import documents_of
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.queries.workshop import history_of, workshop_view
from pmqa_workshop.services.documents import ask_again, ask_for_document
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, query_of, requires, workshop_of
from pmqa_workshop.web.invitations import phone_link
from pmqa_workshop.web.making import maker
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.routes import language_of
from pmqa_workshop.web.states.document_rows import (
    FIELDS,
    PENDING,
    lacking_words,
    latest_of,
    made_rows,
)
from pmqa_workshop.web.states.history_rows import history_rows
from pmqa_workshop.web.states.office import day_words, number_of
from pmqa_workshop.wording import phrase

VIEWS = ("make", "papers", "templates", "history")
# A part of the page is drawn after it was turned to: its field is waited for, two seconds at most.
TO_FIELD = (
    "(function look(left){{const found=document.getElementById('papers-{field}');if(found){{"
    "found.scrollIntoView({{block:'center'}});found.focus()}}"
    "else if(left)setTimeout(()=>look(left-1),100)}})(20)"
)
FIRST_SHOWN = 20  # documents; earlier ones on demand
WITH_QR = (DocumentKind.IDEA_SHEET, DocumentKind.BALLOT_SHEET)


class Documents(rx.State):
    """What can be made, what was made, and the history of the workshop."""

    ready: bool = False
    workshop_id: int = 0
    title: str = ""
    may_prepare: bool = False
    view: str = "make"
    approved_on: str = ""  # in words; "" while the plan is a draft
    lacks: dict[str, list[dict[str, str]]] = {}
    digits: str = "thai"
    face: str = Face.PSK.value
    three_years: bool = False
    project_pages: bool = False
    round_months: str = str(FOLLOW_UP_MONTHS[0])
    latest: dict[str, dict[str, Any]] = {}
    made: list[dict[str, Any]] = []
    earlier: int = 0  # documents not shown
    show_all: bool = False
    pending: int = 0
    beat: int = 0  # one more with each look at what is being made
    news: str = ""
    history: list[dict[str, Any]] = []

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show what can be made and what was, and the latest changes."""
        await self._load()

    async def _load(self) -> None:
        if self.workshop_id != workshop_of(self):
            self.reset()  # never another workshop's under a refusal
        me, language = actor(), language_of(self.router.url.path)
        workshop = await read(workshop_view, me, workshop_of(self))
        self.workshop_id, self.title = workshop.id, workshop.title
        self.may_prepare = may_prepare(me)
        self.approved_on = day_words(workshop.plan_approved_on, language)
        if not self.ready:
            self.digits = workshop.digits.value
            wanted = query_of(self, "view")
            self.view = wanted if wanted in VIEWS else VIEWS[0]
        self.lacks = lacking_words(await self._plan(), language)
        entries = await read(history_of, self.workshop_id, most=400, by_staff=True)
        self.history = history_rows(entries, language)
        await self._look()
        self.ready = True

    async def _plan(self) -> EfficiencyPlan:
        today = in_thailand(now()).date()
        return await read(efficiency_plan, actor(), workshop_of(self), issued_on=today)

    @rx.event
    @requires(*STAFF, quietly=True)
    async def look(self):
        """See how far the documents have come; the page asks while any is being made."""
        if self.ready:
            await self._look()
        self.beat += 1

    @rx.event
    @requires(*STAFF, quietly=True)
    async def look_again(self):
        """Show what others did while this window was in the background."""
        if self.ready:
            await self._load()

    async def _look(self) -> None:
        language = language_of(self.router.url.path)
        rows = made_rows(await read(documents_of, actor(), workshop_of(self)), language)
        shown = rows if self.show_all else rows[:FIRST_SHOWN]
        pending = sum(row["state"] in PENDING for row in rows)
        news = _news(self.made, rows, pending, language) or self.news
        found = {
            "made": shown, "earlier": len(rows) - len(shown), "latest": latest_of(rows),
            "pending": pending, "news": news,
        }  # fmt: skip
        for name, value in found.items():
            if getattr(self, name) != value:  # nothing is sent that the page already shows
                setattr(self, name, value)

    @rx.event
    @requires(*STAFF)
    async def show(self, view: str):
        """Turn to another part of the page."""
        self.view = view if view in VIEWS else VIEWS[0]
        if self.ready and self.view == VIEWS[0]:
            await self._load()  # what was missing may have been filled in meanwhile

    @rx.event
    @requires(*STAFF)
    async def fill_in(self, lack: str):
        """Turn to the field of the papers where something lacks."""
        if lack not in list(FIELDS):
            raise ValueRefused(field="row")
        self.view = "papers"
        return rx.call_script(TO_FIELD.format(field=FIELDS[lack]))

    @rx.event
    @requires(*STAFF)
    async def show_earlier(self):
        """Show all documents, however many."""
        self.show_all = True
        await self._look()

    @rx.event
    @requires(*STAFF)
    async def choose(self, option: str, value: str):
        """Choose digits, face or follow-up round for the next documents."""
        if option == "digits" and value in list(Digits):
            self.digits = value
        elif option == "face" and value in list(Face):
            self.face = value
        elif option == "round_months" and value in [str(months) for months in FOLLOW_UP_MONTHS]:
            self.round_months = value
        else:
            raise ValueRefused(field="row")

    @rx.event
    @requires(*STAFF)
    async def tick(self, option: str, is_ticked: bool):
        """Choose a further annex of the plan, or not."""
        if option not in ("three_years", "project_pages"):
            raise ValueRefused(field="row")
        setattr(self, option, is_ticked is True)

    @rx.event
    @requires(*OFFICE)
    async def make(self, kind: str):
        """Ask for a document of the plan as it stands now."""
        if kind not in list(DocumentKind):
            raise ValueRefused(field="kind")
        wanted, me = DocumentKind(kind), actor()
        plan = await self._plan()
        if wanted in WITH_QR:  # nobody else needs the proof in it
            workshop = await read(workshop_view, me, workshop_of(self))
            plan = replace(plan, join_link=phone_link(workshop.code))
        snapshot = await asyncio.to_thread(snapshot_of, plan)
        options = self._options()
        await write(ask_for_document, me, workshop_of(self), wanted, options, snapshot, now=now())
        await self._asked(wanted)

    def _options(self) -> PrintOptions:
        return PrintOptions(
            digits=Digits(self.digits),
            face=Face(self.face),
            three_years=self.three_years,
            project_pages=self.project_pages,
            round_months=int(self.round_months),
        )

    @rx.event
    @requires(*OFFICE)
    async def make_again(self, document_id: int):
        """Ask for a document of the same data and template once more."""
        wanted = number_of(document_id, "row")
        await write(ask_again, actor(), wanted, now=now())
        kinds = {row["id"]: row["kind"] for row in self.made}
        await self._asked(DocumentKind(kinds.get(wanted, DocumentKind.PLAN)))

    async def _asked(self, kind: DocumentKind) -> None:
        maker.wake()
        await self._look()
        words = phrase(f"document.{kind}", language_of(self.router.url.path))
        await show_done(self, "documents.asked", kind=words)


def _news(
    before: list[dict[str, Any]], rows: list[dict[str, Any]], pending: int, language: str
) -> str:
    """Return what is to be read out: what has arrived since, or else how many are being made."""
    waited = {row["id"] for row in before if row["state"] in PENDING}
    done = [row for row in rows if row["id"] in waited and row["state"] not in PENDING]
    told = [
        phrase(
            "documents.arrived" if row["state"] == "ready" else "documents.failed",
            language,
            what=row["name"],
        )
        for row in done
    ]
    if pending:
        told.append(phrase("documents.pending", language, count=pending))
    return " ".join(told)
