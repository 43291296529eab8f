"""Dot voting: what a ballot may hold and how ballots are counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pmqa_workshop.domain.errors import (
    NegativePoints,
    NotOnBallot,
    RoundClosed,
    TooManyOnChoice,
    TooManyPoints,
    ValueRefused,
)

ThemeId = int
Points = Mapping[ThemeId, int]
MOST_POINTS = 100  # per person; more cannot be tapped on a phone


@dataclass(frozen=True)
class RoundRules:
    points_per_person: int
    max_per_choice: int
    is_open: bool = True


@dataclass(frozen=True)
class TallyRow:
    """One choice counted. Choices with the same points and voters share a rank (1, 2, 2, 4)."""

    theme_id: ThemeId
    points: int
    voters: int
    rank: int


def check_rules(points_per_person: int, max_per_choice: int) -> None:
    """Raise ValueRefused unless 1 ≤ maximum per choice ≤ points per person ≤ MOST_POINTS."""
    if not 1 <= points_per_person <= MOST_POINTS:
        raise ValueRefused(field="points_per_person", least=1, most=MOST_POINTS)
    if not 1 <= max_per_choice <= points_per_person:
        raise ValueRefused(field="max_per_choice", least=1, most=points_per_person)


def check_ballot(points: Points, choices: Collection[ThemeId], rules: RoundRules) -> None:
    """Raise the first rule of the round that `points` breaks."""
    if not rules.is_open:
        raise RoundClosed()
    if strangers := points.keys() - set(choices):
        raise NotOnBallot(choices=sorted(strangers))
    if min(points.values(), default=0) < 0:
        raise NegativePoints()
    if max(points.values(), default=0) > rules.max_per_choice:
        raise TooManyOnChoice(allowed=rules.max_per_choice)
    if sum(points.values()) > rules.points_per_person:
        raise TooManyPoints(allowed=rules.points_per_person, given=sum(points.values()))


def tally(choices: Iterable[ThemeId], ballots: Iterable[Points]) -> list[TallyRow]:
    """Count the ballots, most points first; equal points and voters share a rank.

    A table must never seem to settle a tie that the room did not.
    """
    points: Counter[ThemeId] = Counter()
    voters: Counter[ThemeId] = Counter()
    for ballot in ballots:
        points.update(ballot)
        voters.update(theme for theme, given in ballot.items() if given)
    return ranked({theme: (points[theme], voters[theme]) for theme in choices})


def ranked(standing: Mapping[ThemeId, tuple[int, int]]) -> list[TallyRow]:
    """Rank choices by (points, voters), the most first; equals share a rank (1, 2, 2, 4)."""
    places = sorted(standing.values(), reverse=True)
    first_place = {place: 1 + places.index(place) for place in set(places)}
    rows = [TallyRow(theme, *place, first_place[place]) for theme, place in standing.items()]
    return sorted(rows, key=lambda row: row.rank)
