"""๓.๑ scores by หมวด and item, the years before beside the latest."""

from statistics import mean

from pmqa_workshop.documents.looks import Looks
from pmqa_workshop.documents.pen import NONE, Pen
from pmqa_workshop.documents.sections.assessment import SETS
from pmqa_workshop.documents.sections.grouping import category_title
from pmqa_workshop.documents.wordml import cell, row, table, text_paragraph, twips
from pmqa_workshop.domain import criteria
from pmqa_workshop.domain.findings import CriteriaSet, ItemScore
from pmqa_workshop.domain.plan import EfficiencyPlan

YEARS = 4  # the latest ones
ITEM, YEAR, CHANGE = twips(1.3), twips(1.8), twips(2.2)
WHOLE = twips(16)

_ByYear = dict[int, float]


def score_tables(plan: EfficiencyPlan, pen: Pen, looks: Looks) -> str:
    """Return one table; each criteria set is a shaded part of its own."""
    years = sorted({score.fiscal_year for score in plan.scores})[-YEARS:]
    widths = [ITEM, WHOLE - ITEM - CHANGE - YEAR * len(years), *[YEAR] * len(years), CHANGE]
    shown = _Rows(years, widths, pen, looks)
    rows = [shown.head()]
    for criteria_set in CriteriaSet:
        scores = [score for score in plan.scores if score.criteria_set is criteria_set]
        if scores:
            rows.append(shown.band(f"เกณฑ์ {SETS[criteria_set]}"))
            rows.extend(_by_category(criteria_set, scores, shown))
    return table(rows, widths, "คะแนนผลการประเมินรายหมวดและรายข้อ")


def _by_category(criteria_set: CriteriaSet, scores: list[ItemScore], shown: "_Rows") -> list[str]:
    names = {item.id: item.name_th for item in criteria.items(criteria_set).values()}
    rows = []
    for number in sorted({score.category for score in scores}):
        own = [score for score in scores if score.category == number]
        rows.append(
            shown.scores("", category_title(number, shown.pen), whole_category(own), strong=True)
        )
        for item in sorted({score.item for score in own if score.item}):
            by_year = {score.fiscal_year: score.score for score in own if score.item == item}
            rows.append(shown.scores(item, names.get(item, NONE), by_year))
    return rows


def whole_category(scores: list[ItemScore]) -> _ByYear:
    """Return the category's scores as reported, or else the mean of its items."""
    reported = {score.fiscal_year: score.score for score in scores if score.item is None}
    items: dict[int, list[float]] = {}
    for score in scores:
        if score.item is not None:
            items.setdefault(score.fiscal_year, []).append(score.score)
    return {year: mean(values) for year, values in items.items()} | reported


class _Rows:
    """The rows of the table, all with the same years and widths."""

    def __init__(self, years: list[int], widths: list[int], pen: Pen, looks: Looks) -> None:
        self.years, self.widths, self.pen, self.looks = years, widths, pen, looks

    def head(self) -> str:
        texts = ["ข้อ", "หมวด/หัวข้อ", *(f"ปี {year}" for year in self.years), "เปลี่ยนแปลง"]
        fill = self.looks.fill("Table Head")
        cells = [self._cell(text, at, "Table Head", fill) for at, text in enumerate(texts)]
        return row(cells, header=True)

    def band(self, text: str) -> str:
        content = text_paragraph(self.pen.in_digits(text), self.looks.style("Table Group"))
        fill = self.looks.fill("Table Group")
        return row([cell(content, sum(self.widths), span=len(self.widths), fill=fill)])

    def scores(self, item: str, name: str, by_year: _ByYear, strong: bool = False) -> str:
        numbers = [self.pen.number(_rounded(by_year.get(year)), NONE) for year in self.years]
        words = "Table Strong" if strong else "Table Text"
        figures = "Table Strong Center" if strong else "Table Center"
        return row(
            [
                self._cell(item, 0, "Table Center"),
                self._cell(name, 1, words),
                *(self._cell(number, at, figures) for at, number in enumerate(numbers, start=2)),
                self._cell(self._change(by_year), len(self.widths) - 1, figures),
            ]
        )

    def _change(self, by_year: _ByYear) -> str:
        """Return the latest year's score less the year before's, as "+24"."""
        known = [by_year[year] for year in self.years[-2:] if year in by_year]
        if len(known) < 2:
            return NONE
        change = _rounded(known[1] - known[0]) or 0
        return ("+" if change > 0 else "") + self.pen.number(change)

    def _cell(self, text: str, at: int, style: str, fill: str = "") -> str:
        content = text_paragraph(self.pen.in_digits(text), self.looks.style(style))
        return cell(content, self.widths[at], fill=fill)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)
