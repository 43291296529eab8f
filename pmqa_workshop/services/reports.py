"""Reports brought in: kept for checking, and brought up to date when they come again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from pmqa_workshop.domain.again import (
    FIELDS,
    Change,
    Difference,
    KnownRow,
    compare,
    flat,
    values_of,
)
from pmqa_workshop.domain.errors import ValueRefused
from pmqa_workshop.domain.findings import (
    UNUSED,
    Column,
    CriteriaSet,
    Doubt,
    FindingDraft,
    ReadReport,
)
from pmqa_workshop.domain.ideas import LONGEST_NAME, check_text
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.models.findings import (
    ColumnMapping,
    DraftRow,
    FeedbackReport,
    Finding,
    ReportScore,
)
from pmqa_workshop.queries.findings import known_rows, texts_known
from pmqa_workshop.services.changes import record
from pmqa_workshop.services.check_steps import as_they_stand, remember_step
from pmqa_workshop.services.drafts import doubts_after, waiting_drafts
from pmqa_workshop.services.fetch import row_for, workshop_for

CHUNK = 200  # rows in one transaction, so that a vote never waits for a long import
FORGET = "auto"  # instead of what a column holds: read it as the reader does by itself


def stage_report(
    session: Session,
    actor: Actor,
    workshop_id: int,
    report: ReadReport,
    *,
    now: datetime,
    source_name: str = "",
    title: str = "",
    content_digest: str = "",
    criteria_set: CriteriaSet = CriteriaSet.PMQA4,
) -> int:
    """Keep all that was read, drafts and scores, for people to check; return the report's id.

    `criteria_set` stands in where the source does not tell. What the workshop already has, accepted
    or waiting, is doubted: the same report may have come twice.
    """
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id, lock=True)
    report_id = open_report(
        session, actor, workshop_id, report, now=now, source_name=source_name, title=title,
        content_digest=content_digest, criteria_set=criteria_set,
    )  # fmt: skip
    add_drafts(session, actor, report_id, doubting_repeated(session, workshop_id, report.drafts))
    finish_report(session, actor, report_id, now=now)
    return report_id


def doubting_repeated(
    session: Session, workshop_id: int, drafts: Iterable[FindingDraft]
) -> list[FindingDraft]:
    """Return the drafts, those doubted that stand in the workshop already."""
    known = texts_known(session, workshop_id)
    return [
        draft.doubting(Doubt.REPEATED)
        if (draft.category, flat(clean(draft.text))) in known
        else draft
        for draft in drafts
    ]


def open_report(
    session: Session,
    actor: Actor,
    workshop_id: int,
    report: ReadReport,
    *,
    now: datetime,
    source_name: str = "",
    title: str = "",
    content_digest: str = "",
    criteria_set: CriteriaSet = CriteriaSet.PMQA4,
) -> int:
    """Begin to keep a report; nobody sees it before `finish_report`."""
    require(may_prepare(actor))
    workshop_for(session, actor, workshop_id)
    kept = FeedbackReport(
        workshop_id=workshop_id,
        title=clean(title or report.title or source_name),
        source_name=clean(source_name),
        criteria_set=criteria_set,
        fiscal_year=report.fiscal_year,
        imported_at=now,
        content_digest=content_digest,
        columns=_columns(report),
    )
    session.add(kept)
    session.flush()
    _keep_scores(session, kept.id, report)
    return kept.id


def _columns(report: ReadReport) -> str:
    return json.dumps([asdict(column) for column in report.columns], ensure_ascii=False)


def _keep_scores(session: Session, report_id: int, report: ReadReport) -> None:
    session.exec(delete(ReportScore).where(col(ReportScore.report_id) == report_id))
    for score in report.scores:
        session.add(ReportScore(report_id=report_id, **asdict(score)))


def add_drafts(
    session: Session,
    actor: Actor,
    report_id: int,
    drafts: Sequence[FindingDraft],
    first_position: int = 1,
) -> None:
    """Add rows to a report that is being kept."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    session.add_all(
        _row_of(draft, report, position)
        for position, draft in enumerate(drafts, start=first_position)
    )
    session.flush()


def finish_report(session: Session, actor: Actor, report_id: int, *, now: datetime) -> None:
    """Show a report whose rows are all kept."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    report.staged_at = now
    drafts = len(session.exec(select(DraftRow.id).where(DraftRow.report_id == report_id)).all())
    record(
        session, actor, "stage", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id, drafts=drafts,
    )  # fmt: skip


def _row_of(draft: FindingDraft, report: FeedbackReport, position: int) -> DraftRow:
    read = normal(draft, report.criteria_set)
    return DraftRow(
        report_id=report.id,
        position=position,
        **values_of(read),
        place=read.place,
        source=clean(read.source),
        reading=_reading(read),
        doubts=_codes(read),
    )


def normal(draft: FindingDraft, criteria_set: CriteriaSet) -> FindingDraft:
    """Return the draft as it is kept: clean texts, the report's criteria where it names none."""
    return replace(
        draft,
        text=clean(draft.text),
        evidence=clean(draft.evidence),
        impact=clean(draft.impact),
        criteria_set=draft.criteria_set or criteria_set,
    )


def _reading(draft: FindingDraft) -> str:
    return json.dumps({**values_of(draft), "number": draft.number}, ensure_ascii=False)


def _codes(draft: FindingDraft) -> str:
    return ",".join(doubt.value for doubt in draft.doubts)


# --- the same report again ----------------------------------------------------------------


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
    session: Session, actor: Actor, report_id: int, drafts: Sequence[FindingDraft]
) -> list[Difference]:
    """Return what a new reading would change in a report; changes nothing."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    rows = known_rows(session, report_id)
    return compare(rows, [normal(draft, report.criteria_set) for draft in drafts])


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
    found = differences(session, actor, report_id, read.drafts)
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
    report.columns = _columns(read)
    report.fiscal_year = read.fiscal_year or report.fiscal_year
    if read.scores:
        _keep_scores(session, report_id, read)
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
        session.add(_row_of(difference.draft, report, difference.position))
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
    draft.reading, draft.place, draft.source = _reading(read), read.place, clean(read.source)
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
    if row.state not in ("waiting", "accepted"):
        return Updated()
    if (touched and not takes) or row.is_answered:
        return Updated(kept=1)
    if draft.finding_id:
        finding = session.get_one(Finding, draft.finding_id)
        draft.finding_id = None
        session.flush()
        session.delete(finding)
    draft.dismissed_at = at
    return Updated(gone=1)


# --- a whole report -----------------------------------------------------------------------


def dismiss_report(session: Session, actor: Actor, report_id: int, *, now: datetime) -> int:
    """Set all waiting drafts of a report aside, return how many; each can be restored."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id)
    workshop_for(session, actor, report.workshop_id, lock=True)
    waiting = waiting_drafts(session, report_id, None)
    before = as_they_stand(waiting)
    for draft in waiting:
        draft.dismissed_at = now
    remember_step(session, actor, report_id, "dismiss", before, waiting, now)
    record(
        session, actor, "dismiss", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id, rows=len(waiting),
    )  # fmt: skip
    return len(waiting)


def settle_criteria_set(
    session: Session, actor: Actor, report_id: int, criteria_set: CriteriaSet, *, now: datetime
) -> int:
    """Say which criteria the rows are of whose set was guessed; return how many there were."""
    require(may_prepare(actor))
    report = row_for(session, actor, FeedbackReport, report_id, lock=True)
    guessed = [
        draft
        for draft in waiting_drafts(session, report_id, None)
        if Doubt.SET_GUESSED in draft.doubts.split(",")
    ]
    changes: dict[str, object] = {"criteria_set": criteria_set}
    for draft in guessed:
        draft.criteria_set = criteria_set
        draft.doubts = ",".join(doubts_after(draft, changes))
    record(
        session, actor, "mend", "feedback_report", report_id,
        now=now, workshop_id=report.workshop_id,
        criteria_set=criteria_set.value, rows=len(guessed),
    )  # fmt: skip
    return len(guessed)


def remember_columns(
    session: Session, actor: Actor, workshop_id: int, said: Mapping[str, str], *, now: datetime
) -> None:
    """Remember for the agency what columns of these names hold; FORGET takes it back."""
    require(may_prepare(actor))
    workshop = workshop_for(session, actor, workshop_id, lock=True)
    rows = session.exec(
        select(ColumnMapping).where(ColumnMapping.agency_id == workshop.agency_id)
    ).all()
    known = {row.label: row for row in rows}
    for given, taken_as in said.items():
        check_text(given, longest=LONGEST_NAME * 2, field="column")
        if taken_as not in (*Column, UNUSED, FORGET):
            raise ValueRefused(field="column")
        label = flat(given).lower()
        row = known.get(label)
        if taken_as == FORGET:
            if row:
                session.delete(row)
            continue
        row = row or ColumnMapping(
            agency_id=workshop.agency_id, label=label, taken_as=taken_as, said_at=now
        )
        row.taken_as, row.said_at = taken_as, now
        known[label] = row
        session.add(row)
    record(
        session, actor, "map", "column", None,
        now=now, workshop_id=workshop_id, columns=dict(said),
    )  # fmt: skip
