"""The scenarios by name; each takes Options and returns the figures of one run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.figures import Result


@dataclass(frozen=True)
class Options:
    """How large and how long a run is; None leaves it to the scenario."""

    phones: int | None = None
    seconds: float | None = None
    database: str | None = None
    pages: bool = True  # False: nothing is built, API and websocket only
    apart: bool = False  # server and generator on a core each, instead of sharing all


def _all() -> Mapping[str, Callable[[Options], Result]]:
    from bench.scenarios import join, page, plan, writes

    return {"join": join.run, "writes": writes.run, "plan": plan.run, "page": page.run}


NAMES = ("join", "writes", "plan", "page")
WITH_A_CROWD = ("join", "writes")


def run(name: str, options: Options) -> Result:
    """Run one scenario."""
    return _all()[name](options)
