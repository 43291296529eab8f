"""What may come in over the websocket, and what may never go into the log.

Reflex 0.10.1 logs an event it does not know with cookie, address and payload, as often as it
is sent, and python-socketio 5 logs a traceback for each frame it cannot read. So what our pages
would not send is dropped before it reaches them, each socket has a budget of events, and a filter
takes cookies and payloads out of whatever is logged anyway. That frames come by the engine's
"message" is pinned by tests/web/test_malformed_frames.py.
"""

import inspect
import json
import logging
import re
import time
from collections import defaultdict
from functools import cache
from typing import Any

import reflex as rx
from reflex_base.registry import RegistrationContext

log = logging.getLogger(__name__)

EVENTS_AT_ONCE = 60
EVENTS_PER_SECOND = 20
LONGEST_LOG_LINE = 2000
_SECRETS = re.compile(
    r"(pmqa_(?:staff|seat)=|token=|['\"]?(?:cookie|password|payload|authorization)['\"]?\s*[:=]\s*)"
    r"(?:\{.*?\}|'[^']*'|\"[^\"]*\"|[^\s,;}&]+)",
    re.IGNORECASE | re.DOTALL,
)


class Budget:
    """How many events a socket may still send: a bucket that refills by the second."""

    def __init__(self) -> None:
        self._left: dict[str, float] = defaultdict(lambda: float(EVENTS_AT_ONCE))
        self._at: dict[str, float] = {}

    def take(self, sid: str) -> bool:
        """Take one; tell whether there was one."""
        now = time.monotonic()
        refill = (now - self._at.get(sid, now)) * EVENTS_PER_SECOND
        self._left[sid] = min(EVENTS_AT_ONCE, self._left[sid] + refill)
        self._at[sid] = now
        if self._left[sid] < 1:
            return False
        self._left[sid] -= 1
        return True

    def forget(self, sid: str) -> None:
        self._left.pop(sid, None)
        self._at.pop(sid, None)


class WithoutSecrets(logging.Filter):
    """Blank cookies, tokens, passwords and payloads, and cut what is endless."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        blanked = _SECRETS.sub(r"\1[…]", text)[:LONGEST_LOG_LINE]
        if blanked != text:
            record.msg, record.args = blanked, ()
        return True


def keep_the_log_clean() -> None:
    """Put the filter on the handlers of the root and on the loggers that speak themselves."""
    for name in ("", "reflex", "reflex.app", "reflex_base", "engineio.server", "socketio.server"):
        logger = logging.getLogger(name)
        for place in (logger, *logger.handlers):
            if not any(isinstance(f, WithoutSecrets) for f in place.filters):
                place.addFilter(WithoutSecrets())


def guard_socket(app: rx.App) -> None:
    """Let only known, well-formed and not too many events through to Reflex."""
    namespace, engine = app.event_namespace, app.sio.eio
    let_in, say_goodbye = namespace.on_event, namespace.on_disconnect
    read_frame = engine.handlers["message"]
    budget = Budget()

    async def on_frame(engine_sid: str, frame: Any) -> None:
        if _is_ours(frame):
            await read_frame(engine_sid, frame)

    async def on_event(sid: str, data: Any = None) -> None:
        if sid in namespace.sid_to_token and _is_known(data) and budget.take(sid):
            await let_in(sid, data)

    def on_disconnect(sid: str) -> Any:
        budget.forget(sid)
        return say_goodbye(sid)

    engine.handlers["message"] = on_frame
    namespace.on_event = on_event
    namespace.on_disconnect = on_disconnect


CONNECT, DISCONNECT, EVENT = "012"  # the kinds of Socket.IO that our pages send
NAMESPACE = "/_event"


def _is_ours(frame: Any) -> bool:
    """Tell whether a page of ours would send this frame."""
    if not isinstance(frame, str):
        return False
    namespace, _, text = frame[1:].partition(",")
    if namespace != NAMESPACE:
        return False
    if frame[0] == DISCONNECT or (frame[0] == CONNECT and not text):
        return not text
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if frame[0] == CONNECT:
        return isinstance(sent, dict) and ("event" not in sent or _is_known(sent["event"]))
    return frame[0] == EVENT and isinstance(sent, list) and len(sent) == 2 and _is_said(*sent)


def _is_said(word: Any, data: Any) -> bool:
    """Tell whether our pages say this: an event, or that a script of theirs failed."""
    return _is_known(data) if word == "event" else word == "client_error"


def _is_known(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and isinstance(data.get("name"), str)
        and isinstance(data.get("payload", {}), dict)
        and _is_place(data.get("router_data", {}))
        and data["name"] in RegistrationContext.get().event_handlers
        and _fits(data["name"], data.get("payload", {}))
    )


def _is_place(router_data: Any) -> bool:
    """Tell whether this says which page is open."""
    return (
        isinstance(router_data, dict)
        and all(isinstance(router_data.get(name, ""), str) for name in ("pathname", "asPath"))
        and isinstance(router_data.get("query", {}), dict)
    )


def _fits(name: str, payload: dict[str, Any]) -> bool:
    """Tell whether a handler can be called so: what it needs is there, and nothing else."""
    needed, known = _asked_by(name)
    return needed <= payload.keys() <= known


@cache
def _asked_by(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a handler needs, and all that it knows."""
    function = RegistrationContext.get().event_handlers[name].handler.fn
    _, *asked = inspect.signature(function).parameters.values()
    needed = (one.name for one in asked if one.default is one.empty)
    return frozenset(needed), frozenset(one.name for one in asked)
