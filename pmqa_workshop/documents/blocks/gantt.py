"""๕.๓ the work of the fiscal year by month: shaded, and marked for black-and-white copies."""

from collections.abc import Iterable

from pmqa_workshop.documents.looks import Looks
from pmqa_workshop.documents.pen import BLANK, DONE_IN, Pen
from pmqa_workshop.documents.sections.grouping import by_category, category_title
from pmqa_workshop.documents.wordml import cell, row, table, text_paragraph, twips
from pmqa_workshop.domain import criteria
from pmqa_workshop.domain.plan import EfficiencyPlan, PlannedInitiative, months_in_year

NO_MONTHS = "ยังไม่กำหนดระยะเวลา"
MONTHS = 12
MONTH = twips(1.1)
NUMBER, OWNER = twips(0.9), twips(4.0)
TITLE = twips(25.7) - NUMBER - OWNER - MONTHS * MONTH
WIDTHS = [NUMBER, TITLE, *[MONTH] * MONTHS, OWNER]


def gantt(plan: EfficiencyPlan, pen: Pen, looks: Looks) -> str:
    rows = [*_header(plan.fiscal_year, pen, looks)]
    for category, initiatives in by_category(plan.initiatives):
        rows.append(_group(category_title(category, pen), looks))
        for initiative in initiatives:
            rows.extend(_bars(initiative, pen, looks))
    return table(rows, WIDTHS, "แผนการดำเนินงานรายเดือน")


def _header(fiscal_year: int, pen: Pen, looks: Looks) -> Iterable[str]:
    style, fill = looks.style("Table Head"), looks.fill("Table Head")

    def head(text: str, width: int, span: int = 1, merge: str = "") -> str:
        content = text_paragraph(pen.in_digits(text), style)
        return cell(content, width, span=span, merge=merge, fill=fill, tight=True, middle=True)

    yield row(
        [
            head("ลำดับ", NUMBER, merge="restart"),
            head("กิจกรรม/โครงการ", TITLE, merge="restart"),
            head(f"ไตรมาส 1\n(พ.ศ. {fiscal_year - 1})", 3 * MONTH, span=3),
            head(f"ไตรมาส 2–4\n(พ.ศ. {fiscal_year})", 9 * MONTH, span=9),
            head("ผู้รับผิดชอบ", OWNER, merge="restart"),
        ],
        header=True,
    )
    yield row(
        [
            head("", NUMBER, merge="continue"),
            head("", TITLE, merge="continue"),
            *(head(month.short_th, MONTH) for month in criteria.fiscal_months()),
            head("", OWNER, merge="continue"),
        ],
        header=True,
    )


def _group(title: str, looks: Looks) -> str:
    content = text_paragraph(title, looks.style("Table Group"))
    return row([cell(content, sum(WIDTHS), span=len(WIDTHS), fill=looks.fill("Table Group"))])


def _bars(initiative: PlannedInitiative, pen: Pen, looks: Looks) -> Iterable[str]:
    owner = pen.ours(initiative.owner_unit.name) if initiative.owner_unit else BLANK
    yield _row(
        pen.number(initiative.number),
        f"{initiative.code} {pen.ours(initiative.title)}",
        "Gantt Title" if initiative.activities else "Table Strong",
        _months(initiative.first_month, initiative.last_month, "Gantt Bar", looks),
        owner,
        looks,
    )
    for activity in initiative.activities:
        months = _months(activity.first_month, activity.last_month, "Gantt Step", looks)
        yield _row("", f"– {pen.ours(activity.title)}", "Table Text", months, "", looks)


def _row(
    number: str, title: str, title_style: str, months: list[str], owner: str, looks: Looks
) -> str:
    return row(
        [
            cell(text_paragraph(number, looks.style("Table Center")), NUMBER, tight=True),
            cell(text_paragraph(title, looks.style(title_style)), TITLE),
            *months,
            cell(text_paragraph(owner, looks.style("Table Text")), OWNER),
        ]
    )


def _months(first: int | None, last: int | None, style: str, looks: Looks) -> list[str]:
    center = looks.style("Table Center")
    known = months_in_year(first, last)
    if known is None:
        return [cell(text_paragraph(NO_MONTHS, center), MONTHS * MONTH, span=MONTHS)]
    bar = cell(text_paragraph(DONE_IN, looks.style(style)), MONTH, fill=looks.fill(style))
    empty = cell(text_paragraph("", center), MONTH)
    return [bar if known[0] <= month <= known[1] else empty for month in range(1, MONTHS + 1)]
