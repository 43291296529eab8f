"""The demonstration: whole, plausible, the same every time, and never in a real database."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.demo import DEMO_PASSWORD, STAFF, build_demo
from pmqa_workshop.domain.access import check_password, projector_workshop
from pmqa_workshop.domain.errors import NotAllowed
from pmqa_workshop.domain.roles import OPERATOR, Role
from pmqa_workshop.domain.stages import ORDER, Stage
from pmqa_workshop.models.people import Agency, Participant, StaffMember, Unit
from pmqa_workshop.queries.access import participant_actor
from pmqa_workshop.queries.findings import findings_of, scores_of
from pmqa_workshop.queries.ideas import ideas_of, themes_of
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.queries.priorities import priorities_of
from pmqa_workshop.queries.voting import newest_round, round_tally
from pmqa_workshop.queries.workshop import goals_of, workshop_view
from pmqa_workshop.services.access import (
    check_sign_in,
    complete_setup,
    make_setup_link,
    rejoin,
)
from pmqa_workshop.settings import secret_key
from tests.factories import GOOD_PASSWORD, NOON


@pytest.fixture
def built(demonstration):
    return demonstration


@pytest.fixture
def reading(built):
    with open_reading() as session:
        yield session


def test_it_holds_a_whole_workshop(built, reading):
    room = built.workshop_id

    assert len(findings_of(reading, room)) == 48
    assert len(goals_of(reading, room)) == 5
    assert {score.fiscal_year for score in scores_of(reading, room)} == {2566, 2567, 2568}
    assert len(reading.exec(select(Unit)).all()) == 14
    assert len(ideas_of(reading, room)) == 120
    assert len(initiatives_of(reading, room)) == 14
    ballot = newest_round(reading, room)
    assert (ballot.ballots, ballot.eligible, ballot.is_published) == (53, 57, True)


def test_no_idea_is_left_out_of_the_vote(built, reading):
    themes = themes_of(reading, built.workshop_id)

    assert len(themes) == 29  # 26 by hand, 3 ideas on their own
    assert sum(len(theme.idea_ids) for theme in themes) == 120
    assert len(newest_round(reading, built.workshop_id).choice_ids) == 29


def test_people_come_from_every_unit_and_category_some_without_a_name(built, reading):
    seats = reading.exec(select(Participant)).all()

    assert len(seats) == 57
    assert len({seat.unit_id for seat in seats}) == 14
    assert {seat.category for seat in seats} == {1, 2, 3, 4, 5, 6}
    names = [seat.name for seat in seats if seat.name]
    assert len(names) == len(set(names)) == 45


def test_the_vote_has_a_tie_and_two_decisions_go_against_it(built, reading):
    rows = priorities_of(reading, built.workshop_id)

    assert max(Counter(row.rank for row in rows[:13]).values()) > 1
    against = [row for row in rows if row.differs]
    assert [(row.rank, row.selected) for row in against] == [(14, False), (15, True)]
    assert all(row.reason for row in against)
    assert [row.selected for row in rows].count(True) == 14
    assert all(row.reason for row in rows if not row.selected)


def test_most_of_the_plan_is_written_and_a_few_cells_wait(built, reading):
    rows = initiatives_of(reading, built.workshop_id)

    waiting = Counter(part for row in rows for part in row.lacking)
    assert waiting == {"objective": 1, "target": 1, "budget": 1, "expected_result": 1}
    assert sum(row.budget == 0 for row in rows) == 2
    assert all(row.kpis and row.activities and row.co_owner_ids for row in rows)
    assert all(row.finding_ids and row.alignments for row in rows)


def test_its_plan_can_be_gathered_with_the_chain_whole(built, reading):
    plan = efficiency_plan(reading, OPERATOR, built.workshop_id, issued_on=NOON.date())

    findings = {finding.code: finding for finding in plan.findings}
    for initiative in plan.initiatives:
        for finding in initiative.findings:
            assert initiative.code in findings[finding.code].initiative_codes
    assert plan.attendance.total == 57
    assert plan.agency.vision
    assert len(plan.agenda) == 9


def test_everybody_named_can_sign_in_and_come_back(built):
    check_password(DEMO_PASSWORD)
    with open_session() as session:
        for email, _, _ in STAFF.values():
            assert check_sign_in(session, email, built.password)
        for seat in built.seats:
            assert participant_actor(session, seat.token)
            assert rejoin(session, built.code, seat.reentry_code, now=NOON)
    assert projector_workshop(secret_key(), built.projector_key) == built.workshop_id
    assert {login.role for login in built.logins} == set(STAFF)


def test_doing_it_again_adds_a_workshop_but_no_second_agency_or_staff(built):
    again = build_demo(Stage.IDEAS, now=NOON)

    assert (again.workshop_id != built.workshop_id, again.code != built.code) == (True, True)
    with open_reading() as session:
        assert len(session.exec(select(Agency)).all()) == 1
        assert len(session.exec(select(Unit)).all()) == 14
        assert len(session.exec(select(StaffMember)).all()) == 4


def test_it_is_the_same_every_time(built):
    again = build_demo(Stage.PLANNING, now=NOON)

    with open_reading() as session:
        both = [
            (
                [(i.number, i.text, i.unit) for i in ideas_of(session, room)],
                [
                    (p.theme.name, p.rank, p.points, p.selected)
                    for p in priorities_of(session, room)
                ],
                [(i.title, i.budget) for i in initiatives_of(session, room)],
            )
            for room in (built.workshop_id, again.workshop_id)
        ]
    assert both[0] == both[1]


def test_it_refuses_a_database_in_which_somebody_else_works(database):
    with open_session() as session:
        token = make_setup_link(session, now=NOON)
        complete_setup(
            session,
            token,
            GOOD_PASSWORD,
            now=NOON,
            email="real@example.go.th",
            agency_name="กรมจริง",
        )

    with pytest.raises(NotAllowed):
        build_demo(Stage.PLANNING, now=NOON)

    with open_reading() as session:
        assert [member.role for member in session.exec(select(StaffMember))] == [Role.ADMINISTRATOR]


# What each stage shows while it is under way: people, ideas, themes, ballots, decided, rows.
UNDER_WAY = {
    Stage.REGISTRATION: (34, 0, 0, 0, 0, 0),
    Stage.FINDINGS: (57, 0, 0, 0, 0, 0),
    Stage.IDEAS: (57, 72, 0, 0, 0, 0),
    Stage.GROUPING: (57, 120, 16, 0, 0, 0),
    Stage.VOTING: (57, 120, 29, 32, 0, 0),
    Stage.DECISION: (57, 120, 29, 53, 17, 0),
    Stage.PLANNING: (57, 120, 29, 53, 29, 14),
    Stage.CLOSED: (57, 120, 29, 53, 29, 14),
}


@pytest.mark.parametrize("stage", ORDER)
def test_each_stage_is_shown_under_way(database, stage):
    built = build_demo(stage, now=NOON)

    with open_reading() as session:
        room = built.workshop_id
        ballot = newest_round(session, room)
        decided = [row for row in priorities_of(session, room) if row.selected is not None]
        assert workshop_view(session, OPERATOR, room).stage is stage
        assert (
            built.participants,
            len(ideas_of(session, room)),
            len(themes_of(session, room)),
            ballot.ballots if ballot else 0,
            len(decided),
            len(initiatives_of(session, room)),
        ) == UNDER_WAY[stage]
        if stage is Stage.VOTING:
            assert ballot.is_open
            assert sum(row.points for row in round_tally(session, ballot.id)) == 32 * 5


def test_the_day_is_the_day_it_is_built_in_thailand(database):
    late_in_utc = datetime(2026, 9, 30, 20, 0, tzinfo=UTC)  # already October in Bangkok

    built = build_demo(Stage.REGISTRATION, now=late_in_utc)

    with open_reading() as session:
        room = workshop_view(session, OPERATOR, built.workshop_id)
    assert (room.held_on.isoformat(), room.fiscal_year) == ("2026-10-01", 2570)


def test_the_packaged_words_are_in_thai_order(built, reading):
    """What is stored is what was packaged: nothing had to be mended."""
    assert not [i.text for i in ideas_of(reading, built.workshop_id) if re.search("เเ|ํา", i.text)]
