"""Small files made in the test: sheets, Word reports and packages with something wrong."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook

from pmqa_workshop.domain.findings import FindingDraft, ReadReport
from pmqa_workshop.intake.findings import read_findings

REPORTS = Path(__file__).parents[1] / "files" / "reports"
S, O, C = "จุดแข็ง", "โอกาสในการปรับปรุง", "ข้อเสนอแนะ"  # noqa: E741
LEADS = "ผู้บริหารทบทวนทิศทางร่วมกับผู้รับบริการทุกปี"
LISTENS = "ยังไม่มีระบบรับฟังเสียงของผู้รับบริการที่ครอบคลุมทุกกลุ่ม"
MEASURES = "ตัวชี้วัดระดับกระบวนการยังไม่เชื่อมโยงกับเป้าหมายขององค์การ"
SHARES = "บุคลากรแลกเปลี่ยนเรียนรู้กันทุกเดือนและนำไปใช้จริง"
ADVISES = "ควรทบทวนเกณฑ์การคัดเลือกคู่เทียบทุกสองปี"


def report_file(name: str) -> bytes:
    return (REPORTS / name).read_bytes()


def an_xlsx(
    *sheets: tuple[str, Sequence[Sequence[object]]], merged: Iterable[str] = (), hidden: str = ""
) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        if name == hidden:
            sheet.sheet_state = "hidden"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def a_docx(*blocks: object) -> bytes:
    """Build a report of paragraphs ("text"), ("style", "text") pairs and tables (lists)."""
    document = Document()
    for block in blocks:
        if isinstance(block, list):
            _add_table(document, block)
        elif isinstance(block, tuple):
            _add_styled(document, *block)
        else:
            document.add_paragraph(str(block))
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _add_styled(document: Any, style: str, text: str) -> None:
    if style == "bold":
        document.add_paragraph().add_run(text).bold = True
    else:
        document.add_paragraph(text, style=style)


def _add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        cells = row.cells
        if len(texts) == 1 and len(cells) > 1:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, texts, strict=False):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the package with one part put in or replaced."""
    saved = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, part)
    return saved.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def read_rows(*rows: Sequence[object], **more: Any) -> ReadReport:
    return read_findings("ทะเบียน.xlsx", an_xlsx(("Sheet1", rows), **more))


def read_word(*blocks: object) -> ReadReport:
    return read_findings("รายงาน.docx", a_docx(*blocks))


def short(draft: FindingDraft) -> tuple[object, ...]:
    kind = draft.kind.value if draft.kind else None
    return draft.category, draft.item, kind, draft.text


def shorts(report: ReadReport) -> list[tuple[object, ...]]:
    return [short(draft) for draft in report.drafts]
