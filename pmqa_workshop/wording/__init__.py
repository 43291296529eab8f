"""The words people read, Thai and English side by side: code + facts → sentence.

Each module of this folder holds `WORDS`, key → (Thai, English), so that neither language can
miss a key. Errors are worded under "error." + their code.
"""

from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter
from typing import Any

from pmqa_workshop.wording import (
    console,
    document_page,
    documents,
    errors,
    fields,
    general,
    intake,
    office,
    papers,
    phone,
    placeholders,
    projector,
    templates,
)

LANGUAGES = ("th", "en")
Words = Callable[..., str]
_MODULES = (
    general,
    errors,
    fields,
    intake,
    phone,
    office,
    documents,
    document_page,
    papers,
    console,
    projector,
    templates,
    placeholders,
)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all words of a language by key; raise ValueError if two modules share a key."""
    at = LANGUAGES.index(language)
    found: dict[str, str] = {}
    for module in _MODULES:
        shared = found.keys() & module.WORDS.keys()
        if shared:
            raise ValueError(f"worded twice: {sorted(shared)}")
        found.update({key: pair[at] for key, pair in module.WORDS.items()})
    return found


def words(language: str) -> Words:
    """Return a function key, **facts → text in this language."""
    return lambda key, /, **facts: phrase(key, language, **facts)


def phrase(key: str, language: str = "th", /, **facts: object) -> str:
    """Return the words of a key with the facts filled in; raise KeyError for an unknown key."""
    return _Filler().vformat(catalogue(language)[key], (), facts)


def say(code: str, language: str = "th", /, **facts: object) -> str:
    """Return the sentence for an error's code and facts, field names in words."""
    named = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in facts.items()
    }
    for name in ("field", "what", "reason", "stage", "found"):
        if isinstance(value := named.get(name), str):
            named[name] = catalogue(language).get(f"{name}.{value}", value)
    known = catalogue(language)
    if code == "value_refused" and "least" not in facts:
        code = "value_unusable"  # there is no range to name
    return phrase(f"error.{code}" if f"error.{code}" in known else "error.workshop_error",
                  language, **named)  # fmt: skip


class _Filler(Formatter):
    """A fact that is not there must never hide the message from the person it is for."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "–")
