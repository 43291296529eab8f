"""The tags in a line of a template, read one by one."""

import re
from dataclasses import dataclass

LONGEST_SHOWN = 80  # characters of a template's own words in a message
COMMANDS = ("for", "if", "elif", "else", "endfor", "endif")

_WITHIN = r"(?:(?!\{\{|\{%).)*?"  # a tag that seems to hold another has lost its end
TAG = re.compile(rf"\{{\{{{_WITHIN}\}}\}}|\{{%{_WITHIN}%\}}|\{{#.*?#\}}", re.DOTALL)
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_APART = re.compile(r"\{\s+[{%]|[}%]\s+\}")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffc]")
_LEVEL = re.compile(r"(tr|tc|p|r)\s")
_COMMAND = re.compile(r"([^\W\d]\w*)\b(.*)", re.DOTALL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})


class Faulty(Exception):
    """One thing is wrong with a tag: a code and its facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Tag:
    """A tag: `level` is what docxtpl swallows around it, `command` is "" in {{ }}."""

    text: str  # as it stands
    level: str  # "", p, tr or tc
    command: str
    expression: str


def tags_in(text: str) -> list[str]:
    """Return the tags of a line as they stand; raise Faulty for braces that are left over."""
    rest = TAG.sub("", text)
    if _BRACES.search(rest):
        raise Faulty("braces", text=shown(text))
    if _APART.search(rest):
        raise Faulty("braces_apart", text=shown(text))
    return [found for found in TAG.findall(text) if not found.startswith("{#")]


def read_tag(text: str) -> Tag:
    """Return what a tag says; raise Faulty when it says nothing a template can."""
    inner = text[2:-2]
    if _UNSEEN.search(inner):
        raise Faulty("unseen_letter", tag=shown(_UNSEEN.sub("•", text)))
    if inner.startswith("-") or inner.endswith("-"):
        raise Faulty("dash", tag=shown(text))
    level = _LEVEL.match(inner)
    if level:
        if inner[level.end(1)] != " " or level[1] == "r":
            raise Faulty("level_unknown", tag=shown(text))
        inner = inner[level.end() :]
    inner = inner.translate(_QUOTES).strip()
    name = level[1] if level else ""
    if text.startswith("{{"):
        return Tag(text, name, "", inner)
    command = _COMMAND.match(inner)
    if command is None or command[1] not in COMMANDS:
        raise Faulty("command_unknown", tag=shown(text))
    return Tag(text, name, command[1], command[2].strip())


def shown(text: str) -> str:
    """Return a template's words, short enough for a message and on one line."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
