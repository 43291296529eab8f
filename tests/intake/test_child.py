"""A reader in a child process answers like the reader itself, or is ended."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pmqa_workshop.domain.errors import FileKindUnknown, FileUnreadable, NoCategoryColumn
from pmqa_workshop.intake.child import read_in_child
from pmqa_workshop.intake.findings import read_findings, read_pasted
from pmqa_workshop.intake.register import read_goals, read_goals_pasted, read_units
from tests.intake.builders import an_xlsx, report_file


@pytest.mark.parametrize(
    ("reader_name", "reader", "name"),
    [
        ("findings", read_findings, "feedback_register.xlsx"),
        ("findings", read_findings, "feedback_report.docx"),
        ("findings", read_findings, "feedback_report.pdf"),
        ("units", read_units, "units.xlsx"),
        ("goals", read_goals, "strategic_goals.xlsx"),
    ],
)
def test_child_returns_what_the_reader_returns(reader_name, reader, name):
    content = report_file(name)

    assert read_in_child(reader_name, name, content) == reader(name, content)


def test_child_reads_pasted_rows():
    content = report_file("feedback_pasted.tsv")

    assert read_in_child("findings_pasted", "", content) == read_pasted(content.decode())


def test_child_reads_pasted_goals():
    text = "เป้าประสงค์\tตัวชี้วัด\nบริการดี\tร้อยละ\n"

    assert read_in_child("goals_pasted", "", text.encode()) == read_goals_pasted(text)


def test_child_raises_the_refusal_with_its_facts():
    with pytest.raises(FileKindUnknown) as unknown:
        read_in_child("check", "รายงาน.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    with pytest.raises(NoCategoryColumn) as missing:
        read_in_child("findings", "ก.xlsx", an_xlsx(("ก", [("ที่", "ข้อค้นพบ"), (1, "ดี")])))

    assert unknown.value.facts == {"name": "รายงาน.png", "reason": "image", "found": "image"}
    assert missing.value.facts["columns"] == ["ที่", "ข้อค้นพบ"]


def test_child_that_takes_too_long_is_ended():
    with pytest.raises(FileUnreadable) as refusal:
        read_in_child("findings", "a.xlsx", report_file("feedback_register.xlsx"), seconds=0.01)

    assert refusal.value.facts["reason"] == "timeout"


def test_child_that_takes_too_much_memory_is_ended():
    rows = [("หมวด", "ข้อค้นพบ")] + [(1, f"ข้อความที่ {n} " + "ก" * 120) for n in range(20_000)]
    content = an_xlsx(("ก", rows))

    with pytest.raises(FileUnreadable) as refusal:
        read_in_child("findings", "a.xlsx", content, seconds=30, megabytes=48)

    assert refusal.value.facts["reason"] == "memory"


def test_child_works_from_threads():
    content = report_file("units.xlsx")

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: read_in_child("check", "a", content), range(2)))

    assert answers == ["xlsx", "xlsx"]


def test_child_knows_no_other_reader():
    with pytest.raises(ValueError, match="shell"):
        read_in_child("shell", "a", b"")
