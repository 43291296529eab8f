"""The rules of the layers hold, and each of them is awake: a planted violation turns it red."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmqa_workshop.settings import PROJECT

PACKAGE = PROJECT / "pmqa_workshop"
LONGEST_FUNCTION = 50
CORE = (
    "cli", "database", "demo", "documents", "domain.errors", "guard.child", "intake.findings",
    "models.tables",
    "queries.plan", "queries.room", "serving", "services.upkeep", "services.voting", "settings",
    "wording",
)  # fmt: skip


def _lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()",
         "--no-cache", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def test_the_core_runs_without_reflex():
    lines = ["import sys", "sys.modules['reflex'] = None"]
    lines += [f"import pmqa_workshop.{part}" for part in CORE]

    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_imports_point_one_way():
    done = _lint_imports(PROJECT)

    assert done.returncode == 0, done.stdout


# --- the contracts are awake ----------------------------------------------------------

# Contract → (file, line to plant in it). `web.pages` and a new folder are made if need be.
PLANTED = {
    "models reach up": ("one-way", "models/voting.py", "import pmqa_workshop.services.voting"),
    "a new folder": ("one-way", "utils/__init__.py", "ANYTHING = 1"),
    "queries write": ("one-way", "queries/voting.py", "import pmqa_workshop.services.voting"),
    "the core knows Reflex": ("no-reflex-in-core", "services/voting.py", "import reflex"),
    "rules know tables": ("pure-domain", "domain/voting.py", "import sqlmodel"),
    "rules throw dice": ("pure-domain", "domain/voting.py", "import random"),
    "documents know tables": (
        "files-know-no-database",
        "documents/__init__.py",
        "import pmqa_workshop.models.voting",
    ),
    "services speak Thai": (
        "core-speaks-codes",
        "services/voting.py",
        "import pmqa_workshop.wording",
    ),
    "pages write": (
        "pages-are-thin",
        "web/pages/__init__.py",
        "import pmqa_workshop.services.voting",
    ),
    "screens read tables": (
        "tables-behind-queries",
        "web/states/__init__.py",
        "import pmqa_workshop.models.voting",
    ),
    "states know pages": ("screens", "web/states/__init__.py", "import pmqa_workshop.web.pages"),
    "siblings in a circle": (
        "no-cycles",
        "domain/thai.py",
        "import pmqa_workshop.domain.initiatives",
    ),
}


@pytest.fixture(scope="module")
def copied_package(tmp_path_factory):
    """A copy of the package and its contracts, to plant things in."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(PROJECT / "pyproject.toml", folder)
    shutil.copytree(
        PACKAGE,
        folder / PACKAGE.name,
        ignore=shutil.ignore_patterns("__pycache__", "*.json", "*.docx", "demo_data"),
    )
    for name in ("web/pages", "web/states"):
        place = folder / PACKAGE.name / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "__init__.py").touch()
    return folder


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_caught(copied_package, contract, file, line):
    path = copied_package / PACKAGE.name / file
    was_there = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{was_there or ''}\n{line}\n", encoding="utf-8")

    done = _lint_imports(copied_package, "--contract", contract)

    if was_there is None:
        shutil.rmtree(path.parent)
    else:
        path.write_text(was_there, encoding="utf-8")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{_name_of(contract)} BROKEN" in done.stdout


def _name_of(contract: str) -> str:
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    return re.search(rf'^id = "{contract}"\nname = "(.+)"$', text, flags=re.MULTILINE)[1]


def test_every_contract_is_tried_with_a_planted_violation():
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")

    assert set(re.findall(r'^id = "(.+)"$', text, flags=re.MULTILINE)) == {
        contract for contract, _, _ in PLANTED.values()
    }


# --- what imports cannot tell ---------------------------------------------------------


def _files_with(pattern: str) -> set[str]:
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_one_file_commits():
    assert _files_with(r"\.commit\(\)") == {"database.py"}


@pytest.mark.parametrize("layer", ["domain", "models", "queries", "services"])
def test_the_time_comes_in_by_argument(layer):
    clocks = _files_with(r"\b(datetime\.now|date\.today|time\.time|utcnow)\(")

    assert {name for name in clocks if name.startswith(f"{layer}/")} == set()


def test_no_function_of_the_core_is_longer_than_fifty_lines():
    long = {
        f"{path.relative_to(PACKAGE).as_posix()}:{node.name}"
        for path in PACKAGE.rglob("*.py")
        if "web" not in path.relative_to(PACKAGE).parts and "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }

    assert long == set()
