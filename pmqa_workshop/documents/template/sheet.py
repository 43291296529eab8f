"""The pieces the template's pages are written with: prose, tables with row loops, sections."""

import re
from dataclasses import dataclass

from pmqa_workshop.documents.captions import FIGURES, TABLES
from pmqa_workshop.documents.pen import KEPT
from pmqa_workshop.documents.template.styles import HEAD, PALE, SKY, style_id
from pmqa_workshop.documents.wordml import (
    bookmark,
    cell,
    field,
    paragraph,
    row,
    run,
    table,
    twips,
)

PORTRAIT, LANDSCAPE = 16.0, 25.7  # centimetres between the margins
NARROW = 2.0  # centimetres: columns whose margins are needed for words
_YEAR = re.compile(r"(?<=พ\.ศ\.) (?=\S)")
_PIECES = re.compile(r"(\[\[\w+\]\]|\{\{ \w+\.code \}\})")
FILLS = {"Table Head": HEAD, "Table Group": SKY, "Table Total": PALE}


@dataclass(frozen=True)
class Column:
    """A column of a looped table: its heading, width in cm and what stands in each cell.

    `content` is one paragraph, or several of which some are {%p … %} tags.
    """

    heading: str
    width: float
    content: str | tuple[str, ...]
    style: str = "Table Text"
    middle: bool = False  # between the row's upper and lower edge


def line(text: str, style: str, more: str = "") -> str:
    """Return a paragraph; [[name]] refers to the table or figure captioned under that name."""
    pieces = _PIECES.split(_YEAR.sub(KEPT, text))
    return paragraph("".join(map(_piece, pieces)), style_id(style), more)


def _piece(text: str) -> str:
    """Return a reference, a code of the chain in its own look, or plain words."""
    if text.startswith("[["):
        return field(f"REF {text[2:-2]} \\h", TABLES)
    return run(text, "Trace" if text.endswith(".code }}") else "") if text else ""


def tag(text: str) -> str:
    """Return a paragraph that holds a tag alone, as {%p and {{p ask for."""
    return paragraph(run(text), style_id("Body Thai"))


def chapter(text: str) -> str:
    return line(text, "heading 1")


def heading(text: str) -> str:
    return line(text, "heading 2")


def subheading(text: str) -> str:
    return line(text, "heading 3")


def prose(*texts: str) -> str:
    return "".join(line(text, "Body Thai") for text in texts)


def lead(text: str) -> str:
    """Return prose that stays with the table it leads to."""
    return line(text, "Body Thai", "<w:keepNext/>")


def points(*texts: str) -> str:
    return "".join(line(text, "Body Item") for text in texts)


def either(condition: str, there: str, missing: str, style: str = "Missing") -> str:
    """Return what is shown when the data is there, and the words for when it is not."""
    return (
        tag(f"{{%p if {condition} %}}")
        + there
        + tag("{%p else %}")
        + line(missing, style)
        + tag("{%p endif %}")
    )


def caption(name: str, text: str) -> str:
    """Return the caption above a table."""
    return _caption(TABLES, name, text, "caption")


def figure(drawing: str, name: str, text: str) -> str:
    """Return a picture drawn by code, its caption beneath."""
    return tag(f"{{{{p {drawing} }}}}") + _caption(FIGURES, name, text, "Figure Caption")


def _caption(label: str, name: str, text: str, style: str) -> str:
    numbered = run(f"{label}{KEPT}") + field(f"SEQ {label} \\* THAIARABIC", "๑")
    return paragraph(bookmark(name, numbered) + run(f" {_YEAR.sub(KEPT, text)}"), style_id(style))


def note(text: str) -> str:
    return line(text, "Source Note")


def grouped_table(name: str, title: str, groups: str, columns: list[Column]) -> str:
    """Return a captioned table of shaded groups; the tags read `group` and `row`."""
    return caption(name, title) + groups_table(title, groups, columns)


def groups_table(
    title: str,
    groups: str,
    columns: list[Column],
    *,
    band: str = "{{ group.category }}",
    height: float = 0,
) -> str:
    """Return such a table without a caption, its rows at least so high (cm)."""
    rows = [
        _head(columns),
        _tag_row(f"{{%tr for group in {groups} %}}", columns),
        _band(band, columns),
        *_rows("group.rows", columns, height),
        _tag_row("{%tr endfor %}", columns),
    ]
    return _table(rows, columns, title)


def plain_table(
    name: str, title: str, rows: str, columns: list[Column], total: list[str] | None = None
) -> str:
    """Return a captioned table of one row each; `total` fills a last row."""
    return caption(name, title) + rows_table(title, rows, columns, total)


def rows_table(
    title: str,
    rows: str,
    columns: list[Column],
    total: list[str] | None = None,
    *,
    height: float = 0,
) -> str:
    """Return such a table without a caption."""
    end = [_total(total, columns)] if total else []
    return _table([_head(columns), *_rows(rows, columns, height), *end], columns, title)


def bare_table(title: str, rows: str, columns: list[Column]) -> str:
    """Return rows without lines and without a heading: a list whose columns stand in line."""
    widths = [twips(column.width) for column in columns]
    return table(_rows(rows, columns), widths, title, style="TableNormal")


def section(
    number_format: str,
    *,
    start: int | None = None,
    landscape: bool = False,
    header: str = "rIdHeader",
    footer: str = "rIdFooter",
    first: str = "",
    margin: float = 0,
) -> str:
    """Return the section properties that end a section.

    `first` is the header of the first page where it differs; `margin` in cm, all around, is
    for sheets that are no letters.
    """
    size = (
        'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    )
    official = (2, 2, 2, 2) if landscape else (2.5, 2, 2, 3)
    top, right, bottom, left = (margin,) * 4 if margin else official
    other = f'<w:headerReference w:type="first" r:id="{first}"/>' if first else ""
    begin = f' w:start="{start}"' if start else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>{other}'
        f'<w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" '
        f'w:left="{twips(left)}" w:header="{twips(1.2)}" w:footer="{twips(1)}" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="{number_format}"{begin}/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
    )


def section_end(properties: str) -> str:
    """Return the tiny paragraph that ends a section."""
    return paragraph("", style_id("Section Break"), properties)


def _table(rows: list[str], columns: list[Column], title: str) -> str:
    return table(rows, [twips(column.width) for column in columns], title)


def _head(columns: list[Column]) -> str:
    cells = [_cell((column.heading,), column, "Table Head") for column in columns]
    return row(cells, header=True)


def _rows(rows: str, columns: list[Column], height: float = 0) -> list[str]:
    cells = [_cell(_paragraphs(column.content), column, column.style) for column in columns]
    return [
        _tag_row(f"{{%tr for row in {rows} %}}", columns),
        row(cells, height=twips(height)),
        _tag_row("{%tr endfor %}", columns),
    ]


def _paragraphs(content: str | tuple[str, ...]) -> tuple[str, ...]:
    return (content,) if isinstance(content, str) else content


def _cell(texts: tuple[str, ...], column: Column, style: str) -> str:
    content = "".join(line(text, style) for text in texts)
    return cell(
        content,
        twips(column.width),
        fill=FILLS.get(style, ""),
        tight=column.width < NARROW,
        middle=column.middle or style == "Table Head",
    )


def _tag_row(text: str, columns: list[Column]) -> str:
    return _spanning(text, columns, "Table Text")


def _band(text: str, columns: list[Column]) -> str:
    return _spanning(text, columns, "Table Group")


def _spanning(text: str, columns: list[Column], style: str) -> str:
    width = sum(twips(column.width) for column in columns)
    fill = FILLS.get(style, "")
    return row([cell(line(text, style), width, span=len(columns), fill=fill)])


def _total(texts: list[str], columns: list[Column]) -> str:
    fill = FILLS["Table Total"]
    return row(
        [
            cell(
                paragraph(run(text), style_id("Table Total"), _alignment(column)),
                twips(column.width),
                fill=fill,
            )
            for text, column in zip(texts, columns, strict=True)
        ]
    )


def _alignment(column: Column) -> str:
    sides = {"Table Center": "center", "Table Right": "right"}
    return f'<w:jc w:val="{sides[column.style]}"/>' if column.style in sides else ""
