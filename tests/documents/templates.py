"""Templates of an office, made small or cut out of ours, to be checked and printed with."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from pmqa_workshop.documents.kinds import built_in_template
from pmqa_workshop.domain.documents import DocumentKind

BODY = "word/document.xml"
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
