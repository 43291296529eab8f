"""Printing apart: with an office's template in a child process, its time and memory limited."""

import json
import pickle
from typing import Any

from pmqa_workshop.documents.layout import has_thai_font, pages_of_bookmarks
from pmqa_workshop.documents.printing import (
    NO_PAGE_LAYOUT,
    OTHER_FONT,
    PLAIN,
    PrintedDocument,
)
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import EfficiencyPlan
from pmqa_workshop.guard.child import run_child

SECONDS = 30.0
MEGABYTES = 768
_MODULE = "pmqa_workshop.documents.apart"


def print_in_child(
    kind: DocumentKind,
    plan: EfficiencyPlan,
    options: PrintOptions = PLAIN,
    *,
    template: bytes | None = None,
    page_numbers: bool = True,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> PrintedDocument:
    """Return what `print_document` returns, whatever the template does.

    Raise TemplateRefused where that does, and for a template that takes too long or too much
    memory. LibreOffice is asked for page numbers from here, one document at a time.
    """
    order = ("print", (kind, plan, options, template))
    about, content = _asked(order, seconds, megabytes)
    notes = tuple(about["notes"])
    if not (page_numbers and about["names_pages"]):
        return PrintedDocument(content, notes)
    pages = pages_of_bookmarks(content)
    if pages is None:
        return PrintedDocument(content, (*notes, NO_PAGE_LAYOUT))
    _, content = _asked(("number", (content, options, pages)), seconds, megabytes)
    return PrintedDocument(content, notes if has_thai_font() else (*notes, OTHER_FONT))


def _asked(order: object, seconds: float, megabytes: int) -> tuple[dict[str, Any], bytes]:
    """Return what the child says of its document, and the document."""
    ended = run_child(_MODULE, pickle.dumps((megabytes, order)), seconds)
    if ended.code is None:
        raise TemplateRefused(reason="too_slow", detail="", limit=seconds)
    first, _, content = ended.output.partition(b"\n")
    if ended.code or not first:
        raise TemplateRefused(reason="memory" if ended.code < 0 else "crash", detail="")
    about = json.loads(first)
    if "refused" in about:
        raise TemplateRefused(**about["refused"])
    return about, content
