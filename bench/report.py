"""The table of a whole bench: one row per figure that has a target, then all figures."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench import machine
from bench.figures import KEYS, Result, median_and_worst
from bench.targets import targets_of

RESULTS = Path(__file__).resolve().parent / "results"
MARKS = {True: "met", False: "**missed**", None: "–"}
HOW = """\
Server and generator run on the same machine. Requests start at fixed times, whether or not
earlier ones are answered, and are measured from when they were due. A run is void when the
generator's own loop ran late (p99 > 50 ms) or took more than 90 % of a core; void runs are left
out of median and worst. `fan-out` is from the due time of a write until the phones' mirror shows
it, the commit and the hub's tick included. `ratio_to_floor`: in `steady` the time from the first
phone that has a packet to the last, over that of a bare python-socketio room on the same server
sending the same bytes; in `votes` the votes acknowledged a second over the bare database's
commits a second of the same rows. A plan is printed without page numbers in a process of its own;
`ratio` is over docxtpl alone (`floor`) filling the same template with the same words and blocks
and saving it; `rss` is the most the process held; `layout` is LibreOffice's pass for page numbers;
`others` are the other documents of the same plan.
Pages are opened with an empty cache at 1.6 Mbit/s and 150 ms round trip, gzip only, and count as
usable when what is awaited is drawn, enabled and taken over by React."""


def keep(taken: str, facts: dict[str, Any], results: Sequence[Result]) -> Path:
    """Write the table and the figures under results/; return the table's path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{taken}-{machine.word()}.md"
    kept = {"taken": taken, "machine": facts, "results": list(results)}
    path.with_suffix(".json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    path.write_text(page(taken, facts, results), encoding="utf-8")
    return path


def page(taken: str, facts: dict[str, Any], results: Sequence[Result]) -> str:
    """Return the whole results page in Markdown."""
    said = ", ".join(f"{name} {value}" for name, value in facts.items())
    parts = [f"# Bench of {taken}, {machine.word()}", said, HOW, table(results)]
    parts += [f"## {name}\n\n{_all_figures(runs)}" for name, runs in _by_scenario(results)]
    return "\n\n".join(parts) + "\n"


def table(results: Sequence[Result]) -> str:
    """Return targets and what was found, a row each."""
    rows = []
    for name, runs in _by_scenario(results):
        for target in targets_of(runs[0]):
            median, worst = median_and_worst(runs, target.figure)
            met = MARKS[target.is_met(worst)]
            rows.append((name, target.words, _shown(median), _shown(worst), met))
    void = sum(bool(run["void"]) for run in results)
    note = f"\n\n{void} of {len(results)} runs void." if void else ""
    return _markdown(("scenario", "target", "median", "worst", "met"), rows) + note


def lines(result: Result) -> str:
    """Return one run for a terminal."""
    found = [f"{key:22} {_shown(value)}" for key, value in result.items() if key != "met"]
    met = [f"{words:32} {MARKS[is_met].strip('*')}" for words, is_met in result["met"].items()]
    return "\n".join([*found, "", *met])


def _by_scenario(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    """Return the runs of one scenario and size together, named by both."""
    found: dict[str, list[Result]] = {}
    for run in results:
        phones = run.get("phones")
        found.setdefault(f"{run['scenario']} {phones}" if phones else run["scenario"], []).append(
            run
        )
    return list(found.items())


def _all_figures(runs: Sequence[Result]) -> str:
    keys = dict.fromkeys([*KEYS, *(key for run in runs for key in run)])
    left_out = {"scenario", "met"}
    rows = [
        (key, *(_shown(run.get(key)) for run in runs))
        for key in keys
        if key not in left_out and any(run.get(key) is not None for run in runs)
    ]
    return _markdown(("figure", *(f"run {at + 1}" for at in range(len(runs)))), rows)


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(
        "| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *rows]
    )


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(found)}" for name, found in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "–"
    return f"{value:g}" if isinstance(value, float) and value < 1e6 else str(value)
