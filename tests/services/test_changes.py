"""Every change leaves a history entry in its own transaction, and is told after the commit."""

import inspect
import json
from types import SimpleNamespace

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.documents import DocumentKind, MadeFile, PrintOptions
from pmqa_workshop.domain.findings import CriteriaSet, ReadReport
from pmqa_workshop.domain.meeting import Invitee
from pmqa_workshop.domain.plan import AlignmentKind
from pmqa_workshop.domain.priorities import Scale
from pmqa_workshop.domain.register import GoalDraft, UnitDraft
from pmqa_workshop.domain.roles import OPERATOR, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.ideas import Theme
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.findings import drafts_of
from pmqa_workshop.queries.workshop import history_of
from pmqa_workshop.services import (
    access,
    again,
    changes,
    check_steps,
    documents,
    drafts,
    findings,
    ideas,
    initiatives,
    papers,
    phone,
    priorities,
    reports,
    templates,
    voting,
    workshop,
)
from pmqa_workshop.services.changes import announce, listen, record
from tests.factories import (
    GOOD_PASSWORD,
    NOON,
    a_decision,
    a_draft,
    a_finding,
    a_participant,
    a_staged_report,
    a_theme,
    a_unit,
    a_workshop,
    an_idea,
    an_initiative,
    an_open_round,
    staff_of,
)


@pytest.fixture
def scene(session):
    """A room with one of everything; `boss` is its administrator, `person` sits in it."""
    room = a_workshop(session, code="ABC234")
    person = a_participant(session, room)
    report = a_staged_report(session, room, a_draft(), a_draft(text="อีกข้อ"))
    theme = a_theme(session, room, a_finding(session, room))
    staff_id, token = access.add_staff(session, OPERATOR, "a@example.go.th", Role.CLERK, now=NOON)
    return SimpleNamespace(
        s=session,
        w=room,
        id=room.id,
        boss=staff_of(room, Role.ADMINISTRATOR),
        person=person,
        unit=a_unit(session, room.agency_id).id,
        report=report,
        draft=drafts_of(session, report)[0].id,
        drafts=[row.id for row in drafts_of(session, report)],
        accepted=lambda: _accepted(session, staff_of(room), report),
        finding=a_finding(session, room).id,
        idea=an_idea(session, room, participant_id=person.participant_id).id,
        theme=theme.id,
        round=an_open_round(session, room),
        row=an_initiative(session, room).id,
        staff_id=staff_id,
        staff_token=access.open_staff_session(session, staff_id, now=NOON),
        setup_token=token,
        ticket=access.join(session, "ABC234", now=NOON),
    )


def _accepted(session, boss, report):
    """Accept the drafts of a report and return a finding nobody has answered."""
    findings.accept_findings(session, boss, report, now=NOON)
    return session.exec(select(Finding.id).where(Finding.report_id == report)).first()


def _withdraw(scene):
    ideas.withdraw_idea(scene.s, scene.boss, scene.idea, now=NOON)


def _decide(scene):
    scene.w.stage = Stage.DECISION
    a_decision(scene.s, scene.s.get_one(Theme, scene.theme))


def _set_a_draft_aside(scene):
    drafts.dismiss_draft(scene.s, scene.boss, scene.draft, now=NOON)


def _in(stage):
    def move(scene):
        scene.w.stage = stage

    return move


def _using(*values, **named):
    return values, named


# What each change is called with, besides the session and the time.
CHANGES = {
    access.complete_setup: lambda x: _using(x.setup_token, GOOD_PASSWORD),
    access.add_staff: lambda x: _using(x.boss, "b@example.go.th", Role.CLERK),
    access.open_staff_session: lambda x: _using(x.staff_id),
    access.end_staff_session: lambda x: _using(x.staff_token),
    access.join: lambda x: _using("ABC234"),
    access.rejoin: lambda x: _using("ABC234", x.ticket.reentry_code),
    access.first_staff_link: lambda x: _using(),
    workshop.open_workshop: lambda x: _using(x.boss, 2571),
    workshop.describe_workshop: lambda x: _using(x.boss, x.id, venue="ก"),
    workshop.describe_agency: lambda x: _using(x.boss, x.w.agency_id, vision="ก"),
    workshop.register_units: lambda x: _using(x.boss, x.w.agency_id, [UnitDraft("กอง")]),
    workshop.withdraw_unit: lambda x: _using(x.boss, x.unit),
    workshop.set_goals: lambda x: _using(x.boss, x.id, [GoalDraft("ก")]),
    workshop.move_to_stage: lambda x: _using(x.boss, x.id, Stage.CLOSED),
    workshop.reveal_ideas: lambda x: _using(x.boss, x.id),
    workshop.hide_ideas: lambda x: _using(x.boss, x.id),
    workshop.close_joining: lambda x: _using(x.boss, x.id),
    workshop.reopen_joining: lambda x: _using(x.boss, x.id),
    reports.stage_report: lambda x: _using(x.boss, x.id, ReadReport((a_draft(),))),
    reports.finish_report: lambda x: _using(x.boss, x.report),
    again.update_report: lambda x: _using(x.boss, x.report, ReadReport((a_draft(),)), {}),
    again.finish_update: lambda x: _using(
        x.boss, x.report, ReadReport((a_draft(),)), again.Updated()
    ),
    reports.dismiss_report: lambda x: _using(x.boss, x.report),
    reports.settle_criteria_set: lambda x: _using(x.boss, x.report, CriteriaSet.PMQA),
    reports.remember_columns: lambda x: _using(x.boss, x.id, {"ประเด็น": "text"}),
    drafts.mend_draft: lambda x: _using(x.boss, x.draft, category=5),
    drafts.split_draft: lambda x: _using(x.boss, x.draft, "หนึ่ง", "สอง"),
    drafts.join_drafts: lambda x: _using(x.boss, x.drafts),
    drafts.dismiss_draft: lambda x: _using(x.boss, x.draft),
    drafts.restore_draft: lambda x: _using(x.boss, x.draft),
    check_steps.undo_step: lambda x: _using(x.boss, x.report),
    findings.accept_findings: lambda x: _using(x.boss, x.report),
    findings.return_finding: lambda x: _using(x.boss, x.accepted()),
    findings.reword_finding: lambda x: _using(x.boss, x.finding, text="ก"),
    ideas.raise_idea: lambda x: _using(x.person, x.id, "ก", 4, [x.finding]),
    ideas.reword_idea: lambda x: _using(x.boss, x.idea, "ก"),
    ideas.withdraw_idea: lambda x: _using(x.boss, x.idea),
    ideas.restore_idea: lambda x: _using(x.boss, x.idea),
    ideas.start_theme: lambda x: _using(x.boss, x.id, "ก", 4),
    ideas.group_under: lambda x: _using(x.boss, x.idea, x.theme),
    ideas.group_ideas: lambda x: _using(x.boss, [x.idea]),
    ideas.group_singly: lambda x: _using(x.boss, x.id),
    ideas.rename_theme: lambda x: _using(x.boss, x.theme, "ก"),
    ideas.dissolve_theme: lambda x: _using(x.boss, x.theme),
    ideas.restore_theme: lambda x: _using(x.boss, x.theme, [x.idea]),
    voting.open_round: lambda x: _using(x.boss, x.id),
    voting.cast_ballot: lambda x: _using(x.person, x.round, {x.theme: 3}),
    voting.close_round: lambda x: _using(x.boss, x.round),
    voting.reopen_round: lambda x: _using(x.boss, x.round),
    voting.publish_results: lambda x: _using(x.boss, x.round),
    voting.hide_results: lambda x: _using(x.boss, x.round),
    priorities.decide: lambda x: _using(x.boss, x.theme, True, ""),
    priorities.undecide: lambda x: _using(x.boss, x.theme),
    priorities.assess_theme: lambda x: _using(x.boss, x.theme, Scale.IMPACT, 4),
    initiatives.draft_initiatives: lambda x: _using(x.boss, x.id),
    initiatives.add_initiative: lambda x: _using(x.boss, x.id, "ก", 4),
    initiatives.set_field: lambda x: _using(x.boss, x.row, "budget", "0"),
    initiatives.set_findings: lambda x: _using(x.boss, x.row, [x.finding]),
    initiatives.set_co_owners: lambda x: _using(x.boss, x.row, [x.unit]),
    initiatives.set_alignment: lambda x: _using(x.boss, x.row, AlignmentKind.SDG, ["SDG16"]),
    initiatives.set_activity: lambda x: _using(x.boss, x.row, "ก"),
    initiatives.set_kpi: lambda x: _using(x.boss, x.row, "ก"),
    initiatives.withdraw_initiative: lambda x: _using(x.boss, x.row),
    initiatives.restore_initiative: lambda x: _using(x.boss, x.row),
    documents.ask_for_document: lambda x: _using(
        x.boss, x.id, DocumentKind.PLAN, PrintOptions(), "{}"
    ),
    documents.ask_again: lambda x: _using(x.boss, _a_document(x)),
    documents.finish_document: lambda x: _using(_a_document(x), MadeFile(b"PK", "a/b", "docx")),
    documents.refuse_document: lambda x: _using(_a_document(x), "making_crashed"),
    templates.bring_template: lambda x: _using(
        x.boss, x.w.agency_id, DocumentKind.PLAN, "แม่แบบ.docx", b"PK"
    ),
    templates.use_template: lambda x: _using(x.boss, _a_template(x)),
    templates.use_built_in: lambda x: _using(x.boss, x.w.agency_id, DocumentKind.PLAN),
    papers.set_papers: lambda x: _using(x.boss, x.id, {"memo_to": "อธิบดี"}),
    papers.add_invitees: lambda x: _using(x.boss, x.id, [Invitee("ก")]),
    papers.set_invitee: lambda x: _using(x.boss, x.id, 0, "ก", came=True),
    papers.remove_invitee: lambda x: _using(x.boss, x.id, 0, "ก"),
    papers.note_all_came: lambda x: _using(x.boss, x.id),
    papers.set_signatory: lambda x: _using(x.boss, x.id, 0, name="ก"),
    papers.approve_plan: lambda x: _using(x.boss, x.id, NOON.date()),
    papers.withdraw_approval: lambda x: _using(x.boss, x.id),
}


def _a_document(scene):
    return documents.ask_for_document(
        scene.s, scene.boss, scene.id, DocumentKind.PLAN, PrintOptions(), "{}", now=NOON
    )


def _a_template(scene):
    return templates.bring_template(
        scene.s, scene.boss, scene.w.agency_id, DocumentKind.PLAN, "ก.docx", b"PK", now=NOON
    )


def _approve(scene):
    papers.approve_plan(scene.s, scene.boss, scene.id, NOON.date(), now=NOON)


def _invite(scene):
    papers.add_invitees(scene.s, scene.boss, scene.id, [Invitee("ก")], now=NOON)


# The scene stands in the vote; these need something else before.
BEFORE = {
    ideas.raise_idea: _in(Stage.IDEAS),
    ideas.start_theme: _in(Stage.GROUPING),
    ideas.group_under: _in(Stage.GROUPING),
    ideas.group_singly: _in(Stage.GROUPING),
    ideas.group_ideas: _in(Stage.GROUPING),
    ideas.dissolve_theme: _in(Stage.GROUPING),
    ideas.restore_theme: _in(Stage.GROUPING),
    ideas.restore_idea: _withdraw,
    priorities.decide: _in(Stage.DECISION),
    priorities.undecide: _decide,
    priorities.assess_theme: _in(Stage.DECISION),
    initiatives.draft_initiatives: _decide,
    check_steps.undo_step: _set_a_draft_aside,
    papers.withdraw_approval: _approve,
    papers.set_invitee: _invite,
    papers.remove_invitee: _invite,
}
# Not changes by themselves: those who call them write the entry.
PARTS = {
    access.make_setup_link,
    changes.record,
    documents.claim_document,
    documents.give_back_document,
    reports.open_report,
    phone.once,
    voting.close_open_rounds,
}


def _entries(session):
    session.flush()
    return session.exec(select(HistoryEntry).order_by(HistoryEntry.id)).all()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_change_leaves_an_entry_in_its_own_transaction(session, scene, change):
    BEFORE.get(change, lambda scene: None)(scene)
    values, named = CHANGES[change](scene)
    before = len(_entries(session))

    change(session, *values, now=NOON, **named)

    assert len(_entries(session)) > before
    session.rollback()
    assert _entries(session) == []  # the scene, too, was in this transaction


def test_the_table_above_holds_every_change_there_is():
    modules = (access, workshop, reports, again, drafts, check_steps, findings, ideas, voting,
               priorities, initiatives, phone, changes, documents, templates, papers)  # fmt: skip
    there = {
        made
        for module in modules
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and not name.startswith("_")
        and {"session", "now"} <= inspect.signature(made).parameters.keys()
    }

    assert there - PARTS == set(CHANGES)


def test_an_entry_tells_who_did_what_when(session, scene):
    ideas.reword_idea(session, scene.boss, scene.idea, "คำใหม่", now=NOON)

    entry = _entries(session)[-1]
    assert (entry.at, entry.workshop_id, entry.role) == (NOON, scene.id, Role.ADMINISTRATOR)
    assert (entry.action, entry.noun, entry.noun_id) == ("reword", "idea", scene.idea)
    assert json.loads(entry.facts) == {"before": "รวมข้อมูลไว้ที่เดียว"}


def test_entries_never_hold_points_passwords_or_tokens(session, scene):
    voting.cast_ballot(session, scene.person, scene.round, {scene.theme: 3}, now=NOON)
    ballot = _entries(session)[-1]
    access.complete_setup(session, scene.setup_token, GOOD_PASSWORD, now=NOON)
    token = access.open_staff_session(session, scene.staff_id, now=NOON)
    access.rejoin(session, "ABC234", scene.ticket.reentry_code, now=NOON)

    assert json.loads(ballot.facts) == {"round": scene.round}
    written = " ".join(str(entry.model_dump()) for entry in _entries(session))
    secrets = [GOOD_PASSWORD, token, scene.setup_token, scene.ticket.token]
    assert not [word for word in [*secrets, scene.ticket.reentry_code] if word in written]


def test_the_history_shown_never_names_a_participant(session, scene):
    voting.cast_ballot(session, scene.person, scene.round, {scene.theme: 3}, now=NOON)

    newest = history_of(session, scene.id)[0]

    assert (newest.who, newest.action, newest.noun) == ("participant", "cast", "ballot")


def test_the_revision_grows_with_what_staff_do_and_phones_do_not_queue_for_it(session, scene):
    before = session.get_one(Workshop, scene.id).revision

    voting.cast_ballot(session, scene.person, scene.round, {scene.theme: 3}, now=NOON)
    assert session.get_one(Workshop, scene.id).revision == before
    workshop.reveal_ideas(session, scene.boss, scene.id, now=NOON)

    session.expire_all()
    assert session.get_one(Workshop, scene.id).revision == before + 1


# --- telling --------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch):
    """What a listener hears, and what it would read in the database at that moment."""
    told = []
    monkeypatch.setattr(changes, "_listeners", [])
    listen(told.append)
    return told


@pytest.fixture
def room(database, heard):
    with open_session() as session:
        made = a_workshop(session)
        return SimpleNamespace(id=made.id, boss=staff_of(made))


def test_listeners_hear_once_after_the_commit(room, heard):
    with open_session() as session:
        workshop.reveal_ideas(session, room.boss, room.id, now=NOON)
        workshop.hide_ideas(session, room.boss, room.id, now=NOON)
        session.flush()
        assert heard == []

    assert heard == [room.id]


def test_listeners_already_read_what_they_are_told_of(room, heard, monkeypatch):
    seen = []

    def look(workshop_id):
        with open_reading() as session:
            seen.append(session.get_one(Workshop, workshop_id).ideas_revealed_at)

    listen(look)
    with open_session() as session:
        workshop.reveal_ideas(session, room.boss, room.id, now=NOON)

    assert seen == [NOON]


def test_nobody_hears_of_what_was_rolled_back(room, heard):
    def fail_after_a_change():
        with open_session() as session:
            workshop.reveal_ideas(session, room.boss, room.id, now=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_a_change()

    with open_session() as session:
        session.get_one(Workshop, room.id)
    assert heard == []


def test_a_savepoint_is_not_a_commit(room, heard):
    with open_session() as session:
        with session.begin_nested():
            workshop.reveal_ideas(session, room.boss, room.id, now=NOON)
        assert heard == []

    assert heard == [room.id]


def test_a_savepoint_rolled_back_silences_nothing_that_came_before(room, heard):
    with open_session() as session:
        announce(session, room.id)
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            raise ZeroDivisionError

    assert heard == [room.id]


def test_an_entry_of_no_workshop_tells_nobody(room, heard):
    with open_session() as session:
        record(session, OPERATOR, "look", "nothing", None, now=NOON)

    assert heard == []
