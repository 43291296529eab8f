"""The same report again: nothing doubled, what people did stays, differences are told."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.again import Change
from pmqa_workshop.domain.errors import NotAllowed, NotFound, TextMissing, ValueRefused
from pmqa_workshop.domain.findings import (
    ColumnReading,
    CriteriaSet,
    Doubt,
    FindingKind,
    ItemScore,
    ReadReport,
)
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.queries.findings import (
    columns_known,
    drafts_of,
    findings_of,
    known_reports,
    report_columns,
    reports_of,
    scores_of,
)
from pmqa_workshop.services.again import (
    Choice,
    Updated,
    differences,
    update_report,
    update_rows,
)
from pmqa_workshop.services.drafts import (
    dismiss_draft,
    join_drafts,
    mend_draft,
    split_draft,
)
from pmqa_workshop.services.findings import accept_findings, reword_finding
from pmqa_workshop.services.reports import (
    FORGET,
    add_drafts,
    finish_report,
    open_report,
    remember_columns,
    settle_criteria_set,
    stage_report,
)
from tests.factories import (
    NOON,
    a_draft,
    a_participant,
    a_staged_report,
    a_workshop,
    an_idea,
    staff_of,
)

SYSTEMS = a_draft(4, "ข้อมูลยังกระจายอยู่หลายระบบ ทำให้ผู้บริหารใช้ไม่ตรงกัน", place="A!C2", source="หนึ่ง")
CALLS = a_draft(3, "ไม่มีการวัดความพึงพอใจของผู้ใช้บริการทางโทรศัพท์", place="A!C3")
HEIRS = a_draft(5, "แผนสืบทอดตำแหน่งยังไม่ครอบคลุมส่วนภูมิภาค", place="A!C4")
RESULT = a_draft(7, "ผลลัพธ์ด้านผู้รับบริการดีขึ้นสามปีต่อเนื่อง", kind=FindingKind.STRENGTH)
CALLS_CORRECTED = replace(CALLS, text=CALLS.text + "อย่างสม่ำเสมอ")
DRAFTS = (SYSTEMS, CALLS, HEIRS)


@pytest.fixture
def workshop(session):
    return a_workshop(session)


@pytest.fixture
def clerk(workshop):
    return staff_of(workshop, Role.CLERK)


@pytest.fixture
def desk(session, workshop, clerk):
    """A report of three rows on the check table of one clerk."""

    class Desk:
        report = a_staged_report(session, workshop, *DRAFTS)

        def rows(self):
            return drafts_of(session, self.report)

        def row(self, text):
            return next(row for row in self.rows() if text in row.text)

        def texts(self):
            return [row.text for row in self.rows()]

        def mend(self, row, **changes):
            mend_draft(session, clerk, row.id, now=NOON, **changes)

        def compare(self, *drafts):
            return differences(session, clerk, self.report, drafts)

        def choice(self, row, *drafts, takes_file=True):
            """What somebody chooses who saw the differences with these drafts."""
            seen = {d.row.id: d.row.seen for d in self.compare(*drafts) if d.row}
            return {row.id: Choice(seen[row.id], takes_file)}

        def again(self, *drafts, choices=None, **more):
            read = ReadReport(drafts, **more)
            return update_report(session, clerk, self.report, read, choices or {}, now=NOON)

        def accept(self):
            accept_findings(session, clerk, self.report, now=NOON)
            return {f.text: f for f in findings_of(session, workshop.id)}

    return Desk()


def the_words(session, workshop):
    return [finding.text for finding in findings_of(session, workshop.id)]


# --- the same file ------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", [False, True], ids=["waiting", "accepted"])
def test_the_same_report_twice_changes_nothing(session, workshop, desk, accepted):
    if accepted:
        desk.accept()
    before, words = desk.rows(), the_words(session, workshop)

    assert {d.change for d in desk.compare(*DRAFTS)} == {Change.UNCHANGED}
    assert desk.again(*DRAFTS) == Updated()

    assert (desk.rows(), the_words(session, workshop)) == (before, words)
    assert len(reports_of(session, workshop.id)) == 1


def test_comparing_changes_nothing(session, desk):
    before = desk.rows()

    desk.compare(CALLS_CORRECTED, RESULT)
    session.flush()

    assert desk.rows() == before


# --- a corrected file ---------------------------------------------------------------------


def test_rows_nobody_touched_follow_the_file(session, desk):
    updated = desk.again(CALLS_CORRECTED, RESULT, replace(SYSTEMS, place="A!C9", source="ใหม่"))

    assert updated == Updated(new=1, changed=1, gone=1)
    found = [(row.text, row.state, row.place) for row in desk.rows()]
    assert found == [
        (CALLS_CORRECTED.text, "waiting", "A!C3"),
        (RESULT.text, "waiting", ""),
        (SYSTEMS.text, "waiting", "A!C9"),
        (HEIRS.text, "dismissed", "A!C4"),
    ]
    assert desk.row(SYSTEMS.text).source == "ใหม่"


def test_a_correction_brings_its_own_doubts_and_settles_old_ones(session, workshop, clerk):
    report = a_staged_report(session, workshop, SYSTEMS.doubting(Doubt.COLUMN_GUESSED), CALLS)

    update_report(
        session, clerk, report,
        ReadReport((SYSTEMS, CALLS_CORRECTED.doubting(Doubt.KIND_GUESSED))), {}, now=NOON,
    )  # fmt: skip

    assert [row.doubts for row in drafts_of(session, report)] == [(), ("kind_guessed",)]


def test_criteria_settled_for_the_whole_report_stay_settled(session, workshop, clerk):
    guessed = [draft.doubting(Doubt.SET_GUESSED) for draft in (SYSTEMS, CALLS)]
    report = a_staged_report(session, workshop, *guessed)
    settle_criteria_set(session, clerk, report, CriteriaSet.PMQA, now=NOON)

    corrected = CALLS_CORRECTED.doubting(Doubt.SET_GUESSED)
    update_report(session, clerk, report, ReadReport((guessed[0], corrected)), {}, now=NOON)

    rows = drafts_of(session, report)
    assert [(row.criteria_set, row.doubts) for row in rows] == [(CriteriaSet.PMQA, ())] * 2
    assert rows[1].text == CALLS_CORRECTED.text


def test_scores_and_columns_are_those_of_the_new_file(session, workshop, desk):
    def score(points):
        return ItemScore(CriteriaSet.PMQA4, 4, "4.1", 2568, points)

    desk.again(*DRAFTS, scores=(score(350), score(300)))
    column = ColumnReading("ประเด็น", "A!C", "text", ("ข้อมูล",))
    desk.again(*DRAFTS, scores=(score(360),), columns=(column,))

    assert [row.score for row in scores_of(session, workshop.id)] == [360]
    assert report_columns(session, desk.report) == (column,)


# --- what people did stays ----------------------------------------------------------------


def test_a_mended_row_keeps_the_persons_words_unless_chosen(session, desk):
    desk.mend(desk.row(CALLS.text), text="คำของเจ้าหน้าที่")
    file = (SYSTEMS, CALLS_CORRECTED, HEIRS)
    mended = desk.row("คำของเจ้าหน้าที่")
    (asked,) = [d for d in desk.compare(*file) if d.asks]
    assert (asked.row.id, asked.asked) == (mended.id, ("text",))
    chosen = desk.choice(mended, *file)

    assert desk.again(*file) == Updated(kept=1)
    assert desk.row("คำของเจ้าหน้าที่").state == "waiting"
    assert [d.change for d in desk.compare(*file)] == [Change.UNCHANGED] * 3  # asked once only

    desk.again(*DRAFTS, choices={})
    assert desk.again(*file, choices=chosen) == Updated(changed=1)
    assert desk.texts() == [draft.text for draft in file]


def test_a_row_mended_elsewhere_follows_the_file_where_it_was_not(session, desk):
    desk.mend(desk.row(CALLS.text), category="6")

    assert desk.again(SYSTEMS, CALLS_CORRECTED, HEIRS) == Updated(changed=1)

    row = desk.row(CALLS_CORRECTED.text)
    assert (row.category, row.state) == (6, "waiting")


def test_an_accepted_finding_is_touched_when_chosen_only(session, workshop, desk):
    finding = session.get_one(Finding, desk.accept()[CALLS.text].id)
    an_idea(session, workshop, finding)
    file = (SYSTEMS, CALLS_CORRECTED, HEIRS)
    asked = [d for d in desk.compare(*file) if d.asks]
    assert [(d.change, d.asked, d.row.is_answered) for d in asked] == [
        (Change.CHANGED, ("text",), True)
    ]
    chosen = desk.choice(desk.row(CALLS.text), *file)

    assert desk.again(*file) == Updated(kept=1)
    assert CALLS.text in the_words(session, workshop)

    desk.again(*DRAFTS)
    assert desk.again(*file, choices=chosen) == Updated(changed=1)
    reworded = next(f for f in findings_of(session, workshop.id) if f.id == finding.id)
    assert (reworded.text, reworded.ideas) == (CALLS_CORRECTED.text, 1)
    assert len(the_words(session, workshop)) == 3


def test_an_accepted_finding_gone_from_the_file_stays_unless_chosen(session, workshop, desk):
    desk.accept()
    file = (SYSTEMS, CALLS)
    chosen = desk.choice(desk.row(HEIRS.text), *file)

    assert desk.again(*file) == Updated(kept=1)
    assert desk.again(*file, choices=chosen) == Updated(gone=1)

    assert the_words(session, workshop) == [CALLS.text, SYSTEMS.text]
    assert desk.row(HEIRS.text).state == "dismissed"


def test_a_finding_the_room_works_on_never_goes(session, workshop, desk):
    an_idea(session, workshop, session.get_one(Finding, desk.accept()[HEIRS.text].id))
    file = (SYSTEMS, CALLS)

    assert desk.again(*file, choices=desk.choice(desk.row(HEIRS.text), *file)) == Updated(kept=1)

    assert HEIRS.text in the_words(session, workshop)


def test_a_row_set_aside_stays_aside_when_it_is_corrected(session, clerk, desk):
    row = desk.row(CALLS.text)
    dismiss_draft(session, clerk, row.id, now=NOON)
    file = (SYSTEMS, CALLS_CORRECTED, HEIRS)
    chosen = desk.choice(row, *file)

    assert desk.again(*file) == Updated(kept=1)
    assert desk.row(CALLS.text).state == "dismissed"
    desk.again(*DRAFTS)
    assert desk.again(*file, choices=chosen) == Updated(changed=1)
    assert desk.row(CALLS_CORRECTED.text).state == "waiting"


def test_a_row_set_aside_is_no_difference_when_the_file_lacks_it(session, clerk, desk):
    dismiss_draft(session, clerk, desk.row(CALLS.text).id, now=NOON)

    assert desk.again(SYSTEMS, HEIRS) == Updated()
    found = differences(session, clerk, desk.report, (SYSTEMS, HEIRS))
    assert {difference.change for difference in found} == {Change.UNCHANGED}


def test_a_row_that_was_cut_keeps_its_parts_unless_chosen(session, clerk, desk):
    split_draft(session, clerk, desk.row(CALLS.text).id, "ไม่มีการวัด", "ทางโทรศัพท์", now=NOON)
    cut = ["ไม่มีการวัด", "ทางโทรศัพท์"]
    assert desk.again(*DRAFTS) == Updated()
    file = (CALLS_CORRECTED, SYSTEMS, HEIRS)
    chosen = desk.choice(desk.row("ไม่มีการวัด"), *file)

    assert desk.again(*file) == Updated(kept=1)
    assert desk.texts() == [*cut, SYSTEMS.text, HEIRS.text]  # the parts move with their row

    desk.again(*DRAFTS)
    desk.again(*file, choices=chosen)
    waiting = [row.text for row in desk.rows() if row.state == "waiting"]
    assert waiting == [draft.text for draft in file]


def test_rows_that_were_joined_stay_joined_unless_chosen(session, clerk, desk):
    first, second, _ = desk.rows()
    join_drafts(session, clerk, [first.id, second.id], now=NOON)
    together = f"{SYSTEMS.text}\n{CALLS.text}"
    file = (SYSTEMS, CALLS_CORRECTED, HEIRS)
    chosen = desk.choice(second, *file)

    assert desk.again(*DRAFTS) == Updated()
    assert desk.again(*file) == Updated(kept=1)
    assert desk.row(together).state == "waiting"
    desk.again(*DRAFTS)
    desk.again(*file, choices=chosen)
    assert desk.row(CALLS_CORRECTED.text).state == "waiting"


# --- while somebody else works ------------------------------------------------------------


def test_what_a_second_clerk_mends_after_the_look_stays_theirs(session, workshop, desk):
    file = (SYSTEMS, CALLS_CORRECTED, HEIRS)
    seen = desk.compare(*file)
    chosen = desk.choice(desk.row(CALLS.text), *file)
    desk.mend(desk.row(CALLS.text), text="คำของคนที่สอง")
    clerk = staff_of(workshop, Role.CLERK)

    for choices in ({}, chosen):
        updated = update_rows(session, clerk, desk.report, seen, choices, at=NOON)
        assert updated == Updated(left=1)
    assert desk.row("คำของคนที่สอง").state == "waiting"
    assert desk.again(*file, choices=chosen) == Updated(left=1)  # it was not this they chose about
    assert "คำของคนที่สอง" in desk.texts()


def test_a_finding_reworded_after_the_look_stays_reworded(session, workshop, clerk, desk):
    finding = desk.accept()[CALLS.text]
    file = (SYSTEMS, CALLS_CORRECTED, HEIRS)
    chosen = desk.choice(desk.row(CALLS.text), *file)
    reword_finding(session, clerk, finding.id, now=NOON, text="คำของคนที่สอง")

    assert desk.again(*file, choices=chosen) == Updated(left=1)

    assert "คำของคนที่สอง" in the_words(session, workshop)


def test_two_clerks_at_once_lose_nothing_and_double_nothing(database):
    with open_session() as session:
        workshop = a_workshop(session)
        drafts = [a_draft(n % 7 + 1, f"{SYSTEMS.text} กองที่ {n}") for n in range(40)]
        report = a_staged_report(session, workshop, *drafts)
        room, clerk = workshop.id, staff_of(workshop, Role.CLERK)
        rows = drafts_of(session, report)
    corrected = [replace(draft, text=f"{draft.text} แก้แล้ว") for draft in drafts]
    start = Barrier(2)

    def bring_in_again():
        start.wait()
        with open_reading() as session:
            found = differences(session, clerk, report, corrected)
        for at in range(0, len(found), 10):
            with open_session() as session:
                update_rows(session, clerk, report, found[at : at + 10], {}, at=NOON)

    def mend_all():
        start.wait()
        for row in reversed(rows):
            with open_session() as session:
                mend_draft(session, clerk, row.id, now=NOON, evidence=f"ของฉัน {row.id}")

    with ThreadPoolExecutor(2) as pool:
        for work in [pool.submit(bring_in_again), pool.submit(mend_all)]:
            work.result()

    with open_reading() as session:
        kept = drafts_of(session, report)
        assert [(row.id, row.evidence) for row in kept] == [
            (row.id, f"ของฉัน {row.id}") for row in rows
        ]
        assert {row.state for row in kept} == {"waiting"}
        assert len(reports_of(session, room)) == 1
    with open_session() as session:  # whatever was left is brought in by doing it again
        update_report(session, clerk, report, ReadReport(tuple(corrected)), {}, now=NOON)
        assert {row.text for row in drafts_of(session, report)} == {d.text for d in corrected}


# --- kept in parts ------------------------------------------------------------------------


def test_a_report_kept_in_parts_is_seen_when_it_is_whole(session, workshop, clerk):
    report = open_report(session, clerk, workshop.id, ReadReport(()), now=NOON, title="ใหญ่")
    add_drafts(session, clerk, report, DRAFTS[:2])
    assert reports_of(session, workshop.id) == []
    assert known_reports(session, workshop.id) == []

    add_drafts(session, clerk, report, DRAFTS[2:], first_position=3)
    finish_report(session, clerk, report, now=NOON)

    assert [view.waiting for view in reports_of(session, workshop.id)] == [3]
    assert [row.text for row in drafts_of(session, report)] == [draft.text for draft in DRAFTS]


def test_a_report_remembers_where_its_rows_stood(desk):
    assert (desk.rows()[0].place, desk.rows()[0].source) == ("A!C2", "หนึ่ง")


def test_bringing_up_to_date_is_written_down(session, desk):
    desk.again(CALLS_CORRECTED, RESULT, SYSTEMS)

    session.flush()
    entry = session.exec(select(HistoryEntry).order_by(HistoryEntry.id.desc())).first()
    assert (entry.action, entry.noun, entry.noun_id) == ("update", "feedback_report", desk.report)
    assert json.loads(entry.facts) == {"new": 1, "changed": 1, "gone": 1, "kept": 0, "left": 0}


# --- what columns hold --------------------------------------------------------------------


def test_what_columns_hold_is_remembered_for_the_agency_by_their_name(session, workshop, clerk):
    other = a_workshop(session)
    remember_columns(session, clerk, workshop.id, {"ประเด็น\n ที่พบ": "text", "ลำดับ": ""}, now=NOON)
    remember_columns(session, clerk, workshop.id, {"ประเด็น ที่พบ": "ofi"}, now=NOON)

    assert columns_known(session, workshop.agency_id) == {"ประเด็น ที่พบ": "ofi", "ลำดับ": ""}
    assert columns_known(session, other.agency_id) == {}

    remember_columns(session, clerk, workshop.id, {"ลำดับ": FORGET, "ไม่มี": FORGET}, now=NOON)
    assert columns_known(session, workshop.agency_id) == {"ประเด็น ที่พบ": "ofi"}


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"ประเด็น": "rumour"}, ValueRefused), ({" ": "text"}, TextMissing)],
)
def test_what_no_column_can_hold_is_refused(session, workshop, clerk, said, refusal):
    with pytest.raises(refusal):
        remember_columns(session, clerk, workshop.id, said, now=NOON)


# --- rights -------------------------------------------------------------------------------

WORKS = {
    "stage": lambda s, who, w, r: stage_report(s, who, w, ReadReport(DRAFTS), now=NOON),
    "open": lambda s, who, w, r: open_report(s, who, w, ReadReport(DRAFTS), now=NOON),
    "add": lambda s, who, w, r: add_drafts(s, who, r, DRAFTS),
    "finish": lambda s, who, w, r: finish_report(s, who, r, now=NOON),
    "compare": lambda s, who, w, r: differences(s, who, r, DRAFTS),
    "update": lambda s, who, w, r: update_report(s, who, r, ReadReport(DRAFTS), {}, now=NOON),
    "columns": lambda s, who, w, r: remember_columns(s, who, w, {"ก": "text"}, now=NOON),
}


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_reports_are_the_offices_and_other_agencies_see_none(session, workshop, desk, work):
    for actor in (a_participant(session, workshop), staff_of(workshop, Role.SCRIBE, category=4)):
        with pytest.raises(NotAllowed):
            work(session, actor, workshop.id, desk.report)
    with pytest.raises(NotFound):
        work(session, staff_of(a_workshop(session), Role.CLERK), workshop.id, desk.report)
