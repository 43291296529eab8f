"""Every kind of document as a file, made in a child of its own.

The child keeps a long printing away from the room's processor time, and its memory ends with it.
It has no limit of memory, for LibreOffice, which measures the pages, could not start under one;
an office's template has its own child with limits (documents/apart).
"""

import json
import os
import sys
from base64 import b64decode, b64encode
from dataclasses import asdict

from pydantic import TypeAdapter

from pmqa_workshop.documents.files import make_file
from pmqa_workshop.documents.snapshot import plan_of
from pmqa_workshop.domain import errors
from pmqa_workshop.domain.documents import DocumentKind, MadeFile, PrintOptions
from pmqa_workshop.domain.errors import FileRefused, TemplateRefused
from pmqa_workshop.guard.child import end_children, run_child

SECONDS = 150
_MODULE = "pmqa_workshop.documents.making"
LOWLY = 10  # how much the child gives way to the room
_OPTIONS = TypeAdapter(PrintOptions)


def make_in_child(
    kind: DocumentKind, snapshot: str, options: PrintOptions, template: bytes | None
) -> MadeFile:
    """Return the file as make_file does, made by a child process that may take SECONDS.

    Raise TemplateRefused when the template, or whatever else, kept it from being made.
    """
    order = {
        "kind": kind,
        "snapshot": snapshot,
        "options": _OPTIONS.dump_python(options, mode="json"),
        "template": b64encode(template).decode() if template else None,
    }
    ended = run_child(_MODULE, json.dumps(order).encode(), SECONDS)
    try:
        answer = json.loads(ended.output)
    except ValueError as broken:
        reason = "making_slow" if ended.code is None else "making_crashed"
        raise TemplateRefused(reason=reason) from broken
    if "refused" in answer:
        raise getattr(errors, answer["refused"])(**answer["facts"])
    return MadeFile(
        **{**answer, "content": b64decode(answer["content"]), "notes": tuple(answer["notes"])}
    )


def stop_making() -> None:
    """End what is being made, for this process ends."""
    end_children(_MODULE)


def _answer(order: dict[str, str]) -> dict[str, object]:
    template = order["template"]
    try:
        made = make_file(
            DocumentKind(order["kind"]),
            plan_of(order["snapshot"]),
            _OPTIONS.validate_python(order["options"]),
            template=b64decode(template) if template else None,
        )
    except FileRefused as refusal:
        return {"refused": type(refusal).__name__, "facts": refusal.facts}
    return {**asdict(made), "content": b64encode(made.content).decode()}


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(LOWLY)
    order = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(_answer(order), default=str).encode())


if __name__ == "__main__":
    main()
