"""Small builders with plain defaults. A test names only what it is about."""

import itertools
from datetime import UTC, datetime

from sqlmodel import Session, SQLModel

from pmqa_workshop.domain.findings import CriteriaSet, FindingDraft, FindingKind, ReadReport
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.findings import FeedbackReport, Finding
from pmqa_workshop.models.ideas import Idea, IdeaFinding, Theme
from pmqa_workshop.models.initiatives import Initiative
from pmqa_workshop.models.people import Agency, Participant, Unit
from pmqa_workshop.models.priorities import Decision
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.fetch import next_number
from pmqa_workshop.services.reports import stage_report
from pmqa_workshop.services.voting import open_round

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # in Bangkok
GOOD_PASSWORD = "ช้างเดินช้าแต่ถึง"
_count = itertools.count(1)


def an_agency(session: Session, **fields) -> Agency:
    return _saved(session, Agency(**{"name": "กรมตัวอย่าง", "created_at": NOON} | fields))


def a_unit(session: Session, agency_id: int, **fields) -> Unit:
    return _saved(session, Unit(**{"agency_id": agency_id, "name": f"กองที่ {_next()}"} | fields))


def a_workshop(session: Session, **fields) -> Workshop:
    """A workshop in the stage of ideas, of an agency of its own unless one is given."""
    plain = {
        "code": f"ROOM{_next():03d}",
        "title_template": "แผน {agency} {fiscal_year}",
        "fiscal_year": 2570,
        "stage": Stage.IDEAS,
        "created_at": NOON,
    }
    fields.setdefault("agency_id", 0)
    fields["agency_id"] = fields["agency_id"] or an_agency(session).id
    return _saved(session, Workshop(**plain | fields))


def staff_of(workshop: Workshop, role: Role = Role.FACILITATOR, **fields) -> Actor:
    return Actor(role, agency_id=workshop.agency_id, **fields)


def a_participant(session: Session, workshop: Workshop, **fields) -> Actor:
    secret = _next()
    plain = {
        "workshop_id": workshop.id,
        "number": next_number(session, Participant, workshop.id),
        "token_hash": f"token-{secret}",
        "reentry_hash": f"reentry-{secret}",
        "joined_at": NOON,
    }
    seat = _saved(session, Participant(**plain | fields))
    return Actor(
        Role.PARTICIPANT,
        workshop_id=workshop.id,
        participant_id=seat.id,
        category=seat.category,
    )


def a_draft(category: int | None = 4, text: str = "ข้อมูลยังกระจายอยู่หลายระบบ", **fields):
    return FindingDraft(category, text, **{"kind": FindingKind.OFI} | fields)


def a_staged_report(session: Session, workshop: Workshop, *drafts: FindingDraft) -> int:
    office = staff_of(workshop, Role.CLERK)
    report = ReadReport(drafts=drafts or (a_draft(),), title="รายงานป้อนกลับ", fiscal_year=2568)
    return stage_report(session, office, workshop.id, report, now=NOON)


def a_finding(session: Session, workshop: Workshop, **fields) -> Finding:
    report = _saved(
        session,
        FeedbackReport(
            workshop_id=workshop.id,
            title="รายงานป้อนกลับ",
            criteria_set=CriteriaSet.PMQA4,
            imported_at=NOON,
        ),
    )
    plain = {
        "workshop_id": workshop.id,
        "report_id": report.id,
        "number": next_number(session, Finding, workshop.id),
        "criteria_set": CriteriaSet.PMQA4,
        "category": 4,
        "kind": FindingKind.OFI,
        "text": "ข้อมูลยังกระจายอยู่หลายระบบ",
    }
    return _saved(session, Finding(**plain | fields))


def an_idea(session: Session, workshop: Workshop, *findings: Finding, **fields) -> Idea:
    plain = {
        "workshop_id": workshop.id,
        "number": next_number(session, Idea, workshop.id),
        "category": 4,
        "text": "รวมข้อมูลไว้ที่เดียว",
        "stands_alone": not findings,
        "raised_at": NOON,
    }
    idea = _saved(session, Idea(**plain | fields))
    for finding in findings:
        _saved(session, IdeaFinding(idea_id=idea.id, finding_id=finding.id))
    return idea


def a_theme(session: Session, workshop: Workshop, *findings: Finding, **fields) -> Theme:
    """A theme with one idea under it, which answers the findings."""
    plain = {
        "workshop_id": workshop.id,
        "number": next_number(session, Theme, workshop.id),
        "name": "ข้อมูลชุดเดียว",
        "category": 4,
    }
    theme = _saved(session, Theme(**plain | fields))
    an_idea(session, workshop, *findings, theme_id=theme.id, category=theme.category)
    return theme


def an_open_round(session: Session, workshop: Workshop, **fields) -> int:
    """Open a round on the themes there are, moving the room to the vote; return its id."""
    workshop.stage = Stage.VOTING
    return open_round(session, staff_of(workshop), workshop.id, now=NOON, **fields)


def a_decision(session: Session, theme: Theme, selected: bool = True, **fields) -> Decision:
    plain = {
        "workshop_id": theme.workshop_id,
        "theme_id": theme.id,
        "selected": selected,
        "reason": "" if selected else "ทำอยู่แล้ว",
        "decided_at": NOON,
    }
    return _saved(session, Decision(**plain | fields))


def an_initiative(session: Session, workshop: Workshop, **fields) -> Initiative:
    plain = {
        "workshop_id": workshop.id,
        "number": next_number(session, Initiative, workshop.id),
        "category": 4,
        "title": "โครงการข้อมูลชุดเดียว",
        "drafted_at": NOON,
    }
    return _saved(session, Initiative(**plain | fields))


def _saved(session: Session, row: SQLModel):
    session.add(row)
    session.flush()
    return row


def _next() -> int:
    return next(_count)
