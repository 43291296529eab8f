"""The same report again: which rows are new, changed or gone, and what must be asked first."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pmqa_workshop.domain.findings import FindingDraft

FIELDS = ("category", "item", "ref", "kind", "text", "evidence", "impact", "criteria_set")
Values = Mapping[str, object]

SURELY_SAME = 0.6  # of all rows, word for word: the same report, corrected
PERHAPS_SAME = 0.3  # of the smaller of two: worth asking
ALIKE = 0.55  # of the letters, three by three: one comment reworded
ALIKE_IN_PLACE = 0.35  # the same, where category, item and kind agree as well
ALIKE_BY_NUMBER = 0.3  # the same, where the printed number agrees as well
_RARE = 24  # of a text's triples lead to what may be alike
_TRIED = 12  # texts with most of these are compared in full
_COMMON = 60  # texts: a triple in more of them leads nowhere


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    UNCHANGED = "unchanged"


class Likeness(StrEnum):
    """How sure it is that a report is one that came before."""

    SAME = "same"
    PERHAPS = "perhaps"


@dataclass(frozen=True)
class KnownRow:
    """A row of the check table: as last read from the file, and as it stands now.

    `now` is the finding's once it was accepted. `is_cut` tells that it was split or joined,
    `is_answered` that ideas or initiatives refer to it; `code` is the finding's.
    """

    id: int
    position: int
    reading: Values
    now: Values
    state: str  # waiting, accepted, dismissed, joined
    number: int | None = None
    place: str = ""
    code: str = ""
    is_cut: bool = False
    is_answered: bool = False

    @property
    def is_mended(self) -> bool:
        """Tell whether a person worked on this row; the criteria are settled for whole reports."""
        own = (field for field in FIELDS if field != "criteria_set")
        return self.is_cut or any(not same(self.now[f], self.reading[f]) for f in own)

    @property
    def seen(self) -> str:
        """Return a mark of what a person saw, to be told when it is no longer so."""
        shown = json.dumps([self.state, *(str(self.now[field] or "") for field in FIELDS)])
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Difference:
    """What a new reading says of one row.

    `fields` changed in the file; `asked` are those of them a person must choose about: theirs
    differs, or people already work on the finding. Whatever is not chosen stays as it is.
    """

    change: Change
    row: KnownRow | None
    draft: FindingDraft | None
    position: int
    fields: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        if self.change is Change.GONE:
            row = self.row
            return row is not None and (
                row.state == "accepted" or (row.state == "waiting" and row.is_mended)
            )
        return bool(self.asked)


@dataclass(frozen=True)
class KnownReport:
    id: int
    source_name: str
    content_digest: str
    rows: tuple[KnownRow, ...]


def same(one: object, other: object) -> bool:
    """Tell whether two values are the same to a reader: spaces and line breaks do not count."""
    return flat(one) == flat(other)


def flat(value: object) -> str:
    return " ".join(str(value or "").split())


def alike(one: object, other: object) -> float:
    """Return how much of their letters two texts share, three by three: 0 to 1."""
    return _likeness_of(_triples(one), _triples(other))


def values_of(draft: FindingDraft) -> dict[str, Any]:
    return {field: getattr(draft, field) for field in FIELDS}


# --- which report is it -------------------------------------------------------------------


def recognise(
    known: Iterable[KnownReport], source_name: str, content_digest: str,
    drafts: Sequence[FindingDraft],
) -> tuple[int, Likeness] | None:  # fmt: skip
    """Return the report that has come again, and how sure that is; None when it is a new one.

    A name alone never decides: next year's report often has this year's file name.
    """
    best: tuple[float, int, Likeness] | None = None
    for report in known:
        share, likeness = _likeness(report, source_name, content_digest, drafts)
        if likeness and (best is None or (likeness is Likeness.SAME, share) > (
            best[2] is Likeness.SAME, best[0]
        )):  # fmt: skip
            best = share, report.id, likeness
    return (best[1], best[2]) if best else None


def _likeness(
    report: KnownReport, source_name: str, content_digest: str, drafts: Sequence[FindingDraft]
) -> tuple[float, Likeness | None]:
    if content_digest and content_digest == report.content_digest:
        return 1.0, Likeness.SAME
    ours = {flat(row.reading["text"]) for row in report.rows} - {""}
    theirs = {flat(draft.text) for draft in drafts} - {""}
    if not ours or not theirs:
        return 0.0, None
    word_for_word = len(ours & theirs)
    if word_for_word / max(len(ours), len(theirs)) >= SURELY_SAME:
        return word_for_word / max(len(ours), len(theirs)), Likeness.SAME
    share = len(pair(report.rows, drafts)) / min(len(report.rows), len(drafts))
    named = bool(source_name) and source_name == report.source_name
    if share >= (PERHAPS_SAME / 2 if named else PERHAPS_SAME):
        return share, Likeness.PERHAPS
    return share, None


# --- which row is which -------------------------------------------------------------------


def compare(
    rows: Sequence[KnownRow], drafts: Sequence[FindingDraft], *, is_same_file: bool = False
) -> list[Difference]:
    """Return a difference for each row of the file in its order, then those that are gone.

    A row that was set aside already cannot go.
    A file read anew, because a column was taken for another, has its rows where they were.
    """
    pairs = pair(rows, drafts)
    if is_same_file:
        _pair_equal(
            pairs, [_line(row.place) for row in rows], [_line(draft.place) for draft in drafts]
        )
    found = [
        _difference(rows[pairs[at]], draft, at + 1)
        if at in pairs
        else Difference(Change.NEW, None, draft, at + 1)
        for at, draft in enumerate(drafts)
    ]
    kept = set(pairs.values())
    gone = [
        row
        for at, row in enumerate(rows)
        if at not in kept and row.state in ("waiting", "accepted")
    ]
    return [*found, *(Difference(Change.GONE, row, None, row.position) for row in gone)]


def _difference(row: KnownRow, draft: FindingDraft, position: int) -> Difference:
    new = values_of(draft)
    fields = tuple(f for f in FIELDS if not same(new[f], row.reading[f]))
    if not fields:
        return Difference(Change.UNCHANGED, row, draft, position)
    asked = tuple(f for f in fields if not same(new[f], row.now[f]) and _is_theirs(row, f))
    return Difference(Change.CHANGED, row, draft, position, fields, asked)


def _is_theirs(row: KnownRow, field: str) -> bool:
    """Tell whether people decided this field already, or work on the whole finding."""
    if row.state != "waiting" or (row.is_cut and field == "text"):
        return True
    return not same(row.now[field], row.reading[field])


def pair(rows: Sequence[KnownRow], drafts: Sequence[FindingDraft]) -> dict[int, int]:
    """Return which draft is which row: place in `drafts` → place in `rows`, each once."""
    pairs: dict[int, int] = {}
    texts = [flat(row.reading["text"]) for row in rows]
    new = [flat(draft.text) for draft in drafts]
    _pair_equal(
        pairs,
        [_key(row.reading, text, row.place) for row, text in zip(rows, texts, strict=True)],
        [_key(values_of(d), text, d.place) for d, text in zip(drafts, new, strict=True)],
    )
    _pair_equal(pairs, texts, new)
    _pair_alike(pairs, rows, drafts)
    return pairs


def _key(values: Values, text: str, place: str) -> tuple[str, ...]:
    """Return what makes two rows the same at once; a row without text is known by its place."""
    where = (str(values[field] or "") for field in ("category", "item", "ref", "kind"))
    return (*where, text or f"@{place}")


def _line(place: str) -> str:
    """Return the place without its column: the row of a sheet, whichever cell was read."""
    return re.sub(r"![A-Z]+(?=\d+$)", "!", place)


def _pair_equal(pairs: dict[int, int], old: Sequence[object], new: Sequence[object]) -> None:
    waiting: dict[object, list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for at, key in enumerate(old):
        if at not in taken and key:
            waiting[key].append(at)
    for at, key in enumerate(new):
        if at not in pairs and waiting[key]:
            pairs[at] = waiting[key].pop(0)


def _pair_alike(
    pairs: dict[int, int], rows: Sequence[KnownRow], drafts: Sequence[FindingDraft]
) -> None:
    """Pair what is left by likeness, the likest first."""
    taken = set(pairs.values())
    old = {at: _triples(row.reading["text"]) for at, row in enumerate(rows) if at not in taken}
    new = {at: _triples(draft.text) for at, draft in enumerate(drafts) if at not in pairs}
    scored = []
    for at, others in _candidates(old, new).items():
        for other in others:
            likeness = _likeness_of(new[at], old[other])
            if likeness >= _needed(rows[other], drafts[at]):
                scored.append((-likeness, at, other))
    used: set[int] = set()
    for _, at, other in sorted(scored):
        if at not in pairs and other not in used:
            pairs[at] = other
            used.add(other)


def _needed(row: KnownRow, draft: FindingDraft) -> float:
    stands = all(row.reading[f] == getattr(draft, f) for f in ("category", "kind"))
    if stands and row.number is not None and row.number == draft.number:
        return ALIKE_BY_NUMBER
    if stands and draft.item and row.reading["item"] == draft.item:
        return ALIKE_IN_PLACE
    return ALIKE


def _triples(text: object) -> frozenset[str]:
    joined = "".join(flat(text).split())
    return frozenset(joined[at : at + 3] for at in range(max(1, len(joined) - 2)))


def _likeness_of(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _candidates(
    old: Mapping[int, frozenset[str]], new: Mapping[int, frozenset[str]]
) -> dict[int, list[int]]:
    """Return what may be alike, by rare triples: never all with all of a large report."""
    spread = Counter(triple for triples in old.values() for triple in triples)
    holding: dict[str, list[int]] = defaultdict(list)
    for at, triples in old.items():
        for triple in triples:
            if spread[triple] <= _COMMON:
                holding[triple].append(at)
    found = {}
    for at, triples in new.items():
        known = sorted((t for t in triples if t in holding), key=lambda t: (spread[t], t))
        hits = Counter(other for triple in known[:_RARE] for other in holding[triple])
        found[at] = [other for other, _ in hits.most_common(_TRIED)]
    return found
