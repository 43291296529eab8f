import pytest
from sqlmodel import col, select

from pmqa_workshop.domain.errors import (
    CategoryUnknown,
    FindingMissing,
    NotAllowed,
    NotFound,
    TextMissing,
    TextTooLong,
    WrongStage,
)
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.queries.ideas import ideas_by, ideas_of, themes_of
from pmqa_workshop.services.ideas import (
    dissolve_theme,
    group_singly,
    group_under,
    raise_idea,
    rename_theme,
    restore_idea,
    restore_theme,
    reword_idea,
    start_theme,
    withdraw_idea,
)
from tests.factories import (
    NOON,
    a_finding,
    a_participant,
    a_theme,
    a_unit,
    a_workshop,
    an_agency,
    an_idea,
    staff_of,
)


@pytest.fixture
def workshop(session):
    return a_workshop(session, stage=Stage.IDEAS)


@pytest.fixture
def person(session, workshop):
    return a_participant(session, workshop)


def test_an_idea_is_kept_with_its_findings_and_the_unit_of_its_author(session, workshop):
    unit = a_unit(session, workshop.agency_id, short_name="กค.")
    person = a_participant(session, workshop, unit_id=unit.id)
    first, second = a_finding(session, workshop), a_finding(session, workshop)

    raise_idea(
        session,
        person,
        workshop.id,
        " รวมข้อมูล\u200bไว้ที่เดียว ",
        4,
        [second.id, first.id, first.id],
        now=NOON,
    )

    (idea,) = ideas_by(session, workshop.id, person.participant_id)
    assert (idea.code, idea.text, idea.unit) == ("I001", "รวมข้อมูลไว้ที่เดียว", "กค.")
    assert idea.finding_ids == (first.id, second.id)


def test_an_idea_may_answer_no_finding_if_it_says_so(session, workshop, person):
    raise_idea(session, person, workshop.id, "โรงอาหารเปิดเย็น", 5, [], now=NOON, stands_alone=True)

    assert [idea.stands_alone for idea in ideas_of(session, workshop.id)] == [True]


@pytest.mark.parametrize(
    ("text", "category", "refusal"),
    [
        ("", 4, TextMissing),
        ("\u200b \n", 4, TextMissing),
        ("ก" * 501, 4, TextTooLong),
        ("ก" * 10_000, 4, TextTooLong),
        ("รวมข้อมูล", 9, CategoryUnknown),
        ("รวมข้อมูล", 4, FindingMissing),
    ],
    ids=["empty", "nothing to see", "501", "10,000", "category 9", "no finding"],
)
def test_an_idea_is_refused(session, workshop, person, text, category, refusal):
    with pytest.raises(refusal):
        raise_idea(session, person, workshop.id, text, category, [], now=NOON)

    assert ideas_of(session, workshop.id) == []


def test_an_idea_on_another_workshops_finding_is_refused(session, workshop, person):
    foreign = a_finding(session, a_workshop(session))

    with pytest.raises(NotFound):
        raise_idea(session, person, workshop.id, "รวมข้อมูล", 4, [foreign.id], now=NOON)


def test_an_idea_for_another_workshop_is_refused(session, person):
    with pytest.raises(NotFound):
        raise_idea(session, person, a_workshop(session).id, "ก", 4, [], now=NOON, stands_alone=True)


def test_an_idea_for_a_unit_of_another_agency_is_refused(session, workshop, person):
    elsewhere = a_unit(session, an_agency(session).id)

    with pytest.raises(NotFound):
        raise_idea(
            session,
            person,
            workshop.id,
            "ก",
            4,
            [],
            now=NOON,
            stands_alone=True,
            unit_id=elsewhere.id,
        )


@pytest.mark.parametrize("stage", [s for s in Stage if s not in (Stage.FINDINGS, Stage.IDEAS)])
def test_phones_raise_ideas_only_while_it_is_the_stage(session, workshop, person, stage):
    workshop.stage = stage

    with pytest.raises(WrongStage):
        raise_idea(session, person, workshop.id, "ก", 4, [], now=NOON, stands_alone=True)


def test_staff_raise_an_idea_on_somebodys_behalf_after_the_stage(session, workshop):
    workshop.stage = Stage.GROUPING
    unit = a_unit(session, workshop.agency_id, name="กองคลัง")

    raise_idea(
        session,
        staff_of(workshop, Role.CLERK),
        workshop.id,
        "ก",
        4,
        [],
        now=NOON,
        stands_alone=True,
        unit_id=unit.id,
    )

    (idea,) = ideas_of(session, workshop.id)
    assert (idea.participant_id, idea.unit) == (None, "กองคลัง")


def test_a_projector_raises_nothing(session, workshop):
    projector = Actor(Role.PROJECTOR, workshop_id=workshop.id)

    with pytest.raises(NotAllowed):
        raise_idea(session, projector, workshop.id, "ก", 4, [], now=NOON, stands_alone=True)


# --- the own idea ---------------------------------------------------------------------


def test_an_own_idea_is_reworded_withdrawn_and_restored(session, workshop, person):
    idea = an_idea(session, workshop, participant_id=person.participant_id)

    reword_idea(session, person, idea.id, "คำใหม่", now=NOON)
    withdraw_idea(session, person, idea.id, now=NOON)
    assert ideas_of(session, workshop.id) == []
    restore_idea(session, person, idea.id, now=NOON)

    assert [found.text for found in ideas_of(session, workshop.id)] == ["คำใหม่"]


def test_what_a_phone_sends_twice_is_in_the_history_once(session, workshop, person):
    idea = an_idea(session, workshop, participant_id=person.participant_id)

    for _ in range(2):
        reword_idea(session, person, idea.id, "คำใหม่", now=NOON)
    for _ in range(2):
        withdraw_idea(session, person, idea.id, now=NOON)
    for _ in range(2):
        restore_idea(session, person, idea.id, now=NOON)

    actions = session.exec(select(HistoryEntry.action).order_by(col(HistoryEntry.id))).all()
    assert actions == ["reword", "withdraw", "restore"]


def test_a_withdrawn_idea_keeps_its_words_until_it_is_restored(session, workshop, person):
    idea = an_idea(session, workshop, participant_id=person.participant_id)
    withdraw_idea(session, person, idea.id, now=NOON)

    for actor in (person, staff_of(workshop)):
        with pytest.raises(NotFound) as refused:
            reword_idea(session, actor, idea.id, "คำใหม่", now=NOON)
        assert refused.value.facts == {"what": "idea"}

    restore_idea(session, person, idea.id, now=NOON)
    reword_idea(session, person, idea.id, "คำใหม่", now=NOON)
    assert session.get_one(Idea, idea.id).text == "คำใหม่"


CHANGES = {
    "reword": lambda s, who, idea: reword_idea(s, who, idea, "คำใหม่", now=NOON),
    "withdraw": lambda s, who, idea: withdraw_idea(s, who, idea, now=NOON),
    "restore": lambda s, who, idea: restore_idea(s, who, idea, now=NOON),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_idea_is_changed_by_its_author_or_the_facilitator_only(
    session, workshop, person, change
):
    idea = an_idea(session, workshop, participant_id=person.participant_id).id

    for stranger in (a_participant(session, workshop), staff_of(workshop, Role.CLERK)):
        with pytest.raises(NotAllowed):
            change(session, stranger, idea)
    with pytest.raises(NotFound):
        change(session, a_participant(session, a_workshop(session)), idea)
    change(session, staff_of(workshop), idea)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_author_changes_nothing_after_the_stage(session, workshop, person, change):
    idea = an_idea(session, workshop, participant_id=person.participant_id).id
    workshop.stage = Stage.GROUPING

    with pytest.raises(WrongStage):
        change(session, person, idea)


def test_an_idea_of_nobody_is_not_every_staff_members_own(session, workshop):
    typed_on_behalf = an_idea(session, workshop, participant_id=None)

    with pytest.raises(NotAllowed):
        reword_idea(session, staff_of(workshop, Role.SCRIBE), typed_on_behalf.id, "x", now=NOON)


def test_rewording_refuses_an_empty_and_a_far_too_long_text(session, workshop, person):
    idea = an_idea(session, workshop, participant_id=person.participant_id)

    for text, refusal in ((" ", TextMissing), ("ก" * 10_000, TextTooLong)):
        with pytest.raises(refusal):
            reword_idea(session, person, idea.id, text, now=NOON)
    assert session.get_one(Idea, idea.id).text == "รวมข้อมูลไว้ที่เดียว"


# --- grouping -------------------------------------------------------------------------


def test_a_theme_takes_ideas_and_leaves_their_words_alone(session, workshop):
    first, second = an_idea(session, workshop, text="ก"), an_idea(session, workshop, text="ข")
    facilitator = staff_of(workshop)

    theme = start_theme(
        session,
        facilitator,
        workshop.id,
        " ข้อมูลชุดเดียว ",
        4,
        now=NOON,
        idea_ids=[first.id, second.id],
    )

    (view,) = themes_of(session, workshop.id)
    assert (view.id, view.code, view.name) == (theme, "T01", "ข้อมูลชุดเดียว")
    assert view.idea_ids == (first.id, second.id)
    assert [idea.text for idea in ideas_of(session, workshop.id)] == ["ก", "ข"]


def test_an_idea_moves_between_themes_and_out_again(session, workshop):
    idea = an_idea(session, workshop)
    here, there = a_theme(session, workshop), a_theme(session, workshop)

    for theme_id in (here.id, there.id, None):
        group_under(session, staff_of(workshop), idea.id, theme_id, now=NOON)
        assert session.get_one(Idea, idea.id).theme_id == theme_id


def test_an_idea_goes_under_no_theme_that_is_dissolved_or_elsewhere(session, workshop):
    idea = an_idea(session, workshop)
    other = a_workshop(session, agency_id=workshop.agency_id)
    gone = a_theme(session, workshop, dissolved_at=NOON)

    for theme in (gone, a_theme(session, other)):
        with pytest.raises(NotFound):
            group_under(session, staff_of(workshop), idea.id, theme.id, now=NOON)


def test_grouping_singly_names_each_theme_after_its_idea(session, workshop):
    a_theme(session, workshop)
    short = an_idea(session, workshop, text="สั้น", category=2)
    an_idea(session, workshop, text="ก" * 200)
    an_idea(session, workshop, withdrawn_at=NOON)

    assert group_singly(session, staff_of(workshop), workshop.id, now=NOON) == 2

    made = {theme.name: theme for theme in themes_of(session, workshop.id)}
    assert (made["สั้น"].category, made["สั้น"].idea_ids) == (2, (short.id,))
    assert "ก" * 119 + "…" in made
    assert group_singly(session, staff_of(workshop), workshop.id, now=NOON) == 0


def test_dissolving_a_theme_frees_its_ideas_and_its_number_is_not_used_again(session, workshop):
    theme = a_theme(session, workshop)
    facilitator = staff_of(workshop)

    dissolve_theme(session, facilitator, theme.id, now=NOON)
    start_theme(session, facilitator, workshop.id, "ใหม่", 4, now=NOON)

    assert [view.code for view in themes_of(session, workshop.id)] == ["T02"]
    assert [idea.theme_id for idea in ideas_of(session, workshop.id)] == [None]


def test_a_dissolved_theme_comes_back_under_its_own_number_with_its_ideas(session, workshop):
    theme = a_theme(session, workshop, name="ข้อมูลชุดเดียว")
    idea = ideas_of(session, workshop.id)[0].id
    dissolve_theme(session, staff_of(workshop), theme.id, now=NOON)

    restore_theme(session, staff_of(workshop), theme.id, [idea], now=NOON)

    assert [(t.code, t.name, t.idea_ids) for t in themes_of(session, workshop.id)] == [
        ("T01", "ข้อมูลชุดเดียว", (idea,))
    ]


def test_a_theme_does_not_come_back_with_ideas_of_another_workshop(session, workshop):
    theme = a_theme(session, workshop, dissolved_at=NOON)
    foreign = an_idea(session, a_workshop(session, agency_id=workshop.agency_id)).id

    with pytest.raises(NotFound):
        restore_theme(session, staff_of(workshop), theme.id, [foreign], now=NOON)


def test_a_theme_is_renamed_but_never_nameless(session, workshop):
    theme = a_theme(session, workshop)

    rename_theme(session, staff_of(workshop), theme.id, "ชื่อใหม่", now=NOON)
    with pytest.raises(TextMissing):
        rename_theme(session, staff_of(workshop), theme.id, " ", now=NOON)

    assert themes_of(session, workshop.id)[0].name == "ชื่อใหม่"


GROUPING = {
    "start": lambda s, who, w, t, i: start_theme(s, who, w, "ใหม่", 4, now=NOON),
    "group": lambda s, who, w, t, i: group_under(s, who, i, t, now=NOON),
    "singly": lambda s, who, w, t, i: group_singly(s, who, w, now=NOON),
    "dissolve": lambda s, who, w, t, i: dissolve_theme(s, who, t, now=NOON),
    "restore": lambda s, who, w, t, i: restore_theme(s, who, t, [i], now=NOON),
    "rename": lambda s, who, w, t, i: rename_theme(s, who, t, "ใหม่", now=NOON),
}


@pytest.mark.parametrize("change", GROUPING.values(), ids=GROUPING)
def test_only_the_facilitator_groups_and_only_in_the_own_agency(session, workshop, change):
    there = (workshop.id, a_theme(session, workshop).id, an_idea(session, workshop).id)

    for actor in (a_participant(session, workshop), staff_of(workshop, Role.CLERK)):
        with pytest.raises(NotAllowed):
            change(session, actor, *there)
    with pytest.raises(NotFound):
        change(session, staff_of(a_workshop(session)), *there)


@pytest.mark.parametrize("name", ["start", "group", "singly", "dissolve", "restore"])
def test_themes_stand_still_once_the_vote_has_begun(session, workshop, name):
    there = (workshop.id, a_theme(session, workshop).id, an_idea(session, workshop).id)
    workshop.stage = Stage.VOTING

    with pytest.raises(WrongStage):
        GROUPING[name](session, staff_of(workshop), *there)
