"""Ideas and ballots as phones send them, and whether what was acknowledged is what is kept."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.crowd import Room, name_of
from bench.figures import Result, spread_ms
from bench.pace import pace
from bench.phone import Answer, Phone

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


def an_idea(room: Room, phone: int, at: int) -> Write:
    """Return an idea that carries its client id in its words, by which it is counted."""
    client_id = f"idea-{uuid.uuid4().hex}"
    finding = room.findings[at % len(room.findings)]
    body = {
        "text": f"{TEXT} {client_id}",
        "category": finding["category"],
        "finding_ids": [finding["id"]],
    }
    return Write(phone, f"/api/ideas/{client_id}", body)


def a_ballot(opened: dict[str, Any], phone: int, at: int, sequence: int = 0) -> Write:
    choices = opened["choices"]
    points = {str(choices[(at + step) % len(choices)]): 2 - step // 2 for step in (0, 1, 2)}
    body = {"round_id": opened["round"], "points": points, "sequence": sequence}
    return Write(phone, f"/api/ballots/ballot-{uuid.uuid4().hex}", body)


@dataclass
class Sent:
    """What was sent, and what came back."""

    writes: list[Write] = field(default_factory=list)
    acked: dict[str, Write] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)  # of first answers that stand
    acks: list[tuple[float, float, str]] = field(default_factory=list)  # at, due, client id
    replayed: int = 0
    refused: int = 0
    retried: int = 0
    errors: int = 0

    async def send(self, crowd: list[Phone], write: Write, due: float) -> Answer:
        """Send once and note what came back."""
        answer = await crowd[write.phone].call("PUT", write.path, write.body)
        return self.note(write, due, answer)

    def note(self, write: Write, due: float, answer: Answer) -> Answer:
        self.refused += answer.is_refusal
        self.retried += answer.is_later
        self.errors += not (answer.is_ok or answer.is_refusal or answer.is_later)
        if answer.is_ok and write.client_id not in self.acked:
            self.acked[write.client_id] = write
            self.delays.append(answer.at - due)
            self.acks.append((answer.at, due, write.client_id))
        return answer

    def figures(self) -> Result:
        return {
            "acknowledged": len(self.acked),
            "replayed": self.replayed,
            "refused": self.refused,
            "retried": self.retried,
            "errors": self.errors,
            **spread_ms("ack", self.delays, 50, 95, 99),
        }


async def send_evenly(
    crowd: list[Phone], writes: list[Write], over: float, sent: Sent | None = None
) -> Sent:
    """Send the writes at fixed times over so many seconds, whether or not earlier ones are in."""
    sent = sent or Sent()
    sent.writes += writes

    async def one(number: int, due: float) -> None:
        await sent.send(crowd, writes[number], due)

    await pace(len(writes), over, one, settle=90)
    return sent


def kept_of_ideas(sent: Sent, kept: dict[str, Any]) -> Result:
    """Compare the acknowledged ideas with those in the database, by the id in their words."""
    words = [text.rpartition(" ")[2] for text in kept["ideas"]]
    ours = {write.client_id for write in sent.writes}
    found = [client_id for client_id in words if client_id in ours]
    return {
        "counted": len(set(found)),
        "lost": len(set(sent.acked) - set(found)),
        "doubled": len(found) - len(set(found)),
    }


def kept_of_ballots(sent: Sent, kept: dict[str, Any]) -> Result:
    """Compare the acknowledged ballots with those in the database.

    A ballot is replaced whole: each acknowledged id was cast once, and the one ballot of a seat
    is one it sent, no older than the last that was acknowledged.
    """
    by_seat: dict[str, list[Write]] = {}
    for write in sent.writes:
        by_seat.setdefault(name_of(write.phone), []).append(write)
    acked = {name_of(write.phone) for write in sent.acked.values()}
    lost = sum(not _stands(kept["ballots"].get(name, []), by_seat[name], sent) for name in acked)
    return {
        "counted": kept["cast"],
        "lost": lost + max(0, len(sent.acked) - kept["cast"]),
        "doubled": sum(len(cast) - 1 for cast in kept["ballots"].values() if len(cast) > 1)
        + max(0, kept["cast"] - len({write.client_id for write in sent.writes})),
    }


def _stands(standing: list[dict[str, int]], writes: list[Write], sent: Sent) -> bool:
    last = max(
        (write.body["sequence"] for write in writes if write.client_id in sent.acked), default=0
    )
    allowed = [write.body["points"] for write in writes if write.body["sequence"] >= last]
    return len(standing) == 1 and standing[0] in allowed


def first_of_each_seat(sent: Sent) -> list[float]:
    """Return when the first ballot of each seat was due, in the order they were acknowledged.

    A ballot cast again changes nothing on a screen.
    """
    seen: set[int] = set()
    dues = []
    for _, due, client_id in sorted(sent.acks):
        phone = sent.acked[client_id].phone
        if phone not in seen:
            seen.add(phone)
            dues.append(due)
    return dues


Shown = Callable[[dict[str, Any]], int | None]


def ideas_shown(known: dict[str, Any]) -> int | None:
    return known.get("ideas")


def ballots_shown(known: dict[str, Any]) -> int | None:
    return known.get("round", {}).get("ballots")
