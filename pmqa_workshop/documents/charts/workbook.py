"""The numbers of a chart as the workbook Word opens for "Edit Data".

Written from nothing, so that the same chart is the same bytes, and so that words can only be
words: a cell is a text or a number here, and there is no way to write a formula.
"""

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pmqa_workshop.documents.charts.chartml import SHEET, column_of
from pmqa_workshop.documents.charts.shapes import Chart

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NUMBER, _WORDS = 1, 2  # looks in styles.xml
_OWN_FORMAT = 164  # the first number Excel leaves to files


def workbook_of(chart: Chart) -> bytes:
    """Return labels in column A and each series in a column of its own."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in _parts(chart).items():
            entry = ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _DECLARATION + content)
    return file.getvalue()


def _parts(chart: Chart) -> dict[str, str]:
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
            f'<Override PartName="/xl/sheet.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="{SHEET}" sheetId="1" r:id="worksheet"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(worksheet="sheet.xml", styles="styles.xml"),
        "xl/styles.xml": _styles(chart.number_format),
        "xl/sheet.xml": _sheet(chart),
    }


def _relations(**targets: str) -> str:
    inner = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _styles(number_format: str) -> str:
    """Return three looks: plain, the chart's numbers, and words nobody can make a formula."""
    look = 'fontId="0" fillId="0" borderId="0" xfId="0"'
    return (
        f'<styleSheet xmlns="{_SHEETS}"><numFmts count="1"><numFmt numFmtId="{_OWN_FORMAT}" '
        f"formatCode={quoteattr(number_format)}/></numFmts>"
        '<fonts count="1"><font><sz val="11"/><name val="Tahoma"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="3"><xf numFmtId="0" {look}/>'
        f'<xf numFmtId="{_OWN_FORMAT}" {look} applyNumberFormat="1"/>'
        f'<xf numFmtId="49" {look} quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _sheet(chart: Chart) -> str:
    columns = [column_of(at) for at in range(len(chart.series))]
    names = [_words(f"{at}1", one.name) for at, one in zip(columns, chart.series, strict=True)]
    rows = [f'<row r="1">{"".join(names)}</row>']
    for at, label in enumerate(chart.labels):
        row = at + 2
        values = [
            _number(f"{column}{row}", one.values[at])
            for column, one in zip(columns, chart.series, strict=True)
        ]
        rows.append(f'<row r="{row}">{_words(f"A{row}", label)}{"".join(values)}</row>')
    return (
        f'<worksheet xmlns="{_SHEETS}"><cols><col min="1" max="1" width="40" customWidth="1"/>'
        f"</cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _words(place: str, text: str) -> str:
    return (
        f'<c r="{place}" s="{_WORDS}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(text)}</t></is></c>'
    )


def _number(place: str, value: float | None) -> str:
    return "" if value is None else f'<c r="{place}" s="{_NUMBER}"><v>{value}</v></c>'
