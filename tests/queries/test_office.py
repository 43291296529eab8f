"""What the office reads: cards, staff, setup links, the planning table, history by staff."""

from datetime import timedelta

from pmqa_workshop.domain.roles import Role
from pmqa_workshop.queries.access import setup_link_for, staff_of
from pmqa_workshop.queries.plan import plan_table
from pmqa_workshop.queries.workshop import history_of, workshop_cards
from pmqa_workshop.services.access import add_staff, join, make_setup_link
from pmqa_workshop.services.initiatives import set_field, withdraw_initiative
from tests.factories import (
    NOON,
    a_finding,
    a_theme,
    a_workshop,
    an_initiative,
)
from tests.factories import staff_of as acting


def test_a_card_tells_how_many_cells_of_the_plan_are_blank(session):
    workshop = a_workshop(session)
    an_initiative(session, workshop, objective="ลดเวลา", budget=0)
    a_workshop(session)  # another agency's

    cards = workshop_cards(session, acting(workshop))

    assert [(card.workshop.id, card.blanks, card.counts.initiatives) for card in cards] == [
        (workshop.id, 5, 1)
    ]


def test_staff_are_those_of_the_own_agency(session):
    here, elsewhere = a_workshop(session), a_workshop(session)
    admin = acting(here, Role.ADMINISTRATOR)
    add_staff(session, admin, "a@b.go.th", Role.SCRIBE, now=NOON, category=4)
    add_staff(
        session, acting(elsewhere, Role.ADMINISTRATOR), "x@y.go.th", Role.CLERK, now=NOON
    )  # fmt: skip

    found = staff_of(session, admin)

    assert [(p.email, p.role, p.category, p.is_ready) for p in found] == [
        ("a@b.go.th", Role.SCRIBE, 4, False)
    ]


def test_a_setup_link_names_whom_it_is_for_until_it_expires(session):
    admin = acting(a_workshop(session), Role.ADMINISTRATOR)
    _, token = add_staff(session, admin, "a@b.go.th", Role.CLERK, now=NOON, name="กมล")
    session.flush()

    assert setup_link_for(session, token, NOON) == ("a@b.go.th", "กมล")
    assert setup_link_for(session, token, NOON + timedelta(hours=3)) is None
    assert setup_link_for(session, "never made", NOON) is None


def test_the_first_administrators_link_names_nobody(session):
    token = make_setup_link(session, now=NOON)
    session.flush()

    assert setup_link_for(session, token, NOON) == ("", "")


def test_the_planning_table_keeps_withdrawn_rows_apart(session):
    workshop = a_workshop(session)
    theme = a_theme(session, workshop, a_finding(session, workshop))
    kept = an_initiative(session, workshop, theme_id=theme.id)
    gone = an_initiative(session, workshop, title="เลิกทำ")
    clerk = acting(workshop, Role.CLERK)
    withdraw_initiative(session, clerk, gone.id, now=NOON)

    table = plan_table(session, clerk, workshop.id)

    assert [row.id for row in table.initiatives] == [kept.id]
    assert [row.id for row in table.withdrawn] == [gone.id]
    assert table.priorities[theme.id].theme.idea_ids == tuple(table.ideas)


def test_history_by_staff_leaves_out_what_phones_sent(session):
    workshop = a_workshop(session)
    row = an_initiative(session, workshop)
    set_field(session, acting(workshop), row.id, "objective", "ก", now=NOON)
    join(session, workshop.code, now=NOON)

    by_staff = history_of(session, workshop.id, by_staff=True)

    assert [(entry.action, entry.noun) for entry in by_staff] == [("set", "initiative")]
    assert len(history_of(session, workshop.id)) == 2
