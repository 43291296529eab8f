"""What a document would leave blank is said before it is made."""

from dataclasses import replace
from datetime import date

import pytest

from pmqa_workshop.domain.completeness import _WANTED, Lack, blanks, lacks
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.meeting import Invitee, MeetingPapers, Signatory
from tests.documents.plans import a_plan, an_empty_plan

PAPERS = MeetingPapers(
    meeting_number="1/2570",
    chair_name="ประธาน",
    recorder_name="ผู้จด",
    memo_to="อธิบดี",
    signatories=(Signatory("ผู้จัดทำ", "สมศรี"),),
    invitees=(Invitee("วิชัย", came=True), Invitee("มานี")),
)
EMPTY_HANDED = {
    DocumentKind.PLAN: {Lack.INITIATIVES, Lack.RESULTS, Lack.SIGNATORIES},
    DocumentKind.MINUTES: {Lack.DAY, Lack.MEETING_NUMBER, Lack.CHAIR, Lack.RECORDER, Lack.INVITEES},
    DocumentKind.ATTENDANCE_SHEET: {Lack.DAY, Lack.INVITEES},
    DocumentKind.BALLOT_SHEET: {Lack.THEMES, Lack.BALLOT},
}


def test_every_kind_says_what_it_lacks():
    assert set(_WANTED) == set(DocumentKind)


@pytest.mark.parametrize("kind", EMPTY_HANDED)
def test_an_empty_workshop_lacks_all_that_a_kind_needs(kind):
    assert set(lacks(kind, replace(an_empty_plan(), held_on=None))) == EMPTY_HANDED[kind]


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_plan_with_its_papers_lacks_nothing_but_blanks(kind):
    plan = replace(a_plan(), papers=PAPERS, held_on=date(2026, 11, 23))

    assert set(lacks(kind, plan)) <= {Lack.BLANKS}


def test_blanks_are_counted_cell_by_cell():
    plan = a_plan()
    bare = replace(
        plan.initiatives[0], objective="", kpis=(), budget=None, owner_unit=None,
        first_month=None, expected_result="",
    )  # fmt: skip

    assert blanks(replace(plan, initiatives=(bare,))) == 7
    assert Lack.BLANKS in lacks(DocumentKind.PLAN, replace(plan, initiatives=(bare,)))


def test_invited_people_of_whom_nobody_said_that_they_came_are_told():
    silent = replace(PAPERS, invitees=(Invitee("วิชัย"),))

    assert lacks(DocumentKind.MINUTES, replace(a_plan(), papers=silent))[-1] is Lack.ATTENDANCE
