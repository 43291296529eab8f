"""The styles of a template, by the names people see: blocks built in code follow them."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn


@dataclass(frozen=True)
class Looks:
    """Style ids and backgrounds by style name; Word in Thai renumbers ids, never names."""

    ids: dict[str, str]
    fills: dict[str, str]

    def style(self, name: str) -> str:
        """Return the id of a style, "" (plain text) where the template has dropped it."""
        return self.ids.get(name.lower(), "")

    def fill(self, name: str) -> str:
        """Return the paragraph background of a style, "" for none."""
        return self.fills.get(name.lower(), "")

    def name_of(self, style_id: str) -> str:
        """Return the lower-case name of a style id."""
        return next((name for name, known in self.ids.items() if known == style_id), "")


def looks_of(document: Any) -> Looks:
    """Return the looks of an open python-docx document."""
    ids: dict[str, str] = {}
    fills: dict[str, str] = {}
    for style in document.styles.element.iter(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val")).lower()
        ids[name] = style.get(qn("w:styleId"))
        shade = style.find(f"{qn('w:pPr')}/{qn('w:shd')}")
        if shade is not None and shade.get(qn("w:fill")) not in (None, "auto"):
            fills[name] = shade.get(qn("w:fill"))
    return Looks(ids, fills)
