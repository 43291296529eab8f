from datetime import timedelta

import pytest
from sqlmodel import select

from pmqa_workshop.domain.errors import (
    NegativePoints,
    NotAllowed,
    NotFound,
    NothingToVoteOn,
    NotOnBallot,
    RoundClosed,
    RoundOutdated,
    TooManyOnChoice,
    TooManyPoints,
    ValueRefused,
    WrongStage,
)
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.queries.voting import newest_round, own_ballot, round_tally, rounds_of
from pmqa_workshop.services.ideas import dissolve_theme
from pmqa_workshop.services.voting import (
    cast_ballot,
    close_round,
    hide_results,
    open_round,
    publish_results,
    reopen_round,
)
from pmqa_workshop.services.workshop import move_to_stage
from tests.factories import (
    NOON,
    a_participant,
    a_theme,
    a_workshop,
    an_idea,
    an_open_round,
    staff_of,
)

LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def workshop(session):
    return a_workshop(session)


@pytest.fixture
def queue(session, workshop):
    return a_theme(session, workshop, name="ลดคิว").id


@pytest.fixture
def app(session, workshop):
    return a_theme(session, workshop, name="แอป").id


@pytest.fixture
def voter(session, workshop):
    return a_participant(session, workshop)


def _points(session, round_id):
    return {row.theme_id: row.points for row in round_tally(session, round_id)}


# --- opening --------------------------------------------------------------------------


def test_a_round_opens_on_the_themes_that_hold_an_idea(session, workshop, queue, app):
    a_theme(session, workshop, dissolved_at=NOON)
    emptied = a_theme(session, workshop)
    for idea in session.exec(select(Idea).where(Idea.theme_id == emptied.id)):
        idea.withdrawn_at = NOON

    opened = an_open_round(session, workshop)

    assert newest_round(session, workshop.id).choice_ids == (queue, app)
    assert newest_round(session, workshop.id).id == opened


def test_a_round_without_themes_does_not_open(session, workshop):
    an_idea(session, workshop)

    with pytest.raises(NothingToVoteOn):
        an_open_round(session, workshop)


@pytest.mark.parametrize("rules", [{"points_per_person": 0}, {"max_per_choice": 6}])
def test_a_round_with_impossible_rules_does_not_open(session, workshop, queue, rules):
    with pytest.raises(ValueRefused):
        an_open_round(session, workshop, **rules)


def test_a_round_opens_only_in_the_stage_of_the_vote(session, workshop, queue):
    with pytest.raises(WrongStage):
        open_round(session, staff_of(workshop), workshop.id, now=NOON)


def test_opening_a_round_closes_the_one_still_open(session, workshop, queue):
    first = an_open_round(session, workshop)

    second = an_open_round(session, workshop)

    assert [(r.id, r.number, r.is_open) for r in rounds_of(session, workshop.id)] == [
        (first, 1, False),
        (second, 2, True),
    ]


# --- casting --------------------------------------------------------------------------


def test_a_ballot_is_counted(session, workshop, queue, app, voter):
    opened = an_open_round(session, workshop)

    cast_ballot(session, voter, opened, {queue: 3, app: 2}, now=NOON)

    assert _points(session, opened) == {queue: 3, app: 2}
    assert own_ballot(session, opened, voter.participant_id) == {queue: 3, app: 2}


def test_casting_again_replaces_the_earlier_ballot(session, workshop, queue, app, voter):
    opened = an_open_round(session, workshop)

    cast_ballot(session, voter, opened, {queue: 3}, now=NOON)
    cast_ballot(session, voter, opened, {app: 2}, now=LATER)

    assert _points(session, opened) == {queue: 0, app: 2}
    assert [b.cast_at for b in session.exec(select(Ballot))] == [LATER]


def test_an_empty_ballot_counts_as_cast_with_no_points(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)

    cast_ballot(session, voter, opened, {queue: 0}, now=NOON)

    assert newest_round(session, workshop.id).ballots == 1
    assert own_ballot(session, opened, voter.participant_id) == {}


@pytest.mark.parametrize(
    ("points", "refusal"),
    [
        (lambda queue, app: {queue: 3, app: 3}, TooManyPoints),
        (lambda queue, app: {queue: 4}, TooManyOnChoice),
        (lambda queue, app: {queue: 3, app: -1}, NegativePoints),
        (lambda queue, app: {queue: 1, 9999: 1}, NotOnBallot),
    ],
    ids=["over the budget", "too many on one", "negative", "no such choice"],
)
def test_a_refused_ballot_leaves_the_earlier_one(
    session, workshop, queue, app, voter, points, refusal
):
    opened = an_open_round(session, workshop)
    cast_ballot(session, voter, opened, {queue: 1}, now=NOON)

    with pytest.raises(refusal):
        cast_ballot(session, voter, opened, points(queue, app), now=LATER)

    assert _points(session, opened) == {queue: 1, app: 0}


def test_a_theme_of_another_workshop_is_not_on_the_ballot(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)
    foreign = a_theme(session, a_workshop(session)).id

    with pytest.raises(NotOnBallot):
        cast_ballot(session, voter, opened, {foreign: 1}, now=NOON)


def test_a_theme_made_after_the_opening_is_not_on_the_ballot(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)
    late = a_theme(session, workshop).id

    with pytest.raises(NotOnBallot):
        cast_ballot(session, voter, opened, {late: 1}, now=NOON)


def test_a_round_of_another_workshop_is_not_there(session, workshop, queue):
    opened = an_open_round(session, workshop)
    stranger = a_participant(session, a_workshop(session))

    with pytest.raises(NotFound):
        cast_ballot(session, stranger, opened, {queue: 1}, now=NOON)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FACILITATOR, Role.CLERK, Role.SCRIBE])
def test_staff_do_not_vote(session, workshop, queue, role):
    opened = an_open_round(session, workshop)

    with pytest.raises(NotAllowed):
        cast_ballot(session, staff_of(workshop, role), opened, {queue: 1}, now=NOON)


def test_a_ballot_after_the_close_is_refused(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)
    close_round(session, staff_of(workshop), opened, now=NOON)

    with pytest.raises(RoundClosed):
        cast_ballot(session, voter, opened, {queue: 1}, now=NOON)


def test_a_ballot_is_refused_while_the_room_is_in_another_stage(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)
    workshop.stage = Stage.DECISION

    with pytest.raises(RoundClosed):
        cast_ballot(session, voter, opened, {queue: 1}, now=NOON)


# --- closing, reopening, publishing ---------------------------------------------------


def test_closing_keeps_how_many_could_have_voted(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)
    close_round(session, staff_of(workshop), opened, now=NOON)

    a_participant(session, workshop)  # came after the vote

    assert newest_round(session, workshop.id).eligible == 1


def test_closing_twice_changes_nothing(session, workshop, queue, voter):
    opened = an_open_round(session, workshop)
    close_round(session, staff_of(workshop), opened, now=NOON)
    before = len(session.exec(select(HistoryEntry)).all())
    a_participant(session, workshop)

    close_round(session, staff_of(workshop), opened, now=LATER)

    assert newest_round(session, workshop.id).eligible == 1
    assert len(session.exec(select(HistoryEntry)).all()) == before


def test_reopening_takes_ballots_again_and_keeps_those_cast(session, workshop, queue, app, voter):
    opened = an_open_round(session, workshop)
    cast_ballot(session, voter, opened, {queue: 1}, now=NOON)
    publish_results(session, staff_of(workshop), opened, now=NOON)

    reopen_round(session, staff_of(workshop), opened, now=LATER)
    cast_ballot(session, a_participant(session, workshop), opened, {app: 1}, now=LATER)

    assert _points(session, opened) == {queue: 1, app: 1}
    again = newest_round(session, workshop.id)
    assert (again.is_open, again.is_published) == (True, False)


def test_reopening_an_earlier_round_closes_the_running_one(session, workshop, queue):
    first, second = an_open_round(session, workshop), an_open_round(session, workshop)

    reopen_round(session, staff_of(workshop), first, now=LATER)

    assert {r.id: r.is_open for r in rounds_of(session, workshop.id)} == {
        first: True,
        second: False,
    }


def test_publishing_closes_the_round_first_and_hiding_takes_it_back(session, workshop, queue):
    opened = an_open_round(session, workshop)

    publish_results(session, staff_of(workshop), opened, now=NOON)
    shown = newest_round(session, workshop.id)
    hide_results(session, staff_of(workshop), opened, now=LATER)
    hidden = newest_round(session, workshop.id)

    assert (shown.is_open, shown.is_published) == (False, True)
    assert (shown.is_shown, hidden.is_shown) == (True, False)
    assert (hidden.is_open, hidden.is_published) == (False, True)  # decisions stand under it


def test_a_vote_the_room_leaves_behind_is_closed(session, workshop, queue):
    an_open_round(session, workshop)

    move_to_stage(session, staff_of(workshop), workshop.id, Stage.GROUPING, now=LATER)

    left = newest_round(session, workshop.id)
    assert (left.is_open, left.is_published) == (False, False)


def test_a_round_whose_theme_was_dissolved_is_not_reopened(session, workshop, queue, app):
    facilitator = staff_of(workshop)
    opened = an_open_round(session, workshop)
    move_to_stage(session, facilitator, workshop.id, Stage.GROUPING, now=NOON)
    dissolve_theme(session, facilitator, queue, now=NOON)
    move_to_stage(session, facilitator, workshop.id, Stage.VOTING, now=NOON)

    with pytest.raises(RoundOutdated):
        reopen_round(session, facilitator, opened, now=NOON)

    assert newest_round(session, workshop.id).is_open is False


RUNNING = {
    "open": lambda s, who, w, r: open_round(s, who, w, now=NOON),
    "close": lambda s, who, w, r: close_round(s, who, r, now=NOON),
    "reopen": lambda s, who, w, r: reopen_round(s, who, r, now=NOON),
    "publish": lambda s, who, w, r: publish_results(s, who, r, now=NOON),
    "hide": lambda s, who, w, r: hide_results(s, who, r, now=NOON),
}


@pytest.mark.parametrize("change", RUNNING.values(), ids=RUNNING)
def test_only_the_facilitator_runs_rounds_and_only_in_the_own_agency(
    session, workshop, queue, voter, change
):
    opened = an_open_round(session, workshop)

    for actor in (voter, staff_of(workshop, Role.CLERK)):
        with pytest.raises(NotAllowed):
            change(session, actor, workshop.id, opened)
    with pytest.raises(NotFound):
        change(session, staff_of(a_workshop(session)), workshop.id, opened)
