"""The maker: what is asked for is made by a child process, once, also after a restart."""

import asyncio
import os
import threading
import time
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.documents import making as press
from pmqa_workshop.documents.snapshot import snapshot_of
from pmqa_workshop.domain.documents import DocumentKind, MadeFile, MakingState, PrintOptions
from pmqa_workshop.domain.errors import TemplateRefused
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.models.documents import MadeDocument
from pmqa_workshop.queries.documents import document_file, documents_of
from pmqa_workshop.services.documents import ask_for_document
from pmqa_workshop.web import making
from tests.documents.plans import a_plan, a_plan_of
from tests.factories import NOON, a_workshop, staff_of

ARABIC = PrintOptions(digits=Digits.ARABIC)


@pytest.fixture
def room(database):
    with open_session() as session:
        made = a_workshop(session)
        return made.id, staff_of(made)


def _ask(room, kind=DocumentKind.SUMMARY, plan=None):
    workshop_id, clerk = room
    with open_session() as session:
        return ask_for_document(
            session, clerk, workshop_id, kind, ARABIC, snapshot_of(plan or a_plan()), now=NOON
        )


def _listed(room):
    with open_reading() as session:
        return {row.id: row for row in documents_of(session, room[1], room[0])}


def test_what_is_asked_for_is_made_by_a_child_and_can_be_opened(room):
    asked = _ask(room)

    assert asyncio.run(making.make_next())

    with open_reading() as session:
        found = document_file(session, room[1], asked)
    words = "\n".join(p.text for p in docx.Document(BytesIO(found.content)).paragraphs)
    assert "2570" in words
    assert _listed(room)[asked].state is MakingState.READY
    assert not asyncio.run(making.make_next())


def test_what_cannot_be_made_says_why_and_the_next_one_is_made(room, monkeypatch):
    first, second = _ask(room), _ask(room, DocumentKind.MEMO)

    def refuse_the_first(kind, snapshot, options, template):
        if not refused:
            refused.append(kind)
            raise TemplateRefused(reason="name_unknown", detail="'x' is undefined")
        return MadeFile(b"PK", "application/x", "docx")

    refused = []
    monkeypatch.setattr(making, "make_in_child", refuse_the_first)
    assert asyncio.run(making.make_next())
    assert asyncio.run(making.make_next())

    rows = _listed(room)
    assert (rows[first].state, rows[first].reason) == (
        MakingState.REFUSED,
        "name_unknown 'x' is undefined",
    )
    assert rows[second].state is MakingState.READY


def test_a_template_of_an_office_is_what_the_child_prints_with():
    template = docx.Document()
    template.add_paragraph("ของเรา {{ title }}")
    file = BytesIO()
    template.save(file)

    made = press.make_in_child(DocumentKind.SUMMARY, snapshot_of(a_plan()), ARABIC, file.getvalue())

    assert docx.Document(BytesIO(made.content)).paragraphs[0].text.startswith("ของเรา แผน")


def test_a_template_that_asks_for_the_unknown_is_refused_by_the_child_as_here():
    template = docx.Document()
    template.add_paragraph("{{ nothing_of_the_kind }}")
    file = BytesIO()
    template.save(file)

    with pytest.raises(TemplateRefused):
        press.make_in_child(DocumentKind.SUMMARY, snapshot_of(a_plan()), ARABIC, file.getvalue())


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(press, "SECONDS", 0.05)

    with pytest.raises(TemplateRefused) as refusal:
        press.make_in_child(DocumentKind.SUMMARY, snapshot_of(a_plan()), ARABIC, None)

    assert refusal.value.facts["reason"] == "making_slow"


def test_with_a_child_that_is_ended_ends_what_it_has_started(tmp_path, monkeypatch):
    mine = tmp_path / "soffice"
    mine.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    mine.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(press, "SECONDS", 60)
    _end_when((tmp_path / "pid").exists)

    with pytest.raises(TemplateRefused):
        press.make_in_child(DocumentKind.PLAN, snapshot_of(a_plan()), ARABIC, None)

    left = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not _is_alive(left):
            return
        time.sleep(0.02)
    raise AssertionError("LibreOffice works on for nobody")


def _end_when(is_time):
    def wait():
        for _ in range(1000):
            if is_time():
                break
            time.sleep(0.05)
        press.stop_making()

    threading.Thread(target=wait, daemon=True).start()


def _is_alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
    except OSError:
        return False


def test_a_server_that_stops_ends_its_making_and_gives_the_document_back(room, monkeypatch):
    asked = _ask(room, DocumentKind.PLAN, a_plan_of(60))

    async def run():
        async with making.Maker().lifespan():
            while _listed(room)[asked].state is not MakingState.MAKING:
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.5)

    began = time.monotonic()
    asyncio.run(run())  # waits for its threads as a server does

    assert time.monotonic() - began < 2.5
    with open_session() as session:
        row = session.get_one(MadeDocument, asked)
        assert (row.state, row.tries) == (MakingState.WAITING, 0)


def test_the_maker_works_as_long_as_the_app_runs_and_is_woken(room, monkeypatch):
    monkeypatch.setattr(making, "LOOK", 60)
    monkeypatch.setattr(
        making, "make_in_child", lambda *_: MadeFile(b"PK", "application/x", "docx")
    )

    async def run():
        maker = making.Maker()
        async with maker.lifespan():
            await asyncio.sleep(0.1)
            asked = _ask(room)
            maker.wake()
            for _ in range(100):
                if _listed(room)[asked].state is MakingState.READY:
                    return True
                await asyncio.sleep(0.02)
        return False

    assert asyncio.run(run())
