"""Rules of the house that no linter knows."""

import json
import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = [
    "reflex.lock/package-lock.json",
    "tools/axe/package-lock.json",
    "tools/ooxml/package-lock.json",
]

# Written in halves, so that this file does not find itself.
REGISTRIES = ["regis" + "try.npmjs", "npm" + "mirror", "py" + "pi.org", "python" + "hosted"]
MACHINE_PATHS = ["/ro" + "ot/", "/wo" + "rk/", "/opt/" + "wheels"]


def _kept_files() -> list[Path]:
    """List what git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [p for name in listed.stdout.split("\0") if name and (p := PROJECT / name).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:  # a font, a Word file
        return ""


def test_no_kept_file_names_a_registry_or_a_path_of_one_machine():
    telltales = re.compile("|".join(map(re.escape, [*REGISTRIES, *MACHINE_PATHS])))

    found = {
        (path.relative_to(PROJECT).as_posix(), match[0])
        for path in _kept_files()
        for match in telltales.finditer(_text(path))
    }

    assert found == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_keep_digests_and_no_download_addresses(lock):
    packages = json.loads((PROJECT / lock).read_text())["packages"]
    packages.pop("")

    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if "integrity" not in package]


# --- requirements ---------------------------------------------------------------------


def _requirements(name: str) -> list[Requirement]:
    lines = (line.partition(" #")[0].strip() for line in (PROJECT / name).read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact(name):
    loose = [str(r) for r in _requirements(name) if not re.fullmatch(r"==[^*,]+", str(r.specifier))]

    assert loose == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_name_what_they_need_in_turn(name):
    named = {
        canonicalize_name(r.name) for f in (name, "requirements.txt") for r in _requirements(f)
    }

    missing = {
        f"{needed}, for {requirement.name}"
        for requirement in _requirements(name)
        if not requirement.marker or requirement.marker.evaluate()
        for needed in _needs(requirement)
        if needed not in named
    }

    assert missing == set()


def _needs(requirement: Requirement) -> set[str]:
    needs = map(Requirement, metadata.requires(requirement.name) or [])
    extras = requirement.extras or {""}
    return {
        canonicalize_name(need.name)
        for need in needs
        if not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    }


# --- settings -------------------------------------------------------------------------


def _settings_named_in(*paths: Path) -> set[str]:
    return {name for path in paths for name in re.findall(r"PMQA_[A-Z]+(?:_[A-Z]+)*", _text(path))}


def test_every_setting_is_explained_in_the_docs():
    documents = [PROJECT / "README.md", *(PROJECT / "docs").glob("*.md")]
    explained = _settings_named_in(*(path for path in documents if path.exists()))

    assert _settings_named_in(PROJECT / "pmqa_workshop" / "settings.py") - explained == set()


def test_every_setting_is_read_in_one_place():
    code = [*(PROJECT / "pmqa_workshop").rglob("*.py"), PROJECT / "Makefile"]

    assert _settings_named_in(*code) == _settings_named_in(PROJECT / "pmqa_workshop/settings.py")


# --- fonts ----------------------------------------------------------------------------


def test_every_font_in_the_stylesheet_is_here_and_a_phone_page_stays_light():
    stylesheet = (PROJECT / "assets/styles/fonts.css").read_text()
    fonts = [PROJECT / "assets" / name for name in re.findall(r'url\("/(.+?)"\)', stylesheet)]

    on_a_phone = [font for font in fonts if font.stem.endswith(("-400", "-700"))]

    assert all(font.is_file() for font in fonts)
    assert len(on_a_phone) == 4
    assert sum(font.stat().st_size for font in on_a_phone) <= 80_000
