"""The room half: who may move it, what each screen is sent, and how every step is taken back."""

import itertools
import re

import pytest
from reflex.utils.format import json_dumps

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.access import join_proof, projector_key
from pmqa_workshop.domain.errors import NothingToVoteOn
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.queries.ideas import ideas_of, themes_of
from pmqa_workshop.queries.priorities import priorities_of
from pmqa_workshop.queries.room import Audience, room_views
from pmqa_workshop.queries.voting import newest_round
from pmqa_workshop.queries.workshop import workshop_view
from pmqa_workshop.services.access import join, open_staff_session
from pmqa_workshop.services.voting import open_round
from pmqa_workshop.services.workshop import move_to_stage
from pmqa_workshop.settings import secret_key, settings
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE, now
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.console import Console, Projector, RoomAddress
from pmqa_workshop.web.states.decision import Decisions
from pmqa_workshop.web.states.grouping import Grouping
from pmqa_workshop.web.states.room import ConsoleRoom, Door, ProjectorRoom
from tests.factories import NOON, a_theme, a_workshop, an_idea, staff_of
from tests.web.wire import a_screen

BUDGETS = {
    Audience.PHONE: 8_000,
    Audience.PROJECTOR: 20_000,
    Audience.CONSOLE: 50_000,
    Audience.DESK: 50_000,
}

_count = itertools.count(1)  # Reflex remembers a tab by its token, from test to test


class Room:
    """A workshop, those who come to it, and their cookies."""

    def __init__(self, session, stage=Stage.IDEAS):
        self.workshop = a_workshop(session, stage=stage, code="TRM2Q4")
        self.id, self.code = self.workshop.id, self.workshop.code
        self.facilitator = staff_of(self.workshop)
        self.staff_cookie = self._signed_in(session, Role.FACILITATOR)
        self.clerk_cookie = self._signed_in(session, Role.CLERK)
        self.ticket = join(session, self.code, now=NOON)
        self.seat_cookie = f"{SEAT_COOKIE}={self.ticket.token}"
        self.key = projector_key(secret_key(), self.id)

    def _signed_in(self, session, role):
        member = StaffMember(
            agency_id=self.workshop.agency_id, email=f"{role}@b.go.th", role=role, created_at=NOON
        )
        session.add(member)
        session.flush()
        return f"{STAFF_COOKIE}={open_staff_session(session, member.id, now=now())}"

    def console(self, client, page="console"):
        return a_screen(client, f"t-{next(_count)}", f"/{page}?w={self.id}", self.staff_cookie)

    def move(self, stage):
        with open_session() as session:
            move_to_stage(session, self.facilitator, self.id, stage, now=NOON)

    def can_vote(self):
        """Try to open a round on what is grouped, and leave no trace of it."""
        with open_session() as session:
            move_to_stage(session, self.facilitator, self.id, Stage.VOTING, now=NOON)
            try:
                open_round(session, self.facilitator, self.id, now=NOON)
            except NothingToVoteOn:
                return False
            finally:
                session.rollback()
        return True

    def look(self, query):
        with open_reading() as session:
            return query(session, self.id)

    @property
    def stage(self):
        with open_reading() as session:
            return workshop_view(session, self.facilitator, self.id).stage


@pytest.fixture
def room(database):
    with open_session() as session:
        room = Room(session)
        a_theme(session, room.workshop, name="ข้อมูลชุดเดียว")
        for text in ("ลดขั้นตอน", "ใช้แบบฟอร์มเดียว", "อบรมพี่เลี้ยง"):
            an_idea(session, room.workshop, text=text, category=6)
    return room


def refused(screen):
    return screen.until(lambda s: s.of(Notices).get("kind") == "problem").of(Notices)["text"]


def has(state, **wanted):
    return lambda screen: all(screen.of(state).get(k) == v for k, v in wanted.items())


# --- who may ----------------------------------------------------------------------------


def test_the_facilitator_brings_everyone_to_a_step(client, room):
    with (
        a_screen(client, "t-wall-1", f"/screen?key={room.key}") as wall,
        room.console(client) as console,
    ):
        wall.send(Door.enter_projector)
        wall.until(has(ProjectorRoom, stage="ideas"))

        console.send(Console.bring_everyone, stage="grouping")

        wall.until(has(ProjectorRoom, stage="grouping"))
    assert room.stage is Stage.GROUPING


def test_looking_at_a_step_moves_nobody(client, room):
    with room.console(client) as console:
        console.send(Console.look_at, stage="voting")
        console.until(has(Console, looking="voting"))

    assert room.stage is Stage.IDEAS


@pytest.mark.parametrize("who", ["a participant", "the office", "nobody"])
def test_only_those_who_run_the_room_move_it(client, room, who):
    cookie = {"a participant": room.seat_cookie, "the office": room.clerk_cookie}.get(who, "")
    with a_screen(client, f"t-{who}-{next(_count)}", f"/console?w={room.id}", cookie) as screen:
        screen.send(Console.bring_everyone, stage="closed")
        refused(screen)

    assert room.stage is Stage.IDEAS


def test_a_step_that_does_not_exist_is_refused(client, room):
    with room.console(client) as console:
        console.send(Console.bring_everyone, stage="lunch")
        refused(console)

    assert room.stage is Stage.IDEAS


def test_another_agencys_console_shows_nothing(client, room):
    with open_session() as session:
        other_id = a_workshop(session).id
    with a_screen(client, "t-other", f"/console?w={other_id}", room.staff_cookie) as screen:
        screen.send(Console.prepare)
        refused(screen)

        assert screen.of(Console).get("screen_address", "") == ""


# --- the projector ----------------------------------------------------------------------


def test_the_console_makes_the_projectors_link_in_its_language(client, room):
    with a_screen(client, "t-en", f"/en/console?w={room.id}", room.staff_cookie) as console:
        console.send(Console.prepare)
        console.until(has(Console, workshop_id=room.id))

    assert console.of(Console)["screen_address"] == f"/en/screen?key={room.key}"


@pytest.mark.parametrize(
    "forge", [lambda key: key[:-1] + "0", lambda key: "999" + key, lambda _: ""]
)
def test_a_forged_projector_key_shows_nothing(client, room, forge):
    key = forge(room.key)
    if key == room.key:
        key = key[:-1] + "1"
    with a_screen(client, f"t-forged-{next(_count)}", f"/screen?key={key}") as wall:
        wall.send(Projector.check_key)
        wall.send(Door.enter_projector)
        refused(wall)

        assert wall.of(Projector)["workshop_id"] == 0
        assert wall.of(ProjectorRoom).get("code", "") == ""


def test_a_projector_may_only_look(client, room):
    with a_screen(client, "t-wall-2", f"/screen?w={room.id}&key={room.key}") as wall:
        wall.send(Console.bring_everyone, stage="closed")
        refused(wall)

    assert room.stage is Stage.IDEAS


def test_no_projection_of_the_demonstration_is_over_its_budget(demonstration):
    with open_reading() as session:
        views = room_views(session, demonstration.workshop_id)

    sizes = {audience: len(json_dumps(view).encode()) for audience, view in views.items()}

    assert {a: size for a, size in sizes.items() if size > BUDGETS[a]} == {}


def test_projector_and_console_hold_every_number_their_screens_draw(room):
    views = room.look(room_views)

    assert views[Audience.PROJECTOR].keys() <= ProjectorRoom.get_fields().keys()
    assert views[Audience.CONSOLE].keys() <= ConsoleRoom.get_fields().keys()
    assert [views[Audience.CONSOLE][k] for k in ("themes", "ungrouped", "undecided")] == [1, 3, 1]


def test_people_without_a_unit_are_counted_too(room):
    (row,) = room.look(room_views)[Audience.CONSOLE]["units"]

    assert row == {"unit": "", "name": "", "joined": 1, "wrote": 0, "voted": 0}


# --- joining ----------------------------------------------------------------------------


def test_the_qr_is_an_image_with_a_quiet_zone_on_white(client, monkeypatch):
    monkeypatch.setenv("PMQA_PUBLIC_URL", "https://workshop.example.go.th")
    settings.cache_clear()

    answer = client.get("/qr/TRM2Q4.svg")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "max-age" in answer.headers["cache-control"]
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', answer.text)[1])
    assert side == 29 + 2 * 4  # a code of 29 modules, four of quiet on each side
    assert 'fill="#fff' in answer.text


def test_only_a_qr_asked_for_with_the_proof_holds_it(client):
    proof = join_proof(secret_key(), "TRM2Q4")
    plain, proved, guessed = (
        client.get(f"/qr/TRM2Q4.svg?proof={given}").text for given in ("", proof, "x" * len(proof))
    )

    assert proved != plain
    assert guessed == plain


def test_screens_of_who_runs_the_room_are_told_the_qr_with_the_proof(client, room):
    proved = f"/qr/{room.code}.svg?proof={join_proof(secret_key(), room.code)}"
    with a_screen(client, "t-qr", f"/screen?key={room.key}") as wall:
        wall.send(Projector.check_key)
        wall.until(has(Projector, qr=proved))
    with room.console(client) as console:
        console.send(Console.prepare)
        console.until(has(Console, qr=proved))


def test_a_forged_projector_key_is_told_no_proof(client, room):
    with a_screen(client, "t-forged", f"/screen?key={room.id}-{'0' * 32}") as wall:
        wall.send(Projector.check_key)
        wall.send(RoomAddress.tell)
        wall.until(lambda s: s.of(RoomAddress).get("url"))

    assert wall.of(Projector).get("qr", "") == ""


@pytest.mark.parametrize("code", ["TRM2Q", "trm2q4", "TRM2QO", "TRM2Q4;", "%2e%2e%2fx"])
def test_what_is_no_code_gets_no_qr(client, code):
    assert client.get(f"/qr/{code}.svg").status_code == 404


def test_the_address_on_screens_is_the_one_phones_open(client, room, monkeypatch):
    monkeypatch.setenv("PMQA_PUBLIC_URL", "https://workshop.example.go.th")
    settings.cache_clear()
    with a_screen(client, "t-address", f"/screen?key={room.key}") as wall:
        wall.send(RoomAddress.tell)

        wall.until(has(RoomAddress, url="https://workshop.example.go.th"))


# --- voting -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "most"),
    [("0", "0"), ("5", "6"), ("101", "3"), ("ห้า", "3"), ("", ""), ("-5", "3"), ("5.5", "3")],
)
def test_a_round_with_impossible_points_is_refused(client, room, points, most):
    room.move(Stage.VOTING)
    with room.console(client) as console:
        console.send(Console.open_round, form={"points_per_person": points, "max_per_choice": most})
        refused(console)

    assert room.look(newest_round) is None


def test_a_round_is_opened_closed_shown_and_hidden_from_the_console(client, room):
    room.move(Stage.VOTING)
    with (
        a_screen(client, "t-wall-3", f"/screen?key={room.key}") as wall,
        room.console(client) as console,
    ):
        wall.send(Door.enter_projector)
        console.send(Console.open_round, form={"points_per_person": "4", "max_per_choice": "2"})
        opened = wall.until(lambda s: s.of(ProjectorRoom).get("round")).of(ProjectorRoom)["round"]
        assert (opened["points"], opened["most"], opened["open"]) == (4, 2, True)

        console.send(Console.close_round, round_id=opened["id"])
        wall.until(lambda s: s.of(ProjectorRoom)["round"]["open"] is False)
        assert wall.of(ProjectorRoom)["results"] == []

        console.send(Console.publish_results, round_id=opened["id"])
        wall.until(lambda s: s.of(ProjectorRoom)["results"])

        console.send(Console.hide_results, round_id=opened["id"])
        wall.until(lambda s: not s.of(ProjectorRoom)["results"])


# --- grouping ---------------------------------------------------------------------------


def members(room):
    """Return theme names with the texts of their ideas, as the database has them."""
    texts = {idea.id: idea.text for idea in room.look(ideas_of)}
    return {theme.name: [texts[i] for i in theme.idea_ids] for theme in room.look(themes_of)}


def alone(room):
    return [idea.id for idea in room.look(ideas_of) if idea.theme_id is None]


def loaded(board):
    """Wait for the board, which sets the steps of another workshop aside."""
    board.send(Grouping.load)
    return board.until(lambda s: s.of(Grouping).get("ideas"))


def test_ideas_become_a_theme_named_as_the_first_and_undo_sets_them_free(client, room):
    before = members(room)
    first, second, third = alone(room)
    with room.console(client, page="grouping") as board:
        loaded(board)
        board.send(Grouping.group, idea_ids=[second, first], name="")
        board.until(has(Grouping, steps=1))
        assert members(room) == before | {"ใช้แบบฟอร์มเดียว": ["ลดขั้นตอน", "ใช้แบบฟอร์มเดียว"]}

        board.send(Grouping.undo)
        board.until(has(Grouping, steps=0))

    assert members(room) == before
    assert alone(room) == [first, second, third]


def test_every_change_of_the_board_can_be_taken_back_in_turn(client, room):
    before = members(room)
    (theme,) = room.look(themes_of)
    changes = [
        (Grouping.move, {"idea_ids": alone(room)[:2], "theme_id": theme.id}),
        (Grouping.rename, {"theme_id": theme.id, "name": "ข้อมูลเดียวทั้งกรม"}),
        (Grouping.group_singly, {}),
        (Grouping.dissolve, {"theme_id": theme.id}),
        (Grouping.move, {"idea_ids": [theme.idea_ids[0]], "theme_id": 0}),
    ]
    with room.console(client, page="grouping") as board:
        loaded(board)
        for step, (change, given) in enumerate(changes, start=1):
            board.send(change, **given)
            board.until(has(Grouping, steps=step))
        assert "ข้อมูลเดียวทั้งกรม" not in members(room)

        for left in reversed(range(len(changes))):
            board.send(Grouping.undo)
            board.until(has(Grouping, steps=left))

    assert members(room) == before
    assert [found.number for found in room.look(themes_of)] == [theme.number]


def test_a_junk_idea_is_parked_off_the_ballot_and_undo_brings_it_back(client, room):
    before = members(room)
    (theme,) = room.look(themes_of)
    (junk,) = theme.idea_ids
    with room.console(client, page="grouping") as board:
        loaded(board)
        board.send(Grouping.park, idea_id=junk)
        board.until(has(Grouping, steps=1))
        assert junk not in [idea.id for idea in room.look(ideas_of)]
        assert members(room) == {theme.name: []}
        assert not room.can_vote()

        board.send(Grouping.undo)
        board.until(has(Grouping, steps=0))

    assert members(room) == before
    assert room.can_vote()


def test_no_idea_is_parked_once_voting_has_begun_nor_one_of_another_workshop(client, room):
    with open_session() as session:
        other = an_idea(session, a_workshop(session, agency_id=room.facilitator.agency_id)).id
    with room.console(client, page="grouping") as board:
        loaded(board).send(Grouping.park, idea_id=other)
        refused(board)
    room.move(Stage.VOTING)
    with room.console(client, page="grouping") as board:
        loaded(board).send(Grouping.park, idea_id=alone(room)[0])
        assert "ลงคะแนน" in refused(board)

    assert len(alone(room)) == 3


@pytest.mark.parametrize("given", [[], ["1"], [True], "12", None, [999_999]])
def test_what_is_no_list_of_own_ideas_is_refused(client, room, given):
    with room.console(client, page="grouping") as board:
        board.send(Grouping.group, idea_ids=given, name="กลุ่ม")
        refused(board)

    assert len(members(room)) == 1


def test_the_board_is_only_looked_at_once_voting_has_begun(client, room):
    room.move(Stage.VOTING)
    with room.console(client, page="grouping") as board:
        loaded(board).send(Grouping.group_singly)
        assert "ลงคะแนน" in refused(board)

    assert len(alone(room)) == 3


# --- decisions --------------------------------------------------------------------------


def test_leaving_out_needs_a_reason_and_says_on_which_row(client, room):
    room.move(Stage.DECISION)
    (theme,) = room.look(themes_of)
    with room.console(client, page="decision") as table:
        table.send(Decisions.leave_out, theme_id=theme.id, reason="  ")
        table.until(has(Decisions, asking=theme.id))
        refused(table)
        assert room.look(priorities_of)[0].selected is None

        table.send(Decisions.leave_out, theme_id=theme.id, reason="ทำอยู่แล้ว")
        table.until(has(Decisions, asking=0))
        table.until(lambda s: s.of(Decisions)["rows"][0]["decided"] == "out")

    assert room.look(priorities_of)[0].reason == "ทำอยู่แล้ว"


def test_a_reason_changed_later_is_kept_and_the_decision_stays(client, room):
    room.move(Stage.DECISION)
    (theme,) = room.look(themes_of)
    with room.console(client, page="decision") as table:
        table.send(Decisions.select, theme_id=theme.id, reason="")
        table.until(lambda s: s.of(Decisions).get("rows"))

        table.send(Decisions.give_reason, theme_id=theme.id, reason="ทำได้ทันปีนี้")
        table.until(lambda s: s.of(Decisions)["rows"][0]["reason"] == "ทำได้ทันปีนี้")
        assert room.look(priorities_of)[0].selected is True

        table.send(Decisions.take_back, theme_id=theme.id)
        table.until(lambda s: s.of(Decisions)["rows"][0]["decided"] == "")

    assert room.look(priorities_of)[0].selected is None


def test_impact_and_effort_are_chosen_from_lists_and_nothing_else_is_taken(client, room):
    room.move(Stage.DECISION)
    (theme,) = room.look(themes_of)
    name = theme.name
    with room.console(client, page="decision") as table:
        table.until(lambda s: s.of(Decisions).get("rows"))
        table.send(Decisions.assess, theme_id=theme.id, scale="impact", mark="5")
        table.until(lambda s: s.of(Decisions)["rows"][0]["impact"] == "5")
        table.send(Decisions.assess, theme_id=theme.id, scale="effort", mark="2")
        table.until(lambda s: s.of(Decisions)["rows"][0]["effort"] == "2")
        for scale, mark in (("impact", "6"), ("impact", "๓"), ("name", "1")):
            table.send(Decisions.assess, theme_id=theme.id, scale=scale, mark=mark)
        refused(table)
        table.send(Decisions.assess, theme_id=theme.id, scale="effort", mark="")
        table.until(lambda s: s.of(Decisions)["rows"][0]["effort"] == "")

    (theme,) = room.look(themes_of)
    assert (theme.name, theme.impact, theme.effort) == (name, 5, None)
