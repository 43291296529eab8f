"""Numbers of tables and figures: counted here once, so that nothing waits for F9.

A caption is a paragraph with a SEQ field, as Word's own "Insert Caption" makes it; a
bookmark around label and number is what REF fields point to.
"""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pmqa_workshop.documents.fields import fields_in
from pmqa_workshop.documents.marks import mark
from pmqa_workshop.documents.pen import Pen

TABLES, FIGURES = "ตารางที่", "ภาพที่"


@dataclass(frozen=True)
class Caption:
    label: str  # TABLES or FIGURES
    text: str
    bookmark: str


def number_captions(body: Any, pen: Pen) -> list[Caption]:
    """Return the captions in order, after numbering them and all references to them."""
    counted: dict[str, int] = {}
    captions: list[Caption] = []
    for paragraph in _with_fields(body):
        for found in fields_in(paragraph):
            if found.words[:1] == ["SEQ"] and len(found.words) > 1:
                label = found.words[1]
                counted[label] = counted.get(label, 0) + 1
                found.show(pen.number(counted[label]))
                name = f"_TocC{len(captions) + 1:04}"
                mark(paragraph, name)
                captions.append(Caption(label, text_of(paragraph), name))
    _fill_references(body)
    return captions


def _with_fields(body: Any) -> list[Any]:
    """Return the paragraphs that hold a field, in order: few of many."""
    holders = (next(mark.iterancestors(qn("w:p")), None) for mark in body.iter(qn("w:fldChar")))
    return list(dict.fromkeys(paragraph for paragraph in holders if paragraph is not None))


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()


def _fill_references(body: Any) -> None:
    texts = _bookmarked(body)
    for found in fields_in(body):
        if found.words[:1] == ["REF"] and len(found.words) > 1:
            found.show(texts.get(found.words[1], ""))


def _bookmarked(body: Any) -> dict[str, str]:
    """Return the text within each bookmark that stays within one paragraph."""
    texts: dict[str, str] = {}
    for start in body.iter(qn("w:bookmarkStart")):
        words: list[str] = []
        for after in start.itersiblings():
            if after.tag == qn("w:bookmarkEnd") and after.get(qn("w:id")) == start.get(qn("w:id")):
                texts[start.get(qn("w:name"))] = "".join(words)
                break
            words.extend(text.text or "" for text in after.iter(qn("w:t")))
    return texts
