"""The template's own digits: written in Thai, turned to Arabic where an office wants those."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from pmqa_workshop.domain.thai import to_arabic_digits


def use_arabic_digits(document: Any) -> None:
    """Turn words, fields, page numbers and lists of an unfilled template to Arabic digits."""
    for root in _roots(document):
        for text in root.iter(qn("w:t")):
            text.text = to_arabic_digits(text.text or "")
        for instruction in root.iter(qn("w:instrText")):
            instruction.text = (instruction.text or "").replace("THAIARABIC", "ARABIC")
        for numbering, attribute in ((qn("w:pgNumType"), "w:fmt"), (qn("w:numFmt"), "w:val")):
            for element in root.iter(numbering):
                if element.get(qn(attribute)) == "thaiNumbers":
                    element.set(qn(attribute), "decimal")


def _roots(document: Any) -> Iterator[Any]:
    yield document.element
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer", "/numbering")):
            yield relation.target_part.element
