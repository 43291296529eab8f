"""The sample reports are read as a careful human read them."""

import json
import time
from collections import Counter

import pytest

from pmqa_workshop.domain.findings import ReadReport
from pmqa_workshop.intake.findings import as_json, read_findings, read_pasted, scores_as_json
from tests.intake.builders import REPORTS, report_file

ENOUGH = 0.98
_LISTS = {"feedback_report.pdf": "feedback_report.pdf.json"}


def _expected(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        (REPORTS / "expected" / name).read_text(encoding="utf-8")
    )
    return found


def _counted(findings: list[dict[str, object]]) -> Counter[tuple[object, ...]]:
    return Counter(
        (one["category"], one["item"], one["kind"], " ".join(str(one["text"]).split()))
        for one in findings
    )


def _read(name: str) -> ReadReport:
    return read_findings(name, report_file(name))


@pytest.mark.parametrize("name", ["feedback_register.xlsx", "feedback_report.docx",
                                  "feedback_pasted.tsv", "feedback_report.pdf"])  # fmt: skip
def test_sample_is_read_as_a_human_read_it(name):
    read = _counted(as_json(_read(name)))

    expected = _counted(_expected(_LISTS.get(name, name.rpartition(".")[0] + ".json")))

    right = (read & expected).total()
    assert right / read.total() >= ENOUGH
    assert right / expected.total() >= ENOUGH


@pytest.mark.parametrize("name", ["feedback_register", "feedback_report", "feedback_pasted"])
def test_sample_keeps_references_sets_evidence_and_numbers(name):
    file_name = next(path.name for path in REPORTS.glob(f"{name}.*") if path.suffix != ".pdf")
    read = {str(one["text"]): one for one in as_json(_read(file_name))}

    for expected in _expected(f"{name}.json"):
        found = read[str(expected["text"])]
        assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize("name", ["feedback_register.xlsx", "feedback_report.docx"])
def test_sample_scores_are_all_read(name):
    expected = _expected(name.rpartition(".")[0] + ".scores.json")

    assert scores_as_json(_read(name)) == expected


def test_pasted_rows_are_read_like_the_file():
    text = report_file("feedback_pasted.tsv").decode("utf-8")

    assert read_pasted(text) == _read("feedback_pasted.tsv")


def test_fiscal_year_and_title_come_from_the_report():
    report = _read("feedback_report.docx")

    assert (report.title, report.fiscal_year) == ("รายงานป้อนกลับ", 2567)
    assert _read("feedback_register.xlsx").fiscal_year == 2568


def test_places_lead_back_to_the_source():
    assert _read("feedback_register.xlsx").drafts[0].place == "ข้อค้นพบ!F2"
    assert _read("feedback_report.docx").drafts[0].place == "ย่อหน้า 35"
    assert _read("feedback_pasted.tsv").drafts[0].place == "แถว 2"


def test_sample_pdf_tells_pages_sets_title_and_year():
    report = _read("feedback_report.pdf")

    assert (report.title, report.fiscal_year) == ("รายงานป้อนกลับ", 2568)
    assert (report.drafts[0].place, report.drafts[-1].place) == ("หน้า 2", "หน้า 7")
    assert {draft.criteria_set for draft in report.drafts} == {"pmqa4"}
    assert report.drafts[0].source == "• " + report.drafts[0].text
    assert not any(draft.doubts for draft in report.drafts)


def test_a_register_of_48_findings_is_read_within_a_second():
    content = report_file("feedback_register.xlsx")
    began = time.perf_counter()

    report = read_findings("feedback_register.xlsx", content)

    assert len(report.drafts) == 48
    assert time.perf_counter() - began < 1
