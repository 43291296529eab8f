"""A road to the server that can swallow everything on it, as sleep and dead wifi do: no FIN."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65536


class Tunnel:
    """Passes bytes on between a browser and the server, until told to swallow them."""

    def __init__(self, server: str) -> None:
        there = urlsplit(server)
        self._there = ("127.0.0.1", there.port)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=100)
        self._lock = threading.Lock()
        self._dead: set[int] = set()  # numbers of connections that lead nowhere, for ever
        self._opened = 0
        self._swallows = False
        self._kept: list[socket.socket] = []
        # A number, not a name: pages opened at an address that is not ours are spoken to there.
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow(self) -> None:
        """Let every open connection lead nowhere from now on, and every new one too."""
        with self._lock:
            self._swallows = True
            self._dead |= set(range(self._opened))

    def heal(self) -> None:
        """Let new connections through; those of before stay dead and do not know it."""
        with self._lock:
            self._dead |= set(range(self._opened))
            self._swallows = False

    @contextmanager
    def swallowing(self) -> Iterator[None]:
        self.swallow()
        yield
        self.heal()

    def close(self) -> None:
        for end in [self._door, *self._kept]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._door.accept()
                there = socket.create_connection(self._there)
                with self._lock:
                    number, self._opened = self._opened, self._opened + 1
                    self._kept += [here, there]
                    if self._swallows:
                        self._dead.add(number)
                for one, other in ((here, there), (there, here)):
                    threading.Thread(
                        target=self._pass_on, args=(number, one, other), daemon=True
                    ).start()

    def _pass_on(self, number: int, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while sent := one.recv(CHUNK):
                if number not in self._dead:
                    other.sendall(sent)
            if number not in self._dead:
                other.shutdown(socket.SHUT_WR)
