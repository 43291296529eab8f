"""The executive summary is one page whatever the plan holds, as LibreOffice lays it out."""

import shutil
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest

from pmqa_workshop.documents import print_document
from pmqa_workshop.documents.pdf import pdf_of
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.plan import EfficiencyPlan
from tests.documents.plans import a_plan, a_plan_of, a_priority, an_empty_plan, an_initiative

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdfinfo")),
        reason="LibreOffice or poppler-utils is not installed",
    ),
]
LONG = "การพัฒนาระบบบริการประชาชนแบบเบ็ดเสร็จ " * 30


def a_wordy_plan() -> EfficiencyPlan:
    """Return a plan in which every text is as long as somebody may type it."""
    return a_plan(
        title=LONG,
        venue=LONG,
        priorities=tuple(
            a_priority(at, name=LONG, reason=LONG, differs=True) for at in range(1, 301)
        ),
        initiatives=tuple(
            an_initiative(at, title=LONG, budget=Decimal(10**9 + at), owner_unit=None, kpis=())
            for at in range(1, 301)
        ),
        held_on=None,
        goals=(),
        scores=(),
    )


PLANS = {"empty": an_empty_plan(), "sixty": a_plan_of(60), "three hundred, wordy": a_wordy_plan()}


@pytest.mark.parametrize("name", PLANS)
def test_summary_keeps_to_one_page(name: str) -> None:
    plan = replace(PLANS[name], prepared_by="")
    content = print_document(DocumentKind.SUMMARY, plan).content

    assert _pages(content) == 1


def _pages(content: bytes) -> int:
    pdf = pdf_of(content)
    assert pdf is not None
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
