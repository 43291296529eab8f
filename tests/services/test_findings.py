import pytest

from pmqa_workshop.domain.errors import (
    CategoryUnknown,
    FindingInUse,
    NotAllowed,
    NotFound,
    TextMissing,
    TextTooLong,
    ValueRefused,
)
from pmqa_workshop.domain.findings import (
    CriteriaSet,
    Doubt,
    FindingKind,
    ItemScore,
    ReadReport,
)
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.models.initiatives import InitiativeFinding
from pmqa_workshop.queries.findings import drafts_of, findings_of, report_view, scores_of
from pmqa_workshop.services.drafts import dismiss_draft, mend_draft, restore_draft
from pmqa_workshop.services.findings import accept_findings, return_finding, reword_finding
from pmqa_workshop.services.reports import dismiss_report, settle_criteria_set, stage_report
from tests.factories import (
    NOON,
    a_draft,
    a_finding,
    a_participant,
    a_staged_report,
    a_workshop,
    an_idea,
    an_initiative,
    staff_of,
)

SURE = a_draft(4, "ข้อมูลยังกระจาย")
CATEGORY_9 = a_draft(9, "หมวดที่ไม่มี", doubts=(Doubt.CATEGORY_UNKNOWN,))
NO_TEXT = a_draft(4, "", doubts=(Doubt.TEXT_MISSING,))
GUESSED = a_draft(4, "อาจเป็นจุดแข็ง", doubts=(Doubt.KIND_GUESSED,))


@pytest.fixture
def workshop(session):
    return a_workshop(session)


@pytest.fixture
def clerk(workshop):
    return staff_of(workshop, Role.CLERK)


def _states(session, report_id):
    return [draft.state for draft in drafts_of(session, report_id)]


def test_staging_keeps_every_row_in_its_order_even_those_nobody_can_accept(session, workshop):
    report = a_staged_report(session, workshop, SURE, CATEGORY_9, NO_TEXT)

    drafts = drafts_of(session, report)
    assert [(d.category, d.text, d.doubts) for d in drafts] == [
        (4, "ข้อมูลยังกระจาย", ()),
        (9, "หมวดที่ไม่มี", ("category_unknown",)),
        (4, "", ("text_missing",)),
    ]


def test_accepting_takes_the_sure_rows_and_leaves_the_others_waiting(session, workshop, clerk):
    report = a_staged_report(session, workshop, CATEGORY_9, SURE, NO_TEXT, GUESSED)

    assert accept_findings(session, clerk, report, now=NOON) == 1

    assert [f.text for f in findings_of(session, workshop.id)] == ["ข้อมูลยังกระจาย"]
    assert _states(session, report) == ["waiting", "accepted", "waiting", "waiting"]


def test_a_doubtful_row_is_accepted_when_somebody_says_so(session, workshop, clerk):
    report = a_staged_report(session, workshop, GUESSED)

    assert accept_findings(session, clerk, report, now=NOON, doubtful_too=True) == 1


def test_a_row_chosen_by_hand_is_accepted_with_its_doubt(session, workshop, clerk):
    report = a_staged_report(session, workshop, SURE, GUESSED)
    chosen = drafts_of(session, report)[1].id

    assert accept_findings(session, clerk, report, now=NOON, draft_ids=[chosen]) == 1
    assert _states(session, report) == ["waiting", "accepted"]


@pytest.mark.parametrize("draft", [CATEGORY_9, NO_TEXT], ids=["category 9", "no text"])
def test_a_row_without_category_or_text_is_never_accepted(session, workshop, clerk, draft):
    report = a_staged_report(session, workshop, draft)
    chosen = [row.id for row in drafts_of(session, report)]

    accepted = accept_findings(
        session, clerk, report, now=NOON, draft_ids=chosen, doubtful_too=True
    )

    assert accepted == 0
    assert _states(session, report) == ["waiting"]


def test_accepting_again_adds_nothing(session, workshop, clerk):
    report = a_staged_report(session, workshop, SURE)
    accept_findings(session, clerk, report, now=NOON)

    assert accept_findings(session, clerk, report, now=NOON) == 0
    assert len(findings_of(session, workshop.id)) == 1


def test_findings_of_two_reports_are_numbered_on(session, workshop, clerk):
    for draft in (SURE, a_draft(4, "อีกข้อ")):
        accept_findings(session, clerk, a_staged_report(session, workshop, draft), now=NOON)

    assert [f.code for f in findings_of(session, workshop.id)] == ["F001", "F002"]


def test_rows_of_another_report_are_not_accepted_with_this_one(session, workshop, clerk):
    here, there = a_staged_report(session, workshop), a_staged_report(session, workshop)
    foreign = [row.id for row in drafts_of(session, there)]

    assert accept_findings(session, clerk, here, now=NOON, draft_ids=foreign) == 0


def test_a_finding_without_its_own_set_takes_the_reports(session, workshop, clerk):
    report = stage_report(
        session, clerk, workshop.id, ReadReport((SURE,)), now=NOON, criteria_set=CriteriaSet.PMQA
    )
    accept_findings(session, clerk, report, now=NOON)

    assert findings_of(session, workshop.id)[0].criteria_set is CriteriaSet.PMQA


def test_scores_are_kept_and_a_later_report_stands_in_place_of_an_earlier(session, workshop, clerk):
    for score in (350, 360):
        read = ReadReport((SURE,), (ItemScore(CriteriaSet.PMQA4, 4, "4.1", 2568, score),))
        stage_report(session, clerk, workshop.id, read, now=NOON)

    assert [row.score for row in scores_of(session, workshop.id)] == [360]


def test_a_report_that_comes_twice_is_doubted_and_not_taken_with_the_sure_rows(
    session, workshop, clerk
):
    first = a_staged_report(session, workshop, SURE, a_draft(4, "ข้อใหม่"))
    chosen = drafts_of(session, first)[0].id
    accept_findings(session, clerk, first, now=NOON, draft_ids=[chosen])

    again = a_staged_report(
        session, workshop,
        a_draft(4, " ข้อมูลยังกระจาย\n"), a_draft(4, "ข้อใหม่"), a_draft(5, "ข้อใหม่"), NO_TEXT,
    )  # fmt: skip

    assert [row.doubts for row in drafts_of(session, again)] == [
        ("repeated",), ("repeated",), (), ("text_missing",),
    ]  # fmt: skip
    assert accept_findings(session, clerk, again, now=NOON) == 1
    repeated = drafts_of(session, again)[1].id
    assert accept_findings(session, clerk, again, now=NOON, draft_ids=[repeated]) == 1


def test_what_was_set_aside_or_is_another_workshops_is_no_repetition(session, workshop, clerk):
    a_staged_report(session, a_workshop(session), SURE)
    first = a_staged_report(session, workshop, SURE)
    dismiss_report(session, clerk, first, now=NOON)

    assert drafts_of(session, a_staged_report(session, workshop, SURE))[0].doubts == ()


# --- mending --------------------------------------------------------------------------


def test_mending_the_category_settles_its_doubt(session, workshop, clerk):
    report = a_staged_report(session, workshop, CATEGORY_9)
    draft = drafts_of(session, report)[0]

    mend_draft(session, clerk, draft.id, now=NOON, category="4")

    assert drafts_of(session, report)[0].doubts == ()
    assert accept_findings(session, clerk, report, now=NOON) == 1


def test_mending_brings_up_an_item_that_does_not_fit(session, workshop, clerk):
    report = a_staged_report(session, workshop, a_draft(4, item="4.1"))
    draft = drafts_of(session, report)[0]

    mend_draft(session, clerk, draft.id, now=NOON, category=5)
    assert drafts_of(session, report)[0].doubts == ("item_outside_category",)
    mend_draft(session, clerk, draft.id, now=NOON, item="5.9")
    assert drafts_of(session, report)[0].doubts == ("item_unknown",)
    mend_draft(session, clerk, draft.id, now=NOON, item="")

    mended = drafts_of(session, report)[0]
    assert (mended.item, mended.doubts) == (None, ())


@pytest.mark.parametrize(
    ("doubt", "change"),
    [
        (Doubt.KIND_GUESSED, {"kind": "strength"}),
        (Doubt.SET_GUESSED, {"criteria_set": "pmqa"}),
        (Doubt.TEXT_MISSING, {"text": "มีคำแล้ว"}),
        (Doubt.REPEATED, {"text": "ข้อความใหม่"}),
    ],
)
def test_mending_settles_the_doubt_of_the_field(session, workshop, clerk, doubt, change):
    report = a_staged_report(session, workshop, a_draft(doubts=(doubt,)))

    mend_draft(session, clerk, drafts_of(session, report)[0].id, now=NOON, **change)

    assert drafts_of(session, report)[0].doubts == ()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"category": "9"}, CategoryUnknown),
        ({"category": ""}, CategoryUnknown),
        ({"text": " "}, TextMissing),
        ({"text": "ก" * 4001}, TextTooLong),
        ({"evidence": "ก" * 4001}, TextTooLong),
        ({"kind": "rumour"}, ValueRefused),
        ({"criteria_set": "iso"}, ValueRefused),
        ({"number": 3}, ValueRefused),
    ],
)
def test_mending_refuses(session, workshop, clerk, change, refusal):
    report = a_staged_report(session, workshop)

    with pytest.raises(refusal):
        mend_draft(session, clerk, drafts_of(session, report)[0].id, now=NOON, **change)


def test_an_accepted_row_is_mended_no_more(session, workshop, clerk):
    report = a_staged_report(session, workshop)
    accept_findings(session, clerk, report, now=NOON)

    with pytest.raises(ValueRefused):
        mend_draft(session, clerk, drafts_of(session, report)[0].id, now=NOON, text="ใหม่")


def test_a_dismissed_row_is_not_accepted_until_it_is_restored(session, workshop, clerk):
    report = a_staged_report(session, workshop)
    draft = drafts_of(session, report)[0].id

    dismiss_draft(session, clerk, draft, now=NOON)
    assert accept_findings(session, clerk, report, now=NOON) == 0
    assert report_view(session, report).dismissed == 1
    restore_draft(session, clerk, draft, now=NOON)

    assert accept_findings(session, clerk, report, now=NOON) == 1


def test_a_whole_report_is_set_aside_and_restored_row_by_row(session, workshop, clerk):
    other = a_staged_report(session, workshop, a_draft(4, "ของรายงานอื่น"))
    report = a_staged_report(session, workshop, SURE, GUESSED, a_draft(4, "รับแล้ว"))
    rows = drafts_of(session, report)
    accept_findings(session, clerk, report, now=NOON, draft_ids=[rows[2].id])

    assert dismiss_report(session, clerk, report, now=NOON) == 2
    assert dismiss_report(session, clerk, report, now=NOON) == 0

    restore_draft(session, clerk, rows[0].id, now=NOON)
    assert _states(session, report) == ["waiting", "dismissed", "accepted"]
    assert _states(session, other) == ["waiting"]


# --- after accepting ------------------------------------------------------------------


def test_rewording_a_finding_keeps_its_ideas(session, workshop, clerk):
    finding = a_finding(session, workshop)
    an_idea(session, workshop, finding)

    reword_finding(session, clerk, finding.id, now=NOON, text="คำใหม่", kind="strength")

    found = findings_of(session, workshop.id)[0]
    assert (found.text, found.kind, found.ideas) == ("คำใหม่", FindingKind.STRENGTH, 1)


def test_an_accepted_finding_goes_back_to_the_check_table_as_it_reads_now(session, workshop, clerk):
    report = a_staged_report(session, workshop, SURE)
    accept_findings(session, clerk, report, now=NOON)
    finding = findings_of(session, workshop.id)[0].id
    reword_finding(session, clerk, finding, now=NOON, text="คำใหม่")

    return_finding(session, clerk, finding, now=NOON)

    assert findings_of(session, workshop.id) == []
    assert [(row.state, row.text) for row in drafts_of(session, report)] == [("waiting", "คำใหม่")]
    assert accept_findings(session, clerk, report, now=NOON) == 1


@pytest.mark.parametrize("withdrawn_at", [None, NOON], ids=["", "withdrawn"])
@pytest.mark.parametrize("by", ["idea", "initiative"])
def test_a_finding_that_is_referred_to_stays(session, workshop, clerk, by, withdrawn_at):
    accept_findings(session, clerk, a_staged_report(session, workshop, SURE), now=NOON)
    finding = session.get_one(Finding, findings_of(session, workshop.id)[0].id)
    if by == "idea":
        an_idea(session, workshop, finding, withdrawn_at=withdrawn_at)
    else:
        row = an_initiative(session, workshop, withdrawn_at=withdrawn_at)
        session.add(InitiativeFinding(initiative_id=row.id, finding_id=finding.id))

    with pytest.raises(FindingInUse) as refused:
        return_finding(session, clerk, finding.id, now=NOON)

    assert refused.value.facts == {"ideas": int(by == "idea"), "initiatives": int(by != "idea")}
    assert len(findings_of(session, workshop.id)) == 1


def test_a_finding_without_a_draft_is_not_thrown_away(session, workshop, clerk):
    with pytest.raises(NotFound):
        return_finding(session, clerk, a_finding(session, workshop).id, now=NOON)

    assert len(findings_of(session, workshop.id)) == 1


def test_rewording_refuses_an_unknown_field(session, workshop, clerk):
    with pytest.raises(ValueRefused):
        reword_finding(session, clerk, a_finding(session, workshop).id, now=NOON, number=7)


# --- rights ---------------------------------------------------------------------------

OFFICE_WORK = {
    "stage": lambda s, who, w, r, d, f: stage_report(s, who, w, ReadReport((SURE,)), now=NOON),
    "accept": lambda s, who, w, r, d, f: accept_findings(s, who, r, now=NOON),
    "mend": lambda s, who, w, r, d, f: mend_draft(s, who, d, now=NOON, category=4),
    "dismiss": lambda s, who, w, r, d, f: dismiss_draft(s, who, d, now=NOON),
    "dismiss report": lambda s, who, w, r, d, f: dismiss_report(s, who, r, now=NOON),
    "return": lambda s, who, w, r, d, f: return_finding(s, who, f, now=NOON),
    "restore": lambda s, who, w, r, d, f: restore_draft(s, who, d, now=NOON),
    "reword": lambda s, who, w, r, d, f: reword_finding(s, who, f, now=NOON, text="x"),
}


@pytest.mark.parametrize("work", OFFICE_WORK.values(), ids=OFFICE_WORK)
def test_findings_are_the_offices_and_other_agencies_see_none(session, workshop, work):
    report = a_staged_report(session, workshop)
    draft = drafts_of(session, report)[0].id
    there = (workshop.id, report, draft, a_finding(session, workshop).id)

    for actor in (a_participant(session, workshop), staff_of(workshop, Role.SCRIBE, category=4)):
        with pytest.raises(NotAllowed):
            work(session, actor, *there)
    with pytest.raises(NotFound):
        work(session, staff_of(a_workshop(session), Role.CLERK), *there)


def test_a_draft_that_does_not_exist_is_not_found(session, clerk):
    with pytest.raises(NotFound):
        mend_draft(session, clerk, 999, now=NOON, category=4)


def test_a_guessed_criteria_set_is_settled_for_all_rows_at_once(session, workshop):
    clerk = staff_of(workshop, Role.CLERK)
    guessed = (Doubt.SET_GUESSED,)
    report = a_staged_report(
        session,
        workshop,
        a_draft(4, "ข้อหนึ่ง", item="4.2", doubts=guessed),
        a_draft(4, "ข้อสอง", item="4.4", doubts=guessed),
        a_draft(4, "ข้อสาม", criteria_set=CriteriaSet.PMQA4),
    )

    assert settle_criteria_set(session, clerk, report, CriteriaSet.PMQA, now=NOON) == 2

    rows = drafts_of(session, report)
    assert [row.criteria_set for row in rows] == [
        CriteriaSet.PMQA, CriteriaSet.PMQA, CriteriaSet.PMQA4,
    ]  # fmt: skip
    assert [row.doubts for row in rows] == [(), ("item_unknown",), ()]


def test_a_criteria_set_is_settled_by_the_office_only(session, workshop):
    report = a_staged_report(session, workshop)

    with pytest.raises(NotAllowed):
        settle_criteria_set(
            session, staff_of(workshop, Role.SCRIBE), report, CriteriaSet.PMQA, now=NOON
        )
