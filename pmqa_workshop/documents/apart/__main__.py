"""The child: takes one order, answers with a line about the document and the document."""

import json
import pickle
import sys
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pmqa_workshop.documents.printing import number_pages, print_document
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.guard.child import limit_memory


def main() -> None:
    megabytes, (what, given) = pickle.load(sys.stdin.buffer)  # noqa: S301 from our own parent
    limit_memory(megabytes)
    try:
        about, content = _printed(*given) if what == "print" else ({}, number_pages(*given))
    except TemplateRefused as refusal:
        about, content = {"refused": refusal.facts}, b""
    except MemoryError:
        about, content = {"refused": {"reason": "memory", "detail": ""}}, b""
    sys.stdout.buffer.write(json.dumps(about, default=str).encode() + b"\n" + content)


def _printed(kind: Any, plan: Any, options: Any, template: Any) -> tuple[dict[str, Any], bytes]:
    printed = print_document(kind, plan, options, template=template, page_numbers=False)
    with ZipFile(BytesIO(printed.content)) as archive:  # opening it as a document costs more
        asks_for_pages = b"PAGEREF" in archive.read("word/document.xml")
    return {"notes": printed.notes, "names_pages": asks_for_pages}, printed.content


if __name__ == "__main__":
    main()
