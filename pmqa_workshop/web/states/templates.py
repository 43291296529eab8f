"""The office's own templates: brought, taken into use, put back."""

from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.roles import may_prepare
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.queries.documents import TemplateView, templates_of
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.templates import use_built_in, use_template
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, requires, workshop_of
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.routes import language_of
from pmqa_workshop.web.states.document_rows import size_words
from pmqa_workshop.web.states.office import day_words, number_of
from pmqa_workshop.wording import phrase


class Templates(rx.State):
    """The templates of each kind, and the kind somebody looks at."""

    workshop_id: int = 0
    may_prepare: bool = False
    kind: str = DocumentKind.PLAN.value
    in_use: dict[str, str] = {}  # by kind the name of the office's own, "" for the built-in one
    used: int = 0  # the one in use of the kind looked at, 0 for the built-in one
    rows: list[dict[str, Any]] = []  # of the kind looked at, the newest first

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the templates there are."""
        if self.workshop_id != workshop_of(self):
            self.reset()  # never another workshop's under a refusal
        await self._refresh()
        self.workshop_id, self.may_prepare = workshop_of(self), may_prepare(actor())

    async def _refresh(self) -> None:
        found = await read(templates_of, actor(), workshop_of(self))
        used = {view.kind: view.name for view in found if view.used_since}
        self.in_use = {kind.value: used.get(kind, "") for kind in WORD_KINDS}
        language = language_of(self.router.url.path)
        here = [view for view in found if view.kind == self.kind]
        self.rows = [_row(view, language) for view in here]
        self.used = next((view.id for view in here if view.used_since), 0)

    @rx.event
    @requires(*STAFF)
    async def look_at(self, kind: str):
        """Turn to the templates of a kind."""
        self.kind = _word_kind(kind).value
        await self._refresh()

    @rx.event
    @requires(*STAFF, quietly=True)
    async def look(self):
        """Show what has come since; what was just said stays."""
        await self._refresh()

    @rx.event
    @requires(*OFFICE)
    async def use(self, template_id: int):
        """Make documents with this template from now on."""
        await write(use_template, actor(), number_of(template_id, "template"), now=now())
        await self._told("templates.taken")

    @rx.event
    @requires(*OFFICE)
    async def put_back(self, kind: str):
        """Make documents of a kind with the built-in template again."""
        me, wanted = actor(), _word_kind(kind)
        workshop = await read(workshop_view, me, workshop_of(self))
        await write(use_built_in, me, workshop.agency_id, wanted, now=now())
        await self._told("templates.put_back")

    async def _told(self, key: str) -> None:
        await self._refresh()
        words = phrase(f"document.{self.kind}", language_of(self.router.url.path))
        await show_done(self, key, kind=words)


def _word_kind(kind: object) -> DocumentKind:
    if kind not in list(WORD_KINDS):
        raise ValueRefused(field="kind")
    return DocumentKind(kind)


def _row(view: TemplateView, language: str) -> dict[str, Any]:
    brought = in_thailand(view.brought_at)
    day = day_words(brought.date(), language)
    when = phrase("documents.moment", language, day=day, time=f"{brought:%H:%M}")
    return {
        "id": view.id,
        "name": view.name,
        "is_used": view.used_since is not None,
        "about": " · ".join(filter(None, [when, view.by, size_words(view.size)])),
    }
