import re

from pmqa_workshop.domain import errors
from pmqa_workshop.domain.errors import WorkshopError


def _all(kind=WorkshopError):
    return [kind, *(found for below in kind.__subclasses__() for found in _all(below))]


def _ours():
    return [kind for kind in _all() if kind.__module__ == errors.__name__]


def test_every_refusal_has_a_code_of_its_own():
    codes = [kind.code for kind in _ours()]

    assert len(set(codes)) == len(codes)


def test_the_drawing_at_the_top_names_every_refusal():
    drawn = set(re.findall(r"^[│├└─ ]*([A-Z][A-Za-z]+)", errors.__doc__, flags=re.MULTILINE))

    assert {kind.__name__ for kind in _ours()} <= drawn


def test_a_refusal_carries_its_code_and_facts():
    refusal = errors.TooManyPoints(allowed=5, given=6)

    assert (refusal.code, refusal.facts) == ("too_many_points", {"allowed": 5, "given": 6})
