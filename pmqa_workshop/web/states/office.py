"""The way in, and the office's first page: workshops, the agency, its staff."""

from datetime import date
from secrets import token_hex
from typing import Any

import reflex as rx

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.errors import (
    LinkExpired,
    NotFound,
    PasswordRefused,
    SignInRefused,
    TextMissing,
    TextTooLong,
    TooManyAttempts,
    ValueRefused,
    WorkshopError,
)
from pmqa_workshop.domain.plan import WorkshopMode
from pmqa_workshop.domain.roles import Role, may_manage_staff, may_prepare
from pmqa_workshop.domain.thai import BUDDHIST_ERA, fiscal_year_of, in_thailand, thai_date
from pmqa_workshop.queries.access import setup_link_for, staff_name, staff_of
from pmqa_workshop.queries.workshop import WorkshopCard, agency_view, workshop_cards
from pmqa_workshop.services.access import add_staff
from pmqa_workshop.services.workshop import describe_agency, open_workshop
from pmqa_workshop.web import routes
from pmqa_workshop.web.identity import ANYBODY, OFFICE, STAFF, actor, now, query_of, requires
from pmqa_workshop.web.notices import show_done, show_problem

# A page is drawn after its address was opened, so the browser's own jump comes too early.
TO_ANCHOR = (
    "if(window.pmqaJumped!==location.href){window.pmqaJumped=location.href;setTimeout(()=>"
    "document.getElementById(location.hash.slice(1))?.scrollIntoView(),300)}"
)
LONGEST_FIELD = 20_000  # characters a browser may send in one field

_REFUSALS: dict[str, type[WorkshopError]] = {
    kind.code: kind
    for kind in (SignInRefused, TooManyAttempts, LinkExpired, PasswordRefused, TextMissing,
                 TextTooLong, ValueRefused)
}  # fmt: skip
_FACTS = ("seconds", "reason", "shortest", "field", "length", "longest")


def number_of(value: Any, field: str, least: int = 0, most: int = 999_999_999) -> int:
    """Return a whole number a browser sent; raise ValueRefused for anything else."""
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isdecimal() and len(text) < 10):
        raise ValueRefused(field=field, least=least, most=most)
    if not least <= int(text) <= most:
        raise ValueRefused(field=field, least=least, most=most)
    return int(text)


def text_of(value: Any, field: str, longest: int = LONGEST_FIELD) -> str:
    """Return a text a browser sent; the service still checks what may be stored."""
    if not isinstance(value, str):
        raise ValueRefused(field=field)
    if len(value) > longest:
        raise TextTooLong(field=field, length=len(value), longest=longest)
    return value


def date_of(value: Any, field: str) -> date | None:
    """Return the day of a native date input, None for an empty one."""
    text = text_of(value or "", field, 10)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueRefused(field=field) from None


def form_of(form: Any, *fields: str) -> dict[str, str]:
    """Return the texts of a form; a field that is not there is empty."""
    given = form if isinstance(form, dict) else {}
    return {field: text_of(given.get(field) or "", field) for field in fields}


def day_words(day: date | None, language: str) -> str:
    """Return a day in words; the year is B.E. in both languages."""
    if day is None:
        return ""
    if language == "th":
        return thai_date(day)
    return f"{day.day} {day:%B} B.E. {day.year + BUDDHIST_ERA}"


class SignIn(rx.State):
    """What the forms at the door start with; the forms themselves are plain HTTP."""

    email: str = ""
    name: str = ""
    agency_name: str = ""
    onward: str = ""
    token: str = ""
    is_first: bool = False
    is_expired: bool = False

    @rx.event
    @requires(*ANYBODY)
    async def show(self):
        """Fill in what was typed before, and say why it was refused."""
        self.email = query_of(self, "email")[:200]
        self.onward = query_of(self, "next")[:500]
        await self._say_refusal()

    @rx.event
    @requires(*ANYBODY)
    async def show_setup(self):
        """Look whom the link is for."""
        self.token = query_of(self, "token")[:200]
        known = await read(setup_link_for, self.token, now())
        self.is_expired = known is None
        self.is_first = known == ("", "")
        email, name = known or ("", "")
        self.email = query_of(self, "email")[:200] or email
        self.name = query_of(self, "name")[:200] or name
        self.agency_name = query_of(self, "agency_name")[:300]
        await self._say_refusal()

    async def _say_refusal(self) -> None:
        kind = _REFUSALS.get(query_of(self, "error"))
        if kind is None:
            return
        facts = {name: query_of(self, name) for name in _FACTS}
        known = {name: value for name, value in facts.items() if value.isidentifier()
                 or value.isdecimal()}  # fmt: skip
        await show_problem(self, kind(**known))


class Office(rx.State):
    """The office's first page."""

    ready: bool = False
    staff_id: int = 0
    who: str = ""
    role: str = ""
    may_prepare: bool = False
    may_manage: bool = False
    this_year: int = 0
    agency: dict[str, str] = {}
    form: str = ""  # names the fields on the screen: they begin anew where others are to be shown
    cards: list[dict[str, Any]] = []
    staff: list[dict[str, Any]] = []
    setup_link: str = ""
    setup_for: str = ""

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the workshops, the agency and who works here."""
        me = actor()
        self.who = await read(staff_name, me.staff_id)
        self.role, self.may_prepare = me.role.value, may_prepare(me)
        self.may_manage = may_manage_staff(me)
        self.this_year = fiscal_year_of(in_thailand(now()).date())
        self.setup_link = self.setup_for = ""
        shown = self.agency
        await self._refresh()
        if shown != self.agency:
            self.form = token_hex(4)
        self.ready = True

    async def _refresh(self) -> None:
        me, language = actor(), routes.language_of(self.router.url.path)
        agency = await read(agency_view, me.agency_id)
        self.agency = {
            key: getattr(agency, key)
            for key in ("name", "short_name", "vision", "mission", "core_values")
        }
        self.cards = [
            _card(card, self.this_year, language) for card in await read(workshop_cards, me)
        ]
        people = await read(staff_of, me) if may_manage_staff(me) else []
        self.staff = [
            {
                "id": person.id,
                "name": person.name or person.email,
                "email": person.email,
                "role": person.role.value,
                "category": person.category or 0,
                "is_ready": person.is_ready,
            }
            for person in people
        ]

    @rx.event
    @requires(*OFFICE)
    async def open_new(self, form: dict[str, Any]):
        """Open a workshop and go to its preparation."""
        given = form_of(form, "fiscal_year", "held_on", "venue", "mode", "follows")
        if given["mode"] not in list(WorkshopMode):
            raise ValueRefused(field="mode")
        follows = number_of(given["follows"], "row") if given["follows"] else None
        workshop_id = await write(
            open_workshop,
            actor(),
            number_of(given["fiscal_year"], "fiscal_year", 2560, 2699),
            now=now(),
            follows_id=follows,
            held_on=date_of(given["held_on"], "held_on"),
            venue=given["venue"],
            mode=WorkshopMode(given["mode"]),
        )
        language = routes.language_of(self.router.url.path)
        return rx.redirect(routes.link(routes.WORKSHOP, language, w=workshop_id))

    @rx.event
    @requires(*OFFICE)
    async def keep_agency(self, form: dict[str, Any]):
        """Keep name, vision, mission and values of the agency."""
        changes = form_of(form, "name", "short_name", "vision", "mission", "core_values")
        if not changes["name"].strip():
            raise TextMissing(field="agency_name")
        me = actor()
        if me.agency_id is None:
            raise NotFound(what="agency")
        await write(describe_agency, me, me.agency_id, now=now(), **changes)
        await self._refresh()
        await show_done(self, "office.agency_kept")

    @rx.event
    @requires(Role.ADMINISTRATOR)
    async def invite(self, form: dict[str, Any]):
        """Add somebody and show the one-time link to hand over."""
        given = form_of(form, "email", "name", "role", "category")
        if given["role"] not in list(Role):
            raise ValueRefused(field="role")
        is_scribe = given["role"] == Role.SCRIBE
        category = number_of(given["category"], "category", 1, 7) if is_scribe else None
        _, token = await write(
            add_staff,
            actor(),
            given["email"],
            Role(given["role"]),
            now=now(),
            name=given["name"],
            category=category,
        )
        path = routes.link(routes.SETUP, routes.language_of(self.router.url.path), token=token)
        self.setup_link = f"{self.router.url.origin}{path}"
        self.setup_for = given["email"].strip()
        await self._refresh()
        await show_done(self, "office.staff_added")


def _card(card: WorkshopCard, this_year: int, language: str) -> dict[str, Any]:
    workshop, counts = card.workshop, card.counts
    return {
        "id": workshop.id,
        "title": workshop.title,
        "code": workshop.code,
        "year": workshop.fiscal_year,
        "is_past": workshop.fiscal_year < this_year,
        "day": day_words(workshop.held_on, language),
        "venue": workshop.venue,
        "stage": workshop.stage.value,
        "findings": counts.findings,
        "waiting": counts.drafts_waiting,
        "ideas": counts.ideas,
        "initiatives": counts.initiatives,
        "blanks": card.blanks,
    }
