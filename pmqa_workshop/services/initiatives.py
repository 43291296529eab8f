"""From decided themes to initiatives, and the weeks of filling them in."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar

from sqlmodel import Session, col, delete, select

from pmqa_workshop.domain.criteria import fiscal_months
from pmqa_workshop.domain.errors import CellChanged, NotFound
from pmqa_workshop.domain.ideas import check_category, check_text
from pmqa_workshop.domain.initiatives import LONGEST, check_field, check_months
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.domain.roles import (
    Actor,
    may_edit_initiative,
    may_prepare,
    require,
)
from pmqa_workshop.domain.thai import clean, money
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.ideas import Idea, IdeaFinding, Theme
from pmqa_workshop.models.initiatives import (
    KPI,
    Activity,
    Alignment,
    CoOwner,
    Initiative,
    InitiativeFinding,
)
from pmqa_workshop.models.people import Unit
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.fetch import next_number, row_for, workshop_for

LONGEST_CELL = 1000
UNKNOWN: Final = object()  # what the cell showed before is not told
_LONGEST_SHOWN = 120  # of what somebody else wrote, beside the cell
Row = TypeVar("Row", Activity, KPI)


def draft_initiatives(session: Session, actor: Actor, workshop_id: int, *, now: datetime) -> int:
    """Draft an initiative for each selected theme that has none; return how many are new."""
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    taken = select(Initiative.theme_id).where(
        Initiative.workshop_id == workshop_id,
        col(Initiative.theme_id).is_not(None),
        col(Initiative.withdrawn_at).is_(None),
    )
    themes = session.exec(
        select(Theme)
        .join(Decision, col(Decision.theme_id) == Theme.id)
        .where(
            Theme.workshop_id == workshop_id,
            col(Decision.selected).is_(True),
            col(Theme.dissolved_at).is_(None),
            col(Theme.id).not_in(taken),
        )
        .order_by(col(Theme.category), col(Theme.number))
    ).all()
    for theme in themes:
        _draft_from(session, actor, theme, now)
    return len(themes)


def _draft_from(session: Session, actor: Actor, theme: Theme, now: datetime) -> None:
    """Draft one initiative that carries the findings its theme's ideas answer."""
    findings = session.exec(
        select(IdeaFinding.finding_id)
        .join(Idea, col(Idea.id) == IdeaFinding.idea_id)
        .where(Idea.theme_id == theme.id, col(Idea.withdrawn_at).is_(None))
        .distinct()
    ).all()
    add_initiative(
        session, actor, theme.workshop_id, theme.name, theme.category,
        now=now, finding_ids=findings, theme_id=theme.id,
    )  # fmt: skip


def add_initiative(
    session: Session,
    actor: Actor,
    workshop_id: int,
    title: str,
    category: int,
    *,
    now: datetime,
    finding_ids: Sequence[int] = (),
    theme_id: int | None = None,
) -> int:
    """Add a row to the plan and return its id."""
    check_category(category)
    require(may_edit_initiative(actor, category))
    workshop_for(session, actor, workshop_id, lock=True)
    initiative = Initiative(
        workshop_id=workshop_id,
        theme_id=theme_id,
        number=next_number(session, Initiative, workshop_id),
        category=category,
        title=str(check_field("title", title)),
        drafted_at=now,
    )
    session.add(initiative)
    session.flush()
    _set_findings(session, initiative, finding_ids)
    record(
        session,
        actor,
        "draft",
        "initiative",
        initiative.id,
        now=now,
        workshop_id=workshop_id,
        theme=theme_id,
    )
    return initiative.id


def set_field(
    session: Session,
    actor: Actor,
    initiative_id: int,
    field: str,
    value: object,
    *,
    now: datetime,
    expected: object = UNKNOWN,
) -> None:
    """Fill one cell of the planning table.

    `expected` is what the cell showed when it was changed; if somebody else has since written
    something else, CellChanged tells what, and theirs stands.
    """
    initiative = _editable(session, actor, initiative_id)
    checked = check_field(field, value)
    if field == "owner_unit_id" and checked is not None:
        _unit(session, initiative, int(str(checked)))
    before = getattr(initiative, field)
    if expected is not UNKNOWN and before not in (expected, check_field(field, expected), checked):
        raise CellChanged(field=field, theirs=_shown(session, field, before))
    setattr(initiative, field, checked)
    check_months(initiative.first_month, initiative.last_month)
    if field == "category":
        require(may_edit_initiative(actor, initiative.category))
    _record(session, actor, initiative, "set", now, field=field, before=before, after=checked)


def _shown(session: Session, field: str, value: object) -> str:
    """Return a cell's value as its screen shows it."""
    if value in (None, ""):
        return "–"
    if isinstance(value, Decimal):
        return money(value)
    if field == "owner_unit_id":
        unit = session.get_one(Unit, value)
        return unit.short_name or unit.name
    if field in ("first_month", "last_month"):
        return next(month.short_th for month in fiscal_months() if month.position == value)
    text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def set_findings(
    session: Session, actor: Actor, initiative_id: int, finding_ids: Sequence[int], *, now: datetime
) -> None:
    """Say which findings the initiative answers."""
    initiative = _editable(session, actor, initiative_id)
    _set_findings(session, initiative, finding_ids)
    _record(session, actor, initiative, "link", now, findings=sorted(finding_ids))


def _set_findings(session: Session, initiative: Initiative, finding_ids: Sequence[int]) -> None:
    here = session.exec(
        select(Finding.id).where(
            Finding.workshop_id == initiative.workshop_id, col(Finding.id).in_(finding_ids)
        )
    ).all()
    if set(here) != set(finding_ids):
        raise NotFound(what="finding")
    session.exec(
        delete(InitiativeFinding).where(col(InitiativeFinding.initiative_id) == initiative.id)
    )
    session.add_all(
        InitiativeFinding(initiative_id=initiative.id, finding_id=finding)
        for finding in sorted(set(finding_ids))
    )


def set_co_owners(
    session: Session, actor: Actor, initiative_id: int, unit_ids: Sequence[int], *, now: datetime
) -> None:
    """Say which units help."""
    initiative = _editable(session, actor, initiative_id)
    for unit_id in unit_ids:
        _unit(session, initiative, unit_id)
    session.exec(delete(CoOwner).where(col(CoOwner.initiative_id) == initiative_id))
    session.add_all(
        CoOwner(initiative_id=initiative_id, unit_id=unit_id) for unit_id in sorted(set(unit_ids))
    )
    _record(session, actor, initiative, "assign", now, co_owners=sorted(unit_ids))


def set_alignment(
    session: Session,
    actor: Actor,
    initiative_id: int,
    kind: AlignmentKind,
    values: Sequence[str],
    *,
    now: datetime,
) -> None:
    """Say what the initiative is aligned with, for one kind of alignment."""
    initiative = _editable(session, actor, initiative_id)
    kept = [clean(value).strip() for value in values if value.strip()]
    for value in kept:
        check_text(value, longest=LONGEST_CELL, field="alignment")
    session.exec(
        delete(Alignment).where(
            col(Alignment.initiative_id) == initiative_id, col(Alignment.kind) == kind
        )
    )
    session.add_all(
        Alignment(initiative_id=initiative_id, kind=kind, position=position, value=value)
        for position, value in enumerate(kept)
    )
    _record(session, actor, initiative, "align", now, kind=kind.value, values=kept)


def set_activity(
    session: Session,
    actor: Actor,
    initiative_id: int,
    title: str,
    *,
    now: datetime,
    activity_id: int | None = None,
    first_month: object = None,
    last_month: object = None,
) -> int:
    """Add an activity, or change one, and return its id. An empty title removes it."""
    initiative = _editable(session, actor, initiative_id)
    rows = _rows_of(session, Activity, initiative_id)
    row = _own_row(rows, activity_id) or Activity(
        initiative_id=initiative_id, position=_next_position(rows), title=""
    )
    if not title.strip():
        return _remove(session, actor, initiative, row, now)
    check_text(title, longest=LONGEST_CELL, field="activity")
    row.title = clean(title).strip()
    row.first_month = _month_of(check_field("first_month", first_month))
    row.last_month = _month_of(check_field("last_month", last_month))
    check_months(row.first_month, row.last_month)
    session.add(row)
    session.flush()
    _record(session, actor, initiative, "set_activity", now, activity=row.id, title=row.title)
    return row.id


def set_kpi(
    session: Session,
    actor: Actor,
    initiative_id: int,
    name: str,
    *,
    now: datetime,
    kpi_id: int | None = None,
    unit_of_measure: str = "",
    baseline: str = "",
    target: str = "",
) -> int:
    """Add a KPI, or change one, and return its id. An empty name removes it."""
    initiative = _editable(session, actor, initiative_id)
    rows = _rows_of(session, KPI, initiative_id)
    row = _own_row(rows, kpi_id) or KPI(
        initiative_id=initiative_id, position=_next_position(rows), name=""
    )
    if not name.strip():
        return _remove(session, actor, initiative, row, now)
    check_text(name, longest=LONGEST_CELL, field="kpi")
    row.name = clean(name).strip()
    for field, value in (
        ("unit_of_measure", unit_of_measure), ("baseline", baseline), ("target", target)
    ):  # fmt: skip
        if len(value) > LONGEST["owner_name"]:
            check_text(value, longest=LONGEST["owner_name"], field=field)
        setattr(row, field, clean(value).strip())
    session.add(row)
    session.flush()
    _record(session, actor, initiative, "set_kpi", now, kpi=row.id, name=row.name)
    return row.id


def withdraw_initiative(
    session: Session, actor: Actor, initiative_id: int, *, now: datetime
) -> None:
    """Take a row out of the plan; it can be restored."""
    initiative = _editable(session, actor, initiative_id)
    initiative.withdrawn_at = initiative.withdrawn_at or now
    _record(session, actor, initiative, "withdraw", now)


def restore_initiative(
    session: Session, actor: Actor, initiative_id: int, *, now: datetime
) -> None:
    """Bring a withdrawn row back."""
    initiative = _editable(session, actor, initiative_id)
    initiative.withdrawn_at = None
    _record(session, actor, initiative, "restore", now)


def _editable(session: Session, actor: Actor, initiative_id: int) -> Initiative:
    initiative = row_for(session, actor, Initiative, initiative_id, lock=True)
    require(may_edit_initiative(actor, initiative.category))
    return initiative


def _unit(session: Session, initiative: Initiative, unit_id: int) -> Unit:
    unit = session.get(Unit, unit_id)
    workshop = session.get_one(Workshop, initiative.workshop_id)
    if unit is None or unit.agency_id != workshop.agency_id:
        raise NotFound(what="unit")
    return unit


def _rows_of(session: Session, table: type[Row], initiative_id: int) -> list[Row]:
    return list(
        session.exec(
            select(table).where(table.initiative_id == initiative_id).order_by(col(table.position))
        )
    )


def _next_position(rows: list[Row]) -> int:
    return max((row.position for row in rows), default=0) + 1


def _own_row(rows: list[Row], row_id: int | None) -> Row | None:
    if row_id is None:
        return None
    for row in rows:
        if row.id == row_id:
            return row
    raise NotFound(what="row")


def _remove(
    session: Session, actor: Actor, initiative: Initiative, row: Activity | KPI, now: datetime
) -> int:
    if row.id is None:
        return 0
    session.delete(row)
    _record(session, actor, initiative, "remove", now, **row.model_dump(exclude={"initiative_id"}))
    return row.id


def _month_of(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _record(
    session: Session,
    actor: Actor,
    initiative: Initiative,
    action: str,
    now: datetime,
    **facts: object,
) -> None:
    record(
        session,
        actor,
        action,
        "initiative",
        initiative.id,
        now=now,
        workshop_id=initiative.workshop_id,
        **facts,
    )
