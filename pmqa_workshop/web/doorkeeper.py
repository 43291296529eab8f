"""What may come in over the websocket, and what may never go into the log.

Reflex 0.10.1 logs an event it does not know with cookie, address and payload, as often as it
is sent. So unknown and malformed frames are dropped before they reach it, each socket has a
budget of events, and a filter takes cookies and payloads out of whatever is logged anyway.
"""

import logging
import re
import time
from collections import defaultdict
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
    namespace = app.event_namespace
    let_in, say_goodbye = namespace.on_event, namespace.on_disconnect
    budget = Budget()

    async def on_event(sid: str, data: Any = None) -> None:
        if _is_known(data) and budget.take(sid):
            await let_in(sid, data)

    def on_disconnect(sid: str) -> Any:
        budget.forget(sid)
        return say_goodbye(sid)

    namespace.on_event = on_event
    namespace.on_disconnect = on_disconnect


def _is_known(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and isinstance(data.get("name"), str)
        and isinstance(data.get("payload", {}), dict)
        and isinstance(data.get("router_data", {}), dict)
        and data["name"] in RegistrationContext.get().event_handlers
    )
