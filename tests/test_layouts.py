"""The report layouts are whole: every file has its expected list and every list its file."""

import json
from pathlib import Path

import pytest

LAYOUTS = Path(__file__).parent / "files" / "layouts"
REPORTS = sorted(p for p in LAYOUTS.iterdir() if p.is_file() and p.suffix != ".md")
LISTS = [p for p in (LAYOUTS / "expected").glob("*.json") if not p.name.endswith(".scores.json")]
SCORES = list((LAYOUTS / "expected").glob("*.scores.json"))


def test_every_layout_has_its_expected_list_and_its_line_in_the_readme():
    readme = (LAYOUTS / "README.md").read_text(encoding="utf-8")

    assert {p.stem for p in REPORTS} == {p.stem for p in LISTS}
    assert {p.name.removesuffix(".scores.json") for p in SCORES} <= {p.stem for p in REPORTS}
    named = [*REPORTS, *(LAYOUTS / "refused").iterdir()]
    assert [p.name for p in named if f"`{p.name}`" not in readme] == []


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem)
def test_expected_findings_are_whole(path):
    findings = json.loads(path.read_text(encoding="utf-8"))

    assert 12 <= len(findings) <= 48
    for finding in findings:
        assert finding["category"] in range(1, 8)
        assert finding["item"] is None or finding["item"][0] == str(finding["category"])
        assert finding["kind"] in {"strength", "ofi", "comment"}
        assert finding.get("criteria_set", "pmqa4") in {"pmqa4", "pmqa"}
        assert 40 <= len(finding["text"]) <= 500


def test_no_sentence_stands_in_two_layouts():
    texts = [f["text"] for p in LISTS for f in json.loads(p.read_text(encoding="utf-8"))]

    assert len(texts) == len(set(texts))


def test_layouts_are_small():
    big = [p.name for p in LAYOUTS.rglob("*") if p.is_file() and p.stat().st_size > 200_000]

    assert big == []
