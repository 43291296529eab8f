"""Papers keep what was typed field by field; approval takes the plan's "(ร่าง)" away."""

from datetime import UTC, date, datetime

import pytest

from pmqa_workshop.domain.errors import NotAllowed, NotFound, TextTooLong, ValueRefused
from pmqa_workshop.domain.meeting import Invitee, MeetingPapers, Signatory, Standing
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.queries.papers import papers_of
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.services.papers import (
    add_invitees,
    approve_plan,
    note_all_came,
    remove_invitee,
    set_invitee,
    set_papers,
    set_signatory,
    withdraw_approval,
)
from tests.factories import NOON, a_workshop, staff_of

DAY = date(2026, 12, 1)


@pytest.fixture
def room(session):
    return a_workshop(session)


def test_papers_are_empty_until_somebody_fills_them_in(session, room):
    assert papers_of(session, room.id) == MeetingPapers()


def test_fields_not_named_keep_what_they_hold(session, room):
    people = (Invitee("นางสาวตัวอย่าง", "ผอ.", "กอง ก", Standing.MEMBER, True, ""),)
    set_papers(session, staff_of(room), room.id, {"invitees": people}, now=NOON)
    set_papers(session, staff_of(room), room.id, {"memo_to": " อธิบดี "}, now=NOON)

    assert papers_of(session, room.id) == MeetingPapers(memo_to="อธิบดี", invitees=people)


def test_the_plan_carries_them(session, room):
    signer = Signatory("ผู้จัดทำ", "ชื่อ", "ตำแหน่ง")
    set_papers(session, staff_of(room), room.id, {"signatories": (signer,)}, now=NOON)

    plan = efficiency_plan(session, staff_of(room), room.id, issued_on=DAY)

    assert plan.papers.signatories == (signer,)


def test_what_cannot_be_is_refused_and_nothing_changes(session, room):
    set_papers(session, staff_of(room), room.id, {"memo_to": "อธิบดี"}, now=NOON)
    for changes, refusal in (
        ({"nothing": "x"}, ValueRefused),
        ({"memo_to": "ก" * 600}, TextTooLong),
        ({"invitees": ("not a person",)}, ValueRefused),
    ):
        with pytest.raises(refusal):
            set_papers(session, staff_of(room), room.id, changes, now=NOON)

    assert papers_of(session, room.id).memo_to == "อธิบดี"


def test_an_approved_plan_is_no_draft_until_the_approval_is_withdrawn(session, room):
    def is_draft():
        return efficiency_plan(session, staff_of(room), room.id, issued_on=DAY).is_draft

    assert is_draft()
    approve_plan(session, staff_of(room), room.id, DAY, now=NOON)
    assert not is_draft()
    withdraw_approval(session, staff_of(room), room.id, now=NOON)
    assert is_draft()


def test_only_the_office_of_the_agency_may(session, room):
    with pytest.raises(NotAllowed):
        approve_plan(session, staff_of(room, Role.SCRIBE), room.id, DAY, now=NOON)
    with pytest.raises(NotFound):
        set_papers(session, staff_of(a_workshop(session)), room.id, {"memo_to": "ก"}, now=NOON)


def test_names_on_a_list_are_cleaned_and_held_to_a_line_as_other_texts_are(session, room):
    half = Invitee("นาย\ud800 ก\x00", unit=" กอง ก ", came=True)
    set_papers(session, staff_of(room), room.id, {"invitees": (half,)}, now=NOON)

    (kept,) = papers_of(session, room.id).invitees
    assert kept == Invitee("นาย ก", unit="กอง ก", came=True)

    endless = (Signatory("ผู้จัดทำ", "ก" * 501),)
    with pytest.raises(TextTooLong):
        set_papers(session, staff_of(room), room.id, {"signatories": endless}, now=NOON)


def test_a_plan_can_be_approved_on_the_day_only_leap_years_have(session, room):
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    approve_plan(session, staff_of(room), room.id, leap.date(), now=leap)
    with pytest.raises(ValueRefused):
        approve_plan(session, staff_of(room), room.id, date(2029, 3, 3), now=leap)


def test_people_are_added_once_changed_and_taken_off(session, room):
    boss = staff_of(room)
    first, second = Invitee("นายก", "ผอ."), Invitee("นายข")
    assert add_invitees(session, boss, room.id, [first, second, first], now=NOON) == 2
    set_invitee(session, boss, room.id, 0, "นายก", now=NOON, came=False, substitute="นายค")
    assert add_invitees(session, boss, room.id, [first], now=NOON) == 0
    note_all_came(session, boss, room.id, now=NOON)

    there = papers_of(session, room.id).invitees
    assert [(one.name, one.came, one.substitute) for one in there] == [
        ("นายก", False, "นายค"),
        ("นายข", True, ""),
    ]
    gone = remove_invitee(session, boss, room.id, 0, "นายก", now=NOON)
    assert (gone.name, len(papers_of(session, room.id).invitees)) == ("นายก", 1)


def test_a_list_that_was_changed_since_changes_nobody_else(session, room):
    boss = staff_of(room)
    add_invitees(session, boss, room.id, [Invitee("นายก"), Invitee("นายข")], now=NOON)
    remove_invitee(session, boss, room.id, 0, "นายก", now=NOON)

    for at, name in ((0, "นายก"), (1, "นายข"), (-1, "นายข")):
        with pytest.raises(NotFound):
            set_invitee(session, boss, room.id, at, name, now=NOON, came=True)

    assert papers_of(session, room.id).invitees[0].came is None


def test_the_usual_signatories_are_kept_once_one_is_named(session, room):
    set_signatory(session, staff_of(room), room.id, 3, now=NOON, name="นายอนุมัติ")

    kept = papers_of(session, room.id).signatories
    assert [one.role for one in kept] == ["ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้เห็นชอบ", "ผู้อนุมัติ"]
    assert (kept[3].name, kept[3].position) == ("นายอนุมัติ", "หัวหน้าส่วนราชการ")
    with pytest.raises(NotFound):
        set_signatory(session, staff_of(room), room.id, 4, now=NOON, name="x")


def test_only_the_office_of_the_room_changes_the_list(session, room):
    other = a_workshop(session)
    with pytest.raises(NotFound):
        add_invitees(session, staff_of(other), room.id, [Invitee("ก")], now=NOON)
    with pytest.raises(NotAllowed):
        add_invitees(session, staff_of(room, Role.SCRIBE), room.id, [Invitee("ก")], now=NOON)
