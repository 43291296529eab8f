"""The built-in templates, from their source. The committed .docx files are what offices restyle."""

from pmqa_workshop.documents.template.attendance import attendance_sheet
from pmqa_workshop.documents.template.efficiency_plan import efficiency_plan
from pmqa_workshop.documents.template.memo import memo
from pmqa_workshop.documents.template.minutes import minutes
from pmqa_workshop.documents.template.package import template_of
from pmqa_workshop.documents.template.progress import progress_form
from pmqa_workshop.documents.template.summary import summary
from pmqa_workshop.documents.template.voting_sheets import ballot_sheet, idea_sheet

__all__ = ["made_templates"]

DESIGNS = {
    "efficiency_plan.docx": efficiency_plan,
    "memo.docx": memo,
    "minutes.docx": minutes,
    "attendance_sheet.docx": attendance_sheet,
    "summary.docx": summary,
    "progress_form.docx": progress_form,
    "idea_sheet.docx": idea_sheet,
    "ballot_sheet.docx": ballot_sheet,
}


def made_templates() -> dict[str, bytes]:
    """Return the built-in templates by file name; the same bytes each time."""
    return {name: template_of(design()) for name, design in DESIGNS.items()}
