from pmqa_workshop.queries.ideas import ideas_by, ideas_of, themes_of
from tests.factories import NOON, a_participant, a_theme, a_unit, a_workshop, an_idea


def test_ideas_stand_in_the_order_they_were_raised_without_the_withdrawn(session):
    workshop = a_workshop(session)
    an_idea(session, workshop, text="หนึ่ง")
    an_idea(session, workshop, text="ถอน", withdrawn_at=NOON)
    an_idea(session, workshop, text="สอง")
    an_idea(session, a_workshop(session), text="ห้องอื่น")

    assert [idea.text for idea in ideas_of(session, workshop.id)] == ["หนึ่ง", "สอง"]
    everything = ideas_of(session, workshop.id, withdrawn_too=True)
    assert [(idea.code, idea.is_withdrawn) for idea in everything] == [
        ("I001", False),
        ("I002", True),
        ("I003", False),
    ]


def test_ones_own_ideas_include_those_withdrawn(session):
    workshop = a_workshop(session)
    person = a_participant(session, workshop)
    an_idea(session, workshop, participant_id=person.participant_id, withdrawn_at=NOON)
    an_idea(session, workshop)

    assert [i.code for i in ideas_by(session, workshop.id, person.participant_id)] == ["I001"]


def test_a_unit_is_shown_by_its_short_name_where_it_has_one(session):
    workshop = a_workshop(session)
    short = a_unit(session, workshop.agency_id, name="กองคลัง", short_name="กค.")
    long = a_unit(session, workshop.agency_id, name="กองแผน")
    for unit in (short.id, long.id, None):
        an_idea(session, workshop, unit_id=unit)

    assert [idea.unit for idea in ideas_of(session, workshop.id)] == ["กค.", "กองแผน", ""]


def test_themes_stand_by_category_without_the_dissolved(session):
    workshop = a_workshop(session)
    late = a_theme(session, workshop, category=5)
    early = a_theme(session, workshop, category=2)
    a_theme(session, workshop, dissolved_at=NOON)
    withdrawn = an_idea(session, workshop, theme_id=early.id, withdrawn_at=NOON)

    found = themes_of(session, workshop.id)

    assert [(theme.id, theme.code) for theme in found] == [(early.id, "T02"), (late.id, "T01")]
    assert withdrawn.id not in found[0].idea_ids
