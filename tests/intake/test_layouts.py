"""Layouts drawn up by somebody who had not seen the readers are read as a human read them."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pmqa_workshop.domain.errors import FileRefused
from pmqa_workshop.intake.findings import as_json, read_findings, scores_as_json

LAYOUTS = Path(__file__).parents[1] / "files" / "layouts"
FILES = sorted(path for path in LAYOUTS.glob("[0-9]*.*"))
ENOUGH = 0.9
REFUSED = {
    "empty_sheet.xlsx": "no_findings",
    "old_word.docx": "old_office",
    "photo_named.pdf": "image",
    "pictures_only.docx": "no_findings",
    "scanned.pdf": "scanned",
}


def _counted(findings: list[dict[str, object]]) -> Counter[tuple[object, ...]]:
    """Count findings by what they say; where a PDF breaks a line nobody can see a space."""
    return Counter(
        (one["category"], one["item"], one["kind"], re.sub(r"\s+", "", str(one["text"])))
        for one in findings
    )


def _expected(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((LAYOUTS / "expected" / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_layout_is_read_as_a_human_read_it(path):
    read = _counted(as_json(read_findings(path.name, path.read_bytes())))

    expected = _counted(_expected(f"{path.stem}.json"))

    right = (read & expected).total()
    assert right / read.total() >= ENOUGH
    assert right / expected.total() >= ENOUGH


@pytest.mark.parametrize(
    "path", [one for one in FILES if (LAYOUTS / f"expected/{one.stem}.scores.json").exists()],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_scores_of_a_layout_are_all_read(path):
    report = read_findings(path.name, path.read_bytes())

    assert scores_as_json(report) == _expected(f"{path.stem}.scores.json")


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_file_without_findings_is_refused_with_its_reason(name, reason):
    with pytest.raises(FileRefused) as refusal:
        read_findings(name, (LAYOUTS / "refused" / name).read_bytes())

    assert refusal.value.facts["reason"] == reason


def test_text_under_the_name_of_a_sheet_is_read_for_what_it_is():
    content = (LAYOUTS / "refused" / "csv_saved_as.xlsx").read_bytes()

    assert len(read_findings("csv_saved_as.xlsx", content).drafts) == 2
