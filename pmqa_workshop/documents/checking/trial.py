"""A template tried: a full plan and an empty one are printed with it and opened again."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from lxml import etree

from pmqa_workshop.documents.checking.reading import lines_of
from pmqa_workshop.documents.checking.report import Place, Problem
from pmqa_workshop.documents.checking.tags import shown
from pmqa_workshop.documents.example import empty_plan, full_plan
from pmqa_workshop.documents.printing import print_document
from pmqa_workshop.domain.documents import DocumentKind, Face, PrintOptions
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import Digits

_LEFT = re.compile(r"\{\{|\{%|%\}|\}\}")
_WRITTEN = re.compile(r"word/(document|header\w*|footer\w*|footnotes|endnotes)\.xml")
_LABELS = {"document": "body", "header": "header", "footer": "footer"}
TRIALS = (
    (full_plan(), PrintOptions(three_years=True, project_pages=True)),
    (full_plan(is_draft=False), PrintOptions(digits=Digits.ARABIC, face=Face.NEW)),
    (empty_plan(), PrintOptions()),
)


def try_printing(kind: DocumentKind, content: bytes) -> tuple[Problem, ...]:
    """Return what goes wrong when the template is used."""
    found: dict[str, Problem] = {}
    for plan, options in TRIALS:
        try:
            printed = print_document(
                kind, plan, options, template=content, page_numbers=False
            ).content
            Document(BytesIO(printed))
            problems = list(_left(printed))
        except TemplateRefused as refusal:
            facts = {name: str(value) for name, value in refusal.facts.items()}
            problems = [Problem(Place(), "trial_refused", facts)]
        except MemoryError:
            problems = [Problem(Place(), "trial_memory")]
        except Exception as broken:  # whatever a strange template breaks, it cannot be used
            problems = [Problem(Place(), "trial_broken", {"detail": type(broken).__name__})]
        found.update((repr(problem), problem) for problem in problems)
    return tuple(found.values())


def _left(printed: bytes) -> Iterator[Problem]:
    """Yield what still looks like a tag; no example of ours holds one."""
    with ZipFile(BytesIO(printed)) as archive:
        for name in archive.namelist():
            kind = _WRITTEN.fullmatch(name)
            if kind:
                label = next((v for k, v in _LABELS.items() if kind[1].startswith(k)), "note")
                yield from _left_in(etree.fromstring(archive.read(name)), label)


def _left_in(root: Any, label: str) -> Iterator[Problem]:
    for line in lines_of(root, label, frozenset()):
        if _LEFT.search(line.text):
            yield Problem(line.place, "tag_left", {"text": shown(line.text)})
