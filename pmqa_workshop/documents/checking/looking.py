"""A template looked at without being run: its package, fields, tags and names."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from pmqa_workshop.documents.checking.fields import check_fields
from pmqa_workshop.documents.checking.parts import (
    Part,
    filled_parts,
    main_part,
    properties,
    unfilled_texts,
)
from pmqa_workshop.documents.checking.reading import Line, W, heading_styles, lines_of
from pmqa_workshop.documents.checking.report import Place, Problem, TemplateReport
from pmqa_workshop.documents.checking.schema import Shape, offered_by
from pmqa_workshop.documents.checking.tags import TAG, shown
from pmqa_workshop.documents.checking.walk import Walk
from pmqa_workshop.documents.kinds import built_in_template
from pmqa_workshop.documents.language import Foreign, TemplateLanguage
from pmqa_workshop.documents.wordml import W as WORD
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.errors import FileRefused
from pmqa_workshop.guard.contents import check_contents, office_kind, refuse_old_office
from pmqa_workshop.guard.package import Package, unpack

MOST_BYTES = 10 * 1024 * 1024
MOST_LISTED = 40  # problems and warnings told at once
_FILE = Place()
_CLEANED = (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("&gt;", ">"), ("&lt;", "<"))


def look_at(kind: DocumentKind, content: bytes) -> TemplateReport:
    """Return what can be said of a template before anything of it is run."""
    try:
        package = _opened(content)
        parts = list(filled_parts(package))
    except FileRefused as refusal:
        facts = {name: str(value) for name, value in refusal.facts.items()}
        return TemplateReport((Problem(_FILE, refusal.code, facts),))
    if parts[0].root.tag != f"{W}document":
        return TemplateReport((Problem(_FILE, "strict_format"),))
    walk = Walk(offered_by(kind))
    problems = _distinct(_problems(package, parts, walk))
    problems = problems or _distinct(_hidden(parts, walk))
    return TemplateReport(problems, _distinct(_warnings(kind, package, parts, walk)))


def _opened(content: bytes) -> Package:
    if not content:
        raise FileRefused(reason="empty")
    if len(content) > MOST_BYTES:
        raise FileRefused(reason="size")
    refuse_old_office(content)
    if not content.startswith(b"PK"):
        raise FileRefused(reason="not_word")
    package = unpack(content)
    if office_kind(package, check_contents(package)) != "docx":
        raise FileRefused(reason="not_word")
    return package


def _problems(package: Package, parts: list[Part], walk: Walk) -> Iterator[Problem]:
    styles = _heading_styles(package)
    for part in parts:
        for faulty in check_fields(part.root):
            yield Problem(Place(part.label), faulty.code, faulty.facts)
        yield from _bound(part)
        yield from walk.problems(lines_of(part.root, part.label, styles))
    for text, is_filled in properties(package):
        if is_filled:
            yield from walk.problems([Line(Place("property"), text)])
        elif TAG.search(text):
            yield Problem(Place("property"), "not_filled", {"text": shown(text)})
    for label, text in unfilled_texts(package):
        if TAG.search(text):
            yield Problem(Place(label), "not_filled", {"text": shown(TAG.findall(text)[0])})


def _bound(part: Part) -> Iterator[Problem]:
    """Yield content controls tied to data of their own: Word puts that over what was filled."""
    for binding in part.root.iter(f"{W}dataBinding"):
        control = next(binding.iterancestors(f"{W}sdt"), None)
        text = "" if control is None else "".join(control.itertext(f"{W}t"))
        if TAG.search(text):
            yield Problem(Place(part.label), "bound_control", {"text": shown(text)})


def _hidden(parts: list[Part], walk: Walk) -> Iterator[Problem]:
    """Yield what Jinja would run beyond the tags a person can see."""
    language = TemplateLanguage(str)
    seen = Counter(map(_bare, walk.tags))
    for part in parts:
        source = _as_run(part.root)
        try:
            language.read(source)
        except Foreign as error:
            yield Problem(Place(part.label), "foreign", {"construct": error.construct, "tag": ""})
        except TemplateSyntaxError as error:
            yield Problem(Place(part.label), "unreadable", {"detail": shown(str(error.message))})
        for text in TAG.findall(source):
            bare = _bare(text)
            if not text.startswith("{#") and not seen[bare]:
                yield Problem(Place(part.label), "hidden_tag", {"tag": shown(text)})
            seen[bare] -= 1


def _as_run(root: Any) -> str:
    """Return a part as docxtpl hands it to Jinja."""
    return str(DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode")))


def _bare(text: str) -> str:
    """Return a tag without what docxtpl takes out of it."""
    inner = text[2:-2].strip()
    for level in ("tr ", "tc ", "p "):
        inner = inner.removeprefix(level)
    for quote, plain in _CLEANED:
        inner = inner.replace(quote, plain)
    return text[:2] + "".join(inner.split())


def _warnings(
    kind: DocumentKind, package: Package, parts: list[Part], walk: Walk
) -> Iterator[Problem]:
    offered = offered_by(kind)
    blocks = [name for name, one in offered.items() if one.shape is Shape.BLOCK]
    unused = [name for name in blocks if name not in walk.used]
    if unused:
        yield Problem(_FILE, "blocks_unused", {"names": ", ".join(unused)})
    missing = sorted(_style_names(unpack(built_in_template(kind))) - _style_names(package))
    if missing:
        yield Problem(_FILE, "styles_missing", {"names": ", ".join(missing)})
    for part in parts:
        if next(part.root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom"), None) is not None:
            yield Problem(Place(part.label), "changes_tracked")
    if any(label == "comment" for label, _ in unfilled_texts(package)):
        yield Problem(_FILE, "comments_stay")
    settings = package.parts.get("word/settings.xml", b"")
    if b"updateFields" in settings:
        yield Problem(_FILE, "asks_on_opening")


def _heading_styles(package: Package) -> frozenset[str]:
    styles = _styles(package)
    return frozenset() if styles is None else heading_styles(styles)


def _style_names(package: Package) -> set[str]:
    styles = _styles(package)
    names = [] if styles is None else styles.iterfind(f"{{{WORD}}}style/{{{WORD}}}name")
    return {str(name.get(f"{W}val")).lower() for name in names}


def _styles(package: Package) -> Any:
    for relation in package.relations(main_part(package)).values():
        if relation.type.endswith("/styles") and relation.target in package.parts:
            return package.xml(relation.target)
    return None


def _distinct(problems: Iterator[Problem]) -> tuple[Problem, ...]:
    """Return the problems once each, in order; text boxes stand in a file twice."""
    found: dict[str, Problem] = {}
    for problem in problems:
        found.setdefault(repr(problem), problem)
        if len(found) == MOST_LISTED:
            break
    return tuple(found.values())
