"""Feedback reports in: read, recognised when they come again, kept or brought up to date."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.again import Change, Difference, Likeness, recognise, values_of
from pmqa_workshop.domain.errors import (
    FileUnreadable,
    NoCategoryColumn,
    NoFindingsFound,
    NotFound,
    ValueRefused,
)
from pmqa_workshop.domain.findings import UNUSED, Column, ColumnReading, ReadReport
from pmqa_workshop.domain.roles import Actor
from pmqa_workshop.queries.findings import (
    columns_known,
    known_reports,
    report_digest,
    report_view,
    report_workshop,
)
from pmqa_workshop.services.again import (
    Choice,
    Choices,
    Updated,
    differences,
    finish_update,
    update_rows,
)
from pmqa_workshop.services.reports import (
    CHUNK,
    FORGET,
    add_drafts,
    doubting_repeated,
    finish_report,
    open_report,
    remember_columns,
)
from pmqa_workshop.web.api.base import Staff, language_of, now, refused
from pmqa_workshop.web.api.incoming import Incoming, take
from pmqa_workshop.wording import phrase

router = APIRouter(prefix="/files")
Workshop = Annotated[int, Query(alias="w", ge=1, le=999_999_999)]


@router.post("/findings", response_model=None)
async def take_report(request: Request, staff: Staff, w: Workshop) -> dict[str, Any] | JSONResponse:
    """Read a report and keep it, or show what it would change in one that came before.

    The form's `into` is a report's id, "new", or empty to recognise it; `sure` says that the
    differences were seen, `gently` that the very file it came from may be read anew without asking
    where nobody worked on its rows.
    """
    incoming = await take(request, staff, w)
    said = _said(incoming)
    try:
        report = await _read(incoming, said)
    except (NoCategoryColumn, NoFindingsFound) as refusal:
        return _with_columns(request, refusal)
    into, likeness = await _into(incoming, report)
    if into is None:
        kept = await _keep(staff, incoming, report, language_of(request))
        answer: dict[str, Any] = {"report": kept, "rows": len(report.drafts)}
    else:
        answer = await _again(staff, incoming, report, into, likeness)
    if "report" in answer and (named := _named(said, report.columns)):
        await write(remember_columns, staff, w, named, now=now())
    return {**answer, "columns": _columns(report.columns)}


def _said(incoming: Incoming) -> dict[str, str]:
    """Return what the person says columns hold, by name or position."""
    given = incoming.json("mapping")
    known = (*Column, UNUSED, FORGET)
    if len(given) > 256 or not all(value in known for value in given.values()):
        raise ValueRefused(field="column")
    return {str(key)[:300]: str(value) for key, value in given.items()}


async def _read(incoming: Incoming, said: dict[str, str]) -> ReadReport:
    remembered = await read(columns_known, incoming.workshop.agency_id)
    mapping = {**remembered, **{key.lower(): value for key, value in said.items()}}
    report = await incoming.read(
        "findings", {key: value for key, value in mapping.items() if value != FORGET}
    )
    if not isinstance(report, ReadReport):
        raise FileUnreadable(name=incoming.name, reason="damaged")
    return report


def _named(said: dict[str, str], columns: Sequence[ColumnReading]) -> dict[str, str]:
    """Return what was said by name: a position is good for this file only."""
    positions = {column.position for column in columns}
    return {key: value for key, value in said.items() if key.strip() and key not in positions}


def _with_columns(request: Request, refusal: NoCategoryColumn | NoFindingsFound) -> JSONResponse:
    """Answer a refusal with the columns seen, so that a person can say what they hold."""
    plain = refused(request, refusal)
    given = refusal.facts.get("readings")
    columns = _columns(given if isinstance(given, tuple) else ())
    return JSONResponse({**json.loads(bytes(plain.body)), "columns": columns}, plain.status_code)


def _columns(columns: Sequence[ColumnReading]) -> list[dict[str, Any]]:
    return [asdict(column) for column in columns]


async def _into(incoming: Incoming, report: ReadReport) -> tuple[int | None, Likeness | None]:
    """Return the report this is to be part of; None for one of its own."""
    asked = incoming.fields.get("into", "")
    if asked == "new":
        return None, None
    if asked:
        report_id = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
        if await read(report_workshop, report_id) != incoming.workshop.id:
            raise NotFound(what="feedback_report")
        return report_id, Likeness.SAME
    known = await read(known_reports, incoming.workshop.id)
    found = await asyncio.to_thread(recognise, known, incoming.name, incoming.digest, report.drafts)
    return found or (None, None)


async def _keep(staff: Actor, incoming: Incoming, report: ReadReport, language: str) -> int:
    """Keep a report in small transactions; it is seen when all of it is there."""
    drafts = await read(doubting_repeated, incoming.workshop.id, report.drafts)
    report_id = await write(
        open_report, staff, incoming.workshop.id, report, now=now(),
        source_name=incoming.name or phrase("findings.pasted_name", language),
        title=incoming.fields.get("title", "")[:300], content_digest=incoming.digest,
    )  # fmt: skip
    for at in range(0, len(drafts), CHUNK):
        await write(add_drafts, staff, report_id, drafts[at : at + CHUNK], at + 1)
    await write(finish_report, staff, report_id, now=now())
    return report_id


async def _again(
    staff: Actor, incoming: Incoming, report: ReadReport, into: int, likeness: Likeness | None
) -> dict[str, Any]:
    found = await read(differences, staff, into, report.drafts, content_digest=incoming.digest)
    is_read_anew = await read(report_digest, into) == incoming.digest
    gently = incoming.fields.get("gently") and is_read_anew and not any(d.asks for d in found)
    if not (incoming.fields.get("sure") or gently):
        earlier = await read(report_view, into)
        return {
            "like": {"id": into, "title": earlier.title, "likeness": likeness},
            "unchanged": sum(one.change is Change.UNCHANGED for one in found),
            "differences": [_plain(d) for d in found if d.change is not Change.UNCHANGED],
        }
    updated = await _update(staff, incoming, report, into, found)
    return {"report": into, "rows": len(report.drafts), "updated": asdict(updated)}


async def _update(
    staff: Actor, incoming: Incoming, report: ReadReport, into: int, found: list[Difference]
) -> Updated:
    choices, at, updated = _choices(incoming), now(), Updated()
    for begin in range(0, len(found), CHUNK):
        part = found[begin : begin + CHUNK]
        updated += await write(update_rows, staff, into, part, choices, at=at)
    await write(finish_update, staff, into, report, updated, now=at, content_digest=incoming.digest)
    return updated


def _choices(incoming: Incoming) -> Choices:
    found = {}
    for key, given in incoming.json("choices").items():
        if not (key.isdecimal() and len(key) < 10 and isinstance(given, dict)):
            raise ValueRefused(field="row")
        found[int(key)] = Choice(str(given.get("seen", "")), given.get("file") is True)
    return found


def _plain(difference: Difference) -> dict[str, Any]:
    row, draft = difference.row, difference.draft
    return {
        "change": difference.change.value,
        "fields": difference.fields,
        "asks": difference.asks,
        "old": row and {field: row.now[field] for field in row.now},
        "new": draft and values_of(draft),
        "place": draft.place if draft else row.place if row else "",
        "id": row and row.id,
        "seen": row and row.seen,
        "state": row and row.state,
        "code": row and row.code,
        "answered": bool(row and row.is_answered),
    }
