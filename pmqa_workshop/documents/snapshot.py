"""The plan a document was made from, as text that is kept with it and read again years later."""

import json

from pydantic import TypeAdapter

from pmqa_workshop.domain.plan import EfficiencyPlan

SCHEMA = 1  # of a snapshot; a field added later needs a default, not a new number
_PLANS = TypeAdapter(EfficiencyPlan)


def snapshot_of(plan: EfficiencyPlan) -> str:
    """Return the whole plan as JSON; half a character pair, which no JSON holds, becomes "?"."""
    kept = json.dumps(
        {"schema": SCHEMA, "plan": _PLANS.dump_python(plan)}, ensure_ascii=False, default=str
    )
    return kept.encode("utf-8", "replace").decode("utf-8")


def plan_of(snapshot: str) -> EfficiencyPlan:
    """Return the plan of a snapshot; fields it does not know are left out, lacking ones empty.

    Raise ValueError when it is no snapshot, or one of a later schema.
    """
    kept = json.loads(snapshot)
    if not isinstance(kept, dict) or kept.get("schema") != SCHEMA:
        raise ValueError("not a snapshot this program reads")
    return _PLANS.validate_python(kept.get("plan"))
