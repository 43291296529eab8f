from pmqa_workshop.queries.findings import (
    drafts_of,
    findings_by_idea,
    findings_of,
    report_view,
    report_workshop,
    reports_of,
)
from pmqa_workshop.services.drafts import dismiss_draft
from pmqa_workshop.services.findings import accept_findings
from tests.factories import (
    NOON,
    a_draft,
    a_finding,
    a_staged_report,
    a_workshop,
    an_idea,
    staff_of,
)


def test_findings_stand_by_category_with_how_many_ideas_answer_each(session):
    workshop = a_workshop(session)
    late = a_finding(session, workshop, category=5)
    early = a_finding(session, workshop, category=2)
    an_idea(session, workshop, late)
    an_idea(session, workshop, late, early)
    an_idea(session, workshop, late, withdrawn_at=NOON)

    assert [(f.code, f.category, f.ideas) for f in findings_of(session, workshop.id)] == [
        ("F002", 2, 1),
        ("F001", 5, 2),
    ]


def test_a_report_tells_how_many_of_its_rows_wait_are_accepted_or_dismissed(session):
    workshop = a_workshop(session)
    clerk = staff_of(workshop)
    report = a_staged_report(session, workshop, *(a_draft(text=f"ข้อ {n}") for n in range(4)))
    first, second, *_ = [draft.id for draft in drafts_of(session, report)]
    accept_findings(session, clerk, report, now=NOON, draft_ids=[first])
    dismiss_draft(session, clerk, second, now=NOON)

    view = report_view(session, report)

    assert (view.accepted, view.dismissed, view.waiting) == (1, 1, 2)
    assert reports_of(session, workshop.id) == [view]
    assert report_workshop(session, report) == workshop.id
    assert report_workshop(session, 9999) is None


def test_the_findings_of_each_idea_are_listed_once_in_order(session):
    workshop = a_workshop(session)
    first, second = a_finding(session, workshop), a_finding(session, workshop)
    idea = an_idea(session, workshop, second, first)
    an_idea(session, workshop)

    assert findings_by_idea(session, workshop.id) == {idea.id: (first.id, second.id)}
