"""What each kind of document offers its template, read off an example: it cannot drift."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from io import BytesIO
from itertools import chain

from docx import Document
from markupsafe import Markup

from pmqa_workshop.documents.example import empty_plan, full_plan
from pmqa_workshop.documents.kinds import built_in_template, recipe_of
from pmqa_workshop.documents.language import OF_LOOPS
from pmqa_workshop.documents.looks import looks_of
from pmqa_workshop.documents.order import Order
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.plan import EfficiencyPlan


class Shape(StrEnum):
    TEXT = "text"
    FLAG = "flag"  # for {% if %} only
    GROUP = "group"  # has names of its own
    LIST = "list"  # for {% for %}
    BLOCK = "block"  # paragraphs drawn by the program, alone in a {{p }}
    PICTURE = "picture"  # drawn by the program within a line


@dataclass(frozen=True)
class Offered:
    """What stands under a name; `names` of a group, `entry` of a list, an example of a text."""

    shape: Shape
    names: dict[str, "Offered"] = field(default_factory=dict)
    entry: "Offered | None" = None
    example: str = ""


TEXT, FLAG = Offered(Shape.TEXT), Offered(Shape.FLAG)
LOOP = Offered(
    Shape.GROUP, {name: FLAG if name in ("first", "last") else TEXT for name in OF_LOOPS}
)
_ALL = PrintOptions(three_years=True, project_pages=True)


@cache
def offered_by(kind: DocumentKind) -> dict[str, Offered]:
    """Return everything a template of this kind may name."""
    orders = [
        _order(kind, plan, options)
        for plan, options in (
            (full_plan(), _ALL),
            (full_plan(is_draft=False), PrintOptions()),
            (empty_plan(), PrintOptions()),
        )
    ]
    recipe = recipe_of(kind)
    words = _merged(_shape(recipe.words(order)) for order in orders)
    blocks = {name: Offered(Shape.BLOCK) for order in orders for name in recipe.blocks(order)}
    return words.names | blocks


def _order(kind: DocumentKind, plan: EfficiencyPlan, options: PrintOptions) -> Order:
    document = Document(BytesIO(built_in_template(kind)))
    return Order(plan, options, Pen(options.digits), looks_of(document), document)


def _shape(value: object) -> Offered:
    if isinstance(value, dict):
        return Offered(Shape.GROUP, {str(name): _shape(one) for name, one in value.items()})
    if isinstance(value, (list, tuple)):
        return Offered(Shape.LIST, entry=_merged(map(_shape, value)) if value else None)
    if isinstance(value, bool):
        return FLAG
    if isinstance(value, Markup) and value:
        is_block = value.startswith(("<w:p>", "<w:p ", "<w:tbl>", "<w:tbl "))
        return Offered(Shape.BLOCK if is_block else Shape.PICTURE)
    return Offered(Shape.TEXT, example="" if value is None else str(value))


def _merged(shapes: Iterable[Offered]) -> Offered:
    """Return one shape for all: every name any of them has, the first example there is."""
    first, *others = shapes
    for other in others:
        first = _joined(first, other)
    return first


def _joined(one: Offered, other: Offered) -> Offered:
    if one.shape is not other.shape:
        return other if _is_nothing(one) else one
    entries = [entry for entry in (one.entry, other.entry) if entry]
    names = {
        name: _merged(group.names[name] for group in (one, other) if name in group.names)
        for name in dict.fromkeys(chain(one.names, other.names))
    }
    return Offered(
        one.shape, names, _merged(entries) if entries else None, one.example or other.example
    )


def _is_nothing(offered: Offered) -> bool:
    return offered.shape is Shape.TEXT and not offered.example
