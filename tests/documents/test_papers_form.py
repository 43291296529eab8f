"""The companions' outer form: each kind, empty, small and large, as a reader gets it."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from pmqa_workshop.documents import print_document, printing
from pmqa_workshop.documents.kinds import recipe_of
from pmqa_workshop.documents.sections.blanks import shortened
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind, Face
from pmqa_workshop.domain.plan import Digits, EfficiencyPlan
from tests.documents.meetings import with_papers
from tests.documents.plans import a_plan, a_plan_of, an_empty_plan
from tests.documents.reading import Printed, W, printed, style_of

PAPERS = [kind for kind in WORD_KINDS if kind is not DocumentKind.PLAN]
PLANS = {"empty": an_empty_plan(), "small": with_papers(), "twenty": with_papers(a_plan_of(20))}
LANDSCAPE = {DocumentKind.PROGRESS_FORM}
SHEETS = {DocumentKind.IDEA_SHEET, DocumentKind.BALLOT_SHEET}
HOSTILE = "{{ 7*7 }} {% for x %} </w:t> & \ud800 \x0b =cmd " + "ก" * 8000


@pytest.fixture(params=PAPERS, scope="module")
def kind(request: pytest.FixtureRequest) -> DocumentKind:
    return DocumentKind(request.param)


@pytest.fixture(params=PLANS, scope="module")
def document(request: pytest.FixtureRequest, kind: DocumentKind) -> Printed:
    return printed(PLANS[request.param], kind=kind)


def test_every_word_kind_has_a_recipe_and_a_template_of_its_own() -> None:
    assert len({recipe_of(kind).template for kind in WORD_KINDS}) == len(WORD_KINDS) == 8


def test_word_reopens_it_and_no_tag_is_left(document: Printed) -> None:
    assert Document(BytesIO(document.content)).paragraphs
    for name, content in document.parts.items():
        assert not re.search(rb"\{\{|\{%|%\}|\}\}", content), name


def test_every_relation_leads_somewhere(document: Printed) -> None:
    for name in [name for name in document.parts if not name.endswith(".rels")]:
        used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', document.parts[name]))
        relations = document.relations(name)

        assert {rid.decode() for rid in used} <= set(relations), name
        assert set(relations.values()) <= set(document.parts), name


def test_thai_takes_face_and_size_from_styles_that_give_both_halves(document: Printed) -> None:
    styles = document.part("word/styles.xml")
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for look in styles.iter(f"{W}rPr"):
        fonts = look.find(f"{W}rFonts")
        assert {fonts.get(W + half) for half in ("ascii", "hAnsi", "cs")} == {Face.PSK.value}
        assert look.find(f"{W}sz").get(f"{W}val") == look.find(f"{W}szCs").get(f"{W}val")
        assert look.find(f"{W}b").get(f"{W}val") == look.find(f"{W}bCs").get(f"{W}val")
    for name in document.parts:
        if re.fullmatch(r"word/(document|\w*(Header|Footer))\.xml", name):
            root = document.part(name)
            characters = {style.get(f"{W}val") for style in root.iter(f"{W}rStyle")}
            assert {style_of(p) for p in root.iter(f"{W}p")} - {""} | characters <= known
            assert not list(root.iter(f"{W}rFonts", f"{W}sz", f"{W}cs")), name


def test_pages_are_a4_and_tables_fit_between_the_margins(
    document: Printed, kind: DocumentKind
) -> None:
    (section,) = document.body.iter(f"{W}sectPr")
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    sides = [int(margin.get(W + side)) for side in ("top", "right", "bottom", "left")]
    width = int(size.get(f"{W}w"))

    assert width == (16838 if kind in LANDSCAPE else 11906)
    if kind in LANDSCAPE:
        assert sides == [1134] * 4
    elif kind in SHEETS:
        assert sides == [850] * 4
    else:
        assert sides == [1417, 1134, 1134, 1701]
    for table in document.tables:
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(grid) <= width - sides[1] - sides[3] + 3
        for row in table.iter(f"{W}tr"):
            assert row.find(f"{W}trPr/{W}cantSplit") is not None


def test_what_people_typed_stays_text(kind: DocumentKind) -> None:
    plan = with_papers(
        _hostile(),
        meeting_name=HOSTILE, memo_to=HOSTILE, memo_from=HOSTILE, memo_number=HOSTILE,
        chair_name=HOSTILE, began_at=HOSTILE,
    )  # fmt: skip

    document = printed(plan, kind=kind)

    assert Document(BytesIO(document.content)).paragraphs
    assert "49" not in document.text
    assert document.body[-1].tag == f"{W}sectPr"


def _hostile() -> EfficiencyPlan:
    small = a_plan()
    return a_plan(
        venue=HOSTILE,
        findings=tuple(_with(row, text=HOSTILE) for row in small.findings),
        priorities=tuple(_with(row, name=HOSTILE, reason=HOSTILE) for row in small.priorities),
        initiatives=tuple(_with(row, title=HOSTILE) for row in small.initiatives),
    )


def _with(row: object, **changes: object) -> object:
    return replace(row, **changes)  # type: ignore[type-var]


def test_digits_and_face_are_those_that_were_asked_for(kind: DocumentKind) -> None:
    arabic = printed(with_papers(a_plan(reports=())), Digits.ARABIC, kind)
    it9 = printed(with_papers(a_plan(reports=())), Digits.THAI, kind, face=Face.IT9)

    for document in (arabic, it9):  # TH SarabunIT๙ draws Arabic digits as Thai ones itself
        for name in document.parts:
            if re.fullmatch(r"word/(document|\w*(Header|Footer))\.xml", name):
                assert not re.search("[๐-๙]", document.parts[name].decode()), name
                assert "thaiNumbers" not in document.parts[name].decode()
    assert Face.IT9.value in it9.parts["word/styles.xml"].decode()
    assert Face.PSK.value not in it9.parts["word/styles.xml"].decode()
    assert re.search("[๐-๙]", printed(with_papers(), kind=kind).text)


def test_file_is_named_for_its_kind(kind: DocumentKind) -> None:
    core = printed(with_papers(), kind=kind).parts["docProps/core.xml"].decode()

    assert f"{recipe_of(kind).title} แผนเพิ่มประสิทธิภาพ" in core


def test_nothing_is_measured_where_no_page_is_named(
    kind: DocumentKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "pages_of_bookmarks", lambda content: pytest.fail("measured"))

    assert print_document(kind, with_papers()).notes == ()


def test_a_cut_text_never_ends_before_a_vowel_that_follows_its_letter() -> None:
    words = "การประหยัดน้ำและพลังงานในสำนักงาน"

    for longest in range(1, len(words)):
        left = words.removeprefix(shortened(words, longest).removesuffix("…"))
        assert left[0] not in "\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e49", left
