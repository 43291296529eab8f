"""The default template, from its source. The committed .docx is what offices restyle."""

from pmqa_workshop.documents.template.package import make_template

__all__ = ["make_template"]
