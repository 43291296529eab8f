"""Documents and templates as files: handed out, and templates taken in after a look at them."""

import asyncio
import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pmqa_workshop.database import read, write
from pmqa_workshop.documents.apart import print_in_child
from pmqa_workshop.documents.checking import TemplateReport, check_template, sentence
from pmqa_workshop.documents.example import full_plan
from pmqa_workshop.documents.files import WORD
from pmqa_workshop.documents.kinds import built_in_template
from pmqa_workshop.documents.pdf import page_picture, pages_in
from pmqa_workshop.documents.placeholders import placeholders_page
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind
from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.queries.documents import StoredFile, document_file, template_file
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.templates import bring_template
from pmqa_workshop.web import previews
from pmqa_workshop.web.api.base import PathId, Staff, may_refuse, now
from pmqa_workshop.web.api.files import Workshop, attachment
from pmqa_workshop.web.api.incoming import take
from pmqa_workshop.wording import phrase

router = APIRouter(prefix="/files")
Language = Annotated[str, Query(pattern="^(th|en)$")]


@router.get("/documents/{document}")
async def give_document(staff: Staff, document: PathId) -> Response:
    """Give a finished document as it was made."""
    found = await read(document_file, staff, document)
    name, plain = await _names(staff, found, found.extension)
    return attachment(found.content, name, plain, found.media_type)


@router.get("/documents/{document}/pdf", responses=may_refuse(503))
async def give_pdf(request: Request, staff: Staff, document: PathId) -> Response:
    """Give a finished Word document as PDF."""
    found = await _word_document(staff, document)
    content = await _pdf(found)
    headers = _tagged(content)
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    name, plain = await _names(staff, found, "pdf")
    answer = attachment(content, name, plain, "application/pdf")
    answer.headers.update(headers)
    return answer


@router.get("/documents/{document}/pages", responses=may_refuse(503))
async def count_pages(staff: Staff, document: PathId) -> dict[str, int]:
    """Answer how many pages a finished Word document has."""
    return await _counted(await _pdf(await _word_document(staff, document)))


@router.get("/documents/{document}/pages/{number}", responses=may_refuse(503))
async def give_page(request: Request, staff: Staff, document: PathId, number: PathId) -> Response:
    """Give a page of a finished Word document as a picture."""
    pdf = await _pdf(await _word_document(staff, document))
    return await _picture(request, pdf, number)


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
    found = await read(template_file, staff, template)
    return attachment(found.content, found.name, f"template_{template}.docx", WORD)


@router.get("/templates/{template}/pages", responses=may_refuse(503))
async def count_template_pages(staff: Staff, template: PathId) -> dict[str, int]:
    """Answer how many pages the example has that is printed with a template."""
    return await _counted(await _example(staff, template))


@router.get("/templates/{template}/pages/{number}", responses=may_refuse(503))
async def give_template_page(
    request: Request, staff: Staff, template: PathId, number: PathId
) -> Response:
    """Give a page of the example that is printed with a template as a picture."""
    return await _picture(request, await _example(staff, template), number)


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


async def _word_document(staff: Actor, document: int) -> StoredFile:
    found = await read(document_file, staff, document)
    if found.kind not in WORD_KINDS:
        raise NotFound(what="page")
    return found


async def _names(staff: Actor, found: StoredFile, extension: str) -> tuple[str, str]:
    """Return the name of a download in Thai, and a plain one."""
    workshop = await read(workshop_view, staff, found.workshop_id)
    facts = {"fiscal_year": workshop.fiscal_year, "code": workshop.code}
    stem = phrase(f"file.{found.kind}", **facts).removesuffix(".docx")
    plain = f"{found.kind}_{workshop.fiscal_year}_{workshop.code}"
    return f"{stem}_{found.number:03}.{extension}", f"{plain}_{found.number:03}.{extension}"


async def _pdf(found: StoredFile) -> bytes:
    return await previews.pdf(found.digest.encode(), lambda: found.content)


async def _example(staff: Actor, template: int) -> bytes:
    """Return the example that is printed with a template, in a child, as PDF."""
    found = await read(template_file, staff, template)

    def printed() -> bytes:
        return print_in_child(found.kind, full_plan(), template=found.content).content

    return await previews.pdf(f"{found.kind}\n".encode() + found.content, printed)


async def _counted(pdf: bytes) -> dict[str, int]:
    return {"pages": await asyncio.to_thread(pages_in, pdf)}


async def _picture(request: Request, pdf: bytes, number: int) -> Response:
    headers = _tagged(pdf, f"-{number}")
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    drawn = await asyncio.to_thread(page_picture, pdf, number)
    if drawn is None:
        raise NotFound(what="page")
    return Response(drawn, media_type="image/png", headers=headers)


def _tagged(pdf: bytes, part: str = "") -> dict[str, str]:
    """Return the headers of what a browser may keep, and must ask for whether it still may."""
    tag = f'"{hashlib.sha256(pdf).hexdigest()[:32]}{part}"'
    return {"etag": tag, "cache-control": "private, no-cache", "vary": "cookie"}


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    return request.headers.get("if-none-match", "").removeprefix("W/") == headers["etag"]


def _told(report: TemplateReport, language: str) -> dict[str, list[str]]:
    return {
        "problems": [sentence(problem, language) for problem in report.problems],
        "warnings": [sentence(warning, language) for warning in report.warnings],
    }
