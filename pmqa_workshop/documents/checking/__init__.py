"""Templates belong to the office: one is looked at and tried before it is used."""

from pmqa_workshop.documents.checking.child import check_template
from pmqa_workshop.documents.checking.report import Place, Problem, TemplateReport
from pmqa_workshop.documents.checking.sentences import sentence

__all__ = ["Place", "Problem", "TemplateReport", "check_template", "sentence"]
