"""The face of TH Sarabun an office has: one name put in the place of another."""

from typing import Any

from docx.oxml.ns import qn

from pmqa_workshop.domain.documents import Face

_ATTRIBUTES = tuple(qn(f"w:{half}") for half in ("ascii", "hAnsi", "eastAsia", "cs"))
_KNOWN = frozenset(face.value for face in Face)


def use_face(document: Any, face: Face) -> None:
    """Set a document of any of the three faces in the chosen one; other fonts stay."""
    roots = [document.element]
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        part = relation.target_part
        if relation.reltype.endswith(("/styles", "/numbering", "/header", "/footer")):
            roots.append(part.element)
    for root in roots:
        for fonts in root.iter(qn("w:rFonts")):
            for attribute in _ATTRIBUTES:
                if fonts.get(attribute) in _KNOWN:
                    fonts.set(attribute, face.value)
