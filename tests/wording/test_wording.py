"""Both languages say everything, and say it with the facts filled in."""

import re
from pathlib import Path

import pytest

from pmqa_workshop import wording
from pmqa_workshop.domain.completeness import Lack
from pmqa_workshop.domain.documents import DocumentKind, MakingState
from pmqa_workshop.domain.errors import RoomFull, TooManyPoints, WorkshopError, WrongStage
from pmqa_workshop.domain.findings import Column, CriteriaSet, Doubt, FindingKind
from pmqa_workshop.domain.initiatives import FIELDS, NEEDED
from pmqa_workshop.domain.plan import AlignmentKind, Digits, WorkshopMode
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.wording import LANGUAGES, catalogue, phrase, say

ROOT = Path(wording.__file__).parent.parent
THAI = re.compile(r"[\u0e01-\u0e5b]")


def every_error(root=WorkshopError):
    yield root
    for child in root.__subclasses__():
        yield from every_error(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_words(language):
    codes = {f"error.{error.code}" for error in every_error()}

    assert codes - catalogue(language).keys() == set()


@pytest.mark.parametrize(
    ("prefix", "codes"),
    [
        ("stage", Stage),
        ("kind", FindingKind),
        ("set", CriteriaSet),
        ("doubt", Doubt),
        ("column", Column),
        ("mode", WorkshopMode),
        ("digits", Digits),
        ("role", Role),
        ("alignment", AlignmentKind),
        ("lacking", NEEDED),
        ("lack", Lack),
        ("making", MakingState),
        ("document", DocumentKind),
        ("document.for", DocumentKind),
        ("field", sorted(FIELDS)),
    ],
)
def test_every_code_a_screen_shows_has_words(prefix, codes):
    wanted = {f"{prefix}.{getattr(code, 'value', code)}" for code in codes}

    assert wanted - catalogue("th").keys() == set()


@pytest.mark.parametrize("name", ["reason", "found"])
def test_every_fact_a_reader_of_files_gives_has_words(name):
    folders = (ROOT / "intake", ROOT / "guard")
    code = "".join(path.read_text("utf-8") for at in folders for path in at.glob("*.py"))
    given = {f"{name}.{fact}" for fact in re.findall(rf'{name}="([a-z_]+)"', code)}

    assert given
    assert given - catalogue("th").keys() == set()


def test_languages_share_their_keys_and_the_facts_they_need():
    thai, english = catalogue("th"), catalogue("en")

    def facts(text):
        return set(re.findall(r"\{(\w+)", text))

    assert thai.keys() == english.keys()
    differing = {key for key in thai if facts(thai[key]) != facts(english[key])}
    assert differing == set()


def test_nothing_is_left_unworded():
    for language in LANGUAGES:
        assert [key for key, text in catalogue(language).items() if not text.strip()] == []


def test_english_holds_no_thai_but_names_of_thai_things():
    allowed = re.compile(r"“[^”]*”|language\.other")
    mixed = [
        key
        for key, text in catalogue("en").items()
        if key != "language.other" and THAI.search(allowed.sub("", text))
    ]

    assert mixed == []


def test_a_refusal_is_said_with_its_facts_in_words():
    refusal = WrongStage(stage="voting")

    assert "“ลงคะแนน”" in say(refusal.code, "th", **refusal.facts)
    assert "“Voting”" in say(refusal.code, "en", **refusal.facts)


@pytest.mark.parametrize(
    ("refusal", "part"),
    [(RoomFull(capacity=500), "500"), (TooManyPoints(allowed=5, given=7), "7")],
)
def test_figures_stand_in_the_sentence(refusal, part):
    assert part in say(refusal.code, "th", **refusal.facts)


def test_a_missing_fact_never_hides_the_message():
    assert "–" in say("room_full", "th")


def test_an_unknown_code_still_says_what_is_safe():
    assert say("nobody_wrote_this") == catalogue("th")["error.workshop_error"]


def test_an_unknown_key_is_loud():
    with pytest.raises(KeyError):
        phrase("no.such.key")


def test_a_key_worded_twice_is_refused(monkeypatch):
    monkeypatch.setattr(wording, "_MODULES", (wording.general, wording.general))
    catalogue.cache_clear()
    try:
        with pytest.raises(ValueError, match="worded twice"):
            catalogue("th")
    finally:
        monkeypatch.undo()
        catalogue.cache_clear()
