"""The floor under fan-out: a python-socketio room and nothing else, sending the same bytes.

Served by the same server on the same loop as the product; `python -m bench.bare_room` serves it.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
from typing import Any

from bench.figures import in_ms, percentile
from bench.generator import run_loop
from bench.phone import Phone
from bench.server import Meter, Server

PACKETS = 20
PAUSE = 0.3  # seconds between two packets
NAMESPACE = "/_event"


def spread_of_bare_room(phones: int, packet: str) -> dict[str, Any]:
    """Return the median milliseconds between the first and the last of so many sockets that
    had a packet, and what one packet to one of them costs the server."""
    with _Bare(packet) as server:
        return run_loop(_measure(server, phones))


class _Bare(Server):
    """The bare room in a process of its own."""

    def __init__(self, packet: str) -> None:
        super().__init__(pages=False)
        self.environ["BARE_PACKET"] = packet

    def command(self) -> list[str]:
        return [sys.executable, "-m", "bench.bare_room", "--port", str(self.port)]


class _BarePhone(Phone):
    """A phone that does with a packet what all of them do, on a socket of the bare room."""

    async def _open(self) -> None:
        self.known["workshop_id"] = 1
        self._socket = await self._http.ws_connect(
            "/socket.io/?EIO=4&transport=websocket", max_msg_size=0
        )
        await self._socket.receive()
        await self._socket.send_str("40/_event,")
        await self._socket.receive()
        self._reading = asyncio.create_task(self._read(self._socket))
        self.entered.set()


async def _measure(server: Server, number: int) -> dict[str, Any]:
    async with contextlib.AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(_BarePhone(server.base)) for _ in range(number)]
        for phone in crowd:
            await phone.enter_room()
        with Meter(server) as meter:
            await crowd[0].call("GET", "/go")
            await asyncio.sleep(PACKETS * PAUSE + 1)
    whole = list(zip(*([at for at, _ in phone.heard] for phone in crowd), strict=False))
    used = meter.figures()["server_cpu_s"]
    return {
        "spread_ms": in_ms(percentile([max(times) - min(times) for times in whole], 50)),
        "packets": len(whole),
        "cpu_us_per_phone_packet": used and round(used * 1e6 / PACKETS / number, 1),
    }


# --- the server -------------------------------------------------------------------------


def app() -> Any:
    """Return the bare room: everybody who connects is in it, and /go sends the packets."""
    import socketio

    sio = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*",
                               ping_interval=10, ping_timeout=10)  # fmt: skip
    name, data = json.loads(os.environ["BARE_PACKET"].partition(",")[2])

    async def connect(sid: str, _: object) -> None:
        await sio.enter_room(sid, "room", namespace=NAMESPACE)

    sio.on("connect", connect, namespace=NAMESPACE)
    served = socketio.ASGIApp(sio)

    async def send_all() -> None:
        for _ in range(PACKETS):
            await sio.emit(name, data, room="room", namespace=NAMESPACE)
            await asyncio.sleep(PAUSE)

    going: list[asyncio.Task[None]] = []

    async def whole(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            if scope["path"] == "/go":
                going.append(asyncio.create_task(send_all()))
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"ok"})
        elif scope["type"] == "websocket":
            await served(scope, receive, send)

    return whole


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    from granian.constants import Interfaces
    from granian.server import Server as Granian

    Granian("bench.bare_room:app", factory=True, interface=Interfaces.ASGI, address="127.0.0.1",
            port=given.port, workers=1, backlog=4096, backpressure=8192,
            log_access=False).serve()  # fmt: skip


if __name__ == "__main__":
    main()
