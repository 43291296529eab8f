"""What an initiative of the plan may say, and what it still lacks."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from pmqa_workshop.domain.errors import MonthsReversed, ValueRefused
from pmqa_workshop.domain.ideas import check_category, check_text
from pmqa_workshop.domain.thai import clean, to_arabic_digits

LONGEST = {"title": 300, "owner_name": 200, "budget_source": 200}
LONGEST_OTHER = 4000
MONTHS = range(1, 13)  # positions in the fiscal year
MOST_BUDGET = Decimal("999999999999.99")
FIELDS = frozenset(
    {"title", "objective", "expected_result", "first_month", "last_month", "budget",
     "budget_source", "owner_unit_id", "owner_name", "category"}
)  # fmt: skip
# What a plan row cannot go to the committee without, in the order of the table's columns.
NEEDED = ("objective", "kpi", "target", "months", "budget", "owner_unit", "expected_result")


def check_field(field: str, value: object) -> object:
    """Return the value as it is stored, or raise TextRefused naming the field."""
    if field not in FIELDS:
        raise ValueRefused(field=field)
    if field in ("first_month", "last_month"):
        return _month(field, value)
    if field == "budget":
        return _budget(value)
    if field == "owner_unit_id":
        return _unit_id(field, value)
    if field == "category":
        number = int(str(value)) if str(value).isdecimal() else None
        check_category(number)
        return number
    text = clean(str(value or "")).strip()
    if field == "title" or len(text) > LONGEST.get(field, LONGEST_OTHER):
        check_text(text, longest=LONGEST.get(field, LONGEST_OTHER), field=field)
    return text


def check_months(first: int | None, last: int | None) -> None:
    """Raise MonthsReversed if the end comes before the beginning."""
    if first is not None and last is not None and last < first:
        raise MonthsReversed(field="last_month", least=first, most=12)


def _month(field: str, value: object) -> int | None:
    if value in (None, ""):
        return None
    if not str(value).isdecimal() or int(str(value)) not in MONTHS:
        raise ValueRefused(field=field, least=1, most=12)
    return int(str(value))


def _unit_id(field: str, value: object) -> int | None:
    if value in (None, ""):
        return None
    if not str(value).isdecimal():
        raise ValueRefused(field=field)
    return int(str(value))


def _budget(value: object) -> Decimal | None:
    """Return baht; empty is not yet known, 0 needs no budget. Commas and Thai digits are fine."""
    typed = to_arabic_digits(str(value if value is not None else "")).replace(",", "").strip()
    typed = typed.removesuffix("บาท").strip()
    if not typed:
        return None
    try:
        amount = Decimal(typed)
    except InvalidOperation:
        raise ValueRefused(field="budget") from None
    if not amount.is_finite() or not 0 <= amount <= MOST_BUDGET:
        raise ValueRefused(field="budget", least=0, most=MOST_BUDGET)
    return abs(amount).quantize(Decimal("0.01"))


def lacking(filled: Mapping[str, object]) -> tuple[str, ...]:
    """Return the needed parts that are empty; a budget of 0 is filled."""
    return tuple(part for part in NEEDED if filled.get(part) in (None, "", (), []))
