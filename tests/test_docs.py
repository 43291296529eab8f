"""The documentation cannot fall behind: what the program offers is named there."""

import re
from pathlib import Path

from pmqa_workshop.domain.documents import WORD_KINDS
from pmqa_workshop.domain.roles import STAFF_ROLES
from pmqa_workshop.domain.stages import Stage

ROOT = Path(__file__).parent.parent
DEVELOPERS = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_stage_is_documented():
    assert [stage for stage in Stage if f"`{stage.value}`" not in DEVELOPERS] == []


def test_every_staff_role_is_documented():
    assert [role for role in STAFF_ROLES if f"`{role.value}`" not in DEVELOPERS] == []


def test_every_kind_of_word_document_is_documented():
    assert [kind for kind in WORD_KINDS if f"`{kind.value}`" not in DEVELOPERS] == []


def test_every_make_target_is_in_the_readme():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    undocumented = {"help", "clean"}

    assert [t for t in targets if f"make {t}" not in README and t not in undocumented] == []


def test_links_between_documents_lead_somewhere():
    broken = [
        (page.name, target)
        for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
