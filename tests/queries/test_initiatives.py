from decimal import Decimal

import pytest

from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.services.initiatives import set_field, set_kpi
from tests.factories import NOON, a_unit, a_workshop, an_initiative, staff_of


@pytest.fixture
def workshop(session):
    return a_workshop(session)


def test_a_new_row_lacks_everything_the_committee_asks_for(session, workshop):
    an_initiative(session, workshop)

    assert initiatives_of(session, workshop.id)[0].lacking == (
        "objective",
        "kpi",
        "target",
        "months",
        "budget",
        "owner_unit",
        "expected_result",
    )


def test_a_row_filled_in_lacks_nothing(session, workshop):
    clerk = staff_of(workshop)
    row = an_initiative(session, workshop).id
    unit = a_unit(session, workshop.agency_id).id
    for field, value in {
        "objective": "เพื่อให้เร็วขึ้น",
        "first_month": 3,
        "last_month": 9,
        "budget": 0,
        "owner_unit_id": unit,
        "expected_result": "เร็วขึ้น",
    }.items():
        set_field(session, clerk, row, field, value, now=NOON)
    kpi = set_kpi(session, clerk, row, "ระยะเวลา", now=NOON)
    assert initiatives_of(session, workshop.id)[0].lacking == ("target",)

    set_kpi(session, clerk, row, "ระยะเวลา", now=NOON, kpi_id=kpi, target="25")

    assert initiatives_of(session, workshop.id)[0].lacking == ()


def test_half_a_span_of_months_is_none(session, workshop):
    an_initiative(session, workshop, first_month=3)

    assert "months" in initiatives_of(session, workshop.id)[0].lacking


def test_rows_stand_by_category_and_number(session, workshop):
    for category in (5, 2, 5):
        an_initiative(session, workshop, category=category, budget=Decimal(1))

    assert [row.code for row in initiatives_of(session, workshop.id)] == ["P02", "P01", "P03"]
