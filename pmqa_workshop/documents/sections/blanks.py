"""Texts cut where a page has no more room, and blanks to be written in."""

from pmqa_workshop.documents.pen import BLANK, Pen
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.meeting import Signatory
from pmqa_workshop.domain.plan import EfficiencyPlan

SHORT, LONG = BLANK * 6, BLANK * 20  # blanks that can be written in


def shortened(text: str, longest: int) -> str:
    """Return the text on one line, cut where it is longer."""
    return thai.shortened(" ".join(text.split()), longest, BLANK)


def meeting_place(plan: EfficiencyPlan, pen: Pen) -> dict[str, str]:
    """Return when and where the meeting is, as letters say it."""
    return {
        "held_on": pen.date(plan.held_on) if plan.held_on else LONG,
        "venue": pen.ours(plan.venue, LONG),
    }


def signer(pen: Pen, name: str = "", position: str = "", role: str = "") -> dict[str, str]:
    """Return whose name stands under a signature, blanks where nobody has said."""
    return {
        "name": pen.ours(name, LONG),
        "position": pen.ours(position, f"ตำแหน่ง {LONG}"),
        "role": pen.ours(role, ""),
    }


def signed_by(who: Signatory | None, pen: Pen) -> dict[str, str]:
    if who is None:
        return signer(pen)
    return signer(pen, who.name, who.position, who.role)
