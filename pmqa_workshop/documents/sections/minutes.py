"""What รายงานการประชุม says: who came and who stood in, what was resolved and why."""

import re
from collections.abc import Iterable

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import NONE, Pen
from pmqa_workshop.documents.sections.blanks import LONG, SHORT, meeting_place, signer
from pmqa_workshop.documents.sections.grouping import category_title
from pmqa_workshop.documents.sections.memo import drafted_title, round_lines
from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.meeting import Invitee, MeetingPapers, Standing
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedPriority

CHAIR = "ประธานการประชุม"
MEETING = "การประชุม"  # stands in the heading already
_BARE_HOUR = re.compile(r"[\d๐-๙]{1,2}[.:][\d๐-๙]{2}")
CATEGORIES = range(1, 8)


def minutes(order: Order) -> dict[str, object]:
    plan, pen, papers = order.plan, order.pen, order.plan.papers
    return {
        "minutes": {
            "name": pen.ours(papers.meeting_name.removeprefix(MEETING), "")
            or _workshop_name(plan, pen),
            "title": drafted_title(plan, pen),
            "number": pen.ours(papers.meeting_number, SHORT),
            **meeting_place(plan, pen),
            "began_at": pen.ours(_hour(papers.began_at), f"{SHORT} น."),
            "ended_at": pen.ours(_hour(papers.ended_at), f"{SHORT} น."),
            "chair": signer(pen, papers.chair_name, papers.chair_position),
            "recorder": signer(pen, papers.recorder_name, papers.recorder_position),
            "reviewer": signer(pen, papers.reviewer_name, papers.reviewer_position),
            **_people(papers, pen),
            "seated": _seated(plan, pen),
            "reports": " ".join(pen.ours(title) for title in plan.reports)
            or f"รายงานป้อนกลับ {LONG}",
            "categories": [_counted(plan, number, pen) for number in CATEGORIES],
            "rounds": round_lines(plan.rounds, pen),
            "chosen": _resolved(plan, True, pen),
            "refused": _resolved(plan, False, pen),
            "undecided": _resolved(plan, None, pen),
        }
    }


def _hour(typed: str) -> str:
    """Return a time of day with its "น.", which people leave out as often as not."""
    return f"{typed} น." if _BARE_HOUR.fullmatch(typed) else typed


def _workshop_name(plan: EfficiencyPlan, pen: Pen) -> str:
    return pen.ours(f"เชิงปฏิบัติการจัดทำ{plan.title}")


def _people(papers: MeetingPapers, pen: Pen) -> dict[str, object]:
    """Return the lists of form 11; whoever nobody has spoken of stands in none of them."""
    invited = papers.invitees
    members = [one for one in invited if _is_member(one, papers)]
    guests = [one for one in invited if not _is_member(one, papers)]
    present = [one for one in members if _is_there(one, papers)]
    chaired = [_row(one, _duty(one, papers), pen) for one in _chair_first(present, papers)]
    if papers.chair_name and papers.chair_name not in {one.name for one in invited}:
        chair = Invitee(papers.chair_name, papers.chair_position)
        chaired.insert(0, _row(chair, CHAIR, pen))
    return {
        "present": _numbered(chaired, pen),
        "absent": _numbered([_row(o, "", pen) for o in members if _stayed_away(o, papers)], pen),
        "guests": _numbered([_row(o, "", pen) for o in guests if _is_there(o, papers)], pen),
        "unsaid": ", ".join(pen.ours(one.name) for one in invited if _is_unsaid(one, papers)),
    }


def _is_member(one: Invitee, papers: MeetingPapers) -> bool:
    """Tell whether somebody belongs to those who met; who chairs does, however listed."""
    return one.standing is Standing.MEMBER or bool(one.name and one.name == papers.chair_name)


def _chair_first(members: list[Invitee], papers: MeetingPapers) -> list[Invitee]:
    """Return the members as invited, who chairs first."""
    return sorted(members, key=lambda one: one.name != papers.chair_name)


def _is_there(one: Invitee, papers: MeetingPapers) -> bool:
    """Tell whether a seat was taken, be it by a substitute; who chairs was there."""
    chairs = one.came is None and bool(one.name) and one.name == papers.chair_name
    return bool(one.came or one.substitute or chairs)


def _stayed_away(one: Invitee, papers: MeetingPapers) -> bool:
    return one.came is False and not _is_there(one, papers)


def _is_unsaid(one: Invitee, papers: MeetingPapers) -> bool:
    return one.came is None and not _is_there(one, papers)


def _duty(one: Invitee, papers: MeetingPapers) -> str:
    return CHAIR if one.name == papers.chair_name else ""


def _row(one: Invitee, duty: str, pen: Pen) -> dict[str, str]:
    name = pen.ours(one.name)
    shown = f"{pen.ours(one.substitute)}\n(แทน {name})" if one.substitute else name
    place = " ".join(pen.ours(text) for text in (one.position, one.unit) if text)
    return {"name": shown, "position": "\n".join(text for text in (place, duty) if text)}


def _numbered(rows: list[dict[str, str]], pen: Pen) -> list[dict[str, str]]:
    return [row | {"number": f"{pen.number(at)}."} for at, row in enumerate(rows, start=1)]


def _seated(plan: EfficiencyPlan, pen: Pen) -> str:
    """Return how many took part, as the room itself counted them."""
    people = plan.attendance
    if not people.total:
        return ""
    units = ", ".join(
        f"{pen.ours(unit, 'ไม่ระบุหน่วยงาน')} {pen.number(number)} คน"
        for unit, number in people.by_unit
    )
    said = f"ผู้เข้าร่วมประชุมเชิงปฏิบัติการผ่านระบบ {pen.number(people.total)} คน"
    return f"{said} ได้แก่ {units}" if units else said


def _counted(plan: EfficiencyPlan, number: int, pen: Pen) -> dict[str, str]:
    kinds = [finding.kind for finding in plan.findings if finding.category == number]
    return {
        "category": category_title(number, pen),
        "strengths": pen.number(kinds.count(FindingKind.STRENGTH)),
        "ofis": pen.number(kinds.count(FindingKind.OFI)),
        "comments": pen.number(kinds.count(FindingKind.COMMENT)),
        "total": pen.number(len(kinds)),
    }


def _resolved(plan: EfficiencyPlan, selected: bool | None, pen: Pen) -> list[dict[str, str]]:
    found = [row for row in _ordered(plan.priorities) if row.selected is selected]
    return [
        {
            "number": pen.in_digits(f"({at})"),
            "code": row.theme_code,
            "name": pen.typed(row.name),
            "because": _because(row, pen),
        }
        for at, row in enumerate(found, start=1)
    ]


def _ordered(rows: Iterable[PlannedPriority]) -> list[PlannedPriority]:
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))


def _because(row: PlannedPriority, pen: Pen) -> str:
    """Return rank and reason; where the decision leaves the votes the reason must be given."""
    rank = pen.number(row.rank, NONE)
    said = "" if row.rank is None else f" (อันดับ {rank} คะแนน {pen.number(row.points, NONE)})"
    if row.differs:
        return f"{said} มติต่างจากลำดับคะแนน เนื่องจาก {pen.ours(row.reason, LONG)}"
    return f"{said} เหตุผล {pen.ours(row.reason)}" if row.reason else said
