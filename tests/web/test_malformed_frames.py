"""Whatever is thrown at the websocket: no failure of ours, no change, and a log that says little.

PMQA_FRAMES=20000 throws as many; the suite throws some hundreds. They go to the server in a
process of its own, from tabs with a seat, tabs of staff and tabs of nobody.
"""

import asyncio
import inspect
import json
import os
import random
import re
import shutil
import time
from functools import cache

import aiohttp
import httpx2
import pytest
from reflex_base.registry import RegistrationContext

from pmqa_workshop.database import sqlite_driver
from pmqa_workshop.demo import DEMO_PASSWORD
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE
from pmqa_workshop.web.pages import screens
from pmqa_workshop.web.states.room import PhoneRoom
from tests.web.processes import Served
from tests.web.wire import PREFIX, ROOT, boot_frame, router_of

FRAMES = int(os.environ.get("PMQA_FRAMES", "600"))
CLIENTS = 12
TYPED = "ความลับที่พิมพ์-7d1f"  # what somebody typed
LINES_A_MINUTE = 100  # of log, for each client
PAGES = ["/room", "/office", "/console?w=1", "/", "/nowhere"]
OUR_FAILURE = re.compile(r"Traceback|ERROR|CRITICAL|(?<!Frontend )Exception")


# --- what is thrown -------------------------------------------------------------------


def event(name, payload, **more):
    sent = {"name": name, "payload": payload, "router_data": router_of("/room")} | more
    return PREFIX + json.dumps(["event", sent])


def unknown_names(draw):
    name = draw.choice(
        ["nobody", "__init__", "", "a" * 5000, f"{ROOT}.", f"{ROOT}.nothing", "\ud800"]
    )
    return event(name, {"password": TYPED, "points": {"1": TYPED}})


def floods(draw):
    return [unknown_names(draw) for _ in range(100)]


def wrong_payloads(draw):
    name = draw.choice(sorted(RegistrationContext.get().event_handlers))
    odd = [
        None,
        [],
        7,
        -1,
        1e308,
        True,
        "x",
        TYPED,
        {"a": {"b": [TYPED]}},
        [[]],
        "\x00",
        "๙" * 3000,
    ]
    words = ["value", "idea_id", "round_id", "theme_id", "vars", "text", "nothing", "self"]
    payload = {"nothing": 1} | {draw.choice(words): draw.choice(odd) for _ in range(3)}
    return event(name, draw.choice([payload, payload, payload, [], "x", None, 3]))


def wrong_values(draw):
    """Call a handler with what it asks for, each of a kind that no page sends."""
    name, asked = draw.choice(asking())
    odd = [[], {}, [[]], {"a": {"b": [TYPED]}}, [None], {"__proto__": TYPED}]
    return event(name, {word: draw.choice(odd) for word in asked})


@cache
def asking():
    """List the handlers of ours that ask for something, and what it is."""
    known = RegistrationContext.get().event_handlers.items()
    asked = {
        name: list(inspect.signature(registered.handler.fn).parameters)[1:]
        for name, registered in known
        if registered.handler.fn.__module__.startswith("pmqa_workshop")
    }
    return sorted((name, words) for name, words in asked.items() if words)


def wrong_shapes(draw):
    shape = draw.choice(
        [None, 7, "x", [], {}, ["event"], ["event", None], ["event", []], ["event", 1, 2, 3],
         ["event", {"name": 7}], ["event", {"name": ["x"]}], [["event"], {}], [None], ["", {}],
         ["event", {"name": f"{ROOT}.hydrate", "payload": TYPED}], ["nothing", {"name": TYPED}],
         ["connect", TYPED], ["disconnect"], ["link_token_to_sid", TYPED], ["on_event", {}],
         ["client_error", 7], ["client_error", {"message": "x" * 9000}]]
    )  # fmt: skip
    return PREFIX + json.dumps(shape)


def wrong_routes(draw):
    data = draw.choice(
        [None, 7, "x", [], {"pathname": 7}, {"asPath": None}, {"pathname": [TYPED]},
         {"pathname": "/room", "asPath": 3, "query": TYPED}, {"headers": {"cookie": 4}},
         {"token": "other", "sid": "other", "ip": 7}]
    )  # fmt: skip
    return event(f"{ROOT}.hydrate_and_load", {"vars": {}}, router_data=data)


def wrong_namespaces(draw):
    space = draw.choice(
        ["", "/", "/nope", "/_event/", "/_EVENT", "/admin", "/" + "n" * 3000, "/_event?a=b"]
    )
    kind = draw.choice(["40", "41", "42", "43", "44", "45"])
    return f"{kind}{space},{json.dumps(['event', {'name': TYPED}])}"


def broken_packets(draw):
    return draw.choice(
        ["", "9", "x", "4", "49", "42", "42/", "42/_event", "42/_event,", PREFIX + "[", "2probe",
         "5", "6", "0{}", "451-", '451-/_event,[{"_placeholder":true,"num":0}]',
         "45999999999-/_event,[]", '42/_event,99999999999999999999999["event"]',
         "43/_event,1[]", '43/_event,77777777["x"]',
         "4" * 4000, "40/_event,{", "40/_event,[]", "40/_event,7", "40/_event,{\"event\":7}",
         PREFIX + '["event",{"name":NaN}]', "bAAAA", "b!", "\x00", "1", "3",
         "41/_event,", "41/_event,[]"]
    )  # fmt: skip


def binary(draw):
    return draw.choice([b"", draw.randbytes(50), draw.randbytes(70_000), b"4" + PREFIX.encode()])


def binary_announced(draw):
    return [
        f'451-/_event,["event",{{"_placeholder":true,"num":{draw.choice([0, 5])}}}]',
        draw.randbytes(9),
    ]


def deep(draw):
    depth = draw.choice([100, 2000, 20_000])
    if draw.random() < 0.5:
        return PREFIX + "[" * depth + "]" * draw.choice([depth, 0])
    return PREFIX + '["event",' + '{"name":' * depth + '"x"' + "}" * depth + "]"


def huge(draw):
    return event(f"{ROOT}.nothing", {"text": TYPED * draw.choice([5000, 40_000])})


KINDS = [
    *[unknown_names, wrong_payloads] * 4, *[wrong_values] * 6, *[wrong_shapes] * 3,
    *[wrong_routes, broken_packets] * 2, wrong_namespaces, binary, binary_announced, deep, huge,
    floods,
]  # fmt: skip


class Thrower:
    """One client that goes on with a new socket whenever the server lets it go."""

    def __init__(self, served, cookie, number):
        self.served, self.cookie, self.draw = served, cookie, random.Random(number)  # noqa: S311 - to be thrown again alike
        self.sent = 0

    async def throw(self, frames):
        async with aiohttp.ClientSession() as session:
            while self.sent < frames:
                address = f"{self.served.base}/_event/?EIO=4&transport=websocket&token=tab-{TYPED}"
                headers = {"cookie": self.cookie, "origin": self.served.base}
                async with session.ws_connect(address, headers=headers, max_msg_size=0) as socket:
                    listening = asyncio.create_task(self._listen(socket))
                    await self._throw_at(socket, frames)
                    await asyncio.sleep(0.2)
                    listening.cancel()

    async def _throw_at(self, socket, frames):
        if self.draw.random() < 0.8:
            await socket.send_str(boot_frame(self.draw.choice(PAGES)))
        while self.sent < frames and not socket.closed:
            drawn = self.draw.choice(KINDS)(self.draw)
            for frame in drawn if isinstance(drawn, list) else [drawn]:
                self.sent += 1
                try:
                    send = socket.send_bytes if isinstance(frame, bytes) else socket.send_str
                    await send(frame)
                except (ConnectionError, aiohttp.ClientError):
                    return
            await asyncio.sleep(0.005)

    async def _listen(self, socket):
        async for message in socket:
            if message.data == "2":
                await socket.send_str("3")


# --- where it is thrown ---------------------------------------------------------------


def signed_in(served, built):
    """Return the cookies of a seat, of an administrator, and of nobody."""
    form = {"email": built.logins[0].email, "password": DEMO_PASSWORD}
    staff = httpx2.post(f"{served.base}/auth/sign-in", data=form).cookies[STAFF_COOKIE]
    return [f"{SEAT_COOKIE}={built.seats[0].token}", f"{STAFF_COOKIE}={staff}", ""]


def whole_content(file):
    """Return all rows of all tables."""
    opened = sqlite_driver().connect(file)
    try:
        tables = [
            row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            table: sorted(map(repr, opened.execute(f'SELECT * FROM "{table}"')))  # noqa: S608
            for table in tables
        }
    finally:
        opened.close()


@pytest.mark.timeout(0 if FRAMES > 5000 else 120)
def test_whatever_is_thrown_at_the_socket_breaks_changes_and_tells_nothing(
    tmp_path, demonstration_folder
):
    assert screens.SCREENS  # importing them registers what may be called
    folder, built = demonstration_folder
    for name in ("pmqa.db", "secret.key"):
        shutil.copyfile(folder / name, tmp_path / name)
    file = tmp_path / "pmqa.db"

    with Served(
        tmp_path, PMQA_DATA_DIR=str(tmp_path), PMQA_DATABASE_URL=f"sqlite:///{file}"
    ) as served:
        cookies, before_pids = signed_in(served, built), served._family()
        before, began = whole_content(file), time.monotonic()
        throwers = [Thrower(served, cookies[n % 3], n) for n in range(CLIENTS)]

        asyncio.run(thrown(throwers))

        minutes = max(1.0, (time.monotonic() - began) / 60)
        after = whole_content(file)
        with served.screen("/room", cookies[0]) as phone:
            phone.until(lambda screen: screen.of(PhoneRoom).get("code"))
        assert served._family() == before_pids
        log = served.log

    changed = [table for table in before if before[table] != after[table]]
    lines = log.splitlines()
    print(f"{sum(t.sent for t in throwers)} frames, {minutes:.1f} min, {len(lines)} lines of log")  # noqa: T201
    assert changed == []
    assert [line for line in lines if OUR_FAILURE.search(line)] == []
    assert len(lines) < LINES_A_MINUTE * minutes
    secrets = [TYPED, *(cookie.partition("=")[2] for cookie in cookies if cookie)]
    assert [secret for secret in secrets if secret in log] == []


async def thrown(throwers):
    await asyncio.gather(*(one.throw(FRAMES // CLIENTS) for one in throwers))
