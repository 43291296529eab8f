"""The open data: complete, traceable, nameless, and safe to open in a spreadsheet."""

import csv
import json
import re
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from pmqa_workshop.documents.open_data import open_data_of
from pmqa_workshop.documents.open_data.csv_file import safe
from pmqa_workshop.documents.open_data.fields import PLAN_FIELDS, TABLES
from pmqa_workshop.domain import thai
from tests.documents.hostile_texts import FORMULAS
from tests.documents.meetings import some_papers, with_papers
from tests.documents.plans import (
    a_finding,
    a_plan,
    a_plan_of,
    a_priority,
    an_empty_plan,
    an_idea,
    an_initiative,
)


def _files(plan):
    with ZipFile(BytesIO(open_data_of(plan))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _whole(plan):
    return json.loads(_files(plan)["data.json"])


def _rows(plan, name):
    return list(csv.DictReader(StringIO(_files(plan)[name].decode("utf-8-sig"), newline="")))


def test_a_finding_can_be_followed_to_its_initiative():
    links = {(link["from"], link["relation"]): link["to"] for link in _whole(a_plan())["links"]}

    assert ("F012", "answered_by") in links
    assert links["I045", "grouped_under"] == "T01"
    assert links["T01", "planned_as"] == "P01"
    assert links["F012", "addressed_by"] == "P02"


def test_every_code_that_is_linked_has_its_row():
    plan = a_plan_of(60)
    whole = _whole(plan)

    known = {
        row["code"]
        for table in ("findings", "ideas", "themes", "initiatives")
        for row in whole[table]
    }
    linked = {code for link in whole["links"] for code in (link["from"], link["to"])}
    assert len(linked) > 180
    assert linked <= known


def test_votes_decisions_and_reasons_are_told():
    first, _, third = _whole(a_plan())["themes"]

    assert (first["points"], first["decision"], first["reason"]) == (
        99,
        "not_selected",
        "รอระบบใหม่",
    )
    assert third["differs"] is True
    assert third["initiatives"] == ["P02"]


def test_what_is_not_published_is_null():
    hidden = a_priority(rank=None, points=None, voters=None, selected=None)
    theme = _whole(a_plan(priorities=(hidden,)))["themes"][0]

    assert [theme[field] for field in ("rank", "points", "voters")] == [None, None, None]
    assert theme["decision"] == "undecided"


def test_nobody_is_named_and_no_idea_tells_its_unit():
    papers = some_papers()
    plan = with_papers(
        a_plan(
            ideas=(an_idea(unit="หน่วยงานลับ"),),
            initiatives=(an_initiative(owner_name="นางสาวผู้รับ ผิดชอบ"),),
            prepared_by="นายผู้จัดทำ คนเดียว",
            agenda=(("09.00", "บรรยายโดยนายวิทยากร"),),
        )
    )
    text = b"\n".join(_files(plan).values()).decode()

    names = [
        "หน่วยงานลับ", "นางสาวผู้รับ", "นายผู้จัดทำ", "นายวิทยากร",
        papers.chair_name, papers.recorder_name, plan.join_link,
        *(name for name, _ in plan.attendance.names if name),
        *(one.name for one in papers.invitees),
    ]  # fmt: skip
    assert [name for name in names if name in text] == []


def test_budgets_are_numbers_and_an_unknown_one_is_not_zero():
    budgets = (Decimal(0), Decimal("1250.50"), None)
    plan = a_plan(initiatives=tuple(an_initiative(at, budget=b) for at, b in enumerate(budgets)))

    assert [row["budget"] for row in _whole(plan)["initiatives"]] == [0, 1250.5, None]
    assert [row["budget"] for row in _rows(plan, "initiatives.csv")] == ["0", "1250.50", ""]


@pytest.mark.parametrize("name", [f"{table}.csv" for table in TABLES])
def test_a_csv_begins_with_its_mark_and_holds_the_rows_of_the_json(name):
    content = _files(a_plan())[name]

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert len(_rows(a_plan(), name)) == len(_whole(a_plan())[name.removesuffix(".csv")])


def test_every_table_and_field_is_explained():
    readme = _files(a_plan())["README.txt"].decode("utf-8-sig")
    whole = _whole(a_plan())

    assert set(whole) == {"schema", "version", "plan", *TABLES}
    assert set(whole["plan"]) == set(PLAN_FIELDS)
    for table in TABLES:
        for row in whole[table]:
            described = readme.split(f"\n{table} – ")[1].split("\r\n\r\n")[0]
            assert all(f"  {field}: " in described for field in row)


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS.keys())
def test_no_cell_of_a_csv_begins_as_a_formula_does(text):
    plan = a_plan(
        title=text,
        findings=(a_finding(text=text, evidence=text, impact=text, ref=text),),
        ideas=(an_idea(text=text),),
        priorities=(a_priority(name=text, reason=text),),
        initiatives=(an_initiative(title=text, objective=text, budget_source=text),),
    )
    files = _files(plan)

    for name in TABLES:
        for separator in (",", ";", "\t"):
            lines = csv.reader(
                StringIO(files[f"{name}.csv"].decode("utf-8-sig"), newline=""), delimiter=separator
            )
            begun = [cell.lstrip('" \n\t')[:1] for line in lines for cell in line]
            assert not set(begun) & set("=+@＝＋－＠")
            assert "\x00" not in begun
    assert json.loads(files["data.json"])["ideas"][0]["text"] == thai.clean(text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("+66 81 234 5678", "'+66 81 234 5678"),
        ("-5", "'-5"),
        ("ร้อยละ 85 = ดี", "ร้อยละ 85 = ดี"),
        ("ข้อ 1\n- หนึ่ง\n- สอง", "ข้อ 1\n- หนึ่ง\n- สอง"),
        ("ก;=1+1", "ก;'=1+1"),
        ("ก\n=1+1", "ก\n'=1+1"),
    ],
    ids=["telephone", "minus", "sign inside", "a list", "after a semicolon", "on a second line"],
)
def test_only_what_would_be_run_gets_an_apostrophe(typed, written):
    assert safe(typed) == written


def test_an_empty_workshop_gives_every_table_without_rows():
    whole = _whole(an_empty_plan())

    assert {name: whole[name] for name in TABLES} == {name: [] for name in TABLES}
    assert _files(an_empty_plan())["links.csv"].decode("utf-8-sig") == '"from","to","relation"\r\n'


def test_the_same_plan_gives_the_same_file():
    assert open_data_of(with_papers()) == open_data_of(with_papers())


def test_names_of_files_are_plain():
    assert all(re.fullmatch(r"[a-z]+\.(csv|json)|README\.txt", name) for name in _files(a_plan()))
