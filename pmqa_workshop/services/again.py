"""A report that comes again: what it would change, and following it where people let it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from pmqa_workshop.domain.again import (
    FIELDS,
    Change,
    Difference,
    KnownRow,
    compare,
    flat,
    values_of,
)
from pmqa_workshop.domain.findings import Doubt, FindingDraft, ReadReport
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.findings import DraftRow, FeedbackReport, Finding
from pmqa_workshop.queries.findings import known_rows
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.drafts import doubts_after
from pmqa_workshop.services.fetch import row_for
from pmqa_workshop.services.reports import (
    columns_of,
    keep_scores,
    normal,
    reading_of,
    row_of,
)


@dataclass(frozen=True)
class Choice:
    """What a person chose for a row they saw: the file's words, or those that stand."""

    seen: str
    takes_file: bool


@dataclass(frozen=True)
class Updated:
    """What became of the rows; `left` were changed by somebody else since they were shown."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    kept: int = 0
    left: int = 0

    def __add__(self, other: "Updated") -> "Updated":
        ours, theirs = asdict(self), asdict(other)
        return Updated(**{name: ours[name] + theirs[name] for name in ours})


Choices = Mapping[int, Choice]  # by draft id


def differences(
    session: Session,
    actor: Actor,
    report_id: int,
    drafts: Sequence[FindingDraft],
    *,
    content_digest: str = "",
) -> list[Difference]:
    """Return what a new reading would change in a report; changes nothing."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    rows = known_rows(session, report_id)
    is_same_file = bool(content_digest) and content_digest == report.content_digest
    new = [normal(draft, report.criteria_set) for draft in drafts]
    return compare(rows, new, is_same_file=is_same_file)


def update_report(
    session: Session,
    actor: Actor,
    report_id: int,
    read: ReadReport,
    choices: Choices,
    *,
    now: datetime,
    content_digest: str = "",
) -> Updated:
    """Bring a report up to date with a new reading of it.

    Rows nobody touched follow the file. What a person mended, accepted or set aside stays,
    unless it was chosen otherwise.
    """
    found = differences(session, actor, report_id, read.drafts, content_digest=content_digest)
    updated = update_rows(session, actor, report_id, found, choices, at=now)
    finish_update(session, actor, report_id, read, updated, now=now, content_digest=content_digest)
    return updated


def update_rows(
    session: Session,
    actor: Actor,
    report_id: int,
    found: Sequence[Difference],
    choices: Choices,
    *,
    at: datetime,
) -> Updated:
    """Follow some differences; a row that is no longer as it was compared is left alone."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    ids = [difference.row.id for difference in found if difference.row]
    drafts = _locked(session, ids)
    now_known = {row.id: row for row in known_rows(session, report_id, ids)}
    updated = Updated()
    for difference in found:
        updated += _follow(session, report, difference, drafts, now_known, choices, at)
    session.flush()
    return updated


def finish_update(
    session: Session,
    actor: Actor,
    report_id: int,
    read: ReadReport,
    updated: Updated,
    *,
    now: datetime,
    content_digest: str = "",
) -> None:
    """Keep scores and columns of the new reading, and write down what became of the rows."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id, lock=True)
    report.content_digest = content_digest
    report.columns = columns_of(read)
    report.fiscal_year = read.fiscal_year or report.fiscal_year
    if read.scores:
        keep_scores(session, report_id, read)
    record(
        session, actor, "update", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id, **asdict(updated),
    )  # fmt: skip


def _locked(session: Session, draft_ids: Sequence[int]) -> dict[int, DraftRow]:
    """Return the rows, and hold them and their findings until the end of the transaction."""
    wanted = select(DraftRow).where(col(DraftRow.id).in_(draft_ids)).with_for_update()
    drafts = session.exec(wanted.execution_options(populate_existing=True)).all()
    accepted = [draft.finding_id for draft in drafts if draft.finding_id]
    findings = select(Finding).where(col(Finding.id).in_(accepted)).with_for_update()
    session.exec(findings.execution_options(populate_existing=True)).all()
    return {draft.id: draft for draft in drafts}


def _follow(
    session: Session,
    report: FeedbackReport,
    difference: Difference,
    drafts: Mapping[int, DraftRow],
    now_known: Mapping[int, KnownRow],
    choices: Choices,
    at: datetime,
) -> Updated:
    if difference.row is None:
        assert difference.draft is not None  # noqa: S101 - a difference has at least one side
        session.add(row_of(difference.draft, report, difference.position))
        return Updated(new=1)
    row_id = difference.row.id
    row, choice = now_known.get(row_id), choices.get(row_id)
    if row is None or row.seen != difference.row.seen or (choice and choice.seen != row.seen):
        return Updated(left=1)
    takes = bool(choice and choice.takes_file)
    if difference.draft is None:
        return _follow_gone(session, row, drafts[row_id], takes, at)
    _read_anew(session, drafts[row_id], difference, is_mended=row.is_mended)
    if difference.change is Change.UNCHANGED:
        return Updated()
    return _follow_changed(session, row, drafts[row_id], difference, takes, at)


def _read_anew(
    session: Session, draft: DraftRow, difference: Difference, *, is_mended: bool
) -> None:
    """Keep what the file says now; whatever people made of the row stays."""
    read = difference.draft
    assert read is not None  # noqa: S101
    draft.reading, draft.place, draft.source = reading_of(read), read.place, clean(read.source)
    if draft.position != difference.position:
        draft.position = difference.position
        session.exec(
            update(DraftRow)
            .where(col(DraftRow.split_from_id) == draft.id)
            .values(position=difference.position)
        )
    if not is_mended and draft.finding_id is None and difference.change is Change.UNCHANGED:
        found = {doubt.value for doubt in read.doubts} | {Doubt.REPEATED.value}
        draft.doubts = ",".join(code for code in draft.doubts.split(",") if code in found)


def _follow_changed(
    session: Session,
    row: KnownRow,
    draft: DraftRow,
    difference: Difference,
    takes: bool,
    at: datetime,
) -> Updated:
    read = difference.draft
    assert read is not None  # noqa: S101
    fields = difference.fields if takes else _unasked(row, difference)
    if not fields:
        return Updated(kept=1)
    new = values_of(read)
    rows = [draft, session.get_one(Finding, draft.finding_id)] if draft.finding_id else [draft]
    for standing in rows:
        for field in fields:
            setattr(standing, field, new[field])
    if takes:
        draft.dismissed_at = draft.joined_into_id = None
        if "text" in fields:
            _heal(session, draft, at)
    _doubt_anew(draft, row, read, fields)
    return Updated(changed=1)


def _unasked(row: KnownRow, difference: Difference) -> tuple[str, ...]:
    if row.state != "waiting":
        return ()
    return tuple(field for field in difference.fields if field not in difference.asked)


def _doubt_anew(
    draft: DraftRow, row: KnownRow, read: FindingDraft, fields: tuple[str, ...]
) -> None:
    """Doubt what the reader doubts; where a person mended, only what was taken anew settles."""
    follows = all(flat(getattr(draft, f)) == flat(values_of(read)[f]) for f in FIELDS)
    if not row.is_mended or follows:
        settled = Doubt.SET_GUESSED not in draft.doubts.split(",")
        found = [doubt for doubt in read.doubts if not (settled and doubt is Doubt.SET_GUESSED)]
        draft.doubts = ",".join(doubt.value for doubt in found)
    else:
        draft.doubts = ",".join(doubts_after(draft, dict.fromkeys(fields)))


def _heal(session: Session, draft: DraftRow, at: datetime) -> None:
    """Undo cuts of a row whose words come from the file again: parts go, the joined come back."""
    parts = session.exec(
        select(DraftRow).where(
            DraftRow.split_from_id == draft.id,
            col(DraftRow.finding_id).is_(None),
            col(DraftRow.dismissed_at).is_(None),
        )
    )
    for part in parts:
        part.joined_into_id = draft.id
        part.dismissed_at = at
    for joined in session.exec(
        select(DraftRow).where(
            DraftRow.joined_into_id == draft.id, col(DraftRow.split_from_id).is_(None)
        )
    ):
        joined.joined_into_id = joined.dismissed_at = None


def _follow_gone(
    session: Session, row: KnownRow, draft: DraftRow, takes: bool, at: datetime
) -> Updated:
    """Set a row aside that the file no longer has; what people work on stays for good."""
    touched = row.is_mended or row.state == "accepted"
    if (touched and not takes) or row.is_answered:
        return Updated(kept=1)
    if draft.finding_id:
        finding = session.get_one(Finding, draft.finding_id)
        draft.finding_id = None
        session.flush()
        session.delete(finding)
    draft.dismissed_at = at
    return Updated(gone=1)
