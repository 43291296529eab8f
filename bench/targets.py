"""What each scenario must reach. All targets are upper limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    figure: str
    limit: float

    @property
    def words(self) -> str:
        return f"{self.figure} ≤ {self.limit:g}"

    def is_met(self, value: float | None) -> bool | None:
        """Tell whether the value stays within the limit; None when it was not measured."""
        return None if value is None else value <= self.limit


EXACTLY_ONCE = (Target("lost", 0), Target("doubled", 0), Target("refused", 0), Target("errors", 0))

TARGETS: Mapping[str, tuple[Target, ...]] = {
    "join": (*EXACTLY_ONCE, Target("entered_p95_ms", 3000)),
    "writes": (
        *EXACTLY_ONCE,
        Target("ack_p95_ms", 150),
        Target("fanout_p99_ms", 1000),
        Target("fanout_missed", 0),
        Target("server_rss_mb", 350),
    ),
    "plan": (Target("errors", 0), Target("print_s", 2)),
    "page": (
        Target("errors", 0),
        Target("door_weight_kb", 200),
        Target("door_fonts_kb", 80),
        Target("door_usable_ms", 3000),
        Target("room_weight_kb", 200),
        Target("room_fonts_kb", 80),
        Target("room_usable_ms", 3000),
    ),
}


def judge(result: Mapping[str, Any]) -> dict[str, bool | None]:
    """Say of each target of the result's scenario whether it was met."""
    targets = TARGETS.get(result["scenario"], ())
    return {target.words: target.is_met(result.get(target.figure)) for target in targets}
