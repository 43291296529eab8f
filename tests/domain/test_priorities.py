import pytest

from pmqa_workshop.domain.errors import ReasonMissing
from pmqa_workshop.domain.priorities import Standing, check_reason, differing


def _standings(*rows):
    """Write (rank, selected) for themes 1, 2, 3 …"""
    return [Standing(theme, rank, selected) for theme, (rank, selected) in enumerate(rows, start=1)]


@pytest.mark.parametrize(
    ("rows", "differ"),
    [
        ([(1, True), (2, True), (3, False)], set()),
        ([(1, True), (2, False), (3, True)], {2, 3}),
        ([(1, False), (2, True), (3, True)], {1, 3}),
        ([(1, True), (1, False), (3, False)], set()),
        ([(1, None), (2, True)], set()),
        ([(None, True), (1, False)], set()),
        ([], set()),
    ],
    ids=[
        "in order",
        "two swapped",
        "the first left out",
        "a tie across the line",
        "undecided",
        "not voted on",
        "nothing",
    ],
)
def test_differing_names_the_decisions_against_the_votes(rows, differ):
    assert differing(_standings(*rows)) == differ


def test_selecting_in_the_order_of_votes_needs_no_reason():
    check_reason(1, True, "", _standings((1, True), (2, None)))


def test_leaving_out_always_needs_a_reason():
    with pytest.raises(ReasonMissing):
        check_reason(2, False, "  ", _standings((1, True), (2, False)))

    check_reason(2, False, "ทำอยู่แล้ว", _standings((1, True), (2, False)))


def test_passing_over_an_undecided_theme_needs_a_reason():
    passed_over = _standings((1, None), (2, True), (2, None), (4, None))

    with pytest.raises(ReasonMissing):
        check_reason(2, True, "", passed_over)

    check_reason(2, True, "เร่งด่วนกว่า", passed_over)
    check_reason(2, True, "", _standings((1, False), (2, True), (2, None), (4, None)))


def test_selecting_against_the_votes_needs_a_reason():
    against = _standings((1, False), (2, True))

    with pytest.raises(ReasonMissing):
        check_reason(2, True, "", against)

    check_reason(2, True, "เป็นหน้าที่ตามกฎหมาย", against)
