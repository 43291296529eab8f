import pytest

from pmqa_workshop.domain.roles import OPERATOR, Actor, Role
from pmqa_workshop.queries.access import projector_actor, setup_link_for, staff_name, staff_of
from pmqa_workshop.services.access import (
    SETUP_LIFE,
    add_staff,
    complete_setup,
    make_setup_link,
)
from tests.factories import GOOD_PASSWORD, NOON, a_workshop
from tests.factories import staff_of as staff_actor_of


def test_a_projector_belongs_to_a_workshop_that_exists(session):
    workshop = a_workshop(session)

    assert projector_actor(session, workshop.id) == Actor(Role.PROJECTOR, workshop_id=workshop.id)
    assert projector_actor(session, 9999) is None


def test_staff_are_named_by_their_address_until_they_have_a_name(session):
    named, _ = add_staff(session, OPERATOR, "a@example.go.th", Role.CLERK, now=NOON, name="สมศรี")
    nameless, _ = add_staff(session, OPERATOR, "b@example.go.th", Role.CLERK, now=NOON)

    assert [staff_name(session, who) for who in (named, nameless, 9999)] == [
        "สมศรี",
        "b@example.go.th",
        "",
    ]


def test_an_agency_lists_its_own_staff_and_who_is_ready(session):
    admin = staff_actor_of(a_workshop(session), Role.ADMINISTRATOR)
    _, token = add_staff(session, admin, "a@example.go.th", Role.CLERK, now=NOON)
    add_staff(session, admin, "b@example.go.th", Role.SCRIBE, now=NOON, category=4)
    complete_setup(session, token, GOOD_PASSWORD, now=NOON)
    stranger = staff_actor_of(a_workshop(session), Role.ADMINISTRATOR)
    add_staff(session, stranger, "c@example.go.th", Role.CLERK, now=NOON)

    assert [(s.email, s.role, s.category, s.is_ready) for s in staff_of(session, admin)] == [
        ("a@example.go.th", Role.CLERK, None, True),
        ("b@example.go.th", Role.SCRIBE, 4, False),
    ]


@pytest.mark.parametrize("spent", ["used", "expired", "never made"])
def test_a_setup_link_names_whom_it_is_for_while_it_is_good(session, spent):
    _, token = add_staff(session, OPERATOR, "a@example.go.th", Role.CLERK, now=NOON, name="สมศรี")
    assert setup_link_for(session, token, NOON) == ("a@example.go.th", "สมศรี")

    if spent == "used":
        complete_setup(session, token, GOOD_PASSWORD, now=NOON)
    late = NOON + SETUP_LIFE if spent == "expired" else NOON

    assert setup_link_for(session, "guessed" if spent == "never made" else token, late) is None


def test_the_first_administrators_link_is_for_nobody_known(session):
    assert setup_link_for(session, make_setup_link(session, now=NOON), NOON) == ("", "")
