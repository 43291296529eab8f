"""Bookmarks put into a finished tree, and the mending a rendered template needs."""

from itertools import count
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_CELL_ORDER = {
    qn(f"w:{name}"): at
    for at, name in enumerate(
        ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap",
         "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
    )
}  # fmt: skip


def mark(paragraph: Any, name: str) -> None:
    """Put a bookmark around a paragraph's content; ids come from `number_bookmarks`."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), f"new{name}")
    start.set(qn("w:name"), name)
    if paragraph.pPr is None:
        paragraph.insert(0, start)
    else:
        paragraph.pPr.addnext(start)
    paragraph.append(end)


def mend(body: Any) -> None:
    """Make the tree what the schema asks for, whatever the template's loops did."""
    for properties in body.iter(qn("w:tcPr")):
        places = [_CELL_ORDER.get(child.tag, 99) for child in properties]
        if places != sorted(places):
            properties[:] = sorted(properties, key=lambda child: _CELL_ORDER.get(child.tag, 99))
    for cell in body.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
    number_bookmarks(body)


def number_bookmarks(body: Any) -> None:
    """Give every bookmark its own id; of repeated names the first stays."""
    ids = count(1)
    open_marks: dict[str, list[str | None]] = {}
    names: set[str] = set()
    for element in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        written = element.get(qn("w:id"))
        if element.tag == qn("w:bookmarkStart"):
            name = element.get(qn("w:name"))
            new = None if name in names else str(next(ids))
            names.add(name)
            open_marks.setdefault(written, []).append(new)
        else:
            waiting = open_marks.get(written)
            new = waiting.pop() if waiting else None
        if new is None:
            element.getparent().remove(element)
        else:
            element.set(qn("w:id"), new)
