"""The way of a report from its file to the check table, as one React component."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.domain.findings import Column, Doubt, FindingKind
from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.states.findings import Findings
from pmqa_workshop.wording import catalogue, words

# Each file is put beside the others for the build, so that they can import one another.
_INTAKE, *_ = [
    rx.asset(name, shared=True)
    for name in (
        "office_intake.jsx",
        "office_incoming.jsx",
        "office_again.jsx",
        "office_columns.jsx",
        "office_table.jsx",
        "office_keys.jsx",
        "office_rows.js",
        "office_steps.js",
        "office_row.jsx",
        "office_cell.jsx",
        "office_changes.js",
        "phone_calls.js",
    )
]


class Intake(rx.Component):
    """Bring a report in, and check its rows; both speak to the server by themselves."""

    library = _INTAKE.importable_path
    tag = "Intake"

    workshop: rx.Var[int]
    report: rx.Var[int]
    changed: rx.Var[int]
    words: rx.Var[dict[str, str]]
    categories: rx.Var[list[list[str]]]
    kinds: rx.Var[list[list[str]]]
    columns: rx.Var[list[list[str]]]
    doubts: rx.Var[dict[str, list[str]]]
    looks: rx.Var[dict[str, str]]
    language: rx.Var[str]
    may_prepare: rx.Var[bool]

    on_taken: rx.EventHandler[rx.event.passthrough_event_spec(int)]
    on_accepted: rx.EventHandler[rx.event.no_args_event_spec]


def intake(language: str) -> rx.Component:
    """Draw what stands above the accepted findings."""
    w = words(language)
    return Intake.create(
        workshop=Findings.workshop_id,
        report=Findings.report_id,
        changed=Findings.table_version,
        words=_intake_words(language),
        categories=[[str(c.number), f"{c.number} {c.name(language)}"] for c in categories()],
        kinds=[[kind.value, w(f"kind.{kind.value}")] for kind in FindingKind],
        columns=[[column.value, w(f"column.{column.value}")] for column in Column],
        doubts={d.value: [w(f"doubt.{d.value}"), w(f"why.{d.value}")] for d in Doubt},
        looks={look: theme.BUTTON[look] for look in ("primary", "quiet", "plain")},
        language=language,
        may_prepare=Findings.may_prepare,
        on_taken=Findings.taken,
        on_accepted=Findings.look_again,
    )


def _intake_words(language: str) -> dict[str, Any]:
    prefix = "intake."
    own = {
        key.removeprefix(prefix): text
        for key, text in catalogue(language).items()
        if key.startswith(prefix)
    }
    return own | {
        "too_large": catalogue(language)["error.file_too_large"],
        "room_address": routes.link(routes.CONSOLE, language),
    }
