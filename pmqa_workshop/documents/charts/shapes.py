"""What a chart shows: series of numbers over labels, and how each series can be told apart."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    COLUMNS = "columns"
    BARS = "bars"  # lying, the first label at the top
    LINES = "lines"
    RADAR = "radar"


@dataclass(frozen=True)
class Series:
    """Numbers over the chart's labels; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    ink: int = 0  # 0 stands out most
    values_at: str = ""  # where its values are written: "outEnd", "t", "r", "b"; "" for nowhere


@dataclass(frozen=True)
class Chart:
    """A chart whose words are clean already and in the chosen digits."""

    shape: Shape
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str  # as Excel writes it
    axis: str = ""  # what the numbers are
    lowest: float | None = 0
    highest: float | None = None
    step: float | None = None
    overlapping: bool = False  # series that never stand at the same label
    plot: tuple[float, float] | None = None  # shares of the frame: labels' width, plot's height
    labels_stand: bool = False  # on end, where there are many


@dataclass(frozen=True)
class Ink:
    """A look that a black-and-white copy keeps apart: tone and hatching, dashes and marks."""

    fill: str
    stroke: str
    dash: str
    marker: str
    hatching: str = ""  # of areas; "" is solid


INKS = (
    Ink("1F3864", "1F3864", "solid", "circle"),
    Ink("595959", "595959", "dash", "square", hatching="wdUpDiag"),
    Ink("D9D9D9", "000000", "sysDot", "triangle"),
    Ink("404040", "7F7F7F", "lgDashDot", "diamond", hatching="pct20"),
)
