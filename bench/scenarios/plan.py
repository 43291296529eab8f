"""A plan of sixty initiatives as a Word document, in a fresh process, without LibreOffice."""

import json
import subprocess

from bench.figures import Result, ratio, result
from bench.scenarios import Options
from bench.server import NotStarted, Server

INITIATIVES = 60


def run(options: Options) -> Result:
    """Print the demonstration's plan, its initiatives repeated up to sixty."""
    here = Server(database=options.database)  # its data only; it is never started
    try:
        room = json.loads(here.run("bench.backstage", "make", "--stage", "planning"))
        found = json.loads(
            here.run(
                "bench.printing",
                "--workshop",
                str(room["workshop"]),
                "--initiatives",
                str(INITIATIVES),
            )
        )
    except (NotStarted, subprocess.SubprocessError) as failed:
        return result("plan", errors=1, failure=str(failed)[-500:])
    finally:
        here.throw_away()
    over_floor = ratio(found["print_s"] * 1000, found["floor_ms"])
    return result("plan", errors=0, ratio_to_floor=over_floor, **found)
