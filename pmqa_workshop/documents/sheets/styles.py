"""Named styles of the workbook: an office can change how it looks in one place."""

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from pmqa_workshop.documents.pen import NO_BUDGET
from pmqa_workshop.documents.sheets.columns import Look, Value
from pmqa_workshop.domain.documents import PrintOptions
from pmqa_workshop.domain.plan import Digits

SIZE = 14  # points
HEAD, NOTE = "Column head", "Note"
TOTAL, EXACT_TOTAL = "Total", "Total with satang"
_THAI_DIGITS = "[$-D00041E]"  # of Excel's formats of numbers
_TEXT = "@"  # text stays text when it is edited


def add_styles(book: Workbook, options: PrintOptions) -> None:
    face = options.face.value
    digits = _THAI_DIGITS if options.written_digits is Digits.THAI else ""
    whole, exact = f"{digits}#,##0", f"{digits}#,##0.00"
    plain, bold = Font(name=face, size=SIZE), Font(name=face, size=SIZE, bold=True)
    line = Side("thin", "808080")
    box = Border(line, line, line, line)
    grey, light = PatternFill("solid", "D9D9D9"), PatternFill("solid", "F2F2F2")
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(vertical="top", horizontal="center")
    head = Alignment(vertical="center", horizontal="center", wrap_text=True)
    for name, font, alignment, numbers, fill in (
        (HEAD, bold, head, _TEXT, grey),
        ("Text", plain, top, _TEXT, None),
        ("Number", plain, middle, whole, None),
        ("Fraction", plain, middle, exact, None),
        ("Money", plain, Alignment(vertical="top"), f'{whole};-{whole};"{NO_BUDGET}"', None),
        ("Money with satang", plain, Alignment(vertical="top"), exact, None),
        ("Month", bold, middle, _TEXT, grey),
        (TOTAL, bold, Alignment(vertical="top"), whole, light),
        (EXACT_TOTAL, bold, Alignment(vertical="top"), exact, light),
    ):
        style = NamedStyle(name, font=font, alignment=alignment, number_format=numbers, border=box)
        if fill:
            style.fill = fill
        book.add_named_style(style)
    book.add_named_style(NamedStyle(NOTE, font=plain))
    book._named_styles["Normal"].font = plain  # type: ignore[attr-defined]  # widths count by it


def style_of(look: Look, value: Value) -> str:
    """Return the style of a value in a column that looks so."""
    if isinstance(value, str):
        return "Month" if value and look is Look.MONTH else "Text"
    is_whole = value is None or value == int(value)
    if look is Look.MONEY:
        return "Money" if is_whole else "Money with satang"
    return "Number" if is_whole else "Fraction"


def total_style(total: Decimal) -> str:
    return TOTAL if total == total.to_integral_value() else EXACT_TOTAL
