"""Files out: an efficiency plan to bytes. No database."""

from pmqa_workshop.documents.checking import template_problems
from pmqa_workshop.documents.printing import (
    NO_PAGE_LAYOUT,
    OTHER_FONT,
    PrintedPlan,
    print_plan,
)

__all__ = ["NO_PAGE_LAYOUT", "OTHER_FONT", "PrintedPlan", "print_plan", "template_problems"]
