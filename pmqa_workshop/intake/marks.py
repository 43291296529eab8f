"""Numbers and bullets typed before a comment, and several comments in one cell."""

import re
from dataclasses import dataclass

from pmqa_workshop.domain.findings import LONGEST_SOURCE
from pmqa_workshop.domain.thai import clean, to_arabic_digits
from pmqa_workshop.intake.references import Reference, item_exists, split_reference

DAMAGED = "\ufffd"  # stands for a letter that its file draws without naming it


@dataclass(frozen=True)
class Mark:
    """A number, letter or bullet; `style` tells lists apart, `number` is what it counts."""

    style: str
    printed: str
    number: int | None = None


_NUMBER = re.compile(r"^(?:\((\d{1,3})\)|(\d{1,3})\s?[.)](?!\d))\s*(?=\S)")
_OUTLINE = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=\S)")
_BULLET = re.compile(
    "^(?:[•●○◦▪▫■□►▶➢➤✓✔✦*·‣⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf076]\\s*|[–—-]\\s*(?!\\d)|o\\s+)(?=\\S)"
)
_LETTER = re.compile(r"^\(?([ก-ฉ])[.)]\s+(?=\S)")
_NOTHING = re.compile(
    r"(?:[-–—_.\s]*|\(?(?:-\s*)?(?:ไม่มี|ไม่พบ|ไม่ปรากฏ|none|n/?a|nil)"
    r"(?:ข้อค้นพบ|ประเด็น|ความเห็น|ข้อคิดเห็น|ข้อเสนอแนะ|ข้อสังเกต|จุดแข็ง|โอกาสในการปรับปรุง|OFI)?"
    r"(?:เพิ่มเติม)?(?:(?:ใน|สำหรับ|ต่อ|ของ)?(?:หัวข้อ|หมวด|ส่วน|ประเด็น|ข้อ)นี้)?(?:\s*-)?\)?\.?)$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:ลงชื่อ|\(?ลงนาม|[-–—*=\s]*(?:จบ(?:รายงาน|เอกสาร)|end of (?:report|document))"
    r"|พิมพ์เมื่อ|printed (?:on|at))"
    r"|(?:โทร(?:ศัพท์|สาร)?\.?|โทรศัพท์|tel\.?)\s*[:.]?\s*[\d๐-๙][\d๐-๙\s-]{6,}",
    re.IGNORECASE,
)
_LONGEST_CLOSING = 120
_LEAD_IN = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ต่อไปนี้|ได้แก่|ประกอบด้วย|:)\s*$")


def split_mark(line: str) -> tuple[Mark | None, str]:
    """Return the mark before a line, if it has one, and the rest."""
    arabic = to_arabic_digits(line)
    if found := _NUMBER.match(arabic):
        number = int(found.group(1) or found.group(2))
        style = "(1)" if found.group(1) else "1" + found.group().strip()[-1]
        return Mark(style, found.group().strip(), number), line[found.end() :]
    if found := _OUTLINE.match(arabic):
        return Mark("1.1", found.group(1)), line[found.end() :]
    if found := _BULLET.match(line):
        return Mark("•", found.group().strip()), line[found.end() :]
    if found := _LETTER.match(line):
        return Mark("ก.", found.group(1)), line[found.end() :]
    return None, line


def split_pointer(text: str, category: int | None) -> tuple[str, Reference | None]:
    """Return the text without the item it points at, in brackets or as 4.3 before it."""
    rest, reference = split_reference(text)
    if reference:
        return rest, reference
    mark, rest = split_mark(text)
    if mark is None or mark.style != "1.1" or not item_exists(mark.printed):
        return text, None
    pointed = Reference(int(mark.printed[0]), mark.printed)
    return (rest, pointed) if category in (None, pointed.category) else (text, None)


def says_nothing(text: str) -> bool:
    """Tell whether a cell or line only says that there is nothing to say."""
    return bool(_NOTHING.match(text.strip()))


def is_closing(text: str) -> bool:
    """Tell whether a line only ends a report: who signs it, whom to call, that it ends."""
    return len(text) <= _LONGEST_CLOSING and bool(_CLOSING.search(text.strip()))


def is_lead_in(text: str) -> bool:
    """Tell whether a sentence only announces a list."""
    return bool(_LEAD_IN.search(text))


def tidy(text: str) -> str:
    """Return the text with single spaces, its own line breaks kept, empty lines left out."""
    lines = (re.sub(r"[ \t\u00ad\u2000-\u200a\u3000]+", " ", line).strip() for line in
             clean(text).split("\n"))  # fmt: skip
    return "\n".join(line for line in lines if line)


def with_notes(evidence: str, notes: tuple[str, ...]) -> str:
    """Return the evidence with the foot- and endnotes of a comment, which belong beside it."""
    return "\n".join(text for text in (evidence, *(f"เชิงอรรถ: {note}" for note in notes)) if text)


def excerpt(source: str, text: str) -> str:
    """Return the source of a comment, of a very long one the part where the comment stands."""
    if len(source) <= LONGEST_SOURCE:
        return source
    start = max(source.find(text[:40]) - 100, 0)
    return ("…" if start else "") + source[start : start + LONGEST_SOURCE - 2] + "…"


def split_comments(text: str) -> list[str]:
    """Return the comments of one cell, without their marks.

    A cell holds several only when its first line is marked and others carry the same mark,
    or when each of its lines closes with its own reference: a sentence followed by a list of
    examples stays one comment.
    """
    lines = tidy(text).split("\n")
    first, _ = split_mark(lines[0])
    if first is None or first.style == "1.1":
        return _split_by_references(lines)
    comments: list[list[str]] = []
    expected = first.number
    for line in lines:
        mark, rest = split_mark(line)
        if mark and mark.style == first.style and (expected is None or mark.number == expected):
            comments.append([rest])
            expected = None if expected is None else expected + 1
        else:
            comments[-1].append(line)
    return ["\n".join(comment) for comment in comments]


def _split_by_references(lines: list[str]) -> list[str]:
    if len(lines) < 2 or not all(split_reference(line)[1] for line in lines):
        return ["\n".join(lines)]
    return lines
