"""Findings of a feedback report, and the drafts a reader makes of them."""

from collections.abc import Mapping
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
    CATEGORY_GUESSED = "category_guessed"  # the sheet, title and rows do not say it plainly
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_DAMAGED = "text_damaged"  # letters the file does not name
    SPLIT_UNCERTAIN = "split_uncertain"  # one comment may be several, or several one
    KIND_GUESSED = "kind_guessed"  # no column or heading said strength or OFI
    KIND_BY_WORDS = "kind_by_words"  # the same, and the words of the comment decided
    ITEM_UNKNOWN = "item_unknown"  # no such item in the criteria set
    ITEM_GUESSED = "item_guessed"  # a bare 3 in หมวด 4 taken for 4.3
    ITEM_OUTSIDE_CATEGORY = "item_outside_category"
    SEVERAL_ITEMS = "several_items"  # the first was taken
    SET_GUESSED = "set_guessed"  # PMQA or PMQA 4.0 could not be told
    COLUMN_GUESSED = "column_guessed"  # no header said which column holds the finding
    HIDDEN = "hidden"  # stands in a hidden row or column of its sheet
    POSSIBLY_NOT_A_FINDING = "possibly_not_a_finding"
    REPEATED = "repeated"  # the same text stands in this report or workshop already


BLOCKING = frozenset(
    {
        Doubt.CATEGORY_MISSING,
        Doubt.CATEGORY_UNKNOWN,
        Doubt.TEXT_MISSING,
        Doubt.TEXT_TOO_LONG,
    }
)
SETTLED_BY: Mapping[str, frozenset[Doubt]] = {  # what a person settles by giving a field its value
    "category": frozenset(
        {
            Doubt.CATEGORY_MISSING,
            Doubt.CATEGORY_UNKNOWN,
            Doubt.CATEGORY_GUESSED,
            Doubt.ITEM_OUTSIDE_CATEGORY,
        }
    ),
    "item": frozenset(
        {
            Doubt.ITEM_UNKNOWN,
            Doubt.ITEM_GUESSED,
            Doubt.ITEM_OUTSIDE_CATEGORY,
            Doubt.SEVERAL_ITEMS,
        }
    ),
    "kind": frozenset({Doubt.KIND_GUESSED, Doubt.KIND_BY_WORDS}),
    "criteria_set": frozenset({Doubt.SET_GUESSED, Doubt.ITEM_UNKNOWN}),
    "text": frozenset(
        {
            Doubt.TEXT_MISSING,
            Doubt.TEXT_TOO_LONG,
            Doubt.TEXT_DAMAGED,
            Doubt.SPLIT_UNCERTAIN,
            Doubt.COLUMN_GUESSED,
            Doubt.HIDDEN,
            Doubt.POSSIBLY_NOT_A_FINDING,
            Doubt.REPEATED,
        }
    ),
}
LONGEST_FINDING = 4000  # characters
LONGEST_SOURCE = 4000  # characters of a source shown beside its reading


class Column(StrEnum):
    """What a column of a findings table holds."""

    NUMBER = "number"
    SET = "set"
    CATEGORY = "category"
    ITEM = "item"
    KIND = "kind"
    TEXT = "text"
    DETAIL = "detail"  # holds the finding only where no column says so better
    STRENGTH = "strength"
    OFI = "ofi"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    IMPACT = "impact"


UNUSED = ""  # a column that a reader left out, or that a person told it to leave out


@dataclass(frozen=True)
class ColumnReading:
    """What a reader took a column for, so that a person can see and correct it.

    A mapping that corrects it names the column by `label` (good for other files of the same
    make) or by `position` ("ข้อค้นพบ!C", in text "C"; it counts more) and gives a Column's value, or
    UNUSED.
    """

    label: str
    position: str
    taken_as: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingDraft:
    """One finding as a reader saw it, not yet confirmed by a person.

    `place` tells where it stood in the source: "ข้อค้นพบ!A12", "ย่อหน้า 48", "แถว 3", "หน้า 2";
    `source` is the cell or paragraph as it stood there, cut when it is very long.
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
    source: str = ""
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
    columns: tuple[ColumnReading, ...] = ()
