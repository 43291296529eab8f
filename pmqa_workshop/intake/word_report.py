"""The paragraphs and tables of a .docx in order, as a reader of the page sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pmqa_workshop.guard.package import Package
from pmqa_workshop.intake.grid import Grid, Place, Row
from pmqa_workshop.intake.marks import split_mark, tidy
from pmqa_workshop.intake.outline import Line
from pmqa_workshop.intake.word_numbers import Numbers, numbers_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_UNSEEN = {"del", "moveFrom", "txbxContent", "Fallback", "instrText", "delText", "rPr", "pPr"}
_HEADING_NAME = re.compile(r"^(?:heading|หัวเรื่อง)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|สารบัญ|table of figures)", re.IGNORECASE)
_HOLDERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_WIDEST = 64
_SET_IN = 200  # twentieths of a point


@dataclass(frozen=True)
class Style:
    """What a paragraph style sets, its base styles included."""

    level: int | None = None
    is_bold: bool = False
    number: int = 0  # of the list it belongs to
    depth: int = 0
    is_contents: bool = False


@dataclass(frozen=True)
class _Document:
    """What paragraphs refer to: styles by id, and notes by kind and id."""

    styles: dict[str, Style]
    notes: dict[tuple[str, str], str]
    numbers: Numbers


def read_blocks(package: Package, main_part: str) -> Iterator[Line | Grid]:
    """Yield the paragraphs and tables of the body; "ย่อหน้า 48" counts paragraphs as Word does."""
    document = _Document(
        _styles(package, main_part), _notes(package, main_part), numbers_of(package, main_part)
    )
    body = package.xml(main_part).find("{*}body")
    paragraphs = tables = 0
    begun = ""  # of a paragraph whose end somebody took out, so that it runs into the next
    for block in _blocks(body if body is not None else ()):
        if _name(block) == "p":
            paragraphs += 1
            place = f"ย่อหน้า {paragraphs}"
            line = _line(block, place, document)
            if _runs_on(block):
                begun += line.text
                continue
            yield replace(line, text=tidy(f"{begun}{line.text}"))
            begun = ""
            yield from (_line(inner, place, document) for inner in _boxed(block))
        else:
            tables += 1
            yield _grid(block, f"ตาราง {tables}", document)


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        name = _name(child)
        if name in ("p", "tbl"):
            yield child
        elif name in _HOLDERS and not _is_blank_form(child):
            yield from _blocks(child)


def _boxed(paragraph: Any) -> Iterator[Any]:
    """Yield the paragraphs of text boxes anchored here, once though Word stores them twice."""
    for box in paragraph.iter("{*}txbxContent"):
        if not any(_name(parent) == "Fallback" for parent in box.iterancestors()):
            yield from box.iter("{*}p")


def _runs_on(paragraph: Any) -> bool:
    """Tell whether a tracked change took out the end of a paragraph."""
    mark = paragraph.find("{*}pPr/{*}rPr/{*}del")
    return mark is not None


def _line(paragraph: Any, place: str, document: _Document) -> Line:
    settings = paragraph.find("{*}pPr")
    style = document.styles.get(_value(settings, "pStyle"), document.styles[""])
    if style.is_contents:
        return Line("", place)
    level = _outline_level(settings)
    number, depth = _list_of(settings, style)
    printed = document.numbers.next(str(number), depth) if number else ""
    is_heading = style.level is not None or level is not None
    text = tidy(_text(paragraph))
    if text and is_heading and printed:
        text = f"{printed} {text}"
    return Line(
        text,
        place,
        level=style.level if level is None else level,
        is_bold=bool(text) and _is_bold(paragraph, style),
        is_listed=number > 0,
        depth=depth,
        is_continued=number == 0 and _is_set_in(settings),
        notes=_notes_of(paragraph, document),
    )


def _notes_of(node: Any, document: _Document) -> tuple[str, ...]:
    """Return the footnotes and endnotes that a paragraph or cell points at."""
    found = []
    for mark in node.iter("{*}footnoteReference", "{*}endnoteReference"):
        if not any(
            _name(parent) in ("del", "moveFrom", "Fallback") for parent in mark.iterancestors()
        ):
            kind = _name(mark).removesuffix("Reference")
            found.append(document.notes.get((kind, _attribute(mark, "id")), ""))
    return tuple(note for note in found if note)


def _notes(package: Package, main_part: str) -> dict[tuple[str, str], str]:
    notes = {}
    for relation in package.relations(main_part).values():
        kind = relation.type.rpartition("/")[2].removesuffix("s")
        if kind in ("footnote", "endnote") and relation.target in package.parts:
            for node in package.xml(relation.target).iter("{*}" + kind):
                paragraphs = (tidy(_text(paragraph)) for paragraph in node.iter("{*}p"))
                text = " ".join(paragraph for paragraph in paragraphs if paragraph)
                notes[kind, _attribute(node, "id")] = text
    return notes


def _text(node: Any) -> str:
    """Return the text as shown: deleted, hidden and boxed text left out, and empty forms."""
    pieces = []
    for child in node:
        name = _name(child)
        if name in _UNSEEN or (name == "r" and _is_hidden(child)) or _is_blank_form(child):
            continue
        if name == "t":
            pieces.append(child.text or "")
        elif name in ("tab", "ptab"):
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n" if _attribute(child, "type") in ("", "textWrapping") else " ")
        elif name == "noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(_text(child))
    return "".join(pieces)


def _grid(table: Any, name: str, document: _Document) -> Grid:
    rows: list[Row] = []
    notes: dict[tuple[int, int], tuple[str, ...]] = {}
    above: dict[int, str] = {}
    for number, row in enumerate(_rows(table), start=1):
        cells: dict[int, str] = {}
        filled: dict[int, str] = {}
        column = _number(row.find("{*}trPr"), "gridBefore")
        for cell in _cells(row):
            settings = cell.find("{*}tcPr")
            span = max(_number(settings, "gridSpan"), 1)
            goes_on = _continues_above(settings)
            text = above.get(column, "") if goes_on else _cell_text(cell, document)
            if not goes_on:
                cells[column] = text
                notes[number, column] = _notes_of(cell, document)
            filled.update(dict.fromkeys(range(column, min(column + span, _WIDEST)), text))
            column += span
        above = filled
        rows.append(Row(number, _cells_in_order(cells), _cells_in_order(filled)))
    notes = {place: some for place, some in notes.items() if some}
    return Grid(tuple(rows), Place.TABLE, name, has_paragraphs=True, notes=notes)


def _cell_text(cell: Any, document: _Document) -> str:
    """Return the paragraphs of a cell; what Word numbers or bullets itself gets a bullet."""
    lines = []
    for paragraph in cell.iter("{*}p"):
        if any(_name(parent) == "Fallback" for parent in paragraph.iterancestors()):
            continue
        line = _line(paragraph, "", document)
        is_marked = split_mark(line.text)[0] is not None
        lines.append(
            f"• {line.text}" if line.is_listed and line.text and not is_marked else line.text
        )
    return "\n".join(line for line in lines if line)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if _name(child) == "tr":
            if child.find("{*}trPr/{*}del") is None:
                yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(child)


def _continues_above(settings: Any) -> bool:
    merge = settings.find("{*}vMerge") if settings is not None else None
    return merge is not None and _attribute(merge, "val") != "restart"


def _cells_in_order(cells: dict[int, str]) -> tuple[str, ...]:
    width = min(max(cells, default=-1) + 1, _WIDEST)
    return tuple(cells.get(column, "") for column in range(width))


def _styles(package: Package, main_part: str) -> dict[str, Style]:
    """Return the paragraph styles by id; "" is what a paragraph without a style has."""
    related = package.relations(main_part).values()
    part = next((r.target for r in related if r.type.endswith("/styles")), "")
    if part not in package.parts:
        return {"": Style()}
    nodes = {
        _attribute(node, "styleId"): node
        for node in package.xml(part).iter("{*}style")
        if _attribute(node, "type") == "paragraph"
    }
    default = next((k for k, n in nodes.items() if _attribute(n, "default") in ("1", "true")), None)
    styles = {key: _style(key, nodes) for key in nodes}
    return {**styles, "": styles[default] if default is not None else Style()}


def _style(key: str, nodes: dict[str, Any]) -> Style:
    chain: list[Any] = []
    while key in nodes and nodes[key] not in chain:
        chain.append(nodes[key])
        key = _value(nodes[key], "basedOn")
    level, is_bold, listed, is_contents = None, False, None, False
    for node in reversed(chain):
        settings = node.find("{*}pPr")
        name = _value(node, "name")
        named = _HEADING_NAME.match(name)
        level = int(named.group(1)) if named else level
        own_level = _outline_level(settings)
        level = own_level if own_level is not None else level
        is_bold = _bold_in(node.find("{*}rPr"), is_bold)
        listed = _numbering(settings) or listed
        is_contents = is_contents or bool(_CONTENTS_NAME.match(name))
    number, depth = listed or (0, 0)
    return Style(level, is_bold, number, depth, is_contents)


def _outline_level(settings: Any) -> int | None:
    node = settings.find("{*}outlineLvl") if settings is not None else None
    value = _attribute(node, "val") if node is not None else ""
    return int(value) + 1 if value in tuple("012345678") else None


def _list_of(settings: Any, style: Style) -> tuple[int, int]:
    """Return the list a paragraph belongs to, 0 for none, and how deep in it."""
    return _numbering(settings) or (style.number, style.depth)


def _is_set_in(settings: Any) -> bool:
    """Tell whether a paragraph is set in as a whole, like the text of a list above it."""
    node = settings.find("{*}ind") if settings is not None else None
    if node is None or _attribute(node, "firstLine") not in ("", "0"):
        return False
    left = _attribute(node, "left") or _attribute(node, "start")
    return left.isascii() and left.isdigit() and int(left) >= _SET_IN


def _numbering(settings: Any) -> tuple[int, int] | None:
    """Return (list, depth) as the paragraph sets it; list 0 switches numbering off."""
    node = settings.find("{*}numPr") if settings is not None else None
    if node is None:
        return None
    return _number(node, "numId"), _number(node, "ilvl")


def _is_bold(paragraph: Any, style: Style) -> bool:
    """Tell whether all the letters are bold; Word keeps bold for Thai letters apart (bCs)."""
    runs = [
        r for r in paragraph.iter("{*}r") if any((t.text or "").strip() for t in r.iter("{*}t"))
    ]
    return bool(runs) and all(_bold_in(run.find("{*}rPr"), style.is_bold) for run in runs)


def _bold_in(settings: Any, otherwise: bool) -> bool:
    marks = [] if settings is None else [settings.find("{*}b"), settings.find("{*}bCs")]
    known = [mark for mark in marks if mark is not None]
    if not known:
        return otherwise
    return any(_attribute(mark, "val") not in ("0", "false", "off") for mark in known)


def _is_blank_form(node: Any) -> bool:
    """Tell whether a content control only shows what should be typed into it."""
    return _name(node) == "sdt" and node.find("{*}sdtPr/{*}showingPlcHdr") is not None


def _is_hidden(run: Any) -> bool:
    settings = run.find("{*}rPr")
    mark = settings.find("{*}vanish") if settings is not None else None
    return mark is not None and _attribute(mark, "val") not in ("0", "false", "off")


def _value(parent: Any, name: str) -> str:
    node = parent.find("{*}" + name) if parent is not None else None
    return _attribute(node, "val") if node is not None else ""


def _number(parent: Any, name: str) -> int:
    value = _value(parent, name)
    return min(int(value), 1_000_000) if value.isascii() and value.isdigit() else 0


def _attribute(node: Any, name: str) -> str:
    return str(node.get(_W + name) or node.get(_STRICT + name) or "")


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
