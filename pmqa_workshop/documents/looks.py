"""The styles of a template, by the names people see: blocks built in code follow them."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pmqa_workshop.domain.documents import Face


@dataclass(frozen=True)
class Looks:
    """Style ids and backgrounds by style name; Word in Thai renumbers ids, never names."""

    ids: dict[str, str]
    fills: dict[str, str]
    font: str = ""  # of text without a style of its own

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
    return Looks(ids, fills, _font(document.styles.element))


def _font(styles: Any) -> str:
    """Return the font Thai letters have by default; a chart must be told, it inherits none."""
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = None if defaults is None else defaults.find(qn("w:rFonts"))
    named = None if fonts is None else fonts.get(qn("w:cs"))
    return named or Face.PSK.value
