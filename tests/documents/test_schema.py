"""Word's own rules, by Microsoft's Open XML SDK."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pmqa_workshop.documents import print_document
from pmqa_workshop.documents.kinds import TEMPLATES
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind, PrintOptions
from pmqa_workshop.domain.plan import Digits
from tests.documents.meetings import with_papers
from tests.documents.plans import a_plan, a_plan_of, an_empty_plan

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / ".tools" / "ooxml" / "node_modules" / ".bin" / "ooxml-validate"
NODE = shutil.which("node") or next(map(str, (ROOT / ".venv" / "bin").glob("node")), None)

pytestmark = [
    pytest.mark.sdk,
    pytest.mark.skipif(
        not (NODE and VALIDATOR.exists()),
        reason="node or the validator is missing; `make test` installs it in .tools/ooxml",
    ),
]
PLANS = {
    "empty": (an_empty_plan(), Digits.THAI),
    "small": (a_plan(), Digits.THAI),
    "arabic": (a_plan(is_draft=False), Digits.ARABIC),
    "sixty": (a_plan_of(60), Digits.THAI),
}


@pytest.mark.parametrize("name", PLANS)
def test_printed_plan_breaks_no_rule(name: str, tmp_path: Path) -> None:
    plan, digits = PLANS[name]
    file = tmp_path / "plan.docx"
    file.write_bytes(
        print_document(
            DocumentKind.PLAN, plan, PrintOptions(digits=digits), page_numbers=False
        ).content
    )

    assert errors_in(file) == []


@pytest.mark.parametrize("kind", [kind for kind in WORD_KINDS if kind is not DocumentKind.PLAN])
def test_printed_paper_breaks_no_rule(kind: DocumentKind, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(print_document(kind, with_papers(a_plan_of(8)), page_numbers=False).content)

    assert errors_in(file) == []


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.docx")), ids=lambda file: file.stem)
def test_template_breaks_no_rule(template: Path) -> None:
    assert errors_in(template) == []


def errors_in(file: Path) -> list[str]:
    """Return what the SDK found; its exit code is 0 even then."""
    command = [str(NODE), str(VALIDATOR), "--of", "json", str(file)]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    return [error["description"] for error in json.loads(asked.stdout)]
