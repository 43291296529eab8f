"""The empty table an office fills in with its findings."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_HEADER = ("หมวด", "หัวข้อ", "ประเภท", "ข้อค้นพบ", "หลักฐาน", "ผลกระทบ", "เกณฑ์")
_WIDTHS = (8, 10, 22, 70, 40, 40, 12)
_EXAMPLES = (
    (
        "1",
        "1.1",
        "จุดแข็ง",
        "(ตัวอย่าง – ลบแถวนี้) ผู้บริหารทบทวนวิสัยทัศน์ร่วมกับผู้แทนผู้รับบริการทุกปี",
        "รายงานการประชุมทบทวนวิสัยทัศน์",
        "",
        "PMQA 4.0",
    ),
    (
        "4",
        "4.1ก(2)",
        "โอกาสในการปรับปรุง",
        "(ตัวอย่าง – ลบแถวนี้) ยังไม่มีหลักเกณฑ์เลือกข้อมูลเชิงเปรียบเทียบ",
        "มีคู่เทียบ 4 ตัวชี้วัด",
        "ตั้งเป้าหมายที่ท้าทายได้ยาก",
        "PMQA",
    ),
)
_CHOICES = {"A": "1,2,3,4,5,6,7", "C": "จุดแข็ง,โอกาสในการปรับปรุง,ข้อเสนอแนะ", "G": "PMQA 4.0,PMQA"}
_LAST_ROW = 1000


def findings_template() -> bytes:
    """Return an .xlsx with a header, two example rows and lists to choose from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("ข้อค้นพบ")
    for number, cells in enumerate((_HEADER, *_EXAMPLES), start=1):
        _add_row(sheet, number, cells)
    for at, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(65 + at)].width = width
    for column, choices in _CHOICES.items():
        _add_choices(sheet, column, choices)
    sheet.freeze_panes = "A2"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _add_row(sheet: Worksheet, number: int, cells: tuple[str, ...]) -> None:
    for column, text in enumerate(cells, start=1):
        cell = sheet.cell(number, column)
        cell.value = text or None
        if text:
            cell.data_type = "s"  # never a formula, whatever it begins with
        cell.number_format = "@"  # so that Excel keeps 1.1 as typed, not as a date
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 1:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E8EEF7")


def _add_choices(sheet: Worksheet, column: str, choices: str) -> None:
    validation = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    validation.showErrorMessage = False  # an office may write หมวด 1 in its own way
    sheet.add_data_validation(validation)
    validation.add(f"{column}2:{column}{_LAST_ROW}")
