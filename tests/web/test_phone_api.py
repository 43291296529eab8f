"""What phones fetch and send: each call, its refusals, and that sending twice changes nothing."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import func, select

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.access import finding_link
from pmqa_workshop.domain.roles import Actor, Role
from pmqa_workshop.domain.stages import Stage
from pmqa_workshop.models.ideas import Idea
from pmqa_workshop.models.people import Participant
from pmqa_workshop.models.voting import Ballot
from pmqa_workshop.models.workshop import Workshop
from pmqa_workshop.queries.voting import own_ballot, round_tally
from pmqa_workshop.services.access import join
from pmqa_workshop.services.ideas import restore_idea
from pmqa_workshop.services.voting import close_round, hide_results, publish_results
from pmqa_workshop.services.workshop import close_joining, move_to_stage, reveal_ideas
from pmqa_workshop.web.api import phone as phone_api
from pmqa_workshop.web.identity import SEAT_COOKIE
from pmqa_workshop.web.limits import Limit
from tests.factories import NOON, a_finding, a_theme, a_unit, a_workshop, an_idea, an_open_round

SECRET = "ข้อเสนอของคนอื่นที่ยังไม่เปิดเผย"
ENGLISH = {"accept-language": "en"}
ID = "idea-0123456789abcdef"
JOIN_ID = "join-0123456789abcdef"


class Room:
    """A workshop in the stage of ideas with two seats, a finding, two themes and its staff."""

    def __init__(self):
        with open_session() as session:
            workshop = a_workshop(session, stage=Stage.IDEAS)
            self.id, self.code = workshop.id, workshop.code
            self.unit = a_unit(session, workshop.agency_id, name="กองแผนงาน").id
            self.finding = a_finding(session, workshop, item="4.1", evidence="รายงานปี 2568").id
            self.facilitator = Actor(Role.FACILITATOR, agency_id=workshop.agency_id)
            self.me = join(session, workshop.code, now=NOON, name="สมชาย")
            self.other = join(session, workshop.code, now=NOON, name="ผู้อื่น")
            an_idea(session, workshop, text=SECRET, participant_id=self.other.participant_id)

    def run(self, service, *args, **kwargs):
        with open_session() as session:
            return service(session, self.facilitator, *args, now=NOON, **kwargs)

    def open_round(self, **rules):
        with open_session() as session:
            workshop = session.get_one(Workshop, self.id)
            self.themes = [
                a_theme(session, workshop, name=name).id for name in ("ข้อมูลชุดเดียว", "บริการจุดเดียว")
            ]
            return an_open_round(session, workshop, **rules)

    def elsewhere(self, build):
        """Build something in another workshop and return its id."""
        with open_session() as session:
            return build(session, a_workshop(session)).id


@pytest.fixture
def room(database):
    return Room()


@pytest.fixture
def phone(client, room):
    """The first seat's phone."""
    client.cookies.set(SEAT_COOKIE, room.me.token)
    return client


def counted(table):
    with open_reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def join_call(room, **fields):
    return {"code": room.code, "client_id": JOIN_ID} | fields


def an_answer(room, **fields):
    return {"text": "รวมข้อมูลไว้ที่เดียว", "category": 4, "finding_ids": [room.finding]} | fields


def refused(response, status, code):
    assert (response.status_code, response.json()["error"]) == (status, code)
    return response.json()["message"]


# --- the door -------------------------------------------------------------------------


def test_the_door_shows_the_room_and_nothing_of_its_inside(client, room):
    seen = client.get(f"/api/rooms/{room.code.lower()}").json()

    assert seen["code"] == room.code
    assert seen["units"] == [{"id": room.unit, "name": "กองแผนงาน", "short": ""}]
    assert [category["number"] for category in seen["categories"]] == list(range(1, 8))
    assert seen.keys() == {"code", "proof", "title", "agency", "closed", "units", "categories"}


def test_the_door_names_the_categories_in_the_language_of_the_page(client, room):
    seen = client.get(f"/api/rooms/{room.code}", headers=ENGLISH).json()

    assert seen["categories"][0]["name"] == "Leadership"


def test_a_wrong_code_is_said_in_both_languages(client, room):
    assert "ไม่พบห้อง" in refused(client.get("/api/rooms/ZZZZZZ"), 404, "code_unknown")
    assert "No room" in refused(
        client.get("/api/rooms/ZZZZZZ", headers=ENGLISH), 404, "code_unknown"
    )


def test_the_short_address_leads_to_the_door(client):
    answer = client.get("/j/ABC234", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (307, "/?code=ABC234")


def test_the_address_in_the_qr_brings_its_proof_to_the_door(client):
    answer = client.get("/j/ABC234/a-proof_2", follow_redirects=False)

    assert answer.headers["location"] == "/?code=ABC234&proof=a-proof_2"


def test_the_address_in_a_qr_on_paper_brings_the_finding_to_answer(client):
    address = urlsplit(finding_link("http://testserver/j/ABC234/a-proof_2", "F012"))
    answer = client.get(f"{address.path}?{address.query}", follow_redirects=False)

    assert answer.headers["location"] == "/?code=ABC234&proof=a-proof_2&finding=F012"


@pytest.mark.parametrize("finding", ["F012&code=ZZZZZZ", "F1#/", "%0d%0aset-cookie:a=b"])
def test_a_finding_adds_nothing_else_to_the_address(client, finding):
    answer = client.get("/j/ABC234", params={"finding": finding}, follow_redirects=False)

    assert parse_qs(urlsplit(answer.headers["location"]).query) == {
        "code": ["ABC234"], "finding": [finding[:20]],
    }  # fmt: skip
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("code", ["//evil.example", "%0d%0aset-cookie:a=b", "?x=1#"])
def test_the_short_address_leads_nowhere_else(client, code):
    answer = client.get(f"/j/{code}", follow_redirects=False)

    assert answer.headers.get("location", "/?code=").startswith("/?code=")
    assert "set-cookie" not in answer.headers


def test_joining_takes_a_seat_and_keeps_it_in_a_cookie_scripts_cannot_read(client, room):
    answer = client.post(
        "/api/join",
        json=join_call(room, name="สมหญิง", unit_id=room.unit, category=4),
    )

    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 200
    assert len(answer.json()["reentry_code"]) == 8
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/api/seat").json()["seat"] | {"participant_id": 0, "title": ""} == {
        "participant_id": 0,
        "workshop_id": room.id,
        "code": room.code,
        "title": "",
        "number": 3,
        "name": "สมหญิง",
        "unit": "กองแผนงาน",
        "category": 4,
    }


def test_over_https_the_cookie_is_secure(client, room):
    answer = client.post(
        "https://testserver/api/join",
        json=join_call(room),
        headers={"origin": "http://testserver"},
    )

    assert "Secure" in answer.headers["set-cookie"]


def test_joining_again_on_the_same_phone_keeps_the_seat(phone, room):
    before = counted(Participant)

    answer = phone.post("/api/join", json=join_call(room, name="อีกชื่อ"))

    assert answer.json() == {"code": room.code, "reentry_code": None}
    assert counted(Participant) == before


def test_joining_needs_the_id_of_the_phone(client, room):
    refused(client.post("/api/join", json={"code": room.code}), 422, "workshop_error")


def joined_but_unheard(client, room, **fields):
    """Join, lose the answer, and return the token that never arrived."""
    answer = client.post("/api/join", json=join_call(room, **fields))
    client.cookies.clear()
    return answer.cookies[SEAT_COOKIE]


def test_a_join_whose_answer_was_lost_is_one_seat_under_the_name_of_the_repeat(client, room):
    before = counted(Participant)
    lost = joined_but_unheard(client, room, name="สมหญิ", category=4)

    answer = client.post("/api/join", json=join_call(room, name="สมหญิง", unit_id=room.unit))

    seat = client.get("/api/seat").json()["seat"]
    assert counted(Participant) == before + 1
    assert (seat["number"], seat["name"]) == (3, "สมหญิง")
    assert (seat["unit"], seat["category"]) == ("กองแผนงาน", None)
    assert answer.cookies[SEAT_COOKIE] == lost  # a late copy cannot sign the phone out
    back = {"code": room.code, "reentry_code": answer.json()["reentry_code"]}
    assert client.post("/api/rejoin", json=back).status_code == 200
    client.cookies.clear()
    refused(client.post("/api/join", json=join_call(room)), 409, "seat_moved")


def test_a_lost_join_is_answered_also_after_the_door_has_closed(client, room):
    joined_but_unheard(client, room)
    room.run(close_joining, room.id)

    again = client.post("/api/join", json=join_call(room))
    client.cookies.clear()
    new = client.post("/api/join", json=join_call(room, client_id="join-of-another"))

    assert again.status_code == 200
    refused(new, 409, "joining_closed")


def test_another_phone_gets_another_seat(client, room):
    before = counted(Participant)
    joined_but_unheard(client, room)

    client.post("/api/join", json=join_call(room, client_id="join-of-another"))

    assert counted(Participant) == before + 2
    assert client.get("/api/seat").json()["seat"]["number"] == 4


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"client_id": "short"}, 422, "value_refused"),
        ({"client_id": None}, 422, "workshop_error"),
        ({"name": "ก" * 121}, 422, "text_too_long"),
        ({"category": 8}, 422, "category_unknown"),
        ({"unit_id": 9999}, 404, "not_found"),
        ({"unit_id": 2**70}, 422, "workshop_error"),
        ({"unknown": 1}, 422, "workshop_error"),
        ({"code": "ZZZZZZ"}, 404, "code_unknown"),
    ],
)
def test_joining_refuses(client, room, body, status, code):
    answer = client.post("/api/join", json=join_call(room, **body))

    refused(answer, status, code)
    assert "set-cookie" not in answer.headers


def test_a_closed_door_takes_nobody_new_but_those_seated_before(client, room):
    room.run(close_joining, room.id)

    answer = client.post("/api/join", json=join_call(room))
    back = client.post(
        "/api/rejoin", json={"code": room.code, "reentry_code": room.me.reentry_code.lower()}
    )

    assert "ปิดรับ" in refused(answer, 409, "joining_closed")
    assert back.status_code == 200
    assert client.get("/api/seat").json()["seat"]["name"] == "สมชาย"


def test_a_wrong_personal_code_opens_nothing(client, room):
    answer = client.post("/api/rejoin", json={"code": room.code, "reentry_code": "ABCDEFGH"})

    refused(answer, 404, "code_unknown")


def test_coming_back_moves_the_seat_away_from_the_other_phone(client, room):
    client.post("/api/rejoin", json={"code": room.code, "reentry_code": room.me.reentry_code})
    client.cookies.clear()
    client.cookies.set(SEAT_COOKIE, room.me.token)

    refused(client.get("/api/room"), 401, "not_signed_in")


def test_leaving_forgets_the_seat_on_this_phone(phone):
    answer = phone.post("/api/leave")

    assert 'pmqa_seat=""' in answer.headers["set-cookie"]


def test_a_phone_without_a_seat_is_told_so_without_an_error(client, room):
    assert client.get("/api/seat").json() == {"seat": None}


@pytest.mark.parametrize("path", ["/api/room", "/api/findings", "/api/ideas", "/api/ballot"])
def test_without_a_seat_nothing_is_seen(client, room, path):
    assert "เข้าระบบใหม่" in refused(client.get(path), 401, "not_signed_in")
    assert "Sign in" in refused(client.get(path, headers=ENGLISH), 401, "not_signed_in")


# --- the room -------------------------------------------------------------------------


def test_the_room_tells_a_phone_what_is_broadcast_to_phones(phone, room):
    from pmqa_workshop.queries.room import Audience, room_views

    room.run(publish_results, room.open_round())
    with open_reading() as session:
        broadcast = room_views(session, room.id)[Audience.PHONE]

    assert phone.get("/api/room").json() == broadcast


def test_findings_come_with_what_their_item_asks_at_each_level(phone, room):
    seen = phone.get("/api/findings").json()

    assert seen["findings"][0]["evidence"] == "รายงานปี 2568"
    assert len(seen["items"]["4.1"]["levels"]) == 3


def test_findings_are_sent_again_only_when_they_changed(phone, room):
    first = phone.get("/api/findings")
    again = phone.get("/api/findings", headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_findings_of_another_workshop_are_not_among_them(phone, room):
    foreign = room.elsewhere(a_finding)

    assert foreign not in [row["id"] for row in phone.get("/api/findings").json()["findings"]]


# --- ideas ----------------------------------------------------------------------------


def test_an_idea_is_kept_with_its_finding(phone, room):
    answer = phone.put(f"/api/ideas/{ID}", json=an_answer(room))

    mine = phone.get("/api/ideas").json()["mine"]
    assert [(row["id"], row["client_id"], row["finding_ids"]) for row in mine] == [
        (answer.json()["idea_id"], ID, [room.finding])
    ]


def test_an_idea_sent_again_gets_the_same_answer_and_is_one_idea(phone, room):
    answers = [phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json() for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert len(phone.get("/api/ideas").json()["mine"]) == 1


def test_an_idea_acknowledged_before_the_stage_closed_is_acknowledged_after_too(phone, room):
    first = phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json()
    room.run(move_to_stage, room.id, Stage.VOTING)

    assert phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json() == first


def test_the_same_id_with_other_words_is_refused_and_the_first_stands(phone, room):
    phone.put(f"/api/ideas/{ID}", json=an_answer(room))

    answer = phone.put(f"/api/ideas/{ID}", json=an_answer(room, text="อย่างอื่น"))

    assert "เคยส่งแล้ว" in refused(answer, 409, "write_conflict")
    assert phone.get("/api/ideas").json()["mine"][0]["text"] == "รวมข้อมูลไว้ที่เดียว"


def test_another_phone_cannot_use_my_id(phone, room):
    phone.put(f"/api/ideas/{ID}", json=an_answer(room))
    phone.cookies.set(SEAT_COOKIE, room.other.token)

    refused(phone.put(f"/api/ideas/{ID}", json=an_answer(room)), 409, "write_conflict")


def test_after_a_refusal_the_same_id_may_be_tried_again(phone, room):
    room.run(move_to_stage, room.id, Stage.GROUPING)
    late = phone.put(f"/api/ideas/{ID}", json=an_answer(room))
    room.run(move_to_stage, room.id, Stage.IDEAS)
    again = phone.put(f"/api/ideas/{ID}", json=an_answer(room))

    assert "“จัดกลุ่ม”" in refused(late, 409, "wrong_stage")
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"text": "ก" * 10_000}, 422, "text_too_long"),
        ({"text": "ก" * 100_000}, 422, "text_too_long"),
        ({"text": "ก" * 100_001}, 422, "workshop_error"),
        ({"text": "   \n"}, 422, "text_missing"),
        ({"category": 9}, 422, "category_unknown"),
        ({"finding_ids": []}, 422, "finding_missing"),
        ({"finding_ids": [2**40]}, 422, "workshop_error"),
        ({"finding_ids": "F001"}, 422, "workshop_error"),
        ({"participant_id": 1}, 422, "workshop_error"),
    ],
    ids=["10,000 characters", "100,000", "more", "blank", "category 9", "no finding", "huge id",
         "not a list", "on behalf of another"],
)  # fmt: skip
def test_an_idea_is_refused(phone, room, changes, status, code):
    message = refused(phone.put(f"/api/ideas/{ID}", json=an_answer(room, **changes)), status, code)

    assert message
    assert phone.get("/api/ideas").json()["mine"] == []


def test_ten_thousand_characters_are_refused_with_both_figures(phone, room):
    body = an_answer(room, text="ก" * 10_000)

    thai = phone.put(f"/api/ideas/{ID}", json=body).json()["message"]
    english = phone.put(f"/api/ideas/{ID}", json=body, headers=ENGLISH).json()["message"]

    assert "10000" in thai
    assert "500" in thai
    assert "10000 characters" in english


def test_a_call_larger_than_any_phone_sends_is_not_read(phone, room):
    answer = phone.put(f"/api/ideas/{ID}", json=an_answer(room, text="ก" * 2**20))

    assert answer.status_code == 413
    assert phone.get("/api/ideas").json()["mine"] == []


def test_a_finding_of_another_workshop_cannot_be_answered(phone, room):
    body = an_answer(room, finding_ids=[room.elsewhere(a_finding)])

    assert "ข้อค้นพบ" in refused(phone.put(f"/api/ideas/{ID}", json=body), 404, "not_found")


@pytest.mark.parametrize("client_id", ["short", "a" * 65, "has space in it", "ไทยไทยไทยไทย"])
def test_an_id_that_no_phone_makes_is_refused(phone, room, client_id):
    refused(phone.put(f"/api/ideas/{client_id}", json=an_answer(room)), 422, "value_refused")


def test_my_idea_can_be_reworded_and_withdrawn_twice_over(phone, room):
    idea = phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json()["idea_id"]

    for _ in range(2):
        assert phone.put(f"/api/ideas/{idea}/text", json={"text": "คำใหม่"}).status_code == 200
    for _ in range(2):
        assert phone.delete(f"/api/ideas/{idea}").status_code == 200
    refused(phone.put(f"/api/ideas/{idea}/text", json={"text": "อื่น"}), 404, "not_found")

    mine = phone.get("/api/ideas").json()["mine"]
    assert [(row["text"], row["withdrawn"]) for row in mine] == [("คำใหม่", True)]


def test_a_late_copy_of_other_words_changes_nothing(phone, room):
    idea = phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json()["idea_id"]

    def reword(text, number):
        key = {"idempotency-key": f"reword-{number:08}"}
        return phone.put(f"/api/ideas/{idea}/text", json={"text": text}, headers=key)

    told = [reword("หนึ่ง", 1), reword("สอง", 2), reword("หนึ่ง", 1)]

    assert [t.json() for t in told] == [{"idea_id": idea}] * 3
    (mine,) = phone.get("/api/ideas").json()["mine"]
    assert (mine["text"], mine["client_id"]) == ("สอง", ID)
    refused(reword("สาม", 1), 409, "write_conflict")


def test_a_late_copy_of_a_withdrawal_leaves_a_restored_idea_where_it_is(phone, room):
    idea = phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json()["idea_id"]
    key = {"idempotency-key": "withdraw-00000001"}
    phone.delete(f"/api/ideas/{idea}", headers=key)
    room.run(restore_idea, idea)

    assert phone.delete(f"/api/ideas/{idea}", headers=key).status_code == 200

    (mine,) = phone.get("/api/ideas").json()["mine"]
    assert not mine["withdrawn"]


def test_nobody_else_rewords_or_withdraws_my_idea(phone, room):
    idea = phone.put(f"/api/ideas/{ID}", json=an_answer(room)).json()["idea_id"]
    phone.cookies.set(SEAT_COOKIE, room.other.token)

    refused(phone.put(f"/api/ideas/{idea}/text", json={"text": "แย่ง"}), 403, "not_allowed")
    refused(phone.delete(f"/api/ideas/{idea}"), 403, "not_allowed")


def test_an_idea_of_another_workshop_was_never_there(phone, room):
    foreign = room.elsewhere(an_idea)

    refused(phone.put(f"/api/ideas/{foreign}/text", json={"text": "ก"}), 404, "not_found")
    refused(phone.delete(f"/api/ideas/{foreign}"), 404, "not_found")


def test_hidden_ideas_are_not_sent_and_revealed_ones_come_without_their_author(phone, room):
    hidden = phone.get("/api/ideas")
    room.run(reveal_ideas, room.id)
    revealed = phone.get("/api/ideas").json()["others"]

    assert SECRET not in hidden.text
    assert hidden.json()["others"] == []
    assert [row["text"] for row in revealed] == [SECRET]
    assert revealed[0].keys() == {"id", "code", "category", "text", "finding_ids", "stands_alone"}


# --- ballots --------------------------------------------------------------------------


def cast(phone, round_id, points, *, sequence=1, client_id="ballot-00000001", **more):
    body = {"round_id": round_id, "points": points, "sequence": sequence}
    return phone.put(f"/api/ballots/{client_id}", json=body, **more)


def standing(room, round_id, ticket=None):
    with open_reading() as session:
        return own_ballot(session, round_id, (ticket or room.me).participant_id)


def test_before_any_round_there_is_no_ballot(phone, room):
    assert phone.get("/api/ballot").json() == {"round": None}


def test_the_ballot_lists_the_choices_and_hides_the_ideas_until_revealed(phone, room):
    round_id = room.open_round()

    hidden = phone.get("/api/ballot")
    room.run(reveal_ideas, room.id)
    revealed = phone.get("/api/ballot").json()

    assert hidden.json()["round"] == {
        "id": round_id, "number": 1, "points": 5, "most": 3, "open": True
    }  # fmt: skip
    assert [choice["id"] for choice in hidden.json()["choices"]] == room.themes
    assert [choice["texts"] for choice in hidden.json()["choices"]] == [[], []]
    assert revealed["choices"][0]["texts"] == ["รวมข้อมูลไว้ที่เดียว"]


def test_a_ballot_is_replaced_whole(phone, room):
    round_id, (first, second) = room.open_round(), room.themes

    cast(phone, round_id, {first: 3, second: 1})
    cast(phone, round_id, {second: 2}, sequence=2, client_id="ballot-00000002")

    assert standing(room, round_id) == {second: 2}
    assert phone.get("/api/ballot").json()["points"] == {str(second): 2}
    assert counted(Ballot) == 1


def test_a_ballot_sent_again_counts_once(phone, room):
    round_id, (first, _) = room.open_round(), room.themes

    answers = [cast(phone, round_id, {first: 3}).json() for _ in range(3)]

    assert answers == [{"round_id": round_id, "sequence": 1}] * 3
    with open_reading() as session:
        assert round_tally(session, round_id)[0].points == 3


def test_a_ballot_that_arrives_after_its_successor_does_not_undo_it(phone, room):
    round_id, (first, second) = room.open_round(), room.themes
    cast(phone, round_id, {second: 2}, sequence=2, client_id="ballot-00000002")

    late = cast(phone, round_id, {first: 3}, sequence=1)

    refused(late, 409, "write_conflict")
    assert standing(room, round_id) == {second: 2}


def test_a_ballot_of_another_round_starts_counting_anew(phone, room):
    first_round = room.open_round()
    cast(phone, first_round, {room.themes[0]: 1}, sequence=7)
    second_round = room.open_round()

    answer = cast(phone, second_round, {room.themes[1]: 1}, sequence=1, client_id="ballot-00000002")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("points", "code", "thai", "english"),
    [
        ({0: 3, 1: 3}, "too_many_points", "6", "6 points of 5"),
        ({0: 4}, "too_many_on_choice", "ข้อเดียว", "at most 3"),
        ({0: -1}, "negative_points", "ติดลบ", "negative"),
    ],
    ids=["over the budget", "over the most of one", "negative"],
)
def test_a_ballot_against_the_rules_is_refused_and_the_earlier_one_stands(
    phone, room, points, code, thai, english
):
    round_id = room.open_round()
    cast(phone, round_id, {room.themes[0]: 1})
    given = {room.themes[at]: count for at, count in points.items()}

    answers = [
        cast(phone, round_id, given, sequence=2, client_id="ballot-00000002", headers=headers)
        for headers in ({}, ENGLISH)
    ]

    assert thai in refused(answers[0], 422, code)
    assert english in refused(answers[1], 422, code)
    assert standing(room, round_id) == {room.themes[0]: 1}


def test_a_choice_of_another_workshop_is_not_on_the_ballot(phone, room):
    round_id, foreign = room.open_round(), room.elsewhere(a_theme)

    assert "ไม่อยู่ในรอบนี้" in refused(cast(phone, round_id, {foreign: 1}), 422, "not_on_ballot")
    assert standing(room, round_id) is None


def test_a_round_of_another_workshop_was_never_there(phone, room):
    with open_session() as session:
        workshop = a_workshop(session)
        theme = a_theme(session, workshop).id
        foreign = an_open_round(session, workshop)

    refused(cast(phone, foreign, {theme: 1}), 404, "not_found")


def test_after_closing_a_new_ballot_is_refused_and_a_repeated_one_acknowledged(phone, room):
    round_id, (first, second) = room.open_round(), room.themes
    before = cast(phone, round_id, {first: 2})
    room.run(close_round, round_id)

    again = cast(phone, round_id, {first: 2})
    late = cast(phone, round_id, {second: 2}, sequence=2, client_id="ballot-00000002")

    assert again.json() == before.json()
    assert "ปิดการลงคะแนนแล้ว" in refused(late, 409, "round_closed")
    assert standing(room, round_id) == {first: 2}


@pytest.mark.parametrize("points", [{"x": 1}, {"1": "สาม"}, [1, 2], {str(2**70): 1}])
def test_a_ballot_of_another_shape_is_refused_in_words(phone, room, points):
    answer = cast(phone, room.open_round(), points)

    assert "ข้อมูลเดิมยังอยู่ครบ" in refused(answer, 422, "workshop_error")


def test_nobody_sees_anothers_ballot_nor_a_result_before_it_is_published(phone, room):
    round_id, (first, _) = room.open_round(), room.themes
    cast(phone, round_id, {first: 3})
    phone.cookies.set(SEAT_COOKIE, room.other.token)

    while_open = phone.get("/api/room").json()["results"]
    room.run(close_round, round_id)
    closed = phone.get("/api/room").json()["results"]
    room.run(publish_results, round_id)
    published = phone.get("/api/room").json()["results"]
    room.run(hide_results, round_id)

    assert phone.get("/api/ballot").json()["points"] is None
    assert while_open == closed == phone.get("/api/room").json()["results"] == []
    assert (published[0]["id"], published[0]["points"]) == (first, 3)


def test_writes_from_other_sites_pages_are_refused(phone, room):
    answer = phone.put(
        f"/api/ideas/{ID}", json=an_answer(room), headers={"origin": "https://evil.example"}
    )

    assert answer.status_code == 403
    assert counted(Idea) == 1


# --- limits ---------------------------------------------------------------------------


def raise_many(phone, room, many, start=0):
    return [
        phone.put(f"/api/ideas/idea-{n:08}", json=an_answer(room, text=f"ข้อ {n}"))
        for n in range(start, start + many)
    ]


def test_an_outbox_of_twenty_and_ten_at_once_pass_and_a_script_is_told_to_wait(
    phone, room, monkeypatch
):
    monkeypatch.setattr(phone_api, "WRITES", Limit("slow-writes", 30, 3000))

    told = raise_many(phone, room, 31)

    assert [answer.status_code for answer in told[:30]] == [200] * 30
    assert "100 วินาที" in refused(told[30], 429, "too_many_attempts")
    assert told[30].headers["retry-after"] == "100"
    phone.cookies.set(SEAT_COOKIE, room.other.token)  # the neighbour is not slowed
    assert raise_many(phone, room, 1, start=1000)[0].status_code == 200
