"""The plan, its ideas and votes as an .xlsx that an office can filter, add up and print."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.printing import PLAIN
from pmqa_workshop.documents.sheets import sheets_of
from pmqa_workshop.documents.sheets.columns import Look, Sheet, Value
from pmqa_workshop.documents.sheets.styles import HEAD, NOTE, add_styles, style_of, total_style
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.documents import PrintOptions
from pmqa_workshop.domain.plan import EfficiencyPlan

FORMULA_SIGNS = tuple("=+-@＝＋－＠")
LONGEST_CELL = 32_767  # characters Excel takes
LONGEST_HEADING = 100  # characters of the title on each printed page; Excel takes 255 in all
NOTHING = "ยังไม่มีข้อมูล"
LINE, HIGHEST = 20, 400  # points: of a line of text, and nearly what Excel allows a row
FULLNESS = 0.95  # of a line, before the next word no longer fits
SCALE = 72  # percent, of a sheet printed over several pages side by side
A4 = 9
FONT_ORDER = ("b", "i", "sz", "color", "name", "family", "scheme")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as a letter
_ABOVE_AND_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_FONT = re.compile(rb"<font>(.*?)</font>")
_TOTAL = re.compile(rb"(<f>SUBTOTAL\([^<]*</f>)<v ?/?>(?:</v>)?")


def workbook_of(plan: EfficiencyPlan, options: PrintOptions = PLAIN) -> bytes:
    """Return the workbook; what people typed stands in it as text, whatever it begins with."""
    pen = Pen(options.written_digits)
    total = sum((row.budget or Decimal(0) for row in plan.initiatives), Decimal(0))
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book, options)
    for content in sheets_of(plan, pen):
        sheet = book.create_sheet(content.name)
        _draw(sheet, content)
        _add_total(sheet, content, total)
        _set_up_print(sheet, content, plan, pen)
    _describe(book, plan, pen)
    saved = BytesIO()
    book.save(saved)
    return _finished(saved.getvalue(), total)


def _draw(sheet: Worksheet, content: Sheet) -> None:
    widths = [column.width for column in content.columns]
    titles = [column.title for column in content.columns]
    for at, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        _write(sheet.cell(1, at), title, HEAD)
        sheet.column_dimensions[get_column_letter(at)].width = width
    _fit(sheet, 1, titles, widths)
    for number, values in enumerate(content.rows, start=2):
        for at, (column, value) in enumerate(zip(content.columns, values, strict=True), start=1):
            _write(sheet.cell(number, at), value, style_of(column.look, value))
        _fit(sheet, number, values, widths)
    if not content.rows:
        _write(sheet.cell(2, 1), NOTHING, NOTE)
    sheet.freeze_panes = sheet.cell(2, content.kept + 1).coordinate
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{1 + len(content.rows)}"


def _write(cell: Cell | MergedCell, value: Value, style: str) -> None:
    """Put a value into a cell; a text is a text, marked as one where it looks like a formula."""
    cell.style = style
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ESCAPED.sub("_x005F_", thai.clean(value))
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_SIGNS)


class _Fitted(RowDimension):
    """A row with a height that Excel may still change when somebody edits its text."""

    customHeight = None  # type: ignore[assignment]  # noqa: N815 openpyxl's name


def _fit(sheet: Worksheet, number: int, values: Sequence[Value], widths: Sequence[int]) -> None:
    """Make a row as high as its text needs: not every program does so on opening."""
    cells = zip(values, widths, strict=True)
    lines = max((_lines(text, width) for text, width in cells if isinstance(text, str)), default=1)
    sheet.row_dimensions[number] = _Fitted(sheet, number, ht=min(HIGHEST, 4 + LINE * lines))


def _lines(text: str, width: int) -> int:
    per_line = width * FULLNESS
    return sum(
        max(1, ceil(len(_ABOVE_AND_BELOW.sub("", line)) / per_line)) for line in text.split("\n")
    )


def _add_total(sheet: Worksheet, content: Sheet, total: Decimal) -> None:
    """Sum the money of the rows a filter leaves in sight."""
    last, style = 1 + len(content.rows), total_style(total)
    money = [at for at, column in enumerate(content.columns, 1) if column.look is Look.MONEY]
    if not (money and content.rows):
        return
    for at in range(1, len(content.columns) + 1):
        sheet.cell(last + 1, at).style = style
    _write(sheet.cell(last + 1, content.kept), "รวม", style)
    letter = get_column_letter(money[0])
    sheet.cell(last + 1, money[0]).value = f"=SUBTOTAL(109,{letter}2:{letter}{last})"


def _set_up_print(sheet: Any, content: Sheet, plan: EfficiencyPlan, pen: Pen) -> None:
    """Print on A4 landscape, the header row on every page and the kept columns on each side."""
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.paperSize, setup.orientation = A4, "landscape"
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    sheet.print_title_rows = "1:1"
    breaks = [at for at, column in enumerate(content.columns) if column.new_page]
    if breaks:
        sheet.print_title_cols = f"A:{get_column_letter(content.kept)}"
        sheet.col_breaks = ColBreak(brk=[Break(id=at, max=1_048_575) for at in breaks])
        setup.scale = SCALE
    else:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        setup.fitToWidth, setup.fitToHeight = 1, 0
    draft = " (ร่าง)" if plan.is_draft else ""
    sheet.oddHeader.left.text = _on_paper(pen.ours(plan.title)) + draft
    sheet.oddHeader.right.text = pen.date(plan.issued_on)
    sheet.oddFooter.left.text = _on_paper(plan.reference_code)
    sheet.oddFooter.right.text = f"{content.name}  &P/&N"


def _on_paper(text: str) -> str:
    """Return a text as the head or foot of a page takes it: "&" begins a code there."""
    return " ".join(thai.clean(text).split())[:LONGEST_HEADING].replace("&", "&&")


def _describe(book: Workbook, plan: EfficiencyPlan, pen: Pen) -> None:
    facts, day = book.properties, plan.issued_on
    facts.title, facts.creator = pen.ours(plan.title)[:255], pen.ours(plan.agency.name)[:255]
    facts.description = pen.typed(plan.reference_code)[:255]
    facts.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _finished(content: bytes, total: Decimal) -> bytes:
    """Return the file with the sum in it, for readers that do not calculate, and orderly fonts."""
    copy = BytesIO()
    with ZipFile(BytesIO(content)) as book, ZipFile(copy, "w", ZIP_DEFLATED) as whole:
        for name in book.namelist():
            part = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = _TOTAL.sub(rb"\g<1><v>%s</v>" % str(total).encode(), part)
            elif name == "xl/styles.xml":
                part = _FONT.sub(_in_order, part)
            whole.writestr(name, part)
    return copy.getvalue()


def _in_order(font: re.Match[bytes]) -> bytes:
    """Return a font's properties as the schema orders them; openpyxl has an order of its own."""
    properties = re.findall(rb"<\w+[^>]*/>", font[1])
    properties.sort(key=lambda text: FONT_ORDER.index(re.split(rb"\W", text)[1].decode()))
    return b"<font>" + b"".join(properties) + b"</font>"
