"""The bench computes honestly, judges by its targets, and can play five phones for real."""

import json

import pytest
from reflex_base.registry import RegistrationContext

from bench import __main__ as bench
from bench import phone, printing, report
from bench.crowd import fanout, name_of
from bench.figures import KEYS, median_and_worst, percentile, ratio, result, why_void
from bench.large_plan import large
from bench.scenarios import NAMES, named
from bench.targets import TARGETS, Target, judge
from bench.writing import Sent, a_ballot, kept_of_ballots
from pmqa_workshop.documents import print_document
from pmqa_workshop.documents.example import full_plan
from pmqa_workshop.documents.snapshot import snapshot_of
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE
from pmqa_workshop.web.states.console import Console
from pmqa_workshop.web.states.room import ConsoleRoom, PhoneRoom, ProjectorRoom
from tests.documents.templates import swapped

# --- figures --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "expected"), [(1, 10), (50, 30), (60, 30), (61, 40), (95, 50), (99, 50), (100, 50)]
)
def test_a_percentile_is_a_value_that_was_measured(percent, expected):
    assert percentile([50, 10, 40, 20, 30], percent) == expected


def test_there_is_no_percentile_of_nothing():
    assert percentile([], 99) is None


@pytest.mark.parametrize(
    ("lag", "cpu", "reasons"),
    [(50, 0.9, 0), (50.1, 0.1, 1), (1, 0.91, 1), (80, 1.0, 2), (None, 0, 0)],
)
def test_a_run_is_void_when_the_generator_was_the_bottleneck(lag, cpu, reasons):
    assert len(why_void(lag, cpu)) == reasons


def test_a_ratio_needs_a_floor():
    assert (ratio(30, 10), ratio(30, None), ratio(None, 10), ratio(30, 0)) == (
        3.0,
        None,
        None,
        None,
    )


def test_void_runs_count_neither_for_the_median_nor_for_the_worst():
    runs = [{"ack": 10, "void": False}, {"ack": 30, "void": None}, {"ack": 99, "void": True}]

    assert median_and_worst(runs, "ack") == (20, 30)


def test_a_phone_has_a_change_with_the_first_packet_that_counts_it():
    one, other = phone.Phone(""), phone.Phone("")
    one.heard = [(1.2, {"ideas": 11}), (1.4, {"joined": 3}), (2.5, {"ideas": 13})]
    other.heard = [(1.3, {"ideas": 12})]

    delays, missed = fanout([one, other], [1.0, 1.1, 2.0], 10, lambda news: news.get("ideas"))

    assert [round(delay, 1) for delay in delays] == [0.2, 1.4, 0.5, 0.3, 0.2]
    assert missed == 1


# --- results --------------------------------------------------------------------------


def test_every_result_has_every_key_null_where_it_does_not_apply():
    found = result("plan", print_s_60=1.0)

    assert set(KEYS) <= set(found)
    assert (found["scenario"], found["phones"], found["void"]) == ("plan", None, None)


def test_every_scenario_has_targets():
    assert set(TARGETS) == set(NAMES)


def test_a_target_is_met_up_to_its_limit_and_unknown_without_a_figure():
    target = Target("ack_p95_ms", 150)

    assert [target.is_met(150), target.is_met(150.1), target.is_met(None)] == [True, False, None]


def test_the_table_judges_the_worst_run():
    runs = [result("plan", errors=0, print_s_60=seconds) for seconds in (1.0, 2.5, 1.5)]

    row = next(line for line in report.table(runs).splitlines() if "print_s_60" in line)

    assert row == "| plan | print_s_60 ≤ 2 | 1.5 | 2.5 | **missed** |"


# --- the real server ------------------------------------------------------------------


def test_the_bench_speaks_the_names_of_the_product():
    assert PhoneRoom.get_full_name() == phone.MIRROR
    assert (phone.SEAT_COOKIE, phone.STAFF_COOKIE) == (SEAT_COOKIE, STAFF_COOKIE)
    assert ProjectorRoom.get_full_name() == phone.PROJECTOR
    assert ConsoleRoom.get_full_name() == phone.CONSOLE
    assert f"{Console.get_full_name()}.bring_everyone" == phone.BRING_EVERYONE
    assert {phone.BOOT, phone.BRING_EVERYONE} <= set(RegistrationContext.get().event_handlers)


def test_scenarios_answer_to_their_name_and_their_letter():
    assert [named(word) for word in ("votes", "VOTES", "V", "v", "k")] == ["votes"] * 4 + ["kill"]
    with pytest.raises(ValueError, match="writes"):
        named("writes")


def _run(capsys, *arguments):
    bench.main([*arguments, "--no-pages", "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_small_room_votes_and_everything_acknowledged_is_counted_once(capsys):
    found = _run(capsys, "V", "--phones", "30", "--seconds", "1")

    assert (found["refused"], found["errors"], found["lost"], found["doubled"]) == (0, 0, 0, 0)
    assert found["acknowledged"] == found["counted"] > 1400  # copies overtaken are refused
    assert found["fanout_missed"] == 0
    assert found["bare_commits_per_s"] > 0
    assert found["votes_per_s"] > 0
    assert found["met"] == judge(found)


def test_a_room_votes_while_a_large_plan_is_made_beside_it(capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")  # no LibreOffice: its measuring is not what is looked at

    found = _run(capsys, "M", "--phones", "20", "--seconds", "1")

    assert (found["lost"], found["doubled"], found["errors"]) == (0, 0, 0)
    assert found["acknowledged"] == found["counted"]
    assert (found["not_made"], found["tries"], found["notes"]) == (0, 1, "no_page_layout")
    assert found["document_kb"] > 100
    assert found["while_made"] >= 24
    assert found["spike_ack_p95_ms"] > 0


def test_a_large_plan_names_each_of_its_rows_once():
    plan = large(full_plan())

    for rows, number in ((plan.initiatives, 300), (plan.findings, 300), (plan.ideas, 300)):
        assert len({row.code for row in rows}) == len(rows) == number
    assert [row.number for row in plan.initiatives] == list(range(1, 301))


def test_a_printed_plan_is_read_again_for_what_is_wrong_with_it():
    plan = large(full_plan(), 9)
    found = printing.plan(snapshot_of(plan))
    content = print_document(DocumentKind.PLAN, plan, page_numbers=False).content
    missing = print_document(DocumentKind.PLAN, large(full_plan(), 8), page_numbers=False).content
    codes = [row.code for row in plan.initiatives]

    assert found["wrong"] == []
    assert printing._wrong(content, codes) == []
    assert printing._wrong(missing, codes) == [
        "8 rows for 9 initiatives",
        "an initiative is not named",
    ]
    assert printing._wrong(swapped(codes[0], "{{ code }}", content), codes)[-1] == "a tag is left"


def test_a_floor_is_what_docxtpl_takes_alone():
    found = printing.floor(snapshot_of(large(full_plan(), 9)))

    assert 0 < found["floor_s"] < 30


def test_a_server_killed_in_the_middle_of_a_vote_loses_and_doubles_none(capsys):
    found = _run(capsys, "K", "--phones", "20", "--seconds", "8", "--kills", "2")

    assert (found["lost"], found["doubled"], found["errors"]) == (0, 0, 0)
    assert found["acknowledged"] == found["counted"] == 3000
    assert found["replayed"] > 400
    assert found["back_s"] < 20


def test_a_vote_that_is_lost_or_doubled_does_not_go_unnoticed():
    opened = {"round": 1, "choices": [1, 2, 3]}
    sent = Sent(writes=[a_ballot(opened, 0, 0), a_ballot(opened, 1, 1)])
    sent.acked = {write.client_id: write for write in sent.writes}
    first, second = (write.body["points"] for write in sent.writes)
    whole = {name_of(0): [first], name_of(1): [second]}

    assert kept_of_ballots(sent, {"cast": 2, "ballots": whole})["lost"] == 0
    assert kept_of_ballots(sent, {"cast": 1, "ballots": {name_of(0): [first]}})["lost"] > 0
    assert (
        kept_of_ballots(sent, {"cast": 2, "ballots": {**whole, name_of(1): [first]}})["lost"] == 1
    )
    doubled = {**whole, name_of(1): [second, second]}
    assert kept_of_ballots(sent, {"cast": 3, "ballots": doubled})["doubled"] == 2
