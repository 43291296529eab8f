"""Word's own fields in a template: counting and quoting are welcome, reaching out is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pmqa_workshop.documents.checking.reading import W
from pmqa_workshop.documents.checking.tags import Faulty, shown

_HARMLESS = frozenset(
    """= ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS
    COMPARE CREATEDATE DATE DOCPROPERTY EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN
    FORMTEXT HYPERLINK IF INDEX KEYWORDS LASTSAVEDBY LISTNUM NOTEREF NUMCHARS NUMPAGES NUMWORDS
    PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT
    SYMBOL TA TC TIME TITLE TOA TOC USERNAME XE""".split()  # noqa: SIM905 read as words
)
_QUOTES = re.compile('["“”]')
_PLAIN_LINKS = ("http://", "https://", "mailto:", "#", "\\")  # "\" begins a switch: \l "bookmark"


def check_fields(root: Any) -> Iterator[Faulty]:
    """Yield what is wrong with the fields of a part."""
    for instruction in _instructions(root):
        if "{{" in instruction or "{%" in instruction:
            yield Faulty("tag_in_field", field=shown(instruction))
        elif not _is_harmless(_QUOTES.sub(" ", instruction).split()):
            yield Faulty("field_refused", field=shown(instruction))


def _is_harmless(words: list[str]) -> bool:
    if not words:
        return True
    name = words[0].upper()
    if name == "HYPERLINK":
        return all(word.lower().startswith(_PLAIN_LINKS) for word in words[1:2])
    return name in _HARMLESS or name.startswith("=")


def _instructions(root: Any) -> Iterator[str]:
    """Yield what each field asks for, also those without an end; a nested one stands as «»."""
    open_fields: list[_Asking] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple":
            yield str(element.get(f"{W}instr") or "")
        elif element.tag == f"{W}instrText":
            if not open_fields:
                yield element.text or ""
            elif open_fields[-1].is_asking:
                open_fields[-1].pieces.append(element.text or "")
        elif kind == "begin":
            if open_fields and open_fields[-1].is_asking:
                open_fields[-1].pieces.append(" «» ")
            open_fields.append(_Asking())
        elif kind == "separate" and open_fields:
            open_fields[-1].is_asking = False
        elif kind == "end" and open_fields:
            yield "".join(open_fields.pop().pieces)
    yield from ("".join(left.pieces) for left in open_fields)


@dataclass
class _Asking:
    """A field that has begun; it asks until its separator, then shows."""

    pieces: list[str] = field(default_factory=list)
    is_asking: bool = True
