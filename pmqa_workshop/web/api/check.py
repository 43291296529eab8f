"""The check table: its rows, and each thing a person does with them, answered with what changed."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.criteria import items
from pmqa_workshop.domain.errors import NotFound, ValueRefused
from pmqa_workshop.domain.findings import BLOCKING, CriteriaSet
from pmqa_workshop.domain.roles import Actor, may_prepare
from pmqa_workshop.queries.findings import (
    DraftView,
    drafts_of,
    next_undo,
    report_columns,
    report_workshop,
)
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.check_steps import undo_step
from pmqa_workshop.services.drafts import (
    join_drafts,
    mend_draft,
    restore_draft,
    split_draft,
)
from pmqa_workshop.services.findings import accept_findings
from pmqa_workshop.services.reports import CHUNK, dismiss_report, settle_criteria_set
from pmqa_workshop.web.api.base import Staff, now

router = APIRouter(prefix="/api/check/{report}")

HIGHEST_ID = 2**31 - 1
LONGEST = 20_000  # characters a browser may send in one field
FIELDS = frozenset({"category", "item", "kind", "text", "evidence"})
Report = Annotated[int, Path(ge=1, le=HIGHEST_ID)]
Id = Annotated[int, Field(ge=1, le=HIGHEST_ID)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=20_000)]
Text = Annotated[str, Field(max_length=LONGEST)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Mending(_Body):
    """One field of a row, and what it showed when the person began to type."""

    draft: Id
    field: str = Field(max_length=40)
    value: Text
    expected: Text | None = None


class Splitting(_Body):
    draft: Id
    first: Text
    second: Text
    expected: Text


class Rows(_Body):
    drafts: Ids


class SomeRows(_Body):
    """Some rows, or without any all that it may be done with."""

    drafts: Ids | None = None


class Settling(_Body):
    set: CriteriaSet


@router.get("")
async def give_table(staff: Staff, report: Report) -> dict[str, Any]:
    """Give the whole table; the screen sorts out what it shows."""
    await _check(staff, report)
    rows = await read(drafts_of, report)
    columns = await read(report_columns, report)
    return {
        "rows": [_row(row) for row in rows],
        "columns": [
            {"label": c.label, "position": c.position, "taken_as": c.taken_as,
             "examples": c.examples}
            for c in columns
        ],
        "undo": await _undo(staff, report),
        "may": may_prepare(staff),
    }  # fmt: skip


@router.post("/mend")
async def mend(staff: Staff, report: Report, given: Mending) -> dict[str, Any]:
    """Keep one field of a row."""
    await _check(staff, report)
    if given.field not in FIELDS:
        raise ValueRefused(field="row")
    expected = None if given.expected is None else {given.field: given.expected}
    await write(
        mend_draft, staff, given.draft, now=now(), expected=expected, **{given.field: given.value}
    )
    return await _answer(staff, report, [given.draft])


@router.post("/split")
async def split(staff: Staff, report: Report, given: Splitting) -> dict[str, Any]:
    """Cut a row in two; `new` is the second half's id."""
    await _check(staff, report)
    new = await write(
        split_draft, staff, given.draft, given.first, given.second,
        now=now(), expected=given.expected,
    )  # fmt: skip
    position = next(row.position for row in await read(drafts_of, report, [new]))
    parts = [row.id for row in await read(drafts_of, report) if row.position == position]
    return {**await _answer(staff, report, parts), "new": new}


@router.post("/join")
async def join(staff: Staff, report: Report, given: Rows) -> dict[str, Any]:
    """Make rows one; `stays` is the one that holds them all."""
    await _check(staff, report)
    stays = await write(join_drafts, staff, given.drafts, now=now())
    return {**await _answer(staff, report, given.drafts), "stays": stays}


@router.post("/dismiss")
async def dismiss(staff: Staff, report: Report, given: SomeRows) -> dict[str, Any]:
    """Set rows aside, or all that wait; one step to undo."""
    await _check(staff, report)
    at, drafts = now(), await _waiting(report) if given.drafts is None else given.drafts
    for part in _parts(drafts):
        await write(dismiss_report, staff, report, now=at, draft_ids=part)
    return await _answer(staff, report, drafts)


@router.post("/restore")
async def restore(staff: Staff, report: Report, given: Rows) -> dict[str, Any]:
    """Take rows back to the table."""
    await _check(staff, report)
    for draft in given.drafts:
        await write(restore_draft, staff, draft, now=now())
    return await _answer(staff, report, given.drafts)


@router.post("/accept")
async def accept(staff: Staff, report: Report, given: SomeRows) -> dict[str, Any]:
    """Accept the chosen rows, or all nobody need doubt, some at a time."""
    await _check(staff, report)
    at, chosen = now(), given.drafts
    drafts = await _waiting(report) if chosen is None else chosen
    accepted = 0
    for part in _parts(drafts):
        accepted += await write(
            accept_findings, staff, report, now=at, draft_ids=part, sure_only=chosen is None
        )
    return {**await _answer(staff, report, drafts), "accepted": accepted}


@router.post("/settle")
async def settle(staff: Staff, report: Report, given: Settling) -> dict[str, Any]:
    """Say of which criteria all rows are whose set could not be told."""
    await _check(staff, report)
    at, settled = now(), 0
    for part in _parts(await _waiting(report)):
        settled += await write(
            settle_criteria_set, staff, report, given.set, now=at, draft_ids=part
        )
    return {**await _answer(staff, report, None), "settled": settled}


@router.post("/undo")
async def undo(staff: Staff, report: Report) -> dict[str, Any]:
    """Undo what this person did last; `gone` are rows that only that step had made."""
    await _check(staff, report)
    at, undone = now(), await write(undo_step, staff, report, now=now())
    touched = list(undone.draft_ids)
    while (left := await read(next_undo, report, staff.staff_id)) and left[:2] == (
        undone.action,
        undone.at,
    ):
        undone = await write(undo_step, staff, report, now=at)
        touched += undone.draft_ids
    answer = await _answer(staff, report, touched)
    there = {row["id"] for row in answer["rows"]}
    gone = [draft for draft in touched if draft not in there]
    return {**answer, "gone": gone, "undone": undone.action}


async def _check(staff: Actor, report: int) -> None:
    """Raise NotFound where the report is another agency's."""
    workshop = await read(report_workshop, report)
    if workshop is None:
        raise NotFound(what="feedback_report")
    await read(workshop_view, staff, workshop)


async def _waiting(report: int) -> list[int]:
    return [row.id for row in await read(drafts_of, report) if row.state == "waiting"]


def _parts(drafts: Sequence[int]) -> list[Sequence[int]]:
    """Cut a long list for small transactions: a vote waits for one of them at most."""
    return [drafts[at : at + CHUNK] for at in range(0, len(drafts), CHUNK)]


async def _answer(staff: Actor, report: int, drafts: Sequence[int] | None) -> dict[str, Any]:
    rows = await read(drafts_of, report, drafts)
    return {"rows": [_row(row) for row in rows], "undo": await _undo(staff, report)}


async def _undo(staff: Actor, report: int) -> dict[str, Any] | None:
    found = await read(next_undo, report, staff.staff_id)
    return {"action": found[0], "rows": found[2]} if found else None


def _row(row: DraftView) -> dict[str, Any]:
    known = items(row.criteria_set or CriteriaSet.PMQA4)
    return {
        "id": row.id,
        "position": row.position,
        "part": row.part,
        "place": row.place,
        "source": row.source,
        "category": str(row.category) if row.category is not None else "",
        "item": row.item or "",
        "item_name": known[row.item].name_th if row.item in known else "",
        "kind": row.kind.value if row.kind else "",
        "text": row.text,
        "evidence": row.evidence,
        "doubts": list(row.doubts),
        "is_blocked": any(code in BLOCKING for code in row.doubts),
        "state": row.state,
    }
