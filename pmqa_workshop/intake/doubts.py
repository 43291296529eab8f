"""The last look over the drafts of a report: which set, which item exists, what is repeated."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pmqa_workshop.domain.criteria import items
from pmqa_workshop.domain.findings import (
    LONGEST_FINDING,
    CriteriaSet,
    Doubt,
    FindingDraft,
    FindingKind,
)
from pmqa_workshop.intake.marks import DAMAGED
from pmqa_workshop.intake.references import names_several_items

_ADVICE = re.compile(r"^(?:ควร|ขอให้|เสนอ(?:ให้|แนะ)|แนะนำ)")
_LACKING = re.compile(r"ยังไม่|ไม่พบ|ไม่มี|ยังขาด|ขาดการ|ไม่ครบ|ไม่ชัดเจน|ไม่สามารถ|ไม่ได้|น้อย|ล่าช้า")


def settle(
    drafts: Iterable[FindingDraft], declared: CriteriaSet | None
) -> tuple[FindingDraft, ...]:
    """Return the drafts with every doubt that can be seen from the whole report."""
    seen: set[tuple[int | None, str]] = set()
    settled = []
    for draft in drafts:
        draft = _with_item_doubts(_with_category_doubts(_with_set(draft, declared)))
        draft = _with_text_doubts(_with_kind(draft))
        said = draft.category, re.sub(r"\s+", "", draft.text)
        if draft.text and said in seen:
            draft = draft.doubting(Doubt.REPEATED)
        seen.add(said)
        settled.append(draft)
    return tuple(settled)


def _with_set(draft: FindingDraft, declared: CriteriaSet | None) -> FindingDraft:
    """Give the draft its criteria set: as said, as the report says, or by an item of one only."""
    known = draft.criteria_set or declared
    if known:
        return replace(draft, criteria_set=known)
    with_item = [one for one in CriteriaSet if draft.item in items(one)]
    if len(with_item) == 1:
        return replace(draft, criteria_set=with_item[0])
    return replace(draft, criteria_set=CriteriaSet.PMQA4).doubting(Doubt.SET_GUESSED)


def _with_category_doubts(draft: FindingDraft) -> FindingDraft:
    if draft.category is None:
        if Doubt.CATEGORY_UNKNOWN in draft.doubts:
            return draft
        return draft.doubting(Doubt.CATEGORY_MISSING)
    if not 1 <= draft.category <= 7:
        return draft.doubting(Doubt.CATEGORY_UNKNOWN)
    return draft


def _with_item_doubts(draft: FindingDraft) -> FindingDraft:
    item = draft.item
    if item is None or draft.criteria_set is None:
        return draft
    if names_several_items(draft.ref):
        draft = draft.doubting(Doubt.SEVERAL_ITEMS)
    if item not in items(draft.criteria_set):
        draft = draft.doubting(Doubt.ITEM_UNKNOWN)
    if draft.category and not item.startswith(f"{draft.category}."):
        draft = draft.doubting(Doubt.ITEM_OUTSIDE_CATEGORY)
    return draft


def _with_text_doubts(draft: FindingDraft) -> FindingDraft:
    if len(draft.text) > LONGEST_FINDING:
        draft = draft.doubting(Doubt.TEXT_TOO_LONG)
    if DAMAGED in draft.text:
        draft = draft.doubting(Doubt.TEXT_DAMAGED)
    return draft


def _with_kind(draft: FindingDraft) -> FindingDraft:
    """Guess a kind nobody named by the words, and say that it is a guess."""
    if draft.kind or not draft.text:
        return draft
    kind = FindingKind.COMMENT if _ADVICE.match(draft.text) else None
    if kind is None and _LACKING.search(draft.text):
        kind = FindingKind.OFI
    if kind is None:
        return draft.doubting(Doubt.KIND_GUESSED)
    left = tuple(doubt for doubt in draft.doubts if doubt is not Doubt.KIND_GUESSED)
    return replace(draft, kind=kind, doubts=left).doubting(Doubt.KIND_BY_WORDS)
