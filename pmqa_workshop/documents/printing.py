"""An efficiency plan as the Word document an office signs."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pmqa_workshop.documents.blocks.gantt import gantt
from pmqa_workshop.documents.blocks.scores import score_tables
from pmqa_workshop.documents.captions import number_captions
from pmqa_workshop.documents.contents import (
    FIGURE_LIST,
    TABLE_LIST,
    TOC,
    add_contents,
    fill_page_numbers,
    marker,
)
from pmqa_workshop.documents.digits import use_arabic_digits
from pmqa_workshop.documents.layout import has_thai_font, pages_of_bookmarks
from pmqa_workshop.documents.looks import Looks, looks_of
from pmqa_workshop.documents.marks import mend, number_bookmarks
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections import plan_words
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import Digits, EfficiencyPlan

TEMPLATE = Path(__file__).resolve().parents[2] / "templates_docx" / "efficiency_plan.docx"
NO_PAGE_LAYOUT = "no_page_layout"  # contents without page numbers: F9 in Word fills them
OTHER_FONT = "page_layout_in_other_font"  # numbers measured in another font: F9 corrects them
FILTERS = ("length", "default", "join")
LONGEST_PROPERTY = 255  # characters of a title in a Word file's properties


@dataclass(frozen=True)
class PrintedPlan:
    """A finished .docx; `notes` are codes of what its reader should know."""

    content: bytes
    notes: tuple[str, ...] = ()


def print_plan(
    plan: EfficiencyPlan,
    *,
    digits: Digits = Digits.THAI,
    template: Path | None = None,
    page_numbers: bool = True,
) -> PrintedPlan:
    """Return the plan as .docx; without `page_numbers` LibreOffice is not asked for any.

    Raise TemplateRefused when the template asks for something a plan does not have.
    """
    pen = Pen(digits)
    document, looks = _filled(template or TEMPLATE, plan, pen)
    body = document.element.body
    mend(body)
    labels = add_contents(body, number_captions(body, pen), pen, looks)
    number_bookmarks(body)
    _describe(document, plan, pen)
    if not page_numbers:
        return PrintedPlan(_saved(document))
    pages = pages_of_bookmarks(_saved(document))
    if pages is None:
        return PrintedPlan(_saved(document), (NO_PAGE_LAYOUT,))
    fill_page_numbers(body, labels, pages)
    return PrintedPlan(_saved(document), () if has_thai_font() else (OTHER_FONT,))


def _filled(template: Path, plan: EfficiencyPlan, pen: Pen) -> tuple[Any, Looks]:
    """Return the template with the plan's words and blocks in it, and its styles."""
    filling = DocxTemplate(template)
    filling.init_docx()
    looks = looks_of(filling.docx)
    if pen.digits is Digits.ARABIC:
        use_arabic_digits(filling.docx)
    words = plan_words(plan, pen) | _blocks(plan, pen, looks)
    try:
        filling.render(words, jinja_env=_environment(pen))
    except TemplateError as error:
        raise TemplateRefused(reason=str(error)) from error
    return filling.docx, looks


def _blocks(plan: EfficiencyPlan, pen: Pen, looks: Looks) -> dict[str, object]:
    """Return what code draws; only this may hold markup, everything else is escaped."""
    return {
        "toc": _markup(marker(TOC)),
        "list_of_tables": _markup(marker(TABLE_LIST)),
        "list_of_figures": _markup(marker(FIGURE_LIST)),
        "gantt": _markup(gantt(plan, pen, looks)) if plan.initiatives else "",
        "scores": _markup(score_tables(plan, pen, looks)) if plan.scores else "",
    }


def _markup(xml: str) -> Markup:
    return Markup(xml)  # noqa: S704 built in wordml.py, which escapes


def _environment(pen: Pen) -> ImmutableSandboxedEnvironment:
    """Return a Jinja that can loop and choose, and nothing else."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.filters["digits"] = lambda value: pen.in_digits(str(value))
    return environment


def _describe(document: Any, plan: EfficiencyPlan, pen: Pen) -> None:
    properties = document.core_properties
    issued = datetime(plan.issued_on.year, plan.issued_on.month, plan.issued_on.day)  # noqa: DTZ001
    properties.title = pen.ours(plan.title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = pen.ours(plan.agency.name)[:LONGEST_PROPERTY]
    properties.created = properties.modified = issued
    properties.comments = pen.typed(plan.reference_code)[:LONGEST_PROPERTY]


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
