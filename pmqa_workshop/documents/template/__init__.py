"""The built-in templates, from their source. The committed .docx files are what offices restyle."""

from pmqa_workshop.documents.template.efficiency_plan import efficiency_plan
from pmqa_workshop.documents.template.package import template_of

__all__ = ["made_templates"]

DESIGNS = {"efficiency_plan.docx": efficiency_plan}


def made_templates() -> dict[str, bytes]:
    """Return the built-in templates by file name; the same bytes each time."""
    return {name: template_of(design()) for name, design in DESIGNS.items()}
