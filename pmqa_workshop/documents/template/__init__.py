"""The built-in templates, from their source. The committed .docx files are what offices restyle."""

from pmqa_workshop.documents.template.package import make_template

__all__ = ["made_templates"]


def made_templates() -> dict[str, bytes]:
    """Return the built-in templates by file name; the same bytes each time."""
    return {"efficiency_plan.docx": make_template()}
