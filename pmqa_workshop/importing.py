"""A report brought in from the command line: kept once, and updated when it comes again."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.again import Likeness, recognise
from pmqa_workshop.domain.errors import FileUnreadable, ReportResembles
from pmqa_workshop.domain.findings import ReadReport
from pmqa_workshop.domain.roles import OPERATOR
from pmqa_workshop.intake.child import read_in_child
from pmqa_workshop.queries.findings import (
    ReportView,
    columns_known,
    drafts_of,
    known_reports,
    report_view,
)
from pmqa_workshop.queries.workshop import WorkshopView
from pmqa_workshop.services.again import Updated, differences, finish_update, update_rows
from pmqa_workshop.services.findings import accept_findings
from pmqa_workshop.services.reports import (
    CHUNK,
    add_drafts,
    doubting_repeated,
    finish_report,
    open_report,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Imported:
    """The report as it stands, and what became of its rows where it had come before."""

    report: ReportView
    updated: Updated | None = None


def read_file(file: Path, told: Mapping[str, str]) -> ReadReport:
    """Return what a child process reads: a hostile file may end there and nowhere else."""
    read = read_in_child("findings", file.name, content(file), mapping=told)
    if not isinstance(read, ReadReport):
        raise TypeError(read)
    return read


def content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as unreadable:
        raise FileUnreadable(name=file.name, reason="missing") from unreadable


def import_report(
    workshop: WorkshopView,
    file: Path,
    told: Mapping[str, str],
    *,
    now: datetime,
    is_new: bool = False,
    is_again: bool = False,
) -> Imported:
    """Keep a report and accept what is sure of it, or bring an earlier one up to date.

    What people worked on stays then, and nothing is accepted: they are still at it. A report that
    only resembles an earlier one is refused until somebody says which it is.
    """
    remembered = _look(columns_known, workshop.agency_id)
    read = read_file(file, remembered | {name.lower(): use for name, use in told.items()})
    digest = hashlib.sha256(content(file)).hexdigest()
    known = _look(known_reports, workshop.id)
    found = None if is_new else recognise(known, file.name, digest, read.drafts)
    if found is None:
        return Imported(_keep(workshop, file.name, read, digest, now))
    report_id, likeness = found
    if likeness is Likeness.PERHAPS and not is_again:
        raise ReportResembles(title=_look(report_view, report_id).title)
    updated = _follow(report_id, read, digest, now)
    return Imported(_look(report_view, report_id), updated)


def _keep(
    workshop: WorkshopView, name: str, read: ReadReport, digest: str, now: datetime
) -> ReportView:
    drafts = _look(doubting_repeated, workshop.id, read.drafts)
    report_id = _do(
        open_report, workshop.id, read, now=now, source_name=name, content_digest=digest
    )
    for at in range(0, len(drafts), CHUNK):
        _do(add_drafts, report_id, drafts[at : at + CHUNK], at + 1)
    _do(finish_report, report_id, now=now)
    ids = [row.id for row in _look(drafts_of, report_id)]
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        _do(accept_findings, report_id, now=now, draft_ids=part, sure_only=True)
    return _look(report_view, report_id)


def _follow(report_id: int, read: ReadReport, digest: str, now: datetime) -> Updated:
    found = _look(differences, OPERATOR, report_id, read.drafts, content_digest=digest)
    updated = Updated()
    for at in range(0, len(found), CHUNK):
        updated += _do(update_rows, report_id, found[at : at + CHUNK], {}, at=now)
    _do(finish_update, report_id, read, updated, now=now, content_digest=digest)
    return updated


def _look(query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    with open_reading() as session:
        return query(session, *args, **kwargs)


def _do(service: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do one part in a transaction of its own: a room may be voting on the same database."""
    with open_session() as session:
        return service(session, OPERATOR, *args, **kwargs)
