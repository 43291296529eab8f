"""What makes an idea acceptable."""

from pmqa_workshop.domain.errors import (
    CategoryUnknown,
    FindingMissing,
    TextMissing,
    TextTooLong,
)

LONGEST_IDEA = 500  # characters, as read on a phone and printed in appendix ง
LONGEST_NAME = 120
CATEGORIES = range(1, 8)


def check_idea(text: str, category: int, finding_count: int, stands_alone: bool) -> None:
    """Raise unless the idea has words, a category and a finding or the mark of none."""
    check_text(text, longest=LONGEST_IDEA, field="idea")
    check_category(category)
    if not finding_count and not stands_alone:
        raise FindingMissing()


def check_text(text: str, *, longest: int, field: str) -> None:
    """Raise TextMissing or TextTooLong; `field` names the place for the message."""
    if not text.strip():
        raise TextMissing(field=field)
    if len(text) > longest:
        raise TextTooLong(field=field, length=len(text), longest=longest)


def check_category(category: int | None) -> None:
    if category not in CATEGORIES:
        raise CategoryUnknown(category=category)
