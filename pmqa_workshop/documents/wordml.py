"""WordprocessingML as text: runs, fields, captions and tables for blocks built in code.

Every text given here has been through `clean` already; it is escaped here.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE = f'xmlns:w="{W}"'
TWIPS_PER_CM = 1440 / 2.54
TIGHT_MARGIN = 20  # twips
TAB = "<w:r><w:tab/></w:r>"


def markup(xml: str) -> Markup:
    """Return what code drew as what it is; only this may hold markup, the rest is escaped."""
    return Markup(xml)  # noqa: S704 built by the functions here, which escape


def twips(centimetres: float) -> int:
    """Return centimetres as twentieths of a point."""
    return round(centimetres * TWIPS_PER_CM)


def run(text: str, style: str = "") -> str:
    """Return a run; newlines become line breaks within the paragraph."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(inner: str = "", style: str = "", more: str = "") -> str:
    """Return a paragraph; `more` holds further paragraph properties in schema order."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{look}{more}</w:pPr>{inner}</w:p>"


def text_paragraph(text: str, style: str = "") -> str:
    return paragraph(run(text), style)


def field(instruction: str, shown: str) -> str:
    """Return a field with the result a reader sees before anyone presses F9."""
    return (
        field_begin(instruction)
        + f'<w:r><w:t xml:space="preserve">{escape(shown)}</w:t></w:r>'
        + FIELD_END
    )


def field_begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(name: str, inner: str) -> str:
    """Return the content within a bookmark; ids are made unique once the document stands."""
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="0"/>'


def link(name: str, inner: str) -> str:
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def cell(
    content: str,
    width: int,
    *,
    span: int = 1,
    merge: str = "",
    fill: str = "",
    tight: bool = False,
    middle: bool = False,
) -> str:
    """Return a cell of whole paragraphs; `merge` is "restart" or "continue" downwards.

    A tight cell gives its words the width that side margins would take.
    """
    properties = (
        (True, f'<w:tcW w:w="{width}" w:type="dxa"/>'),
        (span > 1, f'<w:gridSpan w:val="{span}"/>'),
        (merge, f'<w:vMerge w:val="{merge}"/>'),
        (fill, f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'),
        (tight, f"<w:tcMar>{_side('left')}{_side('right')}</w:tcMar>"),
        (middle, '<w:vAlign w:val="center"/>'),
    )
    wanted = "".join(xml for is_wanted, xml in properties if is_wanted)
    return f"<w:tc><w:tcPr>{wanted}</w:tcPr>{content}</w:tc>"


def _side(side: str) -> str:
    return f'<w:{side} w:w="{TIGHT_MARGIN}" w:type="dxa"/>'


def row(cells: Iterable[str], *, header: bool = False, height: int = 0) -> str:
    """Return a row that stays on one page, at least so high; a header row repeats on each."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int], title: str, style: str = "PlanTable") -> str:
    """Return a table of fixed widths; `title` is what a screen reader says."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
