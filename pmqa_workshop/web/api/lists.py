"""Lists of an office in: its units and its goals, looked at before they are kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from pmqa_workshop.database import read, write
from pmqa_workshop.domain.register import (
    GoalDraft,
    UnitDraft,
    compare_goals,
    compare_units,
)
from pmqa_workshop.queries.workshop import goals_of, units_of, workshop_view
from pmqa_workshop.services.workshop import register_units, set_goals
from pmqa_workshop.web.api.base import Staff, now
from pmqa_workshop.web.api.incoming import take

router = APIRouter(prefix="/files")
Workshop = Annotated[int, Query(alias="w", ge=1, le=999_999_999)]
Text = Annotated[str, Field(max_length=20_000)]
Known = Annotated[int, Field(ge=1, le=2**31 - 1)]
MOST_ROWS = 2000


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
async def keep_units(staff: Staff, w: Workshop, given: UnitRows) -> dict[str, int]:
    """Keep the units as they were looked at and mended."""
    workshop = await read(workshop_view, staff, w)
    drafts = [UnitDraft(**row.model_dump()) for row in given.rows]
    added = await write(register_units, staff, workshop.agency_id, drafts, now=now())
    return {"added": added, "rows": len(drafts)}


@router.post("/goals/keep")
async def keep_goals(staff: Staff, w: Workshop, given: GoalRows) -> dict[str, int]:
    """Keep the goals as they were looked at and mended."""
    drafts = [GoalDraft(**row.model_dump()) for row in given.rows]
    await write(set_goals, staff, w, drafts, now=now())
    return {"rows": len(drafts)}
