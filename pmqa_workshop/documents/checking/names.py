"""The names a tag uses, held against what is offered where it stands."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, nodes

from pmqa_workshop.documents.checking.schema import FLAG, LOOP, TEXT, Offered, Shape
from pmqa_workshop.documents.checking.tags import Faulty, shown
from pmqa_workshop.documents.language import FILTERS, Foreign, TemplateLanguage

CLOSE = 0.5  # how alike a name must be to be what was meant
MOST_LISTED = 12  # names shown where none is close
Names = Mapping[str, Offered]
_FILTERS = ", ".join(f"|{name}" for name in FILTERS)
_LANGUAGE = TemplateLanguage(str)


class Scope:
    """The names that stand at a tag: what the kind offers and the loops around it."""

    def __init__(self, offered: Names) -> None:
        self._offered = offered
        self._loops: list[dict[str, Offered]] = []
        self._left: set[str] = set()

    def enter(self, name: str, entry: Offered) -> None:
        self._loops.append({name: entry, "loop": LOOP})

    def leave(self) -> None:
        self._left.update(self._loops.pop())

    @property
    def depth(self) -> int:
        return len(self._loops)

    def refuse_left(self, name: str) -> None:
        """Raise Faulty for the name of a loop that has ended."""
        if name in self._left and name not in self.names():
            raise Faulty("outside_loop", name=name)

    def names(self) -> dict[str, Offered]:
        found = dict(self._offered)
        for loop in self._loops:
            found.update(loop)
        return found


def value_of(expression: str, scope: Scope) -> Offered:
    """Return what {{ expression }} stands for; raise Faulty for what is not offered."""
    tree = _parsed(f"{{{{ {expression} }}}}", scope)
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise Faulty("unreadable")
    return _shape(output.nodes[0], scope.names())


def check_condition(expression: str, scope: Scope) -> None:
    tree = _parsed(f"{{% if {expression} %}}{{% endif %}}", scope)
    choice = tree.body[0]
    if len(tree.body) != 1 or not isinstance(choice, nodes.If):
        raise Faulty("unreadable")
    _shape(choice.test, scope.names())


def loop_of(expression: str, scope: Scope) -> tuple[str, Offered, str]:
    """Return the name a loop gives its rows, what each offers, and the list's first name."""
    tree = _parsed(f"{{% for {expression} %}}{{% endfor %}}", scope)
    loop = tree.body[0]
    if len(tree.body) != 1 or not isinstance(loop, nodes.For):
        raise Faulty("unreadable")
    names = scope.names()
    rows = _shape(loop.iter, names)
    if rows.shape is not Shape.LIST:
        raise Faulty("not_a_list", name=_written(loop.iter))
    name, entry = str(getattr(loop.target, "name", "")), rows.entry or TEXT
    if loop.test is not None:
        _shape(loop.test, {**names, name: entry, "loop": LOOP})
    return name, entry, _written(loop.iter).partition(".")[0]


def _parsed(source: str, scope: Scope) -> nodes.Template:
    try:
        tree = _LANGUAGE.read(source)
    except Foreign as error:
        if error.construct.startswith("|"):
            raise Faulty("filter_unknown", name=error.construct, known=_FILTERS) from error
        raise Faulty("foreign", construct=error.construct) from error
    except TemplateSyntaxError as error:
        raise Faulty("unreadable", detail=shown(str(error.message))) from error
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load":
            scope.refuse_left(name.name)
    return tree


def _shape(node: nodes.Node, names: Names) -> Offered:
    """Return what a part of an expression stands for."""
    if isinstance(node, nodes.Name):
        if node.name not in names:
            raise Faulty("name_unknown", name=node.name, **_meant(node.name, names))
        return names[node.name]
    if isinstance(node, nodes.Getattr):
        return _part(node, _shape(node.node, names))
    if isinstance(node, nodes.Getitem):
        return _entry(node, _shape(node.node, names))
    if isinstance(node, nodes.Filter):
        return _filtered(node, names)
    if isinstance(node, nodes.CondExpr):
        chosen = [_shape(one, names) for one in (node.expr1, node.expr2) if one is not None]
        _shape(node.test, names)
        return chosen[0]
    if isinstance(node, nodes.Test) and isinstance(node.node, nodes.Name):
        return FLAG  # whether a name is defined may be asked of any
    for inner in node.iter_child_nodes():
        _shape(inner, names)
    return TEXT if isinstance(node, nodes.Const) else FLAG


def _part(node: nodes.Getattr, owner: Offered) -> Offered:
    if owner.shape is Shape.GROUP and node.attr in owner.names:
        return owner.names[node.attr]
    if owner.shape is Shape.LIST:
        raise Faulty("loop_needed", name=_written(node.node), wanted=node.attr)
    if owner.shape is not Shape.GROUP:
        raise Faulty("no_parts", name=_written(node.node), wanted=node.attr)
    raise Faulty(
        "part_unknown", name=_written(node.node), wanted=node.attr, **_meant(node.attr, owner.names)
    )


def _entry(node: nodes.Getitem, owner: Offered) -> Offered:
    if owner.shape is not Shape.LIST:
        raise Faulty("not_a_list", name=_written(node.node))
    return owner if isinstance(node.arg, nodes.Slice) else owner.entry or TEXT


def _filtered(node: nodes.Filter, names: Names) -> Offered:
    given = _shape(node.node, names) if node.node else TEXT
    if node.name == "default":
        return given
    if node.name == "join":
        entry = given.entry or TEXT
        if given.shape is not Shape.LIST or entry.shape is not Shape.TEXT:
            raise Faulty("not_joinable", name=_written(node.node))
    if node.name == "digits" and given.shape is not Shape.TEXT:
        raise Faulty("not_text", name=_written(node.node))
    return TEXT


def _meant(name: str, names: Iterable[str]) -> dict[str, str]:
    """Return the name that was meant, or the names there are."""
    known = sorted(names)
    close = get_close_matches(name, known, 1, CLOSE)
    if close:
        return {"meant": close[0]}
    listed = ", ".join(known[:MOST_LISTED]) + (" …" if len(known) > MOST_LISTED else "")
    return {"known": listed}


def _written(node: nodes.Node | None) -> str:
    """Return a name as it is written in a template."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, (nodes.Getitem, nodes.Filter)):
        return _written(node.node)
    return "…"
