"""A template that was never checked can loop and choose over what it is given, nothing more."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from pmqa_workshop.documents import language, print_document
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import EfficiencyPlan
from tests.documents.plans import a_plan
from tests.documents.templates import BODY, edited, ours, saying, swapped, with_notes

REACHING = {
    "class": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "lipsum": "{{ lipsum.__globals__ }}",
    "call": "{{ title.format(1) }}",
    "method": "{{ agency.items() }}",
    "power": "{{ 9**9**9 }}",
    "repeat": "{{ 'a'*10**9 }}",
    "joined": "{{ 'a' ~ title }}",
    "range": "{% for a in range(99999) %}{% endfor %}",
    "set": "{% set a = title %}",
    "macro": "{% macro a() %}{% endmacro %}",
    "include": "{% include 'a' %}",
    "import": "{% import 'a' as b %}",
    "extends": "{% extends 'a' %}",
    "filter": "{{ title|attr('x') }}",
    "map": "{{ goals|map(attribute='x')|list }}",
    "test": "{% if title is callable %}{% endif %}",
    "list": "{{ [1, 2, 3] }}",
    "key": "{{ agency['__class__'] }}",
    "recursive": "{% for a in goals recursive %}{% endfor %}",
    "unpacking": "{% for a, b in goals %}{% endfor %}",
    "deep": "{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}",
    "literal": "{{ '" + "ก" * 501 + "' }}",
    "counted": "{{ goals|turns counted }}",
    "caller": "{% call title() %}{% endcall %}",
    "filtered": "{% filter upper %}{% endfilter %}",
}


@pytest.mark.parametrize("text", REACHING.values(), ids=REACHING)
def test_what_is_not_of_the_language_is_refused(text: str) -> None:
    with pytest.raises(TemplateRefused) as refusal:
        _printed(saying(text))

    assert refusal.value.facts["reason"] in ("tag_foreign", "tags_unreadable")


@pytest.mark.parametrize("name", ["items", "keys", "__class__", "__len__", "get"])
def test_names_of_python_are_unknown(name: str) -> None:
    with pytest.raises(TemplateRefused):
        _printed(saying(f"{{{{ agency.{name} }}}}"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ agency.short_name|default('–') }}", "กพบ."),
        ("{{ goals|length|digits }}", "๑"),
        ("{{ reports|join(', ') }}", "รายงานป้อนกลับ PMQA ๔.๐ ปี ๒๕๖๘"),
        ("{% if goals and not is_draft == 1 %}ก{% elif goals %}ข{% else %}ค{% endif %}", "ข"),
        ("{% for a in goals %}{{ loop.index }}{{ a.number }}{% endfor %}", "1๑"),
        ("{{ title_lines[0] if title_lines else title }}", "แผนเพิ่มประสิทธิภาพองค์การ"),
        ("{% if nothing is defined %}ก{% else %}ข{% endif %}", "ข"),
    ],
)
def test_the_language_serves(text: str, shown: str) -> None:
    assert _printed(saying(text)).paragraphs[0].text.startswith(shown)


@pytest.mark.parametrize("limit", ["MOST_TURNS", "MOST_LETTERS"])
def test_a_loop_bomb_is_stopped(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, limit, 5_000)
    text = "ก" * 20
    for depth in range(5):
        text = f"{{% for a{depth} in overview %}}{text}{{% endfor %}}"

    with pytest.raises(TemplateRefused) as refusal:
        _printed(saying(text))

    assert refusal.value.facts["reason"] == "too_much"


def test_what_people_typed_in_a_note_is_never_read_as_a_tag() -> None:
    typed = "{{ title }} {% for"
    template = with_notes(ours(), "{{ workshop.venue }}")

    content = print_document(
        DocumentKind.PLAN, a_plan(venue=typed), template=template, page_numbers=False
    ).content

    with ZipFile(BytesIO(content)) as archive:
        assert typed in archive.read("word/footnotes.xml").decode()


def test_tags_that_tear_the_document_are_refused() -> None:
    torn = Document()
    torn.add_table(1, 1).rows[0].cells[0].text = "{% if is_draft %}"
    torn.add_paragraph("{% endif %}")
    file = BytesIO()
    torn.save(file)

    with pytest.raises(TemplateRefused) as refusal:
        _printed(file.getvalue(), a_plan(is_draft=False))

    assert refusal.value.facts["reason"] == "torn"


def test_a_property_longer_than_word_allows_is_cut() -> None:
    template = Document(BytesIO(saying("{{ title }}")))
    template.core_properties.subject = "{{ title }}"
    file = BytesIO()
    template.save(file)

    printed = _printed(file.getvalue(), replace(a_plan(), title="ก" * 300))

    assert printed.core_properties.subject == "ก" * 255


def test_a_property_says_what_was_typed_not_its_markup() -> None:
    template = Document(BytesIO(saying("{{ title }}")))
    template.core_properties.subject = "{{ title }}"
    file = BytesIO()
    template.save(file)

    printed = _printed(file.getvalue(), replace(a_plan(), title="แผน R&D <ก>"))

    assert printed.core_properties.subject == "แผน R&D <ก>"


@pytest.mark.parametrize(
    "setting",
    [
        "<w:mailMerge><w:query w:val='SELECT 1'/></w:mailMerge>",
        "<w:documentProtection w:edit='readOnly' w:enforcement='1'/>",
        "<w:writeProtection w:recommended='1'/>",
    ],
)
def test_what_a_template_asks_whoever_opens_it_its_documents_do_not_ask(setting: str) -> None:
    def asking(text: str) -> str:
        at = text.index(">", text.index("<w:settings")) + 1
        return f"{text[:at]}{setting}{text[at:]}"

    template = edited(saying("{{ title }}"), {"word/settings.xml": asking})
    name = setting[3 : setting.index(">")].split()[0].encode()

    settings = _printed(template, a_plan()).settings.element
    assert name in etree.tostring(Document(BytesIO(template)).settings.element)
    assert name not in etree.tostring(settings)


def test_properties_under_another_name_stay_one_part() -> None:
    other = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    known = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

    content = print_document(
        DocumentKind.PLAN,
        a_plan(),
        template=swapped(known, other, part="_rels/.rels"),
        page_numbers=False,
    ).content

    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert names.count("docProps/core.xml") == 1
        assert archive.read("[Content_Types].xml").count(b"core-properties+xml") == 1
        assert "แผนเพิ่มประสิทธิภาพองค์การ กรม" in archive.read("docProps/core.xml").decode()
        assert BODY in names


def _printed(template: bytes, plan: EfficiencyPlan | None = None):  # type: ignore[no-untyped-def]
    content = print_document(
        DocumentKind.PLAN, plan or a_plan(), template=template, page_numbers=False
    ).content
    return Document(BytesIO(content))
