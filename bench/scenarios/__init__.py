"""The scenarios by name and letter; each takes Options and returns the figures of one run."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from bench.figures import Result, result

if TYPE_CHECKING:
    from bench.seated import Seated


@dataclass(frozen=True)
class Options:
    """How large and how long a run is; None leaves it to the scenario."""

    phones: int | None = None
    seconds: float | None = None
    database: str | None = None
    pages: bool = True  # False: nothing is built, API and websocket only
    apart: bool = False  # server and generator on a core each, instead of sharing all
    kills: int | None = None


_MODULES: Mapping[str, str] = {
    "join": "join",
    "ideas": "ideas",
    "votes": "votes",
    "steady": "steady",
    "stage": "stage",
    "return": "comeback",
    "kill": "kill",
    "making": "making",
    "plan": "plan",
    "layout": "layout",
    "page": "page",
}
NAMES = tuple(_MODULES)
LETTERS = {"J": "join", "B": "ideas", "V": "votes", "S": "steady", "P": "stage", "R": "return",
           "K": "kill", "M": "making"}  # fmt: skip
WITH_A_CROWD = ("join", "ideas", "votes", "steady", "stage", "return", "making")


def named(word: str) -> str:
    """Return the scenario of a name or a letter, in capitals or not; ValueError for no such."""
    name = LETTERS.get(word.upper(), word.lower())
    if name not in NAMES:
        raise ValueError(word)
    return name


def run(name: str, options: Options) -> Result:
    """Run one scenario."""
    found: Result = import_module(f"bench.scenarios.{_MODULES[name]}").run(options)
    return found


def measured(
    name: str,
    options: Options,
    measure: "Callable[[Seated, float], Awaitable[Result]]",
    *,
    phones: int,
    seconds: float,
    voting: bool = False,
) -> Result:
    """Run `measure` in a full room of a server of its own, server and generator watched."""
    from bench.crowd import make_room
    from bench.generator import run_loop
    from bench.pace import Watch
    from bench.placing import place
    from bench.seated import seated
    from bench.server import Meter, Server

    number, over = options.phones or phones, options.seconds or seconds
    server = Server(pages=options.pages, database=options.database)
    room = make_room(server, "ideas", number)

    async def whole() -> Result:
        async with seated(server, room, number, voting=voting) as here:
            with Meter(server) as meter:
                async with Watch() as watch:
                    found = await measure(here, over)
            kb = here.kb_per_phone()
        figures = {**meter.figures(), **watch.figures(), "kb_per_phone": kb}
        return result(name, **{"phones": number, "seconds": over, **figures, **found})

    with server, place(server, apart=options.apart):
        return run_loop(whole())
