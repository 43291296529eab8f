import pytest

from pmqa_workshop.domain.errors import (
    NotAllowed,
    NotFound,
    ReasonMissing,
    TextTooLong,
    ValueRefused,
    WrongStage,
)
from pmqa_workshop.domain.priorities import Scale
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.queries.priorities import priorities_of
from pmqa_workshop.queries.voting import newest_round
from pmqa_workshop.services.priorities import assess_theme, decide, undecide
from pmqa_workshop.services.voting import cast_ballot, hide_results, publish_results
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


@pytest.fixture
def facilitator(workshop):
    return staff_of(workshop)


@pytest.fixture
def voted(session, workshop, facilitator):
    """Three themes the room ranked first, second and third; it is time to decide."""
    themes = [a_theme(session, workshop, name=name).id for name in ("หนึ่ง", "สอง", "สาม")]
    opened = an_open_round(session, workshop, points_per_person=6)
    points = dict(zip(themes, (3, 2, 1), strict=True))
    cast_ballot(session, a_participant(session, workshop), opened, points, now=NOON)
    publish_results(session, facilitator, opened, now=NOON)
    workshop.stage = Stage.DECISION
    return themes


def _decided(session, workshop):
    return [(p.rank, p.selected, p.reason, p.differs) for p in priorities_of(session, workshop.id)]


def test_themes_selected_in_the_order_of_votes_need_no_reason(
    session, workshop, facilitator, voted
):
    for theme in voted[:2]:
        decide(session, facilitator, theme, True, "", now=NOON)

    assert _decided(session, workshop) == [
        (1, True, "", False),
        (2, True, "", False),
        (3, None, "", False),
    ]


def test_a_decision_against_the_votes_needs_its_reason_and_is_marked(
    session, workshop, facilitator, voted
):
    first, second, third = voted
    decide(session, facilitator, first, True, "", now=NOON)
    with pytest.raises(ReasonMissing):
        decide(session, facilitator, second, False, " ", now=NOON)
    decide(session, facilitator, second, False, "ทำอยู่แล้ว", now=NOON)
    with pytest.raises(ReasonMissing):
        decide(session, facilitator, third, True, "", now=NOON)

    decide(session, facilitator, third, True, "กฎหมายกำหนด", now=NOON)

    assert _decided(session, workshop) == [
        (1, True, "", False),
        (2, False, "ทำอยู่แล้ว", True),
        (3, True, "กฎหมายกำหนด", True),
    ]


def test_deciding_again_replaces_the_decision_and_undeciding_takes_it_back(
    session, workshop, facilitator, voted
):
    decide(session, facilitator, voted[0], False, "ยังไม่พร้อม", now=NOON)
    decide(session, facilitator, voted[0], True, "", now=NOON)
    assert _decided(session, workshop)[0] == (1, True, "", False)

    undecide(session, facilitator, voted[0], now=NOON)
    undecide(session, facilitator, voted[0], now=NOON)

    assert _decided(session, workshop)[0] == (1, None, "", False)


def test_a_decision_keeps_the_rank_it_was_taken_under_when_results_are_hidden(
    session, workshop, facilitator, voted
):
    decide(session, facilitator, voted[0], True, "", now=NOON)

    hide_results(session, facilitator, newest_round(session, workshop.id).id, now=NOON)

    assert _decided(session, workshop)[0] == (1, True, "", False)


def test_a_decision_keeps_its_rank_when_a_second_round_is_published(
    session, workshop, facilitator, voted
):
    decide(session, facilitator, voted[0], True, "", now=NOON)
    again = an_open_round(session, workshop)
    cast_ballot(session, a_participant(session, workshop), again, {voted[2]: 3}, now=NOON)
    publish_results(session, facilitator, again, now=NOON)

    ranks = {p.theme.id: (p.rank, p.points) for p in priorities_of(session, workshop.id)}

    assert ranks[voted[0]] == (1, 3)  # decided under the first round
    assert ranks[voted[2]] == (1, 3)  # undecided: the second round counts


def test_a_theme_nobody_voted_on_is_selected_without_a_rank(session, workshop, facilitator, voted):
    late = a_theme(session, workshop)

    decide(session, facilitator, late.id, True, "", now=NOON)

    assert _decided(session, workshop)[-1] == (None, True, "", False)


def test_ranks_that_are_not_published_are_no_reason_to_ask_for_one(session, workshop, facilitator):
    themes = [a_theme(session, workshop).id for _ in range(2)]
    opened = an_open_round(session, workshop)
    cast_ballot(session, a_participant(session, workshop), opened, {themes[0]: 3}, now=NOON)
    workshop.stage = Stage.DECISION

    decide(session, facilitator, themes[0], False, "ทำอยู่แล้ว", now=NOON)
    decide(session, facilitator, themes[1], True, "", now=NOON)

    assert [rank for rank, *_ in _decided(session, workshop)] == [None, None]


def test_a_reason_too_long_for_the_document_is_refused(session, facilitator, voted):
    with pytest.raises(TextTooLong):
        decide(session, facilitator, voted[0], False, "ก" * 1001, now=NOON)


def _assessed(session, workshop):
    rows = priorities_of(session, workshop.id)
    return [(row.theme.impact, row.theme.effort) for row in rows]


def test_impact_and_effort_are_marked_apart_and_taken_back(session, workshop, facilitator, voted):
    first, second, _ = voted
    assess_theme(session, facilitator, first, Scale.IMPACT, 5, now=NOON)
    assess_theme(session, facilitator, first, Scale.EFFORT, 1, now=NOON)
    assess_theme(session, facilitator, second, Scale.EFFORT, 4, now=NOON)

    assert _assessed(session, workshop) == [(5, 1), (None, 4), (None, None)]

    assess_theme(session, facilitator, first, Scale.IMPACT, None, now=NOON)

    assert _assessed(session, workshop) == [(None, 1), (None, 4), (None, None)]


def test_a_mark_chosen_twice_is_one_entry(session, workshop, facilitator, voted):
    before = workshop.revision
    for _ in range(2):
        assess_theme(session, facilitator, voted[0], Scale.IMPACT, 5, now=NOON)

    assert workshop.revision == before + 1


@pytest.mark.parametrize("mark", [0, 6, -1])
def test_a_mark_outside_one_to_five_is_refused(session, workshop, facilitator, voted, mark):
    with pytest.raises(ValueRefused) as refusal:
        assess_theme(session, facilitator, voted[0], Scale.EFFORT, mark, now=NOON)

    assert refusal.value.facts["field"] == "effort"
    assert _assessed(session, workshop)[0] == (None, None)


DECIDING = {
    "decide": lambda s, who, theme: decide(s, who, theme, True, "", now=NOON),
    "undecide": lambda s, who, theme: undecide(s, who, theme, now=NOON),
    "assess": lambda s, who, theme: assess_theme(s, who, theme, Scale.EFFORT, 3, now=NOON),
}


@pytest.mark.parametrize("change", DECIDING.values(), ids=DECIDING)
def test_only_the_facilitator_decides_in_the_stage_and_agency(session, workshop, voted, change):
    for actor in (a_participant(session, workshop), staff_of(workshop, Role.CLERK)):
        with pytest.raises(NotAllowed):
            change(session, actor, voted[0])
    with pytest.raises(NotFound):
        change(session, staff_of(a_workshop(session)), voted[0])
    workshop.stage = Stage.VOTING
    with pytest.raises(WrongStage):
        change(session, staff_of(workshop), voted[0])
