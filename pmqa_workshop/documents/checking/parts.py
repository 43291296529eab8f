"""The parts of a template that are filled, and those in which a tag would stay a tag."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pmqa_workshop.guard.package import Package

_FILLED = {"header": "header", "footer": "footer", "footnotes": "note", "endnotes": "note"}
_UNFILLED = (("word/comments", "comment"), ("word/charts/", "chart"), ("word/diagrams/", "chart"))
_FILLED_PROPERTIES = ("title", "subject", "creator", "description", "identifier", "language")


@dataclass(frozen=True)
class Part:
    name: str
    label: str  # of its places
    root: Any


def main_part(package: Package) -> str:
    return next(
        relation.target
        for relation in package.relations("").values()
        if relation.type.endswith("/officeDocument")
    )


def filled_parts(package: Package) -> Iterator[Part]:
    """Yield what Jinja runs on, the body first."""
    main = main_part(package)
    yield Part(main, "body", package.xml(main))
    for relation in package.relations(main).values():
        label = _FILLED.get(relation.type.rpartition("/")[2])
        if label and relation.target in package.parts:
            yield Part(relation.target, label, package.xml(relation.target))


def unfilled_texts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield label and text of what goes into the document as it is."""
    for name in package.parts:
        for start, label in _UNFILLED:
            if name.startswith(start) and name.endswith(".xml"):
                yield label, "".join(package.xml(name).itertext())


def properties(package: Package) -> Iterator[tuple[str, bool]]:
    """Yield each of the file's properties and whether it is filled."""
    for relation in package.relations("").values():
        if relation.type.endswith("/core-properties") and relation.target in package.parts:
            for element in package.xml(relation.target):
                name = str(element.tag).rpartition("}")[2]
                yield element.text or "", name in _FILLED_PROPERTIES
