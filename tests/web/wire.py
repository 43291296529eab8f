"""A screen's side of Reflex's websocket, spoken frame by frame: no browser, no node."""

import json
import time
from contextlib import contextmanager

from reflex.utils.format import format_event_handler
from reflex_base.constants.state import FIELD_MARKER

ROOT = "reflex___state____state"
PREFIX = "42/_event,"
WELCOME = "40/_event,"


class Screen:
    """One open socket; remembers every var it was sent."""

    def __init__(self, socket, path):
        self.socket = socket
        self.path = path
        self.vars = {}
        self.sid = ""
        self.packets = []
        self.frames = []  # every one, as text with its letters spelled out

    def send(self, handler, **payload):
        """Call a handler as the page would."""
        self.send_raw(
            ["event", {"name": format_event_handler(handler), "payload": payload,
                       "router_data": router_of(self.path)}]
        )  # fmt: skip

    def boot(self):
        """Enter the namespace as a page does: the first event travels with it."""
        self.socket.send_text(boot_frame(self.path))

    def send_raw(self, frame):
        self.socket.send_text(PREFIX + json.dumps(frame))

    def until(self, reached, most=60):
        """Read packets until `reached(self)`; raise AssertionError after `most`."""
        for _ in range(most):
            if reached(self):
                return self
            self._take(self.socket.receive_text())
        raise AssertionError(f"never reached; last vars {self.vars}")

    def of(self, state):
        """Return the vars of one state as last sent."""
        return self.vars.get(state.get_full_name(), {})

    def _take(self, text):
        if text == "2":
            self.socket.send_text("3")
        if text.startswith(WELCOME):
            self.sid = json.loads(text[len(WELCOME) :])["sid"]
        if not text.startswith(PREFIX):
            self.frames.append(text)
            return
        _, update = json.loads(text[len(PREFIX) :])
        self.frames.append(json.dumps(update, ensure_ascii=False))
        if not isinstance(update, dict):
            return
        self.packets.append(update)
        for state, delta in (update.get("delta") or {}).items():
            known = self.vars.setdefault(state, {})
            known.update({k.removesuffix(FIELD_MARKER): v for k, v in delta.items()})


def boot_frame(path):
    """Return what the page at `path` opens its socket with."""
    event = {"name": f"{ROOT}.hydrate_and_load", "payload": {"vars": {}},
             "router_data": router_of(path)}  # fmt: skip
    return "40/_event," + json.dumps({"event": event})


def router_of(path):
    return {"pathname": path.split("?")[0], "asPath": path}


@contextmanager
def a_screen(client, token, path="/", cookie="", origin="http://testserver"):
    """Open a socket as a page at `path` does, cookie and origin included."""
    headers = {"upgrade": "websocket", "origin": origin}
    if cookie:
        headers["cookie"] = cookie
    client.cookies.clear()  # the test client would add its own
    address = f"/_event/?EIO=4&transport=websocket&token={token}"
    with client.websocket_connect(address, headers=headers) as socket:
        assert socket.receive_text().startswith("0")
        screen = Screen(socket, path)
        screen.boot()
        try:
            yield screen
        finally:
            _leave(screen)


def _leave(screen):
    """Say goodbye and wait for it to be heard: the test client cuts a socket off in mid-sentence,
    and what it left behind would be told of other tests' rooms, on other databases."""
    from pmqa_workshop.web.live import hub

    screen.socket.send_text("41/_event,")
    manager, namespace = hub._app.sio.manager, "/_event"
    until = time.monotonic() + 2
    while screen.sid and manager.is_connected(screen.sid, namespace) and time.monotonic() < until:
        time.sleep(0.005)
