"""The operator's commands, as typed."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from openpyxl import Workbook
from sqlmodel import select

from pmqa_workshop import documents, serving
from pmqa_workshop.cli import main
from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.documents import PrintedDocument, pdf
from pmqa_workshop.documents.kinds import TEMPLATES, recipe_of
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind, Face, PrintOptions
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.people import Agency, StaffMember
from pmqa_workshop.queries.findings import drafts_of, findings_of, reports_of
from pmqa_workshop.services.access import complete_setup
from pmqa_workshop.services.upkeep import upgrade_database
from pmqa_workshop.settings import PROJECT
from pmqa_workshop.wording import phrase
from tests.factories import GOOD_PASSWORD, NOON, a_workshop

ROWS = [
    ("ลำดับ", "เกณฑ์", "หมวด", "ข้อ", "ประเภท", "ข้อค้นพบ"),
    (1, "PMQA 4.0", 4, "4.1", "จุดแข็ง", "กำหนดตัวชี้วัดครบทุกระดับ"),
    (2, "PMQA 4.0", 4, "4.2", "โอกาสในการปรับปรุง", "ยังไม่วิเคราะห์สาเหตุราก"),
    (3, "PMQA 4.0", 9, None, "โอกาสในการปรับปรุง", "หมวดนี้ไม่มีในเกณฑ์"),
]


@pytest.fixture
def report(tmp_path):
    """A small register whose last row has a category that does not exist."""
    path = tmp_path / "ทะเบียน.xlsx"
    write_report(path, ROWS)
    return path


def write_report(path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture
def room(database):
    with open_session() as session:
        workshop = a_workshop(session, code="ABC234")
        return workshop.id


def test_demo_prints_the_ways_in(database, capsys):
    assert main(["demo", "--stage", "ideas"]) == 0

    printed = capsys.readouterr().out
    for word in ("admin@example.go.th", "scribe@example.go.th", "demo-only-2570", "57"):
        assert word in printed


def test_demo_prints_one_json_object(database, capsys):
    assert main(["demo", "--stage", "registration", "--json"]) == 0

    built = json.loads(capsys.readouterr().out)
    assert built["stage"] == Stage.REGISTRATION
    assert built["logins"][0] == {"role": "administrator", "email": "admin@example.go.th"}
    assert len(built["seats"]) == 5
    assert built["address"].startswith("http")


def test_demo_is_refused_where_somebody_else_works(database, capsys):
    assert main(["add-staff", "real@example.go.th", "--role", "administrator"]) == 0
    token = capsys.readouterr().out.split("token=")[1].strip()
    with open_session() as session:
        complete_setup(session, token, GOOD_PASSWORD, now=datetime.now(UTC))

    assert main(["demo"]) == 2

    assert "PMQA_DATA_DIR" in capsys.readouterr().err


def test_findings_shows_what_would_be_read_and_keeps_nothing(database, report, capsys):
    assert main(["findings", str(report)]) == 0

    printed = capsys.readouterr().out
    assert "ยังไม่วิเคราะห์สาเหตุราก" in printed
    assert "category_unknown" in printed
    with open_reading() as session:
        assert session.exec(select(Agency)).all() == []


def test_findings_tells_its_columns_and_follows_what_it_is_told_of_them(report, capsys):
    assert main(["findings", str(report)]) == 0
    assert "= text" in capsys.readouterr().out

    assert main(["findings", str(report), "--map", "ประเภท=", "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert all("kind_" in "".join(row["doubts"]) for row in read)


def test_a_use_that_no_column_has_is_refused(report, capsys):
    with pytest.raises(SystemExit):
        main(["findings", str(report), "--map", "ประเภท=shelf"])

    assert "shelf" in capsys.readouterr().err


def test_findings_as_json_is_a_list(database, report, capsys):
    assert main(["findings", str(report), "--json"]) == 0

    read = json.loads(capsys.readouterr().out)
    assert [(row["category"], row.get("kind")) for row in read] == [
        (4, "strength"),
        (4, "ofi"),
        (9, "ofi"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gone.xlsx", None),
        ("photo.png", b"\x89PNG"),
        ("empty.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04"),
    ],
    ids=["missing", "another kind", "empty", "broken"],
)
def test_a_file_that_cannot_be_read_is_refused_with_words(
    database, tmp_path, capsys, name, content
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    assert main(["findings", str(path), "--json"]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip()) > 20


def test_import_accepts_what_is_sure_and_says_what_waits(room, report, capsys):
    assert main(["import-findings", "abc-234", str(report)]) == 0

    with open_reading() as session:
        assert [f.text for f in findings_of(session, room)] == [row[5] for row in ROWS[1:3]]
        (kept,) = reports_of(session, room)
    assert (kept.accepted, kept.waiting, kept.source_name) == (2, 1, "ทะเบียน.xlsx")
    printed = capsys.readouterr().out
    assert "2" in printed
    assert "1" in printed


def test_import_twice_doubles_nothing(room, report, capsys):
    main(["import-findings", "ABC234", str(report)])
    with open_reading() as session:
        before = findings_of(session, room), texts_waiting(session, room)

    assert main(["import-findings", "ABC234", str(report)]) == 0

    with open_reading() as session:
        assert (findings_of(session, room), texts_waiting(session, room)) == before
    assert phrase("intake.updated", "th").format(new=0, changed=0, gone=0, kept=0, left=0) in (
        capsys.readouterr().out
    )


def test_import_of_a_corrected_file_keeps_what_people_work_on(room, report, capsys):
    main(["import-findings", "ABC234", str(report)])
    accepted, waiting = ROWS[1], ROWS[3]
    corrected = [list(row) for row in ROWS]
    corrected[1][5] = accepted[5] + "อย่างสม่ำเสมอ"
    corrected[3][5] = waiting[5] + "ทุกปี"
    write_report(report, [*corrected, (4, "PMQA 4.0", None, "", "", "ข้อใหม่ที่ไม่เคยมี")])

    assert main(["import-findings", "ABC234", str(report), "--again"]) == 0

    with open_reading() as session:
        assert [f.text for f in findings_of(session, room)] == [row[5] for row in ROWS[1:3]]
        assert texts_waiting(session, room) == [corrected[3][5], "ข้อใหม่ที่ไม่เคยมี"]
        assert len(reports_of(session, room)) == 1


def test_import_of_what_resembles_a_report_asks_which_it_is(room, report, capsys):
    main(["import-findings", "ABC234", str(report)])
    write_report(report, [ROWS[0], *([*row[:5], row[5] + " ฉบับปรับปรุง"] for row in ROWS[1:])])

    assert main(["import-findings", "ABC234", str(report)]) == 2

    assert "--again" in capsys.readouterr().err
    with open_reading() as session:
        assert len(reports_of(session, room)) == 1
    assert main(["import-findings", "ABC234", str(report), "--new"]) == 0
    with open_reading() as session:
        assert len(reports_of(session, room)) == 2


def texts_waiting(session, room):
    return [
        row.text
        for report in reports_of(session, room)
        for row in drafts_of(session, report.id)
        if row.state == "waiting"
    ]


def test_import_into_no_workshop_is_refused(room, report, capsys):
    assert main(["import-findings", "ZZZZZZ", str(report)]) == 2
    assert capsys.readouterr().err


def test_plan_writes_a_word_document(room, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")  # without LibreOffice: page numbers are not what this is about
    out = tmp_path / "แผน.docx"

    assert main(["plan", "ABC234", "--out", str(out), "--digits", "arabic"]) == 0

    text = "\n".join(p.text for p in Document(BytesIO(out.read_bytes())).paragraphs)
    assert "2570" in text
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize("kind", [kind for kind in WORD_KINDS if kind is not DocumentKind.PLAN])
def test_plan_writes_each_companion(room, tmp_path, kind):
    out = tmp_path / "เอกสาร.docx"

    assert main(["plan", "ABC234", "--out", str(out), "--kind", kind]) == 0

    title = Document(BytesIO(out.read_bytes())).core_properties.title
    assert title.startswith(recipe_of(kind).title)


def test_plan_hands_its_options_to_the_press(room, tmp_path, monkeypatch):
    asked = []

    def press(kind, plan, options, *, template):
        asked.append((kind, options, template, plan.join_link))
        return PrintedDocument(b"")

    monkeypatch.setattr(documents, "print_document", press)
    typed = ["plan", "ABC234", "--out", str(tmp_path / "x.docx")]

    assert main(typed) == 0
    assert main([*typed, "--kind", "progress_form", "--digits", "arabic", "--face", "it9",
                 "--three-years", "--project-pages", "--round", "9"]) == 0  # fmt: skip

    link = serving.phone_link("ABC234")
    assert asked == [
        (DocumentKind.PLAN, PrintOptions(), None, link),
        (DocumentKind.PROGRESS_FORM, PrintOptions(Digits.ARABIC, Face.IT9, True, True, 9), None,
         link),
    ]  # fmt: skip


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["plan", "memo"])
def test_a_name_that_ends_in_pdf_is_written_as_pdf(room, tmp_path, capsys, kind):
    out = tmp_path / "แผน.PDF"

    assert main(["plan", "ABC234", "--out", str(out), "--kind", kind, "--digits", "thai"]) == 0

    with pypdfium2.PdfDocument(out.read_bytes()) as written:
        text = "".join(page.get_textpage().get_text_bounded() for page in written)
    assert "๒๕๗๐" in text
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("found", "words"), [(False, "libreoffice-writer"), (True, "120")], ids=["missing", "failing"]
)
def test_a_pdf_that_cannot_be_made_is_refused_and_nothing_is_written(
    room, tmp_path, capsys, monkeypatch, found, words
):
    monkeypatch.setattr(pdf, "has_programs", lambda *names: found)
    monkeypatch.setattr(pdf, "alone", lambda work, seconds: None)
    out = tmp_path / "plan.pdf"

    assert main(["plan", "ABC234", "--out", str(out), "--kind", "memo"]) == 2

    printed = capsys.readouterr()
    assert words in printed.err
    assert ".docx" in printed.err  # what can be had instead
    assert (printed.out, out.exists()) == ("", False)


def test_where_no_pdf_can_be_made_nothing_is_printed_for_it(room, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(documents, "print_document", lambda *asked, **how: pytest.fail("printed"))

    assert main(["plan", "ABC234", "--out", str(tmp_path / "plan.pdf")]) == 2


def test_what_is_noted_of_a_pdf_is_about_the_pdf(room, tmp_path, capsys, monkeypatch):
    def press(kind, plan, options, *, template):
        return PrintedDocument(b"", (documents.NO_PAGE_LAYOUT, documents.OTHER_FONT))

    monkeypatch.setattr(documents, "print_document", press)
    monkeypatch.setattr(pdf, "check_libreoffice", lambda: None)
    monkeypatch.setattr(pdf, "pdf_of", lambda docx: b"%PDF-")

    assert main(["plan", "ABC234", "--out", str(tmp_path / "plan.pdf")]) == 0

    assert capsys.readouterr().err.split("\n")[:2] == [
        phrase("note.pdf.no_page_layout"),
        phrase("note.pdf.page_layout_in_other_font"),
    ]


@pytest.mark.parametrize(
    "wrong", [["--kind", "poem"], ["--face", "arial"], ["--round", "7"]], ids=lambda w: w[0]
)
def test_plan_refuses_what_it_does_not_offer(room, tmp_path, capsys, wrong):
    with pytest.raises(SystemExit):
        main(["plan", "ABC234", "--out", str(tmp_path / "x.docx"), *wrong])

    assert wrong[1] in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("code", ["ZZZZZZ", ""])
def test_plan_of_no_workshop_is_refused(room, tmp_path, capsys, code):
    assert main(["plan", code, "--out", str(tmp_path / "x.docx")]) == 2

    assert not (tmp_path / "x.docx").exists()
    assert capsys.readouterr().err


def test_our_own_template_passes_its_check(database, capsys):
    assert main(["check-template", str(TEMPLATES / "efficiency_plan.docx")]) == 0

    assert capsys.readouterr().err == ""


def test_a_template_that_asks_for_what_a_plan_has_not_is_refused_a_line_each(
    database, tmp_path, capsys
):
    wrong = tmp_path / "แม่แบบ.docx"
    document = Document(str(TEMPLATES / "efficiency_plan.docx"))
    document.add_paragraph("{{ no_such_name }}")
    document.save(str(wrong))

    assert main(["check-template", str(wrong)]) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert "no_such_name" in line


def test_what_is_no_word_file_is_no_template(database, report, capsys):
    assert main(["check-template", str(report)]) == 2

    assert report.name in capsys.readouterr().err


def test_add_staff_prints_a_link_that_works(database, capsys):
    assert main(["add-staff", "Clerk@example.go.th", "--role", "clerk", "--name", "สมศรี"]) == 0

    token = capsys.readouterr().out.split("token=")[1].strip()
    with open_session() as session:
        complete_setup(session, token, GOOD_PASSWORD, now=datetime.now(UTC))
        (member,) = session.exec(select(StaffMember)).all()
        assert (member.email, member.name, member.role) == (
            "clerk@example.go.th",
            "สมศรี",
            "clerk",
        )


@pytest.mark.parametrize(
    "typed",
    [
        ["add-staff", "no-address", "--role", "clerk"],
        ["add-staff", "a@example.go.th", "--role", "scribe"],
        ["add-staff", "a@example.go.th", "--role", "scribe", "--category", "9"],
    ],
    ids=["no address", "a scribe without category", "category 9"],
)
def test_add_staff_is_refused_with_words(database, capsys, typed):
    assert main(typed) == 2
    assert capsys.readouterr().err


@pytest.fixture
def sqlite_room(empty_folder):
    upgrade_database(NOON)
    with open_session() as session:
        a_workshop(session)


def test_backup_and_restore_go_round(sqlite_room, tmp_path, capsys):
    copy = tmp_path / "copy.db"

    assert main(["backup", str(copy)]) == 0
    with open_session() as session:
        a_workshop(session)
    assert main(["restore", str(copy)]) == 0

    with open_reading() as session:
        assert len(session.exec(select(Agency)).all()) == 1
    assert str(copy) in capsys.readouterr().out


def test_restore_refuses_a_damaged_file_with_words(sqlite_room, tmp_path, capsys):
    (tmp_path / "copy.db").write_bytes(b"nothing of the kind")

    assert main(["restore", str(tmp_path / "copy.db")]) == 2
    assert capsys.readouterr().err


def test_check_tells_whether_all_is_well(database, capsys):
    assert main(["check"]) == 0
    assert "migrations" in capsys.readouterr().out


def test_check_of_a_database_not_migrated_fails(empty_folder, capsys):
    assert main(["check"]) == 2
    assert "!!" in capsys.readouterr().out


# --- serving --------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch):
    """Take the place of the server, which would never return."""
    calls = []
    monkeypatch.setenv("PMQA_PORT", "8000")  # --port changes it
    monkeypatch.setattr(serving, "serve", lambda *given: calls.append(given))
    monkeypatch.setattr(serving, "build_frontend", lambda: False)
    return calls


def test_serve_migrates_shows_the_way_to_the_first_administrator_and_serves(
    empty_folder, started, capsys
):
    assert main(["serve", "--host", "127.0.0.1", "--port", "8123"]) == 0

    printed = capsys.readouterr().out
    assert "http://localhost:8123/setup?token=" in printed
    assert "█" in printed  # the QR code
    assert started == [("127.0.0.1", 8123)]


def test_serve_shows_no_setup_link_once_somebody_can_sign_in(database, started, capsys):
    main(["demo", "--stage", "registration"])

    main(["serve"])

    assert "/setup" not in capsys.readouterr().out


def test_serve_on_a_port_in_use_says_so(database, monkeypatch, capsys):
    def busy(*_):
        raise serving.PortInUse(8000)

    monkeypatch.setattr(serving, "serve", busy)
    monkeypatch.setattr(serving, "build_frontend", lambda: False)

    assert main(["serve"]) == 2
    assert "8000" in capsys.readouterr().err


def test_serve_with_workers_that_share_nothing_says_what_they_need(
    empty_folder, started, capsys, monkeypatch
):
    monkeypatch.setenv("PMQA_WORKERS", "1")  # --workers changes it

    assert main(["serve", "--workers", "2"]) == 2
    assert "PMQA_REDIS_URL" in capsys.readouterr().err
    assert not (empty_folder / "pmqa.db").exists()  # refused before anything was made


# --- as a program ---------------------------------------------------------------------


def test_what_cannot_be_understood_is_refused_with_the_usage(capsys):
    for typed in ([], ["dance"], ["demo", "--stage", "lunch"], ["add-staff", "a@b.go.th"]):
        with pytest.raises(SystemExit) as stopped:
            main(typed)
        assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_it_runs_as_a_module_and_speaks_thai_in_any_locale(tmp_path):
    environment = {"PATH": os.defpath, "LC_ALL": "C", "PMQA_DATA_DIR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "pmqa_workshop", "findings", "gone.xlsx"],
        cwd=PROJECT,
        env=environment | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert "ไฟล์" in done.stderr.decode()
