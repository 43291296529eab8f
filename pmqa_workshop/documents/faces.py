"""The face of TH Sarabun an office has: one name put in the place of another."""

from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pmqa_workshop.domain.documents import Face

_ATTRIBUTES = tuple(qn(f"w:{half}") for half in ("ascii", "hAnsi", "eastAsia", "cs"))
_KNOWN = frozenset(face.value for face in Face)
_ALIKE = {Face.PSK: Face.NEW, Face.NEW: Face.PSK, Face.IT9: Face.PSK}


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
    _list_face(document, face)


def _list_face(document: Any, face: Face) -> None:
    """Name the face in the list of fonts, and the one to take where it is not installed."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/fontTable"):
            continue
        part = relation.target_part
        listed = parse_xml(part.blob)
        for font in listed.iter(qn("w:font")):
            if font.get(qn("w:name")) in _KNOWN:
                font.set(qn("w:name"), face.value)
                for other in font.iter(qn("w:altName")):
                    other.set(qn("w:val"), _ALIKE[face].value)
        part._blob = serialize_part_xml(listed)
