"""The check table over HTTP: reports in, once and again, and what is done with their rows."""

import json
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.findings import Doubt
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.queries.findings import columns_known, drafts_of, findings_of, reports_of
from pmqa_workshop.services.access import open_staff_session
from pmqa_workshop.services.drafts import mend_draft
from pmqa_workshop.web.identity import STAFF_COOKIE, now
from tests.factories import NOON, a_draft, a_staged_report, a_workshop, staff_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("หมวด", "หัวข้อ", "ประเภท", "ข้อค้นพบ")
OFI = "โอกาสในการปรับปรุง"
ROWS = (
    (4, "4.1", OFI, "ข้อมูลยังกระจายอยู่หลายระบบ ทำให้ผู้บริหารใช้ไม่ตรงกัน"),
    (3, "3.2", OFI, "ไม่มีการวัดความพึงพอใจของผู้ใช้บริการทางโทรศัพท์"),
    (5, "5.1", OFI, "แผนสืบทอดตำแหน่งยังไม่ครอบคลุมส่วนภูมิภาค"),
)
CORRECTED = (ROWS[0], (*ROWS[1][:3], ROWS[1][3] + "อย่างสม่ำเสมอ"), ROWS[2])


@pytest.fixture
def place(database):
    class Place:
        def rows(self):
            with open_reading() as session:
                return [
                    row
                    for report in reports_of(session, self.id)
                    for row in drafts_of(session, report.id)
                ]

        def findings(self):
            with open_reading() as session:
                return [finding.text for finding in findings_of(session, self.id)]

        def reports(self):
            with open_reading() as session:
                return len(reports_of(session, self.id))

    here = Place()
    with open_session() as session:
        workshop, other = a_workshop(session), a_workshop(session)
        here.actor = staff_of(workshop, Role.CLERK)
        here.id, here.agency_id, here.other = workshop.id, workshop.agency_id, other.id
        here.foreign = a_staged_report(session, other, a_draft(1, "ความลับ"))
        member = StaffMember(
            agency_id=workshop.agency_id, email="a@b.go.th", role=Role.CLERK, created_at=NOON
        )
        session.add(member)
        session.flush()
        here.staff_id = member.id
    return here


@pytest.fixture
def clerk(client, place):
    """The client signed in, and what it does at the check table."""
    with open_session() as session:
        client.cookies.set(STAFF_COOKIE, open_staff_session(session, place.staff_id, now=now()))

    class Clerk:
        report = 0

        def send(self, *rows, head=HEAD, name="รายงาน.xlsx", pasted=None, **form):
            form = {k: json.dumps(v) if isinstance(v, dict) else str(v) for k, v in form.items()}
            sent = {"file": (name, sheet(head, *rows), SHEET)} if pasted is None else {
                "pasted": ("pasted", pasted.encode())
            }  # fmt: skip
            answer = client.post(f"/files/findings?w={place.id}", files=sent, data=form)
            self.report = answer.json().get("report", self.report)
            return answer

        def act(self, action, report=None, **given):
            return client.post(f"/api/check/{report or self.report}/{action}", json=given)

        def table(self, report=None):
            return client.get(f"/api/check/{report or self.report}")

        def ids(self):
            return [row["id"] for row in self.table().json()["rows"]]

    return Clerk()


@cache  # a workbook has its time in it, and only the very same file is read anew
def sheet(*rows):
    book = openpyxl.Workbook()
    book.active.title = "PMQA 4.0"
    for row in rows:
        book.active.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


# --- once, and again ----------------------------------------------------------------------


def test_a_first_report_is_kept_at_once_with_its_source_beside_each_row(clerk, place):
    answer = clerk.send(*ROWS).json()

    assert answer["rows"] == 3
    taken = [(c["label"], c["taken_as"]) for c in answer["columns"]]
    assert taken == [("หมวด", "category"), ("หัวข้อ", "item"), ("ประเภท", "kind"), ("ข้อค้นพบ", "text")]
    table = clerk.table().json()
    assert [row["place"] for row in table["rows"]] == [f"PMQA 4.0!D{n}" for n in (2, 3, 4)]
    assert table["rows"][0]["source"] == ROWS[0][3]
    assert table["columns"] == answer["columns"]


def test_the_same_file_again_writes_nothing_until_somebody_says_so(clerk, place):
    clerk.send(*ROWS)
    before = place.rows()

    answer = clerk.send(*ROWS, name="ชื่ออื่น.xlsx").json()

    assert (answer["like"]["likeness"], answer["differences"], answer["unchanged"]) == (
        "same",
        [],
        3,
    )
    assert "report" not in answer
    assert place.rows() == before
    assert clerk.send(*ROWS, into="new").json()["rows"] == 3
    assert place.reports() == 2
    assert {row.doubts for row in place.rows()[3:]} == {("repeated",)}


def test_a_corrected_file_is_shown_first_and_followed_when_told(clerk, place):
    clerk.send(*ROWS)

    shown = clerk.send(*CORRECTED[:2], (7, "7.1", "จุดแข็ง", "ผลลัพธ์ดีขึ้นสามปีต่อเนื่อง")).json()
    assert [(d["change"], d["asks"]) for d in shown["differences"]] == [
        ("changed", False), ("new", False), ("gone", False),
    ]  # fmt: skip
    changed = shown["differences"][0]
    assert (changed["old"]["text"], changed["new"]["text"]) == (ROWS[1][3], CORRECTED[1][3])
    assert len(place.rows()) == 3

    told = clerk.send(*CORRECTED, into=shown["like"]["id"], sure=1).json()
    assert told["updated"] == {"new": 0, "changed": 1, "gone": 0, "kept": 0, "left": 0}
    assert place.reports() == 1
    assert [row.text for row in place.rows()] == [row[3] for row in CORRECTED]


def test_an_accepted_finding_follows_the_file_when_it_was_chosen(clerk, place):
    clerk.send(*ROWS)
    clerk.act("accept")
    (asked,) = clerk.send(*CORRECTED).json()["differences"]
    assert (asked["asks"], asked["code"], asked["state"]) == (True, "F002", "accepted")
    form = {"into": clerk.report, "sure": 1}

    assert clerk.send(*CORRECTED, **form).json()["updated"]["kept"] == 1
    assert ROWS[1][3] in place.findings()
    clerk.send(*ROWS, **form)
    choices = {str(asked["id"]): {"seen": asked["seen"], "file": True}}
    assert clerk.send(*CORRECTED, **form, choices=choices).json()["updated"]["changed"] == 1
    assert sorted(place.findings()) == sorted(row[3] for row in CORRECTED)


def test_what_somebody_else_mends_while_the_differences_are_shown_stays(clerk, place):
    clerk.send(*ROWS)
    (shown,) = clerk.send(*CORRECTED).json()["differences"]
    with open_session() as session:
        mend_draft(session, place.actor, shown["id"], now=NOON, text="คำของคนที่สอง")

    choices = {str(shown["id"]): {"seen": shown["seen"], "file": True}}
    told = clerk.send(*CORRECTED, into=clerk.report, sure=1, choices=choices).json()

    assert told["updated"]["left"] == 1
    assert place.rows()[1].text == "คำของคนที่สอง"


def test_pasted_rows_come_in_and_again_as_files_do(clerk, place):
    pasted = "\r\n".join("\t".join(map(str, row)) for row in (HEAD, *ROWS))

    assert clerk.send(pasted=pasted, title="จากอีเมล").json()["rows"] == 3
    with open_reading() as session:
        (report,) = reports_of(session, place.id)
    assert report.title == "จากอีเมล"
    assert clerk.send(pasted=pasted).json()["like"]["id"] == report.id
    assert clerk.send(*ROWS).json()["like"]["id"] == report.id


def test_a_long_report_is_kept_in_small_transactions(clerk, place, monkeypatch):
    from pmqa_workshop.web.api import reports

    sizes = []
    add = reports.add_drafts

    def noting(session, actor, report_id, drafts, first_position):
        sizes.append(len(drafts))
        return add(session, actor, report_id, drafts, first_position)

    monkeypatch.setattr(reports, "add_drafts", noting)
    many = [(n % 7 + 1, "", OFI, f"ข้อค้นพบที่ {n} ของส่วนภูมิภาค") for n in range(450)]

    assert clerk.send(*many).json()["rows"] == 450

    assert sizes == [100, 100, 100, 100, 50]
    assert [row.position for row in place.rows()] == list(range(1, 451))
    assert clerk.act("accept").json()["accepted"] == 450
    assert clerk.act("undo").json()["undone"] == "accept"
    assert place.findings() == []


# --- what columns hold --------------------------------------------------------------------

ODD = ("หมวด", "เรื่อง", "ความเห็นของผู้ตรวจ")


def test_a_corrected_column_is_read_anew_and_remembered_by_its_name(clerk, place):
    rows = [(row[0], row[3], "ดูรายงานหน้า 12") for row in ROWS]
    clerk.send(*rows, head=ODD)
    first = clerk.report
    assert place.rows()[0].text != ROWS[0][3]

    said = {"เรื่อง": "text", "ความเห็นของผู้ตรวจ": "evidence"}
    clerk.send(*rows, head=ODD, mapping=said, into=first, gently=1)

    assert [(row.text, row.evidence) for row in place.rows()] == [
        (row[3], "ดูรายงานหน้า 12") for row in ROWS
    ]
    with open_reading() as session:
        assert columns_known(session, place.agency_id) == {k.lower(): v for k, v in said.items()}
    clerk.send((6, "เรื่องใหม่ของอีกรายงาน", "หน้า 3"), head=ODD, into="new")
    assert (place.rows()[-1].text, place.rows()[-1].evidence) == ("เรื่องใหม่ของอีกรายงาน", "หน้า 3")


def test_another_file_is_never_written_where_a_report_was_to_be_read_anew(clerk, place):
    clerk.send(*ROWS)
    before = place.rows()

    shown = clerk.send(*CORRECTED, into=clerk.report, gently=1, mapping={"ข้อค้นพบ": "text"}).json()

    assert [d["change"] for d in shown["differences"]] == ["changed"]
    assert "report" not in shown
    assert place.rows() == before


def test_a_sheet_that_made_no_sense_tells_its_columns_and_is_read_as_told(clerk, place):
    head, rows = (
        ("ลำดับ", "ด้าน", "รายละเอียด"),
        [(n + 1, row[0], row[3]) for n, row in enumerate(ROWS)],
    )

    refused = clerk.send(*rows, head=head)
    assert refused.status_code == 422
    assert [c["label"] for c in refused.json()["columns"]] == list(head)
    assert "ลำดับ, ด้าน, รายละเอียด" in refused.json()["message"]
    assert place.reports() == 0

    kept = clerk.send(*rows, head=head, mapping={"ด้าน": "category", "รายละเอียด": "text"})
    assert kept.json()["rows"] == 3
    assert [row.category for row in place.rows()] == [4, 3, 5]


@pytest.mark.parametrize(
    "form",
    [{"mapping": {"ก": "rumour"}}, {"mapping": "[]"}, {"into": "999999"}, {"choices": "x"},
     {"into": "1; drop"}],
)  # fmt: skip
def test_what_no_page_would_send_keeps_nothing(clerk, place, form):
    more = {"sure": 1, "into": place.foreign} if "choices" in form else {}

    assert clerk.send(*ROWS, **more, **form).status_code in (404, 422)
    assert place.reports() == 0


# --- at the table -------------------------------------------------------------------------


def test_rows_are_mended_cut_joined_accepted_and_all_of_it_undone(clerk, place):
    clerk.send(*ROWS)
    first, second, third = clerk.ids()

    mended = clerk.act("mend", draft=first, field="category", value="2", expected="4").json()
    assert [(row["id"], row["category"]) for row in mended["rows"]] == [(first, "2")]
    cut = clerk.act(
        "split", draft=second, first="ไม่มีการวัด", second="ทางโทรศัพท์", expected=ROWS[1][3]
    ).json()
    assert [row["text"] for row in cut["rows"]] == ["ไม่มีการวัด", "ทางโทรศัพท์"]
    joined = clerk.act("join", drafts=[cut["new"], third]).json()
    assert joined["stays"] == cut["new"]
    assert {row["id"]: row["state"] for row in joined["rows"]}[third] == "joined"
    assert clerk.act("accept", drafts=[second]).json()["accepted"] == 1
    aside = clerk.act("dismiss", drafts=[first]).json()
    assert (aside["rows"][0]["state"], aside["undo"]) == (
        "dismissed",
        {"action": "dismiss", "rows": 1},
    )

    undone = [clerk.act("undo").json() for _ in range(5)]

    assert [one["undone"] for one in undone] == ["dismiss", "accept", "join", "split", "mend"]
    assert undone[3]["gone"] == [cut["new"]]
    assert undone[4]["undo"] is None
    rows = [(row["category"], row["text"], row["state"]) for row in clerk.table().json()["rows"]]
    assert rows == [(str(row[0]), row[3], "waiting") for row in ROWS]


def test_a_refused_value_says_why_and_keeps_what_was_there(clerk, place):
    clerk.send(*ROWS)

    answer = clerk.act("mend", draft=clerk.ids()[0], field="category", value="9")

    assert (answer.status_code, answer.json()["error"]) == (422, "category_unknown")
    assert place.rows()[0].category == 4


def test_a_field_somebody_else_filled_is_told_with_theirs(clerk, place):
    clerk.send(*ROWS)
    with open_session() as session:
        mend_draft(session, place.actor, clerk.ids()[0], now=NOON, text="คำของเขา")

    answer = clerk.act(
        "mend", draft=clerk.ids()[0], field="text", value="ของฉัน", expected=ROWS[0][3]
    )

    assert answer.json()["error"] == "cell_changed"
    assert "คำของเขา" in answer.json()["message"]


def test_the_whole_report_is_set_aside_and_taken_back_in_one_step(clerk, place):
    clerk.send(*ROWS)

    assert {row["state"] for row in clerk.act("dismiss").json()["rows"]} == {"dismissed"}
    assert {row["state"] for row in clerk.act("undo").json()["rows"]} == {"waiting"}


def test_some_rows_set_aside_together_are_one_step(clerk, place):
    clerk.send(*ROWS)
    first, _, third = clerk.ids()

    clerk.act("dismiss", drafts=[first, third])
    assert [row.state for row in place.rows()] == ["dismissed", "waiting", "dismissed"]
    assert clerk.act("undo").json()["undo"] is None
    assert [row.state for row in place.rows()] == ["waiting"] * 3


@pytest.mark.parametrize(
    ("action", "service", "given"),
    [("accept", "accept_findings", {}), ("dismiss", "dismiss_report", {}),
     ("settle", "settle_criteria_set", {"set": "pmqa"})],
)  # fmt: skip
def test_what_is_done_to_a_long_table_is_done_in_small_transactions(
    clerk, place, monkeypatch, action, service, given
):
    from pmqa_workshop.web.api import check

    sizes, do = [], getattr(check, service)

    def noting(*args, draft_ids, **more):
        sizes.append(len(draft_ids))
        return do(*args, draft_ids=draft_ids, **more)

    monkeypatch.setattr(check, service, noting)
    clerk.send(*[(n % 7 + 1, "", OFI, f"ข้อค้นพบที่ {n} ของส่วนภูมิภาค") for n in range(450)])

    clerk.act(action, **given)

    assert sizes == [100, 100, 100, 100, 50]


def test_only_the_sure_rows_are_accepted_together(clerk, place):
    clerk.send(*ROWS, (9, "", OFI, "หมวดที่ไม่มี"))

    answer = clerk.act("accept").json()

    assert answer["accepted"] == 3
    assert [row["doubts"] for row in answer["rows"] if row["state"] == "waiting"] == [
        [Doubt.CATEGORY_UNKNOWN]
    ]


ACTIONS = {
    "mend": {"field": "text", "value": "x"},
    "split": {"first": "ก", "second": "ข", "expected": "ความลับ"},
    "join": {}, "dismiss": {}, "restore": {}, "accept": {}, "undo": {},
    "settle": {"set": "pmqa"},
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_another_agencys_table_is_not_there(clerk, place, action):
    with open_reading() as session:
        row = drafts_of(session, place.foreign)[0].id
    given = dict(ACTIONS[action])
    if action in ("mend", "split"):
        given["draft"] = row
    elif action not in ("undo", "settle"):
        given["drafts"] = [row]

    assert clerk.act(action, place.foreign, **given).status_code == 404
    assert clerk.table(place.foreign).status_code == 404
    clerk.send(*ROWS)
    if "draft" in given or "drafts" in given:
        assert clerk.act(action, **given).status_code in (404, 422) or action in (
            "accept",
            "dismiss",
        )
    with open_reading() as session:
        kept = drafts_of(session, place.foreign)[0]
    assert (kept.text, kept.state) == ("ความลับ", "waiting")


@pytest.mark.parametrize("action", ACTIONS)
def test_the_table_is_the_offices(client, clerk, place, action):
    clerk.send(*ROWS)
    draft = clerk.ids()[0]
    given = {**ACTIONS[action], **({"draft": draft} if action in ("mend", "split") else {})}
    if action in ("join", "restore"):
        given["drafts"] = [draft]
    with open_session() as session:
        session.get_one(StaffMember, place.staff_id).role = Role.SCRIBE

    assert clerk.act(action, **given).status_code == 403
    assert clerk.table().json()["may"] is False
    client.cookies.clear()
    assert clerk.act(action, **given).status_code == 401
