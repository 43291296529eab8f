"""Lists of an office in: its units and its goals, looked at before they are kept."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.errors import WorkshopError
from pmqa_workshop.domain.register import (
    GoalDraft,
    UnitDraft,
    check_goal,
    check_unit,
    compare_goals,
    compare_units,
)
from pmqa_workshop.queries.workshop import goals_of, units_of, workshop_view
from pmqa_workshop.services.workshop import register_units, set_goals
from pmqa_workshop.web.api.base import Staff, language_of, now
from pmqa_workshop.web.api.incoming import take
from pmqa_workshop.wording import say

router = APIRouter(prefix="/files")
Workshop = Annotated[int, Query(alias="w", ge=1, le=999_999_999)]
Text = Annotated[str, Field(max_length=20_000)]
Known = Annotated[int, Field(ge=1, le=2**31 - 1)]
MOST_ROWS = 2000
Draft = TypeVar("Draft", UnitDraft, GoalDraft)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class UnitRow(_Body):
    name: Text
    short_name: Text = ""
    known_id: Known | None = None


class UnitRows(_Body):
    rows: list[UnitRow] = Field(min_length=1, max_length=MOST_ROWS)


class GoalRow(_Body):
    title: Text
    indicator: Text = ""
    current: Text = ""
    target: Text = ""
    national_strategy: Text = ""
    sdgs: Text = ""
    known_id: Known | None = None


class GoalRows(_Body):
    rows: list[GoalRow] = Field(min_length=1, max_length=MOST_ROWS)


@router.post("/units")
async def look_at_units(request: Request, staff: Staff, w: Workshop) -> dict[str, Any]:
    """Read a list of units and tell what it would add or change; nothing is written."""
    incoming = await take(request, staff, w)
    drafts: Any = await incoming.read("units")
    known = await read(units_of, incoming.workshop.agency_id)
    return {"rows": [vars(row) for row in compare_units(known, drafts)]}


@router.post("/goals")
async def look_at_goals(request: Request, staff: Staff, w: Workshop) -> dict[str, Any]:
    """Read a list of goals and tell what it would add or change; nothing is written."""
    incoming = await take(request, staff, w)
    drafts: Any = await incoming.read("goals")
    known = await read(goals_of, w)
    return {"rows": [vars(row) for row in compare_goals(known, drafts)]}


@router.post("/units/keep")
async def keep_units(
    request: Request, staff: Staff, w: Workshop, given: UnitRows
) -> dict[str, Any]:
    """Keep the units as they were looked at and mended; tell of each that cannot be kept, why."""
    workshop = await read(workshop_view, staff, w)
    drafts = [UnitDraft(**row.model_dump()) for row in given.rows]
    good, bad = _sorted_out(drafts, check_unit, language_of(request))
    if good:
        await write(register_units, staff, workshop.agency_id, good, now=now())
    return {"rows": len(good), "refused": bad}


@router.post("/goals/keep")
async def keep_goals(
    request: Request, staff: Staff, w: Workshop, given: GoalRows
) -> dict[str, Any]:
    """Keep the goals as they were looked at and mended; tell of each that cannot be kept, why."""
    await read(workshop_view, staff, w)
    drafts = [GoalDraft(**row.model_dump()) for row in given.rows]
    good, bad = _sorted_out(drafts, check_goal, language_of(request))
    if good:
        await write(set_goals, staff, w, good, now=now())
    return {"rows": len(good), "refused": bad}


def _sorted_out(
    drafts: list[Draft], check: Callable[[Draft], None], language: str
) -> tuple[list[Draft], list[dict[str, Any]]]:
    """Return the rows that can be kept, and of the others which they are and why not."""
    good, bad = [], []
    for at, draft in enumerate(drafts):
        try:
            check(draft)
        except WorkshopError as refusal:
            bad.append({"at": at, "message": say(refusal.code, language, **refusal.facts)})
        else:
            good.append(draft)
    return good, bad
