"""Rows of tables stay on one page, except those no page could hold."""

from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml.etree import XPath

LETTER = 100  # twips: about what a Thai letter of 14 points takes, its marks above counted too
MOST_LINES = 25  # over half of a turned page
# Few rows have so much in one of their cells; only those are counted line by line.
_kept_and_full: Any = XPath(
    f"""descendant::w:tr[w:trPr/w:cantSplit and w:tc[not(w:tcPr/w:tcW/@w:w >= {LETTER})
        or count(w:p) + count(w:p//w:br)
            + string-length(.) div floor(w:tcPr/w:tcW/@w:w div {LETTER}) > {MOST_LINES}]]""",
    namespaces={"w": nsmap["w"]},
)


def let_long_rows_split(body: Any) -> None:
    """Let rows go on over the page that are too high; Word would hide their end otherwise."""
    for row in _kept_and_full(body):
        if _lines(row) > MOST_LINES:
            properties = row.find(qn("w:trPr"))
            properties.remove(properties.find(qn("w:cantSplit")))


def _lines(row: Any) -> float:
    """Return about how many lines the highest cell has."""
    return max((_lines_of(cell) for cell in row.findall(qn("w:tc"))), default=0)


def _lines_of(cell: Any) -> float:
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    letters = max(1, int(width.get(qn("w:w"), "0")) // LETTER) if width is not None else 1
    lines = 0.0
    for paragraph in cell.iterchildren(qn("w:p")):
        text = "".join(found.text or "" for found in paragraph.iter(qn("w:t")))
        lines += 1 + len(text) // letters + sum(1 for _ in paragraph.iter(qn("w:br")))
    return lines
