"""How values become words in the plan: digits as chosen, blanks that can be seen."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmqa_workshop.domain import thai
from pmqa_workshop.domain.plan import Digits, months_in_year

BLANK = "…"  # something the plan still needs
NONE = "–"  # nothing, and that is all right
DONE_IN = "■"  # a month of work; reads in black and white
KEPT = "\u00a0"  # a space at which no line ends
NO_BUDGET = "ไม่ใช้งบประมาณ"

_BEFORE_A_YEAR = re.compile(r"(?<=\.) (?=\d)")


@dataclass(frozen=True)
class Pen:
    digits: Digits

    @property
    def whole_numbers(self) -> str:
        """Return how Excel and Word's charts write whole numbers in the same digits."""
        return "[$-D00041E]#,##0" if self.digits is Digits.THAI else "#,##0"

    @property
    def tenths(self) -> str:
        return "[$-D00041E]#,##0.0" if self.digits is Digits.THAI else "#,##0.0"

    @property
    def field_switch(self) -> str:
        """Return the switch that makes Word count in the same digits."""
        return r"\* THAIARABIC" if self.digits is Digits.THAI else r"\* ARABIC"

    def typed(self, text: str, blank: str = BLANK) -> str:
        """Return what a person typed, its digits as they were."""
        return thai.clean(text) or blank

    def ours(self, text: str, blank: str = BLANK) -> str:
        """Return a text of the office or of this program, in the chosen digits."""
        text = thai.clean(text)
        return self.in_digits(text) or blank

    def in_digits(self, text: str) -> str:
        if self.digits is Digits.THAI:
            return thai.thai_digits(text)
        return thai.to_arabic_digits(text)

    def number(self, value: float | None, blank: str = BLANK) -> str:
        """Return 1,250 or 352.5, never 352.0."""
        return blank if value is None else self.in_digits(f"{round(value, 2):,}".removesuffix(".0"))

    def percent(self, part: float, whole: float) -> str:
        """Return the share with one decimal, NONE of nothing."""
        return self.in_digits(f"{100 * part / whole:.1f}") if whole else NONE

    def date(self, day: date | None) -> str:
        return BLANK if day is None else self.in_digits(thai.thai_date(day))

    def money(self, amount: Decimal | None) -> str:
        """Return baht; zero baht is said in words, an unknown amount left open."""
        if amount is None:
            return BLANK
        return self.in_digits(thai.money(amount)) if amount else NO_BUDGET

    def months(self, first: int | None, last: int | None, fiscal_year: int) -> str:
        known = months_in_year(first, last)
        return self.in_digits(thai.month_span(*known, fiscal_year)) if known else BLANK

    def period(self, first: int | None, last: int | None, fiscal_year: int) -> str:
        """Return the months for a narrow column: no line ends between a month and its year."""
        return _BEFORE_A_YEAR.sub(KEPT, self.months(first, last, fiscal_year))
