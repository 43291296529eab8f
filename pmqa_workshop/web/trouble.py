"""Says in the log that something is wrong once, not once for each vote, and when it is over."""

import logging
import time


class Trouble:
    """One thing that can be wrong for a while."""

    def __init__(self, log: logging.Logger, what: str) -> None:
        self._log, self._what = log, what
        self._since: float | None = None

    def begins(self, failure: BaseException) -> None:
        """Say so, unless it was said already."""
        if self._since is None:
            self._since = time.monotonic()
            self._log.warning("%s (%s)", self._what, type(failure).__name__, exc_info=failure)

    def over(self) -> None:
        """Say so, if there was any."""
        if self._since is not None:
            self._log.warning("over after %.0f s: %s", time.monotonic() - self._since, self._what)
            self._since = None
