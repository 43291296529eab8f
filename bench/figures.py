"""Figures of one run: how they are computed, named, and when they do not count."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Result = dict[str, Any]

KEYS = (
    "scenario",
    "phones",
    "acknowledged",
    "counted",
    "lost",
    "doubled",
    "refused",
    "errors",
    "ack_p50_ms",
    "ack_p95_ms",
    "ack_p99_ms",
    "fanout_p50_ms",
    "fanout_p99_ms",
    "floor_ms",
    "ratio_to_floor",
    "server_rss_mb",
    "server_cpu_s",
    "void",
)
MOST_LAG_MS = 50  # of the generator's own loop, 99th percentile
MOST_CPU = 0.9  # of one core


def percentile(values: Iterable[float], percent: float) -> float | None:
    """Return the nearest-rank percentile, None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def spread_ms(name: str, seconds: Sequence[float], *percents: int) -> dict[str, float | None]:
    """Return percentiles in milliseconds under `<name>_p<percent>_ms`."""
    found = {p: percentile(seconds, p) for p in percents}
    return {f"{name}_p{p}_ms": in_ms(value) for p, value in found.items()}


def in_ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)


def ratio(figure: float | None, floor: float | None) -> float | None:
    return round(figure / floor, 1) if figure is not None and floor else None


def why_void(lag_p99_ms: float | None, cpu: float) -> list[str]:
    """Say why a run measured its generator rather than the server; empty when it did not."""
    reasons = []
    if lag_p99_ms is not None and lag_p99_ms > MOST_LAG_MS:
        reasons.append(f"generator loop lag p99 {lag_p99_ms} ms > {MOST_LAG_MS} ms")
    if cpu > MOST_CPU:
        reasons.append(f"generator used {cpu:.0%} of a core > {MOST_CPU:.0%}")
    return reasons


def result(scenario: str, **found: Any) -> Result:
    """Return one run's figures; every key of KEYS is there, null where it does not apply."""
    return {**dict.fromkeys(KEYS), "scenario": scenario, **found}


def median_and_worst(results: Sequence[Mapping[str, Any]], figure: str) -> tuple[Any, Any]:
    """Return a figure's median and its largest value over several runs, void ones left out."""
    values = [r[figure] for r in results if not r["void"] and r.get(figure) is not None]
    if not values:
        return None, None
    return round(statistics.median(values), 1), max(values)
