"""๔.๒ the points of the foremost themes as bars, told apart by what was decided."""

from pmqa_workshop.documents.blocks.figures import WIDTH, figure
from pmqa_workshop.documents.charts import Chart, Series, Shape, Size
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections.priorities import foremost
from pmqa_workshop.domain.thai import shortened

LONGEST_NAME = 34
BAR, FRAME = 0.62, 1.8  # centimetres for each bar, and for scale and legend below
LABELS = 0.45  # of the width
DECIDED = ((True, "บรรจุในแผน", 0), (False, "ไม่บรรจุในแผน", 1), (None, "ยังไม่มีมติ", 2))


def ranking_chart(order: Order) -> str:
    """Return the chart, "" while no round with points is published."""
    rows = foremost(order.plan)
    if not rows:
        return ""
    pen = order.pen
    labels = tuple(
        f"{row.theme_code} {shortened(pen.typed(row.name).replace(chr(10), ' '), LONGEST_NAME)}"
        for row in rows
    )
    series = tuple(
        Series(
            name,
            tuple(row.points if row.selected is decided else None for row in rows),
            ink,
            "outEnd",
        )
        for decided, name, ink in DECIDED
        if any(row.selected is decided for row in rows)
    )
    height = FRAME + BAR * len(rows)
    chart = Chart(
        Shape.BARS, labels, series, pen.whole_numbers, overlapping=True,
        plot=(LABELS, BAR * len(rows) / height),
    )  # fmt: skip
    told = ", ".join(f"{row.theme_code} {pen.number(row.points)} คะแนน" for row in rows)
    return figure(order, chart, Size(WIDTH, height), f"แผนภูมิแท่งผลการลงคะแนน: {told}")
