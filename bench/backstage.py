"""What happens to the room outside the server: made, moved on, counted. One JSON object each.

Runs as a process of its own on the server's data, so that neither the server's nor the
generator's figures have any part in it.
"""

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from bench.large_plan import large
from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.demo import build_demo
from pmqa_workshop.documents.snapshot import snapshot_of
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.roles import OPERATOR
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.people import Participant, StaffMember
from pmqa_workshop.models.voting import Ballot, Vote
from pmqa_workshop.queries.findings import findings_of
from pmqa_workshop.queries.ideas import ideas_of, themes_of
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.queries.workshop import units_of
from pmqa_workshop.services.access import open_staff_session
from pmqa_workshop.services.documents import ask_for_document
from pmqa_workshop.services.ideas import start_theme
from pmqa_workshop.services.upkeep import upgrade_database
from pmqa_workshop.services.voting import open_round
from pmqa_workshop.services.workshop import describe_workshop, move_to_stage

THEMES = 18  # on the ballot, as in a room that has grouped its ideas


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["make", "vote", "count", "ask"])
    parser.add_argument("--stage", default=Stage.REGISTRATION.value)
    parser.add_argument("--seats", type=int, default=0)
    parser.add_argument("--workshop", type=int, default=0)
    given = parser.parse_args()
    if given.what == "make":
        found = make(Stage(given.stage), given.seats)
    else:
        found = {"vote": vote, "count": count, "ask": ask}[given.what](given.workshop)
    print(json.dumps(found))


def make(stage: Stage, seats: int) -> dict[str, Any]:
    """Make a demonstration room with that many seats free."""
    now = datetime.now(UTC)
    upgrade_database(now)
    room = build_demo(stage, now=now)
    with open_session() as session:
        if seats + room.participants > 500:
            capacity = seats + room.participants
            describe_workshop(session, OPERATOR, room.workshop_id, now=now, capacity=capacity)
        boss = session.exec(
            select(StaffMember.id).where(StaffMember.email == room.logins[0].email)
        ).one()
        return {
            "code": room.code,
            "staff": open_staff_session(session, boss, now=now),
            "projector": room.projector_key,
            "workshop": room.workshop_id,
            "units": [unit.id for unit in units_of(session, room.agency_id)],
            "findings": [
                {"id": finding.id, "category": finding.category}
                for finding in findings_of(session, room.workshop_id)
            ],
        }


def vote(workshop: int) -> dict[str, Any]:
    """Group the ideas, go on to voting and open a round."""
    now = datetime.now(UTC)
    with open_session() as session:
        ideas = [idea.id for idea in ideas_of(session, workshop) if idea.theme_id is None]
        for at in range(min(THEMES, len(ideas))):
            start_theme(
                session, OPERATOR, workshop, f"ประเด็นที่ {at + 1}", at % 6 + 1,
                now=now, idea_ids=ideas[at::THEMES],
            )  # fmt: skip
        for stage in (Stage.GROUPING, Stage.VOTING):
            move_to_stage(session, OPERATOR, workshop, stage, now=now)
        return {
            "round": open_round(session, OPERATOR, workshop, now=now),
            "choices": [theme.id for theme in themes_of(session, workshop)],
        }


def ask(workshop: int) -> dict[str, Any]:
    """Ask for a large plan, as an office does beside the room; its rows are a demonstration's."""
    now = datetime.now(UTC)
    other = build_demo(Stage.PLANNING, now=now)
    with open_session() as session:
        plan = efficiency_plan(session, OPERATOR, other.workshop_id, issued_on=now.date())
        snapshot = snapshot_of(large(plan))
        return {
            "document": ask_for_document(
                session, OPERATOR, workshop, DocumentKind.PLAN, PrintOptions(), snapshot, now=now
            )
        }


def count(workshop: int) -> dict[str, Any]:
    """Count what is in the database: seats by name, ideas by words, ballots by seat."""
    with open_reading() as session:
        cast = session.exec(
            select(func.count()).where(
                HistoryEntry.workshop_id == workshop,
                HistoryEntry.noun == "ballot",
                HistoryEntry.action == "cast",
            )
        ).one()
        return {
            "seats": _texts(session, Participant.name, Participant.workshop_id == workshop),
            "ideas": _texts(session, Idea.text, Idea.workshop_id == workshop),
            "ballots": _ballots(session, workshop),
            "cast": cast,
        }


def _texts(session: Session, column: Any, here: Any) -> list[str]:
    return list(session.exec(select(column).where(here)))


def _ballots(session: Session, workshop: int) -> dict[str, list[dict[str, int]]]:
    """Return the ballots by the name of their seat; more than one would be one too many."""
    rows = session.exec(
        select(Participant.name, Ballot.id, Vote.theme_id, Vote.points)
        .join(Ballot, col(Ballot.participant_id) == Participant.id)
        .join(Vote, col(Vote.ballot_id) == Ballot.id)
        .where(Participant.workshop_id == workshop)
    )
    found: dict[str, dict[int, dict[str, int]]] = {}
    for name, ballot, theme, points in rows:
        found.setdefault(name, {}).setdefault(ballot, {})[str(theme)] = points
    return {name: list(ballots.values()) for name, ballots in found.items()}


if __name__ == "__main__":
    main()
