"""A figure with its caption beneath, as the chapters show it."""

from pmqa_workshop.documents.captions import FIGURES
from pmqa_workshop.documents.charts import Chart, Size, chart_paragraph
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import KEPT
from pmqa_workshop.documents.wordml import bookmark, field, paragraph, run

WIDTH, WIDE = 15.8, 22.0  # centimetres on an upright and on a turned page


def figure(order: Order, chart: Chart, size: Size, described: str) -> str:
    return chart_paragraph(order.document, order.looks, chart, size, described)


def figure_caption(order: Order, name: str, text: str) -> str:
    """Return a caption that references find under `name`; its number comes later."""
    label = run(f"{FIGURES}{KEPT}") + field(f"SEQ {FIGURES} {order.pen.field_switch}", "")
    return paragraph(bookmark(name, label) + run(f" {text}"), order.looks.style("Figure Caption"))
