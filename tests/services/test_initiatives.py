from decimal import Decimal

import pytest

from pmqa_workshop.domain.errors import (
    CellChanged,
    NotAllowed,
    NotFound,
    TextMissing,
    TextTooLong,
    ValueRefused,
)
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.services.initiatives import (
    add_initiative,
    draft_initiatives,
    restore_initiative,
    set_activity,
    set_alignment,
    set_co_owners,
    set_field,
    set_findings,
    set_kpi,
    withdraw_initiative,
)
from tests.factories import (
    NOON,
    a_decision,
    a_finding,
    a_participant,
    a_theme,
    a_unit,
    a_workshop,
    an_agency,
    an_idea,
    an_initiative,
    staff_of,
)


@pytest.fixture
def workshop(session):
    return a_workshop(session, stage=Stage.PLANNING)


@pytest.fixture
def clerk(workshop):
    return staff_of(workshop, Role.CLERK)


@pytest.fixture
def row(session, workshop):
    return an_initiative(session, workshop, category=4).id


def _only(session, workshop):
    (view,) = initiatives_of(session, workshop.id)
    return view


# --- drafting -------------------------------------------------------------------------


def test_each_selected_theme_becomes_an_initiative_with_the_findings_of_its_ideas(
    session, workshop, clerk
):
    first, second = a_finding(session, workshop), a_finding(session, workshop)
    theme = a_theme(session, workshop, second, name="ข้อมูลชุดเดียว", category=3)
    an_idea(session, workshop, first, second, theme_id=theme.id)
    an_idea(session, workshop, a_finding(session, workshop), theme_id=theme.id, withdrawn_at=NOON)
    a_decision(session, theme)
    a_decision(session, a_theme(session, workshop), selected=False)
    a_theme(session, workshop)

    assert draft_initiatives(session, clerk, workshop.id, now=NOON) == 1

    view = _only(session, workshop)
    assert (view.code, view.title, view.category) == ("P01", "ข้อมูลชุดเดียว", 3)
    assert (view.theme_id, view.finding_ids) == (theme.id, (first.id, second.id))


def test_drafting_twice_adds_nothing(session, workshop, clerk):
    a_decision(session, a_theme(session, workshop))
    draft_initiatives(session, clerk, workshop.id, now=NOON)

    assert draft_initiatives(session, clerk, workshop.id, now=NOON) == 0
    assert len(initiatives_of(session, workshop.id)) == 1


def test_what_was_written_stays_when_a_later_decision_is_drafted(session, workshop, clerk):
    a_decision(session, a_theme(session, workshop))
    draft_initiatives(session, clerk, workshop.id, now=NOON)
    row = _only(session, workshop).id
    set_field(session, clerk, row, "objective", "เพื่อให้เร็วขึ้น", now=NOON)
    a_decision(session, a_theme(session, workshop))

    assert draft_initiatives(session, clerk, workshop.id, now=NOON) == 1

    assert [v.objective for v in initiatives_of(session, workshop.id)] == ["เพื่อให้เร็วขึ้น", ""]


def test_an_initiative_is_added_by_hand(session, workshop, clerk):
    finding = a_finding(session, workshop)

    add_initiative(session, clerk, workshop.id, " เพิ่มเอง ", 2, now=NOON, finding_ids=[finding.id])

    view = _only(session, workshop)
    assert (view.title, view.category, view.theme_id) == ("เพิ่มเอง", 2, None)
    assert view.finding_ids == (finding.id,)


def test_an_initiative_without_a_title_is_refused(session, workshop, clerk):
    with pytest.raises(TextMissing):
        add_initiative(session, clerk, workshop.id, " ", 2, now=NOON)


# --- one cell at a time ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("title", "โครงการใหม่", "โครงการใหม่"),
        ("objective", "เพื่อให้เร็วขึ้น", "เพื่อให้เร็วขึ้น"),
        ("first_month", "3", 3),
        ("budget", "๑,๒๕๐,๐๐๐", Decimal("1250000.00")),
        ("budget", "0", Decimal("0.00")),
        ("budget", "", None),
        ("owner_name", "นางดวงพร", "นางดวงพร"),
        ("category", "6", 6),
    ],
)
def test_a_cell_is_filled_in(session, workshop, clerk, row, field, typed, stored):
    set_field(session, clerk, row, field, typed, now=NOON)

    session.expire_all()
    assert getattr(_only(session, workshop), field) == stored


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        ("title", "", TextMissing),
        ("owner_name", "ก" * 201, TextTooLong),
        ("first_month", "13", ValueRefused),
        ("budget", "สามล้าน", ValueRefused),
        ("number", "7", ValueRefused),
        ("workshop_id", "7", ValueRefused),
        ("withdrawn_at", "x", ValueRefused),
    ],
)
def test_a_cell_is_refused(session, clerk, row, field, typed, refusal):
    with pytest.raises(refusal):
        set_field(session, clerk, row, field, typed, now=NOON)


@pytest.mark.parametrize(
    ("field", "shown", "theirs", "mine", "told"),
    [
        ("objective", "", "ของเขา", "ของฉัน", "ของเขา"),
        ("objective", "", "ก" * 200, "ของฉัน", "ก" * 120 + "…"),
        ("objective", "เดิม", "", "ของฉัน", "–"),
        ("budget", "", "250000", "300000", "250,000"),
        ("first_month", "1", "3", "2", "ธ.ค."),
    ],
)
def test_the_second_of_two_in_one_cell_is_told_and_the_first_stands(
    session, clerk, row, field, shown, theirs, mine, told
):
    set_field(session, clerk, row, field, shown, now=NOON)
    set_field(session, clerk, row, field, theirs, now=NOON, expected=shown)

    with pytest.raises(CellChanged) as refused:
        set_field(session, clerk, row, field, mine, now=NOON, expected=shown)
    assert refused.value.facts == {"field": field, "theirs": told}

    set_field(session, clerk, row, field, theirs, now=NOON, expected=shown)  # the same: no quarrel
    set_field(session, clerk, row, field, mine, now=NOON, expected=theirs)


def test_an_owner_somebody_else_chose_is_named(session, workshop, clerk, row):
    theirs = a_unit(session, workshop.agency_id, short_name="กพร.").id
    mine = a_unit(session, workshop.agency_id).id
    set_field(session, clerk, row, "owner_unit_id", str(theirs), now=NOON, expected="")

    with pytest.raises(CellChanged) as refused:
        set_field(session, clerk, row, "owner_unit_id", str(mine), now=NOON, expected="")

    assert refused.value.facts["theirs"] == "กพร."


def test_a_value_is_expected_as_the_screen_shows_it(session, workshop, clerk, row):
    set_field(session, clerk, row, "budget", "1250000.5", now=NOON)

    set_field(session, clerk, row, "budget", "0", now=NOON, expected="1,250,000.50")

    assert _only(session, workshop).budget == 0


def test_a_row_cannot_end_before_it_begins(session, clerk, row):
    set_field(session, clerk, row, "first_month", "5", now=NOON)

    with pytest.raises(ValueRefused):
        set_field(session, clerk, row, "last_month", "4", now=NOON)


def test_a_unit_of_another_agency_is_neither_owner_nor_helper(session, clerk, row):
    elsewhere = a_unit(session, an_agency(session).id).id

    with pytest.raises(NotFound):
        set_field(session, clerk, row, "owner_unit_id", elsewhere, now=NOON)
    with pytest.raises(NotFound):
        set_co_owners(session, clerk, row, [elsewhere], now=NOON)


def test_owner_helpers_findings_and_alignment_are_replaced_whole(session, workshop, clerk, row):
    units = [a_unit(session, workshop.agency_id).id for _ in range(3)]
    findings = [a_finding(session, workshop).id for _ in range(2)]
    for chosen in (units[:2], units[1:]):
        set_co_owners(session, clerk, row, chosen, now=NOON)
    set_field(session, clerk, row, "owner_unit_id", units[0], now=NOON)
    for chosen in (findings[:1], findings):
        set_findings(session, clerk, row, chosen, now=NOON)
    for values in (["SDG1"], ["SDG16", " ", "SDG9"]):
        set_alignment(session, clerk, row, AlignmentKind.SDG, values, now=NOON)
    set_alignment(session, clerk, row, AlignmentKind.GOAL, ["G1"], now=NOON)

    view = _only(session, workshop)
    assert (view.owner_unit_id, view.co_owner_ids) == (units[0], tuple(units[1:]))
    assert view.finding_ids == tuple(findings)
    assert {kind: [v for k, v in view.alignments if k is kind] for kind, _ in view.alignments} == {
        AlignmentKind.SDG: ["SDG16", "SDG9"],
        AlignmentKind.GOAL: ["G1"],
    }


def test_a_finding_of_another_workshop_cannot_be_answered(session, clerk, row):
    foreign = a_finding(session, a_workshop(session)).id

    with pytest.raises(NotFound):
        set_findings(session, clerk, row, [foreign], now=NOON)


# --- KPIs and activities --------------------------------------------------------------


def test_kpis_are_added_changed_and_removed(session, workshop, clerk, row):
    first = set_kpi(session, clerk, row, "ระยะเวลา", now=NOON, baseline="41", target="25")
    second = set_kpi(session, clerk, row, "ร้อยละ", now=NOON)

    set_kpi(session, clerk, row, "ระยะเวลาเฉลี่ย", now=NOON, kpi_id=first, target="20")
    set_kpi(session, clerk, row, "", now=NOON, kpi_id=second)

    (kpi,) = _only(session, workshop).kpis
    assert (kpi.id, kpi.name, kpi.baseline, kpi.target) == (first, "ระยะเวลาเฉลี่ย", "", "20")


def test_activities_are_added_changed_and_removed(session, workshop, clerk, row):
    first = set_activity(session, clerk, row, "ทดลอง", now=NOON, first_month="3", last_month="4")
    second = set_activity(session, clerk, row, "ประกาศใช้", now=NOON)

    set_activity(session, clerk, row, "ทดลองใช้", now=NOON, activity_id=first, first_month=3)
    set_activity(session, clerk, row, " ", now=NOON, activity_id=second)

    (activity,) = _only(session, workshop).activities
    assert (activity.title, activity.first_month, activity.last_month) == ("ทดลองใช้", 3, None)


def test_a_row_added_after_one_was_removed_still_comes_last(session, workshop, clerk, row):
    ids = [set_kpi(session, clerk, row, name, now=NOON) for name in ("ก", "ข", "ค")]
    set_kpi(session, clerk, row, "", now=NOON, kpi_id=ids[0])

    set_kpi(session, clerk, row, "ง", now=NOON)

    assert [kpi.name for kpi in _only(session, workshop).kpis] == ["ข", "ค", "ง"]


def test_an_empty_new_kpi_or_activity_leaves_nothing(session, workshop, clerk, row):
    assert set_kpi(session, clerk, row, " ", now=NOON) == 0
    assert set_activity(session, clerk, row, "", now=NOON) == 0

    assert (_only(session, workshop).kpis, _only(session, workshop).activities) == ((), ())


@pytest.mark.parametrize(
    "change",
    [
        lambda s, who, row: set_kpi(s, who, row, "ก" * 1001, now=NOON),
        lambda s, who, row: set_kpi(s, who, row, "ก", now=NOON, target="ก" * 201),
        lambda s, who, row: set_activity(s, who, row, "ก" * 1001, now=NOON),
        lambda s, who, row: set_alignment(s, who, row, AlignmentKind.SDG, ["ก" * 1001], now=NOON),
    ],
    ids=["kpi", "target", "activity", "alignment"],
)
def test_texts_too_long_for_a_cell_are_refused(session, clerk, row, change):
    with pytest.raises(TextTooLong):
        change(session, clerk, row)


def test_the_months_of_an_activity_go_forward(session, clerk, row):
    with pytest.raises(ValueRefused):
        set_activity(session, clerk, row, "ทดลอง", now=NOON, first_month=5, last_month=4)


def test_a_kpi_of_another_initiative_is_not_changed_through_this_one(session, workshop, clerk, row):
    other = an_initiative(session, workshop).id
    kpi = set_kpi(session, clerk, other, "ระยะเวลา", now=NOON)

    with pytest.raises(NotFound):
        set_kpi(session, clerk, row, "", now=NOON, kpi_id=kpi)


# --- taking out, rights ---------------------------------------------------------------


def test_a_row_is_taken_out_of_the_plan_and_restored(session, workshop, clerk, row):
    withdraw_initiative(session, clerk, row, now=NOON)
    assert initiatives_of(session, workshop.id) == []
    assert [v.is_withdrawn for v in initiatives_of(session, workshop.id, withdrawn_too=True)] == [
        True
    ]

    restore_initiative(session, clerk, row, now=NOON)

    assert [v.is_withdrawn for v in initiatives_of(session, workshop.id)] == [False]


EDITS = {
    "field": lambda s, who, row: set_field(s, who, row, "objective", "x", now=NOON),
    "findings": lambda s, who, row: set_findings(s, who, row, [], now=NOON),
    "co-owners": lambda s, who, row: set_co_owners(s, who, row, [], now=NOON),
    "alignment": lambda s, who, row: set_alignment(s, who, row, AlignmentKind.SDG, [], now=NOON),
    "activity": lambda s, who, row: set_activity(s, who, row, "x", now=NOON),
    "kpi": lambda s, who, row: set_kpi(s, who, row, "x", now=NOON),
    "withdraw": lambda s, who, row: withdraw_initiative(s, who, row, now=NOON),
    "restore": lambda s, who, row: restore_initiative(s, who, row, now=NOON),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_scribe_edits_the_own_category_only(session, workshop, row, edit):
    edit(session, staff_of(workshop, Role.SCRIBE, category=4), row)

    with pytest.raises(NotAllowed):
        edit(session, staff_of(workshop, Role.SCRIBE, category=5), row)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_participants_edit_nothing_and_other_agencies_see_nothing(session, workshop, row, edit):
    with pytest.raises(NotAllowed):
        edit(session, a_participant(session, workshop, category=4), row)
    with pytest.raises(NotFound):
        edit(session, staff_of(a_workshop(session), Role.CLERK), row)


def test_a_scribe_moves_no_row_into_another_category(session, workshop, row):
    with pytest.raises(NotAllowed):
        set_field(
            session, staff_of(workshop, Role.SCRIBE, category=4), row, "category", 5, now=NOON
        )


def test_a_scribe_adds_rows_of_the_own_category_but_drafts_nothing(session, workshop):
    scribe = staff_of(workshop, Role.SCRIBE, category=4)

    add_initiative(session, scribe, workshop.id, "เพิ่มเอง", 4, now=NOON)

    with pytest.raises(NotAllowed):
        add_initiative(session, scribe, workshop.id, "เพิ่มเอง", 5, now=NOON)
    with pytest.raises(NotAllowed):
        draft_initiatives(session, scribe, workshop.id, now=NOON)
