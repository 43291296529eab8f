"""The server is stopped in the middle of votes: it goes at once, and keeps what it acknowledged."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from pmqa_workshop.database import open_reading
from pmqa_workshop.models.voting import Ballot
from tests.servers.pmqa_server import OwnServer, VotingRoom

PHONES, VOTING, STOPPED_WITHIN = 12, 1.0, 10.0  # seconds


@pytest.mark.parametrize("store", ["database", "on_postgres"])
def test_a_server_told_to_stop_loses_no_ballot_it_acknowledged(request, store):
    folder = request.getfixturevalue(store)
    room = VotingRoom(PHONES)

    def vote(phone):
        """Vote until nobody answers; return the last ballot that was acknowledged."""
        last, number = -1, phone
        while True:
            try:
                said = server.cast(room.ballot(number))
            except (OSError, http.client.HTTPException):
                return last
            assert said.status in (200, 503)
            if said.status == 200:
                last, number = number, number + PHONES
            time.sleep(0.05)

    with ThreadPoolExecutor(PHONES) as pool:
        with OwnServer(folder) as server:
            phones = [pool.submit(vote, phone) for phone in range(PHONES)]
            time.sleep(VOTING)
            told = time.monotonic()
        took = time.monotonic() - told
        acknowledged = [phone.result(STOPPED_WITHIN) for phone in phones]

    assert took < STOPPED_WITHIN
    with open_reading() as session:
        kept = set(session.exec(select(Ballot.sequence).where(Ballot.round_id == room.round)))
    # The very last ballot of a phone may be kept without its answer having come through.
    assert all({last, last + PHONES} & kept for last in acknowledged)
    assert min(acknowledged) > PHONES
