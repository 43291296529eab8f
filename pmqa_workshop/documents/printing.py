"""A document from its template: filled, numbered, its contents measured."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from lxml.etree import XMLSyntaxError

from pmqa_workshop.documents.captions import number_captions
from pmqa_workshop.documents.charts import drop_unused_charts
from pmqa_workshop.documents.contents import add_contents, fill_page_numbers, names_pages
from pmqa_workshop.documents.digits import use_arabic_digits
from pmqa_workshop.documents.faces import use_face
from pmqa_workshop.documents.filling import LONGEST_PROPERTY, Filling, Torn
from pmqa_workshop.documents.kinds import built_in_template, recipe_of
from pmqa_workshop.documents.language import Foreign, TemplateLanguage, TooMuch
from pmqa_workshop.documents.layout import has_thai_font, pages_of_bookmarks
from pmqa_workshop.documents.long_rows import let_long_rows_split
from pmqa_workshop.documents.looks import looks_of
from pmqa_workshop.documents.marks import mend, number_bookmarks
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.page_labels import PageLabels
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.relations import with_known_properties
from pmqa_workshop.documents.rightness import free_sections, put_right
from pmqa_workshop.documents.wordml import markup
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import Digits, EfficiencyPlan

NO_PAGE_LAYOUT = "no_page_layout"  # contents without page numbers: F9 in Word fills them
OTHER_FONT = "page_layout_in_other_font"  # numbers measured in another font: F9 corrects them
PLAIN = PrintOptions()


@dataclass(frozen=True)
class PrintedDocument:
    """A finished .docx; `notes` are codes of what its reader should know."""

    content: bytes
    notes: tuple[str, ...] = ()


def print_document(
    kind: DocumentKind,
    plan: EfficiencyPlan,
    options: PrintOptions = PLAIN,
    *,
    template: bytes | None = None,
    page_numbers: bool = True,
) -> PrintedDocument:
    """Return a Word document; without `page_numbers` LibreOffice is not asked for any.

    `template` is an office's own, None the built-in one. Raise TemplateRefused when it asks
    for something such a document does not have.
    """
    order = _filled(kind, plan, options, template)
    document, pen = order.document, order.pen
    body = document.element.body
    mend(body)
    if template:
        put_right(document)
    drop_unused_charts(document)
    let_long_rows_split(body)
    labels = add_contents(body, number_captions(body, pen), pen, order.looks)
    number_bookmarks(body)
    _describe(document, kind, plan, pen)
    if not (page_numbers and names_pages(body)):
        return PrintedDocument(_saved(document))
    pages = pages_of_bookmarks(_saved(document))
    if pages is None:
        return PrintedDocument(_saved(document), (NO_PAGE_LAYOUT,))
    fill_page_numbers(body, labels, pages)
    return PrintedDocument(_saved(document), () if has_thai_font() else (OTHER_FONT,))


def number_pages(content: bytes, options: PrintOptions, pages: dict[str, int]) -> bytes:
    """Return a document printed without page numbers with them, by the page of each bookmark."""
    document = Document(BytesIO(content))
    body = document.element.body
    labels = PageLabels(body, Pen(options.written_digits))
    fill_page_numbers(body, labels, pages)
    number_bookmarks(body)
    return _saved(document)


def _filled(
    kind: DocumentKind, plan: EfficiencyPlan, options: PrintOptions, template: bytes | None
) -> Order:
    """Return the order with the template's document, the plan's words and blocks in it."""
    recipe, pen = recipe_of(kind), Pen(options.written_digits)
    filling = Filling(BytesIO(with_known_properties(template or built_in_template(kind))))
    filling.init_docx()
    free_sections(filling.docx.element.body)
    if pen.digits is Digits.ARABIC:
        use_arabic_digits(filling.docx)
    use_face(filling.docx, options.face)
    order = Order(plan, options, pen, looks_of(filling.docx), filling.docx)
    blocks = {name: markup(xml) for name, xml in recipe.blocks(order).items()}
    try:
        language = TemplateLanguage(pen.in_digits)
        filling.render(recipe.words(order) | blocks, jinja_env=language)
    except (TemplateError, XMLSyntaxError, RecursionError) as error:
        raise TemplateRefused(reason=_reason(error), detail=str(error)[:200]) from error
    return order


def _reason(error: Exception) -> str:
    reasons = (
        (Foreign, "tag_foreign"),
        (TooMuch, "too_much"),
        ((Torn, XMLSyntaxError), "torn"),
        (UndefinedError, "name_unknown"),
        (TemplateSyntaxError, "tags_unreadable"),
    )
    return next((reason for kinds, reason in reasons if isinstance(error, kinds)), "crash")


def _describe(document: Any, kind: DocumentKind, plan: EfficiencyPlan, pen: Pen) -> None:
    properties = document.core_properties
    issued = datetime(plan.issued_on.year, plan.issued_on.month, plan.issued_on.day)  # noqa: DTZ001
    title = f"{recipe_of(kind).title} {plan.title}"
    properties.title = pen.ours(title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = pen.ours(plan.agency.name)[:LONGEST_PROPERTY]
    properties.created = properties.modified = issued
    properties.comments = pen.typed(plan.reference_code)[:LONGEST_PROPERTY]


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
