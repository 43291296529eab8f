"""The history of a workshop as plain values for the screen."""

from typing import Any

from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.queries.workshop import HistoryView
from pmqa_workshop.web.states.office import day_words
from pmqa_workshop.wording import catalogue, phrase


def history_rows(found: list[HistoryView], language: str) -> list[dict[str, Any]]:
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
