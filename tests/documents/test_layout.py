"""Page numbers of the contents: asked of LibreOffice, and done without it."""

import os
import shutil
from functools import partial
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from pmqa_workshop.documents import (
    NO_PAGE_LAYOUT,
    OTHER_FONT,
    apart,
    layout,
    libreoffice,
    making,
    print_document,
    printing,
)
from pmqa_workshop.documents.layout import pages_of_bookmarks
from pmqa_workshop.domain.documents import DocumentKind
from tests.documents.plans import a_plan, a_plan_of
from tests.documents.reading import Printed, W, style_of

office = [
    pytest.mark.office,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdfinfo")),
        reason="LibreOffice or poppler-utils is not installed",
    ),
]


class TestWithLibreOffice:
    pytestmark = office

    def test_executive_summary_keeps_to_one_page(self) -> None:
        content = print_document(DocumentKind.PLAN, a_plan_of(60)).content
        shown = {text: page for text, _, page in _entries(Printed(content))}
        pages = pages_of_bookmarks(content)
        assert pages is not None

        names = {text: name for text, name, _ in _entries(Printed(content))}
        assert shown["บทที่ ๑ บทนำ"] == "๑"
        assert pages[names["บทที่ ๑ บทนำ"]] == pages[names["บทสรุปผู้บริหาร"]] + 1

    def test_slow_layout_is_ended_and_leaves_nothing_running(self) -> None:
        content = print_document(DocumentKind.PLAN, a_plan(), page_numbers=False).content

        assert pages_of_bookmarks(content, seconds=0.2) is None
        assert _soon_nothing_runs_in("pmqa-layout-")
        assert pages_of_bookmarks(content) is not None


def test_plan_is_printed_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: None)

    plan = print_document(DocumentKind.PLAN, a_plan())

    assert plan.notes == (NO_PAGE_LAYOUT,)
    assert {page for _, _, page in _entries(Printed(plan.content))} == {"…"}


def test_a_layout_that_hangs_is_ended_and_the_file_is_delivered_with_a_note(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hung = tmp_path / "hung"
    _program(tmp_path / "soffice", f"sleep 300 & echo $! > {hung}; wait")
    _program(tmp_path / "pdfinfo", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(printing, "pages_of_bookmarks", partial(pages_of_bookmarks, seconds=2))

    plan = print_document(DocumentKind.PLAN, a_plan())

    assert plan.notes == (NO_PAGE_LAYOUT,)
    assert "ภาคผนวก ช ภาพกิจกรรม" in Printed(plan.content).headings()
    assert {page for _, _, page in _entries(Printed(plan.content))} == {"…"}
    assert _soon_is_gone(int(hung.read_text()))


def test_a_layout_has_its_end_before_the_process_that_makes_the_document() -> None:
    assert layout.SECONDS + apart.SECONDS < making.SECONDS


def test_program_that_cannot_start_gives_no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: name)
    monkeypatch.setenv("PATH", "/nowhere")

    assert pages_of_bookmarks(b"") is None


def test_waiting_for_another_layout_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: name)
    found: list[object] = []
    with libreoffice._one_at_a_time:
        waiting = Thread(target=lambda: found.append(pages_of_bookmarks(b"", seconds=0.05)))
        waiting.start()
        waiting.join(5)

    assert found == [None]


def test_measuring_in_another_font_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "pages_of_bookmarks", lambda content: {})
    monkeypatch.setattr(printing, "has_thai_font", lambda: False)

    assert print_document(DocumentKind.PLAN, a_plan()).notes == (OTHER_FONT,)


def test_thai_font_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"TH SarabunPSK": True, "THSarabunNew": True, "Sarabun": False, "Waree": False}
    for answer, is_ours in answers.items():
        monkeypatch.setattr(layout, "output_of", lambda command, seconds, said=answer: said)
        assert layout.has_thai_font() is is_ours


def test_larger_stand_in_is_measured_at_a_smaller_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "font_for", lambda name: "laksaman")
    content = print_document(DocumentKind.PLAN, a_plan(), page_numbers=False).content

    measured = Printed(layout.drawable(content))

    size = measured.style("Normal").find(f"{W}rPr/{W}szCs").get(f"{W}val")
    fonts = measured.style("Normal").find(f"{W}rPr/{W}rFonts")
    assert (size, fonts.get(f"{W}cs")) == ("21", "Laksaman")
    assert measured.text == Printed(content).text


@pytest.mark.parametrize("font", ["thsarabunpsk", "waree"], ids=["own font", "neither"])
def test_document_is_measured_as_it_is_otherwise(
    font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "font_for", lambda name: font)

    assert layout.drawable(b"as it is") == b"as it is"


def test_names_of_destinations_are_read_back() -> None:
    listed = (
        "Page  Destination                 Name\n"
        '   7 [ XYZ   85  771 null      ] "5FTocH0003"\n'
        '  12 [ XYZ   85  771 null      ] "EndOfPlan"\n'
    )

    assert layout._destinations(listed) == {"_TocH0003": 7, "EndOfPlan": 12}


def _entries(document: Printed) -> list[tuple[str, str, str]]:
    """Return (text, bookmark, page shown) of every entry of the lists."""
    found = []
    for paragraph in document.body.iter(f"{W}p"):
        if style_of(paragraph) in ("Toc1", "Toc2", "TableOfFigures"):
            link = paragraph.find(f"{W}hyperlink")
            *words, page = [text.text for text in link.iter(f"{W}t")]
            found.append(("".join(words), link.get(f"{W}anchor"), page))
    return found


def _program(path: Path, does: str) -> None:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def _soon_is_gone(pid: int) -> bool:
    """Tell whether a process ends within seconds; who is dead and not yet buried has ended."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        sleep(0.1)
    return False


def _soon_nothing_runs_in(folder: str) -> bool:
    for _ in range(50):
        if not any(folder in line for line in _command_lines()):
            return True
        sleep(0.1)
    return False


def _command_lines() -> list[str]:
    lines = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(file.read_bytes().decode(errors="replace"))
        except OSError:  # ended meanwhile
            continue
    return lines
