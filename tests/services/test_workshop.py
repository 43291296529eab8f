from datetime import date

import pytest
from sqlmodel import select

from pmqa_workshop.domain.errors import NotAllowed, NotFound, TextMissing, TextTooLong, ValueRefused
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.register import GoalDraft, UnitDraft
from pmqa_workshop.domain.roles import OPERATOR, Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.people import Unit
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.workshop import agency_view, goals_of, units_of, workshop_view
from pmqa_workshop.services.workshop import (
    close_joining,
    describe_agency,
    describe_workshop,
    hide_ideas,
    move_to_stage,
    open_workshop,
    register_units,
    reopen_joining,
    reveal_ideas,
    set_goals,
    withdraw_unit,
)
from tests.factories import NOON, a_participant, a_unit, a_workshop, an_agency, staff_of


def test_a_new_workshop_starts_at_registration_with_a_code_of_its_own(session):
    agency = an_agency(session)
    clerk = Actor(Role.CLERK, agency_id=agency.id)

    first, second = (open_workshop(session, clerk, 2570, now=NOON) for _ in range(2))

    views = [workshop_view(session, clerk, opened) for opened in (first, second)]
    assert [view.stage for view in views] == [Stage.REGISTRATION] * 2
    assert views[0].code != views[1].code
    assert "กรมตัวอย่าง" in views[0].title
    assert "2570" in views[0].title


@pytest.mark.parametrize("year", [2559, 2700, 2026])
def test_a_fiscal_year_must_be_of_the_buddhist_era(session, year):
    with pytest.raises(ValueRefused):
        open_workshop(session, OPERATOR, year, now=NOON, agency_id=an_agency(session).id)


@pytest.mark.parametrize("role", [Role.SCRIBE, Role.PARTICIPANT, Role.PROJECTOR])
def test_only_the_office_opens_a_workshop(session, role):
    with pytest.raises(NotAllowed):
        open_workshop(session, Actor(role, agency_id=an_agency(session).id), 2570, now=NOON)


def test_a_workshop_of_no_agency_cannot_be_opened(session):
    with pytest.raises(NotFound):
        open_workshop(session, OPERATOR, 2570, now=NOON)


def test_a_workshop_that_follows_another_takes_its_frame_and_goals(session):
    earlier = a_workshop(session, agenda="09.00 | เปิด", prepared_by="กพร.", digits=Digits.ARABIC)
    clerk = staff_of(earlier, Role.CLERK)
    set_goals(session, clerk, earlier.id, [GoalDraft("บริการทั่วถึง")], now=NOON)

    opened = open_workshop(session, clerk, 2571, now=NOON, follows_id=earlier.id)

    view = workshop_view(session, clerk, opened)
    assert (view.agenda, view.prepared_by, view.digits) == (
        "09.00 | เปิด",
        "กพร.",
        Digits.ARABIC,
    )
    assert [goal.title for goal in goals_of(session, opened)] == ["บริการทั่วถึง"]


def test_a_workshop_of_another_agency_cannot_be_followed(session):
    theirs = a_workshop(session)
    ours = staff_of(a_workshop(session), Role.CLERK)

    with pytest.raises(NotFound):
        open_workshop(session, ours, 2571, now=NOON, follows_id=theirs.id)


# --- describing -----------------------------------------------------------------------


def test_describing_changes_what_is_named_and_leaves_the_rest(session):
    workshop = a_workshop(session, venue="ห้อง 1")
    clerk = staff_of(workshop, Role.CLERK)

    describe_workshop(
        session, clerk, workshop.id, now=NOON, held_on=date(2026, 11, 23), capacity=80
    )

    view = workshop_view(session, clerk, workshop.id)
    assert (view.held_on, view.capacity, view.venue) == (date(2026, 11, 23), 80, "ห้อง 1")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"stage": "closed"}, ValueRefused),
        ({"code": "AAAAAA"}, ValueRefused),
        ({"fiscal_year": 2026}, ValueRefused),
        ({"fiscal_year": "next"}, ValueRefused),
        ({"capacity": 0}, ValueRefused),
        ({"capacity": 2001}, ValueRefused),
        ({"capacity": "many"}, ValueRefused),
        ({"title_template": " "}, TextMissing),
        ({"agenda": "ก" * 4001}, TextTooLong),
    ],
)
def test_describing_refuses(session, changes, refusal):
    workshop = a_workshop(session)

    with pytest.raises(refusal):
        describe_workshop(session, staff_of(workshop), workshop.id, now=NOON, **changes)


def test_numbers_typed_as_text_are_kept_as_numbers(session):
    workshop = a_workshop(session)

    describe_workshop(
        session, staff_of(workshop), workshop.id, now=NOON, capacity="80", fiscal_year="2571"
    )

    session.expire_all()
    found = session.get_one(Workshop, workshop.id)
    assert (found.capacity, found.fiscal_year) == (80, 2571)


def test_an_agency_is_described_by_its_own_office_only(session):
    workshop, elsewhere = a_workshop(session), a_workshop(session)
    clerk = staff_of(workshop, Role.CLERK)

    describe_agency(session, clerk, workshop.agency_id, now=NOON, vision="ทั่วถึง", mission="")

    assert agency_view(session, workshop.agency_id).vision == "ทั่วถึง"
    with pytest.raises(NotFound):
        describe_agency(session, clerk, elsewhere.agency_id, now=NOON, vision="x")
    with pytest.raises(NotAllowed):
        describe_agency(
            session, a_participant(session, workshop), workshop.agency_id, now=NOON, vision="x"
        )


# --- units and goals ------------------------------------------------------------------


def test_registering_units_again_updates_and_adds_but_never_removes(session):
    workshop = a_workshop(session)
    clerk = staff_of(workshop, Role.CLERK)
    here = workshop.agency_id
    register_units(session, clerk, here, [UnitDraft("กองคลัง"), UnitDraft("กองแผน")], now=NOON)

    added = register_units(
        session, clerk, here, [UnitDraft("กองคลัง", "กค."), UnitDraft("กองใหม่")], now=NOON
    )

    assert added == 1
    assert {(u.name, u.short_name) for u in units_of(session, here)} == {
        ("กองคลัง", "กค."),
        ("กองแผน", ""),
        ("กองใหม่", ""),
    }


def test_a_withdrawn_unit_leaves_the_list_and_comes_back_when_registered(session):
    workshop = a_workshop(session)
    clerk = staff_of(workshop, Role.CLERK)
    unit = a_unit(session, workshop.agency_id, name="กองคลัง")

    withdraw_unit(session, clerk, unit.id, now=NOON)
    assert units_of(session, workshop.agency_id) == []
    register_units(session, clerk, workshop.agency_id, [UnitDraft("กองคลัง")], now=NOON)

    assert [u.id for u in units_of(session, workshop.agency_id)] == [unit.id]


def test_units_of_another_agency_are_not_there(session):
    clerk = staff_of(a_workshop(session), Role.CLERK)
    elsewhere = an_agency(session)
    unit = a_unit(session, elsewhere.id)

    with pytest.raises(NotFound):
        register_units(session, clerk, elsewhere.id, [UnitDraft("กองคลัง")], now=NOON)
    with pytest.raises(NotFound):
        withdraw_unit(session, clerk, unit.id, now=NOON)
    assert session.exec(select(Unit.withdrawn_at)).all() == [None]


def test_a_unit_without_a_name_is_refused(session):
    workshop = a_workshop(session)

    with pytest.raises(TextMissing):
        register_units(session, staff_of(workshop), workshop.agency_id, [UnitDraft(" ")], now=NOON)


def test_setting_goals_again_updates_by_title_and_an_empty_cell_clears_nothing(session):
    workshop = a_workshop(session)
    clerk = staff_of(workshop, Role.CLERK)
    set_goals(session, clerk, workshop.id, [GoalDraft("บริการทั่วถึง", target="80")], now=NOON)

    count = set_goals(
        session,
        clerk,
        workshop.id,
        [GoalDraft("บริการทั่วถึง", current="70"), GoalDraft("โปร่งใส")],
        now=NOON,
    )

    assert count == 2
    assert [(g.position, g.title, g.current, g.target) for g in goals_of(session, workshop.id)] == [
        (1, "บริการทั่วถึง", "70", "80"),
        (2, "โปร่งใส", "", ""),
    ]


# --- running the room -----------------------------------------------------------------


def test_the_room_moves_on_and_back(session):
    workshop = a_workshop(session, stage=Stage.IDEAS)
    facilitator = staff_of(workshop)

    for stage in (Stage.GROUPING, Stage.IDEAS):
        move_to_stage(session, facilitator, workshop.id, stage, now=NOON)
        assert workshop.stage is stage


def test_moving_to_where_the_room_stands_changes_nothing(session):
    workshop = a_workshop(session, stage=Stage.IDEAS)

    move_to_stage(session, staff_of(workshop), workshop.id, Stage.IDEAS, now=NOON)

    assert session.exec(select(HistoryEntry)).all() == []


def test_ideas_are_revealed_and_hidden_again_and_joining_closed_and_reopened(session):
    workshop = a_workshop(session)
    facilitator = staff_of(workshop)
    seen = []

    for change in (reveal_ideas, hide_ideas, close_joining, reopen_joining):
        change(session, facilitator, workshop.id, now=NOON)
        seen.append((workshop.ideas_revealed_at, workshop.joining_closed_at))

    assert seen == [(NOON, None), (None, None), (None, NOON), (None, None)]


RUNNING = {
    "move": lambda *who: move_to_stage(*who, Stage.VOTING, now=NOON),
    "reveal": lambda *who: reveal_ideas(*who, now=NOON),
    "hide": lambda *who: hide_ideas(*who, now=NOON),
    "close joining": lambda *who: close_joining(*who, now=NOON),
    "reopen joining": lambda *who: reopen_joining(*who, now=NOON),
}


@pytest.mark.parametrize("change", RUNNING.values(), ids=RUNNING)
@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.PROJECTOR, Role.SCRIBE, Role.CLERK])
def test_only_the_facilitator_runs_the_room(session, change, role):
    workshop = a_workshop(session)
    actor = Actor(role, agency_id=workshop.agency_id, workshop_id=workshop.id, participant_id=1)

    with pytest.raises(NotAllowed):
        change(session, actor, workshop.id)


@pytest.mark.parametrize("change", RUNNING.values(), ids=RUNNING)
def test_a_room_of_another_agency_is_not_there(session, change):
    stranger = staff_of(a_workshop(session))

    with pytest.raises(NotFound):
        change(session, stranger, a_workshop(session).id)
