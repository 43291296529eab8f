"""A phone, or another screen, as the server sees it: a few HTTP calls and one websocket.

Speaks Engine.IO 4 and socket.io 5 frame by frame, as Reflex 0.10.1's page does.
"""

import asyncio
import json
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

SEAT_COOKIE, STAFF_COOKIE = "pmqa_seat", "pmqa_staff"
PREFIX = "42/_event,"
ROOT = "reflex___state____state"
BOOT = f"{ROOT}.hydrate_and_load"
MIRROR = f"{ROOT}.pmqa_workshop___web___states___room____phone_room"
PROJECTOR = MIRROR.replace("phone_room", "projector_room")
CONSOLE = MIRROR.replace("phone_room", "console_room")
BRING_EVERYONE = f"{ROOT}.pmqa_workshop___web___states___console____console.bring_everyone"
MARKED = "_rx_state_"
PATIENCE = 30  # seconds for any one call
TRY_AGAIN = (202, 429, 503)  # what a phone waits for, as long as the answer says


@dataclass(frozen=True)
class Answer:
    """What came back of one call; status 0 when nothing did."""

    status: int
    at: float
    body: Any = None
    wait: float = 0.0  # seconds, as asked for by the server

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300 and not self.is_later

    @property
    def is_later(self) -> bool:
        return self.status in TRY_AGAIN

    @property
    def is_refusal(self) -> bool:
        return 400 <= self.status < 500 and not self.is_later

    @property
    def is_full(self) -> bool:
        """Tell whether the room said politely that it is full."""
        return self.status == 409 and (self.body or {}).get("error") == "room_full"


@dataclass
class Phone:
    """One participant's phone, or a screen with another page, with connections of its own."""

    base: str
    seat: str = ""
    page: str = "/room"
    mirror: str = MIRROR
    cookie: str = ""
    packet: str = ""  # the last one, as it came
    known: dict[str, Any] = field(default_factory=dict)  # the mirror, as last sent
    heard: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Phone":
        self._http = aiohttp.ClientSession(
            self.base,
            connector=aiohttp.TCPConnector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._reading:
            self._reading.cancel()
        if self._socket:
            await self._socket.close()
        await self._http.close()

    async def join(self, code: str, **who: object) -> Answer:
        """Take a seat in the room and keep its cookie."""
        own = f"join-{uuid.uuid4().hex}"
        return await self.insist("POST", "/api/join", {"code": code, "client_id": own, **who})

    async def insist(self, method: str, path: str, body: object, patience: float = 60) -> Answer:
        """Send until there is an answer that stands, waiting as asked, as the outbox does."""
        give_up = time.perf_counter() + patience
        while True:
            answer = await self.call(method, path, body)
            lost = answer.status in (0, 500, 502, 504)
            if not (answer.is_later or lost) or time.perf_counter() > give_up:
                return answer
            await asyncio.sleep(answer.wait + 0.5 * random.random())  # noqa: S311

    async def call(self, method: str, path: str, body: object = None) -> Answer:
        try:
            async with self._http.request(
                method, path, json=body, headers=self._headers()
            ) as answer:
                read = await answer.json(content_type=None)
                at = time.perf_counter()
                if SEAT_COOKIE in answer.cookies:
                    self.seat = answer.cookies[SEAT_COOKIE].value
                return Answer(answer.status, at, read, _wait(answer, read))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return Answer(0, time.perf_counter())

    async def enter_room(self) -> bool:
        """Open the websocket as the room's page does; tell whether the room was shown."""
        try:
            await asyncio.wait_for(self._open(), PATIENCE)
            await asyncio.wait_for(self.entered.wait(), PATIENCE)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False
        return True

    async def _open(self) -> None:
        query = f"token={uuid.uuid4()}&EIO=4&transport=websocket"
        self._socket = await self._http.ws_connect(
            f"/_event/?{query}", headers=self._headers(), max_msg_size=0
        )
        await self._socket.receive()  # Engine.IO's open packet
        self._reading = asyncio.create_task(self._read(self._socket))
        boot = {"name": BOOT, "payload": {"vars": {}}, "router_data": self._router()}
        await self._socket.send_str("40/_event," + json.dumps({"event": boot}))

    async def fire(self, handler: str, **payload: object) -> None:
        """Call a handler of the page, as a tap does."""
        assert self._socket is not None
        event = {"name": handler, "payload": payload, "router_data": self._router()}
        await self._socket.send_str(PREFIX + json.dumps(["event", event]))

    def drop(self) -> None:
        """Lose the connection without a word, as a phone that leaves the wifi."""
        if self._reading:
            self._reading.cancel()
        if self._socket and self._socket._response.connection:  # aiohttp has no public way
            self._socket._response.connection.transport.abort()
        self._socket = None
        self.entered = asyncio.Event()

    def _router(self) -> dict[str, str]:
        return {"pathname": self.page.partition("?")[0], "asPath": self.page}

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            if message.data == "2":
                await socket.send_str("3")
            elif message.data.startswith(PREFIX) and self.mirror in message.data:
                self._take(message.data, time.perf_counter())

    def _take(self, text: str, at: float) -> None:
        """Keep what the mirror was told, and when."""
        update = json.loads(text[len(PREFIX) :])[1]
        self.packet = text
        delta = (update.get("delta") or {}).get(self.mirror, {})
        news = {name.removesuffix(MARKED): value for name, value in delta.items()}
        self.known.update(news)
        if self.known.get("workshop_id"):  # hydration first sends the empty mirror
            self.heard.append((at, news))
            self.entered.set()

    def _headers(self) -> dict[str, str]:
        kept = self.cookie or (f"{SEAT_COOKIE}={self.seat}" if self.seat else "")
        return {"origin": self.base, **({"cookie": kept} if kept else {})}


def _wait(answer: aiohttp.ClientResponse, read: Any) -> float:
    """Return for how long the server asks to wait: a place in the line, or try again later."""
    if answer.status == 202:
        return float(read["seconds"])
    return float(answer.headers.get("retry-after", 0))
