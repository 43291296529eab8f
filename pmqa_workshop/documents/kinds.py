"""The kinds of Word document: whose words each template may use and what code draws in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pmqa_workshop.documents.blocks.budget import budget_chart
from pmqa_workshop.documents.blocks.gantt import gantt
from pmqa_workshop.documents.blocks.matrix import impact_effort
from pmqa_workshop.documents.blocks.ranking import ranking_chart
from pmqa_workshop.documents.blocks.score_charts import score_charts
from pmqa_workshop.documents.blocks.scores import score_tables
from pmqa_workshop.documents.contents import FIGURE_LIST, TABLE_LIST, TOC, marker
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections import plan_words
from pmqa_workshop.documents.sections.attendance_sheet import attendance_sheet
from pmqa_workshop.documents.sections.brief import brief
from pmqa_workshop.documents.sections.memo import memo
from pmqa_workshop.documents.sections.minutes import minutes
from pmqa_workshop.documents.sections.paper_sheets import ballot, idea_sheet
from pmqa_workshop.documents.sections.progress import progress
from pmqa_workshop.domain.documents import DocumentKind

TEMPLATES = Path(__file__).resolve().parents[2] / "templates_docx"


Words = Callable[[Order], dict[str, object]]


@dataclass(frozen=True)
class Recipe:
    """How one kind is made; `blocks` are XML of our own, `words` everything else."""

    template: str  # file name in templates_docx/
    title: str  # what the kind is called, before the plan's own title
    words: Words
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
        "score_charts": score_charts(order),
        "ranking_chart": ranking_chart(order),
        "impact_effort": impact_effort(order),
        "budget_chart": budget_chart(order),
    }


def _paper(template: str, title: str, *own: Words) -> Recipe:
    """Return the recipe of a companion: it may say all that the plan says, and words of its own."""

    def words(order: Order) -> dict[str, object]:
        said = plan_words(order)
        for part in own:
            said |= part(order)
        return said

    return Recipe(template, title, words, lambda order: {})


RECIPES = {
    DocumentKind.PLAN: Recipe("efficiency_plan.docx", "", plan_words, _plan_blocks),
    DocumentKind.MEMO: _paper("memo.docx", "บันทึกข้อความ", memo),
    DocumentKind.MINUTES: _paper("minutes.docx", "รายงานการประชุม", minutes),
    DocumentKind.ATTENDANCE_SHEET: _paper("attendance_sheet.docx", "ใบลงทะเบียน", attendance_sheet),
    DocumentKind.SUMMARY: _paper("summary.docx", "สรุปสำหรับผู้บริหาร", brief),
    DocumentKind.PROGRESS_FORM: _paper("progress_form.docx", "แบบรายงานผลการดำเนินงาน", progress),
    DocumentKind.IDEA_SHEET: _paper("idea_sheet.docx", "ใบเสนอแนวทางปรับปรุง", brief, idea_sheet),
    DocumentKind.BALLOT_SHEET: _paper("ballot_sheet.docx", "บัตรลงคะแนน", brief, ballot),
}
