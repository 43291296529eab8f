"""A demonstration workshop, built through the services, up to the stage asked for.

Everybody and everything in it is invented. The sign-ins share a published password, so a
database in which somebody else already signs in is refused.
"""

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import Session

from pmqa_workshop.database import open_session
from pmqa_workshop.domain.access import projector_key
from pmqa_workshop.domain.criteria import (
    gov40_characteristics,
    national_strategies,
    sdgs,
)
from pmqa_workshop.domain.errors import NotAllowed, SignInRefused
from pmqa_workshop.domain.findings import (
    CriteriaSet,
    FindingDraft,
    FindingKind,
    ItemScore,
    ReadReport,
)
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.domain.register import GoalDraft, UnitDraft
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import ORDER, Stage
from pmqa_workshop.domain.thai import fiscal_year_of
from pmqa_workshop.queries.access import participant_actor, staff_actor
from pmqa_workshop.queries.findings import findings_of
from pmqa_workshop.queries.ideas import themes_of
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.queries.priorities import priorities_of
from pmqa_workshop.queries.workshop import units_of, workshop_view
from pmqa_workshop.services.access import (
    Ticket,
    add_staff,
    check_sign_in,
    complete_setup,
    join,
    make_setup_link,
    needs_first_administrator,
    open_staff_session,
)
from pmqa_workshop.services.findings import accept_findings
from pmqa_workshop.services.ideas import group_singly, raise_idea, start_theme
from pmqa_workshop.services.initiatives import (
    draft_initiatives,
    set_activity,
    set_alignment,
    set_co_owners,
    set_field,
    set_kpi,
)
from pmqa_workshop.services.priorities import decide
from pmqa_workshop.services.reports import stage_report
from pmqa_workshop.services.voting import cast_ballot, open_round, publish_results
from pmqa_workshop.services.workshop import (
    describe_agency,
    describe_workshop,
    move_to_stage,
    open_workshop,
    register_units,
    reveal_ideas,
    set_goals,
)
from pmqa_workshop.settings import secret_key

DEMO_PASSWORD = "demo-only-2570"  # noqa: S105 - published on purpose, for demonstrations only
STAFF: dict[Role, tuple[str, str, int | None]] = {
    Role.ADMINISTRATOR: ("admin@example.go.th", "ผู้ดูแลระบบ (สาธิต)", None),
    Role.FACILITATOR: ("facilitator@example.go.th", "วิทยากร (สาธิต)", None),
    Role.CLERK: ("office@example.go.th", "กลุ่มพัฒนาระบบบริหาร (สาธิต)", None),
    Role.SCRIBE: ("scribe@example.go.th", "ผู้บันทึกหมวด 4 (สาธิต)", 4),
}
VOTERS = 53  # of 57: a few always forget
SO_FAR = 0.6  # how much is done in the stage the room still stands in
_SEED = 2570
_THAI_TIME = timezone(timedelta(hours=7))
_ANONYMOUS = 12
_SHOWN_CODES = 5


@dataclass(frozen=True)
class DemoLogin:
    role: Role
    email: str


@dataclass(frozen=True)
class DemoSeat:
    """A participant who may be impersonated: type the code of the workshop, then this one."""

    number: int
    name: str
    reentry_code: str
    token: str


@dataclass(frozen=True)
class DemoWorkshop:
    """What a visitor needs to walk in through every door."""

    workshop_id: int
    code: str
    title: str
    stage: Stage
    agency_id: int
    password: str
    logins: tuple[DemoLogin, ...]
    projector_key: str
    participants: int
    seats: tuple[DemoSeat, ...]  # the first few


@dataclass
class _Room:
    """The workshop while it is being built; `now` moves on from stage to stage."""

    workshop_id: int
    code: str
    staff: Actor
    now: datetime
    units: dict[str, int]
    findings: dict[int, int]
    seats: list[Actor] = field(default_factory=list)
    unit_of: dict[int, str] = field(default_factory=dict)
    tickets: list[tuple[str, Ticket]] = field(default_factory=list)
    ideas: list[int] = field(default_factory=list)
    theme_keys: dict[int, str] = field(default_factory=dict)


def build_demo(stage: Stage, *, now: datetime) -> DemoWorkshop:
    """Build a workshop that has come as far as `stage`, that stage itself half done.

    Doing it again makes another workshop of the same agency with the same sign-ins.
    """
    before = now - timedelta(days=3)
    with open_session() as session:
        staff = _staff(session, before)
    with open_session() as session:
        room = _prepared_room(session, staff, before, held_at=now)
    for reached in ORDER[: stage.position + 1]:
        room.now = now - timedelta(minutes=30) * (stage.position - reached.position)
        unfinished = reached is stage and stage not in (Stage.PLANNING, Stage.CLOSED)
        with open_session() as session:
            move_to_stage(session, room.staff, room.workshop_id, reached, now=room.now)
            if play := _PLAYED.get(reached):
                play(session, room, SO_FAR if unfinished else 1)
    with open_session() as session:
        return _summary(session, room, stage)


def _summary(session: Session, room: _Room, stage: Stage) -> DemoWorkshop:
    workshop = workshop_view(session, room.staff, room.workshop_id)
    return DemoWorkshop(
        workshop_id=workshop.id,
        code=workshop.code,
        title=workshop.title,
        stage=stage,
        agency_id=workshop.agency_id,
        password=DEMO_PASSWORD,
        logins=tuple(DemoLogin(role, email) for role, (email, _, _) in STAFF.items()),
        projector_key=projector_key(secret_key(), workshop.id),
        participants=len(room.seats),
        seats=tuple(
            DemoSeat(number, name, ticket.reentry_code, ticket.token)
            for number, (name, ticket) in enumerate(room.tickets[:_SHOWN_CODES], start=1)
        ),
    )


# --- before the day -------------------------------------------------------------------


def _staff(session: Session, now: datetime) -> Actor:
    """Return the demonstration's administrator, made with the others on the first time."""
    email, name, _ = STAFF[Role.ADMINISTRATOR]
    if needs_first_administrator(session):
        complete_setup(
            session,
            make_setup_link(session, now=now),
            DEMO_PASSWORD,
            now=now,
            email=email,
            name=name,
            agency_name=_read("agency")["profile"]["name"],
        )
        admin = _signed_in(session, email, now)
        describe_agency(session, admin, admin.agency_id or 0, now=now, **_read("agency")["profile"])
    admin = _signed_in(session, email, now)
    for role, (email, name, category) in STAFF.items():
        if not _may_sign_in(session, email):
            _, token = add_staff(session, admin, email, role, now=now, name=name, category=category)
            complete_setup(session, token, DEMO_PASSWORD, now=now)
    return admin


def _signed_in(session: Session, email: str, now: datetime) -> Actor:
    """Return the staff member; raise NotAllowed where this is not a demonstration's database."""
    try:
        staff_id = check_sign_in(session, email, DEMO_PASSWORD)
    except SignInRefused as unknown:
        raise NotAllowed(reason="database_in_use") from unknown
    actor = staff_actor(session, open_staff_session(session, staff_id, now=now), now)
    if actor is None:
        raise NotAllowed(reason="database_in_use")
    return actor


def _may_sign_in(session: Session, email: str) -> bool:
    try:
        check_sign_in(session, email, DEMO_PASSWORD)
    except SignInRefused:
        return False
    return True


def _prepared_room(session: Session, staff: Actor, now: datetime, *, held_at: datetime) -> _Room:
    """Open the workshop with units, goals, agenda and the findings of last year's report."""
    here = _read("agency")
    agency_id = staff.agency_id or 0
    held_on = held_at.astimezone(_THAI_TIME).date()
    register_units(
        session, staff, agency_id, [UnitDraft(**unit) for unit in here["units"]], now=now
    )
    workshop_id = open_workshop(
        session, staff, fiscal_year_of(held_on), now=now, held_on=held_on, venue=here["venue"]
    )
    describe_workshop(
        session,
        staff,
        workshop_id,
        now=now,
        agenda="\n".join(here["agenda"]),
        prepared_by=here["prepared_by"],
    )
    set_goals(session, staff, workshop_id, [GoalDraft(**goal) for goal in here["goals"]], now=now)
    report_id = stage_report(
        session, staff, workshop_id, _report(), now=now, source_name="feedback_register.xlsx"
    )
    accept_findings(session, staff, report_id, now=now)
    return _Room(
        workshop_id=workshop_id,
        code=workshop_view(session, staff, workshop_id).code,
        staff=staff,
        now=now,
        units={unit.short_name: unit.id for unit in units_of(session, agency_id)},
        findings={found.number: found.id for found in findings_of(session, workshop_id)},
    )


def _report() -> ReadReport:
    read = _read("findings")
    return ReadReport(
        drafts=tuple(
            FindingDraft(
                category=row["category"],
                text=row["text"],
                kind=FindingKind(row["kind"]),
                item=row["item"],
                ref=row.get("ref"),
                criteria_set=CriteriaSet(row["criteria_set"]),
                evidence=row.get("evidence", ""),
                number=row["no"],
            )
            for row in read["findings"]
        ),
        scores=tuple(
            ItemScore(
                CriteriaSet(row["criteria_set"]),
                int(row["item"][0]),
                row["item"],
                row["fiscal_year"],
                row["score"],
            )
            for row in read["scores"]
        ),
        title=_read("agency")["report"],
        fiscal_year=2568,
    )


# --- the day, stage by stage ----------------------------------------------------------


def _seat_people(session: Session, room: _Room, part: float) -> None:
    rng = _random("seats")
    units = [unit for unit, count in _read("agency")["attending"].items() for _ in range(count)]
    rng.shuffle(units)
    nameless = set(rng.sample(range(len(units)), _ANONYMOUS))
    names = iter(_read("agency")["names"])
    for at, unit in enumerate(_first(units, part)):
        name = "" if at in nameless else next(names)
        ticket = join(
            session,
            room.code,
            now=room.now,
            name=name,
            unit_id=room.units[unit],
            category=at % 6 + 1,
        )
        seat = participant_actor(session, ticket.token)
        if seat is None:
            raise RuntimeError("a seat just taken is not there")
        room.seats.append(seat)
        room.unit_of[ticket.participant_id] = unit
        room.tickets.append((name, ticket))


def _raise_ideas(session: Session, room: _Room, part: float) -> None:
    rng = _random("ideas")
    for idea in _first(_read("ideas")["ideas"], part):
        colleagues = [
            seat for seat in room.seats if room.unit_of[seat.participant_id or 0] == idea["unit"]
        ]
        room.ideas.append(
            raise_idea(
                session,
                rng.choice(colleagues),
                room.workshop_id,
                idea["text"],
                idea["category"],
                [room.findings[number] for number in idea["findings"]],
                now=room.now,
                stands_alone=not idea["findings"],
            )
        )


def _group_ideas(session: Session, room: _Room, part: float) -> None:
    reveal_ideas(session, room.staff, room.workshop_id, now=room.now)
    read = _read("ideas")
    for theme in _first(read["themes"], part):
        members = [
            idea_id
            for idea_id, idea in zip(room.ideas, read["ideas"], strict=True)
            if idea["theme"] == theme["key"]
        ]
        theme_id = start_theme(
            session,
            room.staff,
            room.workshop_id,
            theme["name"],
            theme["category"],
            now=room.now,
            idea_ids=members,
        )
        room.theme_keys[theme_id] = theme["key"]
    if part == 1:
        group_singly(session, room.staff, room.workshop_id, now=room.now)


def _vote(session: Session, room: _Room, part: float) -> None:
    rng = _random("votes")
    round_id = open_round(session, room.staff, room.workshop_id, now=room.now)
    themes = themes_of(session, room.workshop_id)
    drawn_to = _read("plan")["pull"]
    pull = {theme.id: drawn_to.get(room.theme_keys.get(theme.id), 0.5) for theme in themes}
    at_home = {theme.id: theme.category for theme in themes}
    for voter in _first(rng.sample(room.seats, VOTERS), part):
        weights = {
            theme: weight * (1.5 if at_home[theme] == voter.category else 1)
            for theme, weight in pull.items()
        }
        cast_ballot(session, voter, round_id, _ballot(rng, weights), now=room.now)
    if part == 1:
        publish_results(session, room.staff, round_id, now=room.now)


def _ballot(rng: random.Random, weights: dict[int, float], points: int = 5) -> dict[int, int]:
    """Return one person's points: drawn by weight, never more than three on one theme."""
    given: dict[int, int] = {}
    for _ in range(points):
        open_themes = [theme for theme in weights if given.get(theme, 0) < 3]
        drawn = rng.choices(open_themes, [weights[theme] for theme in open_themes])[0]
        given[drawn] = given.get(drawn, 0) + 1
    return given


def _decide(session: Session, room: _Room, part: float) -> None:
    plan = _read("plan")
    chosen = {row["theme"] for row in plan["initiatives"]}
    for row in _first(priorities_of(session, room.workshop_id), part):
        key = room.theme_keys.get(row.theme.id, "")
        reason = (
            plan["selected_though"].get(key, "")
            if key in chosen
            else plan["left_out"].get(key, plan["left_out_otherwise"])
        )
        decide(session, room.staff, row.theme.id, key in chosen, reason, now=room.now)


def _fill_in_plan(session: Session, room: _Room, part: float) -> None:
    draft_initiatives(session, room.staff, room.workshop_id, now=room.now)
    drafted = {
        room.theme_keys[row.theme_id or 0]: row.id
        for row in initiatives_of(session, room.workshop_id)
    }
    for written in _read("plan")["initiatives"]:
        _fill_in(session, room, drafted[written["theme"]], written)


def _fill_in(session: Session, room: _Room, initiative_id: int, written: dict[str, Any]) -> None:
    """Fill in one row; what is empty in the packaged text stays empty on purpose."""
    here = (session, room.staff, initiative_id)
    for name, value in written["fields"].items():
        if value != "":
            is_unit = name == "owner_unit_id"
            set_field(*here, name, room.units[value] if is_unit else value, now=room.now)
    set_co_owners(*here, [room.units[unit] for unit in written["co_owners"]], now=room.now)
    for kpi in written["kpis"]:
        set_kpi(*here, now=room.now, **kpi)
    for activity in written["activities"]:
        set_activity(*here, now=room.now, **activity)
    for kind, values in written["alignments"].items():
        texts = [_in_full(kind, value) for value in values]
        set_alignment(*here, AlignmentKind(kind), texts, now=room.now)


def _in_full(kind: str, value: str) -> str:
    """Return the words of a goal, strategy, SDG or characteristic named by its id."""
    if kind == AlignmentKind.GOAL:
        return str(_read("agency")["goals"][int(value[1:]) - 1]["title"])
    lists = {
        AlignmentKind.NATIONAL_STRATEGY: national_strategies(),
        AlignmentKind.SDG: sdgs(),
        AlignmentKind.GOV40: gov40_characteristics(),
    }
    named = {entry.id: entry for entry in lists.get(AlignmentKind(kind), ())}
    if value not in named:
        return value
    return f"{value} {named[value].name_th}" if kind == AlignmentKind.SDG else named[value].name_th


_PLAYED: dict[Stage, Callable[[Session, _Room, float], None]] = {
    Stage.REGISTRATION: _seat_people,
    Stage.IDEAS: _raise_ideas,
    Stage.GROUPING: _group_ideas,
    Stage.VOTING: _vote,
    Stage.DECISION: _decide,
    Stage.PLANNING: _fill_in_plan,
}


def _first(rows: Iterable[Any], part: float) -> list[Any]:
    found = list(rows)
    return found[: round(len(found) * part)]


def _random(step: str) -> random.Random:
    """Return the dice of one step: the same throws every time."""
    return random.Random(f"{_SEED}:{step}")  # noqa: S311 - nothing secret is drawn


@cache
def _read(name: str) -> dict[str, Any]:
    path = Path(__file__).parent / "demo_data" / f"{name}.json"
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read
