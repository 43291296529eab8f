"""What the report form of a follow-up round says before anything is reported."""

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections.blanks import LONG
from pmqa_workshop.documents.sections.direction import follow_up_rounds
from pmqa_workshop.domain.documents import FOLLOW_UP_MONTHS

TICKED, OPEN = "☒", "☐"


def progress(order: Order) -> dict[str, object]:
    plan, pen, chosen = order.plan, order.pen, order.options.round_months
    boxes = [
        pen.in_digits(f"{TICKED if months == chosen else OPEN} ราย {months} เดือน")
        for months in FOLLOW_UP_MONTHS
    ]
    reported = follow_up_rounds(plan, pen)[FOLLOW_UP_MONTHS.index(chosen)]
    return {"progress": {"boxes": "   ".join(boxes), "blank": LONG, **reported}}
