"""The kinds of Word document: whose words each template may use and what code draws in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pmqa_workshop.documents.blocks.gantt import gantt
from pmqa_workshop.documents.blocks.scores import score_tables
from pmqa_workshop.documents.contents import FIGURE_LIST, TABLE_LIST, TOC, marker
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections import plan_words
from pmqa_workshop.domain.documents import DocumentKind

TEMPLATES = Path(__file__).resolve().parents[2] / "templates_docx"


@dataclass(frozen=True)
class Recipe:
    """How one kind is made; `blocks` are XML of our own, `words` everything else."""

    template: str  # file name in templates_docx/
    words: Callable[[Order], dict[str, object]]
    blocks: Callable[[Order], dict[str, str]]


def recipe_of(kind: DocumentKind) -> Recipe:
    return RECIPES[kind]


@cache
def built_in_template(kind: DocumentKind) -> bytes:
    return (TEMPLATES / recipe_of(kind).template).read_bytes()


def _plan_blocks(order: Order) -> dict[str, str]:
    plan, pen, looks = order.plan, order.pen, order.looks
    return {
        "toc": marker(TOC),
        "list_of_tables": marker(TABLE_LIST),
        "list_of_figures": marker(FIGURE_LIST),
        "gantt": gantt(plan, pen, looks) if plan.initiatives else "",
        "scores": score_tables(plan, pen, looks) if plan.scores else "",
    }


RECIPES = {
    DocumentKind.PLAN: Recipe("efficiency_plan.docx", plan_words, _plan_blocks),
}
