"""The room over Reflex's own websocket: this pins the wire format live.py rests on."""

import json
import time

import pytest
from reflex_base.constants.state import FIELD_MARKER

from pmqa_workshop.database import open_session
from pmqa_workshop.domain.access import projector_key
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.services.access import join, open_staff_session
from pmqa_workshop.services.ideas import raise_idea
from pmqa_workshop.services.voting import cast_ballot, close_round, open_round, publish_results
from pmqa_workshop.services.workshop import move_to_stage
from pmqa_workshop.settings import secret_key
from pmqa_workshop.web import live
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE, now
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.room import ConsoleRoom, Door, PhoneRoom, ProjectorRoom
from tests.factories import NOON, a_theme, a_workshop, an_idea
from tests.web.wire import a_screen

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
            f"version{FIELD_MARKER}", f"ideas{FIELD_MARKER}"
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

    def slowly(session, workshop_id):
        views = slow(session, workshop_id)
        time.sleep(3 * live.TICK)  # long enough for the hub to hear of the change meanwhile
        return views

    monkeypatch.setattr(live, "room_views", slowly)
    with a_screen(client, "t-slow", "/room", room.seat_cookie) as phone:
        time.sleep(live.TICK)
        with open_session() as session:
            move_to_stage(session, room.facilitator, room.id, Stage.FINDINGS, now=NOON)

        phone.until(at_stage(PhoneRoom, "findings"))
