"""DrawingML charts as text, in the order the schema asks for.

Thai letters take their font from a:cs, as Word's text does from w:cs; each text says both.
"""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from pmqa_workshop.documents.charts.shapes import INKS, Chart, Ink, Series, Shape

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "Data"
POINTS, SMALLER = 13, 12  # sizes of the letters
LINE, GRID, OUTLINE = "7F7F7F", "D9D9D9", "404040"
LABEL_AXIS, VALUE_AXIS = 111111111, 222222222
UPWARDS = -5400000  # 60,000ths of a degree
PIXEL = 9525  # in EMU: the thinnest line a copier keeps


def chart_xml(chart: Chart, font: str, workbook: str) -> str:
    """Return a chart part; `workbook` is the relation of its embedded numbers."""
    plot = {
        Shape.COLUMNS: _bars, Shape.BARS: _bars, Shape.LINES: _lines, Shape.RADAR: _radar,
    }[chart.shape](chart, font)  # fmt: skip
    legend = _legend(font) if len(chart.series) > 1 else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}">'
        '<c:date1904 val="0"/><c:lang val="th-TH"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_place(chart)}{plot}'
        f"{_label_axis(chart, font)}{_value_axis(chart, font)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:solidFill>{_rgb('FFFFFF')}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_letters(font)}<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )


def column_of(at: int) -> str:
    """Return the sheet column of a series: labels stand in A."""
    return chr(ord("B") + at)


def _place(chart: Chart) -> str:
    """Return the plot's place; no program makes enough room for long labels by itself."""
    if chart.plot is None:
        return "<c:layout/>"
    labels, height = chart.plot
    sides = {"x": labels, "y": 0.01, "w": 0.95 - labels, "h": height}
    edges = "".join(f'<c:{name} val="{value:.3f}"/>' for name, value in sides.items())
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{edges}</c:manualLayout></c:layout>'
    )


def _bars(chart: Chart, font: str) -> str:
    direction = "bar" if chart.shape is Shape.BARS else "col"
    series = _series(chart, font, lambda ink: _area(ink) + '<c:invertIfNegative val="0"/>')
    overlap = 100 if chart.overlapping else 0
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:overlap val="{overlap}"/>'
        f"{_axis_ids()}</c:barChart>"
    )


def _lines(chart: Chart, font: str) -> str:
    series = _series(chart, font, _stroke, '<c:smooth val="0"/>')
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
    )


def _radar(chart: Chart, font: str) -> str:
    series = _series(chart, font, _stroke)
    return (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{series}'
        f"{_axis_ids()}</c:radarChart>"
    )


def _series(chart: Chart, font: str, look: Callable[[Ink], str], end: str = "") -> str:
    rows = len(chart.labels) + 1
    labels = (
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${rows}</c:f>{_strings(chart.labels)}"
        "</c:strRef></c:cat>"
    )
    drawn = []
    for at, series in enumerate(chart.series):
        column, ink = column_of(at), INKS[series.ink]
        drawn.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef>'
            f"<c:f>{SHEET}!${column}$1</c:f>{_strings([series.name])}</c:strRef></c:tx>"
            f"{look(ink)}{_value_labels(chart, series, font)}{labels}"
            f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${rows}</c:f>"
            f"{_numbers(series, chart.number_format)}</c:numRef></c:val>{end}</c:ser>"
        )
    return "".join(drawn)


def _strings(texts: Iterable[str]) -> str:
    points = [f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts)]
    return f'<c:strCache><c:ptCount val="{len(points)}"/>{"".join(points)}</c:strCache>'


def _numbers(series: Series, number_format: str) -> str:
    points = [
        f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>'
        for at, value in enumerate(series.values)
        if value is not None
    ]
    return (
        f"<c:numCache><c:formatCode>{escape(number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{"".join(points)}</c:numCache>'
    )


def _value_labels(chart: Chart, series: Series, font: str) -> str:
    if not series.values_at:
        return ""
    shown = "".join(
        f'<c:{name} val="{name == "showVal":d}"/>'
        for name in (
            "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent",
            "showBubbleSize",
        )
    )  # fmt: skip
    return (
        f"<c:dLbls>{_number_format(chart)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_letters(font, SMALLER, wrap=False)}<c:dLblPos val="{series.values_at}"/>{shown}'
        "</c:dLbls>"
    )


def _area(ink: Ink) -> str:
    fill = f"<a:solidFill>{_rgb(ink.fill)}</a:solidFill>"
    if ink.hatching:
        fill = (
            f'<a:pattFill prst="{ink.hatching}"><a:fgClr>{_rgb(ink.fill)}</a:fgClr>'
            f"<a:bgClr>{_rgb('FFFFFF')}</a:bgClr></a:pattFill>"
        )
    return f"<c:spPr>{fill}{_outline(OUTLINE)}</c:spPr>"


def _stroke(ink: Ink) -> str:
    solid = f"<a:solidFill>{_rgb(ink.stroke)}</a:solidFill>"
    return (
        f'<c:spPr><a:ln w="{PIXEL * 2}">{solid}<a:prstDash val="{ink.dash}"/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{ink.marker}"/><c:size val="7"/><c:spPr>{solid}'
        f"{_outline(ink.stroke)}</c:spPr></c:marker>"
    )


def _outline(colour: str) -> str:
    return f'<a:ln w="{PIXEL}"><a:solidFill>{_rgb(colour)}</a:solidFill></a:ln>'


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour}"/>'


def _axis_ids() -> str:
    return f'<c:axId val="{LABEL_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def _label_axis(chart: Chart, font: str) -> str:
    lying = chart.shape is Shape.BARS
    orientation, place = ("maxMin", "l") if lying else ("minMax", "b")
    return (
        f'<c:catAx><c:axId val="{LABEL_AXIS}"/><c:scaling><c:orientation val="{orientation}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{place}"/>'
        f"{_grid(chart.shape is Shape.RADAR)}"
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_outline(LINE)}</c:spPr>{_letters(font, stand=chart.labels_stand)}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, font: str) -> str:
    lying = chart.shape is Shape.BARS
    bounds = f'<c:max val="{chart.highest}"/>' if chart.highest is not None else ""
    bounds += f'<c:min val="{chart.lowest}"/>' if chart.lowest is not None else ""
    step = f'<c:majorUnit val="{chart.step}"/>' if chart.step is not None else ""
    title = _title(chart.axis, font) if chart.axis and chart.shape is not Shape.RADAR else ""
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{bounds}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>'
        f"{_grid(True)}{title}{_number_format(chart)}"
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{_outline(LINE)}</c:spPr>{_letters(font, SMALLER)}"
        f'<c:crossAx val="{LABEL_AXIS}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _grid(is_drawn: bool) -> str:
    if not is_drawn:
        return ""
    return f"<c:majorGridlines><c:spPr>{_outline(GRID)}</c:spPr></c:majorGridlines>"


def _title(text: str, font: str) -> str:
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="{UPWARDS}" vert="horz"/><a:p><a:pPr>'
        f"<a:defRPr {_face(font)}</a:defRPr></a:pPr>"
        f'<a:r><a:rPr lang="th-TH" {_face(font)}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _number_format(chart: Chart) -> str:
    return f'<c:numFmt formatCode={quoteattr(chart.number_format)} sourceLinked="0"/>'


def _legend(font: str) -> str:
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_letters(font)}</c:legend>'


def _letters(font: str, size: int = POINTS, *, wrap: bool = True, stand: bool = False) -> str:
    turn, lines = UPWARDS if stand else 0, "" if wrap else ' wrap="none"'
    return (
        f'<c:txPr><a:bodyPr rot="{turn}" vert="horz"{lines}/><a:lstStyle/><a:p><a:pPr>'
        f"<a:defRPr {_face(font, size)}</a:defRPr>"
        '</a:pPr><a:endParaRPr lang="th-TH"/></a:p></c:txPr>'
    )


def _face(font: str, size: int = POINTS) -> str:
    """Return the attributes and children of text properties; the element is the caller's."""
    name = quoteattr(font)
    return (
        f'sz="{size * 100}" b="0"><a:solidFill>{_rgb("000000")}</a:solidFill>'
        f"<a:latin typeface={name}/><a:ea typeface={name}/><a:cs typeface={name}/>"
    )
