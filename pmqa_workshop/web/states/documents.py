"""The documents of a workshop and who did what."""

from typing import Any

import reflex as rx

from pmqa_workshop.database import read
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.queries.plan import plan_table
from pmqa_workshop.queries.workshop import HistoryView, history_of
from pmqa_workshop.web.identity import STAFF, actor, requires, workshop_of
from pmqa_workshop.web.routes import language_of
from pmqa_workshop.web.states.office import day_words
from pmqa_workshop.wording import catalogue, phrase


class Documents(rx.State):
    """What may be taken away, and the history of the workshop."""

    ready: bool = False
    workshop_id: int = 0
    title: str = ""
    digits: str = "thai"
    blanks: int = 0
    rows: int = 0
    history: list[dict[str, Any]] = []

    @rx.event
    @requires(*STAFF)
    async def load(self):
        """Show the plan's state and the latest changes."""
        if self.workshop_id != workshop_of(self):
            self.reset()  # never another workshop's under a refusal
        table = await read(plan_table, actor(), workshop_of(self))
        self.workshop_id = workshop_of(self)
        self.title, self.digits = table.workshop.title, table.workshop.digits.value
        self.rows = len(table.initiatives)
        self.blanks = sum(len(row.lacking) for row in table.initiatives)
        entries = await read(history_of, self.workshop_id, most=400, by_staff=True)
        language = language_of(self.router.url.path)
        self.history = _entries(entries, language)
        self.ready = True

    @rx.event
    @requires(*STAFF)
    async def choose_digits(self, digits: str):
        """Choose Thai or Arabic digits for the next download."""
        self.digits = "arabic" if digits == "arabic" else "thai"


def _entries(found: list[HistoryView], language: str) -> list[dict[str, Any]]:
    """Return the history, the same thing done again and again as one line with its count."""
    lines: list[dict[str, Any]] = []
    for entry in found:
        line = _entry(entry, language)
        same = lines and all(lines[-1][key] == line[key] for key in ("day", "who", "what"))
        if same:
            lines[-1]["times"] += 1
        else:
            lines.append(line)
    return lines


def _entry(entry: HistoryView, language: str) -> dict[str, Any]:
    moment = in_thailand(entry.at)
    words = catalogue(language)
    is_role = entry.who in set(Role)
    day = day_words(moment.date(), language)
    return {
        "day": day,
        "when": f"{day} {moment:%H:%M}",
        "who": words[f"role.{entry.who}"] if is_role else entry.who,
        "what": phrase(
            "history.what",
            language,
            did=words.get(f"did.{entry.action}", entry.action),
            noun=words.get(f"noun.{entry.noun}", entry.noun),
        ),
        "times": 1,
    }
