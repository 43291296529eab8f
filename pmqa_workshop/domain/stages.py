"""The stages of a workshop, in order, and what each lets people do."""

from collections.abc import Collection
from enum import StrEnum

from pmqa_workshop.domain.errors import WrongStage


class Stage(StrEnum):
    REGISTRATION = "registration"
    FINDINGS = "findings"
    IDEAS = "ideas"
    GROUPING = "grouping"
    VOTING = "voting"
    DECISION = "decision"
    PLANNING = "planning"
    CLOSED = "closed"

    @property
    def position(self) -> int:
        return ORDER.index(self)

    @property
    def following(self) -> "Stage | None":
        return ORDER[self.position + 1] if self.position + 1 < len(ORDER) else None

    @property
    def preceding(self) -> "Stage | None":
        return ORDER[self.position - 1] if self.position else None


ORDER = tuple(Stage)
IDEA_STAGES = frozenset({Stage.FINDINGS, Stage.IDEAS})
GROUPING_STAGES = frozenset({Stage.IDEAS, Stage.GROUPING})
VOTING_STAGES = frozenset({Stage.VOTING})
DECISION_STAGES = frozenset({Stage.DECISION, Stage.PLANNING})


def check_stage(current: Stage, allowed: Collection[Stage]) -> None:
    """Raise WrongStage, naming the stage the room is in, unless it is one of `allowed`."""
    if current not in allowed:
        raise WrongStage(stage=current.value)
