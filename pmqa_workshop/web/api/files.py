"""Files of the office: templates and the plan out."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response

from pmqa_workshop.database import read
from pmqa_workshop.documents import print_document
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.intake.template import findings_template
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.web.api.base import Staff, now
from pmqa_workshop.wording import phrase

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

router = APIRouter(prefix="/files")
Workshop = Annotated[int, Query(alias="w", ge=1, le=999_999_999)]


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
