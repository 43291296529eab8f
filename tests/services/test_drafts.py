"""Rows of the check table cut in two, joined, and every step of it undone."""

import pytest

from pmqa_workshop.domain.errors import (
    CellChanged,
    FindingInUse,
    NotAllowed,
    NotFound,
    StepOutdated,
    TextMissing,
    TextTooLong,
    ValueRefused,
)
from pmqa_workshop.domain.findings import CriteriaSet, Doubt, FindingKind
from pmqa_workshop.domain.roles import OPERATOR, Role
from pmqa_workshop.models.findings import Finding
from pmqa_workshop.queries.findings import drafts_of, findings_of, next_undo
from pmqa_workshop.services.access import add_staff
from pmqa_workshop.services.check_steps import undo_step
from pmqa_workshop.services.drafts import (
    dismiss_draft,
    join_drafts,
    mend_draft,
    restore_draft,
    split_draft,
)
from pmqa_workshop.services.findings import accept_findings, return_finding, reword_finding
from tests.factories import (
    NOON,
    a_draft,
    a_participant,
    a_staged_report,
    a_workshop,
    an_idea,
    staff_of,
)

TWO = a_draft(4, "ข้อมูลกระจาย\nแผนสืบทอดไม่ครบ", item="4.1", evidence="เอกสาร",
              doubts=(Doubt.SPLIT_UNCERTAIN,))  # fmt: skip
LAST = a_draft(5, "บุคลากรขาดทักษะ")


@pytest.fixture
def workshop(session):
    return a_workshop(session)


@pytest.fixture
def clerk(workshop):
    return staff_of(workshop, Role.CLERK)


@pytest.fixture
def table(session, workshop, clerk):
    """A report with two rows, as somebody sees and works on it."""

    class Table:
        report = a_staged_report(session, workshop, TWO, LAST)

        def rows(self):
            return drafts_of(session, self.report)

        def texts(self):
            return [row.text for row in self.rows() if row.state == "waiting"]

        def split(self, row, first, second, **more):
            return split_draft(session, clerk, row.id, first, second, now=NOON, **more)

        def join(self, *rows):
            return join_drafts(session, clerk, [row.id for row in rows], now=NOON)

        def undo(self):
            return undo_step(session, clerk, self.report, now=NOON)

    return Table()


# --- one made two -------------------------------------------------------------------------


def test_the_second_half_follows_the_first_with_its_category_and_kind(table):
    before = table.rows()[0]

    table.split(before, "ข้อมูลกระจาย", " แผนสืบทอดไม่ครบ ", expected=before.text)

    first, second, last = table.rows()
    assert [row.text for row in (first, second, last)] == [
        "ข้อมูลกระจาย", "แผนสืบทอดไม่ครบ", "บุคลากรขาดทักษะ",
    ]  # fmt: skip
    same = (4, "4.1", FindingKind.OFI, CriteriaSet.PMQA4, ())
    for half in (first, second):
        assert (half.category, half.item, half.kind, half.criteria_set, half.doubts) == same
    assert (first.evidence, second.evidence) == ("เอกสาร", "")


def test_parts_of_parts_stay_in_their_order(table):
    table.split(table.rows()[0], "ก", "ค")
    table.split(table.rows()[0], "ก", "ข")
    table.split(table.rows()[2], "ค", "ง")

    assert table.texts() == ["ก", "ข", "ค", "ง", "บุคลากรขาดทักษะ"]


@pytest.mark.parametrize(
    ("halves", "refusal"),
    [(("ก", "  "), TextMissing), (("", "ข"), TextMissing), (("ก" * 4001, "ข"), TextTooLong)],
)
def test_a_half_that_cannot_stand_alone_is_refused_and_nothing_is_cut(table, halves, refusal):
    with pytest.raises(refusal):
        table.split(table.rows()[0], *halves)

    assert len(table.rows()) == 2


def test_a_row_somebody_else_has_changed_is_not_cut(session, workshop, table):
    seen = table.rows()[0]
    mend_draft(session, staff_of(workshop, Role.CLERK), seen.id, now=NOON, text="คำของเขา")

    with pytest.raises(CellChanged) as refused:
        table.split(seen, "ก", "ข", expected=seen.text)

    assert refused.value.facts["theirs"] == "คำของเขา"
    assert table.texts()[0] == "คำของเขา"


# --- two made one -------------------------------------------------------------------------


def test_joined_rows_are_one_in_the_order_of_the_source(session, workshop, clerk):
    report = a_staged_report(
        session, workshop,
        a_draft(None, "บน", item=None, evidence="ก", doubts=(Doubt.CATEGORY_MISSING,)),
        a_draft(4, "ล่าง", item="4.1", evidence="ข"),
        LAST,
    )  # fmt: skip
    above, below, last = drafts_of(session, report)

    assert join_drafts(session, clerk, [below.id, above.id], now=NOON) == above.id

    one, joined, other = drafts_of(session, report)
    assert (one.text, one.evidence, one.category, one.item, one.doubts) == (
        "บน\nล่าง", "ก\nข", 4, "4.1", (),
    )  # fmt: skip
    assert (joined.state, joined.text, other) == ("joined", "ล่าง", last)
    assert accept_findings(session, clerk, report, now=NOON) == 2


def test_a_joined_row_can_be_brought_back_as_it_was(session, clerk, table):
    first, second = table.rows()
    table.join(first, second)

    restore_draft(session, clerk, second.id, now=NOON)

    assert table.rows()[1] == second


@pytest.mark.parametrize("which", ["one", "one twice", "of another report", "an accepted one"])
def test_only_waiting_rows_of_one_report_are_joined(session, workshop, clerk, table, which):
    first, second = (row.id for row in table.rows())
    ids = {"one": [first], "one twice": [first, first], "an accepted one": [first, second]}.get(
        which, [first, drafts_of(session, a_staged_report(session, workshop))[0].id]
    )
    if which == "an accepted one":
        accept_findings(session, clerk, table.report, now=NOON, draft_ids=[second])

    with pytest.raises(ValueRefused):
        join_drafts(session, clerk, ids, now=NOON)

    assert len(table.texts()) == (1 if which == "an accepted one" else 2)


def test_what_would_be_too_long_together_is_not_joined(session, workshop, clerk):
    report = a_staged_report(session, workshop, a_draft(4, "ก" * 3000), a_draft(4, "ข" * 3000))

    with pytest.raises(TextTooLong):
        join_drafts(session, clerk, [row.id for row in drafts_of(session, report)], now=NOON)


def test_a_joined_row_is_neither_mended_nor_cut(session, clerk, table):
    first, second = table.rows()
    table.join(first, second)

    for work in (
        lambda: mend_draft(session, clerk, second.id, now=NOON, text="ใหม่"),
        lambda: table.split(second, "ก", "ข"),
    ):
        with pytest.raises(ValueRefused):
            work()


# --- two people at one table --------------------------------------------------------------


def test_a_field_somebody_else_has_filled_stays_theirs(session, clerk, table):
    row = table.rows()[1]
    mend_draft(session, clerk, row.id, now=NOON, text="คำของเขา")

    with pytest.raises(CellChanged):
        mend_draft(session, clerk, row.id, now=NOON, text="คำของฉัน", expected={"text": row.text})
    assert table.rows()[1].text == "คำของเขา"

    mend_draft(session, clerk, row.id, now=NOON, text="คำของฉัน", expected={"text": "คำของเขา"})
    mend_draft(session, clerk, row.id, now=NOON, category="3", expected={"category": "5"})
    mend_draft(session, clerk, row.id, now=NOON, item="3.1", expected={"item": ""})
    assert (table.rows()[1].text, table.rows()[1].item) == ("คำของฉัน", "3.1")


# --- undone -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "work"),
    [
        ("split", lambda s, who, rows: split_draft(s, who, rows[0].id, "ก", "ข", now=NOON)),
        ("join", lambda s, who, rows: join_drafts(s, who, [r.id for r in rows], now=NOON)),
        ("dismiss", lambda s, who, rows: dismiss_draft(s, who, rows[0].id, now=NOON)),
        ("mend", lambda s, who, rows: mend_draft(s, who, rows[0].id, now=NOON, category=5,
                                                 kind="strength", text="อื่น")),
        ("accept", lambda s, who, rows: accept_findings(s, who, 1, now=NOON, doubtful_too=True)),
    ],
)  # fmt: skip
def test_a_step_is_undone_as_if_it_never_was(session, clerk, table, action, work):
    before, table.report = table.rows(), table.report
    if action == "accept":
        accept_findings(session, clerk, table.report, now=NOON, doubtful_too=True)
    else:
        work(session, clerk, before)
    assert table.rows() != before
    assert next_undo(session, table.report, None)[0] == action

    assert table.undo().action == action

    assert table.rows() == before
    assert findings_of(session, 1) == []
    assert next_undo(session, table.report, None) is None


def test_steps_are_undone_one_by_one_the_last_first(session, clerk, table):
    begun = table.rows()
    table.split(begun[0], "ก", "ข")
    after_split = table.rows()
    table.join(*table.rows()[1:])

    table.undo()
    assert table.rows() == after_split
    table.undo()
    assert table.rows() == begun
    with pytest.raises(NotFound):
        table.undo()


def test_a_restored_row_can_be_set_aside_again_by_undoing(session, clerk, table):
    row = table.rows()[1]
    dismiss_draft(session, clerk, row.id, now=NOON)
    restore_draft(session, clerk, row.id, now=NOON)

    table.undo()

    assert table.rows()[1].state == "dismissed"


def test_a_step_is_not_undone_over_what_somebody_did_since(session, workshop, clerk, table):
    member, _ = add_staff(session, OPERATOR, "b@example.go.th", Role.CLERK, now=NOON)
    other = staff_of(workshop, Role.CLERK, staff_id=member)
    first = table.rows()[0]
    dismiss_draft(session, clerk, table.rows()[1].id, now=NOON)
    table.split(first, "ก", "ข")
    mend_draft(session, other, first.id, now=NOON, text="คำของเขา")

    with pytest.raises(StepOutdated):
        table.undo()

    assert [row.text for row in table.rows()] == ["คำของเขา", "ข", "บุคลากรขาดทักษะ"]
    assert next_undo(session, table.report, member)[0] == "mend"


def test_accepting_is_not_undone_once_the_room_works_on_it(session, workshop, clerk, table):
    accept_findings(session, clerk, table.report, now=NOON, doubtful_too=True)
    finding = session.get_one(Finding, findings_of(session, workshop.id)[0].id)
    an_idea(session, workshop, finding)

    with pytest.raises(FindingInUse):
        table.undo()

    assert len(findings_of(session, workshop.id)) == 2


def test_accepting_is_not_undone_over_a_correction(session, workshop, clerk, table):
    accept_findings(session, clerk, table.report, now=NOON, doubtful_too=True)
    finding = findings_of(session, workshop.id)[0].id
    reword_finding(session, clerk, finding, now=NOON, text="แก้แล้ว")

    with pytest.raises(StepOutdated):
        table.undo()
    return_finding(session, clerk, finding, now=NOON)

    assert [row.text for row in table.rows() if row.state == "waiting"] == ["แก้แล้ว"]


def test_cutting_joining_and_undoing_are_the_offices(session, workshop, table):
    first, second = (row.id for row in table.rows())
    works = (
        lambda who: split_draft(session, who, first, "ก", "ข", now=NOON),
        lambda who: join_drafts(session, who, [first, second], now=NOON),
        lambda who: undo_step(session, who, table.report, now=NOON),
    )

    for work in works:
        for actor in (a_participant(session, workshop), staff_of(workshop, Role.SCRIBE)):
            with pytest.raises(NotAllowed):
                work(actor)
        with pytest.raises(NotFound):
            work(staff_of(a_workshop(session), Role.CLERK))
