"""One projection of the room per audience. What an audience may not see is not in it."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, func, select

from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.people import Participant, Unit
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.queries.ideas import IdeaView, ThemeView, ideas_of, themes_of
from pmqa_workshop.queries.priorities import priorities_of, standings
from pmqa_workshop.queries.voting import RoundView, newest_round, round_tally
from pmqa_workshop.queries.workshop import WorkshopView, workshop_view

View = dict[str, Any]
LATEST_IDEAS = 6
LINE = 72  # characters of a theme's name on the projector


class Audience(StrEnum):
    PHONE = "phone"
    PROJECTOR = "projector"
    CONSOLE = "console"  # who runs the room
    DESK = "desk"  # other staff: the same, without results that are not published


@dataclass(frozen=True)
class _Room:
    """What the projections are cut from, read once."""

    workshop: WorkshopView
    seated: int
    ideas: list[IdeaView]
    themes: list[ThemeView]
    round: RoundView | None


def room_views(session: Session, workshop_id: int) -> dict[Audience, View]:
    """Return the projections of one moment, as plain JSON values, one dict per audience.

    Keys are the vars of the room's mirror state; a var that did not change is not sent again.
    """
    workshop = workshop_view(session, Actor(Role.OPERATOR), workshop_id)
    room = _Room(
        workshop=workshop,
        seated=_seated(session, workshop_id),
        ideas=ideas_of(session, workshop_id),
        themes=themes_of(session, workshop_id),
        round=newest_round(session, workshop_id),
    )
    shared = _shared(room)
    results = _results(session, room)
    published = results if room.round and room.round.is_shown else []
    so_far = _so_far(session, room)
    coverage = _coverage(session, room)
    console = {
        **shared,
        "results": results,
        "coverage": coverage,
        "latest": _latest(room),
        "units": _by_unit(session, room),
        "wrote": len({idea.participant_id for idea in room.ideas if idea.participant_id}),
        **so_far,
    }
    return {
        Audience.PHONE: {**shared, "results": published},
        Audience.PROJECTOR: {
            **shared,
            "results": [_in_short(row) for row in published],
            "coverage": coverage,
            "latest": _latest(room) if room.workshop.ideas_revealed else [],
            "decisions": [_in_short(row) for row in _decisions(session, room)],
            **so_far,
        },
        Audience.CONSOLE: console,
        Audience.DESK: {**console, "results": published},
    }


def phone_view(session: Session, workshop_id: int) -> View:
    """Return the phones' projection alone: what a phone asks for while its websocket is dead."""
    found = newest_round(session, workshop_id)
    is_shown = found is not None and found.is_shown
    room = _Room(
        workshop=workshop_view(session, Actor(Role.OPERATOR), workshop_id),
        seated=_seated(session, workshop_id),
        ideas=[],
        themes=themes_of(session, workshop_id) if is_shown else [],
        round=found,
    )
    ideas = session.exec(
        select(func.count()).where(
            Idea.workshop_id == workshop_id, col(Idea.withdrawn_at).is_(None)
        )
    ).one()
    results = _results(session, room) if is_shown else []
    return {**_shared(room), "ideas": ideas, "results": results}


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
        "ideas": len(room.ideas),
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
    names = {theme.id: theme for theme in room.themes}
    at_rank = Counter(row.rank for row in rows)
    most = max((row.points for row in rows), default=0) or 1
    return [
        {
            "id": row.theme_id,
            "name": names[row.theme_id].name,
            "code": names[row.theme_id].code,
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


def _coverage(session: Session, room: _Room) -> list[View]:
    """Return per category how many findings ask for ideas, how many have none yet, and ideas.

    A strength asks for none: it would keep the room from ever being done.
    """
    found = session.exec(
        select(Finding.id, Finding.category).where(
            Finding.workshop_id == room.workshop.id, Finding.kind != FindingKind.STRENGTH
        )
    ).all()
    answered = {finding_id for idea in room.ideas for finding_id in idea.finding_ids}
    findings = Counter(category for _, category in found)
    bare = Counter(category for finding_id, category in found if finding_id not in answered)
    ideas = Counter(idea.category for idea in room.ideas)
    return [
        {
            "category": number,
            "findings": findings[number],
            "bare": bare[number],
            "ideas": ideas[number],
        }
        for number in range(1, 8)
    ]


def _latest(room: _Room) -> list[View]:
    """Return the newest ideas, newest first, without their authors."""
    return [
        {"id": idea.id, "code": idea.code, "text": idea.text, "category": idea.category}
        for idea in reversed(room.ideas[-LATEST_IDEAS:])
    ]


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
    rows = standings(session, room.workshop.id)
    return {
        "themes": len(room.themes),
        "ungrouped": sum(idea.theme_id is None for idea in room.ideas),
        "selected": sum(row.selected is True for row in rows),
        "undecided": sum(row.selected is None for row in rows),
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
