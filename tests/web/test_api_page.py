"""The API's page: every call on it, readable without a script and without another server."""

import re
from html.parser import HTMLParser

import pytest


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.sources, self.ids, self.links = [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.sources += [given[k] for k in ("src", "href") if k in given]
        self.links += [given["href"]] if tag == "a" else []


@pytest.fixture(params=["th", "en"])
def page(client, request):
    answer = client.get("/api/docs", headers={"accept-language": request.param})
    assert answer.status_code == 200
    assert f'<html lang="{request.param}">' in answer.text
    reader = Reader()
    reader.feed(answer.text)
    reader.text = answer.text
    return reader


def test_every_call_has_its_place_and_a_sentence(client, page):
    described = client.get("/api/openapi.json").json()["paths"]
    calls = [call for methods in described.values() for call in methods.values()]

    assert {call["operationId"] for call in calls} <= set(page.ids)
    assert len(calls) >= 20
    for call in calls:
        assert re.match(r"[A-Z].*[.]$", call["summary"]), call["summary"]


def test_it_asks_nothing_of_anybody_else_and_runs_nothing(page):
    assert "script" not in page.tags
    assert all(source.startswith(("/", "#")) for source in page.sources)


def test_its_links_lead_somewhere(page):
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_refusals_are_described_as_they_are_sent(client):
    described = client.get("/api/openapi.json").json()
    join = described["paths"]["/api/join"]["post"]["responses"]

    assert {"200", "202", "404", "409", "422", "429", "503"} <= join.keys()
    for status in ("404", "422"):
        assert join[status]["content"]["application/json"]["schema"]["$ref"].endswith("/Refusal")
    answer = client.post("/api/join", json={})
    assert set(answer.json()) == set(described["components"]["schemas"]["Refusal"]["properties"])
