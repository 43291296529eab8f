"""The committed template and the source it can be made from again."""

from pathlib import Path
from zipfile import ZipFile

from pmqa_workshop.documents.printing import TEMPLATE
from pmqa_workshop.documents.template import make_template


def test_template_can_be_made_again() -> None:
    assert make_template() == make_template()


def test_committed_template_is_the_one_that_is_made(tmp_path: Path) -> None:
    made = tmp_path / "template.docx"
    made.write_bytes(make_template())

    with ZipFile(made) as fresh, ZipFile(TEMPLATE) as committed:
        assert fresh.namelist() == committed.namelist()
        for name in fresh.namelist():
            assert fresh.read(name) == committed.read(name), name
