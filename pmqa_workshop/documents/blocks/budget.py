"""๕.๑ the budget of each หมวด as columns."""

from decimal import Decimal

from pmqa_workshop.documents.blocks.figures import WIDE, figure
from pmqa_workshop.documents.charts import Chart, Series, Shape, Size
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections.grouping import short_category
from pmqa_workshop.domain import criteria

HEIGHT = 4.8  # centimetres: table and chart share a turned page
BAHT = "บาท"


def budget_chart(order: Order) -> str:
    """Return the chart, "" when nothing costs anything."""
    plan, pen = order.plan, order.pen
    numbers = [one.number for one in criteria.categories()]
    spent = [
        sum((row.budget or Decimal(0) for row in plan.initiatives if row.category == number),
            Decimal(0))
        for number in numbers
    ]  # fmt: skip
    if not any(spent):
        return ""
    labels = tuple(short_category(number, pen) for number in numbers)
    series = Series("งบประมาณ (บาท)", tuple(float(amount) for amount in spent), 0, "outEnd")
    chart = Chart(Shape.COLUMNS, labels, (series,), pen.whole_numbers, BAHT)
    told = ", ".join(
        f"{label} {pen.number(float(amount))} บาท"
        for label, amount in zip(labels, spent, strict=True)
    )
    return figure(order, chart, Size(WIDE, HEIGHT), f"แผนภูมิแท่งงบประมาณรายหมวด: {told}")
