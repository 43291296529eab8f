"""The numbers that Word makes itself: หมวด 1 and 1.1 stand in its numbering, not in the text."""

import re
from dataclasses import dataclass, field
from typing import Any

from pmqa_workshop.domain.thai import thai_digits
from pmqa_workshop.guard.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LETTERS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_MOST = 100_000


@dataclass(frozen=True)
class _Level:
    text: str
    start: int
    form: str


@dataclass
class Numbers:
    """Counts the numbered paragraphs as they come, list by list."""

    levels: dict[str, dict[int, _Level]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, depth: int) -> str:
        """Return what Word prints before the next paragraph of a list at this depth."""
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(number, {})
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        if level.form == "bullet":
            return ""
        return re.sub(r"%([1-9])", lambda found: self._printed(levels, counts, found), level.text)

    def _printed(
        self, levels: dict[int, _Level], counts: dict[int, int], found: re.Match[str]
    ) -> str:
        depth = int(found.group(1)) - 1
        level = levels.get(depth)
        if level is None:
            return ""
        return _in_form(counts.get(depth, level.start), level.form)


def numbers_of(package: Package, main_part: str) -> Numbers:
    """Return the lists of a document by their number, before anything is counted."""
    related = package.relations(main_part).values()
    part = next((one.target for one in related if one.type.endswith("/numbering")), "")
    if part not in package.parts:
        return Numbers({})
    root = package.xml(part)
    kinds = {
        _attribute(node, "abstractNumId"): _levels(node) for node in root.iter("{*}abstractNum")
    }
    lists = {}
    for node in root.iter("{*}num"):
        kind = node.find("{*}abstractNumId")
        lists[_attribute(node, "numId")] = kinds.get(
            _attribute(kind, "val") if kind is not None else "", {}
        )
    return Numbers(lists)


def _levels(kind: Any) -> dict[int, _Level]:
    levels = {}
    for node in kind.iter("{*}lvl"):
        depth = _count(_attribute(node, "ilvl"), 0)
        levels[depth] = _Level(
            _value(node, "lvlText"), _count(_value(node, "start"), 1), _value(node, "numFmt")
        )
    return levels


def _in_form(count: int, form: str) -> str:
    if form.startswith("thai") and form != "thaiLetters":
        return thai_digits(str(count))
    if form == "thaiLetters":
        return _LETTERS[(count - 1) % len(_LETTERS)]
    return str(count)


def _count(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() else otherwise


def _value(parent: Any, name: str) -> str:
    node = parent.find("{*}" + name)
    return _attribute(node, "val") if node is not None else ""


def _attribute(node: Any, name: str) -> str:
    return str(node.get(_W + name) or node.get(_STRICT + name) or "")
