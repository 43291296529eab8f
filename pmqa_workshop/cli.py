"""The operator's commands: one small function each, thin calls of the services."""

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pmqa_workshop import serving
from pmqa_workshop.database import durability, open_reading, open_session
from pmqa_workshop.demo import DemoWorkshop, build_demo
from pmqa_workshop.domain.documents import (
    FOLLOW_UP_MONTHS,
    WORD_KINDS,
    DocumentKind,
    Face,
    PrintOptions,
)  # fmt: skip
from pmqa_workshop.domain.errors import (
    CodeUnknown,
    FileKindUnknown,
    NotAllowed,
    WorkshopError,
)
from pmqa_workshop.domain.findings import Column, FindingDraft
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.roles import OPERATOR, STAFF_ROLES, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.queries.plan import efficiency_plan
from pmqa_workshop.queries.workshop import WorkshopView, workshop_by_code
from pmqa_workshop.services.access import add_staff, first_staff_link
from pmqa_workshop.services.upkeep import back_up, check_health, restore, upgrade_database
from pmqa_workshop.settings import settings
from pmqa_workshop.wording import phrase, say

REFUSED = 2
_THAI_TIME = timezone(timedelta(hours=7))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 2 when it was refused, with the words on stderr."""
    _write_thai_everywhere()
    given = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int | None] = given.run
    try:
        return run(given) or 0
    except WorkshopError as refusal:
        _complain(say(refusal.code, "th", **refusal.facts))
        return REFUSED


# --- serving --------------------------------------------------------------------------


def _serve(given: argparse.Namespace) -> int | None:
    if given.port:  # the QR, and the addresses that pages may come from, must name it too
        os.environ["PMQA_PORT"] = str(given.port)
        settings.cache_clear()
    if given.workers:
        os.environ["PMQA_WORKERS"] = str(given.workers)
        settings.cache_clear()
    try:
        serving.check_workers(settings().workers)
    except serving.WorkersShareNothing:
        _complain(
            "หลายโปรเซสต้องใช้ PMQA_DATABASE_URL (postgresql+psycopg://…) และ PMQA_REDIS_URL ร่วมกัน\n"
            "Several workers need PMQA_DATABASE_URL (postgresql+psycopg://…) and PMQA_REDIS_URL"
        )
        return REFUSED
    upgrade_database(_now())
    print(f"ฐานข้อมูล / Database\n    {durability()[1]}\n", flush=True)
    with open_session() as session:
        token = first_staff_link(session, now=_now())
    if token:
        link = _setup_url(token, given.port)
        print(f"ตั้งผู้ดูแลระบบคนแรก / First administrator\n    {link}\n", flush=True)
    here, phones = "บนเครื่องนี้ / On this computer", "โทรศัพท์ในห้อง / Phones in the room"
    try:
        serving.build_frontend()
        print(serving.welcome(here, phones, given.port), flush=True)
        serving.serve(given.host, given.port)
    except serving.PortInUse as busy:
        _complain(f"พอร์ต {busy.port} มีโปรแกรมอื่นใช้อยู่ ลอง --port / Port {busy.port} is in use")
        return REFUSED
    except serving.BuildFailed as failed:
        _complain(f"สร้างหน้าเว็บไม่สำเร็จ / The pages could not be built\n{failed}")
        return REFUSED
    return None


def _setup_url(token: str, port: int | None = None) -> str:
    base = settings().public_url or f"http://localhost:{port or settings().port}"
    return f"{base}/setup?token={token}"


# --- a demonstration ------------------------------------------------------------------


def _demo(given: argparse.Namespace) -> int | None:
    upgrade_database(_now())
    try:
        built = build_demo(Stage(given.stage), now=_now())
    except NotAllowed:
        _complain(
            "ฐานข้อมูลนี้มีผู้ใช้จริงแล้ว จึงไม่ใส่ข้อมูลสาธิตที่รหัสผ่านเปิดเผย ตั้ง PMQA_DATA_DIR เป็นโฟลเดอร์ใหม่\n"
            "This database is in real use; set PMQA_DATA_DIR to a new folder for a demonstration"
        )
        return REFUSED
    if given.json:
        _print_json({**dataclasses.asdict(built), "address": serving.phone_url()})
    else:
        print(_demo_words(built))
    return None


def _demo_words(built: DemoWorkshop) -> str:
    lines = [
        f"{built.title}",
        f"รหัสห้อง / Join code      {built.code}    {serving.phone_url()}",
        f"ขั้นตอน / Stage           {built.stage}",
        f"ผู้เข้าร่วม / Participants  {built.participants}",
        f"รหัสผ่าน / Password       {built.password}    (สาธิตเท่านั้น / demonstration only)",
        *(f"    {login.email:28}{login.role}" for login in built.logins),
        "กลับเข้าห้องด้วยรหัสส่วนตัว / Come back with a personal code",
        *(f"    {seat.reentry_code}  {seat.name or '–'}" for seat in built.seats),
    ]
    return "\n".join(lines)


# --- findings in, plan out ------------------------------------------------------------


def _findings(given: argparse.Namespace) -> int | None:
    """Show what would be read; nothing is kept."""
    from pmqa_workshop.importing import read_file
    from pmqa_workshop.intake.findings import as_json

    read = read_file(given.file, _told(given.map))
    if given.json:
        _print_json(as_json(read))
        return None
    for column in read.columns:
        print(f"{column.position:16} {column.label} = {column.taken_as or '–'}")
    for draft in read.drafts:
        print(_draft_line(draft))
    doubtful = sum(not draft.is_sure for draft in read.drafts)
    print(f"อ่านได้ {len(read.drafts)} ข้อ ต้องตรวจ {doubtful} / {doubtful} to be checked")
    return None


def _draft_line(draft: FindingDraft) -> str:
    doubts = f"  [{', '.join(draft.doubts)}]" if draft.doubts else ""
    place = f"{draft.category or '?'}  {draft.item or '–':5} {draft.kind or '?':9}"
    return f"{place} {draft.text}{doubts}  ({draft.place})"


def _import_findings(given: argparse.Namespace) -> int | None:
    """Keep all that was read and accept what is sure; a report that came before is updated."""
    from pmqa_workshop.importing import import_report

    upgrade_database(_now())
    with open_reading() as session:
        workshop = _workshop(session, given.code)
    done = import_report(
        workshop, given.file, _told(given.map), now=_now(), is_new=given.new, is_again=given.again
    )
    if done.updated:
        print(phrase("intake.updated", "th").format(**dataclasses.asdict(done.updated)))
    kept = done.report
    print(f"รับแล้ว {kept.accepted} ข้อ รอตรวจ {kept.waiting} / {kept.waiting} wait to be checked")
    return None


def _told(columns: Sequence[str]) -> dict[str, str]:
    return dict(one.rsplit("=", 1) for one in columns)


def _plan(given: argparse.Namespace) -> None:
    from pmqa_workshop.documents import pdf, print_document, print_in_child

    is_pdf = given.out.suffix.lower() == ".pdf"
    if is_pdf:
        pdf.check_libreoffice()
    upgrade_database(_now())
    with open_reading() as session:
        workshop = _workshop(session, given.code)
        plan = efficiency_plan(session, OPERATOR, workshop.id, issued_on=_today())
    plan = dataclasses.replace(plan, join_link=serving.phone_link(workshop.code))
    template = _word_content(given.template) if given.template else None
    options = PrintOptions(
        digits=Digits(given.digits) if given.digits else workshop.digits,
        face=Face[given.face.upper()],
        three_years=given.three_years,
        project_pages=given.project_pages,
        round_months=given.round,
    )
    press = print_in_child if template else print_document
    printed = press(DocumentKind(given.kind), plan, options, template=template)
    given.out.write_bytes(pdf.surely(printed.content) if is_pdf else printed.content)
    for note in printed.notes:
        _complain(phrase(f"note.{'pdf.' * is_pdf}{note}"))
    print(given.out)


def _workshop(session: Any, code: str) -> WorkshopView:
    found = workshop_by_code(session, code)
    if found is None:
        raise CodeUnknown()
    return found


# --- staff and upkeep -----------------------------------------------------------------


def _add_staff(given: argparse.Namespace) -> int | None:
    upgrade_database(_now())
    with open_session() as session:
        _, token = add_staff(
            session,
            OPERATOR,
            given.email,
            Role(given.role),
            now=_now(),
            name=given.name,
            category=given.category,
        )
    print(f"ลิงก์ตั้งรหัสผ่าน ใช้ได้ครั้งเดียวใน 2 ชั่วโมง / One-time link\n    {_setup_url(token)}")
    return None


def _backup(given: argparse.Namespace) -> int | None:
    back_up(given.file)
    print(f"{given.file}  {given.file.stat().st_size:,} bytes")
    return None


def _restore(given: argparse.Namespace) -> int | None:
    restore(given.file)
    upgrade_database(_now())
    print(f"กู้คืนแล้ว ฐานข้อมูลเดิมเก็บไว้ข้างกัน (.replaced) / Restored from {given.file}")
    return None


def _check(given: argparse.Namespace) -> int | None:
    found = check_health()
    for what, is_well, detail in found:
        print(f"{'OK ' if is_well else '!! '} {what:12} {detail}")
    return None if all(is_well for _, is_well, _ in found) else REFUSED


def _check_template(given: argparse.Namespace) -> int | None:
    """Say what is wrong with a Word template, a line each."""
    from pmqa_workshop.documents.checking import check_template, sentence
    from pmqa_workshop.importing import content

    report = check_template(DocumentKind(given.kind), content(given.file))
    for problem in report.problems:
        _complain(f"{given.file.name}: {sentence(problem)}")
    for warning in report.warnings:
        print(phrase("template.warning", text=sentence(warning)))
    if not report.is_usable:
        return REFUSED
    print(f"{given.file.name}: {phrase('template.is_fine')} / {phrase('template.is_fine', 'en')}")
    return None


def _word_content(file: Path) -> bytes:
    """Return a Word document's bytes; raise FileRefused for macros and outside links."""
    from pmqa_workshop.importing import content
    from pmqa_workshop.intake.safety import FileKind, check_file

    found = content(file)
    kind = check_file(file.name, found)
    if kind is not FileKind.DOCUMENT:
        raise FileKindUnknown(name=file.name, found=kind.value)
    return found


# --- the command line -----------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pmqa_workshop", description=__doc__)
    add = parser.add_subparsers(required=True, metavar="COMMAND").add_parser

    serve = _command(add, "serve", _serve, "serve pages, API and websockets on one port")
    serve.add_argument("--host")
    serve.add_argument("--port", type=int)
    serve.add_argument("--workers", type=int, help="processes; needs PostgreSQL and Redis")

    demo = _command(add, "demo", _demo, "build a demonstration workshop")
    demo.add_argument("--stage", choices=[stage.value for stage in Stage], default="planning")
    demo.add_argument("--json", action="store_true")

    _add_reading(add)

    plan = _command(add, "plan", _plan, "print a workshop's plan or a companion")
    plan.add_argument("code")
    plan.add_argument("--out", type=Path, required=True, help=".docx, or .pdf by LibreOffice")
    plan.add_argument("--template", type=Path)
    plan.add_argument("--digits", choices=[digits.value for digits in Digits])
    plan.add_argument("--face", choices=[face.name.lower() for face in Face], default="psk")
    plan.add_argument("--three-years", action="store_true", help="with the three-year plan")
    plan.add_argument("--project-pages", action="store_true", help="a page for each initiative")
    plan.add_argument("--round", type=int, choices=FOLLOW_UP_MONTHS, default=FOLLOW_UP_MONTHS[0])

    template = _command(add, "check-template", _check_template, "say what is wrong with a template")
    template.add_argument("file", type=Path)
    for command in (plan, template):
        command.add_argument("--kind", choices=[kind.value for kind in WORD_KINDS], default="plan")

    staff = _command(add, "add-staff", _add_staff, "add somebody who signs in; prints a link")
    staff.add_argument("email")
    staff.add_argument("--role", choices=sorted(STAFF_ROLES), required=True)
    staff.add_argument("--category", type=int, help="of a scribe, 1 to 7")
    staff.add_argument("--name", default="")

    for name, run, words in (
        ("backup", _backup, "copy the database while it is in use"),
        ("restore", _restore, "put a backup in place; stop the server first"),
    ):
        _command(add, name, run, words).add_argument("file", type=Path)
    _command(add, "check", _check, "look at migrations, durability and disk")
    return parser


def _add_reading(add: Callable[..., argparse.ArgumentParser]) -> None:
    findings = _command(add, "findings", _findings, "show what would be read from a report")
    findings.add_argument("file", type=Path)
    findings.add_argument("--json", action="store_true")

    imported = _command(add, "import-findings", _import_findings, "read a report into a workshop")
    imported.add_argument("code")
    imported.add_argument("file", type=Path)
    which = imported.add_mutually_exclusive_group()
    which.add_argument("--again", action="store_true", help="it is the report it resembles")
    which.add_argument("--new", action="store_true", help="it is a report of its own")
    for command in (findings, imported):
        command.add_argument(
            "--map",
            action="append",
            default=[],
            type=_told_column,
            metavar="COLUMN=USE",
            help="what a column holds, by its name or place: 'ผล=kind', 'Sheet1!C=text', 'ข='",
        )


def _told_column(text: str) -> str:
    """Return what a person says of a column as typed; refuse a use that no column has."""
    name, _, use = text.rpartition("=")
    uses = [column.value for column in Column]
    if not name or use not in ("", *uses):
        raise argparse.ArgumentTypeError(f"{text!r}: COLUMN=USE, USE one of {', '.join(uses)}")
    return text


def _command(
    add: Callable[..., argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    words: str,
) -> argparse.ArgumentParser:
    parser = add(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _complain(words: str) -> None:
    print(words, file=sys.stderr)


def _write_thai_everywhere() -> None:
    """Write UTF-8 also where the terminal's own code page has no Thai."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().astimezone(_THAI_TIME).date()
