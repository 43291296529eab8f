"""What the template may say: the plan's values as ready words, section by section."""

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections.appendices import appendices
from pmqa_workshop.documents.sections.assessment import assessment
from pmqa_workshop.documents.sections.direction import follow_up, framework, goals
from pmqa_workshop.documents.sections.front import cover, summary
from pmqa_workshop.documents.sections.initiatives import choices, initiatives
from pmqa_workshop.documents.sections.priorities import priorities


def plan_words(order: Order) -> dict[str, object]:
    """Return every value of the plan's template by name, cleaned and in the chosen digits."""
    plan, pen = order.plan, order.pen
    return {
        **cover(plan, pen),
        **summary(plan, pen),
        **framework(pen),
        **goals(plan, pen),
        **assessment(plan, pen),
        **priorities(plan, pen),
        **initiatives(plan, pen),
        **choices(order),
        **follow_up(plan, pen),
        **appendices(plan, pen),
    }
