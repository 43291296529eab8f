"""Documents and templates as files: handed out, and templates taken in after a look at them."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pmqa_workshop.database import read, write
from pmqa_workshop.documents.checking import TemplateReport, check_template, sentence
from pmqa_workshop.documents.files import WORD
from pmqa_workshop.documents.kinds import built_in_template
from pmqa_workshop.documents.placeholders import placeholders_page
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind
from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import may_prepare, require
from pmqa_workshop.queries.documents import document_file, template_file
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.templates import bring_template
from pmqa_workshop.web.api.base import PathId, Staff, now
from pmqa_workshop.web.api.files import Workshop, attachment
from pmqa_workshop.web.api.incoming import take
from pmqa_workshop.wording import phrase

router = APIRouter(prefix="/files")
Language = Annotated[str, Query(pattern="^(th|en)$")]


@router.get("/documents/{document}")
async def give_document(staff: Staff, document: PathId) -> Response:
    """Give a finished document as it was made."""
    found = await read(document_file, staff, document)
    workshop = await read(workshop_view, staff, found.workshop_id)
    facts = {"fiscal_year": workshop.fiscal_year, "code": workshop.code}
    stem = phrase(f"file.{found.kind}", **facts).removesuffix(".docx")
    name = f"{stem}_{found.number:03}.{found.extension}"
    plain = f"{found.kind}_{workshop.fiscal_year}_{workshop.code}_{found.number:03}"
    return attachment(found.content, name, f"{plain}.{found.extension}", found.media_type)


@router.get("/templates/built-in/{kind}")
async def give_built_in(staff: Staff, kind: DocumentKind) -> Response:
    """Give the built-in template of a kind, to be restyled in Word."""
    if kind not in WORD_KINDS:
        raise NotFound(what="template")
    content = await asyncio.to_thread(built_in_template, kind)
    name = phrase("file.built_in", kind=phrase(f"document.{kind}"))
    return attachment(content, name, f"template_{kind}.docx", WORD)


@router.get("/templates/placeholders/{kind}")
async def give_placeholders(staff: Staff, kind: DocumentKind) -> Response:
    """Give all placeholders of a kind as a Word file to copy from."""
    if kind not in WORD_KINDS:
        raise NotFound(what="template")
    content = await asyncio.to_thread(placeholders_page, kind)
    name = phrase("file.placeholders", kind=phrase(f"document.{kind}"))
    return attachment(content, name, f"placeholders_{kind}.docx", WORD)


@router.get("/templates/{template}")
async def give_template(staff: Staff, template: PathId) -> Response:
    """Give a template the office brought, as it came."""
    name, content = await read(template_file, staff, template)
    return attachment(content, name, f"template_{template}.docx", WORD)


@router.post("/templates")
async def take_template(
    request: Request, staff: Staff, w: Workshop, kind: DocumentKind, language: Language = "th"
) -> dict[str, Any]:
    """Look at a template and keep it if it can be used; answer its id, or what is wrong where.

    What was in use stays in use: taking the new one into use is a step of its own.
    """
    require(may_prepare(staff))
    if kind not in WORD_KINDS:
        raise NotFound(what="template")
    sent = await take(request, staff, w)
    report = await asyncio.to_thread(check_template, kind, sent.content)
    told = _told(report, language)
    if report.problems:
        return {"template": None, **told}
    found = await write(
        bring_template, staff, sent.workshop.agency_id, kind, sent.name, sent.content, now=now()
    )
    return {"template": found, **told}


def _told(report: TemplateReport, language: str) -> dict[str, list[str]]:
    return {
        "problems": [sentence(problem, language) for problem in report.problems],
        "warnings": [sentence(warning, language) for warning in report.warnings],
    }
