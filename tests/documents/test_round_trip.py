"""A plan goes out, is edited in Word, and is made anew: neither touches the other."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from sqlmodel import Session

from pmqa_workshop.documents import make_file, plan_of, snapshot_of
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.plan import EfficiencyPlan
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.documents import document_file, documents_of
from pmqa_workshop.services.documents import ask_for_document, claim_document, finish_document
from tests.documents.plans import a_plan, an_initiative
from tests.documents.reading import Printed, text_of
from tests.documents.word_rules import errors_in, needs_validator
from tests.factories import NOON, a_workshop, staff_of

WRITTEN = "ข้อความที่สำนักงานแก้ไขเองใน Word"
NEW_TITLE = "โครงการที่เพิ่มเข้ามาภายหลัง"


def test_plan_made_anew_leaves_the_edited_file_alone(session: Session, tmp_path: Path) -> None:
    room = a_workshop(session)
    plan = a_plan()
    first = _made(session, room, plan)
    taken = tmp_path / "plan.docx"
    taken.write_bytes(_file(session, room, first))
    _edit(taken)
    edited = taken.read_bytes()

    more = (*plan.initiatives, an_initiative(3, 5, title=NEW_TITLE))
    second = _made(session, room, replace(plan, initiatives=more))

    assert taken.read_bytes() == edited
    versions = [_file(session, room, one) for one in (first, second)]
    texts = [Printed(content).text for content in versions]
    assert [NEW_TITLE in text for text in texts] == [False, True]
    assert not any(WRITTEN in text for text in texts)
    listed = documents_of(session, staff_of(room), room.id)
    assert [(row.id, row.number, row.version) for row in listed] == [(second, 2, 2), (first, 1, 1)]


def test_edits_are_kept_when_the_file_is_saved_again(tmp_path: Path) -> None:
    taken = tmp_path / "plan.docx"
    taken.write_bytes(_printed(a_plan()))
    widths = [len(row) for row in Printed(taken.read_bytes()).rows("เหตุผลประกอบมติ")]

    _edit(taken)
    saved = Printed(taken.read_bytes())

    assert WRITTEN in saved.text
    assert [len(row) for row in saved.rows("เหตุผลประกอบมติ")] == [width - 1 for width in widths]
    size = saved.style("Heading1").find(f"{qn('w:rPr')}/{qn('w:szCs')}").get(qn("w:val"))
    assert size == "60"
    assert "แผนรายหมวด" in saved.headings()


@needs_validator
@pytest.mark.sdk
def test_edited_file_breaks_no_rule_of_word(tmp_path: Path) -> None:
    taken = tmp_path / "plan.docx"
    taken.write_bytes(_printed(a_plan()))
    _edit(taken)

    assert errors_in({"edited.docx": taken.read_bytes()}) == {}


def _edit(file: Path) -> None:
    """Do what an office does: write a sentence, delete a column, restyle the headings."""
    document = Document(str(file))
    next(p for p in document.paragraphs if p.style.name == "Body Thai").text = WRITTEN
    table = next(t._tbl for t in document.tables if "เหตุผล" in text_of(t._tbl.tr_lst[0]))
    grid = table.tblGrid
    grid.remove(grid.gridCol_lst[-1])
    for row in table.tr_lst:
        row.remove(row.tc_lst[-1])
    style = document.styles["heading 1"]
    style.font.size = Pt(30)
    style.element.rPr.find(qn("w:szCs")).set(qn("w:val"), "60")
    document.save(str(file))


def _made(session: Session, room: Workshop, plan: EfficiencyPlan) -> int:
    """Ask for the plan and make it as the maker does; return its id."""
    asked = ask_for_document(
        session, staff_of(room), room.id, DocumentKind.PLAN, PrintOptions(), snapshot_of(plan),
        now=NOON,
    )  # fmt: skip
    claimed = claim_document(session, now=NOON)
    assert claimed is not None
    made = make_file(claimed.kind, plan_of(claimed.snapshot), claimed.options, page_numbers=False)
    finish_document(session, claimed.id, made, now=NOON)
    return asked


def _file(session: Session, room: Workshop, document: int) -> bytes:
    content = document_file(session, staff_of(room), document).content
    assert Document(BytesIO(content)).paragraphs
    return content


def _printed(plan: EfficiencyPlan) -> bytes:
    return make_file(DocumentKind.PLAN, plan, page_numbers=False).content
