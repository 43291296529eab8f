"""No ballot is acknowledged before its rows are on the disk: read from the system calls."""

import re
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.pmqa_server import OwnServer, VotingRoom

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
PEOPLE, BALLOTS = 8, 48
CALLS = "write,writev,sendto,sendmsg,pwrite64,fsync,fdatasync,ftruncate"
LINE = re.compile(
    r"^(?P<thread>\d+) +(?:(?P<call>\w+)\((?P<rest>.*)|<\.\.\. \w+ resumed>(?P<end>.*))$"
)
FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
BALLOT = re.compile(r"ballot-(\d{6})-")
ACKNOWLEDGED = re.compile(r'HTTP/1\.1 200.*\\"sequence\\":(\d+)', re.DOTALL)


class Journal:
    """What became of each ballot, as the system calls of the server go by in their order.

    A ballot is safe once a write that holds it was synced, and, with a rollback journal, that
    journal emptied after it and synced too: until then a power cut would undo the ballot.
    """

    def __init__(self, *, rolls_back: bool) -> None:
        self.rolls_back = rolls_back
        self.stage: dict[int, int] = {}  # 0 written, 1 synced, 2 journal emptied, 3 for good
        self.file_of: dict[int, str] = {}
        self.acknowledged: list[int] = []
        self.too_early: list[int] = []

    @property
    def safe(self) -> int:
        return 3 if self.rolls_back else 1

    def ended(self, call: str, path: str, content: str) -> None:
        """Take in a call that has come back."""
        if call == "pwrite64":
            for number in map(int, BALLOT.findall(content)):
                self.stage.setdefault(number, 0)
                self.file_of.setdefault(number, path)
        elif call in ("fsync", "fdatasync"):
            self._move(0, 1, lambda number: self.file_of[number] == path)
            self._move(2, 3, lambda _: path.endswith("-journal"))
        elif call == "ftruncate" and path.endswith("-journal"):
            self._move(1, 2, lambda _: True)

    def began(self, content: str) -> None:
        """Take in a call that may be an answer on its way out."""
        for number in map(int, ACKNOWLEDGED.findall(content)):
            self.acknowledged.append(number)
            if self.stage.get(number, -1) < self.safe:
                self.too_early.append(number)

    def _move(self, before, after, which) -> None:
        for number, stage in self.stage.items():
            if stage == before and which(number):
                self.stage[number] = after


def read_calls(text: str, journal: Journal) -> None:
    """Walk through what strace wrote; a call counts when it ends, an answer when it begins."""
    begun: dict[str, tuple[str, str, str]] = defaultdict(lambda: ("", "", ""))
    for line in text.splitlines():
        if not (found := LINE.match(line)):
            continue
        if found["call"] is None:
            journal.ended(*begun.pop(found["thread"], ("", "", "")))
            continue
        named = FILE.match(found["rest"])
        call = found["call"], named["path"] if named else "", found["rest"]
        journal.began(found["rest"])
        if line.endswith("<unfinished ...>"):
            begun[found["thread"]] = call
        else:
            journal.ended(*call)


def vote_under_strace(folder, *bent: str) -> Journal:
    """Let a room vote, one by one and then all together; return what the system calls say."""
    room, calls = VotingRoom(PEOPLE), folder / "calls.txt"
    strace = ("strace", "-f", "--seccomp-bpf", "-y", "-s", "9000", "-o", str(calls), "-e", CALLS)
    with OwnServer(folder, *bent, under=strace) as server:
        one_by_one = [server.cast(room.ballot(number)) for number in range(PEOPLE)]
        with ThreadPoolExecutor(PEOPLE) as pool:
            together = list(pool.map(server.cast, map(room.ballot, range(PEOPLE, BALLOTS))))
    assert {said.status for said in one_by_one + together} == {200}
    journal = Journal(rolls_back="truncate" in bent)
    read_calls(calls.read_text(encoding="ascii", errors="replace"), journal)
    assert sorted(journal.acknowledged) == list(range(BALLOTS))
    return journal


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_a_ballot_is_on_the_disk_before_it_is_acknowledged(database, mode):
    journal = vote_under_strace(database, "--journal", mode)

    assert journal.too_early == []


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_an_answer_sent_before_the_commit_would_be_noticed(database, mode):
    journal = vote_under_strace(database, "--journal", mode, "--answer-early")

    assert journal.too_early
