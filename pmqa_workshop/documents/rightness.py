"""What other programs write into a template and Word's schema does not take, put right."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pmqa_workshop.documents.wordml import NAMESPACE

_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
)
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_ORDERS = {
    qn(f"w:{holder}"): {qn(f"w:{name}"): at for at, name in enumerate(names.split())}
    for holder, names in (("pPr", _PARAGRAPH), ("rPr", _RUN))
}
_ROW_SWITCHES = tuple(qn(f"w:{name}") for name in ("cantSplit", "tblHeader", "hidden"))
# Settings at which Word asks whoever opens a document: to run a query, to open it read-only.
_ASKING = tuple(qn(f"w:{name}") for name in ("mailMerge", "documentProtection", "writeProtection"))
_TINY = (
    f'<w:p {NAMESPACE}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)


def free_sections(body: Any) -> None:
    """Give each section that ends in a tag's paragraph one of its own.

    LibreOffice ends sections in the paragraph before our tiny one; with the tag, docxtpl
    would take the section away.
    """
    for properties in list(body.iter(qn("w:sectPr"))):
        paragraph = next(properties.iterancestors(qn("w:p")), None)
        if paragraph is not None and _text(paragraph).startswith(("{%p ", "{{p ")):
            ending: Any = parse_xml(_TINY)
            ending.pPr.append(properties)
            paragraph.addnext(ending)


def put_right(document: Any) -> None:
    """Bring properties into the schema's order and switches of rows into its words."""
    for root in _roots(document):
        for holder, order in _ORDERS.items():
            for properties in root.iter(holder):
                _sort(properties, order)
        for switch in root.iter(*_ROW_SWITCHES):
            value = switch.attrib.pop(qn("w:val"), "true")
            if value in ("0", "false", "off"):
                switch.getparent().remove(switch)
    for asking in _ASKING:
        for setting in document.settings.element.findall(asking):
            setting.getparent().remove(setting)


def _sort(properties: Any, order: dict[str, int]) -> None:
    names = [child.tag for child in properties]
    wanted = sorted(dict.fromkeys(names), key=lambda name: order.get(name, len(order)))
    if names != wanted:
        first = {child.tag: child for child in reversed(properties)}
        properties[:] = [first[name] for name in wanted]


def _roots(document: Any) -> Iterator[Any]:
    yield document.element
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/styles", "/numbering", "/header", "/footer")):
            yield relation.target_part.element


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()
