"""What the template may say: the plan's values as ready words, section by section."""

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.appendices import appendices
from pmqa_workshop.documents.sections.assessment import assessment
from pmqa_workshop.documents.sections.direction import follow_up, framework, goals
from pmqa_workshop.documents.sections.front import cover, summary
from pmqa_workshop.documents.sections.initiatives import initiatives
from pmqa_workshop.documents.sections.priorities import priorities
from pmqa_workshop.domain.plan import EfficiencyPlan


def plan_words(plan: EfficiencyPlan, pen: Pen) -> dict[str, object]:
    """Return every value of the template by name, cleaned and in the chosen digits."""
    return {
        **cover(plan, pen),
        **summary(plan, pen),
        **framework(pen),
        **goals(plan, pen),
        **assessment(plan, pen),
        **priorities(plan, pen),
        **initiatives(plan, pen),
        **follow_up(plan, pen),
        **appendices(plan, pen),
    }
