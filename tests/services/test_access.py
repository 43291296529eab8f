from datetime import timedelta

import pytest
from sqlmodel import select

from pmqa_workshop.domain.errors import (
    CategoryUnknown,
    CodeUnknown,
    JoiningClosed,
    LinkExpired,
    NotAllowed,
    NotFound,
    PasswordRefused,
    RoomFull,
    SeatMoved,
    SignInRefused,
    TextMissing,
    TextTooLong,
    ValueRefused,
)
from pmqa_workshop.domain.roles import OPERATOR, Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.people import Agency, Participant, SetupLink, StaffMember, StaffSession
from pmqa_workshop.queries.access import participant_actor, staff_actor
from pmqa_workshop.services.access import (
    SETUP_LIFE,
    STAFF_SESSION_LIFE,
    add_staff,
    check_sign_in,
    complete_setup,
    end_staff_session,
    first_staff_link,
    join,
    make_setup_link,
    needs_first_administrator,
    open_staff_session,
    rejoin,
)
from tests.factories import (
    GOOD_PASSWORD,
    NOON,
    a_participant,
    a_unit,
    a_workshop,
    an_agency,
    staff_of,
)

FIRST = {"email": "Admin@Example.go.th ", "name": "ผู้ดูแล", "agency_name": "กรมตัวอย่าง"}
ID = "join-0123456789abcdef"


def _first_administrator(session):
    token = make_setup_link(session, now=NOON)
    return complete_setup(session, token, GOOD_PASSWORD, now=NOON, **FIRST)


# --- setup links ----------------------------------------------------------------------


def test_the_first_setup_link_makes_the_administrator_and_the_agency(session):
    staff_id = _first_administrator(session)

    member = session.get_one(StaffMember, staff_id)
    assert (member.email, member.role) == ("admin@example.go.th", Role.ADMINISTRATOR)
    assert [agency.name for agency in session.exec(select(Agency))] == ["กรมตัวอย่าง"]
    assert check_sign_in(session, "ADMIN@example.go.th", GOOD_PASSWORD) == staff_id


def test_a_setup_link_works_once(session):
    token = make_setup_link(session, now=NOON)
    complete_setup(session, token, GOOD_PASSWORD, now=NOON, **FIRST)

    with pytest.raises(LinkExpired):
        complete_setup(session, token, GOOD_PASSWORD, now=NOON, **FIRST)


def test_a_setup_link_expires(session):
    token = make_setup_link(session, now=NOON)

    with pytest.raises(LinkExpired):
        complete_setup(session, token, GOOD_PASSWORD, now=NOON + SETUP_LIFE, **FIRST)

    complete_setup(session, token, GOOD_PASSWORD, now=NOON + SETUP_LIFE / 2, **FIRST)


def test_a_setup_link_nobody_made_opens_nothing(session):
    with pytest.raises(LinkExpired):
        complete_setup(session, "guessed", GOOD_PASSWORD, now=NOON, **FIRST)


def test_a_second_first_link_is_worthless_once_somebody_can_sign_in(session):
    spare = make_setup_link(session, now=NOON)
    _first_administrator(session)

    with pytest.raises(LinkExpired):
        complete_setup(session, spare, GOOD_PASSWORD, now=NOON, **FIRST)


@pytest.mark.parametrize("password", ["สั้นไป", "password1234"])
def test_setup_refuses_a_weak_password_and_the_link_stays_good(session, password):
    token = make_setup_link(session, now=NOON)

    with pytest.raises(PasswordRefused):
        complete_setup(session, token, password, now=NOON, **FIRST)

    complete_setup(session, token, GOOD_PASSWORD, now=NOON, **FIRST)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"agency_name": " "}, TextMissing),
        ({"email": "no-address"}, ValueRefused),
        ({"email": "a b@example.go.th"}, ValueRefused),
        ({"email": "a@example"}, ValueRefused),
    ],
)
def test_setup_of_the_first_administrator_refuses(session, changed, refusal):
    token = make_setup_link(session, now=NOON)

    with pytest.raises(refusal):
        complete_setup(session, token, GOOD_PASSWORD, now=NOON, **FIRST | changed)


def test_the_first_link_is_offered_only_while_nobody_can_sign_in(session):
    assert needs_first_administrator(session)
    assert first_staff_link(session, now=NOON)

    _first_administrator(session)

    assert not needs_first_administrator(session)
    assert first_staff_link(session, now=NOON) is None


def test_setup_keeps_hashes_and_never_the_secrets_themselves(session):
    token = make_setup_link(session, now=NOON)
    staff_id = complete_setup(session, token, GOOD_PASSWORD, now=NOON, **FIRST)

    assert session.get_one(StaffMember, staff_id).password_hash.startswith("$argon2id$")
    assert token not in [link.token_hash for link in session.exec(select(SetupLink))]


def test_a_new_password_signs_its_owner_out_everywhere_and_nobody_else(session):
    admin = _first_administrator(session)
    clerk, first = add_staff(session, OPERATOR, "clerk@example.go.th", Role.CLERK, now=NOON)
    complete_setup(session, first, GOOD_PASSWORD, now=NOON)
    own = [open_staff_session(session, clerk, now=NOON) for _ in range(2)]
    anothers = open_staff_session(session, admin, now=NOON)

    _, again = add_staff(session, OPERATOR, "clerk@example.go.th", Role.CLERK, now=NOON)
    assert all(staff_actor(session, token, NOON) for token in own)
    complete_setup(session, again, GOOD_PASSWORD, now=NOON)

    assert not any(staff_actor(session, token, NOON) for token in own)
    assert staff_actor(session, anothers, NOON)
    assert staff_actor(session, open_staff_session(session, clerk, now=NOON), NOON)


def test_a_new_password_uses_up_the_other_links_of_its_owner_and_nobody_elses(session):
    _first_administrator(session)
    emails = ["a@example.go.th", "a@example.go.th", "b@example.go.th"]
    spare, used, anothers = (
        add_staff(session, OPERATOR, email, Role.CLERK, now=NOON)[1] for email in emails
    )

    complete_setup(session, used, GOOD_PASSWORD, now=NOON)

    with pytest.raises(LinkExpired):
        complete_setup(session, spare, GOOD_PASSWORD, now=NOON)
    complete_setup(session, anothers, GOOD_PASSWORD, now=NOON)


# --- adding staff ---------------------------------------------------------------------


def test_added_staff_sign_in_once_they_have_used_their_link(session):
    _first_administrator(session)
    staff_id, token = add_staff(session, OPERATOR, "clerk@example.go.th", Role.CLERK, now=NOON)
    with pytest.raises(SignInRefused):
        check_sign_in(session, "clerk@example.go.th", GOOD_PASSWORD)

    complete_setup(session, token, GOOD_PASSWORD, now=NOON)

    assert check_sign_in(session, "clerk@example.go.th", GOOD_PASSWORD) == staff_id


def test_adding_somebody_known_changes_the_role_and_makes_no_second_account(session):
    workshop = a_workshop(session)
    admin = staff_of(workshop, Role.ADMINISTRATOR)
    first, _ = add_staff(session, admin, "a@example.go.th", Role.CLERK, now=NOON, name="ก")

    again, _ = add_staff(session, admin, "A@example.go.th", Role.SCRIBE, now=NOON, category=4)

    member = session.get_one(StaffMember, first)
    assert again == first
    assert (member.role, member.category, member.name) == (Role.SCRIBE, 4, "ก")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CLERK, Role.SCRIBE, Role.PARTICIPANT])
def test_only_an_administrator_adds_staff(session, role):
    with pytest.raises(NotAllowed):
        add_staff(session, Actor(role), "a@example.go.th", Role.CLERK, now=NOON)


@pytest.mark.parametrize(
    ("role", "category", "refusal"),
    [
        (Role.PARTICIPANT, None, ValueRefused),
        (Role.OPERATOR, None, ValueRefused),
        (Role.SCRIBE, None, CategoryUnknown),
        (Role.SCRIBE, 9, CategoryUnknown),
    ],
)
def test_add_staff_refuses(session, role, category, refusal):
    with pytest.raises(refusal):
        add_staff(session, OPERATOR, "a@example.go.th", role, now=NOON, category=category)


def test_staff_of_another_agency_cannot_be_taken_over_by_their_address(session):
    theirs = staff_of(a_workshop(session), Role.ADMINISTRATOR)
    ours = staff_of(a_workshop(session), Role.ADMINISTRATOR)
    add_staff(session, theirs, "a@example.go.th", Role.CLERK, now=NOON)

    with pytest.raises(NotFound):
        add_staff(session, ours, "a@example.go.th", Role.SCRIBE, now=NOON, category=1)


# --- signing in -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("admin@example.go.th", "ช้างเดินช้าแต่ไม่ถึง"),
        ("nobody@example.go.th", GOOD_PASSWORD),
        ("admin@example.go.th", ""),
        ("", ""),
    ],
    ids=["wrong password", "unknown", "no password", "nothing"],
)
def test_sign_in_is_refused_without_telling_which_half_was_wrong(session, email, password):
    _first_administrator(session)

    with pytest.raises(SignInRefused) as refused:
        check_sign_in(session, email, password)

    assert refused.value.facts == {}


def test_disabled_staff_neither_sign_in_nor_keep_their_session(session):
    staff_id = _first_administrator(session)
    token = open_staff_session(session, staff_id, now=NOON)
    session.get_one(StaffMember, staff_id).disabled_at = NOON
    session.flush()

    with pytest.raises(SignInRefused):
        check_sign_in(session, "admin@example.go.th", GOOD_PASSWORD)
    assert staff_actor(session, token, NOON) is None


def test_a_staff_session_tells_who_is_acting_until_it_expires(session):
    staff_id = _first_administrator(session)
    token = open_staff_session(session, staff_id, now=NOON)

    actor = staff_actor(session, token, NOON + STAFF_SESSION_LIFE - timedelta(seconds=1))

    assert (actor.role, actor.staff_id) == (Role.ADMINISTRATOR, staff_id)
    assert staff_actor(session, token, NOON + STAFF_SESSION_LIFE) is None
    assert staff_actor(session, "guessed", NOON) is None


def test_every_sign_in_gets_a_token_of_its_own(session):
    staff_id = _first_administrator(session)

    first, second = (open_staff_session(session, staff_id, now=NOON) for _ in range(2))

    assert first != second
    assert {first, second}.isdisjoint(s.token_hash for s in session.exec(select(StaffSession)))


def test_signing_out_ends_one_session_and_twice_changes_nothing(session):
    staff_id = _first_administrator(session)
    here, there = (open_staff_session(session, staff_id, now=NOON) for _ in range(2))

    end_staff_session(session, here, now=NOON)
    end_staff_session(session, here, now=NOON + timedelta(hours=1))
    end_staff_session(session, "guessed", now=NOON)

    assert staff_actor(session, here, NOON) is None
    assert staff_actor(session, there, NOON) is not None
    assert {s.ended_at for s in session.exec(select(StaffSession))} == {NOON, None}


# --- joining --------------------------------------------------------------------------


def test_joining_seats_people_in_order_named_or_not(session):
    workshop = a_workshop(session, code="ABC234")
    unit = a_unit(session, workshop.agency_id)

    first = join(session, "abc-234", now=NOON, name=" สมชาย ", unit_id=unit.id, category=4)
    second = join(session, " ABC234", now=NOON)

    seats = [session.get_one(Participant, t.participant_id) for t in (first, second)]
    assert [(s.number, s.name, s.unit_id, s.category) for s in seats] == [
        (1, "สมชาย", unit.id, 4),
        (2, "", None, None),
    ]
    assert first.token != second.token


def test_the_token_tells_who_is_sitting_there(session):
    workshop = a_workshop(session, code="ABC234")
    ticket = join(session, "ABC234", now=NOON, category=4)

    assert participant_actor(session, ticket.token) == Actor(
        Role.PARTICIPANT,
        workshop_id=workshop.id,
        participant_id=ticket.participant_id,
        category=4,
    )
    assert participant_actor(session, "guessed") is None


def test_joining_keeps_hashes_and_never_the_token_or_the_code(session):
    a_workshop(session, code="ABC234")
    ticket = join(session, "ABC234", now=NOON, client_id=ID)

    seat = session.get_one(Participant, ticket.participant_id)
    secrets = {ticket.token, ticket.reentry_code, ID}
    assert not secrets & {str(v) for v in seat.model_dump().values()}


@pytest.mark.parametrize(
    ("fields", "code", "refusal"),
    [
        ({}, "ZZZ999", CodeUnknown),
        ({}, "", CodeUnknown),
        ({"joining_closed_at": NOON}, "ABC234", JoiningClosed),
        ({"stage": Stage.CLOSED}, "ABC234", JoiningClosed),
        ({"capacity": 0}, "ABC234", RoomFull),
    ],
    ids=["unknown", "empty", "joining closed", "workshop closed", "full"],
)
def test_joining_is_refused(session, fields, code, refusal):
    a_workshop(session, **{"code": "ABC234"} | fields)

    with pytest.raises(refusal):
        join(session, code, now=NOON)


def test_the_last_seat_is_taken_and_the_next_person_hears_that_the_room_is_full(session):
    workshop = a_workshop(session, code="ABC234", capacity=2)
    a_participant(session, workshop)
    join(session, "ABC234", now=NOON)

    with pytest.raises(RoomFull) as refused:
        join(session, "ABC234", now=NOON)

    assert refused.value.facts == {"capacity": 2}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"name": "ก" * 121}, TextTooLong), ({"category": 9}, CategoryUnknown)],
)
def test_joining_refuses_what_cannot_be_stored(session, fields, refusal):
    a_workshop(session, code="ABC234")

    with pytest.raises(refusal):
        join(session, "ABC234", now=NOON, **fields)


def test_a_unit_of_another_agency_cannot_be_chosen(session):
    a_workshop(session, code="ABC234")
    elsewhere = a_unit(session, an_agency(session).id)

    with pytest.raises(NotFound):
        join(session, "ABC234", now=NOON, unit_id=elsewhere.id)


def test_the_same_id_again_is_the_same_seat_with_the_same_secrets(session):
    workshop = a_workshop(session, code="ABC234", capacity=1)
    unit = a_unit(session, workshop.agency_id)
    lost = join(session, "ABC234", now=NOON, name="สมชา", category=4, client_id=ID)
    workshop.joining_closed_at = NOON

    again = join(session, "ABC234", now=NOON, name="สมชาย", unit_id=unit.id, client_id=ID)

    (seat,) = session.exec(select(Participant))
    assert lost.participant_id == again.participant_id == seat.id
    assert (seat.number, seat.name, seat.unit_id, seat.category) == (1, "สมชาย", unit.id, None)
    assert lost == again  # whichever of the two answers comes last
    assert participant_actor(session, again.token).participant_id == seat.id
    assert rejoin(session, "ABC234", again.reentry_code, now=NOON).participant_id == seat.id
    assert [
        (entry.action, entry.participant_id)
        for entry in session.exec(select(HistoryEntry).order_by(HistoryEntry.id))
    ] == [("join", seat.id), ("rejoin", seat.id), ("rejoin", seat.id)]


def test_a_late_copy_of_a_join_does_not_take_a_seat_back_that_has_moved(session):
    a_workshop(session, code="ABC234")
    first = join(session, "ABC234", now=NOON, client_id=ID)
    moved = rejoin(session, "ABC234", first.reentry_code, now=NOON)

    with pytest.raises(SeatMoved):
        join(session, "ABC234", now=NOON, client_id=ID)

    assert participant_actor(session, moved.token).participant_id == first.participant_id


def test_a_seat_found_again_does_not_need_a_free_one(session):
    a_workshop(session, code="ABC234", capacity=1)
    ticket = join(session, "ABC234", now=NOON, client_id=ID)

    again = join(session, "ABC234", now=NOON, client_id=ID)

    assert again.participant_id == ticket.participant_id
    with pytest.raises(RoomFull):
        join(session, "ABC234", now=NOON, client_id="join-of-another")


def test_an_id_means_a_seat_in_its_own_room_only(session):
    a_workshop(session, code="ABC234")
    a_workshop(session, code="XYZ567")

    seats = [join(session, code, now=NOON, client_id=ID) for code in ("ABC234", "XYZ567")]

    assert len({seat.participant_id for seat in seats}) == 2


def test_people_without_an_id_are_all_somebody_else(session):
    a_workshop(session, code="ABC234")

    assert len({join(session, "ABC234", now=NOON).participant_id for _ in range(3)}) == 3


@pytest.mark.parametrize("client_id", ["", "short", "a" * 65, "has space in it", "join-12345\n"])
def test_joining_refuses_an_id_that_no_phone_makes(session, client_id):
    a_workshop(session, code="ABC234")

    with pytest.raises(ValueRefused):
        join(session, "ABC234", now=NOON, client_id=client_id)


# --- coming back ----------------------------------------------------------------------


def test_coming_back_gives_the_same_seat_a_new_token_and_the_old_one_stops(session):
    a_workshop(session, code="ABC234")
    ticket = join(session, "ABC234", now=NOON)

    again = rejoin(session, "abc 234", ticket.reentry_code.lower(), now=NOON)

    assert again.participant_id == ticket.participant_id
    assert again.reentry_code == ticket.reentry_code
    assert participant_actor(session, ticket.token) is None
    assert participant_actor(session, again.token).participant_id == ticket.participant_id


def test_coming_back_works_also_while_nobody_new_may_join(session):
    workshop = a_workshop(session, code="ABC234")
    ticket = join(session, "ABC234", now=NOON)
    workshop.joining_closed_at = NOON

    assert rejoin(session, "ABC234", ticket.reentry_code, now=NOON)


def test_a_personal_code_opens_its_own_room_only(session):
    a_workshop(session, code="ABC234")
    a_workshop(session, code="XYZ567")
    ticket = join(session, "ABC234", now=NOON)

    for code, reentry in (("XYZ567", ticket.reentry_code), ("ABC234", "ZZZZZZZZ"), ("", "")):
        with pytest.raises(CodeUnknown):
            rejoin(session, code, reentry, now=NOON)
