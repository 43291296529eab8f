"""Thai text, digits, dates and fiscal years, as Thai offices write them.

Functions here return Arabic digits; `thai_digits` turns a finished text into Thai ones.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
BUDDHIST_ERA = 543
FISCAL_YEAR_BEGINS = 10  # October
THAI_TIME = timezone(timedelta(hours=7))  # no summer time

_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_CODE = r"[A-Za-z0-9_./:#&?=%+\-]*"
_KEEP_ARABIC = re.compile(
    r"(https?://\S+|www\.\S+"  # addresses
    r"|[A-Za-z0-9_.+\-]+@[A-Za-z0-9_.\-]+"  # e-mails
    rf"|[A-Za-z]{_CODE}[0-9]{_CODE}"  # codes: F012, ISO9001, COVID-19
    rf"|[0-9][0-9.]*[A-Za-z]{_CODE})"  # 5G, 3R
)

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u200b\u2060\ufeff"  # zero-width space, word joiner, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions
    "\ud800-\udfff"  # halves of surrogate pairs: Word files end where one stands
    "\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_FOLLOWING = (
    "\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e36\u0e37\u0e45\u0e47\u0e4c\u0e4d"  # vowels, signs
)
_TONES = "\u0e48-\u0e4b"
_SPLIT_SARA_AM = re.compile(f"\u0e4d([{_TONES}]*)\u0e32")
_SARA_AM_AND_TONES = re.compile(f"[\u0e33{_TONES}]{{2,}}")
_MARKS = re.compile(f"[\u0e31\u0e34-\u0e3a\u0e47{_TONES}]{{2,}}")


def clean(text: str) -> str:
    """Return the text as it may be stored, searched and printed.

    Line breaks become newlines; what no document can hold is dropped; Thai vowels and
    tone marks get the one order and spelling that search and Word expect.
    """
    text = _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text)).replace("\u00a0", " ")
    return _mend_thai(unicodedata.normalize("NFC", text)).strip()


def shortened(text: str, longest: int, ending: str = "…") -> str:
    """Return the text, cut to so many characters where it is longer, never before a mark."""
    if len(text) <= longest:
        return text
    cut = longest
    while cut and (unicodedata.combining(text[cut]) or text[cut] in _FOLLOWING):
        cut -= 1
    kept = text[:cut]
    space = kept.rfind(" ")
    return (kept[:space] if space > longest // 2 else kept).rstrip() + ending


def thai_digits(text: str) -> str:
    """Return the text in Thai digits; addresses, e-mails and codes such as F012 stay."""
    pieces = _KEEP_ARABIC.split(text)
    pieces[::2] = [between.translate(_TO_THAI) for between in pieces[::2]]
    return "".join(pieces)


def all_thai_digits(text: str) -> str:
    """Return the text with every digit as a Thai one, those of codes as well."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """Return the text with every Thai digit as an Arabic one."""
    return text.translate(_TO_ARABIC)


def thai_date(day: date, short: bool = False) -> str:
    """Return "23 พฤศจิกายน 2569", or "23 พ.ย. 69" when short."""
    year = day.year + BUDDHIST_ERA
    if short:
        return f"{day.day} {SHORT_MONTHS[day.month - 1]} {year % 100:02}"
    return f"{day.day} {MONTHS[day.month - 1]} {year}"


def in_thailand(moment: datetime) -> datetime:
    """Return the moment as clocks in Thailand show it."""
    return moment.astimezone(THAI_TIME)


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year B.E.; October 2026 already belongs to 2570."""
    return day.year + BUDDHIST_ERA + (day.month >= FISCAL_YEAR_BEGINS)


def month_span(first: int, last: int, fiscal_year: int) -> str:
    """Return "ธ.ค. 69 – มี.ค. 70" for positions in the fiscal year, 1 = October."""
    first_name, first_year = _fiscal_month(first, fiscal_year)
    last_name, last_year = _fiscal_month(last, fiscal_year)
    if first == last:
        return f"{last_name} {last_year}"
    if first_year == last_year:
        return f"{first_name} – {last_name} {last_year}"
    return f"{first_name} {first_year} – {last_name} {last_year}"


def money(amount: Decimal) -> str:
    """Return "1,250,000", with satang only when there are any."""
    rounded = amount.quantize(Decimal("0.01"))
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.2f}"


def _mend_thai(text: str) -> str:
    text = _SPLIT_SARA_AM.sub("\\1\u0e33", text)
    text = _MARKS.sub(lambda found: "".join(sorted(found.group(), key=_is_tone)), text)
    text = _SARA_AM_AND_TONES.sub(
        lambda found: "".join(sorted(found.group(), key=_is_tone, reverse=True)), text
    )
    return text.replace("\u0e40\u0e40", "\u0e41")


def _is_tone(mark: str) -> bool:
    return "\u0e48" <= mark <= "\u0e4b"


def _fiscal_month(position: int, fiscal_year: int) -> tuple[str, str]:
    if not 1 <= position <= 12:
        raise ValueError(position)
    month = (position + FISCAL_YEAR_BEGINS - 2) % 12 + 1
    year = fiscal_year - (month >= FISCAL_YEAR_BEGINS)
    return SHORT_MONTHS[month - 1], f"{year % 100:02}"
