"""Preparing a workshop: its details, units and goals, and how far it has come."""

from secrets import token_hex
from typing import Any

import reflex as rx

from pmqa_workshop import serving
from pmqa_workshop.database import read, write
from pmqa_workshop.domain.access import projector_key
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.plan import Digits, WorkshopMode
from pmqa_workshop.domain.roles import may_prepare
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.queries.workshop import (
    WorkshopCounts,
    WorkshopView,
    goals_of,
    units_of,
    workshop_counts,
    workshop_view,
)
from pmqa_workshop.services.workshop import (
    describe_workshop,
    withdraw_unit,
)
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import routes
from pmqa_workshop.web.identity import OFFICE, STAFF, actor, now, requires, workshop_of
from pmqa_workshop.web.invitations import phone_link, qr_image
from pmqa_workshop.web.notices import show_done
from pmqa_workshop.web.states.office import date_of, day_words, form_of, number_of
from pmqa_workshop.wording import phrase

_FIELDS = ("title_template", "fiscal_year", "held_on", "venue", "mode", "agenda", "prepared_by",
           "digits", "capacity")  # fmt: skip


class Preparation(rx.State):
    """One workshop while it is being prepared."""

    ready: bool = False
    workshop_id: int = 0
    may_prepare: bool = False
    title: str = ""
    code: str = ""
    day: str = ""
    details: dict[str, str] = {}
    form: str = ""  # names the fields on the screen: they begin anew where others are to be shown
    checks: list[dict[str, Any]] = []
    units: list[dict[str, Any]] = []
    goals: list[dict[str, Any]] = []
    invitation: str = ""
    join_link: str = ""
    qr: str = ""
    projector_link: str = ""

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the workshop of the page's address."""
        if self.workshop_id != workshop_of(self):
            self.reset()  # never another workshop's under a refusal
        shown = self.details
        await self._refresh()
        if shown != self.details:
            self.form = token_hex(4)
        self.workshop_id, self.ready = workshop_of(self), True

    async def _refresh(self) -> None:
        me, workshop_id = actor(), workshop_of(self)
        found = await read(workshop_view, me, workshop_id)
        counts = await read(workshop_counts, workshop_id)
        units = await read(units_of, found.agency_id)
        goals = await read(goals_of, workshop_id)
        self.may_prepare = may_prepare(me)
        self._describe(found)
        self.checks = _checks(found, counts)
        self.units = [{"id": u.id, "name": u.name, "short": u.short_name} for u in units]
        self.goals = [
            {"id": g.id, "title": g.title, "indicator": g.indicator, "target": g.target}
            for g in goals
        ]

    def _describe(self, found: WorkshopView) -> None:
        language = routes.language_of(self.router.url.path)
        self.title, self.code = found.title, found.code
        self.day = day_words(found.held_on, language)
        self.details = {name: _typed(getattr(found, name)) for name in _FIELDS}
        base = serving.phone_url()
        self.join_link = f"{base}{routes.link(routes.JOIN, language, code=found.code)}"
        self.qr = qr_image(found.code)
        key = projector_key(secret_key(), found.id)
        self.projector_link = routes.link(routes.SCREEN, language, key=key)
        self.invitation = phrase(
            "workshop.invitation_text",
            language,
            title=found.title,
            day=self.day or "–",
            venue=found.venue or "–",
            link=phone_link(found.code),
            code=found.code,
        )

    @rx.event
    @requires(*OFFICE)
    async def keep(self, form: dict[str, Any]):
        """Keep the details."""
        given = form_of(form, *_FIELDS)
        if given["mode"] not in list(WorkshopMode):
            raise ValueRefused(field="mode")
        if given["digits"] not in set(Digits):
            raise ValueRefused(field="digits")
        changes: dict[str, object] = {
            **given,
            "fiscal_year": number_of(given["fiscal_year"], "fiscal_year", 2560, 2699),
            "capacity": number_of(given["capacity"], "capacity", 1, 2000),
            "held_on": date_of(given["held_on"], "held_on"),
            "mode": WorkshopMode(given["mode"]),
            "digits": Digits(given["digits"]),
        }
        await write(describe_workshop, actor(), workshop_of(self), now=now(), **changes)
        await self._refresh()
        await show_done(self, "workshop.kept")

    @rx.event
    @requires(*STAFF)
    async def look_again(self):
        """Show the units and goals as they are now."""
        await self._refresh()

    @rx.event
    @requires(*OFFICE)
    async def withdraw_unit(self, unit_id: int):
        """Take a unit off the list."""
        await write(withdraw_unit, actor(), number_of(unit_id, "unit"), now=now())
        await self._refresh()
        await show_done(self, "workshop.unit_withdrawn")

    @rx.event
    @requires(*STAFF)
    async def copied(self):
        """Say that the invitation is on the clipboard."""
        await show_done(self, "workshop.copied")


def _typed(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))


def _checks(found: WorkshopView, counts: WorkshopCounts) -> list[dict[str, Any]]:
    """Return the steps from the report to the room, each done, begun or still to do."""
    details = bool(found.held_on and found.venue)
    steps = (
        ("details", details, False, 0),
        ("units", counts.units > 0, False, counts.units),
        ("goals", counts.goals > 0, False, counts.goals),
        ("report", counts.findings > 0, counts.reports > 0, counts.findings),
        ("doubts", counts.findings > 0 and not counts.drafts_waiting, counts.drafts_waiting > 0,
         counts.drafts_waiting),
        ("agenda", bool(found.agenda.strip()), False, 0),
        ("room", counts.participants > 0, found.stage is not Stage.REGISTRATION,
         counts.participants),
    )  # fmt: skip
    return [
        {"name": name, "state": "done" if done else "begun" if begun else "todo", "count": count}
        for name, done, begun, count in steps
    ]
