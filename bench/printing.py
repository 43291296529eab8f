"""What documents of one plan take in a fresh process, as in a worker's child. One JSON object.

The plan comes as the snapshot a worker is given. Times are of the first document a process
makes, with whatever is loaded only then; memory is the most the process ever held.
"""

import argparse
import json
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

MADE_BESIDE = ("memo", "minutes", "attendance_sheet", "summary", "progress_form", "idea_sheet",
               "ballot_sheet", "workbook", "open_data")  # fmt: skip
PLAN_TABLE, COLUMNS = "แผนเพิ่มประสิทธิภาพองค์การรายหมวด", 10


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["keep", "plan", "floor", "pages", "others"])
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--workshop", type=int)
    parser.add_argument("--size", type=int)
    given = parser.parse_args()
    if given.what == "keep":
        found = keep(given.snapshot, given.workshop, given.size)
    else:
        measure = {"plan": plan, "floor": floor, "pages": pages, "others": others}[given.what]
        found = measure(given.snapshot.read_text(encoding="utf-8"))
    print(json.dumps(found))


def keep(snapshot: Path, workshop: int, size: int) -> dict[str, Any]:
    """Keep the workshop's plan with so many initiatives, as the Documents page does."""
    from bench.large_plan import large
    from pmqa_workshop.database import open_reading
    from pmqa_workshop.documents.snapshot import snapshot_of
    from pmqa_workshop.domain.roles import OPERATOR
    from pmqa_workshop.queries.plan import efficiency_plan

    start = time.perf_counter()
    with open_reading() as session:
        small = efficiency_plan(session, OPERATOR, workshop, issued_on=date(2026, 11, 23))
    read_s = time.perf_counter() - start
    snapshot.write_text(snapshot_of(large(small, size)), encoding="utf-8")
    return {"read_s": round(read_s, 2)}


def plan(snapshot: str) -> dict[str, Any]:
    """Print the plan without page numbers, then read it again for what is wrong with it."""
    began = time.perf_counter()
    from pmqa_workshop.documents import print_document
    from pmqa_workshop.documents.snapshot import plan_of
    from pmqa_workshop.domain.documents import DocumentKind

    given = plan_of(snapshot)
    start = time.perf_counter()
    content = print_document(DocumentKind.PLAN, given, page_numbers=False).content
    took = time.perf_counter() - start
    peak = _peak_mb()
    return {
        "load_s": round(start - began, 2),
        "print_s": round(took, 2),
        "rss_mb": peak,
        "document_kb": round(len(content) / 1024),
        "wrong": _wrong(content, [row.code for row in given.initiatives]),
    }


def floor(snapshot: str) -> dict[str, Any]:
    """Time docxtpl alone: the same template filled with the same words and blocks, and saved."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from pmqa_workshop.documents.kinds import built_in_template, recipe_of
    from pmqa_workshop.documents.looks import looks_of
    from pmqa_workshop.documents.order import Order
    from pmqa_workshop.documents.pen import Pen
    from pmqa_workshop.documents.snapshot import plan_of
    from pmqa_workshop.documents.wordml import markup
    from pmqa_workshop.domain.documents import DocumentKind, PrintOptions

    given, recipe, options = plan_of(snapshot), recipe_of(DocumentKind.PLAN), PrintOptions()
    environment = Environment(autoescape=True)  # undefined names are left empty
    environment.filters["digits"] = str
    file = BytesIO()
    start = time.perf_counter()
    bare = DocxTemplate(BytesIO(built_in_template(DocumentKind.PLAN)))
    bare.init_docx()
    opened = time.perf_counter()
    order = Order(given, options, Pen(options.written_digits), looks_of(bare.docx), bare.docx)
    blocks = {name: markup(xml) for name, xml in recipe.blocks(order).items()}
    words = recipe.words(order) | blocks
    ready = time.perf_counter()
    bare.render(words, jinja_env=environment)
    bare.save(file)
    ended = time.perf_counter()
    return {"floor_s": round(opened - start + ended - ready, 2), "floor_mb": _peak_mb()}


def pages(snapshot: str) -> dict[str, Any]:
    """Time what right page numbers add: a pass of LibreOffice, their filling, and saving again."""
    from pmqa_workshop.documents import print_document
    from pmqa_workshop.documents.layout import pages_of_bookmarks
    from pmqa_workshop.documents.snapshot import plan_of
    from pmqa_workshop.domain.documents import DocumentKind

    given = plan_of(snapshot)
    content = print_document(DocumentKind.PLAN, given, page_numbers=False).content
    start = time.perf_counter()
    found = pages_of_bookmarks(content)
    layout_s = time.perf_counter() - start
    return {"layout_s": round(layout_s, 2), "pages": max(found.values()) if found else None}


def others(snapshot: str) -> dict[str, Any]:
    """Time every other document of the same plan, page numbers apart."""
    from pmqa_workshop.documents import make_file
    from pmqa_workshop.documents.snapshot import plan_of
    from pmqa_workshop.domain.documents import DocumentKind

    given = plan_of(snapshot)
    took = {}
    for kind in MADE_BESIDE:
        start = time.perf_counter()
        make_file(DocumentKind(kind), given, page_numbers=False)
        took[kind] = round(time.perf_counter() - start, 2)
    return {"others_s": took, "others_mb": _peak_mb()}


def _wrong(content: bytes, codes: list[str]) -> list[str]:
    """Say what a printed plan has wrong; [] when its table holds each initiative once."""
    from docx import Document

    body = Document(BytesIO(content)).element.body
    rows, text = _rows_of_plan(body), _text(body)
    faults = {
        f"{rows} rows for {len(codes)} initiatives": rows != len(codes),
        "an initiative is not named": not all(code in text for code in codes),
        "a tag is left": any(tag in text for tag in ("{{", "{%", "}}", "%}")),
    }
    return [fault for fault, is_there in faults.items() if is_there]


def _rows_of_plan(body: Any) -> int:
    """Return how many rows of the plan's own table are initiatives; its head is not counted."""
    from docx.oxml.ns import qn

    found = 0
    for table in body.iter(qn("w:tbl")):
        title = next(table.iter(qn("w:tblCaption")), None)
        if title is not None and PLAN_TABLE in title.get(qn("w:val"), ""):
            cells = [len(row.findall(qn("w:tc"))) for row in table.iter(qn("w:tr"))]
            found += cells.count(COLUMNS) - 1
    return found


def _text(element: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(found.text or "" for found in element.iter(qn("w:t")))


def _peak_mb() -> float | None:
    """Return the most memory this process ever held; its parent's is not counted, as getrusage."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    return next(
        (round(int(line.split()[1]) / 1024, 1) for line in status.splitlines()
         if line.startswith("VmHWM:")),
        None,
    )  # fmt: skip


if __name__ == "__main__":
    main()
