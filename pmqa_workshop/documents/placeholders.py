"""All placeholders of a kind as a Word file to copy from; made of what is offered, so always true.

The file is a template itself: whatever is copied out of it has passed the check.
"""

from collections.abc import Iterator

from pmqa_workshop.documents.checking.schema import Offered, Shape, offered_by
from pmqa_workshop.documents.template.package import template_of
from pmqa_workshop.documents.template.papers import form
from pmqa_workshop.documents.template.sheet import (
    LANDSCAPE,
    Column,
    line,
    note,
    rows_table,
    section,
    section_end,
    tag,
)
from pmqa_workshop.documents.wordml import cell, row, table, twips
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.thai import clean
from pmqa_workshop.wording import catalogue, phrase

LONGEST_EXAMPLE = 90  # characters
MOST_COLUMNS = 5  # of a table to copy
_WIDTHS = (twips(9.5), twips(8.2), twips(8.0))
_PLAIN = (Shape.TEXT, Shape.FLAG, Shape.PICTURE)
Named = tuple[str, str, Offered]  # as a template writes it, where its meaning is kept, what it is


def placeholders_page(kind: DocumentKind) -> bytes:
    """Return a .docx that lists each name, what it means and an example, with loops to copy."""
    offered = [(name, name, one) for name, one in offered_by(kind).items()]
    blocks = [one for one in offered if one[2].shape is Shape.BLOCK]
    values = [named for one in offered for named in _values(*one)]
    lists = [named for one in offered for named in _lists(*one)]
    title = phrase("placeholders.title", kind=phrase(f"document.{kind}"))
    pages = (
        line(title, "Paper Title")
        + "".join(line(phrase(f"placeholders.{how}"), "Body Thai") for how in ("copy", "alone"))
        + _title(phrase("placeholders.values"))
        + _detail(values)
        + (_title(phrase("placeholders.blocks")) if blocks else "")
        + "".join(map(_block, blocks))
        + _title(phrase("placeholders.lists"))
        + "".join(_list(*one, ()) for one in lists)
        + section_end("")
    )
    whole = pages + section("thaiNumbers", start=1, landscape=True)
    return template_of(form(title, whole, LANDSCAPE, drawn=("toc 1", "toc 2", "table of figures")))


def meaning(place: str, language: str = "th") -> str:
    """Return what a name means; one that many lists share is kept under its last words."""
    known, words = catalogue(language), place.split(".")
    for at in range(len(words)):
        key = f"placeholder.{'.'.join(words[at:])}"
        if key in known:
            return known[key]
    raise KeyError(place)


def _values(name: str, place: str, offered: Offered) -> Iterator[Named]:
    """Yield a name, or those in its group, that hold no rows of their own."""
    if offered.shape in _PLAIN or _is_list_of_texts(offered):
        yield name, place, offered
    for inner, one in offered.names.items():
        yield from _values(f"{name}.{inner}", f"{place}.{inner}", one)


def _lists(name: str, place: str, offered: Offered) -> Iterator[Named]:
    if offered.shape is Shape.LIST and not _is_list_of_texts(offered):
        yield name, place, offered
    for inner, one in offered.names.items():
        yield from _lists(f"{name}.{inner}", f"{place}.{inner}", one)


def _is_list_of_texts(offered: Offered) -> bool:
    entry = offered.entry
    return offered.shape is Shape.LIST and entry is not None and entry.shape is Shape.TEXT


def _title(text: str) -> str:
    return line(text, "Contents Heading")  # headings would be counted as chapters are


def _block(block: Named) -> str:
    name, place, _ = block
    return line(meaning(place), "Lead In") + tag(f"{{{{p {name} }}}}")


def _list(name: str, place: str, offered: Offered, around: tuple[str, ...]) -> str:
    """Return what a list's rows hold, between the beginning and the end of its loop."""
    rows = offered.entry.names if offered.entry else {}
    each = _name_of_row(rows, around)
    held = [(f"{each}.{name}", f"{place}.{name}", one) for name, one in rows.items()]
    values = [named for one in held for named in _values(*one)]
    blocks = [one for one in held if one[2].shape is Shape.BLOCK]
    inner = [named for one in held for named in _lists(*one)]
    title = meaning(place)
    return (
        line(title, "Lead In")
        + _to_copy(title, each, name, [one for one in values if one[2].shape is Shape.TEXT])
        + tag(f"{{%p for {each} in {name} %}}")
        + _detail(values)
        + "".join(map(_block, blocks))
        + "".join(_list(*one, (*around, each)) for one in inner)
        + tag("{%p endfor %}")
    )


def _name_of_row(rows: dict[str, Offered], around: tuple[str, ...]) -> str:
    """Return what a row is called in its loop: not as one of the loops around it."""
    holds_rows = any(one.entry and one.entry.names for one in rows.values())
    names = ("group", "row", "item", "part") if holds_rows else ("row", "item", "part")
    return next(name for name in names if name not in around)


def _to_copy(title: str, each: str, name: str, values: list[Named]) -> str:
    """Return a table of three rows: the loop's beginning, its cells, its end."""
    chosen = values[:MOST_COLUMNS]
    if not chosen:
        return ""
    columns = [
        Column(meaning(place), LANDSCAPE / len(chosen), f"{{{{ {written} }}}}")
        for written, place, _ in chosen
    ]
    made = rows_table(title, name, columns)
    return made.replace("for row in", f"for {each} in") + note(phrase("placeholders.three_rows"))


def _detail(values: list[Named]) -> str:
    """Return the table of names, meanings and examples."""
    if not values:
        return ""
    heads = [phrase(f"placeholders.{name}") for name in ("name", "meaning", "example")]
    rows = [_row(*((text,) for text in heads), style="Table Head")]
    rows += [
        _row(_written(name, one), (meaning(place),), (_example(one),))
        for name, place, one in values
    ]
    return table(rows, _WIDTHS, heads[0])


def _row(*cells: tuple[str, ...], style: str = "Table Text") -> str:
    filled = (
        cell("".join(line(text, style) for text in texts), width)
        for texts, width in zip(cells, _WIDTHS, strict=True)
    )
    return row(filled, header=style == "Table Head")


def _written(name: str, offered: Offered) -> tuple[str, ...]:
    """Return how a value is asked for, a paragraph each."""
    if offered.shape is Shape.FLAG:
        return f"{{%p if {name} %}}", phrase("placeholders.if_so"), "{%p endif %}"
    if offered.shape is Shape.LIST:
        return f"{{%p for entry in {name} %}}", "{{ entry }}", "{%p endfor %}"
    return (f"{{{{ {name} }}}}",)


def _example(offered: Offered) -> str:
    text = clean(offered.entry.example if offered.entry else offered.example).replace("\n", " ")
    return (text[: LONGEST_EXAMPLE - 1] + "…" if len(text) > LONGEST_EXAMPLE else text) or "–"
