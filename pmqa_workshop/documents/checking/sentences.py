"""Problems of a template as sentences for the person who restyled it."""

from collections.abc import Iterator

from pmqa_workshop.documents.checking.report import Place, Problem
from pmqa_workshop.wording import catalogue, phrase

_ASIDES = {"tag": "", "detail": "", "target": ""}  # facts that may be left out of a sentence

_CONSTRUCTS = {
    "sum": ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"),
    "call": ("Call", "CallBlock", "FilterBlock"),
    "joined": ("Concat",),
    "inner": ("Getattr", "Name"),
    "key": ("Getitem",),
    "nesting": ("nesting",),
    "literal": ("Const", "List", "Tuple", "Dict", "Pair"),
}


def sentence(problem: Problem, language: str = "th") -> str:
    """Return place and problem, with what was meant or what there is."""
    facts = {**_ASIDES, **problem.facts}
    for name in ("reason", "found"):
        if name in facts:
            facts[name] = _reason(facts[name], language)
    if "construct" in facts:
        facts["construct"] = _construct(facts["construct"], language)
    text = phrase(f"template.{problem.code}", language, **facts)
    for hint in ("meant", "known"):
        key = f"template.hint.{hint}"
        if hint in facts and not problem.code.endswith("_printed"):
            text += phrase(key, language, **facts)
    return phrase(
        "template.sentence", language, place=place_words(problem.place, language), text=text
    )


def place_words(place: Place, language: str = "th") -> str:
    """Return "เนื้อหา ใต้หัวข้อ “แผนปฏิบัติการ” ตารางที่ 2 แถว 2 ช่อง 1"."""
    return " ".join(_place(place, language))


def _place(place: Place, language: str) -> Iterator[str]:
    yield phrase(f"template.place.{place.part}", language)
    if place.part == "body":
        which = "heading" if place.heading else "top"
        yield phrase(f"template.place.{which}", language, heading=place.heading)
    for name in ("table", "row", "cell"):
        number = getattr(place, name)
        if number:
            yield phrase(f"template.place.{name}", language, **{name: number})


def _construct(name: str, language: str) -> str:
    """Return what Jinja calls Pow, Call … as a person would."""
    group = next((group for group, names in _CONSTRUCTS.items() if name in names), "")
    return phrase(f"template.construct.{group}", language) if group else name


def _reason(code: str, language: str) -> str:
    known = catalogue(language)
    return known.get(f"reason.{code}") or known.get(f"found.{code}") or code
