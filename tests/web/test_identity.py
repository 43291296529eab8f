"""Whose cookie it is, among all the others a browser sends to this host."""

import asyncio

import pytest

from pmqa_workshop.database import open_session
from pmqa_workshop.services.access import join
from pmqa_workshop.web.identity import SEAT_COOKIE, known_actors
from tests.factories import NOON, a_workshop


@pytest.fixture
def ticket(client):
    with open_session() as session:
        return join(session, a_workshop(session).code, now=NOON)


@pytest.mark.parametrize(
    "others",
    ["", "theme; ", 'prefs={"a":1}; ', "csrf/x=1; ", "ชื่อ=ไทย; ", "a=b; =; ", 'x="ไม่ปิด; '],
    ids=["none", "no value", "json", "a slash", "thai", "empty", "an open quote"],
)
def test_other_programs_cookies_do_not_hide_ours(ticket, others):
    (actor,) = asyncio.run(known_actors(f"{others}{SEAT_COOKIE}={ticket.token}"))

    assert actor.participant_id == ticket.participant_id


@pytest.mark.parametrize("sent", ["", f"{SEAT_COOKIE}=", f"{SEAT_COOKIE}=made-up", "pmqa_seatx=1"])
def test_nobody_is_known_by_a_cookie_we_did_not_give(client, sent):
    assert asyncio.run(known_actors(sent)) == []
