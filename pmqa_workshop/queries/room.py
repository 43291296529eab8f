"""One projection of the room per audience. What an audience may not see is not in it.

They are read several times a second while a room votes, so they count in SQL and read rows only
of what is shown; tests/queries/test_room.py holds the number of questions.
"""

from collections import Counter
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Idea, IdeaFinding, Theme
from pmqa_workshop.models.people import Participant, Unit
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.queries.ideas import idea_code, theme_code
from pmqa_workshop.queries.priorities import priorities_of
from pmqa_workshop.queries.voting import RoundView, newest_round, round_tally
from pmqa_workshop.queries.workshop import WorkshopView, workshop_view

View = dict[str, Any]
CATEGORIES = range(1, 8)
LATEST_IDEAS = 6
LINE = 72  # characters of a theme's name on the projector


class Audience(StrEnum):
    PHONE = "phone"
    PROJECTOR = "projector"
    CONSOLE = "console"  # who runs the room
    DESK = "desk"  # other staff: the same, without results that are not published


EVERYBODY = frozenset(Audience)
STAFF = frozenset({Audience.CONSOLE, Audience.DESK})


@dataclass(frozen=True)
class _Ideas:
    """Ideas of a category, counted."""

    raised: int
    ungrouped: int


@dataclass(frozen=True)
class _Room:
    """What the projections are cut from, read once."""

    workshop: WorkshopView
    revision: int
    seated: int
    ideas: dict[int, _Ideas]  # by category
    round: RoundView | None

    @property
    def is_shown(self) -> bool:
        return self.round is not None and self.round.is_shown


def room_mark(session: Session, workshop_ids: Collection[int]) -> dict[int, int]:
    """Return how many changes each workshop has seen: a number that only grows.

    Counted, not the highest id: where several processes write, a lower id may be committed
    after a higher one.
    """
    counted = session.exec(
        select(HistoryEntry.workshop_id, func.count())
        .where(col(HistoryEntry.workshop_id).in_(workshop_ids))
        .group_by(col(HistoryEntry.workshop_id))
    )
    return dict.fromkeys(workshop_ids, 0) | {found or 0: changes for found, changes in counted}


def room_views(
    session: Session, workshop_id: int, audiences: AbstractSet[Audience] = EVERYBODY
) -> dict[Audience, View]:
    """Return the projections of one moment, as plain JSON values, one dict per audience.

    Keys are the vars of the room's mirror state; a var that did not change is not sent again.
    The phones' is that of somebody without a category: `group_views` has what differs.
    """
    room = _room(session, workshop_id)
    shared = _shared(room)
    sees_unpublished = Audience.CONSOLE in audiences
    results = _results(session, room) if room.is_shown or sees_unpublished else []
    published = results if room.is_shown else []
    views: dict[Audience, View] = {}
    if Audience.PHONE in audiences:
        views[Audience.PHONE] = {**shared, "group": {}, "results": published}
    if not audiences - {Audience.PHONE}:
        return views
    screen = {
        **shared,
        "coverage": _coverage(session, workshop_id, room.ideas),
        "latest": _latest(session, workshop_id),
        **_so_far(session, room),
    }
    if Audience.PROJECTOR in audiences:
        views[Audience.PROJECTOR] = {
            **screen,
            "results": [_in_short(row) for row in published],
            "latest": screen["latest"] if room.workshop.ideas_revealed else [],
            "decisions": [_in_short(row) for row in _decisions(session, room)],
        }
    if audiences & STAFF:
        console = {**screen, "units": _by_unit(session, room), "wrote": _wrote(session, room)}
        views[Audience.CONSOLE] = {**console, "results": results}
        views[Audience.DESK] = {**console, "results": published}
    return {audience: view for audience, view in views.items() if audience in audiences}


def group_views(session: Session, workshop_id: int) -> dict[int, View]:
    """Return how far each category group is: who joined it, its ideas, findings without one."""
    joined: dict[int | None, int] = dict(
        session.exec(
            select(Participant.category, func.count())
            .where(Participant.workshop_id == workshop_id)
            .group_by(col(Participant.category))
        ).all()
    )
    return {
        row["category"]: {
            "category": row["category"],
            "joined": joined.get(row["category"], 0),
            "ideas": row["ideas"],
            "bare": row["bare"],
        }
        for row in _coverage(session, workshop_id, _ideas(session, workshop_id))
    }


def phone_view(session: Session, workshop_id: int, category: int | None = None) -> View:
    """Return one phone's projection alone: what a phone asks for while its websocket is dead."""
    view = room_views(session, workshop_id, {Audience.PHONE})[Audience.PHONE]
    return {**view, "group": group_views(session, workshop_id)[category]} if category else view


def _room(session: Session, workshop_id: int) -> _Room:
    return _Room(
        workshop=workshop_view(session, Actor(Role.OPERATOR), workshop_id),
        revision=room_mark(session, [workshop_id])[workshop_id],
        seated=_seated(session, workshop_id),
        ideas=_ideas(session, workshop_id),
        round=newest_round(session, workshop_id),
    )


def _ideas(session: Session, workshop_id: int) -> dict[int, _Ideas]:
    ungrouped = func.sum(case((col(Idea.theme_id).is_(None), 1), else_=0))
    counted = session.exec(
        select(Idea.category, func.count(), ungrouped)
        .where(Idea.workshop_id == workshop_id, col(Idea.withdrawn_at).is_(None))
        .group_by(col(Idea.category))
    )
    return {category: _Ideas(raised, alone) for category, raised, alone in counted}


def _seated(session: Session, workshop_id: int) -> int:
    return session.exec(select(func.count()).where(Participant.workshop_id == workshop_id)).one()


def _shared(room: _Room) -> View:
    return {
        "workshop_id": room.workshop.id,
        "title": room.workshop.title,
        "code": room.workshop.code,
        "stage": room.workshop.stage.value,
        "joined": room.seated,
        "joining_closed": room.workshop.joining_closed,
        "revealed": room.workshop.ideas_revealed,
        "ideas": sum(found.raised for found in room.ideas.values()),
        "revision": room.revision,
        "round": _round(room.round),
    }


def _round(found: RoundView | None) -> View:
    if found is None:
        return {}
    return {
        "id": found.id,
        "number": found.number,
        "points": found.points_per_person,
        "most": found.max_per_choice,
        "open": found.is_open,
        "published": found.is_shown,
        "ballots": found.ballots,
        "eligible": found.eligible,
        "choices": len(found.choice_ids),
    }


def _results(session: Session, room: _Room) -> list[View]:
    """Return the ranking, tied choices marked as tied."""
    if room.round is None or room.round.is_open:
        return []
    rows = round_tally(session, room.round.id)
    names = {
        theme.id: theme
        for theme in session.exec(
            select(Theme).where(
                Theme.workshop_id == room.workshop.id, col(Theme.dissolved_at).is_(None)
            )
        )
    }
    at_rank = Counter(row.rank for row in rows)
    most = max((row.points for row in rows), default=0) or 1
    return [
        {
            "id": row.theme_id,
            "name": names[row.theme_id].name,
            "code": theme_code(names[row.theme_id].number),
            "category": names[row.theme_id].category,
            "points": row.points,
            "voters": row.voters,
            "rank": row.rank,
            "tied": at_rank[row.rank] > 1,
            "share": round(100 * row.points / most),
        }
        for row in rows
        if row.theme_id in names
    ]


def _in_short(row: View) -> View:
    """Return a row with its name cut to what fits on a line of the projector."""
    name = row["name"]
    return row if len(name) <= LINE else {**row, "name": name[: LINE - 1] + "…"}


def _coverage(session: Session, workshop_id: int, ideas: dict[int, _Ideas]) -> list[View]:
    """Return per category how many findings ask for ideas, how many have none yet, and ideas.

    A strength asks for none: it would keep the room from ever being done.
    """
    asking = (Finding.workshop_id == workshop_id, Finding.kind != FindingKind.STRENGTH)
    findings: dict[int, int] = dict(
        session.exec(
            select(Finding.category, func.count()).where(*asking).group_by(col(Finding.category))
        ).all()
    )
    answered: dict[int, int] = dict(
        session.exec(
            select(Finding.category, func.count(func.distinct(Finding.id)))
            .join(IdeaFinding, col(IdeaFinding.finding_id) == Finding.id)
            .join(Idea, col(Idea.id) == IdeaFinding.idea_id)
            .where(*asking, col(Idea.withdrawn_at).is_(None))
            .group_by(col(Finding.category))
        ).all()
    )
    return [
        {
            "category": number,
            "findings": findings.get(number, 0),
            "bare": findings.get(number, 0) - answered.get(number, 0),
            "ideas": ideas[number].raised if number in ideas else 0,
        }
        for number in CATEGORIES
    ]


def _latest(session: Session, workshop_id: int) -> list[View]:
    """Return the newest ideas, newest first, without their authors."""
    newest = session.exec(
        select(Idea.id, Idea.number, Idea.text, Idea.category)
        .where(Idea.workshop_id == workshop_id, col(Idea.withdrawn_at).is_(None))
        .order_by(col(Idea.number).desc())
        .limit(LATEST_IDEAS)
    )
    return [
        {"id": idea_id, "code": idea_code(number), "text": text, "category": category}
        for idea_id, number, text, category in newest
    ]


def _wrote(session: Session, room: _Room) -> int:
    """Return how many participants have raised an idea that stands."""
    return session.exec(
        select(func.count(func.distinct(Idea.participant_id))).where(
            Idea.workshop_id == room.workshop.id, col(Idea.withdrawn_at).is_(None)
        )
    ).one()


def _by_unit(session: Session, room: _Room) -> list[View]:
    """Return per unit how many joined, wrote and voted; never a name.

    Those who named no unit come last, as a row without a name.
    """
    seats = session.exec(
        select(Unit.short_name, Unit.name, func.count(col(Participant.id)))
        .select_from(Participant)
        .join(Unit, col(Participant.unit_id) == Unit.id, isouter=True)
        .where(Participant.workshop_id == room.workshop.id)
        .group_by(col(Unit.id))
        .order_by(col(Unit.position).is_(None), col(Unit.position))
    ).all()
    wrote = _units_counted(
        session,
        select(Unit.name, func.count(func.distinct(Participant.id)))
        .select_from(Participant)
        .join(Unit, col(Participant.unit_id) == Unit.id, isouter=True)
        .join(Idea, col(Idea.participant_id) == Participant.id)
        .where(Participant.workshop_id == room.workshop.id)
        .group_by(col(Unit.id)),
    )
    voted = _units_counted(
        session,
        select(Unit.name, func.count(func.distinct(Participant.id)))
        .select_from(Participant)
        .join(Unit, col(Participant.unit_id) == Unit.id, isouter=True)
        .join(Ballot, col(Ballot.participant_id) == Participant.id)
        .where(Ballot.round_id == (room.round.id if room.round else 0))
        .group_by(col(Unit.id)),
    )
    return [
        {
            "unit": short or name or "",
            "name": name or "",
            "joined": joined,
            "wrote": wrote.get(name, 0),
            "voted": voted.get(name, 0),
        }
        for short, name, joined in seats
    ]


def _units_counted(session: Session, counting: Any) -> dict[str, int]:
    return dict(session.exec(counting).all())


def _so_far(session: Session, room: _Room) -> View:
    """Return how far grouping and deciding have come, in numbers."""
    chosen: Any = (
        select(Decision.selected)
        .select_from(Theme)
        .join(Decision, col(Decision.theme_id) == Theme.id, isouter=True)
        .where(Theme.workshop_id == room.workshop.id, col(Theme.dissolved_at).is_(None))
    )
    decided: Counter[bool | None] = Counter(session.exec(chosen))
    return {
        "themes": decided.total(),
        "ungrouped": sum(found.ungrouped for found in room.ideas.values()),
        "selected": decided[True],
        "undecided": decided[None],
    }


def _decisions(session: Session, room: _Room) -> list[View]:
    """Return what was decided, for the stages after the vote."""
    if room.workshop.stage.value not in ("decision", "planning", "closed"):
        return []
    return [
        {
            "id": row.theme.id,
            "name": row.theme.name,
            "category": row.theme.category,
            "rank": row.rank or 0,
            "selected": bool(row.selected),
        }
        for row in priorities_of(session, room.workshop.id)
        if row.selected is not None
    ]
