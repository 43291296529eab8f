"""Reading a printed plan again: parts, text, tables, chapters."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree

from pmqa_workshop.documents import print_document
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.plan import Digits, EfficiencyPlan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLES = {"Heading1", "FrontHeading", "AppendixHeading"}


def printed(
    plan: EfficiencyPlan,
    digits: Digits = Digits.THAI,
    kind: DocumentKind = DocumentKind.PLAN,
    **options: Any,
) -> "Printed":
    chosen = PrintOptions(digits=digits, **options)
    return Printed(print_document(kind, plan, chosen, page_numbers=False).content)


@dataclass(frozen=True)
class Printed:
    content: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with ZipFile(BytesIO(self.content)) as archive:
            names = archive.namelist()
            assert len(names) == len(set(names))
            return {name: archive.read(name) for name in names}

    def part(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    def relations(self, name: str) -> dict[str, str]:
        """Return what a part refers to, by id, as names of parts."""
        listed = join(dirname(name), "_rels", f"{basename(name)}.rels")
        if listed not in self.parts:
            return {}
        return {
            relation.get("Id"): normpath(join(dirname(name), relation.get("Target"))).lstrip("/")
            for relation in self.part(listed)
        }

    def style(self, style_id: str) -> Any:
        styles = self.part("word/styles.xml").iter(f"{W}style")
        return next(style for style in styles if style.get(f"{W}styleId") == style_id)

    @cached_property
    def body(self) -> Any:
        return self.part("word/document.xml")[0]

    @property
    def text(self) -> str:
        return text_of(self.body)

    @property
    def tables(self) -> list[Any]:
        return list(self.body.iter(f"{W}tbl"))

    def table(self, caption: str) -> Any:
        """Return the table that follows the caption with these words."""
        for paragraph in self.body.iter(f"{W}p"):
            if style_of(paragraph) == "Caption" and caption in text_of(paragraph):
                return next(paragraph.itersiblings(f"{W}tbl"))
        raise LookupError(caption)

    def rows(self, caption: str) -> list[list[str]]:
        return [
            [text_of(cell) for cell in row.iter(f"{W}tc")]
            for row in self.table(caption).iter(f"{W}tr")
        ]

    def headings(self, *styles: str) -> list[str]:
        wanted = styles or ("Heading1", "Heading2", "FrontHeading", "AppendixHeading")
        return [text_of(p) for p in self.body.iter(f"{W}p") if style_of(p) in wanted]

    def chapter(self, title: str) -> str:
        """Return the text from one chapter's title to the next."""
        inside, texts = False, []
        for block in self.body:
            if style_of(block) in TITLES:
                inside = title in text_of(block)
            if inside:
                texts.append(text_of(block))
        return "\n".join(texts)


def style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def text_of(element: Any) -> str:
    """Return the text; paragraphs and line breaks on lines of their own."""
    pieces = []
    for found in element.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}p"):
        if found.tag == f"{W}t":
            pieces.append(found.text or "")
        elif found.tag == f"{W}tab":
            pieces.append("\t")
        elif pieces:
            pieces.append("\n")
    return "".join(pieces).replace("\u00a0", " ").strip()
