"""One part of a template walked from tag to tag."""

from collections.abc import Iterable, Iterator

from pmqa_workshop.documents.checking.blocks import Blocks
from pmqa_workshop.documents.checking.names import Names, Scope, check_condition, loop_of, value_of
from pmqa_workshop.documents.checking.reading import Line, W, text_of
from pmqa_workshop.documents.checking.report import Place, Problem
from pmqa_workshop.documents.checking.schema import Offered, Shape
from pmqa_workshop.documents.checking.tags import Faulty, Tag, read_tag, shown, tags_in

DEEPEST = 4  # loops within loops
MOST_FROM_TOP = 2  # of those over a whole list of the plan, not over what a row holds
_SWALLOWED = ("drawing", "pict", "object")  # lost with the paragraph of a {%p


class Walk:
    """Reads lines in order, keeping what is open; `used` are the first names of all values."""

    def __init__(self, offered: Names) -> None:
        self._offered = offered
        self._scope = Scope(offered)
        self._blocks = Blocks()
        self._lists: list[str] = []
        self.used: set[str] = set()
        self.tags: list[str] = []

    def problems(self, lines: Iterable[Line]) -> Iterator[Problem]:
        for line in lines:
            yield from self._line(line)
        for opened in self._blocks.open:
            facts = {"tag": shown(opened.tag.text), "end": opened.end}
            yield Problem(opened.place, "unclosed", facts)

    def _line(self, line: Line) -> Iterator[Problem]:
        try:
            found = tags_in(line.text)
        except Faulty as faulty:
            yield Problem(line.place, faulty.code, faulty.facts)
            return
        for text in found:
            self.tags.append(text)
            try:
                tag = read_tag(text)
                try:
                    self._tag(tag, line)
                finally:
                    _check_alone(tag, line)
            except Faulty as faulty:
                yield _problem(line.place, text, faulty)

    def _tag(self, tag: Tag, line: Line) -> None:
        if tag.command == "":
            self._value(tag, line)
        elif tag.command == "for":
            self._begin_loop(tag, line)
        elif tag.command in ("if", "elif"):
            if tag.command == "if":
                self._blocks.begin(tag, line)
            else:
                self._blocks.turn(tag, line)
            check_condition(tag.expression, self._scope)
        elif tag.command == "else":
            self._blocks.turn(tag, line)
        else:
            self._end(tag, line)

    def _value(self, tag: Tag, line: Line) -> None:
        value = value_of(tag.expression, self._scope)
        self.used.add(tag.expression.partition(".")[0].strip())
        if tag.level in ("tr", "tc"):
            raise Faulty("level_of_value", wanted=tag.expression)
        if value.shape is Shape.BLOCK and tag.level != "p":
            raise Faulty("block_without_p", wanted=tag.expression)
        if value.shape is not Shape.BLOCK and tag.level == "p":
            raise Faulty("p_without_block", wanted=tag.expression)
        if value.shape is Shape.PICTURE and line.paragraph is None:
            raise Faulty("not_text", name=tag.expression)
        if value.shape in (Shape.LIST, Shape.GROUP, Shape.FLAG):
            raise Faulty(f"{value.shape}_printed", name=tag.expression, known=_listed(value))

    def _begin_loop(self, tag: Tag, line: Line) -> None:
        """Open a loop; one that cannot be read is open all the same, for its end to find."""
        self._blocks.begin(tag, line)
        name, entry, source = "", Offered(Shape.GROUP), ""
        try:
            name, entry, source = loop_of(tag.expression, self._scope)
        finally:
            self._scope.enter(name, entry)
            self._lists.append(source)
        from_top = sum(one in self._offered for one in self._lists)
        if self._scope.depth > DEEPEST or from_top > MOST_FROM_TOP:
            raise Faulty("loops_deep")

    def _end(self, tag: Tag, line: Line) -> None:
        waiting = len(self._blocks.open)
        try:
            self._blocks.end(tag, line)
        finally:
            if len(self._blocks.open) < waiting and tag.command == "endfor":
                self._scope.leave()
                self._lists.pop()


def _check_alone(tag: Tag, line: Line) -> None:
    """Raise Faulty for words that would vanish with the tag's paragraph, row or cell."""
    if not tag.level:
        return
    if line.paragraph is None:
        raise Faulty("level_unknown")
    if tag.level == "p":
        lost = [one for name in _SWALLOWED for one in line.paragraph.iter(W + name)]
        if line.text.strip() != tag.text or lost:
            raise Faulty("beside_p")
        return
    around = line.around(tag.level)
    if around is None:
        raise Faulty(f"no_{tag.level}")
    words = "".join(text_of(paragraph) for paragraph in around.iter(f"{W}p"))
    if words.strip() != tag.text:
        raise Faulty(f"beside_{tag.level}")


def _listed(value: Offered) -> str:
    names = value.names or (value.entry.names if value.entry else {})
    return ", ".join(names)


def _problem(place: Place, text: str, faulty: Faulty) -> Problem:
    return Problem(place, faulty.code, {"tag": shown(text), **faulty.facts})
