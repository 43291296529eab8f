"""A phone as the server sees it: a few HTTP calls and one websocket, without a browser.

Speaks Engine.IO 4 and socket.io 5 frame by frame, as Reflex 0.10.1's page does.
"""

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

SEAT_COOKIE = "pmqa_seat"
PREFIX = "42/_event,"
ROOT = "reflex___state____state"
BOOT = f"{ROOT}.hydrate_and_load"
MIRROR = f"{ROOT}.pmqa_workshop___web___states___room____phone_room"
MARKED = "_rx_state_"
PATIENCE = 30  # seconds for any one call
PAGE = {"pathname": "/room", "asPath": "/room"}


@dataclass(frozen=True)
class Answer:
    """What came back of one call; status 0 when nothing did."""

    status: int
    at: float
    body: Any = None

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_refusal(self) -> bool:
        return 400 <= self.status < 500


@dataclass
class Phone:
    """One participant's phone, with connections of its own."""

    base: str
    seat: str = ""
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
        while True:  # 202 is a place in the line: ask again with the same id, as the page does
            answer = await self.call("POST", "/api/join", {"code": code, "client_id": own, **who})
            if answer.status != 202:
                return answer
            await asyncio.sleep(answer.body["seconds"])

    async def call(self, method: str, path: str, body: object = None) -> Answer:
        try:
            async with self._http.request(
                method, path, json=body, headers=self._headers()
            ) as answer:
                read = await answer.json(content_type=None)
                at = time.perf_counter()
                if SEAT_COOKIE in answer.cookies:
                    self.seat = answer.cookies[SEAT_COOKIE].value
                return Answer(answer.status, at, read)
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
        boot = {"name": BOOT, "payload": {"vars": {}}, "router_data": PAGE}
        await self._socket.send_str("40/_event," + json.dumps({"event": boot}))

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            if message.data == "2":
                await socket.send_str("3")
            elif message.data.startswith(PREFIX) and MIRROR in message.data:
                self._take(message.data, time.perf_counter())

    def _take(self, text: str, at: float) -> None:
        """Keep what the mirror was told, and when."""
        update = json.loads(text[len(PREFIX) :])[1]
        delta = (update.get("delta") or {}).get(MIRROR, {})
        news = {name.removesuffix(MARKED): value for name, value in delta.items()}
        self.known.update(news)
        if self.known.get("workshop_id"):  # hydration first sends the empty mirror
            self.heard.append((at, news))
            self.entered.set()

    def _headers(self) -> dict[str, str]:
        headers = {"origin": self.base}
        if self.seat:
            headers["cookie"] = f"{SEAT_COOKIE}={self.seat}"
        return headers
