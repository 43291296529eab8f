"""python -m bench: all scenarios into results/; python -m bench SCENARIO: one, printed."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bench import machine, report
from bench.figures import Result
from bench.placing import APART, SHARED, can_be_apart
from bench.scenarios import LETTERS, NAMES, WITH_A_CROWD, Options, named, run
from bench.server import NotStarted
from bench.targets import judge

RUNS = 3
# Scenario, phones (None: as many as it has by itself), and how often at most.
PROGRAMME = (
    ("join", None, RUNS),
    ("ideas", None, 1),
    ("votes", None, RUNS),
    ("steady", None, RUNS),
    ("stage", None, 1),
    ("return", None, 1),
    ("kill", None, 1),
    ("votes", 1000, 1),
    ("steady", 1000, 1),
    ("steady", 100, 1),
    ("join", 2000, 1),
    ("making", None, RUNS),
    ("plan", None, RUNS),
    ("layout", None, 1),
    ("page", None, 1),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run what is asked for; 1 when a target was missed or a run void, 2 when nothing ran."""
    given = _parser().parse_args(argv)
    if given.apart and not can_be_apart():
        print("a core each needs two cores and Linux", file=sys.stderr)
        return 2
    options = Options(
        phones=given.phones, seconds=given.seconds, database=given.database,
        pages=not given.no_pages, apart=given.apart, kills=given.kills,
    )  # fmt: skip
    try:
        results = [_one(given.scenario, options)] if given.scenario else _all(options, given.runs)
    except NotStarted as failed:
        print(failed, file=sys.stderr)
        return 2
    if given.scenario:
        print(json.dumps(results[0]) if given.json else report.lines(results[0]))
    return int(any(run["void"] or False in run["met"].values() for run in results))


def _one(name: str, options: Options) -> Result:
    found = run(name, options)
    if name in WITH_A_CROWD:
        found["placed"] = APART if options.apart else SHARED
    return {**found, "met": judge(found)}


def _all(options: Options, runs: int) -> list[Result]:
    """Run every scenario at its size, the ones with figures several times; keep the table."""
    facts, results = machine.facts(), []
    for name, phones, times in PROGRAMME:
        for _ in range(min(times, runs)):
            print(f"{name} {phones or ''} …", file=sys.stderr, flush=True)
            results.append(_one(name, replace(options, phones=phones)))
    taken = datetime.now(UTC).date().isoformat()
    kept = report.keep(taken, facts, results)
    print(f"{report.table(results)}\n\n{kept.name}")
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "scenario", nargs="?", type=named, metavar="SCENARIO",
        help=f"{', '.join(NAMES)}; or a letter: "
        + ", ".join(f"{letter} {name}" for letter, name in LETTERS.items()),
    )  # fmt: skip
    parser.add_argument("--phones", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--database", metavar="URL", help="another database than a new SQLite file")
    parser.add_argument("--kills", type=int, help="how often the server is killed")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--runs", type=int, default=RUNS, help="of each, when all are run")
    parser.add_argument("--apart", action="store_true", help="server and generator on a core each")
    parser.add_argument("--no-pages", action="store_true", help="build and serve no pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
