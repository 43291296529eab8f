"""The exports opened by LibreOffice Calc: no cell of a person's text is a formula."""

import html
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pmqa_workshop.documents.open_data import open_data_of
from pmqa_workshop.documents.workbook import workbook_of
from tests.documents.hostile_texts import FORMULAS
from tests.documents.plans import a_finding, a_plan, a_priority, an_idea, an_initiative

SECONDS = 120
OFFICE = shutil.which("soffice")
HAS_CALC = bool(OFFICE) and (Path(OFFICE or "").resolve().parent / "libsclo.so").exists()
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not HAS_CALC, reason="LibreOffice Calc is not on this machine"),
]
THAI_CSV = "CSV:44,34,76,1,,0,false,true"  # , between, " around, UTF-8; numbers and days found


def _plan():
    texts = list(FORMULAS.values())
    return a_plan(
        findings=tuple(
            a_finding(at, text=text, evidence=text, ref=text) for at, text in enumerate(texts)
        ),
        ideas=tuple(an_idea(at, text=text, unit=text) for at, text in enumerate(texts)),
        priorities=tuple(
            a_priority(at, name=text, reason=text, category=1) for at, text in enumerate(texts)
        ),
        initiatives=tuple(
            an_initiative(at, title=text, objective=text, owner_name=text)
            for at, text in enumerate(texts, start=1)
        ),
    )


def _read(folder: Path, name: str, content: bytes, *options: str) -> str:
    """Return what Calc makes of a file, as its own flat XML."""
    assert OFFICE
    source = folder / name
    source.write_bytes(content)
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--norestore", *options, "--convert-to", "fods", "--outdir", str(folder), str(source)],
        check=True,
        timeout=SECONDS,
        capture_output=True,
    )  # fmt: skip
    return source.with_suffix(".fods").read_text(encoding="utf-8")


def test_a_workbook_holds_no_formula_but_its_total(tmp_path):
    read = _read(tmp_path, "plan.xlsx", workbook_of(_plan()))

    assert re.findall(r'table:formula="([^"]*)"', read) == [
        f"of:=SUBTOTAL(109;[.Z2:.Z{len(FORMULAS) + 1}])"
    ]
    for text in ("=cmd|' /C calc'!A0", "+66 81 234 5678", "_x003D_1+1"):
        assert text in html.unescape(read)


@pytest.mark.parametrize("name", ["findings", "ideas", "themes", "initiatives"])
def test_a_csv_holds_no_formula(tmp_path, name):
    with ZipFile(BytesIO(open_data_of(_plan()))) as archive:
        content = archive.read(f"{name}.csv")

    read = _read(tmp_path, f"{name}.csv", content, f"--infilter={THAI_CSV}")

    assert "table:formula" not in read
    assert "+66 81 234 5678" in read


def test_calc_would_have_run_the_same_csv_without_its_apostrophes(tmp_path):
    with ZipFile(BytesIO(open_data_of(_plan()))) as archive:
        content = archive.read("ideas.csv").replace(b"'", b"")

    assert "table:formula" in _read(tmp_path, "ideas.csv", content, f"--infilter={THAI_CSV}")
