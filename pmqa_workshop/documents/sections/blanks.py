"""Texts cut where a page has no more room, and blanks to be written in."""

import unicodedata

from pmqa_workshop.documents.pen import BLANK, Pen
from pmqa_workshop.domain.meeting import Signatory
from pmqa_workshop.domain.plan import EfficiencyPlan

SHORT, LONG = BLANK * 6, BLANK * 20  # blanks that can be written in
LAST_WORD = 30  # characters given up to end with a whole word


def shortened(text: str, longest: int) -> str:
    """Return the text on one line, cut after a space or, in Thai, before a letter."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = longest
    while cut > 0 and unicodedata.category(text[cut]) == "Mn":  # a vowel or tone of its letter
        cut -= 1
    space = text.rfind(" ", cut - LAST_WORD, cut)
    return text[: space if space > 0 else cut].rstrip() + BLANK


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
