"""The table of contents and the lists of tables and figures, filled in before anyone asks.

The template says where: {{p toc }}, {{p list_of_tables }} and {{p list_of_figures }} leave a
marker each, replaced once the headings and captions stand. Page numbers come last, when the
document has been laid out.
"""

from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pmqa_workshop.documents.captions import FIGURES, TABLES, Caption, text_of
from pmqa_workshop.documents.fields import fields_in
from pmqa_workshop.documents.looks import Looks
from pmqa_workshop.documents.marks import mark
from pmqa_workshop.documents.page_labels import PageLabels
from pmqa_workshop.documents.pen import BLANK, Pen
from pmqa_workshop.documents.wordml import (
    FIELD_END,
    NAMESPACE,
    bookmark,
    field,
    field_begin,
    link,
    paragraph,
    run,
    text_paragraph,
)

TOC, TABLE_LIST, FIGURE_LIST = "pmqa_toc", "pmqa_tables", "pmqa_figures"
LISTED = 2  # heading levels in the contents
_TAB = "<w:r><w:tab/></w:r>"


@dataclass(frozen=True)
class Heading:
    level: int
    text: str  # with its number, as Word's list will show it
    bookmark: str


def marker(name: str) -> str:
    """Return the paragraph that keeps the place of a list."""
    return paragraph(bookmark(name, run("")))


def add_contents(body: Any, captions: list[Caption], pen: Pen, looks: Looks) -> PageLabels:
    """Fill the three lists, without page numbers; return what later names the pages."""
    headings = _headings(body, pen, looks)
    labels = PageLabels(body, pen)
    styles = [looks.style(f"toc {level}") for level in range(1, LISTED + 1)]
    entries = [(h.text, h.bookmark, styles[h.level - 1]) for h in headings if h.level <= LISTED]
    _replace(body, TOC, _list(rf'TOC \o "1-{LISTED}" \h \z \u', entries))
    for name, label, none in (
        (TABLE_LIST, TABLES, "ไม่มีตารางในเล่มนี้"),
        (FIGURE_LIST, FIGURES, "ไม่มีภาพในเล่มนี้"),
    ):
        style = looks.style("table of figures")
        rows = [(c.text, c.bookmark, style) for c in captions if c.label == label]
        missing = text_paragraph(none, looks.style("Source Note"))
        _replace(body, name, _list(rf'TOC \h \z \c "{label}"', rows) if rows else missing)
    return labels


def fill_page_numbers(body: Any, labels: PageLabels, pages: dict[str, int]) -> None:
    """Make every PAGEREF show the page its bookmark is printed on."""
    for found in fields_in(body):
        if found.words[:1] == ["PAGEREF"]:
            found.show(labels.label(found.words[1], pages))


def names_pages(body: Any) -> bool:
    """Tell whether anything in the document says on which page something is."""
    return any(found.words[:1] == ["PAGEREF"] for found in fields_in(body))


def _headings(body: Any, pen: Pen, looks: Looks) -> list[Heading]:
    """Return the headings in order, each bookmarked; empty ones are left out, as in Word."""
    names = {looks.style(name): (level, numbered) for name, level, numbered in _HEADING_STYLES}
    counted = [0, 0, 0]
    found: list[Heading] = []
    for styled in list(body.iter(qn("w:pStyle"))):
        level, numbered = names.get(styled.get(qn("w:val")), (0, False))
        if not level:
            continue
        block = styled.getparent().getparent()
        text = text_of(block)
        if not text:
            continue
        if numbered:
            counted[level - 1 :] = [counted[level - 1] + 1, *[0] * (3 - level)]
            text = f"{_number(counted[:level], pen)} {text}"
        name = f"_TocH{len(found) + 1:04}"
        mark(block, name)
        found.append(Heading(level, text, name))
    return found


_HEADING_STYLES = (
    ("heading 1", 1, True),
    ("heading 2", 2, True),
    ("heading 3", 3, True),
    ("Front Heading", 1, False),
    ("Appendix Heading", 1, False),
)


def _number(counted: list[int], pen: Pen) -> str:
    if len(counted) == 1:
        return pen.in_digits(f"บทที่ {counted[0]}")
    return pen.in_digits(".".join(str(number) for number in counted))


def _list(instruction: str, entries: list[tuple[str, str, str]]) -> str:
    """Return a TOC field around its entries, one paragraph each."""
    if not entries:
        return paragraph()
    rows = [link(name, run(text) + _TAB + field(f"PAGEREF {name} \\h", BLANK))
            for text, name, _ in entries]  # fmt: skip
    rows[0] = field_begin(instruction) + rows[0]
    rows[-1] += FIELD_END
    return "".join(paragraph(row, style) for row, (*_, style) in zip(rows, entries, strict=True))


def _replace(body: Any, name: str, xml: str) -> None:
    """Put paragraphs in place of a marker; a template without it simply has no such list."""
    for start in list(body.iter(qn("w:bookmarkStart"))):
        if start.get(qn("w:name")) == name:
            place = start.getparent()
            for new in parse_xml(f"<w:body {NAMESPACE}>{xml}</w:body>"):
                place.addprevious(new)
            place.getparent().remove(place)
