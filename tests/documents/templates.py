"""Templates of an office, made small or cut out of ours, to be checked and printed with."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from lxml import etree

from pmqa_workshop.documents.kinds import built_in_template
from pmqa_workshop.domain.documents import DocumentKind

BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FILLED = re.compile(r"word/(document|header\w*|footer\w*|\w*Header|\w*Footer)\.xml")
Change = Callable[[str], str]


def saying(*texts: str) -> bytes:
    """Return a plain Word file with a paragraph of each text."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def ours(kind: DocumentKind = DocumentKind.PLAN) -> bytes:
    return built_in_template(kind)


def edited(
    content: bytes,
    changes: Mapping[str, Change] | None = None,
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the package with parts changed and others added."""
    copy = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(copy, "w", ZIP_DEFLATED) as made:
        for name in archive.namelist():
            part = archive.read(name)
            if changes and name in changes:
                part = changes[name](part.decode()).encode()
            made.writestr(name, part)
        for name, part in (added or {}).items():
            made.writestr(name, part)
    return copy.getvalue()


def swapped(old: str, new: str, content: bytes | None = None, part: str = BODY) -> bytes:
    """Return our template with the first `old` of a part replaced; it must be there."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return edited(content or ours(), {part: change})


def with_notes(content: bytes, *texts: str) -> bytes:
    """Return the file with a footnotes part that holds these texts."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for at, text in enumerate(texts, start=1)
    )
    part = f'<?xml version="1.0"?><w:footnotes xmlns:w="{word}">{notes}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    return edited(
        content,
        {
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>',
            ),
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>",
                f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/>'
                "</Relationships>",
            ),
        },
        {"word/footnotes.xml": part.encode()},
    )


def shattered(content: bytes, seed: int) -> bytes:
    """Return the file with its runs cut as Word cuts them: 1 to 4 letters, marks in between."""
    chance = Random(seed)  # noqa: S311 nothing secret
    with ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if _FILLED.fullmatch(name)]
    return edited(content, {name: lambda text: _cut(text, chance) for name in names})


def _cut(part: str, chance: Random) -> str:
    root = etree.fromstring(part.encode())
    for run in list(root.iter(f"{W}r")):
        texts = run.findall(f"{W}t")
        if len(texts) != 1 or len(run) > 2 or len(texts[0].text or "") < 2:
            continue
        at, letters = 0, texts[0].text
        while at < len(letters):
            size = chance.randint(1, 4)
            piece = deepcopy(run)
            piece.find(f"{W}t").text = letters[at : at + size]
            piece.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addprevious(piece)
            for mark in _marks(chance):
                run.addprevious(mark)
            at += size
        run.getparent().remove(run)
    return etree.tostring(root, encoding="unicode")


def _marks(chance: Random) -> list[etree._Element]:
    """Return what Word leaves between runs: the spelling's marks, or a bookmark."""
    drawn = chance.random()
    if drawn < 0.2:
        kinds = chance.sample(("spellStart", "spellEnd", "gramStart", "gramEnd"), 1)
        return [etree.Element(f"{W}proofErr", {f"{W}type": kind}) for kind in kinds]
    if drawn < 0.25:
        number = str(chance.randint(5_000, 9_999_999))
        start = etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": f"_Go{number}"})
        return [start, etree.Element(f"{W}bookmarkEnd", {f"{W}id": number})]
    return []
