"""What ใบลงทะเบียน says before the meeting: who is invited, and room for who comes besides."""

from itertools import count

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.blanks import meeting_place
from pmqa_workshop.domain.meeting import Invitee, Standing

SPARE, BARE = 5, 44  # rows for whoever was not on the list; rows where there is no list
BESIDES = "ลงทะเบียนเพิ่มเติม"
EMPTY = {"number": "", "name": "", "position": "", "note": ""}
NO_UNIT = "ไม่ระบุหน่วยงาน"


def attendance_sheet(order: Order) -> dict[str, object]:
    plan, pen = order.plan, order.pen
    members, guests = (
        [one for one in plan.papers.invitees if one.standing is standing]
        for standing in (Standing.MEMBER, Standing.GUEST)
    )
    return {
        "sheet": {
            "meeting": pen.ours(plan.papers.meeting_name, "")
            or pen.ours(f"การประชุมเชิงปฏิบัติการจัดทำ{plan.title}"),
            **meeting_place(plan, pen),
            "members": _by_unit(members, pen),
            "members_count": pen.number(len(members)),
            "guests": _by_unit(guests, pen),
            "guests_count": pen.number(len(guests)),
            "bare": [{"number": pen.number(at)} for at in range(1, BARE + 1)],
        }
    }


def _by_unit(people: list[Invitee], pen: Pen) -> list[dict[str, object]]:
    """Return the units in the order they were named, their people numbered through."""
    units: dict[str, list[Invitee]] = {}
    for one in people:
        units.setdefault(one.unit, []).append(one)
    numbers = count(1)
    listed: list[dict[str, object]] = [
        {
            "unit": pen.ours(unit, NO_UNIT),
            "rows": [_row(one, next(numbers), pen) for one in rows],
        }
        for unit, rows in units.items()
    ]
    return [*listed, {"unit": BESIDES, "rows": [EMPTY] * SPARE}] if listed else []


def _row(one: Invitee, number: int, pen: Pen) -> dict[str, str]:
    name = pen.ours(one.name)
    return {
        "number": pen.number(number),
        "name": pen.ours(one.substitute) if one.substitute else name,
        "position": pen.ours(one.position, ""),
        "note": f"แทน {name}" if one.substitute else "",
    }
