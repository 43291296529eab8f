"""Where votes of two rounds stand beside each other, each number is of its own round."""

from dataclasses import replace

from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.documents.sections.front import summary
from pmqa_workshop.documents.sections.initiatives import initiatives
from pmqa_workshop.documents.sections.priorities import priorities
from pmqa_workshop.domain.plan import Digits, PlannedRound
from tests.documents.plans import a_plan, a_priority, an_initiative

PEN = Pen(Digits.ARABIC)
FIRST = PlannedRound(1, 5, 3, eligible=60, ballots=40, choices=2, given=200)
SECOND = PlannedRound(2, 5, 3, eligible=30, ballots=30, choices=2, given=150)
RUNNING = PlannedRound(3, 5, 3, eligible=90, ballots=1, choices=2)


def _plan(*rounds):
    rows = (
        a_priority(1, rank=1, points=50, voters=30, round_number=1),
        a_priority(2, rank=1, points=75, voters=15, round_number=2),
    )
    return replace(a_plan(), rounds=rounds, priorities=rows, initiatives=(an_initiative(),))


def test_shares_voters_and_ties_are_of_the_round_the_votes_were_given_in():
    said = priorities(_plan(FIRST, SECOND), PEN)

    assert [
        (row["rank"], row["share"], row["voters"], row["agreement"]) for row in said["priorities"]
    ] == [("1 (รอบ 1)", "25.0", "30/60", "50.0"), ("1 (รอบ 2)", "50.0", "15/30", "50.0")]
    assert not said["has_ties"]


def test_a_round_that_still_runs_changes_no_number():
    plan = _plan(FIRST, SECOND, RUNNING)

    assert (
        priorities(plan, PEN)["priorities"] == priorities(_plan(FIRST, SECOND), PEN)["priorities"]
    )
    count = summary(plan, PEN)["count"]
    assert (count["ballots"], count["eligible"]) == ("30", "30")
    (group,) = initiatives(plan, PEN)["initiative_groups"]
    assert "ผู้มีสิทธิ 60 คน" in group["rows"][0]["trace"]["votes"]
