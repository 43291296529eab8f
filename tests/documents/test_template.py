"""The committed templates and the source they can be made from again."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from pmqa_workshop.documents.kinds import TEMPLATES
from pmqa_workshop.documents.template import made_templates


def test_templates_can_be_made_again() -> None:
    assert made_templates() == made_templates()


def test_nothing_else_is_committed() -> None:
    assert {file.name for file in TEMPLATES.glob("*.docx")} == set(made_templates())


@pytest.mark.parametrize("name", made_templates())
def test_committed_template_is_the_one_that_is_made(name: str) -> None:
    made = BytesIO(made_templates()[name])

    with ZipFile(made) as fresh, ZipFile(TEMPLATES / name) as committed:
        assert fresh.namelist() == committed.namelist()
        for part in fresh.namelist():
            assert fresh.read(part) == committed.read(part), part
