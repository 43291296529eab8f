"""Charts: numbers Word can edit, letters in the plan's font, readable without colour."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from pmqa_workshop.documents import print_document
from pmqa_workshop.domain.documents import DocumentKind, Face
from pmqa_workshop.domain.findings import CriteriaSet, ItemScore
from pmqa_workshop.domain.plan import Digits
from tests.documents.plans import a_plan, a_plan_of, a_priority, an_initiative
from tests.documents.reading import Printed, printed, text_of
from tests.documents.templates import BODY, edited, ours

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMULA = '=HYPERLINK("http://example.org","คลิก")'


@pytest.fixture(scope="module")
def document() -> Printed:
    return printed(_scored())


def test_each_chart_stands_above_its_caption(document: Printed) -> None:
    assert document.headings("FigureCaption") == [
        "ภาพที่ ๑ แผนภูมิแท่งคะแนนรายหมวด เกณฑ์ PMQA ๔.๐ ปี ๒๕๖๗–๒๕๖๘",
        "ภาพที่ ๒ แผนภูมิแท่งคะแนนรายข้อ เกณฑ์ PMQA ๔.๐ ปี ๒๕๖๗–๒๕๖๘",
        "ภาพที่ ๓ แผนภูมิเรดาร์คะแนนรายหมวด เกณฑ์ PMQA ๔.๐ ปี ๒๕๖๗–๒๕๖๘",
        "ภาพที่ ๔ แนวโน้มคะแนน เกณฑ์ PMQA ๔.๐ ปี ๒๕๖๗–๒๕๖๘",
        "ภาพที่ ๕ ผลการลงคะแนนจัดลำดับความสำคัญ",
        "ภาพที่ ๖ งบประมาณจำแนกตามหมวด ปีงบประมาณ พ.ศ. ๒๕๗๐",
    ]
    for drawing in document.body.iter(f"{WP}inline"):
        after = next(next(drawing.iterancestors("{*}p")).itersiblings())
        assert text_of(after).startswith("ภาพที่")
    assert "ดังตั้งแต่" not in document.text
    assert "คะแนนข้างต้นแสดงเป็นแผนภูมิตั้งแต่ ภาพที่ ๑ เป็นต้นไป" in document.text


def test_chart_and_workbook_hold_the_same_numbers(document: Printed) -> None:
    charts = _charts(document)
    assert len(charts) == 6

    for name, chart in charts.items():
        (book,) = document.relations(name).values()
        sheet = load_workbook(BytesIO(document.parts[book])).active
        assert sheet is not None
        for series in chart.iter(f"{C}ser"):
            for reference in series.iter(f"{C}strRef", f"{C}numRef"):
                assert _cached(reference) == _cells(sheet, reference.find(f"{C}f").text)


def test_scores_of_the_years_stand_beside_each_other(document: Printed) -> None:
    chart = _charts(document)["word/charts/chart1.xml"]

    assert [_texts(series.find(f"{C}tx")) for series in chart.iter(f"{C}ser")] == [
        ["ปี ๒๕๖๗"], ["ปี ๒๕๖๘"],
    ]  # fmt: skip
    first = next(chart.iter(f"{C}ser"))
    assert _texts(first.find(f"{C}cat"))[:2] == ["หมวด ๑", "หมวด ๒"]
    assert _texts(first.find(f"{C}val"))[:2] == ["310.0", "320.0"]


def test_budget_is_added_up_by_category() -> None:
    costs = (Decimal(50), Decimal(25))
    plan = a_plan(
        initiatives=tuple(an_initiative(at, 3, budget=cost) for at, cost in enumerate(costs, 1))
    )
    chart = list(_charts(printed(plan)).values())[-1]

    assert _texts(next(chart.iter(f"{C}val"))) == ["0.0", "0.0", "75.0", *["0.0"] * 4]


@pytest.mark.parametrize("face", list(Face), ids=[face.name for face in Face])
@pytest.mark.parametrize("digits", list(Digits))
def test_letters_and_digits_of_charts_are_those_of_the_plan(digits: Digits, face: Face) -> None:
    is_thai = digits is Digits.THAI and face is not Face.IT9
    for chart in _charts(printed(_scored(), digits, face=face)).values():
        looks = [*chart.iter(f"{A}defRPr"), *chart.iter(f"{A}rPr")]
        assert looks
        for look in looks:
            for half in ("latin", "ea", "cs"):
                assert look.find(A + half).get("typeface") == face.value
        formats = {f.get("formatCode") for f in chart.iter(f"{C}numFmt")} - {"General"}
        assert formats
        assert all(("D00041E" in code) is is_thai for code in formats)
        shown = "".join("".join(_texts(found)) for found in chart.iter(f"{C}cat", f"{C}tx"))
        assert (not set("๐๑๒๓๔๕๖๗๘๙") & set(shown)) or is_thai


def test_axis_of_a_trend_begins_near_its_values(document: Printed) -> None:
    trend = list(_charts(document).values())[3]
    drawn = [float(value) for found in trend.iter(f"{C}val") for value in _texts(found)]
    lowest, highest = (float(next(trend.iter(C + end)).get("val")) for end in ("min", "max"))

    assert lowest < min(drawn) < lowest + 100
    assert highest - 100 < max(drawn) < highest


def test_labels_without_room_stand_upright() -> None:
    many = tuple(
        ItemScore(CriteriaSet.PMQA4, number, f"{number}.{item}", 2568, 300.0)
        for number in range(1, 8)
        for item in range(1, 5)
    )
    turned = [
        next(chart.iter(f"{C}catAx")).find(f"{C}txPr/{A}bodyPr").get("rot")
        for chart in list(_charts(printed(a_plan(scores=many))).values())[:2]
    ]

    assert turned == ["0", "-5400000"]


def test_series_differ_without_their_colours() -> None:
    scores = tuple(
        ItemScore(CriteriaSet.PMQA4, number, None, year, 300.0)
        for number in range(1, 8)
        for year in (2565, 2566, 2567, 2568)
    )
    for chart in _charts(printed(a_plan(scores=scores))).values():
        looks = [_grey(series) for series in chart.iter(f"{C}ser")]
        assert len(looks) == len(set(looks))


def test_words_in_a_workbook_are_never_formulas() -> None:
    plan = a_plan(priorities=(a_priority(name=FORMULA), a_priority(2, name="+66 2 123")))
    document = printed(plan)
    texts = []
    for name, content in document.parts.items():
        if name.endswith(".xlsx"):
            for row in load_workbook(BytesIO(content)).active.iter_rows():  # type: ignore[union-attr]
                for cell in row:
                    assert cell.data_type != "f"
                    if cell.data_type == "s":
                        assert cell.quotePrefix
                        texts.append(cell.value)

    assert f"T01 {FORMULA}"[:30] in "\n".join(texts)
    assert not [1 for name in document.parts if b"<f>" in document.parts[name]]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scores": ()}, "ยังไม่มีคะแนนผลการประเมิน"),
        ({"priorities": (), "rounds": ()}, "ยังไม่มีกลุ่มประเด็นให้จัดลำดับ"),
        ({"initiatives": ()}, "ไม่มีโครงการที่ระบุงบประมาณ จึงไม่มีแผนภูมิงบประมาณ"),
    ],
    ids=["scores", "votes", "budget"],
)
def test_chart_without_numbers_is_left_out_and_said(changes: Any, words: str) -> None:
    document = printed(replace(_scored(), **changes))

    assert words in document.text
    assert len(_charts(document)) < 6


def test_one_year_has_neither_radar_nor_trend() -> None:
    scores = tuple(s for s in _scored().scores if s.fiscal_year == 2568)
    captions = printed(a_plan(scores=scores)).headings("FigureCaption")

    assert not [text for text in captions if "เรดาร์" in text or "แนวโน้ม" in text]


def test_ranking_says_when_it_holds_the_foremost_only() -> None:
    document = printed(a_plan_of(60))

    assert "ผลการลงคะแนนจัดลำดับความสำคัญ (๒๕ กลุ่มประเด็นแรก จาก ๖๐)" in document.text


def test_template_without_charts_carries_none() -> None:
    template = Document()
    template.add_paragraph("{{ title }}")
    file = BytesIO()
    template.save(file)
    content = print_document(
        DocumentKind.PLAN, _scored(), template=file.getvalue(), page_numbers=False
    ).content

    assert not [name for name in Printed(content).parts if "chart" in name]


def test_charts_are_described_for_who_cannot_see_them(document: Printed) -> None:
    told = [d.get("descr") for d in document.body.iter(f"{WP}docPr")]

    assert len(told) == 6
    assert "ปี ๒๕๖๘: หมวด ๑ ๓๑๑, หมวด ๒ ๓๒๑" in told[0]
    assert "T01 ๙๙ คะแนน" in told[4]


def _scored() -> Any:
    scores = tuple(
        ItemScore(CriteriaSet.PMQA4, number, item, year, 300.0 + 10 * number + year - 2567)
        for number in range(1, 8)
        for item in (None, f"{number}.1", f"{number}.2")
        for year in (2567, 2568)
    )
    return a_plan(scores=scores)


def _charts(document: Printed) -> dict[str, Any]:
    names = [name for name in document.parts if name.startswith("word/charts/chart")]
    return {name: document.part(name) for name in sorted(names)}


def _texts(found: Any) -> list[str]:
    return [value.text or "" for value in found.iter(f"{C}v")]


def _cached(reference: Any) -> list[Any]:
    texts = _texts(reference)
    return [float(text) for text in texts] if reference.tag == f"{C}numRef" else texts


def _cells(sheet: Any, area: str) -> list[Any]:
    name, cells = area.split("!")
    assert name == sheet.title
    found = sheet[cells.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [row[0].value for row in rows if row[0].value is not None]


def _grey(series: Any) -> tuple[str, ...]:
    """Return what a copier sees: hatching, dashes, marks and how dark it is."""
    tones = [tone.get("val") for tone in series.find(f"{C}spPr").iter(f"{A}srgbClr")]
    kinds = [
        found.get("prst") or found.get("val")
        for found in series.iter(f"{A}pattFill", f"{A}prstDash", f"{C}symbol")
    ]
    darkness = str(sum(int(tones[0][at : at + 2], 16) for at in (0, 2, 4)) // 150)
    return (*kinds, darkness)


def test_a_chart_of_the_template_stays_beside_ours_whatever_its_number() -> None:
    template = _with_a_chart(number=3)
    made = print_document(DocumentKind.PLAN, _scored(), template=template, page_numbers=False)

    with ZipFile(BytesIO(made.content)) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert sum(name.startswith("word/charts/chart") for name in names) == 1 + 6


def _with_a_chart(number: int) -> bytes:
    """Return our template with a chart of the office's own before everything else."""
    shown = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP[1:-1]}"><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="77" name="C"/><a:graphic xmlns:a="{A[1:-1]}"><a:graphicData '
        f'uri="{C[1:-1]}"><c:chart xmlns:c="{C[1:-1]}" xmlns:r="{OFFICE}" r:id="rIdOwn"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    name = f"charts/chart{number}.xml"
    return edited(
        ours(),
        {
            BODY: lambda text: text.replace("<w:body>", f"<w:body>{shown}", 1),
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>", f'<Override PartName="/word/{name}" ContentType="{kind}"/></Types>'
            ),
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>",
                f'<Relationship Id="rIdOwn" Type="{OFFICE}/chart" Target="{name}"/>'
                "</Relationships>",
            ),
        },
        {f"word/{name}": f'<c:chartSpace xmlns:c="{C[1:-1]}"/>'.encode()},
    )
