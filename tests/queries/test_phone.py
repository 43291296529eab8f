import pytest

from pmqa_workshop.domain.errors import CodeUnknown, NotAllowed
from pmqa_workshop.queries.phone import (
    door,
    own_seat,
    room_ballot,
    room_findings,
    room_ideas,
)
from pmqa_workshop.services.ideas import raise_idea
from pmqa_workshop.services.phone import once
from pmqa_workshop.services.voting import cast_ballot
from pmqa_workshop.services.workshop import reveal_ideas
from tests.factories import (
    NOON,
    a_finding,
    a_participant,
    a_theme,
    a_unit,
    a_workshop,
    an_idea,
    an_open_round,
    staff_of,
)


@pytest.fixture
def workshop(session):
    return a_workshop(session, code="ABC234")


@pytest.fixture
def person(session, workshop):
    return a_participant(session, workshop, name="สมชาย", category=4)


def test_the_door_shows_the_room_and_the_units_to_choose_from(session, workshop):
    a_unit(session, workshop.agency_id, name="กองคลัง")

    seen = door(session, "abc-234")

    assert (seen.workshop.id, [unit.name for unit in seen.units]) == (workshop.id, ["กองคลัง"])
    with pytest.raises(CodeUnknown):
        door(session, "ZZZ999")


def test_a_seat_is_ones_own(session, workshop, person):
    seat = own_seat(session, person)

    assert (seat.participant_id, seat.name, seat.category) == (person.participant_id, "สมชาย", 4)
    assert (seat.workshop.id, seat.unit) == (workshop.id, "")


@pytest.mark.parametrize("look", [own_seat, room_findings, room_ideas, room_ballot])
def test_somebody_without_a_seat_sees_nothing(session, workshop, look):
    with pytest.raises(NotAllowed):
        look(session, staff_of(workshop))


def test_findings_come_with_what_each_level_asks_of_their_items(session, workshop, person):
    a_finding(session, workshop, item="4.3")
    a_finding(session, workshop, item=None)

    seen = room_findings(session, person)

    assert [finding.item for finding in seen.findings] == ["4.3", None]
    assert list(seen.items) == ["4.3"]


def test_others_ideas_stay_hidden_until_they_are_revealed(session, workshop, person):
    mine = an_idea(session, workshop, participant_id=person.participant_id)
    theirs = an_idea(session, workshop)

    before = room_ideas(session, person)
    reveal_ideas(session, staff_of(workshop), workshop.id, now=NOON)
    after = room_ideas(session, person)

    assert ([idea.id for _, idea in before.mine], before.others) == ([mine.id], [])
    assert [idea.id for idea in after.others] == [theirs.id]


def test_an_idea_is_known_again_by_the_id_the_phone_gave_it(session, workshop, person):
    def change():
        idea = raise_idea(session, person, workshop.id, "ก", 4, [], now=NOON, stands_alone=True)
        return {"idea_id": idea}

    once(session, person, "from-my-phone", {}, change, now=NOON)

    assert [client_id for client_id, _ in room_ideas(session, person).mine] == ["from-my-phone"]


def test_the_ballot_shows_the_choices_and_only_ones_own_points(session, workshop, person):
    theme = a_theme(session, workshop, name="ข้อมูลชุดเดียว")
    assert room_ballot(session, person) is None
    opened = an_open_round(session, workshop)
    cast_ballot(session, a_participant(session, workshop), opened, {theme.id: 3}, now=NOON)

    before = room_ballot(session, person)
    cast_ballot(session, person, opened, {theme.id: 2}, now=NOON)
    after = room_ballot(session, person)

    assert [choice.name for choice in before.choices] == ["ข้อมูลชุดเดียว"]
    assert (before.points, before.sequence) == (None, 0)
    assert after.points == {theme.id: 2}


def test_a_choice_tells_how_many_ideas_stand_under_it(session, workshop, person):
    theme = a_theme(session, workshop)
    an_idea(session, workshop, theme_id=theme.id)
    an_open_round(session, workshop)

    (choice,) = room_ballot(session, person).choices

    assert choice.ideas == 2
