"""What a document would still leave blank, before it is asked for; it may be made all the same."""

from collections.abc import Callable
from enum import StrEnum

from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.initiatives import lacking
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedInitiative


class Lack(StrEnum):
    """What is not there yet; a document names it by what a person would go and fill in."""

    FINDINGS = "findings"
    THEMES = "themes"
    BALLOT = "ballot"  # no round was ever opened, so that nobody knows its rules
    RESULTS = "results"  # no round was published
    INITIATIVES = "initiatives"
    BLANKS = "blanks"  # cells of the plan's table
    DAY = "day"  # of the meeting
    RECEIVER = "receiver"  # เรียน
    SIGNATORIES = "signatories"
    MEETING_NUMBER = "meeting_number"
    CHAIR = "chair"
    RECORDER = "recorder"
    INVITEES = "invitees"
    ATTENDANCE = "attendance"  # invited, and nobody has said who came


_WANTED: dict[DocumentKind, tuple[Lack, ...]] = {
    DocumentKind.PLAN: (Lack.INITIATIVES, Lack.BLANKS, Lack.RESULTS, Lack.SIGNATORIES),
    DocumentKind.MEMO: (Lack.INITIATIVES, Lack.RECEIVER, Lack.SIGNATORIES),
    DocumentKind.MINUTES: (
        Lack.DAY, Lack.MEETING_NUMBER, Lack.CHAIR, Lack.RECORDER, Lack.INVITEES, Lack.ATTENDANCE,
    ),
    DocumentKind.ATTENDANCE_SHEET: (Lack.DAY, Lack.INVITEES),
    DocumentKind.SUMMARY: (Lack.INITIATIVES, Lack.RESULTS),
    DocumentKind.PROGRESS_FORM: (Lack.INITIATIVES,),
    DocumentKind.IDEA_SHEET: (Lack.FINDINGS,),
    DocumentKind.BALLOT_SHEET: (Lack.THEMES, Lack.BALLOT),
    DocumentKind.WORKBOOK: (Lack.INITIATIVES, Lack.BLANKS),
    DocumentKind.OPEN_DATA: (Lack.FINDINGS,),
}  # fmt: skip


def blanks(plan: EfficiencyPlan) -> int:
    """Count the needed cells of the plan's table that are empty."""
    return sum(len(_lacking(row)) for row in plan.initiatives)


def lacks(kind: DocumentKind, plan: EfficiencyPlan) -> tuple[Lack, ...]:
    """Return what this kind would leave blank, the weightiest first."""
    return tuple(lack for lack in _WANTED[kind] if _IS_MISSING[lack](plan))


def _lacking(row: PlannedInitiative) -> tuple[str, ...]:
    return lacking(
        {
            "objective": row.objective,
            "kpi": row.kpis,
            "target": [kpi.target for kpi in row.kpis if kpi.target],
            "months": row.first_month and row.last_month,
            "budget": row.budget,
            "owner_unit": row.owner_unit,
            "expected_result": row.expected_result,
        }
    )


def _nobody_came(plan: EfficiencyPlan) -> bool:
    invited = plan.papers.invitees
    return bool(invited) and all(one.came is None and not one.substitute for one in invited)


_IS_MISSING: dict[Lack, Callable[[EfficiencyPlan], bool]] = {
    Lack.FINDINGS: lambda plan: not plan.findings,
    Lack.THEMES: lambda plan: not plan.priorities,
    Lack.BALLOT: lambda plan: not plan.rounds,
    Lack.RESULTS: lambda plan: all(row.points is None for row in plan.priorities),
    Lack.INITIATIVES: lambda plan: not plan.initiatives,
    Lack.BLANKS: lambda plan: blanks(plan) > 0,
    Lack.DAY: lambda plan: plan.held_on is None,
    Lack.RECEIVER: lambda plan: not plan.papers.memo_to,
    Lack.SIGNATORIES: lambda plan: not any(one.name for one in plan.papers.signatories),
    Lack.MEETING_NUMBER: lambda plan: not plan.papers.meeting_number,
    Lack.CHAIR: lambda plan: not plan.papers.chair_name,
    Lack.RECORDER: lambda plan: not plan.papers.recorder_name,
    Lack.INVITEES: lambda plan: not plan.papers.invitees,
    Lack.ATTENDANCE: _nobody_came,
}
