"""Plans of sixty and three hundred initiatives as Word documents, each in a fresh process."""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Result, ratio, result
from bench.scenarios import Options
from bench.server import NotStarted, Server

SIZES = (60, 300)


def run(options: Options) -> Result:
    """Print the demonstration's plan with its rows repeated, and what is beside it."""
    here = Server(database=options.database)  # its data only; it is never started
    try:
        with TemporaryDirectory() as folder:
            return result("plan", **_measured(here, Path(folder)))
    except (NotStarted, subprocess.SubprocessError) as failed:
        return result("plan", errors=1, failure=str(failed)[-500:])
    finally:
        here.throw_away()


def _measured(here: Server, folder: Path) -> Result:
    room = json.loads(here.run("bench.backstage", "make", "--stage", "planning"))["workshop"]
    found: Result = {"errors": 0, "wrong": 0}
    for size in SIZES:
        snapshot = folder / f"{size}.json"
        _asked(here, "keep", snapshot, "--workshop", str(room), "--size", str(size))
        printed = _asked(here, "plan", snapshot)
        bare = _asked(here, "floor", snapshot)
        layout = _asked(here, "pages", snapshot)
        found["wrong"] += len(printed["wrong"])
        found |= {
            f"{name}_{size}": figure for name, figure in {**printed, **bare, **layout}.items()
        }
        found[f"ratio_{size}"] = ratio(printed["print_s"], bare["floor_s"])
        found |= {
            f"{name}_{size}": figure for name, figure in _asked(here, "others", snapshot).items()
        }
    return found


def _asked(here: Server, what: str, snapshot: Path, *more: str) -> Result:
    answer: Result = json.loads(here.run("bench.printing", what, str(snapshot), *more))
    return answer
