"""A template as a .docx, written from nothing so that nothing unwanted is in it."""

import re
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pmqa_workshop.documents.template.edges import NAMESPACES, RELATIONS
from pmqa_workshop.documents.template.styles import (
    FONT,
    STYLES,
    Style,
    numbering_xml,
    styles_xml,
)
from pmqa_workshop.documents.wordml import NAMESPACE

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Design:
    """What makes one template itself; all else is the same in each.

    `pages` are the body with its section properties, `edges` headers and footers by name:
    "rId" and the name is how sections refer to them.
    """

    title: str
    pages: str
    edges: dict[str, str]
    styles: tuple[Style, ...] = STYLES


def template_of(design: Design) -> bytes:
    """Return the template; the same bytes each time."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _parts(design).items():
            entry = ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _DECLARATION + content)
    return file.getvalue()


def _parts(design: Design) -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(design),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(design),
        "docProps/app.xml": _app(),
        "word/document.xml": _document(design),
        "word/_rels/document.xml.rels": _document_relations(design),
        "word/styles.xml": styles_xml(design.styles),
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        **{f"word/{name}.xml": content for name, content in design.edges.items()},
    }


def _document(design: Design) -> str:
    body = _bookmark_ids(design.pages)
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def _bookmark_ids(pages: str) -> str:
    """Return the pages with an id for each bookmark; none stands within another."""
    ids = count(1)
    return re.sub(
        '(<w:bookmarkStart w:id=")0(.*?<w:bookmarkEnd w:id=")0',
        lambda found: f"{found[1]}{(number := next(ids))}{found[2]}{number}",
        pages,
        flags=re.DOTALL,
    )


def _settings() -> str:
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts {NAMESPACE}><w:font w:name="{FONT}"><w:altName w:val="TH Sarabun New"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        "</w:font></w:fonts>"
    )


def _content_types(design: Design) -> str:
    kinds = {
        "document": "document.main", "styles": "styles", "numbering": "numbering",
        "settings": "settings", "fontTable": "fontTable",
    }  # fmt: skip
    kinds |= {name: _kind(name) for name in design.edges}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _kind(name: str) -> str:
    return "header" if name.endswith("Header") else "footer"


def _package_relations() -> str:
    return _relations(
        {
            "rId1": (f"{RELATIONS}/officeDocument", "word/document.xml"),
            "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "rId3": (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
        }
    )


def _document_relations(design: Design) -> str:
    named = ("styles", "numbering", "settings", "fontTable")
    relations = {f"rId{name}": (f"{RELATIONS}/{name}", f"{name}.xml") for name in named}
    for name in design.edges:
        relations[f"rId{name}"] = (f"{RELATIONS}/{_kind(name)}", f"{name}.xml")
    return _relations(relations)


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(design: Design) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{design.title}</dc:title><dc:language>th-TH</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>PMQA Workshop</Application></Properties>'
    )
