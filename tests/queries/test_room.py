import json

import pytest
import sqlalchemy as sa

from pmqa_workshop.database import open_reading
from pmqa_workshop.domain.errors import NotFound
from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.queries.room import Audience, group_views, phone_view, room_mark, room_views
from pmqa_workshop.services.ideas import raise_idea, withdraw_idea
from pmqa_workshop.services.voting import (
    cast_ballot,
    close_round,
    hide_results,
    publish_results,
    reopen_round,
)
from pmqa_workshop.services.workshop import reveal_ideas
from tests.factories import (
    NOON,
    a_decision,
    a_finding,
    a_participant,
    a_theme,
    a_unit,
    a_workshop,
    an_idea,
    an_open_round,
    staff_of,
)

PHONE, PROJECTOR, CONSOLE = Audience.PHONE, Audience.PROJECTOR, Audience.CONSOLE
DESK = Audience.DESK  # scribes and clerks sit among the peers


@pytest.fixture
def workshop(session):
    return a_workshop(session, code="ABC234")


@pytest.fixture
def person(session, workshop):
    unit = a_unit(session, workshop.agency_id, name="กองคลัง", short_name="กค.")
    return a_participant(session, workshop, name="สมชาย ลับมาก", unit_id=unit.id)


@pytest.fixture
def voted(session, workshop, person):
    """A round in which two themes tie and a third got nothing."""
    themes = [a_theme(session, workshop, name=name).id for name in ("ก", "ข", "ค")]
    opened = an_open_round(session, workshop)
    cast_ballot(session, person, opened, {themes[0]: 2, themes[1]: 2}, now=NOON)
    return opened


def _who_sees_results(session, workshop):
    return {who for who, view in room_views(session, workshop.id).items() if view["results"]}


def test_everybody_sees_where_the_room_stands(session, workshop, person):
    an_idea(session, workshop)

    for view in room_views(session, workshop.id).values():
        assert (view["stage"], view["code"]) == ("ideas", "ABC234")
        assert (view["joined"], view["ideas"], view["round"]) == (1, 1, {})


def test_the_views_are_plain_json(session, workshop, voted):
    publish_results(session, staff_of(workshop), voted, now=NOON)

    for view in room_views(session, workshop.id).values():
        assert json.loads(json.dumps(view)) == view


def test_nobody_sees_results_while_the_round_is_open(session, workshop, voted):
    assert _who_sees_results(session, workshop) == set()
    assert room_views(session, workshop.id)[PHONE]["round"]["ballots"] == 1


def test_only_the_console_sees_results_before_they_are_published(session, workshop, voted):
    close_round(session, staff_of(workshop), voted, now=NOON)

    assert _who_sees_results(session, workshop) == {CONSOLE}


def test_published_results_are_for_all_until_they_are_hidden_or_the_round_reopened(
    session, workshop, voted
):
    facilitator = staff_of(workshop)
    publish_results(session, facilitator, voted, now=NOON)
    assert _who_sees_results(session, workshop) == {PHONE, PROJECTOR, CONSOLE, DESK}

    hide_results(session, facilitator, voted, now=NOON)
    assert _who_sees_results(session, workshop) == {CONSOLE}
    publish_results(session, facilitator, voted, now=NOON)
    reopen_round(session, facilitator, voted, now=NOON)

    assert _who_sees_results(session, workshop) == set()


def test_a_tie_is_shown_as_a_tie(session, workshop, voted):
    publish_results(session, staff_of(workshop), voted, now=NOON)

    shown = room_views(session, workshop.id)[PHONE]["results"]

    assert [(row["name"], row["rank"], row["tied"], row["share"]) for row in shown] == [
        ("ก", 1, True, 100),
        ("ข", 1, True, 100),
        ("ค", 3, False, 0),
    ]


def test_a_phone_polling_sees_what_a_phone_is_sent(session, workshop, voted):
    for change in (lambda: None, lambda: publish_results(
        session, staff_of(workshop), voted, now=NOON
    )):  # fmt: skip
        change()
        assert phone_view(session, workshop.id) == room_views(session, workshop.id)[PHONE]


def test_a_phone_is_sent_no_list_of_ideas_people_or_units(session, workshop, voted):
    publish_results(session, staff_of(workshop), voted, now=NOON)
    reveal_ideas(session, staff_of(workshop), workshop.id, now=NOON)

    view = room_views(session, workshop.id)[PHONE]

    lists = {key for key, value in view.items() if isinstance(value, list)}
    assert lists == {"results"}


def test_no_screen_is_ever_sent_a_name(session, workshop, person, voted):
    an_idea(session, workshop, participant_id=person.participant_id)
    publish_results(session, staff_of(workshop), voted, now=NOON)
    reveal_ideas(session, staff_of(workshop), workshop.id, now=NOON)

    for view in room_views(session, workshop.id).values():
        assert "ลับมาก" not in json.dumps(view, ensure_ascii=False)
        assert "participant" not in json.dumps(view)


def test_the_projector_shows_ideas_once_they_are_revealed(session, workshop):
    for number in range(8):
        an_idea(session, workshop, text=f"ข้อ {number}")

    hidden = room_views(session, workshop.id)
    reveal_ideas(session, staff_of(workshop), workshop.id, now=NOON)
    shown = room_views(session, workshop.id)

    assert hidden[PROJECTOR]["latest"] == []
    newest = [f"ข้อ {number}" for number in (7, 6, 5, 4, 3, 2)]
    assert [idea["text"] for idea in hidden[CONSOLE]["latest"]] == newest
    assert [idea["text"] for idea in shown[PROJECTOR]["latest"]] == newest


def test_a_withdrawn_idea_is_gone_from_every_screen(session, workshop):
    idea = an_idea(session, workshop, text="ถอนแล้ว")
    reveal_ideas(session, staff_of(workshop), workshop.id, now=NOON)

    withdraw_idea(session, staff_of(workshop), idea.id, now=NOON)

    for view in room_views(session, workshop.id).values():
        assert "ถอนแล้ว" not in json.dumps(view, ensure_ascii=False)
        assert view["ideas"] == 0


def test_coverage_counts_the_findings_nobody_has_answered(session, workshop):
    answered = a_finding(session, workshop, category=4)
    a_finding(session, workshop, category=4)
    an_idea(session, workshop, answered, category=4)

    coverage = room_views(session, workshop.id)[PROJECTOR]["coverage"]

    assert coverage[3] == {"category": 4, "findings": 2, "bare": 1, "ideas": 1}
    assert [row["findings"] for row in coverage] == [0, 0, 0, 2, 0, 0, 0]


def test_the_console_counts_units_without_names(session, workshop, person, voted):
    an_idea(session, workshop, participant_id=person.participant_id)
    a_participant(session, workshop, unit_id=None)

    units = room_views(session, workshop.id)[CONSOLE]["units"]

    assert units == [
        {"unit": "กค.", "name": "กองคลัง", "joined": 1, "wrote": 1, "voted": 1},
        {"unit": "", "name": "", "joined": 1, "wrote": 0, "voted": 0},
    ]


def test_decisions_are_shown_once_it_is_time_to_decide(session, workshop):
    a_decision(session, a_theme(session, workshop, name="ก"))
    a_theme(session, workshop, name="ยังไม่ตัดสิน")

    before = room_views(session, workshop.id)[PROJECTOR]["decisions"]
    workshop.stage = Stage.DECISION
    after = room_views(session, workshop.id)[PROJECTOR]["decisions"]

    assert before == []
    assert [(row["name"], row["selected"]) for row in after] == [("ก", True)]


def test_a_room_sees_nothing_of_another(session, workshop, voted):
    other = a_workshop(session)

    for view in room_views(session, other.id).values():
        assert (view["joined"], view["ideas"], view["round"]) == (0, 0, {})
    with pytest.raises(NotFound):
        room_views(session, 9999)


def test_the_whole_demonstration_fits_in_a_packet(demonstration):
    with open_reading() as reading:
        views = room_views(reading, demonstration.workshop_id)

    size = {who: len(json.dumps(view, ensure_ascii=False).encode()) for who, view in views.items()}
    assert size[PROJECTOR] < 20_000
    assert size[CONSOLE] < 50_000


def test_a_room_read_for_some_is_what_they_see_in_a_room_read_for_all(session, workshop, voted):
    publish_results(session, staff_of(workshop), voted, now=NOON)
    everybody = room_views(session, workshop.id)

    for who in Audience:
        assert room_views(session, workshop.id, {who}) == {who: everybody[who]}


def test_each_category_group_is_told_what_is_still_without_an_idea(session, workshop):
    a_participant(session, workshop, category=4)
    a_participant(session, workshop, category=None)
    answered = a_finding(session, workshop, category=4)
    a_finding(session, workshop, category=4)
    a_finding(session, workshop, category=4, kind=FindingKind.STRENGTH)
    an_idea(session, workshop, answered, category=4)

    groups = group_views(session, workshop.id)

    assert groups[4] == {"category": 4, "joined": 1, "ideas": 1, "bare": 1}
    assert groups[5] == {"category": 5, "joined": 0, "ideas": 0, "bare": 0}
    assert phone_view(session, workshop.id, 4)["group"] == groups[4]
    assert phone_view(session, workshop.id)["group"] == {}


def test_the_mark_grows_with_every_change_of_this_room_and_no_other(session, workshop, person):
    other = a_workshop(session)
    before = room_mark(session, [workshop.id, other.id])

    raise_idea(session, person, workshop.id, "ลดขั้นตอน", 3, [], now=NOON, stands_alone=True)

    after = room_mark(session, [workshop.id, other.id])
    assert after == {workshop.id: before[workshop.id] + 1, other.id: before[other.id]}
    assert room_views(session, workshop.id)[PHONE]["revision"] == after[workshop.id]


@pytest.mark.parametrize(("who", "most"), [(PHONE, 9), (PROJECTOR, 13), (CONSOLE, 17)])
def test_reading_a_room_in_the_vote_asks_few_questions(session, workshop, voted, who, most):
    for _ in range(3):
        close_round(session, staff_of(workshop), voted, now=NOON)
        publish_results(session, staff_of(workshop), voted, now=NOON)
        voted = an_open_round(session, workshop)
    asked = []
    sa.event.listen(
        session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2])
    )

    room_views(session, workshop.id, {who})

    assert len(asked) <= most, asked
