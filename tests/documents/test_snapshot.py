"""A plan kept with its document comes back whole, also years and fields later."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_workshop.documents.snapshot import plan_of, snapshot_of
from tests.documents.meetings import with_papers
from tests.documents.plans import a_finding, a_plan, an_empty_plan, an_initiative

KEPT = Path(__file__).with_name("snapshot_1.json")


@pytest.mark.parametrize(
    "plan",
    [an_empty_plan(), a_plan(), with_papers(), a_plan(held_on=None, is_draft=False)],
    ids=["empty", "small", "with the meeting's papers", "issued"],
)
def test_a_plan_comes_back_as_it_was(plan):
    assert plan_of(snapshot_of(plan)) == plan


@settings(deadline=None)  # the machine may be busy
@given(text=st.text(), budget=st.none() | st.decimals(0, 10**12, places=2))
def test_any_text_and_any_amount_come_back(text, budget):
    plan = a_plan(title=text, initiatives=(an_initiative(budget=budget, owner_name=text),))

    back = plan_of(snapshot_of(plan))

    assert back == plan
    assert str(back.initiatives[0].budget) == str(budget)


def test_half_a_character_pair_becomes_a_question_mark():
    plan = a_plan(findings=(a_finding(text="ก่อน \ud800 หลัง"),))

    assert plan_of(snapshot_of(plan)).findings[0].text == "ก่อน ? หลัง"


def test_a_snapshot_made_before_a_field_was_added_is_still_read():
    """The file stays as it was written; a field without a default turns this red."""
    plan = plan_of(KEPT.read_text(encoding="utf-8"))

    assert plan.initiatives[1].budget == Decimal(1250000)
    assert plan.papers == with_papers().papers
    assert plan.findings == with_papers().findings


def test_what_a_later_program_added_is_left_out():
    kept = json.loads(snapshot_of(a_plan()))
    kept["plan"]["mood"] = "good"
    kept["plan"]["ideas"][0]["colour"] = "red"

    assert plan_of(json.dumps(kept)) == a_plan()


def test_a_field_that_lacks_is_empty():
    kept = json.loads(snapshot_of(with_papers()))
    del kept["plan"]["papers"]
    del kept["plan"]["initiatives"][0]["objective"]

    back = plan_of(json.dumps(kept))

    assert back.papers == an_empty_plan().papers
    assert back.initiatives[0] == replace(with_papers().initiatives[0], objective="")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": 99, "plan": {}}', '{"schema": 1}', '{"schema": 1, "plan": {}}'],
    ids=["nothing", "a list", "no schema", "a later schema", "no plan", "an empty plan"],
)
def test_what_is_no_snapshot_is_refused(text):
    with pytest.raises(ValueError, match=r"snapshot|validation error|Expecting value"):
        plan_of(text)
