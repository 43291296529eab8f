"""Lines that name what follows: a category, an item, a kind, or something that is no finding."""

import re
from dataclasses import dataclass

from pmqa_workshop.domain.findings import FindingKind
from pmqa_workshop.domain.thai import to_arabic_digits
from pmqa_workshop.intake.marks import split_mark
from pmqa_workshop.intake.references import (
    category_by_name,
    category_names,
    is_item_name,
    item_exists,
    parse_kind,
    split_reference,
)


@dataclass(frozen=True)
class Heading:
    """What a heading says; one line may name several, as in หมวด 1 การนำองค์การ: จุดแข็ง."""

    category: int | None = None
    item: str | None = None
    kind: FindingKind | None = None
    ends_findings: bool = False  # introduction, key themes, annexes, overview
    gives_way: bool = False  # a heading of a kind below it opens findings again
    is_aside: bool = False  # stands inside a category without ending it


_CATEGORY = re.compile(
    r"^(?:(?:ส่วน|บท|ตอน|ตาราง)ที่\s*\d+\s*[:.–-]?\s*)?(?:หมวด(?:ที่)?|category)\s*(\d{1,2})(?!\.?\d)"
    r"\s*[:.)–-]?\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_KIND_THEN_CATEGORY = re.compile(r"^(.{2,60}?)[\s:–-]*(?:ของ|ใน)?\s*\(?หมวด(?:ที่)?\s*(\d{1,2})\b.*$")
_ITEM = re.compile(
    r"^(?:หัวข้อ|ข้อ|ประเด็น|item)?(?:ที่)?\s*(\d\.[1-9]\d?)(?![.\d])\s*[:.)–-]?\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_INTRODUCTION = re.compile(
    r"^(?:บทนำ|คำนำ|คำชี้แจง|สารบัญ|ความเป็นมา|หลักการและเหตุผล|วัตถุประสงค์|วิธีการ|นิยาม|คำอธิบาย"
    r"|ขอบเขต|ข้อมูลทั่วไป|ข้อมูลเบื้องต้น|ลักษณะสำคัญ|introduction|contents|preface|การอ่านรายงาน)",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(
    r"^(?:ประเด็นสำคัญ|key\s*themes?|บทสรุป|ภาคผนวก|เอกสารแนบ|กิตติกรรม|รายชื่อ|คณะผู้ตรวจ|บรรณานุกรม"
    r"|executive\s*summary|appendix|เอกสารอ้างอิง)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:ภาพรวม|สรุป|ผลคะแนน|คะแนน|ตารางคะแนน|หมายเหตุ|summary|scores?|overview|ระดับคะแนน)",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"หมวด(?:ที่)?\s*([1-7])\s*[:.)–-]?\s*")
_LEAST_OVERVIEW = 20  # letters
_LONGEST_HEADING = 160
_LONGEST_ITEM_NAME = 120


def heading_of(text: str, looks_like_one: bool) -> Heading | None:
    """Return what a line names, None for a line of text.

    A line set as a heading is one whatever it says; a plain line only when it says nothing
    but the name of a category, an item or a kind.
    """
    line = re.sub(r"\s+", " ", text).strip()
    if not line or len(line) > _LONGEST_HEADING:
        return None
    named = _category_heading(line, looks_like_one) or _kind_heading(line)
    named = named or _item_heading(line, looks_like_one)
    if named or not looks_like_one or split_reference(line)[1]:
        return named
    return _part_heading(split_mark(line)[1])


def run_in_heading(text: str) -> tuple[str, str] | None:
    """Part a paragraph that begins with the heading of a category: หมวด 1 การนำองค์การ ภาพรวม…"""
    found = _RUN_IN.match(to_arabic_digits(text))
    if not found:
        return None
    number, rest = int(found.group(1)), text[found.end() :]
    name = max(
        (name for name in category_names(number) if rest.startswith(name)), key=len, default=""
    )
    after = rest[len(name) :]
    if not name or not re.match(r"\s*[:.–-]?\s+\S", after) or len(after) < _LEAST_OVERVIEW:
        return None
    return text[: found.end()] + name, after.strip(" :.–-")


def names_a_part(text: str) -> bool:
    """Tell whether a plain line says nothing but the name of a part without findings."""
    bare = split_mark(text.strip())[1]
    found = _INTRODUCTION.match(bare) or _OTHER_PART.match(bare)
    if found:
        return len(bare) - found.end() <= 20
    found = _ASIDE.match(bare)
    return found is not None and len(bare) - found.end() <= 8


def _part_heading(bare: str) -> Heading:
    is_introduction = bool(_INTRODUCTION.match(bare))
    is_aside = bool(_ASIDE.match(bare))
    return Heading(
        ends_findings=is_introduction or is_aside or bool(_OTHER_PART.match(bare)),
        gives_way=is_introduction or is_aside,
        is_aside=is_aside,
    )


def surroundings(name: str) -> Heading:
    """Return what the name of a sheet or the title over a table says of all below it."""
    plain = to_arabic_digits(name)
    found = re.findall(r"หมวด(?:ที่)?\s*([1-7])(?!\.?\d)(?!\s*(?:[-–]|ถึง|และ|,))", plain)
    category = int(found[0]) if len(set(found)) == 1 else category_by_name(plain)
    kinds = {parse_kind(part) for part in re.split(r"[\s:(),–-]+", plain)} - {None}
    return Heading(category=category, kind=kinds.pop() if len(kinds) == 1 else None)


def _category_heading(line: str, looks_like_one: bool) -> Heading | None:
    arabic = to_arabic_digits(line)
    found = _CATEGORY.match(arabic)
    if found:
        rest = found.group(2)
        kind = _kind_at_end(rest)
        is_name = not rest or kind or category_by_name(rest) or _begins_with_name(rest)
        if looks_like_one or is_name:
            return Heading(category=int(found.group(1)), kind=kind)
        return None
    bare = split_mark(line)[1]
    by_name = category_by_name(bare)
    return Heading(category=by_name) if by_name and len(bare) > 8 else None


def _begins_with_name(rest: str) -> bool:
    """Tell whether a category's name opens the line, with points or a page number behind it."""
    name = re.split(r"\s*[(:–]|\s{2,}|\s+\d|\.{3,}", rest)[0]
    return category_by_name(name) is not None


def _kind_at_end(rest: str) -> FindingKind | None:
    parts = re.split(r"\s*[:–(-]\s*|\s+", rest)
    return parse_kind(rest) or (parse_kind(parts[-1].strip(") ")) if len(parts) > 1 else None)


def _kind_heading(line: str) -> Heading | None:
    bare = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[ก-ฉ][.)])\s*", "", to_arabic_digits(line))
    bare = split_mark(bare)[1]
    kind = parse_kind(bare)
    if kind:
        return Heading(kind=kind)
    found = _KIND_THEN_CATEGORY.match(bare)
    kind = parse_kind(found.group(1)) if found else None
    if found and kind:
        return Heading(category=int(found.group(2)), kind=kind)
    return None


def _item_heading(line: str, looks_like_one: bool) -> Heading | None:
    found = _ITEM.match(to_arabic_digits(line))
    if not found or not item_exists(found.group(1)):
        return None
    item, rest = found.groups()
    kind = _kind_at_end(rest)
    named = not rest or kind or is_item_name(rest, item)
    if named or (looks_like_one and len(line) <= _LONGEST_ITEM_NAME):
        return Heading(category=int(item[0]), item=item, kind=kind)
    return None
