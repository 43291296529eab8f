"""Headers and footers of the templates: what stands at the edges of a page."""

from pmqa_workshop.documents.template.styles import LINE
from pmqa_workshop.documents.wordml import NAMESPACE, field, paragraph, run, twips

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'{NAMESPACE} xmlns:r="{RELATIONS}"'
PAGE = field(r"PAGE \* THAIARABIC", "๑")


def header(inner: str = "") -> str:
    return f"<w:hdr {NAMESPACES}>{inner or paragraph('', 'Header')}</w:hdr>"


def footer(inner: str = "") -> str:
    return f"<w:ftr {NAMESPACES}>{inner or paragraph('', 'Footer')}</w:ftr>"


def page_line(text: str, width: float) -> str:
    """Return a ruled line with a text at its left and the page at its right end."""
    rule = (
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
    )
    return paragraph(run(text) + "<w:r><w:tab/></w:r>" + run("หน้า ") + PAGE, "Footer", rule)
