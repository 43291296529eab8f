from datetime import date
from decimal import Decimal

import pytest

from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.plan import AlignmentKind, PlannedActivity, PlannedKPI, PlannedUnit
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.services.initiatives import (
    set_activity,
    set_alignment,
    set_co_owners,
    set_field,
    set_findings,
    set_kpi,
)
from pmqa_workshop.services.voting import cast_ballot, close_round, publish_results
from pmqa_workshop.services.workshop import withdraw_unit
from tests.factories import (
    NOON,
    a_decision,
    a_finding,
    a_participant,
    a_theme,
    a_unit,
    a_workshop,
    an_idea,
    an_initiative,
    an_open_round,
    staff_of,
)

ISSUED = date(2026, 12, 1)


@pytest.fixture
def workshop(session):
    return a_workshop(session, code="ABC234", prepared_by="กพร.")


def _plan(session, workshop):
    return efficiency_plan(session, staff_of(workshop, Role.CLERK), workshop.id, issued_on=ISSUED)


def test_the_cover_tells_whose_plan_it_is_and_from_which_state_of_the_workshop(session, workshop):
    plan = _plan(session, workshop)

    assert (plan.agency.name, plan.title) == ("กรมตัวอย่าง", "แผน กรมตัวอย่าง 2570")
    assert (plan.issued_on, plan.prepared_by) == (ISSUED, "กพร.")
    assert plan.reference_code.startswith("ABC234-")
    assert plan.is_draft


def test_an_empty_workshop_is_a_plan_with_nothing_in_it(session, workshop):
    plan = _plan(session, workshop)

    assert (plan.findings, plan.ideas, plan.priorities, plan.initiatives) == ((), (), (), ())
    assert plan.attendance.total == 0


def test_another_agencys_staff_sees_no_plan(session, workshop):
    stranger = staff_of(a_workshop(session), Role.CLERK)

    with pytest.raises(NotFound):
        efficiency_plan(session, stranger, workshop.id, issued_on=ISSUED)


def test_every_link_of_the_chain_can_be_walked_both_ways(session, workshop):
    first, second = a_finding(session, workshop), a_finding(session, workshop)
    theme = a_theme(session, workshop, first, name="ข้อมูลชุดเดียว")
    an_idea(session, workshop, first, second, theme_id=theme.id)
    an_idea(session, workshop, second, withdrawn_at=NOON, theme_id=theme.id)
    row = an_initiative(session, workshop, theme_id=theme.id).id
    set_findings(session, staff_of(workshop), row, [first.id], now=NOON)

    plan = _plan(session, workshop)

    assert [(f.code, f.idea_codes, f.initiative_codes) for f in plan.findings] == [
        ("F001", ("I001", "I002"), ("P01",)),
        ("F002", ("I002",), ()),
    ]
    assert [(i.code, i.finding_codes, i.theme_code, i.theme_name) for i in plan.ideas] == [
        ("I001", ("F001",), "T01", "ข้อมูลชุดเดียว"),
        ("I002", ("F001", "F002"), "T01", "ข้อมูลชุดเดียว"),
    ]
    assert [(p.theme_code, p.idea_codes, p.finding_codes) for p in plan.priorities] == [
        ("T01", ("I001", "I002"), ("F001", "F002"))
    ]
    (initiative,) = plan.initiatives
    assert (initiative.code, initiative.theme_code) == ("P01", "T01")
    assert [finding.code for finding in initiative.findings] == ["F001"]


def test_an_idea_without_finding_or_theme_is_still_in_the_plan(session, workshop):
    an_idea(session, workshop, text="โรงอาหารเปิดเย็น")

    (idea,) = _plan(session, workshop).ideas

    assert (idea.text, idea.finding_codes, idea.theme_code) == ("โรงอาหารเปิดเย็น", (), None)


def test_votes_stand_in_the_plan_once_they_are_published(session, workshop):
    theme = a_theme(session, workshop).id
    voter = a_participant(session, workshop)
    opened = an_open_round(session, workshop)
    cast_ballot(session, voter, opened, {theme: 2}, now=NOON)
    close_round(session, staff_of(workshop), opened, now=NOON)
    (before,) = _plan(session, workshop).priorities

    publish_results(session, staff_of(workshop), opened, now=NOON)
    plan = _plan(session, workshop)

    assert (before.rank, before.points, before.voters) == (None, None, None)
    (after,) = plan.priorities
    assert (after.rank, after.points, after.voters) == (1, 2, 1)
    (found,) = plan.rounds
    assert (found.ballots, found.eligible, found.choices) == (1, 1, 1)


def test_decisions_stand_with_their_reason(session, workshop):
    a_decision(session, a_theme(session, workshop), selected=False, reason="ทำอยู่แล้ว")
    a_theme(session, workshop)

    rows = [(row.selected, row.reason) for row in _plan(session, workshop).priorities]

    assert rows == [(False, "ทำอยู่แล้ว"), (None, "")]


def test_an_initiative_carries_all_that_was_filled_in(session, workshop):
    clerk = staff_of(workshop, Role.CLERK)
    owner = a_unit(session, workshop.agency_id, name="กองคลัง", short_name="กค.")
    helper = a_unit(session, workshop.agency_id, name="กองแผน", short_name="กผ.")
    row = an_initiative(session, workshop).id
    set_field(session, clerk, row, "owner_unit_id", owner.id, now=NOON)
    set_field(session, clerk, row, "budget", "1,500", now=NOON)
    set_co_owners(session, clerk, row, [helper.id], now=NOON)
    set_kpi(session, clerk, row, "ระยะเวลา", now=NOON, unit_of_measure="วัน", target="25")
    set_activity(session, clerk, row, "ทดลอง", now=NOON, first_month=3, last_month=4)
    set_alignment(session, clerk, row, AlignmentKind.SDG, ["SDG16"], now=NOON)

    plan = _plan(session, workshop)

    (initiative,) = plan.initiatives
    assert initiative.owner_unit == PlannedUnit("กองคลัง", "กค.")
    assert initiative.co_owners == (PlannedUnit("กองแผน", "กผ."),)
    assert initiative.kpis == (PlannedKPI("ระยะเวลา", "วัน", "", "25"),)
    assert initiative.activities == (PlannedActivity("ทดลอง", 3, 4),)
    assert initiative.aligned_with(AlignmentKind.SDG) == ("SDG16",)
    assert initiative.budget == Decimal(1500)


def test_a_unit_withdrawn_since_still_owns_its_initiative(session, workshop):
    clerk = staff_of(workshop, Role.CLERK)
    owner = a_unit(session, workshop.agency_id, name="กองคลัง")
    row = an_initiative(session, workshop).id
    set_field(session, clerk, row, "owner_unit_id", owner.id, now=NOON)

    withdraw_unit(session, clerk, owner.id, now=NOON)

    assert _plan(session, workshop).initiatives[0].owner_unit.name == "กองคลัง"


def test_a_withdrawn_initiative_is_not_in_the_plan(session, workshop):
    an_initiative(session, workshop)
    an_initiative(session, workshop, withdrawn_at=NOON)

    assert [row.code for row in _plan(session, workshop).initiatives] == ["P01"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        ("08.30 | ลงทะเบียน\n\n09.00|เปิด", (("08.30", "ลงทะเบียน"), ("09.00", "เปิด"))),
        ("พักเที่ยง", (("", "พักเที่ยง"),)),
    ],
    ids=["none", "two lines", "without a time"],
)
def test_the_agenda_is_read_line_by_line(session, workshop, typed, read):
    workshop.agenda = typed

    assert _plan(session, workshop).agenda == read


def test_attendance_counts_everybody_and_names_only_the_named(session, workshop):
    unit = a_unit(session, workshop.agency_id, name="กองคลัง")
    a_participant(session, workshop, name="สมชาย", unit_id=unit.id, category=4)
    a_participant(session, workshop, unit_id=unit.id, category=4)
    a_participant(session, workshop)

    attendance = _plan(session, workshop).attendance

    assert (attendance.total, attendance.named) == (3, 1)
    assert dict(attendance.by_unit) == {"กองคลัง": 2, "": 1}
    assert attendance.by_category == ((4, 2),)
    assert sorted(attendance.names) == [("", ""), ("", "กองคลัง"), ("สมชาย", "กองคลัง")]


def test_no_idea_carries_its_author(session, workshop):
    person = a_participant(session, workshop, name="สมชาย ลับมาก")
    an_idea(session, workshop, participant_id=person.participant_id)

    assert "ลับมาก" not in str(_plan(session, workshop).ideas)


def test_what_a_theme_was_assessed_at_stands_in_the_plan(session, workshop):
    theme = a_theme(session, workshop)
    theme.impact, theme.effort = 5, 2

    (row,) = _plan(session, workshop).priorities

    assert (row.impact, row.effort) == (5, 2)


def test_each_theme_says_in_which_round_its_votes_were_given(session, workshop):
    first, second = a_theme(session, workshop), a_theme(session, workshop)
    boss, voter = staff_of(workshop), a_participant(session, workshop)
    early = an_open_round(session, workshop)
    cast_ballot(session, voter, early, {first.id: 3, second.id: 1}, now=NOON)
    publish_results(session, boss, early, now=NOON)
    a_decision(session, first, round_id=early, vote_rank=1)
    late = an_open_round(session, workshop)
    other = a_participant(session, workshop)
    cast_ballot(session, voter, late, {second.id: 2}, now=NOON)
    cast_ballot(session, other, late, {second.id: 3}, now=NOON)

    def votes():
        plan = _plan(session, workshop)
        return [
            (r.theme_code, r.rank, r.points, r.voters, r.round_number) for r in plan.priorities
        ], [(r.number, r.eligible, r.given) for r in plan.rounds]

    assert votes() == ([("T01", 1, 3, 1, 1), ("T02", 2, 1, 1, 1)], [(1, 1, 4), (2, 2, None)])
    publish_results(session, boss, late, now=NOON)
    assert votes() == ([("T01", 1, 3, 1, 1), ("T02", 1, 5, 2, 2)], [(1, 1, 4), (2, 2, 5)])
