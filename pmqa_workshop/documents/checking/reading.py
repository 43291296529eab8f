"""A part of a template line by line, each line with the place a person would look for it at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pmqa_workshop.documents.checking.report import Place
from pmqa_workshop.documents.wordml import W as WORD

W = f"{{{WORD}}}"
LONGEST_HEADING = 50  # characters of a heading in a message
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SPOKEN = {  # elements whose attributes a screen reader says: they are filled like text
    f"{_DRAWING}docPr": ("descr", "title"),
    f"{W}tblCaption": (f"{W}val",),
    f"{W}tblDescription": (f"{W}val",),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A paragraph with its text; `paragraph` is None for a text said, not shown."""

    place: Place
    text: str
    paragraph: Any = None

    def around(self, tag: str) -> Any:
        """Return the nearest element of this kind that the paragraph stands in, or None."""
        if self.paragraph is None:
            return None
        return next(self.paragraph.iterancestors(W + tag), None)


def lines_of(root: Any, part: str, heading_styles: frozenset[str]) -> Iterator[Line]:
    """Yield the paragraphs and said texts of a part in order."""
    places = _Places(part)
    for element in root.iter(f"{W}p", *_SPOKEN):
        for attribute in _SPOKEN.get(element.tag, ()):
            if element.get(attribute):
                yield Line(places.of(element), element.get(attribute))
        if element.tag == f"{W}p":
            text = text_of(element)
            if part == "body" and text.strip() and _is_heading(element, heading_styles):
                places.begin(text.strip())
            yield Line(places.of(element), text, element)


def text_of(paragraph: Any) -> str:
    """Return a paragraph's own text, without that of paragraphs in its text boxes."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag != f"{W}p":
            waiting.extend(reversed(element))
    return "".join(pieces)


def heading_styles(styles: Any) -> frozenset[str]:
    """Return the ids of styles that stand in the outline of a document."""
    found = set()
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        is_named = name is not None and str(name.get(f"{W}val")).lower().startswith("heading ")
        if is_named or style.find(f"{W}pPr/{W}outlineLvl") is not None:
            found.add(str(style.get(f"{W}styleId")))
    return frozenset(found)


def _is_heading(paragraph: Any, styles: frozenset[str]) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    is_styled = style is not None and style.get(f"{W}val") in styles
    return is_styled or paragraph.find(f"{W}pPr/{W}outlineLvl") is not None


class _Places:
    """Counts headings, tables, rows and cells while a part is read in order."""

    def __init__(self, part: str) -> None:
        self._here = Place(part)
        self._tables: dict[Any, int] = {}
        self._within: dict[Any, dict[Any, int]] = {}

    def begin(self, heading: str) -> None:
        self._here = Place(self._here.part, heading[:LONGEST_HEADING])
        self._tables = {}

    def of(self, element: Any) -> Place:
        cell = next(element.iterancestors(f"{W}tc"), None)
        row = None if cell is None else next(cell.iterancestors(f"{W}tr"), None)
        table = next(element.iterancestors(f"{W}tbl"), None) if row is None else row.getparent()
        if table is None:
            return self._here
        number = self._tables.setdefault(table, len(self._tables) + 1)
        if row is None:
            return replace(self._here, table=number)
        return replace(self._here, table=number, row=self._at(table, row), cell=self._at(row, cell))

    def _at(self, parent: Any, child: Any) -> int:
        """Return the place of a row in its table or of a cell in its row, 0 in a control."""
        if parent not in self._within:
            alike = parent.iterchildren(child.tag)
            self._within[parent] = {one: at for at, one in enumerate(alike, start=1)}
        return self._within[parent].get(child, 0)
