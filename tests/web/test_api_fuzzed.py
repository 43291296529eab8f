"""Every call of the API with what its description allows, and with what it does not.

Drawn by Hypothesis from /api/openapi.json: as nobody, as a participant, as staff. None is answered
with a failure of ours, and nobody changes nothing. PMQA_CALLS=20000 makes as many calls.
"""

import json
import logging
import os
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.models.people import StaffMember
from pmqa_workshop.models.tables import metadata
from pmqa_workshop.services.access import join, open_staff_session
from pmqa_workshop.web.api.calls import api
from pmqa_workshop.web.identity import SEAT_COOKIE, STAFF_COOKIE, now
from pmqa_workshop.web.limits import InThisProcess, count_in
from tests.factories import NOON, a_finding, a_theme, a_workshop, an_idea, an_open_round

CALLS, LONG = int(os.environ.get("PMQA_CALLS", "300")), 2000
JOINS = {"/api/join"}  # what nobody may do: take a seat
DESCRIBED = api.openapi()
texts = st.text(max_size=30) | st.sampled_from(
    ["ABC234", "sent-0123456789abcdef", "\x00", "๙" * 200]
)
numbers = st.integers(1, 4) | st.sampled_from([0, -1, 2**31, 2**70, -(2**70)])
junk = st.recursive(
    st.none() | st.booleans() | numbers | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def like(schema):
    """Draw what a schema describes, and now and then something else."""
    return st.one_of(*[_as_described(schema)] * 6, junk)


def _as_described(schema):
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return st.deferred(lambda: _as_described(DESCRIBED["components"]["schemas"][name]))
    if "anyOf" in schema:
        return st.one_of(*map(_as_described, schema["anyOf"]))
    if schema.get("type") == "object":
        return _objects(schema)
    return {
        "integer": numbers,
        "string": texts,
        "boolean": st.booleans(),
        "null": st.none(),
        "array": st.lists(like(schema.get("items", {})), max_size=4)
        if schema.get("type") == "array" else junk,
    }.get(schema.get("type"), junk)  # fmt: skip


def _objects(schema):
    if "properties" not in schema:
        return st.dictionaries(numbers.map(str), like(schema.get("additionalProperties") or {}))
    known, needed = schema["properties"], set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: like(known[name]) for name in known if name in needed},
        optional={name: like(known[name]) for name in known if name not in needed},
    )


@st.composite
def calls(draw):
    """Draw (method, path as described, address, query, body) of one call."""
    path = draw(st.sampled_from(sorted(DESCRIBED["paths"])))
    method = draw(st.sampled_from(sorted(DESCRIBED["paths"][path])))
    described, address, query = DESCRIBED["paths"][path][method], path, {}
    for place in described.get("parameters", ()):
        value = str(draw(like(place["schema"])))
        if place["in"] == "path":
            address = address.replace(f"{{{place['name']}}}", quote(value or "0", safe=""))
        elif place["in"] == "query":
            query[place["name"]] = value
    content = described.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return method, path, address, query, draw(like(schema)) if schema else None


def whole_content():
    with open_reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(sa.select(table))))
            for table in metadata.sorted_tables
        }


@pytest.fixture
def cookies(client, monkeypatch):
    """The cookies of nobody, of a participant and of an administrator of one room."""
    monkeypatch.setattr(client._transport, "raise_server_exceptions", False)
    with open_session() as session:
        workshop = a_workshop(session, code="ABC234")
        finding = a_finding(session, workshop)
        a_theme(session, workshop, finding)
        an_open_round(session, workshop)
        member = StaffMember(
            agency_id=workshop.agency_id, email="a@b.example", role="administrator", created_at=NOON
        )
        session.add(member)
        session.flush()
        seat = join(session, "ABC234", now=NOON)
        an_idea(session, workshop, finding, participant_id=seat.participant_id)
        return {
            "nobody": "",
            "participant": f"{SEAT_COOKIE}={seat.token}",
            "staff": f"{STAFF_COOKIE}={open_staff_session(session, member.id, now=now())}",
        }


@pytest.mark.timeout(0 if CALLS >= LONG else 120)
@pytest.mark.parametrize("who", ["nobody", "participant", "staff"])
def test_no_call_fails_and_nobody_changes_nothing(client, cookies, caplog, who):
    caplog.set_level(logging.ERROR)
    statuses = []

    @settings(
        max_examples=CALLS, deadline=None, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(calls())
    def each(call):
        method, path, address, query, body = call
        count_in(InThisProcess())
        client.cookies.clear()
        before = whole_content() if who == "nobody" and path not in JOINS else None
        content = None if body is None else json.dumps(body).encode()
        answer = client.request(
            method, address, params=query, content=content, follow_redirects=False,
            headers={"cookie": cookies[who], "content-type": "application/json"},
        )  # fmt: skip
        statuses.append(answer.status_code)
        assert answer.status_code < 500, answer.text
        assert before is None or before == whole_content()

    each()

    assert [record.getMessage() for record in caplog.records] == []
    assert {200, 422} <= set(statuses)
