"""On which page each bookmark falls, asked of LibreOffice.

LibreOffice only measures: its own saving of Word files would lose Thai page numbers.
"""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pmqa_workshop.documents.libreoffice import Left, alone, converted, has_programs, output_of

SECONDS = 100  # a plan of 300 projects, over 500 pages, took LibreOffice 45 s of a core
FONT = "TH SarabunPSK"
STAND_IN, LARGER = "Laksaman", 1.504  # Debian's font: TH Sarabun's letters, drawn larger
_PDF = 'writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_THAI_FONT = re.compile('"TH ?Sarabun[^"]*"')
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val="|<a:(?:defRPr|rPr)[^>]* sz=")(\d+)')
_DESTINATION = re.compile(r'^\s*(\d+)\s+\[.*\]\s+"(.*)"\s*$', re.MULTILINE)


def pages_of_bookmarks(docx: bytes, seconds: float = SECONDS) -> dict[str, int] | None:
    """Return the page of each bookmark, the first page being 1.

    None when LibreOffice or pdfinfo is missing, fails, or takes longer than `seconds`,
    waiting for another document's turn included.
    """
    if not has_programs("soffice", "pdfinfo"):
        return None
    return alone(lambda folder, left: _measured(docx, folder, left), seconds)


def has_thai_font() -> bool:
    """Tell whether pages are measured in TH SarabunPSK or another TH Sarabun of its size."""
    return "thsarabun" in font_for(FONT)


def font_for(name: str) -> str:
    """Return the family that stands for a font here, in small letters without spaces."""
    asked = output_of(["fc-match", "--format=%{family}", name], 10)
    return (asked or "").lower().replace(" ", "")


def drawable(docx: bytes) -> bytes:
    """Return the document in the stand-in at its smaller size, where that is all there is."""
    if has_thai_font() or STAND_IN.lower() not in font_for(STAND_IN):
        return docx
    copy = BytesIO()
    with ZipFile(BytesIO(docx)) as archive, ZipFile(copy, "w") as smaller:
        for name in archive.namelist():
            part = archive.read(name)
            is_words = name.startswith("word/") and name.endswith(".xml")
            smaller.writestr(name, _in_stand_in(part) if is_words else part)
    return copy.getvalue()


def _in_stand_in(part: bytes) -> bytes:
    text = _THAI_FONT.sub(f'"{STAND_IN}"', part.decode())
    return _SIZE.sub(lambda found: f"{found[1]}{_smaller(int(found[2]))}", text).encode()


def _smaller(half_points: int) -> int:
    return max(1, round(half_points / LARGER))


def _measured(docx: bytes, folder: Path, left: Left) -> dict[str, int] | None:
    source = folder / "plan.docx"
    source.write_bytes(drawable(docx))
    pdf = converted(source, "pdf", left(), _PDF)
    listed = output_of(["pdfinfo", "-dests", str(pdf)], left()) if pdf else None
    return None if listed is None else _destinations(listed)


def _destinations(listed: str) -> dict[str, int]:
    """Return the pages by bookmark; LibreOffice writes "_" in names as "5F"."""
    return {name.replace("5F", "_"): int(page) for page, name in _DESTINATION.findall(listed)}
