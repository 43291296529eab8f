"""The Documents page over the websocket: asked for, watched, refused in words."""

import json
from secrets import token_hex

import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.documents import plan_of
from pmqa_workshop.domain.completeness import Lack
from pmqa_workshop.domain.documents import DocumentKind, Face, MadeFile, PrintOptions
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.documents import MadeDocument
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.documents import documents_of
from pmqa_workshop.services.documents import (
    ask_for_document,
    claim_document,
    finish_document,
    refuse_document,
)
from pmqa_workshop.web.invitations import phone_link
from pmqa_workshop.web.making import maker
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.document_rows import FIELDS, PLACES, reason_words, size_words
from pmqa_workshop.web.states.documents import FIRST_SHOWN, WITH_QR, Documents
from tests.factories import NOON, a_workshop
from tests.web.test_office_screens import place, problem, ready  # noqa: F401 the same office
from tests.web.wire import a_screen

FILE = MadeFile(b"PK" * 700, "application/x-word", "docx", ("no_page_layout",))


@pytest.fixture(autouse=True)
def nobody_makes(monkeypatch):
    """Let no maker of the app run: these tests make the documents themselves."""
    woken = []
    monkeypatch.setattr(maker, "wake", lambda: woken.append(True))
    monkeypatch.setattr("pmqa_workshop.web.making.make_next", _nothing)
    return woken


async def _nothing():
    return False


@pytest.fixture
def page(client, place):  # noqa: F811
    """The page as the clerk has it open."""
    with open_page(client, place) as screen:
        yield screen


def open_page(client, place, path="", **staff):  # noqa: F811
    class Open:
        def __enter__(self):
            where = f"{path}/documents?w={place.id}"
            self.screen = a_screen(client, token_hex(8), where, place.cookie(**staff))
            screen = self.screen.__enter__()
            screen.send(Documents.load)
            return screen.until(ready(Documents))

        def __exit__(self, *how):
            return self.screen.__exit__(*how)

    return Open()


def listed(place):  # noqa: F811
    with open_reading() as session:
        return documents_of(session, place.actor, place.id)


def finish(document_id, made=FILE):
    with open_session() as session:
        claim_document(session, now=NOON)
    with open_session() as session:
        finish_document(session, document_id, made, now=NOON)


def made(screen):
    return screen.of(Documents)["made"]


def wait_for(screen, count):
    return screen.until(lambda s: len(s.of(Documents).get("made", [])) == count)


def test_what_is_asked_for_waits_with_the_options_chosen_and_the_maker_is_woken(
    page, place, nobody_makes  # noqa: F811
):  # fmt: skip
    page.send(Documents.choose, option="digits", value="arabic")
    page.send(Documents.choose, option="face", value=Face.NEW.value)
    page.send(Documents.choose, option="round_months", value="9")
    page.send(Documents.tick, option="three_years", is_ticked=True)
    page.send(Documents.make, kind="plan")
    wait_for(page, 1)

    [asked] = listed(place)
    assert (asked.kind, asked.by) == (DocumentKind.PLAN, "a@b.go.th")
    assert json.loads(asked.options) == {
        "digits": "arabic", "face": "TH Sarabun New", "three_years": True,
        "project_pages": False, "round_months": 9,
    }  # fmt: skip
    [row] = made(page)
    assert (row["number"], row["state"], row["told"]) == ("001", "waiting", "รอจัดทำ เป็นลำดับถัดไป")
    assert "ตารางแผนสามปี" in row["about"]
    assert nobody_makes == [True]


def test_a_look_shows_what_has_arrived_and_says_so(page, place):  # noqa: F811
    page.send(Documents.make, kind="memo")
    wait_for(page, 1)
    assert page.of(Documents)["pending"] == 1
    assert "กำลังจัดทำ 1 ฉบับ" in page.of(Documents)["news"]

    finish(listed(place)[0].id)
    page.send(Documents.look)
    page.until(lambda s: s.of(Documents)["pending"] == 0)

    [row] = made(page)
    assert row["state"] == page.of(Documents)["latest"]["memo"]["state"] == "ready"
    assert "2 KB" in row["about"]
    assert "LibreOffice" in row["notes"][0]
    assert page.of(Documents)["news"] == "เสร็จแล้ว: บันทึกข้อความเสนอแผน ฉบับที่ 1 พร้อมดาวน์โหลด"


def test_a_look_at_what_has_not_changed_sends_no_list_again(page):
    page.send(Documents.make, kind="memo")
    wait_for(page, 1)
    beat = page.of(Documents)["beat"]
    before = len(page.frames)

    page.send(Documents.look)
    page.until(lambda s: s.of(Documents)["beat"] > beat)

    assert not [frame for frame in page.frames[before:] if '"made' in frame]


def test_one_that_could_not_be_made_says_why_and_what_is_safe(page, place):  # noqa: F811
    page.send(Documents.make, kind="memo")
    wait_for(page, 1)
    with open_session() as session:
        refuse_document(session, listed(place)[0].id, "name_unknown", now=NOON)
    page.send(Documents.look)
    page.until(lambda s: s.of(Documents)["pending"] == 0)

    assert made(page)[0]["reason"] == "มีชื่อที่ไม่รู้จัก"
    assert page.of(Documents)["news"].startswith("จัดทำไม่สำเร็จ")


def test_made_again_is_another_version_of_the_same_data(page, place):  # noqa: F811
    page.send(Documents.make, kind="memo")
    wait_for(page, 1)
    first = listed(place)[0].id
    finish(first)

    page.send(Documents.make_again, document_id=first)
    wait_for(page, 2)

    again, before = made(page)
    assert (again["version"], before["version"], before["state"]) == (2, 1, "ready")
    assert "จากข้อมูลของเลขที่ 001" in again["about"]


def test_the_proof_of_the_room_stands_only_in_what_phones_are_to_be_brought_with(page, place):  # noqa: F811
    for count, kind in enumerate(DocumentKind, start=1):
        page.send(Documents.make, kind=kind.value)
        wait_for(page, count)

    with open_reading() as session:
        link = phone_link(session.get_one(Workshop, place.id).code)
        links = {
            view.kind: plan_of(session.get_one(MadeDocument, view.id).snapshot).join_link
            for view in listed(place)
        }
    assert links == {kind: link if kind in WITH_QR else "" for kind in DocumentKind}


def test_what_a_kind_would_leave_blank_is_said_with_where_to_fill_it_in(page):
    lacks = page.of(Documents)["lacks"]

    blanks = {"lack": "blanks", "text": "ช่องว่างในแผน 7 ช่อง", "at": "plan"}
    people = {"lack": "invitees", "text": "รายชื่อผู้ได้รับเชิญ", "at": "papers"}
    assert blanks in lacks["plan"]
    assert people in lacks["attendance_sheet"]


def test_whatever_can_lack_has_a_screen_or_a_field_of_the_papers():
    assert {*PLACES, *FIELDS} == set(Lack)


def test_a_long_list_is_shown_from_its_newest_end(page, place):  # noqa: F811
    with open_session() as session:
        for number in range(FIRST_SHOWN + 3):
            ask_for_document(
                session, place.actor, place.id, DocumentKind.MEMO, PrintOptions(), f"{number}",
                now=NOON,
            )  # fmt: skip
    page.send(Documents.look)
    wait_for(page, FIRST_SHOWN)
    assert (made(page)[0]["version"], page.of(Documents)["earlier"]) == (FIRST_SHOWN + 3, 3)

    page.send(Documents.show_earlier)
    wait_for(page, FIRST_SHOWN + 3)


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (Documents.make, {"kind": "contract"}),
        (Documents.make, {"kind": ["plan"]}),
        (Documents.make_again, {"document_id": 999}),
        (Documents.make_again, {"document_id": "1 or 1"}),
        (Documents.choose, {"option": "workshop_id", "value": "2"}),
        (Documents.choose, {"option": "face", "value": "Comic Sans"}),
        (Documents.choose, {"option": "round_months", "value": "7"}),
        (Documents.tick, {"option": "ready", "is_ticked": True}),
        (Documents.fill_in, {"lack": "'+alert(1)+'"}),
        (Documents.fill_in, {"lack": "blanks"}),
    ],
)
def test_what_no_page_would_send_is_refused_in_words(page, place, handler, payload):  # noqa: F811
    page.send(handler, **payload)
    page.until(problem)

    assert listed(place) == []


def test_a_scribe_sees_what_was_made_and_asks_for_nothing(client, place):  # noqa: F811
    with open_page(client, place, role=Role.SCRIBE, category=4) as screen:
        assert screen.of(Documents)["may_prepare"] is False
        screen.send(Documents.make, kind="plan")
        screen.until(problem)

    assert listed(place) == []


def test_another_offices_documents_are_not_there(client, place):  # noqa: F811
    with open_session() as session:
        other = a_workshop(session).id
    with a_screen(client, token_hex(8), f"/documents?w={other}", place.cookie()) as screen:
        screen.send(Documents.load)
        screen.until(problem)

        assert screen.of(Documents)["made"] == []
        assert screen.of(Documents)["ready"] is False


def test_the_page_speaks_english_too(client, place):  # noqa: F811
    with open_page(client, place, path="/en") as screen:
        screen.send(Documents.make, kind="memo")
        wait_for(screen, 1)

        assert made(screen)[0]["name"] == "Memo submitting the plan, version 1"
        assert screen.of(Notices)["text"].startswith("Asked for: Memo")


@pytest.mark.parametrize(
    ("size", "words"), [(0, ""), (1, "1 KB"), (2048, "2 KB"), (1_258_291, "1.2 MB")]
)
def test_sizes_are_said_as_people_say_them(size, words):
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("name_unknown titel", "มีชื่อที่ไม่รู้จัก: titel"),
        ("name_unknown", "มีชื่อที่ไม่รู้จัก"),
        ("never_heard_of", "never_heard_of"),
    ],
)
def test_reasons_are_worded(reason, words):
    assert reason_words(reason, "th") == words


def test_options_chosen_are_kept_when_the_page_is_loaded_again(page, place):  # noqa: F811
    page.send(Documents.choose, option="digits", value=Digits.ARABIC.value)
    page.until(lambda s: s.of(Documents)["digits"] == "arabic")
    page.send(Documents.load)
    page.send(Documents.make, kind="memo")
    wait_for(page, 1)

    assert json.loads(listed(place)[0].options)["digits"] == "arabic"
