"""docxtpl's filling of a template, with its traps closed."""

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from docx.opc.part import XmlPart
from docxtpl import DocxTemplate
from jinja2 import TemplateRuntimeError
from markupsafe import Markup

_NOTES = ("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_BREAKS = re.compile("[\t\n\a\f]")
LONGEST_PROPERTY = 255  # characters python-docx takes


class Torn(TemplateRuntimeError):
    """The tags cut through the document: filled, it is no document any more."""


class Filling(DocxTemplate):  # type: ignore[misc]
    """A template being filled. docxtpl alone would hide torn XML, losing what stands in it."""

    def resolve_listing(self, xml: str) -> str:
        """Make line breaks and tabs of the paragraphs that have any; docxtpl would cut up all."""
        resolve = super().resolve_listing
        return _PARAGRAPH.sub(
            lambda found: str(resolve(found[0])) if _BREAKS.search(found[0]) else found[0], xml
        )

    def fix_tables(self, xml: str) -> Any:
        written = xml.encode()
        _refuse_torn(written)
        return super().fix_tables(written)

    def build_headers_footers_xml(
        self, context: dict[str, Any], uri: str, jinja_env: Any = None
    ) -> Iterator[tuple[str, bytes]]:
        for relation, xml in super().build_headers_footers_xml(context, uri, jinja_env):
            _refuse_torn(xml)
            yield relation, xml

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Fill notes once: docxtpl would read what people typed in them as tags of a template."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(_NOTES):
                xml = self.patch_xml(self.get_part_xml(part))
                filled = self.render_xml_part(xml, part, context, jinja_env).encode()
                _refuse_torn(filled)
                if isinstance(part, XmlPart):
                    part._element = XmlPart.load(
                        part.partname, part.content_type, filled, part.package
                    ).element
                else:
                    part._blob = filled

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Fill the file's properties, cut to the length they may have."""
        for name in _PROPERTIES:
            written = getattr(self.docx.core_properties, name)
            filled = jinja_env.from_string(written).render(context) if "{" in written else written
            plain = written if filled is written else Markup(filled).unescape()  # noqa: S704
            setattr(self.docx.core_properties, name, plain[:LONGEST_PROPERTY])


def _refuse_torn(xml: bytes) -> None:
    """Raise Torn unless this is whole XML; expat says so without building a tree."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError as error:
        raise Torn(str(error)) from error
