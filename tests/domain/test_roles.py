import pytest

from pmqa_workshop.domain.errors import NotAllowed
from pmqa_workshop.domain.roles import (
    Actor,
    Role,
    may_edit_initiative,
    may_manage_staff,
    may_prepare,
    may_raise_ideas,
    may_run_room,
    may_vote,
    require,
)

ALL = set(Role)
MAY = {
    may_manage_staff: {Role.ADMINISTRATOR, Role.OPERATOR},
    may_prepare: {Role.ADMINISTRATOR, Role.FACILITATOR, Role.CLERK, Role.OPERATOR},
    may_run_room: {Role.ADMINISTRATOR, Role.FACILITATOR, Role.OPERATOR},
    may_raise_ideas: ALL - {Role.PROJECTOR},
    may_vote: {Role.PARTICIPANT},
}


@pytest.mark.parametrize("may", MAY, ids=lambda may: may.__name__)
def test_each_right_belongs_to_these_roles_only(may):
    assert {role for role in Role if may(Actor(role))} == MAY[may]


def test_a_scribe_edits_the_own_category_only():
    scribe = Actor(Role.SCRIBE, category=4)

    assert may_edit_initiative(scribe, 4)
    assert not may_edit_initiative(scribe, 5)
    assert may_edit_initiative(Actor(Role.CLERK), 5)
    assert not may_edit_initiative(Actor(Role.PARTICIPANT, category=4), 4)


def test_require_refuses_what_is_not_allowed():
    require(True)
    with pytest.raises(NotAllowed):
        require(False)
