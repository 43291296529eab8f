"""Readers keep their figures in the child process: 48 findings, 5,000 rows, 60,000 rows."""

import sys
import time

import pytest

from pmqa_workshop.domain.errors import FileRefused, FileUnreadable
from pmqa_workshop.intake.child import read_in_child
from tests.intake.builders import LISTENS, MEASURES, O, S, an_xlsx, report_file

HEADER = ("ลำดับ", "หมวด", "หัวข้อ", "ประเภท", "ข้อค้นพบ", "หลักฐาน")
MEGABYTES = 256


def a_register(rows: int) -> bytes:
    lines = [
        (
            n,
            n % 6 + 1,
            f"{n % 6 + 1}.1",
            S if n % 2 else O,
            f"{LISTENS} {n} {MEASURES}",
            f"คำสั่ง {n}",
        )
        for n in range(rows)
    ]
    return an_xlsx(("ข้อค้นพบ", [HEADER, *lines]))


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        ("feedback_register.xlsx", 48),
        ("feedback_report.docx", 40),
        ("feedback_report.pdf", 29),
        ("feedback_pasted.tsv", 19),
    ],
)
def test_a_sample_is_read_within_a_second(name, findings):
    began = time.perf_counter()

    report = read_in_child("findings", name, report_file(name), megabytes=MEGABYTES)

    _tell(name, began)
    assert len(report.drafts) == findings
    assert time.perf_counter() - began < 1


def test_five_thousand_rows_are_read_within_five_seconds_and_256_megabytes():
    content = a_register(5_000)
    began = time.perf_counter()

    report = read_in_child("findings", "a.xlsx", content, megabytes=MEGABYTES)

    _tell("5,000 rows", began)
    assert len(report.drafts) == 5_000
    assert time.perf_counter() - began < 5


def test_sixty_thousand_rows_are_refused_and_never_hang():
    thin = an_xlsx(("ก", [("หมวด", "ข้อค้นพบ"), *((1, f"ข้อ {n}") for n in range(60_000))]))
    began = time.perf_counter()

    with pytest.raises(FileUnreadable) as refusal:
        read_in_child("findings", "a.xlsx", thin, megabytes=MEGABYTES)

    _tell("60,000 rows", began)
    assert refusal.value.facts["reason"] == "rows"
    assert time.perf_counter() - began < 10


def test_a_sheet_of_sixty_thousand_wide_rows_is_refused_before_it_is_opened():
    content = a_register(60_000)
    began = time.perf_counter()

    with pytest.raises(FileRefused):
        read_in_child("findings", "a.xlsx", content, megabytes=MEGABYTES)

    _tell("60,000 wide rows", began)
    assert time.perf_counter() - began < 10


def _tell(what: str, began: float) -> None:
    sys.stdout.write(f"{what}: {time.perf_counter() - began:.2f} s\n")
