from dataclasses import fields

import pytest

from pmqa_workshop.domain.voting import TallyRow
from pmqa_workshop.queries.voting import (
    RoundView,
    newest_published,
    newest_round,
    own_ballot,
    round_tally,
    rounds_of,
)
from pmqa_workshop.services.voting import cast_ballot, close_round, publish_results
from tests.factories import (
    NOON,
    a_participant,
    a_theme,
    a_workshop,
    an_open_round,
    staff_of,
)


@pytest.fixture
def workshop(session):
    return a_workshop(session)


def test_the_tally_is_counted_from_the_rows_with_ties_as_ties(session, workshop):
    queue, app, training = (a_theme(session, workshop).id for _ in range(3))
    opened = an_open_round(session, workshop)
    for points in ({queue: 2, app: 1}, {app: 1, queue: 1}, {app: 1, training: 3}):
        cast_ballot(session, a_participant(session, workshop), opened, points, now=NOON)

    assert round_tally(session, opened) == [
        TallyRow(app, points=3, voters=3, rank=1),
        TallyRow(queue, points=3, voters=2, rank=2),
        TallyRow(training, points=3, voters=1, rank=3),
    ]


def test_the_tally_of_a_round_nobody_voted_in_is_one_long_tie(session, workshop):
    for _ in range(3):
        a_theme(session, workshop)

    assert [row.rank for row in round_tally(session, an_open_round(session, workshop))] == [1] * 3


def test_neither_the_tally_nor_the_round_can_carry_a_name():
    carried = {field.name for kind in (TallyRow, RoundView) for field in fields(kind)}

    assert not {name for name in carried if "participant" in name or "name" in name}


def test_ones_own_ballot_is_ones_own(session, workshop):
    theme = a_theme(session, workshop).id
    opened = an_open_round(session, workshop)
    voter, other = a_participant(session, workshop), a_participant(session, workshop)
    cast_ballot(session, voter, opened, {theme: 2}, now=NOON)

    assert own_ballot(session, opened, voter.participant_id) == {theme: 2}
    assert own_ballot(session, opened, other.participant_id) is None


def test_eligible_are_those_seated_while_it_is_open_and_those_at_the_close_after(session, workshop):
    a_theme(session, workshop)
    opened = an_open_round(session, workshop)
    a_participant(session, workshop)
    assert newest_round(session, workshop.id).eligible == 1

    close_round(session, staff_of(workshop), opened, now=NOON)
    a_participant(session, workshop)

    assert newest_round(session, workshop.id).eligible == 1


def test_the_results_that_stand_are_those_of_the_newest_published_round(session, workshop):
    a_theme(session, workshop)
    assert newest_published(session, workshop.id) is None
    first, second = an_open_round(session, workshop), an_open_round(session, workshop)

    publish_results(session, staff_of(workshop), first, now=NOON)
    assert newest_published(session, workshop.id).id == first
    publish_results(session, staff_of(workshop), second, now=NOON)

    assert newest_published(session, workshop.id).id == second
    assert [found.number for found in rounds_of(session, workshop.id)] == [1, 2]
