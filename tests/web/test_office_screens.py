"""The office's screens over the websocket: cells saved one by one, refusals that lose nothing."""

from contextlib import contextmanager
from secrets import token_hex

import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.findings import Doubt
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.queries.findings import drafts_of
from pmqa_workshop.queries.initiatives import initiatives_of
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.access import open_staff_session
from pmqa_workshop.services.findings import accept_findings
from pmqa_workshop.services.initiatives import set_field
from pmqa_workshop.web.identity import STAFF_COOKIE, now
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.findings import Findings
from pmqa_workshop.web.states.leaving import Leaving
from pmqa_workshop.web.states.office import Office
from pmqa_workshop.web.states.plan import Plan
from pmqa_workshop.web.states.workshop import Preparation
from tests.factories import (
    NOON,
    a_draft,
    a_finding,
    a_staged_report,
    a_theme,
    a_workshop,
    an_initiative,
    staff_of,
)
from tests.web.wire import a_screen


@pytest.fixture
def place(database):
    """A workshop with one row of the plan, and a clerk of its agency."""

    class Place:
        def cookie(self, role=Role.CLERK, category=None):
            with open_session() as session:
                member = session.get_one(StaffMember, self.staff_id)
                member.role, member.category = role, category
                return f"{STAFF_COOKIE}={open_staff_session(session, member.id, now=now())}"

        def row(self):
            with open_reading() as session:
                return initiatives_of(session, self.id)[0]

    here = Place()
    with open_session() as session:
        workshop = a_workshop(session)
        finding = a_finding(session, workshop)
        theme = a_theme(session, workshop, finding)
        initiative = an_initiative(session, workshop, theme_id=theme.id)
        report = a_staged_report(
            session,
            workshop,
            a_draft(4, "ข้อหนึ่ง"),
            a_draft(None, "ข้อสอง", doubts=(Doubt.CATEGORY_MISSING,)),
        )
        member = StaffMember(
            agency_id=workshop.agency_id, email="a@b.go.th", role=Role.CLERK, created_at=NOON
        )
        session.add(member)
        session.flush()
        here.id, here.initiative, here.report = workshop.id, initiative.id, report
        here.staff_id, here.actor = member.id, staff_of(workshop, Role.CLERK)
    return here


def ready(state):
    return lambda screen: screen.of(state).get("ready")


def problem(screen):
    return screen.of(Notices).get("kind") == "problem"


@contextmanager
def plan_screen(client, place, **staff):
    """The plan as one of the staff has it open."""
    path = f"/plan?w={place.id}"
    with a_screen(client, token_hex(8), path, place.cookie(**staff)) as screen:
        screen.send(Plan.load)
        yield screen.until(ready(Plan))


def test_a_cell_is_kept_and_told_so(client, place):
    with plan_screen(client, place) as screen:
        screen.send(
            Plan.set_cell, initiative_id=place.initiative, field="objective", value="ลดเวลา"
        )
        screen.until(lambda s: s.of(Plan).get("answer", {}).get("ok"))

    assert place.row().objective == "ลดเวลา"


def test_a_refused_cell_leaves_the_old_value_and_says_why_beside_it(client, place):
    with plan_screen(client, place) as screen:
        screen.send(Plan.set_cell, initiative_id=place.initiative, field="budget", value="สองแสน")
        screen.until(problem)
        answer = screen.of(Plan)["answer"]

    assert (answer["cell"], answer["ok"]) == (f"{place.initiative}:budget", False)
    assert "งบประมาณ" in answer["why"]
    assert place.row().budget is None


@pytest.mark.parametrize(
    "payload",
    [
        {"initiative_id": "1; drop", "field": "objective", "value": "x"},
        {"initiative_id": True, "field": "objective", "value": "x"},
        {"initiative_id": 1, "field": "workshop_id", "value": "2"},
        {"initiative_id": 1, "field": "objective", "value": {"not": "text"}},
        {"initiative_id": 1, "field": ["objective"], "value": "x"},
        {"initiative_id": 1, "field": "objective", "value": "x", "expected": ["x"]},
    ],
)
def test_what_no_page_would_send_is_refused_in_words(client, place, payload):
    with plan_screen(client, place) as screen:
        screen.send(Plan.set_cell, **payload)
        screen.until(problem)

    assert place.row().objective == ""


def test_the_second_in_a_cell_sees_the_first_and_may_still_save(client, place):
    with plan_screen(client, place) as screen:
        mine = {"initiative_id": place.initiative, "field": "objective", "value": "ของฉัน"}
        with open_session() as session:
            set_field(session, place.actor, place.initiative, "objective", "ของเขา", now=NOON)
        screen.send(Plan.set_cell, **mine, expected="")
        screen.until(problem)
        answer, rows = screen.of(Plan)["answer"], screen.of(Plan)["rows"]
        assert (answer["ok"], answer["changed"], rows[0]["objective"]) == (False, True, "ของเขา")
        assert "“ของเขา”" in answer["why"]
        assert place.row().objective == "ของเขา"

        screen.send(Plan.set_cell, **mine, expected="ของเขา")
        screen.until(lambda s: s.of(Plan)["answer"]["ok"])

    assert place.row().objective == "ของฉัน"


def test_a_window_that_comes_back_shows_what_others_wrote(client, place):
    with plan_screen(client, place) as screen:
        with open_session() as session:
            set_field(session, place.actor, place.initiative, "objective", "ของเขา", now=NOON)
        screen.send(Plan.look_again)
        screen.until(lambda s: s.of(Plan)["rows"][0]["objective"] == "ของเขา")


def test_a_scribe_writes_in_the_own_category_only(client, place):
    with plan_screen(client, place, role=Role.SCRIBE, category=1) as screen:
        screen.send(Plan.set_cell, initiative_id=place.initiative, field="objective", value="x")
        screen.until(problem)
    assert place.row().objective == ""

    with plan_screen(client, place, role=Role.SCRIBE, category=4) as screen:
        screen.send(Plan.set_cell, initiative_id=place.initiative, field="objective", value="x")
        screen.until(lambda s: s.of(Plan).get("answer", {}).get("ok"))
    assert place.row().objective == "x"


def test_a_kpi_grows_part_by_part_and_goes_with_its_name(client, place):
    here = place.initiative
    with plan_screen(client, place) as screen:
        screen.send(Plan.set_kpi_part, initiative_id=here, kpi_id=0, part="name", value="ร้อยละ")
        screen.until(lambda s: s.of(Plan).get("answer", {}).get("n") == 1)
        kpi = place.row().kpis[0]
        screen.send(Plan.set_kpi_part, initiative_id=here, kpi_id=kpi.id, part="target", value="90")
        screen.until(lambda s: s.of(Plan).get("answer", {}).get("n") == 2)
        kept = place.row().kpis[0]
        screen.send(Plan.set_kpi_part, initiative_id=here, kpi_id=kpi.id, part="name", value="")
        screen.until(lambda s: s.of(Plan).get("answer", {}).get("n") == 3)

    assert (kept.name, kept.target) == ("ร้อยละ", "90")
    assert place.row().kpis == ()


def test_a_row_can_be_traced_to_its_finding(client, place):
    with plan_screen(client, place) as screen:
        screen.send(Plan.open_row, initiative_id=place.initiative)
        screen.until(lambda s: s.of(Plan).get("detail"))
        detail = screen.of(Plan)["detail"]

    assert detail["theme_code"] == "T01"
    assert [idea["code"] for idea in detail["ideas"]] == ["I001"]


def test_another_agencys_plan_is_not_there(client, place):
    with open_session() as session:
        other = a_workshop(session).id

    with a_screen(client, token_hex(8), f"/plan?w={other}", place.cookie()) as screen:
        screen.send(Plan.load)
        screen.until(problem)

    assert not screen.of(Plan).get("rows")


def findings_screen(client, place):
    path = f"/findings?w={place.id}&report={place.report}"
    return a_screen(client, token_hex(8), path, place.cookie())


def test_a_finding_goes_back_to_the_check_table_and_the_screen_hears_of_it(client, place):
    with open_session() as session:
        accept_findings(session, place.actor, place.report, now=NOON)
    with findings_screen(client, place) as screen:
        screen.send(Findings.load)
        screen.until(ready(Findings))
        assert screen.of(Findings)["report_id"] == place.report
        taken = [row["id"] for row in screen.of(Findings)["accepted"] if row["text"] == "ข้อหนึ่ง"]
        screen.send(Findings.take_back, finding_id=taken[0])
        screen.until(lambda s: s.of(Findings)["table_version"] == 1)
        assert "ข้อหนึ่ง" not in [row["text"] for row in screen.of(Findings)["accepted"]]

    with open_reading() as session:
        assert {row.state for row in drafts_of(session, place.report)} == {"waiting"}


def test_what_was_accepted_at_the_table_is_listed_when_it_tells(client, place):
    with findings_screen(client, place) as screen:
        screen.send(Findings.load)
        screen.until(ready(Findings))
        with open_session() as session:
            accept_findings(session, place.actor, place.report, now=NOON)
        screen.send(Findings.look_again)
        screen.until(lambda s: [row["waiting"] for row in s.of(Findings)["reports"]][-1] == 1)
        assert "ข้อหนึ่ง" in [row["text"] for row in screen.of(Findings)["accepted"]]


def test_a_report_just_sent_is_opened_by_its_address(client, place):
    with findings_screen(client, place) as screen:
        screen.send(Findings.taken, report_id=place.report)
        here = f"report={place.report}"
        screen.until(lambda s: any(here in str(packet.get("events")) for packet in s.packets))


def test_a_report_of_another_workshop_cannot_be_checked_here(client, place):
    with open_session() as session:
        other = a_staged_report(session, a_workshop(session), a_draft(1, "ความลับ"))

    path = f"/findings?w={place.id}&report={other}"
    with a_screen(client, token_hex(8), path, place.cookie()) as screen:
        screen.send(Findings.load)
        screen.until(ready(Findings))

        assert screen.of(Findings)["report_id"] == place.report


def test_a_year_nobody_means_keeps_the_workshop_as_it_was(client, place):
    form = {"fiscal_year": "999", "venue": "ห้องใหม่", "mode": "onsite", "digits": "thai",
            "capacity": "500", "title_template": "แผน"}  # fmt: skip
    with a_screen(client, token_hex(8), f"/workshop?w={place.id}", place.cookie()) as screen:
        screen.send(Preparation.keep, form=form)
        screen.until(problem)
        screen.send(Preparation.keep, form=form | {"fiscal_year": "2571"})
        screen.until(lambda s: s.of(Notices).get("kind") == "done")

    with open_reading() as session:
        kept = workshop_view(session, place.actor, place.id)
    assert (kept.fiscal_year, kept.venue) == (2571, "ห้องใหม่")


def test_only_an_administrator_sees_and_adds_staff(client, place):
    with a_screen(client, token_hex(8), "/office", place.cookie()) as screen:
        screen.send(Office.load)
        screen.until(ready(Office))
        assert screen.of(Office)["staff"] == []
        screen.send(Office.invite, form={"email": "x@y.go.th", "role": "administrator"})
        screen.until(problem)

    assert screen.of(Office)["setup_link"] == ""


def test_a_tab_forgets_what_it_showed_once_nobody_is_signed_in(client, place):
    tab, path = token_hex(8), f"/plan?w={place.id}"
    with a_screen(client, tab, path, place.cookie()) as screen:
        screen.send(Plan.load)
        screen.until(ready(Plan))
        assert screen.of(Plan)["rows"]

    with a_screen(client, tab, "/sign-in") as screen:
        screen.send(Leaving.forget)
        screen.until(lambda s: s.of(Plan).get("ready") is False)
        assert screen.of(Plan)["rows"] == []

    with a_screen(client, tab, path) as screen:
        screen.send(Plan.load)
        screen.until(problem)
        assert not screen.of(Plan).get("rows")


def test_a_workshop_that_is_not_there_leaves_nothing_of_another_on_the_screen(client, place):
    tab, cookie = token_hex(8), place.cookie()
    with a_screen(client, tab, f"/plan?w={place.id}", cookie) as screen:
        screen.send(Plan.load)
        screen.until(ready(Plan))

    with a_screen(client, tab, "/plan?w=999", cookie) as screen:
        screen.send(Plan.load)
        screen.until(problem)
        assert (screen.of(Plan)["rows"], screen.of(Plan)["ready"]) == ([], False)
