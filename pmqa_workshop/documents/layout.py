"""On which page each bookmark falls, asked of LibreOffice.

LibreOffice only measures: its own saving of Word files would lose Thai page numbers.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from threading import Lock
from zipfile import ZipFile

SECONDS = 60
FONT = "TH SarabunPSK"
STAND_IN, LARGER = "Laksaman", 1.504  # Debian's font: TH Sarabun's letters, drawn larger
_one_at_a_time = Lock()
_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_THAI_FONT = re.compile('"TH ?Sarabun[^"]*"')
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val="|<a:(?:defRPr|rPr)[^>]* sz=")(\d+)')
_DESTINATION = re.compile(r'^\s*(\d+)\s+\[.*\]\s+"(.*)"\s*$', re.MULTILINE)


def pages_of_bookmarks(docx: bytes, seconds: float = SECONDS) -> dict[str, int] | None:
    """Return the page of each bookmark, the first page being 1.

    None when LibreOffice or pdfinfo is missing, fails, or takes longer than `seconds`,
    waiting for another document's turn included.
    """
    if not (shutil.which("soffice") and shutil.which("pdfinfo")):
        return None
    if not _one_at_a_time.acquire(timeout=seconds):
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="pmqa-layout-") as folder:
            return _measured(docx, Path(folder), seconds)
    finally:
        _one_at_a_time.release()


def has_thai_font() -> bool:
    """Tell whether pages are measured in TH SarabunPSK or another TH Sarabun of its size."""
    return "thsarabun" in _font_for(FONT)


def _font_for(name: str) -> str:
    asked = _output(["fc-match", "--format=%{family}", name], 10)
    return (asked or "").lower().replace(" ", "")


def _measurable(docx: bytes) -> bytes:
    """Return the document in the stand-in at its smaller size, where that is all there is."""
    if has_thai_font() or STAND_IN.lower() not in _font_for(STAND_IN):
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


def _measured(docx: bytes, folder: Path, seconds: float) -> dict[str, int] | None:
    source = folder / "plan.docx"
    source.write_bytes(_measurable(docx))
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--convert-to", _PDF, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    if _output(command, seconds) is None:
        return None
    listed = _output(["pdfinfo", "-dests", str(source.with_suffix(".pdf"))], seconds)
    return None if listed is None else _destinations(listed)


def _destinations(listed: str) -> dict[str, int]:
    """Return the pages by bookmark; LibreOffice writes "_" in names as "5F"."""
    return {name.replace("5F", "_"): int(page) for page, name in _DESTINATION.findall(listed)}


def _output(command: list[str], seconds: float) -> str | None:
    """Return what the command printed, None if it failed or had to be ended."""
    try:
        started = subprocess.Popen(  # noqa: S603 fixed commands, paths of our own
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError:
        return None
    try:
        printed, _ = started.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)  # soffice leaves children behind
        started.communicate()
        return None
    return printed if started.returncode == 0 else None
