"""The room over Reflex's own websocket: this pins the wire format live.py rests on."""

import json
import time

import pytest
from reflex_base.constants.state import FIELD_MARKER
from sqlmodel import select

from pmqa_workshop.database import open_session
from pmqa_workshop.domain.access import projector_key
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.room import Audience
from pmqa_workshop.services import changes
from pmqa_workshop.services.access import end_staff_session, join, open_staff_session
from pmqa_workshop.services.ideas import raise_idea, rename_theme
from pmqa_workshop.services.voting import cast_ballot, close_round, open_round, publish_results
from pmqa_workshop.services.workshop import move_to_stage
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import live
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE, now
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.console import Console
from pmqa_workshop.web.states.room import ConsoleRoom, Door, PhoneRoom, ProjectorRoom
from tests.factories import NOON, a_theme, a_workshop, an_idea
from tests.web.wire import ROOT, a_screen

SECRET_OF_THE_ROOM = "กลุ่มที่มีเพียงจอเห็น"


@pytest.fixture
def room(database):
    """A workshop with a facilitator's session, one seat and a theme to vote on."""
    with open_session() as session:
        workshop = a_workshop(session, stage=Stage.IDEAS)
        member = StaffMember(
            agency_id=workshop.agency_id, email="a@b.go.th", role=Role.FACILITATOR, created_at=NOON
        )
        session.add(member)
        session.flush()
        theme = a_theme(session, workshop, name=SECRET_OF_THE_ROOM)
        an_idea(session, workshop, theme_id=theme.id)
        ticket = join(session, workshop.code, now=NOON)
        token = open_staff_session(session, member.id, now=now())
        return Room(workshop, ticket, f"{STAFF_COOKIE}={token}", theme.id)


class Room:
    def __init__(self, workshop: Workshop, ticket, staff_cookie, theme_id):
        self.id, self.code, self.agency_id = workshop.id, workshop.code, workshop.agency_id
        self.ticket, self.staff_cookie, self.theme_id = ticket, staff_cookie, theme_id
        self.seat_cookie = f"{SEAT_COOKIE}={ticket.token}"
        self.facilitator = Actor(Role.FACILITATOR, agency_id=workshop.agency_id)
        self.phone = Actor(
            Role.PARTICIPANT, workshop_id=workshop.id, participant_id=ticket.participant_id
        )


def at_stage(state, stage):
    return lambda screen: screen.of(state).get("stage") == stage


def broadcasts(screen, state):
    """Return what the room was sent, without the snapshots this screen was given."""
    name = state.get_full_name()
    told = [packet["delta"].get(name, {}) for packet in screen.packets if packet.get("delta")]
    plain = [{k.removesuffix(FIELD_MARKER): v for k, v in delta.items()} for delta in told]
    return [delta for delta in plain if "version" in delta and "entry" not in delta]


def in_room(state):
    return lambda screen: screen.of(state).get("code", "") != ""


def test_a_phone_hears_of_a_stage_it_did_not_ask_for(client, room):
    with a_screen(client, "t-phone", "/room", room.seat_cookie) as phone:
        phone.send(Door.enter_phone)
        phone.until(in_room(PhoneRoom))

        with open_session() as session:
            move_to_stage(session, room.facilitator, room.id, Stage.GROUPING, now=NOON)

        phone.until(at_stage(PhoneRoom, "grouping"))


def test_only_what_changed_is_sent(client, room):
    with a_screen(client, "t-delta", "/room", room.seat_cookie) as phone:
        phone.send(Door.enter_phone)
        phone.until(in_room(PhoneRoom))
        phone.packets.clear()
        before = phone.of(PhoneRoom)["ideas"]

        with open_session() as session:
            raise_idea(session, room.phone, room.id, "ลดขั้นตอน", 3, [], now=NOON,
                       stands_alone=True)  # fmt: skip

        phone.until(lambda screen: screen.of(PhoneRoom).get("ideas") == before + 1)
        assert phone.packets[-1]["delta"][PhoneRoom.get_full_name()].keys() == {
            f"version{FIELD_MARKER}", f"revision{FIELD_MARKER}", f"ideas{FIELD_MARKER}"
        }  # fmt: skip


def test_results_are_not_sent_to_phones_or_projector_before_they_are_published(client, room):
    key = projector_key(secret_key(), room.id)
    with (
        a_screen(client, "t-p", "/room", room.seat_cookie) as phone,
        a_screen(client, "t-w", f"/screen?key={key}") as wall,
        a_screen(client, "t-f", f"/console?w={room.id}", room.staff_cookie) as console,
    ):
        phone.send(Door.enter_phone)
        wall.send(Door.enter_projector)
        console.send(Door.enter_console)
        phone.until(in_room(PhoneRoom))
        wall.until(in_room(ProjectorRoom))
        console.until(in_room(ConsoleRoom))

        with open_session() as session:
            move_to_stage(session, room.facilitator, room.id, Stage.VOTING, now=NOON)
            round_id = open_round(session, room.facilitator, room.id, now=NOON)
        with open_session() as session:
            cast_ballot(session, room.phone, round_id, {room.theme_id: 3}, now=NOON)
            close_round(session, room.facilitator, round_id, now=NOON)
        console.until(lambda screen: screen.of(ConsoleRoom).get("results"))
        phone.until(lambda screen: screen.of(PhoneRoom).get("round", {}).get("open") is False)
        wall.until(lambda screen: screen.of(ProjectorRoom).get("round", {}).get("open") is False)
        assert SECRET_OF_THE_ROOM not in json.dumps(phone.packets, ensure_ascii=False)
        assert SECRET_OF_THE_ROOM not in json.dumps(wall.packets, ensure_ascii=False)

        with open_session() as session:
            publish_results(session, room.facilitator, round_id, now=NOON)

        phone.until(lambda screen: screen.of(PhoneRoom).get("results"))
        wall.until(lambda screen: screen.of(ProjectorRoom).get("results"))
        assert phone.of(PhoneRoom)["results"][0]["points"] == 3


def test_a_phone_that_comes_back_under_the_same_token_is_in_the_room_again(client, room):
    with a_screen(client, "t-same", "/room", room.seat_cookie) as before:
        before.send(Door.enter_phone)
        before.until(in_room(PhoneRoom))
        with a_screen(client, "t-same", "/room", room.seat_cookie) as again:
            again.send(Door.enter_phone)
            again.until(in_room(PhoneRoom))

            with open_session() as session:
                move_to_stage(session, room.facilitator, room.id, Stage.FINDINGS, now=NOON)

            again.until(at_stage(PhoneRoom, "findings"))


@pytest.mark.parametrize(
    ("handler", "state", "path"),
    [
        (Door.enter_console, ConsoleRoom, "/console?w={id}"),
        (Door.enter_projector, ProjectorRoom, "/screen?key={id}-00000000000000000000000000000000"),
    ],
    ids=["a seat is no key to the console", "a forged key opens no projector"],
)
def test_a_room_is_not_entered_without_the_right(client, room, handler, state, path):
    address = path.replace("{id}", str(room.id))
    with a_screen(client, "t-stranger", address, room.seat_cookie) as stranger:
        stranger.send(handler)
        stranger.until(lambda screen: _notice(screen))

        assert stranger.of(state).get("code", "") == ""


def test_a_phone_without_a_seat_is_sent_to_the_door(client, room):
    with a_screen(client, "t-none", "/room") as stranger:
        stranger.send(Door.enter_phone)
        stranger.until(lambda screen: any(packet.get("events") for packet in screen.packets))

        assert stranger.of(PhoneRoom).get("code", "") == ""


@pytest.mark.parametrize(
    "frame",
    [
        ["event", {"name": "no.such.handler", "payload": {"points": "ลับ"}, "router_data": {}}],
        ["event", "ข้อความลับ"],
        ["event", {"name": 7}],
        ["event", {"name": "x", "payload": []}],
        ["event"],
    ],
    ids=["unknown handler", "a string", "a number for a name", "a list for a payload", "nothing"],
)
def test_a_frame_we_do_not_know_is_dropped_and_not_logged(client, room, caplog, frame):
    with a_screen(client, "t-odd", "/room", room.seat_cookie) as phone:
        phone.send_raw(frame)
        phone.send(Door.enter_phone)
        phone.until(in_room(PhoneRoom))

    assert "ลับ" not in caplog.text
    assert room.ticket.token not in caplog.text


def _notice(screen):
    return screen.of(Notices).get("text")


def test_a_change_during_the_very_first_entrance_is_told(client, room, monkeypatch):
    slow = live.room_views

    def slowly(session, workshop_id, audiences):
        views = slow(session, workshop_id, audiences)
        time.sleep(3 * live.TICK)  # long enough for the hub to hear of the change meanwhile
        return views

    monkeypatch.setattr(live, "room_views", slowly)
    with a_screen(client, "t-slow", "/room", room.seat_cookie) as phone:
        time.sleep(live.TICK)
        with open_session() as session:
            move_to_stage(session, room.facilitator, room.id, Stage.FINDINGS, now=NOON)

        phone.until(at_stage(PhoneRoom, "findings"))


def a_group_of(room, category):
    """Return the cookie of somebody seated in a category's group."""
    with open_session() as session:
        ticket = join(session, room.code, now=NOON, category=category)
    return f"{SEAT_COOKIE}={ticket.token}"


def propose(room, category=3):
    with open_session() as session:
        raise_idea(session, room.phone, room.id, "ลดขั้นตอน", category, [], now=NOON,
                   stands_alone=True)  # fmt: skip


def test_a_phone_hears_of_its_own_category_group_only(client, room):
    fourth, fifth = a_group_of(room, 4), a_group_of(room, 5)
    with (
        a_screen(client, "t-4", "/room", fourth) as four,
        a_screen(client, "t-5", "/room", fifth) as five,
        a_screen(client, "t-0", "/room", room.seat_cookie) as none,
    ):
        for phone in (four, five, none):
            phone.send(Door.enter_phone)
            phone.until(in_room(PhoneRoom))
        assert five.of(PhoneRoom)["group"]["category"] == 5
        before = four.of(PhoneRoom)["group"]
        for phone in (four, five, none):
            phone.packets.clear()

        propose(room, category=4)

        four.until(lambda screen: screen.of(PhoneRoom)["group"]["ideas"] == before["ideas"] + 1)
        for phone in (five, none):
            ideas = four.of(PhoneRoom)["ideas"]
            phone.until(lambda screen, n=ideas: screen.of(PhoneRoom)["ideas"] == n)
            assert [list(told) for told in broadcasts(phone, PhoneRoom)] == [
                ["ideas", "revision", "version"]
            ]
        assert none.of(PhoneRoom)["group"] == {}


def test_versions_count_the_packets_of_a_room_and_a_snapshot_says_where_it_begins(client, room):
    with a_screen(client, "t-v1", "/room", room.seat_cookie) as phone:
        phone.send(Door.enter_phone)
        phone.until(in_room(PhoneRoom))
        versions = [phone.of(PhoneRoom)["version"]]
        for _ in range(3):
            propose(room)
            phone.until(lambda screen: screen.of(PhoneRoom)["version"] > versions[-1])
            versions.append(phone.of(PhoneRoom)["version"])
        with a_screen(client, "t-v2", "/room", room.seat_cookie) as late:
            late.send(Door.enter_phone)
            late.until(in_room(PhoneRoom))

            one, other = phone.of(PhoneRoom), late.of(PhoneRoom)

    assert versions == list(range(versions[0], versions[0] + 4))
    assert (other["version"], other["revision"]) == (versions[-1], one["revision"])
    assert one["entry"].split("-")[0] == other["entry"].split("-")[0] == live.hub.process
    assert one["entry"] != other["entry"]


def test_what_another_process_changed_is_heard_of_without_being_told(client, room, monkeypatch):
    with a_screen(client, "t-poll", "/room", room.seat_cookie) as phone:
        phone.send(Door.enter_phone)
        phone.until(in_room(PhoneRoom))
        monkeypatch.setattr(changes, "_listeners", [])  # as if it had been committed elsewhere

        with open_session() as session:
            move_to_stage(session, room.facilitator, room.id, Stage.FINDINGS, now=NOON)

        began = time.monotonic()
        phone.until(at_stage(PhoneRoom, "findings"))
        assert time.monotonic() - began < 2 * live.LOOK


def test_a_burst_of_changes_is_a_few_packets(client, room):
    key = projector_key(secret_key(), room.id)
    with (
        a_screen(client, "t-b1", "/room", room.seat_cookie) as phone,
        a_screen(client, "t-b2", f"/screen?key={key}") as wall,
    ):
        phone.send(Door.enter_phone)
        wall.send(Door.enter_projector)
        phone.until(in_room(PhoneRoom))
        wall.until(in_room(ProjectorRoom))
        before = phone.of(PhoneRoom)["ideas"]
        phone.packets.clear()
        wall.packets.clear()
        began = time.monotonic()
        for _ in range(40):
            propose(room)
            time.sleep(0.02)
        phone.until(lambda screen: screen.of(PhoneRoom)["ideas"] == before + 40)
        wall.until(lambda screen: screen.of(ProjectorRoom)["ideas"] == before + 40)
        lasted = time.monotonic() - began  # to the last packet: the trailing ones count too

    to_phone, to_wall = broadcasts(phone, PhoneRoom), broadcasts(wall, ProjectorRoom)
    assert len(to_phone) <= 2 + lasted / live.PACE[Audience.PHONE]
    assert len(to_phone) < len(to_wall) <= 2 + lasted / live.PACE[Audience.PROJECTOR]


@pytest.mark.parametrize("end", ["signed out", "another role"])
def test_who_may_no_longer_run_the_room_hears_no_more_of_it(client, room, end):
    console_room = live.Room(room.id, Audience.CONSOLE)
    with a_screen(client, "t-out", f"/console?w={room.id}", room.staff_cookie) as console:
        console.send(Door.enter_console)
        console.until(in_room(ConsoleRoom))
        time.sleep(1.5 * live.LOOK)
        assert console_room in live.hub._rooms(room.id)

        with open_session() as session:
            if end == "signed out":
                end_staff_session(session, room.staff_cookie.partition("=")[2], now=now())
            else:
                session.exec(select(StaffMember)).one().role = Role.CLERK

        until = time.monotonic() + 2 * live.LOOK
        while console_room in live.hub._rooms(room.id):
            assert time.monotonic() < until
            time.sleep(0.05)


def test_whoever_runs_the_room_hears_of_every_change_even_of_one_in_no_figure(client, room):
    with (
        a_screen(client, "t-c", f"/console?w={room.id}", room.staff_cookie) as console,
        a_screen(client, "t-q", "/room", room.seat_cookie) as phone,
    ):
        console.send(Door.enter_console)
        console.until(in_room(ConsoleRoom))
        phone.send(Door.enter_phone)
        phone.until(in_room(PhoneRoom))
        before = console.of(ConsoleRoom)["revision"]
        phone.packets.clear()

        with open_session() as session:
            rename_theme(session, room.facilitator, room.theme_id, "ชื่อใหม่", now=NOON)

        console.until(lambda screen: screen.of(ConsoleRoom)["revision"] > before)
        propose(room)  # the next thing a phone hears of
        phone.until(lambda screen: broadcasts(screen, PhoneRoom))
        assert [list(told) for told in broadcasts(phone, PhoneRoom)] == [
            ["ideas", "revision", "version"]
        ]


def test_asking_again_gives_a_snapshot_and_leaves_the_message_on_the_screen(client, room):
    with a_screen(client, "t-ask", f"/console?w={room.id}", room.staff_cookie) as console:
        console.until(lambda screen: screen.vars.get(ROOT, {}).get("is_hydrated"))
        entry = console.of(ConsoleRoom)["entry"]
        console.send(Console.look_at, stage="no such stage")
        console.until(_notice)

        console.send(Door.ask_console)

        console.until(lambda screen: screen.of(ConsoleRoom)["entry"] != entry)
        assert _notice(console)


def test_a_workshop_everybody_has_left_is_asked_about_no_more(client, room, monkeypatch):
    with a_screen(client, "t-left", "/room", room.seat_cookie) as phone:
        phone.until(in_room(PhoneRoom))
        assert room.id in live.hub._followed

    asked = []
    mark = live.room_mark
    monkeypatch.setattr(live, "room_mark", lambda *given: asked.append(given) or mark(*given))
    until = time.monotonic() + 3 * live.LOOK
    while room.id in live.hub._followed and time.monotonic() < until:
        time.sleep(0.05)

    assert (live.hub._followed, asked) == ({}, [])
