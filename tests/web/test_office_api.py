"""Signing in and the office's files: what is refused, what is kept, what comes out."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from urllib.parse import parse_qs, quote, urlsplit

import docx
import openpyxl
import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.access import digest
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.people import StaffMember, StaffSession
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.findings import drafts_of, reports_of
from pmqa_workshop.queries.workshop import goals_of, units_of
from pmqa_workshop.services.access import (
    hash_password,
    join,
    make_setup_link,
    open_staff_session,
)
from pmqa_workshop.web import limits
from pmqa_workshop.web.api import files, incoming, office
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE, now
from tests.factories import GOOD_PASSWORD, NOON, a_workshop, an_agency, an_initiative

EMAIL = "office@example.go.th"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def place(database):
    """An agency with one clerk, a workshop of theirs, and one of somebody else's."""

    class Place:
        pass

    with open_session() as session:
        workshop = a_workshop(session, agency_id=an_agency(session).id)
        other = a_workshop(session, agency_id=an_agency(session, name="กรมอื่น").id)
        member = StaffMember(
            agency_id=workshop.agency_id,
            email=EMAIL,
            name="เจ้าหน้าที่",
            role=Role.CLERK,
            password_hash=hash_password(GOOD_PASSWORD),
            created_at=NOON,
        )
        session.add(member)
        session.flush()
        here = Place()
        here.id, here.code, here.other = workshop.id, workshop.code, other.id
        here.agency_id, here.staff_id = workshop.agency_id, member.id
        an_initiative(session, workshop)
    return here


@pytest.fixture
def clerk(client, place):
    """The client, signed in as the clerk."""
    with open_session() as session:
        client.cookies.set(STAFF_COOKIE, open_staff_session(session, place.staff_id, now=now()))
    return client


def sign_in(client, password=GOOD_PASSWORD, **more):
    form = {"email": EMAIL, "password": password, "language": "th"} | more
    return client.post("/auth/sign-in", data=form, follow_redirects=False)


def sheet(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def send(client, kind, workshop_id, content, name="รายงาน.xlsx", **headers):
    return client.post(
        f"/files/{kind}?w={workshop_id}", files={"file": (name, content, SHEET)}, headers=headers
    )


def query_of(answer):
    return {key: values[0] for key, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}  # noqa: E501  # fmt: skip


# --- signing in -----------------------------------------------------------------------


def test_signing_in_opens_a_session_in_a_cookie_scripts_cannot_read(client, place):
    answer = sign_in(client)

    assert (answer.status_code, answer.headers["location"]) == (303, "/office")
    cookie = answer.headers["set-cookie"]
    token = answer.cookies[STAFF_COOKIE]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"))
    assert "Secure" not in cookie
    with open_reading() as session:
        kept = session.exec(StaffSession.__table__.select()).one()
    assert kept.token_hash == digest(token)


def test_over_https_the_cookie_never_travels_in_the_clear(client, place, monkeypatch):
    monkeypatch.setattr(office, "is_https", lambda request: True)

    assert "Secure" in sign_in(client).headers["set-cookie"]


@pytest.mark.parametrize(
    ("asked", "lands"),
    [
        ("/plan?w=3", "/plan?w=3"),
        ("https://elsewhere.example/", "/office"),
        ("//elsewhere.example", "/office"),
        ("/\\elsewhere.example", "/office"),
        ("/plan\r\nset-cookie: x=1", "/office"),
        ("javascript:alert(1)", "/office"),
    ],
)
def test_after_signing_in_one_lands_on_a_page_of_ours(client, place, asked, lands):
    assert sign_in(client, next=asked).headers["location"] == lands


def test_a_wrong_password_keeps_the_email_typed_and_tells_why(client, place):
    answer = sign_in(client, "ไม่ใช่รหัสผ่านนี้", language="en", next="/plan?w=3")

    assert answer.status_code == 303
    assert STAFF_COOKIE not in answer.cookies
    assert urlsplit(answer.headers["location"]).path == "/en/sign-in"
    assert query_of(answer) == {"error": "sign_in_refused", "email": EMAIL, "next": "/plan?w=3"}


def test_an_unknown_email_is_refused_in_the_same_words(client, place):
    answer = sign_in(client, email="nobody@example.go.th")

    assert query_of(answer)["error"] == "sign_in_refused"


def test_eight_wrong_passwords_make_even_the_right_one_wait(client, place):
    for _ in range(office.FAILURES_IN_A_ROW):
        sign_in(client, "ผิด")

    answer = sign_in(client)

    assert query_of(answer)["error"] == "too_many_attempts"
    assert 0 < int(query_of(answer)["seconds"]) <= office.PAUSE


def test_wrong_passwords_sent_all_at_once_do_not_slip_by(client, place):
    with ThreadPoolExecutor(16) as many:
        told = [query_of(answer)["error"] for answer in many.map(
            lambda _: sign_in(client, "ผิด"), range(24)
        )]  # fmt: skip

    assert told.count("sign_in_refused") <= office.FAILURES_IN_A_ROW
    assert told.count("too_many_attempts") >= 24 - office.FAILURES_IN_A_ROW


def test_an_address_written_in_many_ways_is_given_no_more_tries(client, place):
    """Blanks far behind an address are cut off before it is looked for, odd signs are dropped."""
    told = []
    for n in range(office.FAILURES_IN_A_ROW):
        far = EMAIL + " " * office.LONGEST_EMAIL + str(n)
        for written in (far, EMAIL.replace("@", "\u200b" * n + "@")):
            told.append(query_of(sign_in(client, "ผิด", email=written))["error"])

    assert told.count("sign_in_refused") == office.FAILURES_IN_A_ROW


def test_after_the_pause_the_right_password_opens(client, place, monkeypatch):
    for _ in range(office.FAILURES_IN_A_ROW):
        sign_in(client, "ผิด")
    later = limits.time.monotonic() + office.PAUSE + 1
    monkeypatch.setattr(limits.time, "monotonic", lambda: later)

    assert sign_in(client).headers["location"] == "/office"


def test_a_form_of_another_site_is_refused(client, place):
    answer = client.post(
        "/auth/sign-in",
        data={"email": EMAIL, "password": GOOD_PASSWORD},
        headers={"origin": "https://elsewhere.example"},
        follow_redirects=False,
    )

    assert answer.status_code == 403
    assert STAFF_COOKIE not in answer.cookies


def test_an_endless_form_is_refused(client, place):
    assert sign_in(client, "x" * office.LONGEST_FORM).status_code == 422


def test_signing_out_ends_the_session_on_the_server(clerk, place):
    token = clerk.cookies[STAFF_COOKIE]

    answer = clerk.post("/auth/sign-out", data={"language": "en"}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/en/sign-in")
    clerk.cookies.set(STAFF_COOKIE, token)
    assert clerk.get(f"/files/plan?w={place.id}").status_code == 401


# --- setting a password ---------------------------------------------------------------


def set_up(client, token, **more):
    form = {"token": token, "email": "first@example.go.th", "name": "คนแรก",
            "agency_name": "กรมใหม่", "password": GOOD_PASSWORD} | more  # fmt: skip
    return client.post("/auth/setup", data=form, follow_redirects=False)


def a_link(**of):
    with open_session() as session:
        return make_setup_link(session, now=now(), **of)


def test_a_setup_link_makes_the_first_administrator_and_signs_in(client, database):
    answer = set_up(client, a_link())

    assert answer.headers["location"] == "/office"
    assert STAFF_COOKIE in answer.cookies


def test_a_setup_link_works_once(client, place):
    token = a_link(staff_id=place.staff_id)
    set_up(client, token)

    assert query_of(set_up(client, token))["error"] == "link_expired"


def test_a_refused_setup_keeps_all_that_was_typed_but_the_password(client, database):
    token = a_link()

    answer = set_up(client, token, password="สั้น")

    assert query_of(answer) == {
        "error": "password_refused", "token": token, "email": "first@example.go.th",
        "name": "คนแรก", "agency_name": "กรมใหม่", "shortest": "12", "reason": "short",
    }  # fmt: skip
    assert set_up(client, token).headers["location"] == "/office"


# --- reports and lists in -------------------------------------------------------------


def rows_kept(place):
    with open_reading() as session:
        reports = reports_of(session, place.id)
        return [row for report in reports for row in drafts_of(session, report.id)]


def test_a_report_is_kept_row_by_row_for_checking(clerk, place):
    content = sheet(("หมวด", "ประเภท", "ข้อค้นพบ"), (4, "จุดแข็ง", "มีฐานข้อมูลกลาง"))

    answer = send(clerk, "findings", place.id, content)

    assert answer.status_code == 200
    assert answer.json()["rows"] == 1
    assert [row.text for row in rows_kept(place)] == ["มีฐานข้อมูลกลาง"]


def test_good_rows_stay_when_others_lack_text_or_have_category_nine(clerk, place):
    content = sheet(
        ("หมวด", "เกณฑ์", "ประเภท", "ข้อค้นพบ"),
        (1, "PMQA 4.0", "จุดแข็ง", "ผู้บริหารสื่อสารทิศทางชัดเจน"),
        (2, "PMQA 4.0", "โอกาสในการปรับปรุง", None),
        (9, "PMQA 4.0", "โอกาสในการปรับปรุง", "หมวดนี้ไม่มี"),
    )

    assert send(clerk, "findings", place.id, content).status_code == 200
    sure = [row.text for row in rows_kept(place) if not row.doubts]
    doubted = {code for row in rows_kept(place) for code in row.doubts}
    assert sure == ["ผู้บริหารสื่อสารทิศทางชัดเจน"]
    assert {"text_missing", "category_unknown"} <= doubted


def test_a_sheet_without_a_category_is_refused_naming_its_columns(clerk, place):
    content = sheet(("ลำดับ", "ประเภท", "ข้อค้นพบ"), (1, "จุดแข็ง", "มีฐานข้อมูลกลาง"))

    answer = send(clerk, "findings", place.id, content)

    assert (answer.status_code, answer.json()["error"]) == (422, "no_category_column")
    assert "ข้อค้นพบ" in answer.json()["message"]
    assert rows_kept(place) == []


def test_a_picture_is_refused_in_the_language_of_the_page(clerk, place):
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 64

    answer = send(clerk, "findings", place.id, picture, "รูป.png", **{"accept-language": "en"})

    assert answer.json()["error"] == "file_kind_unknown"
    assert "picture" in answer.json()["message"]


def test_a_file_over_the_limit_is_refused_while_it_is_being_read(clerk, place, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_MEGABYTES", 1)

    answer = send(clerk, "findings", place.id, b"0" * (3 * incoming.MEGABYTE), "ใหญ่.csv")

    assert (answer.status_code, answer.json()["error"]) == (413, "file_too_large")


@pytest.mark.parametrize("body", [b"", b"--x\r\nno form at all"])
def test_what_is_no_upload_is_refused(clerk, place, body):
    answer = clerk.post(
        f"/files/findings?w={place.id}",
        content=body,
        headers={"content-type": "multipart/form-data; boundary=x"},
    )

    assert answer.status_code in (404, 422)
    assert rows_kept(place) == []


def units(place):
    with open_reading() as session:
        return [(unit.name, unit.short_name) for unit in units_of(session, place.agency_id)]


def keep(client, kind, workshop_id, rows):
    given = {"rows": [{**row["new"], "known_id": row["known_id"]} for row in rows]}
    return client.post(f"/files/{kind}/keep?w={workshop_id}", json=given)


def test_a_list_of_units_is_looked_at_before_it_is_kept(clerk, place):
    content = sheet(("ชื่อหน่วยงาน", "ชื่อย่อ"), ("กองแผนงาน", "กผ."), ("กองคลัง", "กค."))

    rows = send(clerk, "units", place.id, content).json()["rows"]
    assert ([row["change"] for row in rows], units(place)) == (["new", "new"], [])

    assert keep(clerk, "units", place.id, rows).json() == {"rows": 2, "refused": []}
    assert units(place) == [("กองแผนงาน", "กผ."), ("กองคลัง", "กค.")]


def test_the_same_units_again_are_the_same_even_under_a_new_name(clerk, place):
    content = sheet(("ชื่อหน่วยงาน", "ชื่อย่อ"), ("กองแผนงาน", "กผ."), ("กองคลัง", "กค."))
    keep(clerk, "units", place.id, send(clerk, "units", place.id, content).json()["rows"])

    pasted = {"pasted": ("pasted", "กองยุทธศาสตร์และแผนงาน\tกผ.\nกองคลัง\tกค.\nกองใหม่\tกม.".encode())}
    rows = clerk.post(f"/files/units?w={place.id}", files=pasted).json()["rows"]
    assert [(row["change"], (row["old"] or {}).get("name")) for row in rows] == [
        ("changed", "กองแผนงาน"), ("unchanged", "กองคลัง"), ("new", None),
    ]  # fmt: skip
    assert keep(clerk, "units", place.id, rows).json() == {"rows": 3, "refused": []}
    assert units(place) == [
        ("กองยุทธศาสตร์และแผนงาน", "กผ."), ("กองคลัง", "กค."), ("กองใหม่", "กม."),
    ]  # fmt: skip


def test_a_bad_row_of_a_list_takes_no_good_one_along(clerk, place):
    good, longer = {"name": "กองคลัง", "short_name": "กค."}, {"name": "ก" * 400}
    answer = clerk.post(
        f"/files/units/keep?w={place.id}", json={"rows": [{"name": " "}, good, longer]}
    ).json()

    assert units(place) == [("กองคลัง", "กค.")]
    assert answer["rows"] == 1
    assert [bad["at"] for bad in answer["refused"]] == [0, 2]
    assert "400" in answer["refused"][1]["message"]
    goals = {"rows": [{"title": "", "indicator": "ร้อยละ"}]}
    answer = clerk.post(f"/files/goals/keep?w={place.id}", json=goals).json()
    assert (answer["rows"], answer["refused"][0]["at"]) == (0, 0)


def test_goals_again_are_brought_up_to_date(clerk, place):
    content = sheet(("เป้าหมาย", "ตัวชี้วัด"), ("บริการที่ทุกคนเข้าถึงได้", "ร้อยละความพึงพอใจ"))
    keep(clerk, "goals", place.id, send(clerk, "goals", place.id, content).json()["rows"])

    content = sheet(("เป้าหมาย", "ค่าเป้าหมาย"), ("บริการที่ประชาชนทุกคนเข้าถึงได้", "90"))
    rows = send(clerk, "goals", place.id, content).json()["rows"]
    assert [(row["change"], row["new"]["indicator"]) for row in rows] == [
        ("changed", "ร้อยละความพึงพอใจ")
    ]
    assert keep(clerk, "goals", place.id, rows).json() == {"rows": 1, "refused": []}
    with open_reading() as session:
        (goal,) = goals_of(session, place.id)
    assert (goal.title, goal.indicator, goal.target) == (
        "บริการที่ประชาชนทุกคนเข้าถึงได้", "ร้อยละความพึงพอใจ", "90",
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "row"), [("units", {"name": "กอง"}), ("goals", {"title": "เป้า"})])
def test_lists_are_kept_for_the_own_agency_only(clerk, place, kind, row):
    answer = clerk.post(f"/files/{kind}/keep?w={place.other}", json={"rows": [row]})

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["findings", "units", "goals"])
def test_files_for_somebody_elses_workshop_find_nothing_there(clerk, place, kind):
    answer = send(clerk, kind, place.other, sheet(("หมวด", "ข้อค้นพบ"), (1, "ข้อความ")))

    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_a_scribe_may_not_bring_in_reports(clerk, place):
    with open_session() as session:
        session.get_one(StaffMember, place.staff_id).role = Role.SCRIBE

    answer = send(clerk, "findings", place.id, sheet(("หมวด", "ข้อค้นพบ"), (1, "ข้อความ")))

    assert answer.status_code == 403


def test_an_upload_from_another_site_is_refused(clerk, place):
    answer = send(
        clerk, "findings", place.id, sheet(("หมวด", "ข้อค้นพบ"), (1, "ข้อความ")),
        origin="https://elsewhere.example",
    )  # fmt: skip

    assert answer.status_code == 403


# --- files out ------------------------------------------------------------------------


@pytest.fixture
def quick_print(monkeypatch):
    """Print without asking LibreOffice for page numbers."""
    from pmqa_workshop.documents import print_document

    monkeypatch.setattr(files, "print_document", partial(print_document, page_numbers=False))


def test_the_plan_comes_as_word_under_its_thai_name(clerk, place, quick_print):
    answer = clerk.get(f"/files/plan?w={place.id}&digits=arabic")

    assert answer.status_code == 200
    text = "\n".join(p.text for p in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "2570" in text
    name = f"แผนเพิ่มประสิทธิภาพองค์การ_2570_{place.code}.docx"
    assert f"filename*=UTF-8''{quote(name)}" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_the_plan_is_printed_in_the_digits_of_the_workshop(clerk, place, quick_print):
    with open_session() as session:
        session.get_one(Workshop, place.id).digits = "thai"

    answer = clerk.get(f"/files/plan?w={place.id}")

    text = "\n".join(p.text for p in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "๒๕๗๐" in text


def test_digits_nobody_knows_are_refused(clerk, place):
    assert clerk.get(f"/files/plan?w={place.id}&digits=roman").json()["error"] == "value_refused"


def test_nobody_takes_a_plan_of_another_agency(clerk, place):
    assert clerk.get(f"/files/plan?w={place.other}").status_code == 404


def test_a_stranger_takes_nothing(client, place):
    assert client.get(f"/files/plan?w={place.id}").status_code == 401
    assert client.get("/files/template/findings").status_code == 401


def test_a_participant_takes_no_plan(client, place):
    with open_session() as session:
        session.get_one(Workshop, place.id).joining_closed_at = None
        ticket = join(session, place.code, now=NOON)
    client.cookies.set(SEAT_COOKIE, ticket.token)

    assert client.get(f"/files/plan?w={place.id}").status_code == 401


def test_the_form_for_findings_opens_in_excel(clerk):
    answer = clerk.get("/files/template/findings")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.active["A1"].value == "หมวด"
