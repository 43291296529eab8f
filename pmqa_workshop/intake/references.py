"""How reports point at the criteria: หมวด, หัวข้อ, "1.1ก(2)", "หมวด ๔ ข้อ ๓", จุดแข็ง."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pmqa_workshop.domain.criteria import categories, items
from pmqa_workshop.domain.findings import CriteriaSet, FindingKind
from pmqa_workshop.domain.thai import clean, to_arabic_digits


@dataclass(frozen=True)
class Reference:
    """What a piece of text points at; `ref` only when it says more than the item."""

    category: int | None = None
    item: str | None = None
    ref: str | None = None
    criteria_set: CriteriaSet | None = None


_SET = re.compile(r"PMQA(?:\s*4(?:\.0)?(?![\d.]*\d))?", re.IGNORECASE)
_SET_4 = re.compile(r"pmqa4(?:\.0)?|ระบบราชการ4\.0|ภาครัฐ4\.0|^4\.0$")
_SET_CLASSIC = re.compile(r"pmqa(?!4)|คุณภาพการบริหารจัดการภาครัฐ(?!4)")
_ITEM = re.compile(
    r"(?<![\d.])(?P<category>\d)\s?\.\s?(?P<item>[1-9]\d?)(?!\d)"
    r"(?:\s*[-.]?\s*(?P<letter>[ก-ฉ])(?![\u0e00-\u0e7f])[.\-]?\s*(?:\(?\d{1,2}\)?)?"
    r"|(?:\.\d{1,2})+|\s*\(\d{1,2}\))?"
)
_CATEGORY = re.compile(r"(?:หมวด(?:ที่)?|\bcat(?:egory)?\b\.?)\s*(\d{1,2})(?!\.?\d)", re.IGNORECASE)
_POINT = re.compile(r"(?:หัวข้อ|ข้อ)(?:ที่)?\s*(\d{1,2})(?!\.?\d)")
_LEADING = re.compile(r"^(\d{1,2})(?:\.0+)?(?![\d.]*\d)[\s.):–-]*(.*)$", re.DOTALL)
_WORDS = re.compile(
    r"หมวด(?:ที่)?|หัวข้อ(?:ที่)?|ข้อ(?:ที่|ย่อย)?|เกณฑ์|อ้างอิง|ประเด็น|และ|ถึง|ดู|"
    r"\b(?:items?|ref|category|cat|and|to|see)\b|[\s,;:/&.–—-]|\d{1,2}",
    re.IGNORECASE,
)
_BOXES = re.compile(r"([☐☑☒□■✓✔√○●◉]|\[[ xX/✓]\]|\([xX/✓]\))")
_CROSS_REFERENCE = re.compile(r"\s*(?:โปรด)?(?:ดู|see\b|cf\.)", re.IGNORECASE)
_RANGE = re.compile(r"^\s*(?:[–—-]|ถึง|\bto\b)\s*$")
_BRACKETS = r"[(\[（【]((?:[^()\[\]（）【】]|\([^()]*\))*)[)\]）】]"
_AT_END = re.compile(rf"\s*{_BRACKETS}\s*\.?\s*$")
_AT_START = re.compile(rf"^\s*{_BRACKETS}\s*[:.–-]?\s*(?=\S)")


def parse_set(text: str) -> CriteriaSet | None:
    """Return the criteria set a text names; None when it names none or both."""
    flat = re.sub(r"\s+", "", to_arabic_digits(text)).lower()
    is_4, is_classic = bool(_SET_4.search(flat)), bool(_SET_CLASSIC.search(flat))
    if is_4 == is_classic:
        # "คุณภาพการบริหารจัดการภาครัฐ (PMQA 4.0)" spells out the one and names the other
        return CriteriaSet.PMQA4 if is_4 and "pmqa" in flat and not _only_pmqa(flat) else None
    return CriteriaSet.PMQA4 if is_4 else CriteriaSet.PMQA


def parse_reference(text: str) -> Reference:
    """Return what a whole cell or heading points at: category, item or both."""
    criteria_set = parse_set(text)
    plain = clean(_SET.sub(" ", to_arabic_digits(text)))
    found = list(_ITEM.finditer(plain))
    if found:
        return _item_reference(plain, found, criteria_set)
    category = parse_category(plain)
    point = _POINT.search(plain)
    if category and point:
        item = f"{category}.{int(point.group(1))}"
        return Reference(category, item, None, criteria_set)
    if category:
        return Reference(category, None, None, criteria_set)
    item_by_name = _item_names().get(_flat(plain))
    if item_by_name:
        return Reference(int(item_by_name[0]), item_by_name, None, criteria_set)
    return Reference(criteria_set=criteria_set)


def parse_category(text: str) -> int | None:
    """Return the category of "หมวด ๔", "4 การวัด …", "4" or a category's name; 9 stays 9."""
    plain = to_arabic_digits(text).strip()
    named = _CATEGORY.search(plain)
    if named:
        return int(named.group(1))
    leading = _LEADING.match(plain)
    if leading and (not leading.group(2) or category_by_name(leading.group(2))):
        return int(leading.group(1))
    if leading and not re.match(r"\d", leading.group(2)) and len(plain) <= 80:
        return int(leading.group(1))
    return category_by_name(plain)


def names_two_categories(text: str) -> bool:
    """Tell whether number and name of a category do not belong together: 3 การนำองค์การ."""
    plain = to_arabic_digits(text).strip()
    number, named = (
        parse_category(plain),
        category_by_name(re.sub(r"^\D{0,9}\d{1,2}\W*", "", plain)),
    )
    return number is not None and named is not None and number != named


def names_several_items(ref: str | None) -> bool:
    return len({_item_of(match) for match in _ITEM.finditer(to_arabic_digits(ref or ""))}) > 1


def category_by_name(text: str) -> int | None:
    """Return the category whose name this is, spelled as offices spell it."""
    return _category_names().get(_flat(text))


def is_item_name(text: str, item: str) -> bool:
    """Tell whether the text is the name of the item in either set, even cut short."""
    flat = _flat(text)
    names = [_flat(known[item].name_th) for known in map(items, CriteriaSet) if item in known]
    return len(flat) >= 6 and any(flat.startswith(n) or n.startswith(flat) for n in names)


def item_exists(item: str) -> bool:
    return any(item in items(criteria_set) for criteria_set in CriteriaSet)


def split_reference(text: str) -> tuple[str, Reference | None]:
    """Return the text without its bracketed reference, and the reference, at either end."""
    for pattern in (_AT_END, _AT_START):
        found = pattern.search(text)
        reference = found and bracket_reference(found.group(1))
        if found and reference:
            rest = text[: found.start()] + text[found.end() :]
            if rest.strip():
                return rest.strip(), reference
    return text, None


def bracket_reference(inside: str) -> Reference | None:
    """Return the reference in a pair of brackets, None for brackets that say something else."""
    if _CROSS_REFERENCE.match(inside):
        return None
    plain = to_arabic_digits(_SET.sub(" ", inside))
    found = list(_ITEM.finditer(plain))
    rest = _ITEM.sub(" ", plain)
    if _WORDS.sub("", rest).strip():
        return None
    if found:
        has_letter = any(match.group("letter") for match in found)
        if not has_letter and not item_exists(_item_of(found[0])):
            return None  # a figure such as (4.78), not an item
        return _item_reference(clean(_SET.sub(" ", inside)), found, parse_set(inside))
    return parse_reference(inside) if _CATEGORY.search(plain) else None


def ticked_kind(text: str) -> FindingKind | None:
    """Return the kind that is ticked among several: ☑ จุดแข็ง ☐ โอกาสในการปรับปรุง."""
    parts = _BOXES.split(text)
    pairs = list(zip(parts[1::2], parts[2::2], strict=False))
    ticked = {
        parse_kind(label.strip()) for box, label in pairs if box[0] not in "☐□○" and box != "[ ]"
    }
    is_choice = len(pairs) > 1 or bool(pairs and not parts[0].strip())
    return ticked.pop() if is_choice and len(ticked) == 1 else None


def _only_pmqa(flat: str) -> bool:
    return bool(re.search(r"pmqa(?!4)", flat))


def _item_of(match: re.Match[str]) -> str:
    return f"{match.group('category')}.{match.group('item')}"


def _item_reference(
    printed: str, found: list[re.Match[str]], criteria_set: CriteriaSet | None
) -> Reference:
    first = found[0]
    item: str | None = _item_of(first)
    if any(match.group("letter") for match in found):
        criteria_set = CriteriaSet.PMQA  # only the classic criteria have ก, ข and ค
    if _is_whole_category(found, criteria_set or CriteriaSet.PMQA4):
        item = None
    ref = _printed_reference(printed, found)
    return Reference(int(first.group("category")), item, None if ref == item else ref, criteria_set)


def _is_whole_category(found: list[re.Match[str]], criteria_set: CriteriaSet) -> bool:
    """Tell whether first to last item of a category are named as a range: 7.1–7.6."""
    if len(found) != 2 or found[0].group("category") != found[1].group("category"):
        return False
    between = found[0].string[found[0].end() : found[1].start()]
    first, last = (_item_of(match) for match in found)
    number = found[0].group("category")
    known = [item for item in items(criteria_set) if item.startswith(f"{number}.")]
    return bool(_RANGE.match(between)) and [first, last] == [*known[:1], *known[-1:]]


def _printed_reference(printed: str, found: list[re.Match[str]]) -> str:
    arabic = to_arabic_digits(printed)
    spans = [match.span() for match in _ITEM.finditer(arabic)]
    start, end = spans[0][0], spans[-1][1] if len(found) > 1 else spans[0][1]
    ref = printed[start:end].strip()
    return to_arabic_digits(ref) if len(found) == 1 else ref


def _flat(text: str) -> str:
    """Return the bare letters for comparing names: no spaces, marks or องค์กร for องค์การ."""
    text = re.sub(r"[\s()\[\].,:;/–-]+", "", clean(text).lower())
    return text.replace("องค์กร", "องค์การ").replace("ฯ", "")


def category_names(number: int) -> list[str]:
    """Return the names of a category in both sets, as printed."""
    known = (category for one in CriteriaSet for category in categories(one))
    return [category.name_th for category in known if category.number == number]


@cache
def _category_names() -> dict[str, int]:
    names = {
        _flat(name): known.number
        for criteria_set in CriteriaSet
        for known in categories(criteria_set)
        for name in (known.name_th, known.name_en, known.name_th.replace("การดำเนินการ", ""))
    }
    extra = {"ผลลัพธ์": 7, "การมุ่งเน้นระบบการปฏิบัติการ": 6, "การมุ่งเน้นทรัพยากรบุคคล": 5}
    return {name: number for name, number in {**names, **extra}.items() if name}


@cache
def _item_names() -> dict[str, str]:
    pairs: Iterable[tuple[str, str]] = (
        (_flat(item.name_th), item.id)
        for criteria_set in CriteriaSet
        for item in items(criteria_set).values()
    )
    return dict(pairs)


_KINDS = (
    (
        FindingKind.STRENGTH,
        r"จุดแข็ง|จุดเด่น|ข้อดี|strengths?|s|ด้านจุดแข็ง|สิ่งที่ทำได้ดี|ประเด็นที่โดดเด่น",
    ),
    (
        FindingKind.OFI,
        r"โอกาส(?:ใน|สำหรับ)?(?:การ)?(?:ปรับปรุง|พัฒนา)(?:และ(?:ปรับปรุง|พัฒนา))?"
        r"|(?:จุด|สิ่ง|ข้อ|ประเด็น|เรื่อง|ส่วน)?(?:ที่)?(?:ควร|ต้อง|ต้องการ)(?:ได้รับ)?(?:การ)?"
        r"(?:ปรับปรุง|พัฒนา)(?:และพัฒนา)?|จุดอ่อน|จุดด้อย|ประเด็นการ(?:พัฒนา|ปรับปรุง)|ofis?|afis?|o"
        r"|opportunit(?:y|ies)forimprovements?|areas?forimprovements?|weakness(?:es)?",
    ),
    (
        FindingKind.COMMENT,
        r"ข้อเสนอแนะ(?:(?:เพิ่มเติม|เพื่อ|อื่น|ใน|จาก|ของ|สำหรับ|ต่อ).{0,40})?|ข้อแนะนำ|คำแนะนำ"
        r"|ข้อสังเกต(?:และข้อเสนอแนะ)?|ความเห็น(?:เพิ่มเติม)?|ข้อคิดเห็น(?:เพิ่มเติม)?"
        r"|comments?|recommendations?|suggestions?",
    ),
)
_SIGNS = {"+": FindingKind.STRENGTH, "(+)": FindingKind.STRENGTH, "(-)": FindingKind.OFI,
          "(–)": FindingKind.OFI}  # fmt: skip
_NOISE = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|จำนวน\s*\d+\s*\S{2,8}|[\s:：.*_–—-]+|ที่พบ$|ขององค์(?:การ|กร)$"
)


@lru_cache(4096)
def parse_kind(text: str) -> FindingKind | None:
    """Return the kind a cell or heading names by itself; None for a sentence or for two kinds."""
    if not text or len(text) > 90:
        return None
    if text.strip() in _SIGNS:
        return _SIGNS[text.strip()]
    flat = _NOISE.sub("", to_arabic_digits(text).lower())
    flat = flat or re.sub(r"[\s()\[\]:.]+", "", text.lower())
    named = {_kind_of(part) for part in flat.split("/")}
    return named.pop() if len(named) == 1 else None


def _kind_of(flat: str) -> FindingKind | None:
    for kind, words in _KINDS:
        if re.fullmatch(words, flat):
            return kind
    return None
