import pytest

from pmqa_workshop.domain.errors import (
    CategoryUnknown,
    FindingMissing,
    TextMissing,
    TextTooLong,
)
from pmqa_workshop.domain.ideas import LONGEST_IDEA, check_category, check_idea, check_text


def test_check_idea_takes_words_with_a_finding_or_the_mark_of_none():
    check_idea("รวมข้อมูล", 4, finding_count=1, stands_alone=False)
    check_idea("รวมข้อมูล", 4, finding_count=0, stands_alone=True)


@pytest.mark.parametrize(
    ("text", "category", "findings", "refusal"),
    [
        (" \n ", 4, 1, TextMissing),
        ("ก" * (LONGEST_IDEA + 1), 4, 1, TextTooLong),
        ("รวมข้อมูล", 0, 1, CategoryUnknown),
        ("รวมข้อมูล", 8, 1, CategoryUnknown),
        ("รวมข้อมูล", 4, 0, FindingMissing),
    ],
)
def test_check_idea_refuses(text, category, findings, refusal):
    with pytest.raises(refusal):
        check_idea(text, category, findings, stands_alone=False)


def test_a_text_too_long_is_told_with_its_length_and_the_limit():
    with pytest.raises(TextTooLong) as refused:
        check_text("ก" * 11, longest=10, field="idea")

    assert refused.value.facts == {"field": "idea", "length": 11, "longest": 10}


@pytest.mark.parametrize("category", [None, 0, 8, 9])
def test_check_category_refuses_what_is_no_category(category):
    with pytest.raises(CategoryUnknown):
        check_category(category)
