"""Files of the office: reports and lists in, templates and the plan out."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from pmqa_workshop.database import read, write
from pmqa_workshop.documents import print_document
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.errors import FileTooLarge, FileUnreadable, NotFound, ValueRefused
from pmqa_workshop.domain.findings import ReadReport
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.intake.child import Result, read_in_child
from pmqa_workshop.intake.template import findings_template
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.reports import stage_report
from pmqa_workshop.services.workshop import register_units, set_goals
from pmqa_workshop.web.api.base import Staff, now
from pmqa_workshop.wording import phrase

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 10
ENVELOPE = 64 * 1024  # bytes of a form around its file
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

router = APIRouter(prefix="/files")
Workshop = Annotated[int, Query(alias="w", ge=1, le=999_999_999)]


@router.post("/findings")
async def take_report(request: Request, staff: Staff, w: Workshop) -> dict[str, int]:
    """Read a feedback report and keep its rows for checking; answer the report's id."""
    name, content = await received(request, staff, w)
    report = await _read("findings", name, content)
    if not isinstance(report, ReadReport):
        raise FileUnreadable(name=name, reason="damaged")
    found = await write(stage_report, staff, w, report, now=now(), source_name=name)
    return {"report": found, "rows": len(report.drafts)}


@router.post("/units")
async def take_units(request: Request, staff: Staff, w: Workshop) -> dict[str, int]:
    """Add the units of a list to the agency."""
    name, content = await received(request, staff, w)
    units = await _read("units", name, content)
    workshop = await read(workshop_view, staff, w)
    added = await write(register_units, staff, workshop.agency_id, units, now=now())
    return {"added": added, "rows": len(units)}


@router.post("/goals")
async def take_goals(request: Request, staff: Staff, w: Workshop) -> dict[str, int]:
    """Add the strategic goals of a list to the workshop."""
    name, content = await received(request, staff, w)
    goals = await _read("goals", name, content)
    await write(set_goals, staff, w, goals, now=now())
    return {"added": len(goals), "rows": len(goals)}


@router.get("/template/findings")
async def give_template(staff: Staff) -> Response:
    """Give the empty table for findings."""
    content = await asyncio.to_thread(findings_template)
    return attachment(content, phrase("file.template"), "findings.xlsx", SHEET)


@router.get("/plan")
async def give_plan(staff: Staff, w: Workshop, digits: str = "") -> Response:
    """Print the plan as it stands; `x-pmqa-notes` carries what its reader should know."""
    if digits and digits not in set(Digits):
        raise ValueRefused(field="digits")
    workshop = await read(workshop_view, staff, w)
    plan = await read(efficiency_plan, staff, w, issued_on=in_thailand(now()).date())
    options = PrintOptions(digits=Digits(digits) if digits else workshop.digits)
    printed = await asyncio.to_thread(print_document, DocumentKind.PLAN, plan, options)
    name = phrase("file.plan", fiscal_year=workshop.fiscal_year, code=workshop.code)
    plain = f"plan_{workshop.fiscal_year}_{workshop.code}.docx"
    answer = attachment(printed.content, name, plain, DOCUMENT)
    answer.headers["x-pmqa-notes"] = ",".join(printed.notes)
    return answer


async def received(request: Request, staff: Actor, workshop_id: int) -> tuple[str, bytes]:
    """Return name and bytes of the one file sent, once the sender may send it at all."""
    require(may_prepare(staff))
    await read(workshop_view, staff, workshop_id)
    parser = MultiPartParser(request.headers, _counted(request), max_files=1, max_fields=4)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as broken:
        raise FileUnreadable(name="", reason="damaged") from broken
    try:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise NotFound(what="file")
        return (sent.filename or "")[:200], await sent.read()
    finally:
        await form.close()


async def _counted(request: Request) -> AsyncIterator[bytes]:
    """Pass the body on; raise FileTooLarge as soon as it has become too large."""
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > MOST_MEGABYTES * MEGABYTE + ENVELOPE:
            raise FileTooLarge(name="", megabytes=MOST_MEGABYTES)
        yield chunk


async def _read(reader: str, name: str, content: bytes) -> Result:
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise FileTooLarge(name=name, megabytes=MOST_MEGABYTES)
    return await asyncio.to_thread(read_in_child, reader, name, content)


def attachment(content: bytes, name: str, plain: str, kind: str) -> Response:
    """Answer a download with its Thai name, and a plain one for what cannot read that."""
    return Response(
        content,
        media_type=kind,
        headers={
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''"
            + quote(name),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        },
    )
