"""The facts of papers over the websocket: kept field by field, pasted lists, approval."""

from secrets import token_hex

import pytest

from pmqa_workshop.database import open_reading
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.papers import papers_of
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.papers import Papers
from tests.web.test_office_screens import place, problem  # noqa: F401 the same office
from tests.web.wire import a_screen


@pytest.fixture
def page(client, place):  # noqa: F811
    where = f"/documents?w={place.id}"
    with a_screen(client, token_hex(8), where, place.cookie()) as screen:
        screen.send(Papers.load)
        yield screen.until(lambda s: s.of(Papers).get("workshop_id"))


def kept(place):  # noqa: F811
    with open_reading() as session:
        return papers_of(session, place.id)


def answered(cell):
    return lambda s: (s.of(Papers).get("answer") or {}).get("cell") == cell


def test_a_field_is_kept_and_told_so(page, place):  # noqa: F811
    page.send(Papers.set_line, name="memo_to", value="อธิบดี")
    page.until(answered("line:memo_to"))
    page.send(Papers.set_signatory, at="3", part="name", value="นายอนุมัติ")
    page.until(answered("sign:3:name"))

    assert page.of(Papers)["answer"]["ok"]
    assert (kept(place).memo_to, kept(place).signatories[3].name) == ("อธิบดี", "นายอนุมัติ")


def test_pasted_people_are_added_and_bad_rows_stay_in_the_box(page, place):  # noqa: F811
    page.send(Papers.invite, form={"people": "นายก\tผอ.\tกอง ก\tกรรมการ\n\tไม่มีชื่อ\nนายข"})
    page.until(lambda s: s.of(Papers).get("tried") == 1)
    assert [one.name for one in kept(place).invitees] == ["นายก", "นายข"]
    assert page.of(Papers)["left"] == "\tไม่มีชื่อ"

    page.send(Papers.set_person, at="1", name="นายข", part="came", value="no")
    page.until(answered("person:1:came"))
    page.send(Papers.all_came)
    page.until(lambda s: not s.of(Papers)["is_anybody_unsaid"])
    assert [one.came for one in kept(place).invitees] == [True, False]

    page.send(Papers.remove, at="0", name="นายก")
    page.until(lambda s: s.of(Papers).get("tried") == 2)
    assert [one.name for one in kept(place).invitees] == ["นายข"]
    assert page.of(Papers)["left"].splitlines() == ["\tไม่มีชื่อ", "นายก\tผอ.\tกอง ก\tกรรมการ\tมา"]


def test_the_people_of_a_whole_department_fit_in_one_paste(page, place):  # noqa: F811
    rows = "\n".join(
        f"นางสาวตัวอย่าง คนที่ {n}\tนักวิเคราะห์นโยบายและแผนชำนาญการ\tกองแผนงาน" for n in range(600)
    )
    page.send(Papers.invite, form={"people": rows})
    page.until(lambda s: s.of(Papers).get("tried") == 1)

    assert len(kept(place).invitees) == 600


def test_approval_is_noted_and_taken_back(page, place):  # noqa: F811
    page.send(Papers.approve, form={"day": "2026-12-01"})
    page.until(lambda s: s.of(Papers).get("approved_on"))
    assert page.of(Papers)["approved_on"] == "1 ธันวาคม 2569"
    assert "ร่าง" in page.of(Notices)["text"]

    page.send(Papers.withdraw)
    page.until(lambda s: not s.of(Papers)["approved_on"])
    with open_reading() as session:
        assert session.get_one(Workshop, place.id).plan_approved_on is None


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (Papers.set_line, {"name": "invitees", "value": "x"}),
        (Papers.set_line, {"name": "memo_to", "value": ["x"]}),
        (Papers.set_line, {"name": "memo_to", "value": "ก" * 600}),
        (Papers.set_signatory, {"at": "9", "part": "name", "value": "x"}),
        (Papers.set_signatory, {"at": "0", "part": "role", "value": "x"}),
        (Papers.set_person, {"at": "0", "name": "x", "part": "came", "value": "yes"}),
        (Papers.set_person, {"at": "0", "name": "x", "part": "standing", "value": "king"}),
        (Papers.approve, {"form": {"day": "1 ธ.ค."}}),
        (Papers.approve, {"form": {}}),
        (Papers.remove, {"at": "-1", "name": ""}),
    ],
)
def test_what_no_page_would_send_is_refused_in_words(page, place, handler, payload):  # noqa: F811
    before = kept(place)
    page.send(handler, **payload)
    page.until(problem)

    assert kept(place) == before


def test_a_scribe_fills_in_nothing(client, place):  # noqa: F811
    where = f"/documents?w={place.id}"
    cookie = place.cookie(role=Role.SCRIBE, category=4)
    with a_screen(client, token_hex(8), where, cookie) as screen:
        screen.send(Papers.load)
        screen.send(Papers.set_line, name="memo_to", value="x")
        screen.until(problem)

    assert kept(place).memo_to == ""
