"""The phone's own React components: what must answer under the finger or without a network."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories, levels
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.web import routes
from pmqa_workshop.wording import catalogue, words

# Each file is put beside the others for the build, so that they can import one another.
_JOIN, _ROOM, *_ = [
    rx.asset(name, shared=True)
    for name in (
        "phone_join.jsx",
        "phone_room.jsx",
        "phone_ballot.jsx",
        "phone_calls.js",
        "phone_findings.jsx",
        "phone_ideas.jsx",
        "phone_live.js",
        "phone_mine.jsx",
        "phone_outbox.js",
        "phone_parts.jsx",
        "phone_results.jsx",
        "phone_sent.jsx",
        "phone_storage.js",
        "phone_waiting.jsx",
    )
]


class PhoneJoin(rx.Component):
    """The door: the room's code, then a name."""

    library = _JOIN.importable_path
    tag = "PhoneJoin"
    words: rx.Var[dict[str, str]]
    language: rx.Var[str]
    room_address: rx.Var[str]
    staff_address: rx.Var[str]


class PhoneRoom(rx.Component):
    """The room; `live` is the phones' projection as it was last broadcast."""

    library = _ROOM.importable_path
    tag = "PhoneRoom"
    words: rx.Var[dict[str, str]]
    language: rx.Var[str]
    categories: rx.Var[list[dict[str, Any]]]
    join_address: rx.Var[str]
    live: rx.Var[dict[str, Any]]


def join_door(language: str) -> rx.Component:
    """Draw the door."""
    return PhoneJoin.create(
        words=_words(language, "join."),
        language=language,
        room_address=routes.link(routes.ROOM, language),
        staff_address=routes.link(routes.SIGN_IN, language),
    )


def phone_room(language: str, live: rx.Var) -> rx.Component:
    """Draw the room."""
    w = words(language)
    return PhoneRoom.create(
        words=_words(language, "") | _shared_words(language),
        language=language,
        categories=[
            {
                "number": found.number,
                "name": found.name(language),
                "short": w("category.short", number=found.number),
            }
            for found in categories()
        ],
        join_address=routes.link(routes.JOIN, language),
        live=live,
    )


def _words(language: str, area: str) -> dict[str, str]:
    """Return the phone's own words, without their common beginning."""
    return {
        key.removeprefix("phone."): text
        for key, text in catalogue(language).items()
        if key.startswith(f"phone.{area}") and (area or not key.startswith("phone.join."))
    }


def _shared_words(language: str) -> dict[str, str]:
    w = words(language)
    keys = [f"stage.{stage.value}" for stage in Stage]
    keys += ["kind.strength", "kind.ofi", "kind.comment"]
    keys += ["text.small", "text.normal", "text.large"]
    return {key: w(_CATALOGUED.get(key, key)) for key in keys} | _levels(language)


_CATALOGUED = {"text.small": "text.smaller", "text.large": "text.larger"}


def _levels(language: str) -> dict[str, str]:
    return {
        f"level.{level.id}": level.name_en if language == "en" else level.name_th
        for level in levels()
    }
