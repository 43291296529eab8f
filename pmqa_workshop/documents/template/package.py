"""The default template as a .docx, written from nothing so that nothing unwanted is in it."""

import re
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pmqa_workshop.documents.template.appendices import appendices, last_line
from pmqa_workshop.documents.template.chapters import (
    PORTRAIT,
    assessment,
    direction,
    introduction,
    priorities,
)
from pmqa_workshop.documents.template.front import front
from pmqa_workshop.documents.template.plan_chapters import follow_up, plan
from pmqa_workshop.documents.template.sheet import LANDSCAPE
from pmqa_workshop.documents.template.sheet import PORTRAIT as PORTRAIT_WIDTH
from pmqa_workshop.documents.template.styles import FONT, LINE, numbering_xml, styles_xml
from pmqa_workshop.documents.wordml import NAMESPACE, field, paragraph, run, twips

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = f'{NAMESPACE} xmlns:r="{_OFFICE}"'


def make_template() -> bytes:
    """Return the default template; the same bytes each time."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _parts().items():
            entry = ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _DECLARATION + content)
    return file.getvalue()


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(),
        "docProps/app.xml": _app(),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        **{f"word/{name}.xml": content for name, content in _headers_and_footers().items()},
    }


def _document() -> str:
    chapters = (introduction, direction, assessment, priorities, plan, follow_up, appendices)
    pages = front() + "".join(chapter() for chapter in chapters) + last_line()
    body = _bookmark_ids(pages) + PORTRAIT
    return f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"


def _bookmark_ids(pages: str) -> str:
    """Return the pages with an id for each bookmark; none stands within another."""
    ids = count(1)
    return re.sub(
        '(<w:bookmarkStart w:id=")0(.*?<w:bookmarkEnd w:id=")0',
        lambda found: f"{found[1]}{(number := next(ids))}{found[2]}{number}",
        pages,
        flags=re.DOTALL,
    )


def _headers_and_footers() -> dict[str, str]:
    """Return the parts by name; relationship ids are made of the same names."""
    page = field(r"PAGE \* THAIARABIC", "๑")
    letter = paragraph(field("PAGE", "ก"), "Footer", '<w:jc w:val="center"/>')
    return {
        "NoHeader": _header(paragraph("", "Header")),
        "Header": _header(paragraph(run("{{ draft_mark }} {{ agency.name }}"), "Header")),
        "NoFooter": _footer(paragraph("", "Footer")),
        "FrontFooter": _footer(letter),
        "Footer": _footer(_page_line(page, PORTRAIT_WIDTH)),
        "WideFooter": _footer(_page_line(page, LANDSCAPE)),
    }


def _page_line(page: str, width: float) -> str:
    rule = (
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
    )
    return paragraph(
        run("{{ title }}") + "<w:r><w:tab/></w:r>" + run("หน้า ") + page, "Footer", rule
    )


def _header(inner: str) -> str:
    return f"<w:hdr {_NAMESPACES}>{inner}</w:hdr>"


def _footer(inner: str) -> str:
    return f"<w:ftr {_NAMESPACES}>{inner}</w:ftr>"


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


def _content_types() -> str:
    kinds = {
        "document": "document.main", "styles": "styles", "numbering": "numbering",
        "settings": "settings", "fontTable": "fontTable",
    }  # fmt: skip
    kinds |= {name: _kind(name) for name in _headers_and_footers()}
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
            "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
            "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "rId3": (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        }
    )


def _document_relations() -> str:
    named = ("styles", "numbering", "settings", "fontTable")
    relations = {f"rId{name}": (f"{_OFFICE}/{name}", f"{name}.xml") for name in named}
    for name in _headers_and_footers():
        relations[f"rId{name}"] = (f"{_OFFICE}/{_kind(name)}", f"{name}.xml")
    return _relations(relations)


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>แผนเพิ่มประสิทธิภาพองค์การ</dc:title><dc:language>th-TH</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>PMQA Workshop</Application></Properties>'
    )
