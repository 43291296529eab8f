"""What is printed as a page's number: ก ข ค before the chapters, ๑ ๒ ๓ from chapter 1 on."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pmqa_workshop.documents.marks import mark
from pmqa_workshop.documents.pen import BLANK, Pen

LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"


@dataclass(frozen=True)
class _Numbering:
    """A stretch of pages counted in one go, from the page of its first bookmark."""

    anchor: str
    start: int
    format: str


class PageLabels:
    """Knows, for each bookmark, in which way its page is counted.

    Made while the tree is whole: a bookmark is put where each numbering starts anew.
    """

    def __init__(self, body: Any, pen: Pen) -> None:
        self._pen = pen
        self._numbering: dict[str, _Numbering] = {}
        for at, (counting, blocks) in enumerate(_stretches(body), start=1):
            self._add(f"_Sec{at:02}", counting, blocks)

    def label(self, bookmark: str, pages: dict[str, int]) -> str:
        """Return the page number as printed, BLANK for what was not laid out."""
        counted = self._numbering.get(bookmark)
        if counted is None or bookmark not in pages or counted.anchor not in pages:
            return BLANK
        page = counted.start + pages[bookmark] - pages[counted.anchor]
        if counted.format == "thaiLetters":
            return LETTERS[(page - 1) % len(LETTERS)]
        return self._pen.number(page)

    def _add(self, anchor: str, counting: Any, blocks: list[Any]) -> None:
        start, format_ = 1, "decimal"
        if counting is not None:
            start = int(counting.get(qn("w:start"), "1"))
            format_ = counting.get(qn("w:fmt"), format_)
        numbering = _Numbering(anchor, start, format_)
        for block in blocks:
            for found in block.iter(qn("w:bookmarkStart")):
                self._numbering[found.get(qn("w:name"))] = numbering
        mark(next(block for found in blocks for block in found.iter(qn("w:p"))), anchor)


def _stretches(body: Any) -> list[tuple[Any, list[Any]]]:
    """Return the blocks counted together, with the page numbering of their first section."""
    stretches: list[tuple[Any, list[Any]]] = []
    section: list[Any] = []
    for block in body:
        section.append(block)
        properties = next(block.iter(qn("w:sectPr")), None)
        if properties is None:
            continue
        counting = properties.find(qn("w:pgNumType"))
        goes_on = counting is None or counting.get(qn("w:start")) is None
        if goes_on and stretches:
            stretches[-1][1].extend(section)
        else:
            stretches.append((counting, section))
        section = []
    return stretches
