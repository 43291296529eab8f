"""Opening and closing: every for and if ends where it began, in order."""

from dataclasses import dataclass
from typing import Any

from pmqa_workshop.documents.checking.reading import Line
from pmqa_workshop.documents.checking.report import Place
from pmqa_workshop.documents.checking.tags import Faulty, Tag, shown


@dataclass(frozen=True)
class Opened:
    tag: Tag
    place: Place
    inside: Any  # the element in which it must end

    @property
    def end(self) -> str:
        return f"end{self.tag.command}"


class Blocks:
    """The blocks of a part that are open at a tag."""

    def __init__(self) -> None:
        self.open: list[Opened] = []

    def begin(self, tag: Tag, line: Line) -> None:
        self.open.append(Opened(tag, line.place, _inside(tag, line)))

    def turn(self, tag: Tag, line: Line) -> None:
        """Take an else or elif; raise Faulty when no block waits for it."""
        if not self.open or (tag.command == "elif" and self.open[-1].tag.command == "for"):
            raise Faulty("unopened")
        _check_fit(tag, line, self.open[-1])

    def end(self, tag: Tag, line: Line) -> Opened:
        """Return the block that ends; raise Faulty when it cannot end here."""
        waiting = [one for one in self.open if one.end == tag.command]
        if not waiting:
            raise Faulty("unopened")
        ended = waiting[-1]
        if self.open[-1] is not ended:
            raise Faulty("crossed", other=shown(self.open[-1].tag.text))
        self.open.pop()
        _check_fit(tag, line, ended)
        return ended


def _inside(tag: Tag, line: Line) -> Any:
    """Return the element that has to hold both ends of a block."""
    if tag.level == "tr":
        return line.around("tbl")
    if tag.level == "tc":
        return line.around("tr")
    if tag.level == "p" and line.paragraph is not None:
        return line.paragraph.getparent()
    return line.text if line.paragraph is None else line.paragraph


def _check_fit(tag: Tag, line: Line, opened: Opened) -> None:
    other = shown(opened.tag.text)
    if tag.level != opened.tag.level:
        raise Faulty("level_differs", other=other)
    if _inside(tag, line) is not opened.inside:
        raise Faulty("ends_elsewhere" if tag.level else "ends_in_other_paragraph", other=other)
