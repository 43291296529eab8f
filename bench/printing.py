"""A fresh process that prints a plan; says what it took. One JSON object."""

import argparse
import dataclasses
import json
import time
from datetime import date
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--workshop", type=int, required=True)
    parser.add_argument("--initiatives", type=int, required=True)
    given = parser.parse_args()
    print(json.dumps(measure(given.workshop, given.initiatives)))


def measure(workshop: int, initiatives: int) -> dict[str, Any]:
    """Time loading, reading, and printing twice: the first print also warms up."""
    began = time.perf_counter()
    from pmqa_workshop.database import open_reading
    from pmqa_workshop.documents import print_document
    from pmqa_workshop.domain.documents import DocumentKind
    from pmqa_workshop.domain.roles import OPERATOR
    from pmqa_workshop.queries.plan import efficiency_plan

    loaded = time.perf_counter()
    with open_reading() as session:
        plan = efficiency_plan(session, OPERATOR, workshop, issued_on=date(2026, 11, 23))
    read = time.perf_counter()
    plan = dataclasses.replace(plan, initiatives=_as_many(plan.initiatives, initiatives))
    took = []
    printed = None
    for _ in range(3):
        start = time.perf_counter()
        printed = print_document(DocumentKind.PLAN, plan, page_numbers=False)
        took.append(time.perf_counter() - start)
    return {
        "initiatives": len(plan.initiatives),
        "warm_up_s": round(loaded - began, 2),
        "read_s": round(read - loaded, 2),
        "first_print_s": round(took[0], 2),
        "print_s": round(sorted(took[1:])[-1], 2),
        "document_kb": round(len(printed.content) / 1024) if printed else None,
        "rss_peak_mb": _peak_mb(),
        "floor_ms": round(_floor_s(plan) * 1000, 1),
    }


def _as_many(initiatives: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    """Repeat the initiatives up to a number, each with a number and a code of its own."""
    return tuple(
        dataclasses.replace(
            initiatives[at % len(initiatives)], number=at + 1, code=f"P{at + 1:02d}"
        )
        for at in range(number)
    )


def _floor_s(plan: Any) -> float:
    """Return the time docxtpl alone takes to fill the same template with the same words."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from pmqa_workshop.documents.kinds import TEMPLATES
    from pmqa_workshop.documents.pen import Pen
    from pmqa_workshop.documents.sections import plan_words
    from pmqa_workshop.domain.plan import Digits

    start = time.perf_counter()
    environment = Environment(autoescape=True)  # undefined names are left empty
    environment.filters["digits"] = str
    bare = DocxTemplate(TEMPLATES / "efficiency_plan.docx")
    bare.render(plan_words(plan, Pen(Digits.THAI)), jinja_env=environment)
    return time.perf_counter() - start


def _peak_mb() -> float | None:
    try:
        import resource
    except ImportError:
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    main()
