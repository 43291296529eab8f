import pytest

from pmqa_workshop.domain.errors import WrongStage
from pmqa_workshop.domain.stages import ORDER, Stage, check_stage


def test_stages_stand_in_the_order_of_the_day():
    assert [stage.position for stage in ORDER] == list(range(len(ORDER)))
    assert Stage.VOTING.preceding is Stage.GROUPING
    assert Stage.VOTING.following is Stage.DECISION


def test_nothing_comes_before_registration_or_after_closing():
    assert Stage.REGISTRATION.preceding is None
    assert Stage.CLOSED.following is None


def test_check_stage_refuses_and_names_the_stage_the_room_is_in():
    check_stage(Stage.IDEAS, {Stage.IDEAS})
    with pytest.raises(WrongStage) as refused:
        check_stage(Stage.VOTING, {Stage.IDEAS})

    assert refused.value.facts == {"stage": "voting"}
