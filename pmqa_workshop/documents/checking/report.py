"""What was found in a template: codes, facts and the place, in nobody's language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where something stands, as a person would look for it; 0 and "" where it does not apply.

    `table`, `row` and `cell` are counted from 1, tables anew under each heading.
    """

    part: str = "file"  # file, body, header, footer, note, property
    heading: str = ""
    table: int = 0
    row: int = 0
    cell: int = 0


@dataclass(frozen=True)
class Problem:
    """One thing to put right; `sentences.sentence` says it in Thai or English."""

    place: Place
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TemplateReport:
    """A template with a problem cannot be used; warnings are for whoever restyled it."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def report_from(values: Mapping[str, Any]) -> TemplateReport:
    """Return the report that `as_json` wrote."""
    return TemplateReport(
        tuple(map(_problem, values["problems"])), tuple(map(_problem, values["warnings"]))
    )


def _problem(values: Mapping[str, Any]) -> Problem:
    return Problem(Place(**values["place"]), values["code"], dict(values["facts"]))
