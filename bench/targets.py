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
HEARD = (Target("fanout_missed", 0),)

# For 500 phones; a room of a thousand and more may be slower, see LARGE.
TARGETS: Mapping[str, tuple[Target, ...]] = {
    "join": (*EXACTLY_ONCE, Target("entered_p95_ms", 1000)),
    "ideas": (*EXACTLY_ONCE, *HEARD, Target("ack_p99_ms", 1000), Target("fanout_p99_ms", 2000)),
    "votes": (
        *EXACTLY_ONCE,
        *HEARD,
        Target("ack_p95_ms", 500),
        Target("fanout_p99_ms", 2000),
        Target("kb_per_phone", 500),
    ),
    "steady": (
        *EXACTLY_ONCE,
        *HEARD,
        Target("ack_p99_ms", 300),
        Target("projector_p50_ms", 350),
        Target("projector_p99_ms", 1000),
        Target("fanout_p99_ms", 1000),
        Target("ratio_to_floor", 1.5),
        Target("kb_per_phone", 500),
    ),
    "stage": (*EXACTLY_ONCE, *HEARD, Target("fanout_p99_ms", 1000)),
    "return": (*EXACTLY_ONCE, *HEARD, Target("live_again_p99_ms", 5000)),
    "kill": (*EXACTLY_ONCE, Target("back_s", 5), Target("all_in_s", 20)),
    "making": (
        *EXACTLY_ONCE,
        Target("not_made", 0),
        Target("spike_ack_p95_ms", 500),
        Target("steady_ack_p99_ms", 300),
    ),
    "plan": (
        Target("errors", 0),
        Target("wrong_60", 0),
        Target("wrong_300", 0),
        Target("print_s_60", 2),
        Target("print_s_300", 5),
        Target("rss_mb_60", 250),
        Target("rss_mb_300", 250),
        Target("ratio_60", 2),
        Target("ratio_300", 2),
    ),
    "layout": (Target("errors", 0), Target("layout_s_300", 15)),
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


LARGE = 1000  # phones from which on these are the limits
OF_LARGE = {"entered_p95_ms": 3000, "ack_p95_ms": 1000, "ack_p99_ms": 1000,
            "spike_ack_p95_ms": 1000, "steady_ack_p99_ms": 1000, "fanout_p99_ms": 2000,
            "projector_p50_ms": 700, "projector_p99_ms": 2000}  # fmt: skip


def targets_of(result: Mapping[str, Any]) -> list[Target]:
    """Return the targets of a run, those of a large room where it was one."""
    is_large = (result.get("phones") or 0) >= LARGE
    return [
        Target(target.figure, OF_LARGE.get(target.figure, target.limit)) if is_large else target
        for target in TARGETS.get(result["scenario"], ())
    ]


def judge(result: Mapping[str, Any]) -> dict[str, bool | None]:
    """Say of each target of the result's scenario whether it was met."""
    return {target.words: target.is_met(result.get(target.figure)) for target in targets_of(result)}
