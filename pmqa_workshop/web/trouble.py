"""Says in the log that something is wrong once, not once for each vote, and when it is over."""

import logging
import time


class Trouble:
    """One thing that can be wrong for a while; `in_full` where nobody knows beforehand why."""

    def __init__(self, log: logging.Logger, what: str, *, in_full: bool = False) -> None:
        self._log, self._what, self._in_full = log, what, in_full
        self._since: float | None = None

    def begins(self, failure: BaseException) -> None:
        """Say so, unless it was said already."""
        if self._since is None:
            self._since = time.monotonic()
            shown = failure if self._in_full else None
            self._log.warning("%s (%s)", self._what, type(failure).__name__, exc_info=shown)

    def over(self) -> None:
        """Say so, if there was any."""
        if self._since is not None:
            self._log.warning("over after %.0f s: %s", time.monotonic() - self._since, self._what)
            self._since = None
