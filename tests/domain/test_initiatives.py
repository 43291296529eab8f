from decimal import Decimal

import pytest

from pmqa_workshop.domain.errors import CategoryUnknown, TextMissing, TextTooLong, ValueRefused
from pmqa_workshop.domain.initiatives import NEEDED, check_field, check_months, lacking


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("title", " โครงการ ", "โครงการ"),
        ("objective", "", ""),
        ("first_month", "3", 3),
        ("last_month", 12, 12),
        ("first_month", "๓", 3),
        ("first_month", "", None),
        ("last_month", None, None),
        ("budget", "", None),
        ("budget", None, None),
        ("budget", "0", Decimal("0.00")),
        ("budget", 0, Decimal("0.00")),
        ("budget", "1,250,000", Decimal("1250000.00")),
        ("budget", "๑,๒๕๐,๐๐๐.๕๐ บาท", Decimal("1250000.50")),
        ("budget", "-0", Decimal("0.00")),
        ("owner_unit_id", "7", 7),
        ("owner_unit_id", "", None),
        ("category", "6", 6),
    ],
)
def test_check_field_stores_what_was_meant(field, typed, stored):
    assert check_field(field, typed) == stored


def test_a_budget_of_nothing_and_a_budget_not_yet_known_are_two_things():
    assert check_field("budget", "0") is not None
    assert check_field("budget", "") is None


def test_a_budget_of_nothing_has_no_sign():
    assert str(check_field("budget", "-0")) == "0.00"


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        ("colour", "red", ValueRefused),
        ("title", "  ", TextMissing),
        ("title", "ก" * 301, TextTooLong),
        ("owner_name", "ก" * 201, TextTooLong),
        ("objective", "ก" * 4001, TextTooLong),
        ("first_month", "0", ValueRefused),
        ("last_month", "13", ValueRefused),
        ("first_month", "-1", ValueRefused),
        ("first_month", "ธันวาคม", ValueRefused),
        ("budget", "ล้านห้า", ValueRefused),
        ("budget", "-1", ValueRefused),
        ("budget", "NaN", ValueRefused),
        ("budget", "Infinity", ValueRefused),
        ("budget", "1000000000000", ValueRefused),
        ("owner_unit_id", "กองคลัง", ValueRefused),
        ("category", "9", CategoryUnknown),
        ("category", "", CategoryUnknown),
    ],
)
def test_check_field_refuses_what_cannot_be_stored(field, typed, refusal):
    with pytest.raises(refusal):
        check_field(field, typed)


@pytest.mark.parametrize(("first", "last"), [(3, 3), (3, 12), (None, 2), (5, None), (None, None)])
def test_check_months_takes_a_span_that_goes_forward(first, last):
    check_months(first, last)


def test_check_months_refuses_an_end_before_the_beginning():
    with pytest.raises(ValueRefused) as refused:
        check_months(5, 4)

    assert refused.value.facts == {"field": "last_month", "least": 5, "most": 12}


def test_lacking_names_what_is_empty_in_the_order_of_the_table():
    assert lacking({}) == NEEDED
    assert lacking(dict.fromkeys(NEEDED, "x") | {"kpi": (), "target": []}) == ("kpi", "target")


def test_a_budget_of_nothing_is_filled_in():
    assert lacking(dict.fromkeys(NEEDED, "x") | {"budget": Decimal(0)}) == ()
