from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_workshop.domain.thai import (
    clean,
    fiscal_year_of,
    money,
    month_span,
    thai_date,
    thai_digits,
    to_arabic_digits,
)

THAI_MARKS = "กนำเแาัิีึืุู็่้๊๋์ํฺ"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("เเผน", "แผน"),
        ("หนึ่ง\r\nสอง\rสาม\u2028สี่", "หนึ่ง\nสอง\nสาม\nสี่"),
        ("ก\x00ข\x08ค\x1bง\x7f\x9f", "กขคง"),
        ("ก\ud800ข\udfffค", "กขค"),
        ("ก\ufdd0ข\uffffค\U0001fffe", "กขค"),
        ("\ufeffก\u200bข\u202eค\u2067", "กขค"),
        ("e\u0301", "é"),
        (" \n\tก  ข\tค \n", "ก  ข\tค"),
        ("{{ 7*7 }} {% raw %} <b> & =cmd", "{{ 7*7 }} {% raw %} <b> & =cmd"),
        ("👩‍💻 ดี", "👩‍💻 ดี"),
    ],
    ids=[
        "split sara am, tone inside",
        "split sara am, tone before",
        "tone after sara am",
        "tone before vowel",
        "two sara e",
        "line breaks",
        "control characters",
        "lone surrogates",
        "non-characters",
        "invisible marks",
        "composed",
        "blanks around only",
        "signs are text",
        "joined emoji",
    ],
)
def test_clean_returns_text_fit_for_documents(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(st.characters(exclude_categories=["Mn"]) | st.sampled_from(THAI_MARKS)))
def test_clean_changes_nothing_the_second_time(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("arabic", "thai"),
    [
        ("ปี 2569 ร้อยละ 45.5", "ปี ๒๕๖๙ ร้อยละ ๔๕.๕"),
        ("PMQA 4.0", "PMQA ๔.๐"),
        ("F012, F013 และ 2 เรื่อง", "F012, F013 และ ๒ เรื่อง"),
        ("ISO9001 COVID-19 5G", "ISO9001 COVID-19 5G"),
        ("ดู https://moi.go.th/2569 ข้อ 3", "ดู https://moi.go.th/2569 ข้อ ๓"),
        ("a1.b2@moi3.go.th 4", "a1.b2@moi3.go.th ๔"),
        ("ข้อ4.3ของ ISO9001ข้อ 5", "ข้อ๔.๓ของ ISO9001ข้อ ๕"),
    ],
)
def test_thai_digits_leaves_codes_and_addresses(arabic: str, thai: str) -> None:
    assert thai_digits(arabic) == thai


def test_to_arabic_digits_undoes_thai_ones() -> None:
    assert to_arabic_digits("๐๑๒๓๔๕๖๗๘๙ ข้อ ๔.๓") == "0123456789 ข้อ 4.3"


def test_thai_date_speaks_of_the_buddhist_era() -> None:
    assert thai_date(date(2026, 11, 23)) == "23 พฤศจิกายน 2569"
    assert thai_date(date(2026, 11, 23), short=True) == "23 พ.ย. 69"


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2020, 11, 23), 2564), (date(2026, 9, 30), 2569), (date(2026, 10, 1), 2570)],
)
def test_fiscal_year_begins_in_october(day: date, year: int) -> None:
    assert fiscal_year_of(day) == year


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (3, 6, "ธ.ค. 69 – มี.ค. 70"),
        (1, 3, "ต.ค. – ธ.ค. 69"),
        (4, 4, "ม.ค. 70"),
        (1, 12, "ต.ค. 69 – ก.ย. 70"),
    ],
)
def test_month_span_names_the_years(first: int, last: int, span: str) -> None:
    assert month_span(first, last, 2570) == span


def test_month_span_refuses_a_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="13"):
        month_span(1, 13, 2570)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0"), ("1250000", "1,250,000"), ("1250000.5", "1,250,000.50"), ("0.004", "0")],
)
def test_money_shows_satang_only_when_there_are_any(amount: str, text: str) -> None:
    assert money(Decimal(amount)) == text
