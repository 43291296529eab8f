"""A room at work: ideas, then ballots, twenty a second, some of them sent again."""

import asyncio
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.crowd import Room, arrive, backstage, fanout, make_room, name_of, phones
from bench.figures import Result, percentile, ratio, result, spread_ms
from bench.floor import Floor
from bench.generator import run_loop
from bench.pace import Watch, pace
from bench.phone import Answer, Phone
from bench.placing import place
from bench.scenarios import Options
from bench.server import Meter, Server

PHONES = 200
SECONDS = 30
PER_SECOND = 20
REPLAYS = 0.1  # of all that is sent
QUIET = 1.0  # seconds: what joining announced has been said to everybody
SETTLE = 5.0  # seconds in which the last change must have reached everybody
CONNECT_PER_SECOND = 40
Shown = Callable[[dict[str, Any]], int | None]
TEXT = "จัดทำแดชบอร์ดติดตามข้อเสนอของประชาชนทุกช่องทางให้เห็นความคืบหน้าในที่เดียว"


@dataclass(frozen=True)
class Write:
    """One thing a phone wants kept, under the id it made for it."""

    phone: int
    path: str
    body: dict[str, Any]

    @property
    def client_id(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass
class Sent:
    """What was sent in one stage, and what came back."""

    writes: list[Write] = field(default_factory=list)
    first_acks: dict[str, tuple[float, Answer]] = field(default_factory=dict)  # due, answer
    replayed: int = 0
    refused: int = 0
    errors: int = 0
    acked: dict[str, Write] = field(default_factory=dict)

    def take(self, write: Write, due: float, answer: Answer, *, is_first: bool) -> None:
        self.refused += answer.is_refusal
        self.errors += not (answer.is_ok or answer.is_refusal)
        if answer.is_ok:
            self.acked[write.client_id] = write
            if is_first:
                self.first_acks[write.client_id] = (due, answer)

    def delays(self) -> list[float]:
        return [answer.at - due for due, answer in self.first_acks.values()]

    def dues_as_kept(self, chosen: Callable[[Write], bool] = lambda _: True) -> list[float]:
        """Return when the kept writes were due, in the order they were acknowledged."""
        kept = [(answer.at, due, cid) for cid, (due, answer) in self.first_acks.items()]
        return [due for _, due, cid in sorted(kept) if chosen(self.acked[cid])]


def run(options: Options) -> Result:
    number, seconds = options.phones or PHONES, options.seconds or SECONDS
    server = Server(pages=options.pages, database=options.database)
    room = make_room(server, "ideas", number)
    with server, place(server, apart=options.apart):
        return run_loop(_measure(server, room, number, seconds))


async def _measure(server: Server, room: Room, number: int, seconds: float) -> Result:
    async with phones(server, number) as crowd:
        arrivals = await arrive(crowd, room, number / CONNECT_PER_SECOND)
        absent = sum(arrival.entered_s is None for arrival in arrivals)
        await asyncio.sleep(QUIET)
        floor = Floor(server.file) if server.file else None
        ideas_before = crowd[0].known.get("ideas", 0)
        with Meter(server) as meter:
            async with Watch() as watch:
                ideas = await _stage(crowd, seconds / 2, lambda at: _idea(room, at, number))
                await _heard_of(crowd, _ideas_shown, ideas_before + len(ideas.acked))
                opened = await asyncio.to_thread(backstage, server, "vote", room)
                ballots = await _stage(crowd, seconds / 2, lambda at: _ballot(opened, at, number))
                await _heard_of(crowd, _ballots_shown, min(number, len(ballots.acked)))
        kept = backstage(server, "count", room)
        return result(
            "writes",
            phones=number,
            seconds=seconds,
            **_acknowledged(ideas, ballots, floor.commit_p95_ms() if floor else None),
            **_kept(ideas, ballots, kept),
            **_heard(crowd, ideas, ballots, ideas_before),
            errors=ideas.errors + ballots.errors + absent,
            **meter.figures(),
            **watch.figures(),
        )


async def _stage(crowd: list[Phone], seconds: float, make: Callable[[int], Write]) -> Sent:
    """Send writes for so many seconds; every tenth is one already sent, sent again."""
    sent = Sent()
    dice = random.Random(f"{len(crowd)}:{seconds}")  # noqa: S311 - nothing secret is drawn

    async def one(number: int, due: float) -> None:
        is_first = not sent.writes or dice.random() >= REPLAYS
        if is_first:
            sent.writes.append(make(len(sent.writes)))
            write = sent.writes[-1]
        else:  # half of them while the first may still be under way
            sent.replayed += 1
            write = sent.writes[-1] if dice.random() < 0.5 else dice.choice(sent.writes)
        answer = await crowd[write.phone].call("PUT", write.path, write.body)
        sent.take(write, due, answer, is_first=is_first)

    await pace(max(1, round(seconds * PER_SECOND)), seconds, one)
    return sent


async def _heard_of(crowd: list[Phone], shown: Shown, count: int) -> None:
    """Wait until every phone shows so many, or no longer than SETTLE."""
    give_up = time.monotonic() + SETTLE
    while time.monotonic() < give_up and any((shown(p.known) or 0) < count for p in crowd):
        await asyncio.sleep(0.05)


def _ideas_shown(known: dict[str, Any]) -> int | None:
    return known.get("ideas")


def _ballots_shown(known: dict[str, Any]) -> int | None:
    return known.get("round", {}).get("ballots")


def _idea(room: Room, at: int, number: int) -> Write:
    client_id = str(uuid.uuid4())
    finding = room.findings[at % len(room.findings)]
    body = {
        "text": f"{TEXT} {client_id}",
        "category": finding["category"],
        "finding_ids": [finding["id"]],
    }
    return Write(at % number, f"/api/ideas/{client_id}", body)


def _ballot(opened: dict[str, Any], at: int, number: int) -> Write:
    choices = opened["choices"]
    points = {str(choices[(at + step) % len(choices)]): 2 - step // 2 for step in (0, 1, 2)}
    body = {"round_id": opened["round"], "points": points, "sequence": at // number}
    return Write(at % number, f"/api/ballots/{uuid.uuid4()}", body)


# --- what was found -------------------------------------------------------------------


def _acknowledged(ideas: Sent, ballots: Sent, floor_ms: float | None) -> Result:
    delays = [*ideas.delays(), *ballots.delays()]
    found = spread_ms("ack", delays, 50, 95, 99)
    return {
        "acknowledged": len(ideas.acked) + len(ballots.acked),
        "replayed": ideas.replayed + ballots.replayed,
        "refused": ideas.refused + ballots.refused,
        **found,
        **spread_ms("ideas_ack", ideas.delays(), 95),
        **spread_ms("ballots_ack", ballots.delays(), 95),
        "floor_ms": floor_ms,
        "ratio_to_floor": ratio(found["ack_p95_ms"], floor_ms),
    }


def _kept(ideas: Sent, ballots: Sent, kept: dict[str, Any]) -> Result:
    """Compare what was acknowledged with what stands in the database.

    An idea carries its client id in its words. A ballot is replaced whole: each acknowledged
    id must have been cast once, and a seat's one ballot must be the last it sent.
    """
    words = [text.rpartition(" ")[2] for text in kept["ideas"]]
    found = {client_id: words.count(client_id) for client_id in (w.client_id for w in ideas.writes)}
    last = {name_of(write.phone): write.body["points"] for write in ballots.acked.values()}
    standing = {name: kept["ballots"].get(name, []) for name in last}
    return {
        "counted": sum(found.values()) + kept["cast"],
        "lost": sum(found[client_id] == 0 for client_id in ideas.acked)
        + sum(last[name] not in standing[name] for name in last)
        + max(0, len(ballots.acked) - kept["cast"]),
        "doubled": sum(times - 1 for times in found.values() if times > 1)
        + sum(len(cast) - 1 for cast in standing.values() if len(cast) > 1)
        + max(0, kept["cast"] - len(ballots.writes)),
    }


def _heard(crowd: list[Phone], ideas: Sent, ballots: Sent, ideas_before: int) -> Result:
    """Say how long after it was due a change stood on the phones.

    A ballot cast again changes nothing on a phone, so only the first of each seat counts.
    """
    firsts = {write.client_id for write in ballots.writes[: len(crowd)]}
    cast = ballots.dues_as_kept(lambda write: write.client_id in firsts)
    of_ideas = fanout(crowd, ideas.dues_as_kept(), ideas_before, _ideas_shown)
    of_ballots = fanout(crowd, cast, 0, _ballots_shown)
    return {
        **spread_ms("fanout", [*of_ideas[0], *of_ballots[0]], 50, 99),
        "fanout_missed": of_ideas[1] + of_ballots[1],
        "packets_per_phone": percentile([len(phone.heard) for phone in crowd], 50),
    }
