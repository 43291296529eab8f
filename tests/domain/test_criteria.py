import pytest

from pmqa_workshop.domain import criteria
from pmqa_workshop.domain.findings import CriteriaSet


@pytest.mark.parametrize("criteria_set", list(CriteriaSet))
def test_both_sets_have_seven_categories_whose_items_carry_their_number(criteria_set):
    found = criteria.categories(criteria_set)

    assert [category.number for category in found] == [1, 2, 3, 4, 5, 6, 7]
    for category in found:
        assert category.items
        assert all(item.id.startswith(f"{category.number}.") for item in category.items)
        assert all(item.category == category.number for item in category.items)


def test_an_item_is_found_by_its_number_and_named_in_both_languages():
    item = criteria.items(CriteriaSet.PMQA4)["4.3"]

    assert item.category == 4
    assert item.name("th") == item.name_th
    assert item.name("en") == (item.name_en or item.name_th)


def test_pmqa4_items_tell_what_each_level_asks():
    asked = [item.descriptors for c in criteria.categories()[:6] for item in c.items]

    assert all(all(texts) for texts in asked)


def test_a_category_outside_one_to_seven_is_a_mistake_of_ours():
    assert criteria.category(4).name("en") != criteria.category(4).name("th")
    with pytest.raises(KeyError):
        criteria.category(9)


@pytest.mark.parametrize(
    ("score", "points"), [(0, 300), (299.9, 300), (300, 400), (400, 500), (499, 500), (500, None)]
)
def test_next_level_is_the_lowest_not_yet_reached(score, points):
    level = criteria.next_level(score)

    assert (level.points if level else None) == points


def test_the_fiscal_year_runs_from_october_to_september():
    months = criteria.fiscal_months()

    assert [month.position for month in months] == list(range(1, 13))
    assert [month.month for month in months] == [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [month.quarter for month in months] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert [month.year_offset for month in months] == [-1] * 3 + [0] * 9


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        (criteria.sdgs, 17),
        (criteria.national_strategies, 6),
        (criteria.gov40_characteristics, 10),
        (criteria.gov40_dimensions, 3),
        (criteria.gov40_success_factors, 3),
        (criteria.follow_up_rounds, 3),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_reference_lists_are_whole(entries, count):
    assert len(entries()) == count


def test_a_reference_without_an_english_name_is_named_in_thai():
    strategy = criteria.national_strategies()[0]

    assert strategy.name("th") == strategy.name_th
    assert criteria.Named("x", "ชื่อ").name("en") == "ชื่อ"
