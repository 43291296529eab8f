"""A chart put into the document: its own parts, and the paragraph that shows it."""

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part

from pmqa_workshop.documents.charts.chartml import A, C, R, chart_xml
from pmqa_workshop.documents.charts.shapes import Chart
from pmqa_workshop.documents.charts.workbook import workbook_of
from pmqa_workshop.documents.looks import Looks
from pmqa_workshop.documents.wordml import paragraph

EMU_PER_CM = 360000
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@dataclass(frozen=True)
class Size:
    """Centimetres on the page."""

    width: float
    height: float


def chart_paragraph(document: Any, looks: Looks, chart: Chart, size: Size, described: str) -> str:
    """Return the paragraph that shows a chart, after adding its parts to the document.

    `described` is what a screen reader says.
    """
    package = document.part.package
    book = Part(
        package.next_partname("/word/embeddings/chart%d.xlsx"), CONTENT_TYPE.SML_SHEET,
        workbook_of(chart), package,
    )  # fmt: skip
    where = package.next_partname("/word/charts/chart%d.xml")
    part = Part(where, CONTENT_TYPE.DML_CHART, b"", package)
    numbers = part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = chart_xml(chart, looks.font, numbers).encode()
    shown = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return paragraph(_inline(shown, where.idx, size, described), looks.style("Figure"))


def drop_unused_charts(document: Any) -> None:
    """Let go of charts the template did not ask for."""
    shown = {chart.get(f"{{{R}}}id") for chart in document.element.iter(f"{{{C}}}chart")}
    for name, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CHART and name not in shown:
            del document.part.rels[name]


def _inline(relation: str, number: int, size: Size, described: str) -> str:
    width, height = round(size.width * EMU_PER_CM), round(size.height * EMU_PER_CM)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(described)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
