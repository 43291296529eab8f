import pytest
from sqlmodel import Session, func, select

from pmqa_workshop.database import open_session
from pmqa_workshop.domain.errors import NotAllowed, TextTooLong, ValueRefused, WriteConflict
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.workshop import PhoneWrite
from pmqa_workshop.queries.voting import own_ballot
from pmqa_workshop.services.ideas import raise_idea
from pmqa_workshop.services.phone import once
from pmqa_workshop.services.voting import cast_ballot
from tests.factories import NOON, a_participant, a_theme, a_workshop, an_open_round, staff_of

CLIENT_ID = "c0ffee00-0001"


@pytest.fixture
def workshop(session):
    return a_workshop(session)


@pytest.fixture
def person(session, workshop):
    return a_participant(session, workshop)


def _send(session: Session, actor: Actor, text="รวมข้อมูล", client_id=CLIENT_ID):
    """Send an idea as a phone does."""

    def change():
        idea = raise_idea(
            session, actor, actor.workshop_id, text, 4, [], now=NOON, stands_alone=True
        )
        return {"idea": idea}

    return once(session, actor, client_id, {"text": text}, change, now=NOON)


def _ideas(session):
    return session.exec(select(func.count()).select_from(Idea)).one()


def test_sending_again_gives_the_same_answer_and_changes_nothing(session, person):
    first = _send(session, person)
    again = _send(session, person)

    assert again == first
    assert _ideas(session) == 1


def test_another_client_id_is_another_idea_even_with_the_same_words(session, person):
    _send(session, person)
    _send(session, person, client_id="c0ffee00-0002")

    assert _ideas(session) == 2


def test_the_same_client_id_with_other_content_is_a_conflict(session, person):
    _send(session, person)

    with pytest.raises(WriteConflict):
        _send(session, person, text="คำอื่น")
    assert _ideas(session) == 1


def test_the_same_client_id_from_another_person_is_a_conflict(session, workshop, person):
    _send(session, person)

    with pytest.raises(WriteConflict):
        _send(session, a_participant(session, workshop))


def test_the_same_client_id_in_another_workshop_is_somebody_elses(session, person):
    _send(session, person)

    _send(session, a_participant(session, a_workshop(session)))

    assert _ideas(session) == 2


def test_a_refused_change_leaves_nothing_so_that_it_may_be_mended_and_sent_again(database):
    with open_session() as session:
        person = a_participant(session, a_workshop(session))

    with pytest.raises(TextTooLong), open_session() as session:
        _send(session, person, text="ก" * 501)
    with open_session() as session:
        assert session.exec(select(PhoneWrite)).all() == []
        _send(session, person)

    with open_session() as session:
        assert _ideas(session) == 1


@pytest.mark.parametrize("client_id", ["", "short", "x" * 65])
def test_a_client_id_must_be_long_enough_to_be_ones_own(session, person, client_id):
    with pytest.raises(ValueRefused):
        _send(session, person, client_id=client_id)


def test_only_somebody_seated_writes_from_a_phone(session, workshop):
    for actor in (staff_of(workshop), Actor(Role.PROJECTOR, workshop_id=workshop.id)):
        with pytest.raises(NotAllowed):
            _send(session, actor)


def test_what_is_kept_of_a_write_holds_no_content(session, person):
    _send(session, person, text="ความลับ")

    (kept,) = session.exec(select(PhoneWrite)).all()
    assert "ความลับ" not in str(kept.model_dump())


# --- ballots --------------------------------------------------------------------------


def _vote(session, actor, round_id, points, sequence):
    """Send a ballot as a phone does, with the number of this change of it."""

    def change():
        cast_ballot(session, actor, round_id, points, now=NOON, sequence=sequence)
        return {"round_id": round_id, "sequence": sequence}

    body = {"points": {str(theme): given for theme, given in points.items()}}
    return once(session, actor, f"ballot-{sequence}", body, change, now=NOON)


def test_a_ballot_that_arrives_after_its_successor_does_not_undo_it(session, workshop, person):
    theme = a_theme(session, workshop).id
    opened = an_open_round(session, workshop)
    _vote(session, person, opened, {theme: 2}, sequence=2)

    with pytest.raises(WriteConflict):
        _vote(session, person, opened, {theme: 1}, sequence=1)
    _vote(session, person, opened, {theme: 3}, sequence=3)

    assert own_ballot(session, opened, person.participant_id) == {theme: 3}


def test_the_numbers_of_one_round_do_not_count_in_the_next(session, workshop, person):
    theme = a_theme(session, workshop).id
    _vote(session, person, an_open_round(session, workshop), {theme: 2}, sequence=5)
    second = an_open_round(session, workshop)

    _vote(session, person, second, {theme: 1}, sequence=1)

    assert own_ballot(session, second, person.participant_id) == {theme: 1}
