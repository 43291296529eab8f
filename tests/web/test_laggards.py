"""Sockets whose line takes nothing any more: they are let go, and nothing of them stays."""

import asyncio
import json
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from pmqa_workshop.database import open_session
from pmqa_workshop.queries.room import Audience
from pmqa_workshop.services.access import join
from pmqa_workshop.web import laggards
from pmqa_workshop.web.identity import SEAT_COOKIE
from pmqa_workshop.web.live import Room, hub
from tests.factories import NOON, a_workshop
from tests.web.wire import PREFIX, boot_frame

SOON = 5.0  # seconds
A_WHILE = 30  # packets: a quarter of a minute on a phone


class Phone:
    """One websocket, spoken to as the server speaks; `full` is a line that takes no more."""

    def __init__(self, cookie):
        self.cookie, self._takes = cookie, asyncio.Event()
        self._takes.set()
        self.taken = []
        self._said = asyncio.Queue()

    async def receive(self):
        return await self._said.get()

    async def send(self, message):
        await self._takes.wait()
        self.taken.append(message.get("text") or "")

    def fall_asleep(self):
        self._takes.clear()

    def wake_up(self):
        self._takes.set()

    def say(self, text):
        self._said.put_nowait({"type": "websocket.receive", "text": text})

    @asynccontextmanager
    async def connected(self, app):
        scope = {
            "type": "websocket", "asgi": {"version": "3.0"}, "http_version": "1.1",
            "scheme": "ws", "path": "/_event/", "raw_path": b"/_event/", "root_path": "",
            "query_string": f"EIO=4&transport=websocket&token={uuid4().hex}".encode(),
            "headers": [(b"host", b"testserver"), (b"upgrade", b"websocket"),
                        (b"connection", b"Upgrade"), (b"origin", b"http://testserver"),
                        (b"cookie", self.cookie.encode())],
            "client": ("127.0.0.1", 1), "server": ("testserver", 80), "subprotocols": [],
        }  # fmt: skip
        self._said.put_nowait({"type": "websocket.connect"})
        self.line = asyncio.create_task(app(scope, self.receive, self.send))
        self.say(boot_frame("/room"))
        try:
            await eventually(lambda: self.heard("code"))
            yield self
        finally:
            self.wake_up()
            self.line.cancel()
            await asyncio.gather(self.line, return_exceptions=True)

    def heard(self, word):
        return any(text.startswith(PREFIX) and word in text for text in self.taken)


async def eventually(is_so):
    async with asyncio.timeout(SOON):
        while not is_so():
            await asyncio.sleep(0.01)


@pytest.fixture
def room(client):
    with open_session() as session:
        workshop = a_workshop(session)
        seats = [join(session, workshop.code, now=NOON).token for _ in range(2)]
        return Room(workshop.id, Audience.PHONE), [f"{SEAT_COOKIE}={seat}" for seat in seats]


async def is_gone(phone, room):
    """Its line has ended, and so has its place in the room."""
    await eventually(phone.line.done)
    assert len(_there(room)) == 1


def with_two_phones(client, room, play):
    """Play with a phone that will take nothing more and one that takes all."""
    here, cookies = room

    async def run():
        asleep, awake = Phone(cookies[0]), Phone(cookies[1])
        async with asleep.connected(client.app), awake.connected(client.app):
            await eventually(lambda: len(_there(here)) == 2)
            asleep.fall_asleep()
            await play(here, asleep, awake)
            assert not awake.line.done()

    client.portal.call(run)


def _there(room):
    sio, namespace = hub._app.sio, hub._namespace.namespace
    return list(sio.manager.get_participants(namespace, room.name))


def _tell(room, number, size=10):
    hub._send(room, {"title": f"{number}:{'ก' * size}"})


@pytest.mark.parametrize(
    ("packets", "size"),
    [(2 * laggards.MOST_PACKETS + 8, 10), (30, laggards.MOST_BYTES // 20)],
    ids=["many packets", "many bytes"],
)
def test_who_takes_nothing_is_let_go_and_the_others_get_everything(client, room, packets, size):
    async def play(here, asleep, awake):
        for number in range(packets):
            _tell(here, number, size)
            await asyncio.sleep(0)
        await eventually(lambda: awake.heard(f'"{packets - 1}:'))
        assert all(awake.heard(f'"{number}:') for number in range(packets))
        await is_gone(asleep, here)

    with_two_phones(client, room, play)


def test_who_takes_nothing_is_let_go_in_time_when_little_is_sent(client, room, monkeypatch):
    monkeypatch.setattr(laggards, "LONGEST_SEND", 0.3)

    async def play(here, asleep, awake):
        _tell(here, 1)
        await is_gone(asleep, here)

    with_two_phones(client, room, play)


def test_who_is_only_slow_is_not_let_go(client, room):
    async def play(here, asleep, awake):
        for number in range(A_WHILE):
            _tell(here, number)
            await asyncio.sleep(0)
        asleep.wake_up()
        await eventually(lambda: asleep.heard(f'"{A_WHILE - 1}:'))

    with_two_phones(client, room, play)


def test_the_hub_speaks_frames_a_page_understands(client, room):
    async def play(here, asleep, awake):
        _tell(here, 7)
        await eventually(lambda: awake.heard('"7:'))
        (text,) = [text for text in awake.taken if '"7:' in text]
        name, update = json.loads(text[len(PREFIX) :])
        assert (name, list(update)) == ("event", ["delta"])

    with_two_phones(client, room, play)
