"""๓.๑ the scores as charts: by หมวด and item, and over the years where there are several."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor
from statistics import mean

from pmqa_workshop.documents.blocks.figures import WIDTH, figure, figure_caption
from pmqa_workshop.documents.blocks.scores import whole_category
from pmqa_workshop.documents.charts import Chart, Series, Shape, Size
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.assessment import SETS
from pmqa_workshop.documents.sections.grouping import short_category
from pmqa_workshop.domain import criteria
from pmqa_workshop.domain.findings import CriteriaSet, ItemScore

FIRST = "fig_scores"  # what a sentence before the figures refers to
YEARS = 3  # the latest ones, beside each other
COMPARED = 2  # years where more would be a thicket
CORNERS = 3  # of a radar worth drawing
CROWDED, THRONG = 14, 24  # columns whose values have room; from where on not even the latest's
LARGE = 100  # scores from here on need no decimals in a chart
STEP = 100
MANY = 20  # labels that have no room beside each other
POINTS = "คะแนน"
NEAR = 0.3  # of a step: room for the values written beside the marks
RADAR = 11.0  # centimetres: round, not wide
HEIGHTS = {Shape.COLUMNS: 7.0, Shape.RADAR: 9.0, Shape.LINES: 7.0}

_Values = dict[int, float]  # by year


@dataclass(frozen=True)
class _Scores:
    """One criteria set's scores; labels are หมวด or items as the axis names them."""

    criteria_set: CriteriaSet
    years: tuple[int, ...]
    categories: dict[str, _Values]
    items: dict[str, _Values]


def score_charts(order: Order) -> str:
    """Return the figures with their captions, "" while there is no score."""
    figures: list[tuple[str, str]] = []
    for criteria_set in CriteriaSet:
        own = [score for score in order.plan.scores if score.criteria_set is criteria_set]
        if own:
            figures.extend(_figures(order, _gathered(criteria_set, own, order.pen)))
    return "".join(
        drawing + figure_caption(order, f"{FIRST}_{at}" if at else FIRST, words)
        for at, (drawing, words) in enumerate(figures)
    )


def _gathered(criteria_set: CriteriaSet, scores: list[ItemScore], pen: Pen) -> _Scores:
    categories = {
        short_category(number, pen): whole_category([s for s in scores if s.category == number])
        for number in sorted({score.category for score in scores})
    }
    items: dict[str, _Values] = {}
    for score in sorted(scores, key=lambda score: score.item or ""):
        if score.item:
            items.setdefault(pen.ours(score.item), {})[score.fiscal_year] = score.score
    years = tuple(sorted({score.fiscal_year for score in scores}))
    return _Scores(criteria_set, years, categories, items)


def _figures(order: Order, scores: _Scores) -> Iterable[tuple[str, str]]:
    """Yield each drawing with the words of its caption."""
    latest = scores.years[-YEARS:]
    yield _compared(order, scores, Shape.COLUMNS, "คะแนนรายหมวด", scores.categories, latest)
    if scores.items:
        latest = scores.years[-COMPARED:]
        yield _compared(order, scores, Shape.COLUMNS, "คะแนนรายข้อ", scores.items, latest)
    if len(scores.years) > 1:
        if len(scores.categories) >= CORNERS:
            latest = scores.years[-COMPARED:]
            yield _compared(order, scores, Shape.RADAR, "คะแนนรายหมวด", scores.categories, latest)
        if _complete(scores):
            yield _trend(order, scores)


def _compared(
    order: Order,
    scores: _Scores,
    shape: Shape,
    what: str,
    rows: dict[str, _Values],
    years: tuple[int, ...],
) -> tuple[str, str]:
    """Return a chart of the rows with a series for each year, the latest standing out."""
    pen = order.pen
    series = tuple(
        Series(
            _year(year, pen),
            tuple(_rounded(row.get(year)) for row in rows.values()),
            ink,
            "outEnd" if _has_room(shape, len(rows), len(years), ink) else "",
        )
        for ink, year in reversed(list(enumerate(reversed(years))))
    )
    chart = _chart(scores, pen, shape, tuple(rows), series)
    kind = "แผนภูมิเรดาร์" if shape is Shape.RADAR else "แผนภูมิแท่ง"
    words = f"{kind}{what} {_of(scores, years, pen)}"
    size = Size(RADAR if shape is Shape.RADAR else WIDTH, HEIGHTS[shape])
    return figure(order, chart, size, words + _told(chart, pen)), words


def _has_room(shape: Shape, rows: int, years: int, ink: int) -> bool:
    """Tell whether a series may write its values beside those of others."""
    columns = rows * years
    return shape is Shape.COLUMNS and columns <= (THRONG if ink == 0 else CROWDED)


def _trend(order: Order, scores: _Scores) -> tuple[str, str]:
    """Return the mean of all categories over the years, with the highest and the lowest."""
    pen, complete = order.pen, _complete(scores)
    each = [[row[year] for row in complete] for year in scores.years]
    series = (
        Series("หมวดสูงสุด", tuple(_rounded(max(one)) for one in each), 1, "t"),
        Series("ค่าเฉลี่ยทุกหมวด", tuple(_rounded(mean(one)) for one in each), 0, "r"),
        Series("หมวดต่ำสุด", tuple(_rounded(min(one)) for one in each), 2, "b"),
    )
    labels = tuple(_year(year, pen) for year in scores.years)
    chart = _around(_chart(scores, pen, Shape.LINES, labels, series))
    words = f"แนวโน้มคะแนน {_of(scores, scores.years, pen)}"
    size = Size(WIDTH, HEIGHTS[Shape.LINES])
    return figure(order, chart, size, words + _told(chart, pen)), words


def _around(chart: Chart) -> Chart:
    """Return the chart with an axis that begins near its values: lines show the change."""
    values = [v for one in chart.series for v in one.values if v is not None]
    step = STEP / 2 if max(values) >= LARGE else STEP / 10
    lowest = max(0, floor(min(values) / step - NEAR) * step)
    highest = ceil(max(values) / step + NEAR) * step
    return replace(chart, lowest=lowest, highest=highest, step=step)


def _complete(scores: _Scores) -> list[_Values]:
    """Return the categories scored in every year: others would bend the line."""
    return [row for row in scores.categories.values() if set(scores.years) <= set(row)]


def _chart(
    scores: _Scores,
    pen: Pen,
    shape: Shape,
    labels: tuple[str, ...],
    series: tuple[Series, ...],
) -> Chart:
    highest = max((v for one in series for v in one.values if v is not None), default=0)
    full = criteria.levels()[-1].points
    is_scaled = scores.criteria_set is CriteriaSet.PMQA4 and highest <= full
    return Chart(
        shape, labels, series, pen.whole_numbers if highest >= LARGE else pen.tenths, POINTS,
        highest=full if is_scaled else None, step=STEP if is_scaled else None,
        labels_stand=len(labels) > MANY,
    )  # fmt: skip


def _of(scores: _Scores, years: tuple[int, ...], pen: Pen) -> str:
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}"
    return pen.ours(f"เกณฑ์ {SETS[scores.criteria_set]} ปี {span}")


def _told(chart: Chart, pen: Pen) -> str:
    """Return the latest figures in words, for who cannot see the chart."""
    latest = next(one for one in chart.series if one.ink == 0)
    told = [
        f"{label} {pen.number(value)}"
        for label, value in zip(chart.labels, latest.values, strict=True)
        if value is not None
    ]
    return f" ({latest.name}: {', '.join(told)})"


def _year(year: int, pen: Pen) -> str:
    return pen.ours(f"ปี {year}")


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)
