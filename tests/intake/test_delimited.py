"""Text files and pasted rows of any make are read."""

import pytest

from pmqa_workshop.intake.findings import read_findings, read_pasted
from tests.intake.builders import LEADS, LISTENS, MEASURES, SHARES, O, S, shorts

HEADER = ("หมวด", "ข้อ", "ประเภท", "ข้อค้นพบ")
TEXT_FILES = {
    "commas": ("utf-8", ",", "\n"),
    "commas with byte order mark": ("utf-8-sig", ",", "\r\n"),
    "semicolons": ("utf-8", ";", "\r\n"),
    "Thai code page": ("cp874", ",", "\r\n"),
    "TIS-620 tabs": ("tis-620", "\t", "\n"),
    "Unicode text of Excel": ("utf-16", "\t", "\r\n"),
}


@pytest.mark.parametrize(("encoding", "separator", "end"), TEXT_FILES.values(), ids=TEXT_FILES)
def test_text_files_of_any_make_are_read(encoding, separator, end):
    rows = [
        HEADER,
        ("๑", "๑.๑", S, LEADS),
        ("", "", "", ""),
        ("3", "3.1", O, f'"ก{separator} ""ข"""'),
    ]
    content = end.join(separator.join(row) for row in rows).encode(encoding)

    report = read_findings("ก.csv", content)

    assert shorts(report) == [
        (1, "1.1", "strength", LEADS),
        (3, "3.1", "ofi", f'ก{separator} "ข"' if separator != "\t" else 'ก "ข"'),
    ]
    assert [draft.place for draft in report.drafts] == ["แถว 2", "แถว 4"]


def test_bare_quotation_marks_are_letters():
    report = read_pasted(
        "หมวด\tประเภท\tข้อค้นพบ\n"
        '5\tจุดแข็ง\tจัด "ชั่วโมงเรียนรู้" ทุกศุกร์\n'
        '5\tจุดแข็ง\t"ลองก่อน" เป็นค่านิยม\n'
        '5\tจุดแข็ง\t"เปิดค้างไว้\n'
        '4\tOFI\t"ถาม ""ผู้รู้""\nโดยตรง"\n'
    )

    assert [draft.text for draft in report.drafts] == [
        'จัด "ชั่วโมงเรียนรู้" ทุกศุกร์',
        '"ลองก่อน" เป็นค่านิยม',
        '"เปิดค้างไว้',
        'ถาม "ผู้รู้"\nโดยตรง',
    ]


def test_pasted_rows_without_a_header_are_known_by_their_cells():
    report = read_pasted(f"1\t1.1\tจุดแข็ง\t{LEADS}\n4\t4.1\tOFI\t{MEASURES}\n")

    assert shorts(report) == [(1, "1.1", "strength", LEADS), (4, "4.1", "ofi", MEASURES)]


def test_pasted_text_with_headings_is_read_like_a_report():
    report = read_pasted(
        f"หมวด 1 การนำองค์การ\nจุดแข็ง\n1. {LEADS}\n2. {SHARES}\nโอกาสในการปรับปรุง\n- {LISTENS} (1.3)\n"
    )

    assert shorts(report) == [
        (1, None, "strength", LEADS),
        (1, None, "strength", SHARES),
        (1, "1.3", "ofi", LISTENS),
    ]
