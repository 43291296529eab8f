"""๔.๓ impact against effort: themes by code in a grid of five by five.

A grid and not points: whole marks from 1 to 5 put many themes on the same spot, where dots and
their names would hide each other, in colour and more so on a copy.
"""

from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.sections.priorities import is_assessed
from pmqa_workshop.documents.wordml import cell, paragraph, row, run, table, twips
from pmqa_workshop.domain.plan import PlannedPriority
from pmqa_workshop.domain.priorities import MARKS

MIDDLE = 3  # marks above it are high, the others low
SIDE, MARK, SQUARE = twips(2.2), twips(0.9), twips(2.54)
QUARTERS = {
    (True, False): "ทำทันที",  # (impact is high, effort is high)
    (True, True): "โครงการสำคัญ",
    (False, False): "ทำเมื่อพร้อม",
    (False, True): "ทบทวน",
}
CORNERS = {(5, 1), (5, 5), (1, 1), (1, 5)}  # where a quarter's name stands
TITLE = "เมทริกซ์ผลกระทบ–ความพยายาม"


def impact_effort(order: Order) -> str:
    """Return the grid, "" while nothing is assessed."""
    rows = [row for row in order.plan.priorities if is_assessed(row)]
    if not rows:
        return ""
    widths = [SIDE, MARK, *[SQUARE] * len(MARKS)]
    lines = [_line(impact, rows, order) for impact in reversed(MARKS)]
    return table([*lines, _marks(order), _below(order)], widths, TITLE)


def _line(impact: int, rows: list[PlannedPriority], order: Order) -> str:
    merge = "restart" if impact == MARKS[-1] else "continue"
    side = "ผลกระทบ\n(๕ = สูงมาก)" if merge == "restart" else ""
    squares = [
        _square(impact, effort, [r for r in rows if (r.impact, r.effort) == (impact, effort)],
                order)
        for effort in MARKS
    ]  # fmt: skip
    return row(
        [
            _head(side, SIDE, order, merge=merge),
            _head(order.pen.number(impact), MARK, order),
            *squares,
        ]
    )


def _square(impact: int, effort: int, rows: list[PlannedPriority], order: Order) -> str:
    looks, is_first = order.looks, (impact > MIDDLE, effort > MIDDLE) == (True, False)
    codes = ", ".join(one.theme_code for one in rows)
    content = _line_of(codes, looks.style("Matrix Strong" if is_first else "Matrix Cell"))
    if (impact, effort) in CORNERS:
        name = QUARTERS[impact > MIDDLE, effort > MIDDLE]
        content = _line_of(name, looks.style("Matrix Corner")) + content
    return cell(content, SQUARE, fill=looks.fill("Matrix Strong") if is_first else "")


def _marks(order: Order) -> str:
    numbers = [_head(order.pen.number(effort), SQUARE, order) for effort in MARKS]
    return row([_head("", SIDE, order), _head("", MARK, order), *numbers])


def _below(order: Order) -> str:
    words = "ความพยายาม (๕ = ใช้ทรัพยากรและเวลามากที่สุด)"
    span = len(MARKS)
    return row(
        [_head("", SIDE, order), _head("", MARK, order),
         _head(words, SQUARE * span, order, span=span)]
    )  # fmt: skip


def _head(text: str, width: int, order: Order, *, span: int = 1, merge: str = "") -> str:
    looks, style = order.looks, "Matrix Head"
    content = _line_of(order.pen.in_digits(text), looks.style(style))
    return cell(content, width, span=span, merge=merge, fill=looks.fill(style), middle=True)


def _line_of(text: str, style: str) -> str:
    """Return a line that keeps with the next by itself: LibreOffice overlooks what a style says."""
    return paragraph(run(text), style, "<w:keepNext/>")
