import pytest

from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.roles import OPERATOR, Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.queries.findings import drafts_of
from pmqa_workshop.queries.workshop import (
    history_of,
    workshop_by_code,
    workshop_counts,
    workshop_view,
    workshops_of,
)
from pmqa_workshop.services.drafts import dismiss_draft
from pmqa_workshop.services.workshop import hide_ideas, reveal_ideas
from tests.factories import (
    NOON,
    a_draft,
    a_finding,
    a_participant,
    a_staged_report,
    a_unit,
    a_workshop,
    an_idea,
    an_initiative,
    staff_of,
)


def test_a_workshop_is_seen_by_its_own_people_only(session):
    workshop, other = a_workshop(session), a_workshop(session)
    own = [
        staff_of(workshop, Role.SCRIBE),
        a_participant(session, workshop),
        Actor(Role.PROJECTOR, workshop_id=workshop.id),
        OPERATOR,
    ]

    for actor in own:
        assert workshop_view(session, actor, workshop.id).id == workshop.id
    for actor in own[:3]:
        with pytest.raises(NotFound):
            workshop_view(session, actor, other.id)
    with pytest.raises(NotFound):
        workshop_view(session, OPERATOR, 9999)


def test_a_participant_without_a_workshop_sees_none(session):
    with pytest.raises(NotFound):
        workshop_view(session, Actor(Role.PARTICIPANT), a_workshop(session).id)


def test_staff_list_the_workshops_of_their_agency_the_newest_year_first(session):
    old = a_workshop(session, fiscal_year=2569)
    new = a_workshop(session, fiscal_year=2570, agency_id=old.agency_id)
    a_workshop(session)

    assert [view.id for view in workshops_of(session, staff_of(old))] == [new.id, old.id]


@pytest.mark.parametrize("typed", ["ABC234", " abc-234 "])
def test_a_workshop_is_found_by_its_code_however_typed(session, typed):
    workshop = a_workshop(session, code="ABC234")

    assert workshop_by_code(session, typed).id == workshop.id
    assert workshop_by_code(session, "ZZZ999") is None


def test_a_closed_workshop_takes_nobody_new(session):
    open_one, closed = a_workshop(session), a_workshop(session, stage=Stage.CLOSED)

    assert not workshop_view(session, OPERATOR, open_one.id).joining_closed
    assert workshop_view(session, OPERATOR, closed.id).joining_closed


def test_a_title_template_may_hold_any_braces(session):
    workshop = a_workshop(session, title_template="แผน {agency} {โครงการ} {0} {{ 100%")

    assert "แผน" in workshop_view(session, OPERATOR, workshop.id).title


def test_counts_leave_out_what_was_withdrawn_or_dismissed(session):
    workshop = a_workshop(session)
    report = a_staged_report(session, workshop, a_draft(), a_draft(text="อีกข้อ"))
    dismiss_draft(session, staff_of(workshop), drafts_of(session, report)[0].id, now=NOON)
    a_unit(session, workshop.agency_id)
    a_unit(session, workshop.agency_id, withdrawn_at=NOON)
    an_idea(session, workshop, a_finding(session, workshop))
    an_idea(session, workshop, withdrawn_at=NOON)
    an_initiative(session, workshop, withdrawn_at=NOON)
    a_participant(session, workshop)

    counts = workshop_counts(session, workshop.id)

    assert (counts.units, counts.findings, counts.drafts_waiting) == (1, 1, 1)
    assert (counts.ideas, counts.initiatives, counts.participants) == (1, 0, 1)
    assert (counts.reports, counts.goals) == (2, 0)


def test_history_is_the_workshops_own_newest_first(session):
    workshop = a_workshop(session)
    for change in (reveal_ideas, hide_ideas):
        change(session, staff_of(workshop), workshop.id, now=NOON)
    other = a_workshop(session)
    reveal_ideas(session, staff_of(other), other.id, now=NOON)

    assert [entry.action for entry in history_of(session, workshop.id)] == ["hide", "reveal"]
    assert len(history_of(session, workshop.id, most=1)) == 1
