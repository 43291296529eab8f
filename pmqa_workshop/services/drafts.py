"""Rows of the check table: mended, cut in two, joined, set aside; each step can be undone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select, update

from pmqa_workshop.domain.criteria import items
from pmqa_workshop.domain.errors import CellChanged, NotFound, ValueRefused
from pmqa_workshop.domain.findings import (
    LONGEST_FINDING,
    SETTLED_BY,
    CriteriaSet,
    Doubt,
    FindingKind,
)
from pmqa_workshop.domain.ideas import check_category, check_text
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.findings import DraftRow, FeedbackReport
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.check_steps import as_they_stand, remember_step
from pmqa_workshop.services.fetch import LOCK, row_for, workshop_for

MENDABLE = frozenset({"category", "item", "ref", "kind", "text", "evidence", "impact",
                      "criteria_set"})  # fmt: skip


def waiting_drafts(
    session: Session, report_id: int, draft_ids: Sequence[int] | None
) -> list[DraftRow]:
    """Return the rows not yet accepted nor set aside, of these ids or all."""
    waiting = select(DraftRow).where(
        DraftRow.report_id == report_id,
        col(DraftRow.finding_id).is_(None),
        col(DraftRow.dismissed_at).is_(None),
    )
    if draft_ids is not None:
        waiting = waiting.where(col(DraftRow.id).in_(draft_ids))
    order = (col(DraftRow.position), col(DraftRow.part), col(DraftRow.id))
    return list(session.exec(waiting.order_by(*order)))


def mend_draft(
    session: Session,
    actor: Actor,
    draft_id: int,
    *,
    now: datetime,
    expected: Mapping[str, object] | None = None,
    **changes: object,
) -> None:
    """Change fields of a draft not yet accepted and look again at what is doubtful.

    `expected` is what the fields showed; if somebody else has since written something else,
    CellChanged tells what, and theirs stands.
    """
    require(may_prepare(actor))
    draft, report = _draft_for(session, actor, draft_id)
    _check_waiting(draft)
    before = as_they_stand([draft])
    for field, value in changes.items():
        if field not in MENDABLE:
            raise ValueRefused(field=field)
        checked = mended(field, value)
        _check_unchanged(draft, field, expected or {}, checked)
        setattr(draft, field, checked)
    draft.doubts = ",".join(doubts_after(draft, changes))
    draft.dismissed_at = None
    remember_step(session, actor, report.id, "mend", before, [draft], now)
    _record(session, actor, "mend", draft, report, now, fields=sorted(changes))


def _check_waiting(draft: DraftRow) -> None:
    if draft.finding_id is not None:
        raise ValueRefused(field="accepted")
    if draft.joined_into_id is not None:
        raise ValueRefused(field="joined")


def _check_unchanged(
    draft: DraftRow, field: str, expected: Mapping[str, object], checked: object
) -> None:
    if field not in expected:
        return
    stands, shown = getattr(draft, field), str(expected[field] or "")
    if str(stands or "") not in (shown, clean(shown), str(checked or "")):
        raise CellChanged(field=field, theirs=str(stands or ""))


def mended(field: str, value: object) -> object:
    """Return a field's value as it may be kept; raise for what it cannot be."""
    if field == "category":
        number = int(str(value)) if str(value).isdecimal() else None
        check_category(number)
        return number
    if field in ("kind", "criteria_set"):
        try:
            return FindingKind(str(value)) if field == "kind" else CriteriaSet(str(value))
        except ValueError:
            raise ValueRefused(field=field) from None
    text = clean(str(value or ""))
    if field == "text":
        check_text(text, longest=LONGEST_FINDING, field="finding")
    elif len(text) > LONGEST_FINDING:
        check_text(text, longest=LONGEST_FINDING, field=field)
    return text or None if field in ("item", "ref") else text


def doubts_after(draft: DraftRow, changes: Mapping[str, object]) -> list[str]:
    """Return the doubts left once a person has settled those of the changed fields."""
    settled = set[Doubt]().union(*(SETTLED_BY.get(field, frozenset()) for field in changes))
    left = [code for code in draft.doubts.split(",") if code and Doubt(code) not in settled]
    if not draft.item:
        return left
    item = items(draft.criteria_set or CriteriaSet.PMQA4).get(draft.item)
    if item is None and Doubt.ITEM_UNKNOWN not in left:
        left.append(Doubt.ITEM_UNKNOWN.value)
    elif item is not None and draft.category and item.category != draft.category:
        left.append(Doubt.ITEM_OUTSIDE_CATEGORY.value)
    return list(dict.fromkeys(left))


# --- one made two, two made one -----------------------------------------------------------


def split_draft(
    session: Session,
    actor: Actor,
    draft_id: int,
    first: str,
    second: str,
    *,
    now: datetime,
    expected: str | None = None,
) -> int:
    """Cut a row in two and return the new one, which follows it with the same category and kind.

    `expected` is the text that was on the screen; CellChanged if somebody else has changed it.
    """
    require(may_prepare(actor))
    draft, report = _draft_for(session, actor, draft_id)
    _check_waiting(draft)
    texts = [str(mended("text", text)) for text in (first, second)]
    if expected is not None and clean(expected) != draft.text:
        raise CellChanged(field="text", theirs=draft.text)
    before = as_they_stand([draft])
    session.exec(
        update(DraftRow)
        .where(
            col(DraftRow.report_id) == draft.report_id,
            col(DraftRow.position) == draft.position,
            col(DraftRow.part) > draft.part,
        )
        .values(part=DraftRow.part + 1)
    )
    new = _second_half(draft, texts[1])
    draft.text = texts[0]
    draft.doubts = ",".join(doubts_after(draft, {"text": first}))
    session.add(new)
    session.flush()
    remember_step(session, actor, report.id, "split", before, [draft, new], now)
    _record(session, actor, "split", draft, report, now, new=new.id)
    return new.id


def _second_half(draft: DraftRow, text: str) -> DraftRow:
    fields = ("report_id", "position", "category", "item", "ref", "criteria_set", "kind", "place",
              "source")  # fmt: skip
    new = DraftRow(
        **{field: getattr(draft, field) for field in fields},
        part=draft.part + 1,
        text=text,
        doubts=draft.doubts,
        split_from_id=draft.split_from_id or draft.id,
    )
    new.doubts = ",".join(doubts_after(new, {"text": text}))
    return new


def join_drafts(session: Session, actor: Actor, draft_ids: Sequence[int], *, now: datetime) -> int:
    """Make several rows one, in the order of the source, and return the one that stays.

    The others are kept under it; restoring one brings it back as it was.
    """
    require(may_prepare(actor))
    first_id = next(iter(draft_ids), 0)
    _, report = _draft_for(session, actor, first_id)
    drafts = waiting_drafts(session, report.id, draft_ids)
    if len(drafts) < 2 or len(drafts) != len(set(draft_ids)):
        raise ValueRefused(field="joined")
    before = as_they_stand(drafts)
    stays, *others = drafts
    stays.text = str(mended("text", _together(drafts, "text")))
    for field in ("evidence", "impact"):
        setattr(stays, field, mended(field, _together(drafts, field)))
    for field in ("category", "item", "ref", "kind"):
        found = (getattr(draft, field) for draft in drafts if getattr(draft, field))
        setattr(stays, field, next(found, None))
    stays.doubts = ",".join(doubts_after(stays, {"text": stays.text}))
    if stays.category:
        stays.doubts = ",".join(
            code for code in stays.doubts.split(",") if code != Doubt.CATEGORY_MISSING
        )
    for other in others:
        other.joined_into_id, other.dismissed_at = stays.id, now
    remember_step(session, actor, report.id, "join", before, drafts, now)
    _record(session, actor, "join", stays, report, now, rows=[draft.id for draft in others])
    return stays.id


def _together(drafts: Sequence[DraftRow], field: str) -> str:
    return "\n".join(text for draft in drafts if (text := getattr(draft, field).strip()))


# --- set aside and back -------------------------------------------------------------------


def dismiss_draft(session: Session, actor: Actor, draft_id: int, *, now: datetime) -> None:
    """Set a draft aside; it stays in the report and can be restored."""
    _set_dismissed(session, actor, draft_id, now, now)


def restore_draft(session: Session, actor: Actor, draft_id: int, *, now: datetime) -> None:
    """Take a dismissed or joined draft back to the check table, as it was."""
    _set_dismissed(session, actor, draft_id, None, now)


def _set_dismissed(
    session: Session, actor: Actor, draft_id: int, at: datetime | None, now: datetime
) -> None:
    require(may_prepare(actor))
    draft, report = _draft_for(session, actor, draft_id)
    before = as_they_stand([draft])
    draft.dismissed_at = at
    if at is None:
        draft.joined_into_id = None
    action = "dismiss" if at else "restore"
    remember_step(session, actor, report.id, action, before, [draft], now)
    _record(session, actor, action, draft, report, now)


def _draft_for(session: Session, actor: Actor, draft_id: int) -> tuple[DraftRow, FeedbackReport]:
    """Return a row, held until the end of the transaction, and its report."""
    draft = session.get(DraftRow, draft_id)
    if draft is None:
        raise NotFound(what="finding_draft")
    report = row_for(session, actor, FeedbackReport, draft.report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    session.refresh(draft, with_for_update=LOCK)
    return draft, report


def _record(
    session: Session,
    actor: Actor,
    action: str,
    draft: DraftRow,
    report: FeedbackReport,
    now: datetime,
    **facts: object,
) -> None:
    record(
        session, actor, action, "finding_draft", draft.id,
        now=now, workshop_id=report.workshop_id, **facts,
    )  # fmt: skip
