"""What a phone fetches: the door, its own seat, its own ideas and ballot. Nobody else's."""

import json
from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from pmqa_workshop.domain.criteria import CriterionItem, items
from pmqa_workshop.domain.errors import CodeUnknown, NotAllowed
from pmqa_workshop.domain.findings import CriteriaSet
from pmqa_workshop.domain.roles import Actor, may_vote
from pmqa_workshop.models.ideas import Idea, Theme
from pmqa_workshop.models.people import Participant, Unit
from pmqa_workshop.models.voting import Ballot, RoundChoice
from pmqa_workshop.models.workshop import PhoneWrite
from pmqa_workshop.queries.findings import FindingView, findings_of
from pmqa_workshop.queries.ideas import IdeaView, ideas_by, ideas_of, theme_code
from pmqa_workshop.queries.voting import RoundView, newest_round, own_ballot
from pmqa_workshop.queries.workshop import (
    UnitView,
    WorkshopView,
    units_of,
    workshop_by_code,
    workshop_view,
)


@dataclass(frozen=True)
class DoorView:
    """What somebody who knows the join code may see before sitting down."""

    workshop: WorkshopView
    units: list[UnitView]


@dataclass(frozen=True)
class SeatView:
    """One participant's own seat."""

    participant_id: int
    workshop: WorkshopView
    number: int
    name: str
    unit: str
    category: int | None


@dataclass(frozen=True)
class FindingsView:
    """The findings of the room and, for PMQA 4.0 items, what each level asks."""

    findings: list[FindingView]
    items: dict[str, CriterionItem]


@dataclass(frozen=True)
class IdeasView:
    """My ideas, with the id my phone gave each; others' only once they are revealed."""

    mine: list[tuple[str, IdeaView]]
    others: list[IdeaView]


@dataclass(frozen=True)
class ChoiceView:
    """A theme on the ballot; the texts under it only once ideas are revealed."""

    id: int
    code: str
    name: str
    category: int
    ideas: int
    texts: list[str]


@dataclass(frozen=True)
class BallotView:
    """The newest round with its choices in order, and what I have cast in it.

    `points` is None before the first ballot; `sequence` is that of the last one taken.
    """

    round: RoundView
    choices: list[ChoiceView]
    points: dict[int, int] | None
    sequence: int


def door(session: Session, code: str) -> DoorView:
    """Return the room a join code opens; raise CodeUnknown for any other."""
    workshop = workshop_by_code(session, code)
    if workshop is None:
        raise CodeUnknown()
    return DoorView(workshop, units_of(session, workshop.agency_id))


def own_seat(session: Session, actor: Actor) -> SeatView:
    """Return the seat of a participant."""
    workshop_id, participant_id = _seat_of(actor)
    seat = session.get_one(Participant, participant_id)
    unit = session.get(Unit, seat.unit_id) if seat.unit_id else None
    return SeatView(
        participant_id,
        workshop_view(session, actor, workshop_id),
        seat.number,
        seat.name,
        (unit.short_name or unit.name) if unit else "",
        seat.category,
    )


def room_findings(session: Session, actor: Actor) -> FindingsView:
    """Return the findings of the participant's room."""
    workshop_id, _ = _seat_of(actor)
    findings = findings_of(session, workshop_id)
    known = items(CriteriaSet.PMQA4)
    asked = {f.item for f in findings if f.item and f.criteria_set is CriteriaSet.PMQA4}
    return FindingsView(findings, {i: known[i] for i in sorted(asked) if i in known})


def room_ideas(session: Session, actor: Actor) -> IdeasView:
    """Return my ideas, withdrawn ones too, and the others' once the room may see them."""
    workshop_id, participant_id = _seat_of(actor)
    sent_as = _client_ids(session, participant_id)
    mine = [(sent_as.get(idea.id, ""), idea) for idea in ideas_by(session, workshop_id,
                                                                  participant_id)]  # fmt: skip
    if not workshop_view(session, actor, workshop_id).ideas_revealed:
        return IdeasView(mine, [])
    own = {idea.id for _, idea in mine}
    return IdeasView(mine, [idea for idea in ideas_of(session, workshop_id) if idea.id not in own])


def _client_ids(session: Session, participant_id: int) -> dict[int, str]:
    """Return the id a phone gave each idea, by the idea's own id."""
    answers = session.exec(
        select(PhoneWrite.client_id, PhoneWrite.answer).where(
            PhoneWrite.participant_id == participant_id
        )
    )
    known = ((client_id, json.loads(answer)) for client_id, answer in answers)
    return {answer["idea_id"]: client_id for client_id, answer in known if "idea_id" in answer}


def room_ballot(session: Session, actor: Actor) -> BallotView | None:
    """Return the newest round and my ballot in it, None before any round was opened."""
    workshop_id, participant_id = _seat_of(actor)
    if not may_vote(actor):
        raise NotAllowed()
    found = newest_round(session, workshop_id)
    if found is None:
        return None
    points = own_ballot(session, found.id, participant_id)
    return BallotView(
        found,
        _choices(session, found, workshop_view(session, actor, workshop_id)),
        None if points is None else dict(points),
        _last_sequence(session, participant_id, found.id),
    )


def _choices(session: Session, found: RoundView, workshop: WorkshopView) -> list[ChoiceView]:
    """Return the choices in few and plain queries: a whole room asks at the same moment."""
    themes = session.exec(
        select(Theme)
        .join(RoundChoice, col(RoundChoice.theme_id) == Theme.id)
        .where(RoundChoice.round_id == found.id)
        .order_by(col(RoundChoice.position))
    ).all()
    texts: dict[int | None, list[str]] = defaultdict(list)
    for theme_id, text in session.exec(
        select(Idea.theme_id, Idea.text)
        .where(
            Idea.workshop_id == workshop.id,
            col(Idea.theme_id).is_not(None),
            col(Idea.withdrawn_at).is_(None),
        )
        .order_by(col(Idea.number))
    ):
        texts[theme_id].append(text)
    return [
        ChoiceView(
            theme.id,
            theme_code(theme.number),
            theme.name,
            theme.category,
            len(texts[theme.id]),
            texts[theme.id] if workshop.ideas_revealed else [],
        )
        for theme in themes
    ]


def _last_sequence(session: Session, participant_id: int, round_id: int) -> int:
    """Return the sequence of the ballot a participant's phones sent last in a round, or 0."""
    found = session.exec(
        select(Ballot.sequence).where(
            Ballot.round_id == round_id, Ballot.participant_id == participant_id
        )
    ).first()
    return found or 0


def _seat_of(actor: Actor) -> tuple[int, int]:
    if actor.workshop_id is None or actor.participant_id is None:
        raise NotAllowed()
    return actor.workshop_id, actor.participant_id
