"""Who does not read is let go, not waited for: it comes back and is given a snapshot.

A phone out of reach takes nothing, and what is sent to it heaps up: first with the system, then
in memory. Engine.IO 4.15 would wait for it for ever in the middle of a send, so both halves of
its line are cut. Most are gone before, because a ping waits behind what was not read and is not
answered in time. That its sockets have a `queue`, and that `_async["websocket"]` opens their
lines, is pinned by tests/web/test_laggards.py.
"""

import asyncio
import contextlib
import logging
from typing import Any

import reflex as rx
from engineio.async_drivers.asgi import WebSocket

log = logging.getLogger(__name__)
MOST_PACKETS = 64
MOST_BYTES = 256 * 1024
FEW = 4  # packets too few to be counted by bytes
LONGEST_SEND = 20.0  # seconds, as long as a ping may go unanswered
TO_SAY_GOODBYE = 1.0  # seconds
SPOKEN = ("1", "3", "4")  # what a page may say to Engine.IO: goodbye, pong, and a message


class Line(WebSocket):
    """An open websocket that can be cut while it is being written to."""

    def __init__(self, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self._tasks: dict[str, asyncio.Task[Any] | None] = {}
        handler.__self__.line = self

    async def send(self, message: Any) -> None:
        self._tasks["write"] = asyncio.current_task()
        try:
            async with asyncio.timeout(LONGEST_SEND):
                await super().send(message)
        except TimeoutError:
            self.cut()
            raise

    async def wait(self) -> Any:
        self._tasks["read"] = asyncio.current_task()
        while (read := await super().wait()) is not None and read[:1] not in SPOKEN:
            pass  # Engine.IO would fall over it, and log how
        return read

    async def close(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TO_SAY_GOODBYE):
                await super().close()

    def cut(self) -> None:
        """End whoever writes to it and whoever reads from it."""
        for task in self._tasks.values():
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        self._tasks = {}


def watch_lines(app: rx.App) -> None:
    """Open every websocket of the app as a line that can be cut."""
    engine = app.sio.eio
    engine._async = {**engine._async, "websocket": Line}
    engine.transports = ["websocket"]  # long polling has no line to cut, and our pages never do it


def lags(socket: Any) -> bool:
    """Tell whether more waits for a socket than it will ever want to read."""
    waiting = socket.queue.qsize()
    if waiting <= FEW:
        return False
    return waiting > MOST_PACKETS or _bytes(socket) > MOST_BYTES


def let_go(socket: Any) -> None:
    """End a socket that does not read, and let what waits for it go."""
    log.info("a socket that does not read is let go")
    while not socket.queue.empty():
        socket.queue.get_nowait()
        socket.queue.task_done()
    socket.line.cut()


def _bytes(socket: Any) -> int:
    return sum(len(packet.data or "") for packet in socket.queue._queue if packet)
