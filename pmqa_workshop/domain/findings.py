"""Findings of a feedback report, and the drafts a reader makes of them."""

from dataclasses import dataclass, replace
from enum import StrEnum


class CriteriaSet(StrEnum):
    PMQA = "pmqa"
    PMQA4 = "pmqa4"


class FindingKind(StrEnum):
    STRENGTH = "strength"
    OFI = "ofi"
    COMMENT = "comment"


class Doubt(StrEnum):
    """Why a draft must be looked at before it is accepted."""

    CATEGORY_MISSING = "category_missing"
    CATEGORY_UNKNOWN = "category_unknown"  # such as a category 9
    TEXT_MISSING = "text_missing"
    KIND_GUESSED = "kind_guessed"  # no column or heading said strength or OFI
    ITEM_UNKNOWN = "item_unknown"  # no such item in the criteria set
    ITEM_OUTSIDE_CATEGORY = "item_outside_category"
    SET_GUESSED = "set_guessed"  # PMQA or PMQA 4.0 could not be told
    POSSIBLY_NOT_A_FINDING = "possibly_not_a_finding"
    REPEATED = "repeated"  # the same text stands in this report or workshop already


BLOCKING = frozenset({Doubt.CATEGORY_MISSING, Doubt.CATEGORY_UNKNOWN, Doubt.TEXT_MISSING})
LONGEST_FINDING = 4000  # characters


@dataclass(frozen=True)
class FindingDraft:
    """One finding as a reader saw it, not yet confirmed by a person.

    `place` tells where it stood in the source: "ข้อค้นพบ!A12", "ย่อหน้า 48", "แถว 3".
    """

    category: int | None
    text: str
    kind: FindingKind | None = None
    item: str | None = None
    ref: str | None = None
    criteria_set: CriteriaSet | None = None
    evidence: str = ""
    impact: str = ""
    number: int | None = None  # the number printed in the source, if any
    place: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_sure(self) -> bool:
        return not self.doubts

    def doubting(self, *doubts: Doubt) -> "FindingDraft":
        """Return the draft with these doubts added, each once."""
        return replace(self, doubts=tuple(dict.fromkeys((*self.doubts, *doubts))))


@dataclass(frozen=True)
class ItemScore:
    """A score of an item (or of a whole category, item None) in a fiscal year B.E."""

    criteria_set: CriteriaSet
    category: int
    item: str | None
    fiscal_year: int
    score: float


@dataclass(frozen=True)
class ReadReport:
    """All a reader found in one file."""

    drafts: tuple[FindingDraft, ...]
    scores: tuple[ItemScore, ...] = ()
    title: str = ""
    fiscal_year: int | None = None
