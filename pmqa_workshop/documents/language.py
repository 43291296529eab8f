"""What a template may say: names, conditions and loops over what is offered, nothing else.

The same rules stand at the check of an office's template and at every print, so that one
that was never checked can do no more: whatever docxtpl hands to Jinja comes through here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("default", "digits", "join", "length")
TESTS = ("defined",)
OF_LOOPS = ("first", "index", "index0", "last", "length", "revindex", "revindex0")
MOST_TURNS = 500_000  # of all loops of a document together
MOST_LETTERS = 100_000_000  # written into one document, its markup counted
LONGEST_LITERAL = 500  # characters

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Filter, nodes.Test, nodes.For, nodes.If, nodes.CondExpr, nodes.Not,
    nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Slice,
)  # fmt: skip
_TURNS = "turns counted"  # a name no template can write


class Foreign(TemplateSyntaxError):
    """A template says something outside its language; `construct` is what."""

    def __init__(self, construct: str, line: int) -> None:
        super().__init__(construct, line)
        self.construct = construct


class TooMuch(TemplateRuntimeError):
    """A template asks for more turns or letters than any document needs."""


class TemplateLanguage(ImmutableSandboxedEnvironment):
    """A Jinja that can loop and choose; one for each document, for it counts its work."""

    def __init__(self, digits: Callable[[str], str]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._written)
        self._turns = self._letters = 0
        self.globals.clear()
        self.tests = {name: self.tests[name] for name in TESTS}
        known = {name: self.filters[name] for name in FILTERS if name in self.filters}
        self.filters = {
            **known,
            "digits": lambda value: digits(str(value)),
            _TURNS: self._counted,
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what is offered under a name; no attribute of Python's own."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in OF_LOOPS:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the entry of a list at a place, or a stretch of its entries."""
        if isinstance(obj, (list, tuple)):
            if isinstance(argument, slice):
                return obj[argument]
            if isinstance(argument, int) and argument < len(obj):
                return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def read(self, source: str) -> nodes.Template:
        """Return what a piece of a template says; raise TemplateSyntaxError where it may not."""
        try:
            tree = super()._parse(source, None, None)
        except RecursionError as error:
            raise Foreign("nesting", 1) from error
        refuse_foreign(tree)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = self.read(source)
        for loop in list(tree.find_all(nodes.For)):
            weight = sum(len(text.data) for text in loop.find_all(nodes.TemplateData))
            arguments: list[nodes.Expr] = [nodes.Const(weight)]
            loop.iter = nodes.Filter(loop.iter, _TURNS, arguments, [], None, None)
        return tree

    def _counted(self, rows: Iterable[Any], weight: int) -> Iterator[Any]:
        for row in rows:
            self._turns += 1
            self._letters += weight
            self._refuse_too_much()
            yield row

    def _written(self, value: Any) -> Any:
        self._letters += len(value) if isinstance(value, str) else 0
        self._refuse_too_much()
        return value

    def _refuse_too_much(self) -> None:
        if self._turns > MOST_TURNS or self._letters > MOST_LETTERS:
            raise TooMuch("too much")


def refuse_foreign(tree: nodes.Node) -> None:
    """Raise Foreign for the first thing in a parsed template that is not of its language."""
    for node in (tree, *tree.find_all(nodes.Node)):
        construct = _foreign(node)
        if construct:
            raise Foreign(construct, node.lineno or 1)


def _foreign(node: nodes.Node) -> str:
    """Return the name of what may not be said, "" when it may."""
    is_odd = (
        not isinstance(node, _ALLOWED)
        or (isinstance(node, nodes.For) and _is_odd_loop(node))
        or (isinstance(node, nodes.Name) and node.name.startswith("_"))
        or (isinstance(node, nodes.Getattr) and node.attr.startswith("_"))
        or (isinstance(node, nodes.Getitem) and not _is_place(node.arg))
        or (isinstance(node, nodes.Const) and len(str(node.value)) > LONGEST_LITERAL)
    )
    if is_odd:
        return type(node).__name__
    if isinstance(node, nodes.Filter):
        return "" if node.name in FILTERS and _has_plain_arguments(node) else f"|{node.name}"
    if isinstance(node, nodes.Test):
        return "" if node.name in TESTS and _has_plain_arguments(node) else f"is {node.name}"
    return ""


def _is_odd_loop(loop: nodes.For) -> bool:
    return loop.recursive or not isinstance(loop.target, nodes.Name)


def _is_place(argument: nodes.Expr) -> bool:
    if isinstance(argument, nodes.Slice):
        ends = (argument.start, argument.stop, argument.step)
        return all(end is None or _is_place(end) for end in ends)
    return isinstance(argument, nodes.Const) and type(argument.value) is int


def _has_plain_arguments(node: nodes.Filter | nodes.Test) -> bool:
    named = node.kwargs or node.dyn_args or node.dyn_kwargs
    return not named and all(isinstance(one, nodes.Const) for one in node.args)
