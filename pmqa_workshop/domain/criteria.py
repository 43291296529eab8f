"""Both criteria sets, levels, Government 4.0, SDGs, national strategies and fiscal months, as data.

The words stand in criteria.json beside this file; names in English are unofficial translations.
Source: OPDC's PMQA (2558 edition) and PMQA 4.0, as gathered in the project's domain notes.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pmqa_workshop.domain.findings import CriteriaSet


@dataclass(frozen=True)
class CriterionItem:
    """An item such as 4.3. Descriptors by level exist for PMQA 4.0 categories 1–6 only."""

    id: str
    category: int
    name_th: str
    name_en: str = ""
    full_th: str = ""
    basic: str = ""
    advance: str = ""
    significance: str = ""

    def name(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name_th

    @property
    def descriptors(self) -> tuple[str, str, str]:
        """Return what the item asks at พื้นฐาน, ก้าวหน้า and พัฒนาจนเกิดผล."""
        return self.basic, self.advance, self.significance


@dataclass(frozen=True)
class Category:
    number: int
    name_th: str
    name_en: str
    items: tuple[CriterionItem, ...]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_th


@dataclass(frozen=True)
class Level:
    """A level of PMQA 4.0; `points` is what reaching it is worth (300, 400, 500)."""

    id: str
    points: int
    name_th: str
    name_en: str
    focus: str


@dataclass(frozen=True)
class Named:
    """An entry of a reference list: an SDG, a national strategy, a characteristic."""

    id: str
    name_th: str
    name_en: str = ""
    short_th: str = ""

    def name(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name_th


@dataclass(frozen=True)
class FiscalMonth:
    """A month of the fiscal year; `position` 1 is October, `year_offset` relative to the FY."""

    position: int
    month: int
    quarter: int
    year_offset: int
    name_th: str
    short_th: str


@cache
def _data() -> dict[str, Any]:
    text = files("pmqa_workshop.domain").joinpath("criteria.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def categories(criteria_set: CriteriaSet = CriteriaSet.PMQA4) -> tuple[Category, ...]:
    """Return หมวด 1–7 with their items; both sets share the numbers."""
    found = next(s for s in _data()["criteria_sets"] if s["id"] == criteria_set.value)
    return tuple(_category(row) for row in found["categories"])


def category(number: int, criteria_set: CriteriaSet = CriteriaSet.PMQA4) -> Category:
    """Return one category; raise KeyError for a number outside 1–7."""
    for found in categories(criteria_set):
        if found.number == number:
            return found
    raise KeyError(number)


@cache
def items(criteria_set: CriteriaSet) -> dict[str, CriterionItem]:
    """Return the items of a set by id such as "4.3"."""
    return {item.id: item for found in categories(criteria_set) for item in found.items}


@cache
def levels() -> tuple[Level, ...]:
    """Return the three levels of PMQA 4.0, lowest first."""
    rows = _data()["criteria_sets"][0]["levels"]
    return tuple(
        Level(row["id"], row["points"], row["name_th"], row["name_en"], row["focus"])
        for row in rows
    )


def next_level(score: float) -> Level | None:
    """Return the level still to be reached from a score of 0–500, None at the top."""
    return next((level for level in levels() if score < level.points), None)


@cache
def sdgs() -> tuple[Named, ...]:
    return tuple(Named(f"SDG{row['id']}", row["th"], row["en"]) for row in _data()["sdgs"])


@cache
def national_strategies() -> tuple[Named, ...]:
    return tuple(Named(row["id"], row["th"], row["en"]) for row in _data()["national_strategies"])


@cache
def gov40_characteristics() -> tuple[Named, ...]:
    return _named("gov40_characteristics")


@cache
def gov40_dimensions() -> tuple[Named, ...]:
    return _named("gov40_dimensions")


@cache
def gov40_success_factors() -> tuple[Named, ...]:
    return _named("gov40_success_factors")


@cache
def fiscal_months() -> tuple[FiscalMonth, ...]:
    """Return October to September, in order."""
    return tuple(
        FiscalMonth(at, row["m"], row["q"], row["year_offset"], row["th"], row["abbr"])
        for at, row in enumerate(_data()["fiscal_months"], start=1)
    )


@cache
def follow_up_rounds() -> tuple[tuple[str, str], ...]:
    """Return (name, months covered) of the follow-up rounds, 6/9/12 by default."""
    return tuple((row["name_th"], row["covers"]) for row in _data()["follow_up_rounds"])


def _named(key: str) -> tuple[Named, ...]:
    return tuple(
        Named(str(row["id"]), row["name_th"], row["name_en"], row.get("short_th", ""))
        for row in _data()[key]
    )


def _category(row: dict[str, Any]) -> Category:
    number = int(row["id"])
    return Category(
        number, row["name_th"], row["name_en"], tuple(_item(number, item) for item in row["items"])
    )


def _item(category_number: int, row: dict[str, Any]) -> CriterionItem:
    known = ("name_th", "name_en", "full_th", "basic", "advance", "significance")
    return CriterionItem(
        id=row["id"], category=category_number, **{key: row.get(key) or "" for key in known}
    )
