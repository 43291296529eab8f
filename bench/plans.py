"""The plans whose documents are measured: the demonstration's, its rows repeated."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Result, result
from bench.scenarios import Options
from bench.server import NotStarted, Server

SIZES = (60, 300)  # initiatives
Ask = Callable[[str], Result]  # one measure of bench.printing, of the plan at hand


def of_each_size(scenario: str, options: Options, measure: Callable[[Ask], Result]) -> Result:
    """Return what is measured of each plan, its size in the name of each figure."""
    here = Server(database=options.database)  # its data only; it is never started
    found: Result = {"errors": 0}
    try:
        with TemporaryDirectory() as folder:
            room = json.loads(here.run("bench.backstage", "make", "--stage", "planning"))
            for size in SIZES:
                ask = _keep(here, Path(folder), room["workshop"], size)
                found |= {f"{name}_{size}": figure for name, figure in measure(ask).items()}
    except (NotStarted, subprocess.SubprocessError) as failed:
        return result(scenario, errors=1, failure=str(failed)[-500:])
    finally:
        here.throw_away()
    return result(scenario, **found)


def _keep(here: Server, folder: Path, workshop: int, size: int) -> Ask:
    """Keep a plan of this size as a worker is given it; return what measures it."""
    snapshot = folder / f"{size}.json"

    def ask(what: str, *more: str) -> Result:
        found: Result = json.loads(here.run("bench.printing", what, str(snapshot), *more))
        return found

    ask("keep", "--workshop", str(workshop), "--size", str(size))
    return ask
