"""An office's template is looked at and tried before it is used, and told what is wrong where."""

import re
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from docx import Document

from pmqa_workshop.documents import checking, print_document
from pmqa_workshop.documents.checking import check_template, sentence
from pmqa_workshop.documents.checking.schema import Offered, Shape, offered_by
from pmqa_workshop.documents.example import full_plan
from pmqa_workshop.documents.kinds import RECIPES
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.wording import catalogue
from tests.documents.hostile import CASES, MORE, PLACE, TRIED, Case
from tests.documents.plans import a_plan
from tests.documents.reading import Printed, text_of
from tests.documents.templates import edited, ours, saying, shattered, swapped, with_notes

PLAN = DocumentKind.PLAN
SECONDS = 10
THAI = re.compile("[ก-๛]")


@pytest.mark.parametrize("kind", RECIPES, ids=str)
def test_our_own_templates_pass_without_a_word(kind: DocumentKind) -> None:
    report = check_template(kind, ours(kind))

    assert [sentence(one) for one in (*report.problems, *report.warnings)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_template_is_refused_with_place_and_reason(case: Case) -> None:
    content = case.make()
    began = monotonic()

    report = check_template(PLAN, content)

    assert monotonic() - began < SECONDS
    first = report.problems[0] if report.problems else None
    assert (first.code if first else "") == case.code
    if first:
        assert first.place.part == case.part
        assert THAI.search(sentence(first))
        assert "–" not in sentence(first)  # a fact the words ask for is missing


def test_the_cases_of_the_trial_and_more_are_there() -> None:
    assert len(TRIED) == 23
    assert len(MORE) >= 10


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            swapped("{{ row.decision }}", "{{ row.descision }}"),
            "เนื้อหา ใต้หัวข้อ “ผลการลงคะแนน” ตารางที่ 1 แถว 3 ช่อง 8 → "
            "“row” ไม่มีข้อมูลชื่อ “descision” ใน {{ row.descision }} หมายถึง “decision” หรือไม่",
        ),
        (
            with_notes(ours(), "{{ agency.nmae }}"),
            "เชิงอรรถ → “agency” ไม่มีข้อมูลชื่อ “nmae” ใน {{ agency.nmae }} หมายถึง “name” หรือไม่",
        ),
        (
            swapped("{{ draft_mark }}", "{{ draft_mrak }}", part="word/Header.xml"),
            "หัวกระดาษ → ไม่รู้จักชื่อ “draft_mrak” ใน {{ draft_mrak }} หมายถึง “draft_mark” หรือไม่",
        ),
        (
            saying("{%p if goals %}", "x", "{% endif %}"),
            "เนื้อหา ต้นเอกสาร → {% endif %} ต้องขึ้นต้นแบบเดียวกับ {%p if goals %} (เช่น {%tr คู่กับ {%tr)",
        ),
        (
            saying("{% if goals %}", "{% endif %}"),
            "เนื้อหา ต้นเอกสาร → {% endif %} อยู่คนละย่อหน้ากับ {% if goals %} หากต้องการครอบหลายย่อหน้า "
            "ให้ใช้ {%p แทน {% ทั้งสองแห่ง แต่ละแห่งอยู่ลำพังในย่อหน้า",
        ),
    ],
    ids=["table", "note", "header", "levels", "paragraphs"],
)
def test_a_problem_is_said_as_a_person_would(content: bytes, said: str) -> None:
    assert [sentence(one) for one in check_template(PLAN, content).problems] == [said]


def test_every_problem_of_a_template_is_told_at_once() -> None:
    content = saying("{{ titel }}", "{{ agency.nmae }}", "{% for a in gaols %}{% endfor %}")

    assert [one.facts["meant"] for one in check_template(PLAN, content).problems] == [
        "title", "name", "goals",
    ]  # fmt: skip


def test_english_is_spoken_too() -> None:
    (problem,) = check_template(PLAN, saying("{{ titel }}")).problems

    said = "Text beginning of the document → “titel” in {{ titel }} is no known name."
    assert sentence(problem, "en") == f"{said} Did you mean “title”?"


@pytest.mark.parametrize(
    "text",
    [
        "{% for goal in goals %}{{ loop.index|digits }} {{ goal.title }}{% endfor %}",
        "{% for group in finding_groups %}{% for row in group.rows %}{{ row.text }}{% endfor %}"
        "{% endfor %}",
        "{{ reports|join(', ') }} {{ title_lines[0] }} {{ budget.is_incomplete|default('–') }}",
        "{% if goals|length > 3 and not is_draft %}ก{% elif has_ties %}ข{% else %}ค{% endif %}",
        "{# a word to whoever restyles this #}ก",
    ],
)
def test_what_the_language_has_may_be_used(text: str) -> None:
    assert check_template(PLAN, saying(text)).problems == ()


@pytest.mark.parametrize("seed", range(3))
def test_runs_cut_as_word_does_print_the_same(seed: int) -> None:
    content = shattered(ours(), seed)

    report = check_template(PLAN, content)
    prints = [
        print_document(PLAN, a_plan(), template=template, page_numbers=False).content
        for template in (content, ours())
    ]

    assert (report.problems, report.warnings) == ((), ())
    assert content != ours()
    assert text_of(Printed(prints[0]).body) == text_of(Printed(prints[1]).body)


def test_warnings_do_not_refuse() -> None:
    report = check_template(PLAN, saying("{{ title }}"))

    assert report.is_usable
    assert {"blocks_unused", "styles_missing"} == {one.code for one in report.warnings}


def test_a_control_tied_to_other_data_is_refused() -> None:
    control = (
        '</w:t></w:r><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{PLACE}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>"
    )

    assert [one.code for one in check_template(PLAN, swapped(PLACE, control)).problems] == [
        "bound_control"
    ]


def test_a_tag_in_a_comment_would_stay_there() -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f"<w:comments {word}><w:comment><w:p><w:r><w:t>{PLACE}</w:t></w:r></w:p></w:comment>"
    content = edited(ours(), added={"word/comments.xml": f"{part}</w:comments>".encode()})

    (problem,) = check_template(PLAN, content).problems

    assert (problem.code, problem.place.part) == ("not_filled", "comment")


def test_a_child_that_needs_too_much_memory_is_ended() -> None:
    report = check_template(PLAN, ours(), megabytes=20)

    assert [one.code for one in report.problems] in (["trial_memory"], ["trial_broken"])


# --- what is offered ------------------------------------------------------------------


def test_the_example_holds_one_of_everything() -> None:
    assert _empty(full_plan(), "plan") == set()


def _empty(value: object, name: str) -> set[str]:
    """Return the fields that hold nothing in any of the values that stand under a name."""
    if is_dataclass(value):
        return {
            missing
            for one in fields(value)
            for missing in _empty(getattr(value, one.name), f"{name}.{one.name}")
        }
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        found = [_empty(one, name) for one in value]
        return set.intersection(*found)
    return {name} if value in (None, "", ()) else set()


@pytest.mark.parametrize("kind", RECIPES, ids=str)
def test_every_list_offered_shows_what_a_row_holds(kind: DocumentKind) -> None:
    assert [name for name, one in _all(offered_by(kind)) if _is_bare(one)] == []


def _is_bare(one: Offered) -> bool:
    return one.shape is Shape.LIST and one.entry is None


def _all(names: dict[str, Offered], start: str = "") -> list[tuple[str, Offered]]:
    found: list[tuple[str, Offered]] = []
    for name, one in names.items():
        found.append((start + name, one))
        found += _all(one.names, f"{start}{name}.")
        found += _all(one.entry.names if one.entry else {}, f"{start}{name}[].")
    return found


def test_every_code_has_words() -> None:
    folder = Path(checking.__file__).parent
    code = "".join(file.read_text("utf-8") for file in folder.glob("*.py"))
    said = set(re.findall(r'(?:Faulty\(|Problem\([^"]*?, |_ended\(reports, )"([a-z_]+)"', code))
    refusals = {f"file_{end}" for end in ("unsafe", "locked", "refused", "unreadable")}
    built = {"list_printed", "group_printed", "flag_printed", "beside_tr", "no_tc", "trial_memory"}

    assert len(said) > 35
    wanted = {f"template.{one}" for one in said | refusals | built}
    assert wanted - catalogue("th").keys() == set()


def test_every_reason_a_print_is_refused_with_has_words() -> None:
    source = Path(print_document.__code__.co_filename).read_text("utf-8")
    reasons = set(
        re.findall(r'\), "([a-z_]+)"\)|(?:Foreign|TooMuch|UndefinedError), "([a-z_]+)"', source)
    )
    found = {f"reason.{one or other}" for one, other in reasons}

    assert len(found) >= 4
    assert found - catalogue("th").keys() == set()


def test_a_template_saved_and_opened_again_is_the_same_template() -> None:
    file = BytesIO()
    Document(BytesIO(ours())).save(file)

    assert check_template(PLAN, file.getvalue()).problems == ()
