import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_workshop.domain.errors import (
    BallotRefused,
    NegativePoints,
    NotOnBallot,
    RoundClosed,
    TooManyOnChoice,
    TooManyPoints,
    ValueRefused,
)
from pmqa_workshop.domain.voting import (
    MOST_POINTS,
    RoundRules,
    TallyRow,
    check_ballot,
    check_rules,
    tally,
)

QUEUE, APP, TRAINING, PARKING = 1, 2, 3, 4
CHOICES = (QUEUE, APP, TRAINING)
FIVE_AT_MOST_THREE = RoundRules(points_per_person=5, max_per_choice=3)

some_ballot = st.dictionaries(st.sampled_from(CHOICES), st.integers(-3, 8))
accepted_ballot = st.dictionaries(st.sampled_from(CHOICES), st.integers(0, 3))


@pytest.mark.parametrize(
    "points",
    [{}, {QUEUE: 0}, {QUEUE: 3, APP: 2}, {QUEUE: 1, APP: 1, TRAINING: 1}],
    ids=["empty", "zero", "all points", "some points"],
)
def test_check_ballot_takes_what_keeps_the_rules(points):
    check_ballot(points, CHOICES, FIVE_AT_MOST_THREE)


@pytest.mark.parametrize(
    ("points", "refusal"),
    [
        ({PARKING: 1}, NotOnBallot),
        ({QUEUE: 3, APP: 3, TRAINING: -1}, NegativePoints),
        ({QUEUE: 4}, TooManyOnChoice),
        ({QUEUE: 3, APP: 3}, TooManyPoints),
    ],
    ids=["not on the ballot", "negative", "too many on one", "over the budget"],
)
def test_check_ballot_refuses(points, refusal):
    with pytest.raises(refusal):
        check_ballot(points, CHOICES, FIVE_AT_MOST_THREE)


def test_check_ballot_refuses_even_an_empty_one_once_the_round_is_closed():
    with pytest.raises(RoundClosed):
        check_ballot({}, CHOICES, RoundRules(5, 3, is_open=False))


def test_the_refusal_tells_how_many_points_were_given_and_allowed():
    with pytest.raises(TooManyPoints) as refused:
        check_ballot({QUEUE: 3, APP: 3}, CHOICES, FIVE_AT_MOST_THREE)

    assert refused.value.facts == {"allowed": 5, "given": 6}


@pytest.mark.parametrize(("points", "most"), [(1, 1), (5, 3), (5, 5), (MOST_POINTS, MOST_POINTS)])
def test_check_rules_takes_sensible_rounds(points, most):
    check_rules(points, most)


@pytest.mark.parametrize(
    ("points", "most", "field"),
    [
        (0, 1, "points_per_person"),
        (MOST_POINTS + 1, 1, "points_per_person"),
        (5, 0, "max_per_choice"),
        (5, 6, "max_per_choice"),
    ],
)
def test_check_rules_refuses_and_names_the_field(points, most, field):
    with pytest.raises(ValueRefused) as refused:
        check_rules(points, most)

    assert refused.value.facts["field"] == field


@given(points=some_ballot, budget=st.integers(1, MOST_POINTS), most=st.integers(1, MOST_POINTS))
def test_no_accepted_ballot_exceeds_its_budget(points, budget, most):
    try:
        check_ballot(points, CHOICES, RoundRules(budget, most))
    except BallotRefused:
        return

    assert sum(points.values()) <= budget
    assert all(0 <= given <= most for given in points.values())


# --- counting -------------------------------------------------------------------------


def test_tally_counts_points_and_voters_most_points_first():
    rows = tally(CHOICES, [{QUEUE: 1, APP: 3}, {APP: 2}])

    assert rows == [
        TallyRow(APP, points=5, voters=2, rank=1),
        TallyRow(QUEUE, points=1, voters=1, rank=2),
        TallyRow(TRAINING, points=0, voters=0, rank=3),
    ]


def test_tally_shares_a_rank_and_leaves_the_next_one_out():
    rows = tally((QUEUE, APP, TRAINING, PARKING), [{QUEUE: 3, APP: 2, TRAINING: 2, PARKING: 1}])

    assert [row.rank for row in rows] == [1, 2, 2, 4]


def test_tally_sets_more_voters_above_the_same_points():
    rows = tally((QUEUE, APP), [{QUEUE: 2}, {APP: 1}, {APP: 1}])

    assert [(row.theme_id, row.rank) for row in rows] == [(APP, 1), (QUEUE, 2)]


def test_tally_does_not_count_a_zero_as_a_voter():
    assert tally((QUEUE,), [{QUEUE: 0}]) == [TallyRow(QUEUE, points=0, voters=0, rank=1)]


def test_tally_leaves_out_what_was_not_a_choice():
    assert [row.theme_id for row in tally((QUEUE,), [{PARKING: 3}])] == [QUEUE]


@given(ballots=st.lists(accepted_ballot, max_size=12), dice=st.randoms())
def test_tally_ignores_the_order_of_ballots(ballots, dice):
    shuffled = list(ballots)
    dice.shuffle(shuffled)

    assert tally(CHOICES, shuffled) == tally(CHOICES, ballots)


@given(ballots=st.lists(accepted_ballot, max_size=12))
def test_tally_gives_out_every_point_once_and_ranks_by_what_it_shows(ballots):
    rows = tally(CHOICES, ballots)

    assert sum(row.points for row in rows) == sum(sum(ballot.values()) for ballot in ballots)
    for row in rows:
        better = [r for r in rows if (r.points, r.voters) > (row.points, row.voters)]
        assert row.rank == 1 + len(better)
