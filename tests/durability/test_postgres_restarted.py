"""PostgreSQL goes away in the middle of votes: phones are told to wait, and lose nothing."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from sqlmodel import func, select

from pmqa_workshop.database import open_reading
from pmqa_workshop.models.history import HistoryEntry
from pmqa_workshop.models.voting import Ballot
from tests.servers.pmqa_server import OwnServer, Said, VotingRoom

PHONES, VOTING, AWAY = 12, 1.5, 1.0  # seconds
BACK_WITHIN = 5.0


@dataclass
class Phones:
    """Each sends one ballot after the other, and the same again until it is answered."""

    server: OwnServer
    room: VotingRoom
    going: bool = True
    seen: Counter = field(default_factory=Counter)
    unhelpful: list[Said] = field(default_factory=list)
    taken_at: list[float] = field(default_factory=list)
    acknowledged: set[int] = field(default_factory=set)

    def vote(self, phone: int) -> None:
        number = phone
        while self.going:
            ballot = self.room.ballot(number)
            while not self._is_taken(self.server.cast(ballot)):
                time.sleep(0.1)
            self.acknowledged.add(number)
            self.taken_at.append(time.monotonic())
            number += PHONES
            time.sleep(0.15)

    def look(self) -> None:
        while self.going:
            self._is_taken(self.server.call("GET", "/api/room", self.room.tokens[0]))
            time.sleep(0.05)

    def _is_taken(self, said: Said) -> bool:
        self.seen[said.status] += 1
        if said.status not in (200, 503) or (said.status == 503) != ("retry-after" in said.headers):
            self.unhelpful.append(said)
        return said.status != 503


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_database_that_restarts_costs_patience_and_no_ballot(on_postgres, postgres, way):
    room = VotingRoom(PHONES)
    with OwnServer(on_postgres) as server, ThreadPoolExecutor(PHONES + 1) as pool:
        phones = Phones(server, room)
        work = [pool.submit(phones.vote, phone) for phone in range(PHONES)]
        work.append(pool.submit(phones.look))
        time.sleep(VOTING)
        getattr(postgres, way)()
        time.sleep(AWAY)
        postgres.start()
        back = time.monotonic()
        time.sleep(VOTING)
        phones.going = False
        for one in work:
            one.result(30)
        log = server.log

    assert phones.unhelpful == []
    assert phones.seen[503] > 0
    assert min(at for at in phones.taken_at if at > back) - back < BACK_WITHIN
    assert kept(room) == (last_of_each(phones.acknowledged), len(phones.acknowledged))
    assert log.count("\n") < 30  # said now and then, not once for each phone
    assert "Traceback" not in log


def last_of_each(numbers):
    return {max(n for n in numbers if n % PHONES == phone) for phone in range(PHONES)}


def kept(room):
    """Return the numbers of the ballots that stand, and how many were cast in all."""
    with open_reading() as session:
        cast = select(func.count()).where(
            HistoryEntry.workshop_id == room.id, HistoryEntry.action == "cast"
        )
        standing = select(Ballot.sequence).where(Ballot.round_id == room.round)
        return set(session.exec(standing)), session.exec(cast).one()
