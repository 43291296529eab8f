"""What each sheet of the workbook holds; `workbook.py` draws them."""

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sheets.columns import Sheet
from pmqa_workshop.documents.sheets.found import findings_sheet, ideas_sheet
from pmqa_workshop.documents.sheets.plan import activities_sheet, kpis_sheet, plan_sheet
from pmqa_workshop.documents.sheets.votes import priorities_sheet, rounds_sheet
from pmqa_workshop.domain.plan import EfficiencyPlan

_MAKERS = (
    plan_sheet,
    activities_sheet,
    kpis_sheet,
    findings_sheet,
    ideas_sheet,
    priorities_sheet,
    rounds_sheet,
)


def sheets_of(plan: EfficiencyPlan, pen: Pen) -> list[Sheet]:
    """Return the sheets in the order they stand in the workbook."""
    return [make(plan, pen) for make in _MAKERS]
