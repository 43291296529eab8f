"""The write path: changes that wait together share a commit, and none is answered before it."""

import asyncio
import threading
from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlmodel import Session, func, select

from pmqa_workshop import database as store
from pmqa_workshop.database import (
    engine,
    is_sqlite,
    open_reading,
    open_session,
    read,
    read_aside,
    write,
)
from pmqa_workshop.domain.errors import StorageUnavailable, TextMissing
from pmqa_workshop.models.people import Agency, SetupLink
from pmqa_workshop.services import changes
from pmqa_workshop.services.changes import announce, listen
from tests.factories import NOON, an_agency

pytestmark = pytest.mark.usefixtures("database")


def _agency(session, name):
    session.add(Agency(name=name, created_at=NOON))
    session.flush()
    return name


def _refused(session, name):
    _agency(session, name)
    raise TextMissing(field="name")


def _broken(session, name):
    _agency(session, name)
    raise ZeroDivisionError


def _names():
    with open_reading() as session:
        return sorted(session.exec(select(Agency.name)))


@pytest.fixture
def commits(monkeypatch):
    """Count the commits that were made durable."""
    seen = []

    def count(connection):
        seen.append(connection)

    sa.event.listen(engine(), "commit", count)
    yield seen
    sa.event.remove(engine(), "commit", count)


async def _together(*changes):
    """Start the changes while one that came before them still holds the writer."""
    held, begun = threading.Event(), threading.Event()

    def hold(session):
        begun.set()
        held.wait(10)

    first = asyncio.ensure_future(write(hold))
    await asyncio.to_thread(begun.wait, 10)
    rest = [asyncio.ensure_future(write(change, name)) for change, name in changes]
    await asyncio.sleep(0.1)
    held.set()
    await first
    return await asyncio.gather(*rest, return_exceptions=True)


def test_one_refused_or_broken_takes_no_neighbour_with_it():
    changes = [(_agency, "ก"), (_refused, "ข"), (_agency, "ค"), (_broken, "ง"), (_agency, "จ")]

    first, refused, third, broken, fifth = asyncio.run(_together(*changes))

    assert (first, third, fifth) == ("ก", "ค", "จ")
    assert isinstance(refused, TextMissing)
    assert isinstance(broken, ZeroDivisionError)
    assert _names() == ["ก", "ค", "จ"]


def test_on_sqlite_changes_that_wait_together_share_one_commit(commits):
    asyncio.run(_together(*((_agency, f"หน่วย {number}") for number in range(20))))

    assert len(commits) == (1 if is_sqlite() else 20)  # the one before had nothing to keep
    assert len(_names()) == 20


def test_when_the_commit_fails_nobody_is_told_it_was_kept(monkeypatch):
    def no_room(session):
        raise sa.exc.OperationalError("COMMIT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", no_room)
        with pytest.raises(StorageUnavailable):
            asyncio.run(write(_agency, "ก"))

    assert _names() == []
    assert asyncio.run(write(_agency, "ข")) == "ข"  # and the next one is


def test_a_statement_the_store_refuses_is_said_to_be_the_stores_fault():
    def full(session):
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    with pytest.raises(StorageUnavailable) as refused:
        asyncio.run(write(full))

    assert refused.value.facts["seconds"] == store.TRY_AGAIN


def test_a_room_hears_of_what_was_kept_once_for_all_of_a_commit(monkeypatch):
    heard = []
    monkeypatch.setattr(changes, "_listeners", [])
    listen(heard.append)

    def tell(session, number):
        announce(session, number)

    def tell_and_break(session, number):
        announce(session, number)
        raise TextMissing(field="name")

    def _nothing_kept(session):
        tell_and_break(session, 2)

    asyncio.run(_together((tell, 1), (tell_and_break, 1), (tell, 1)))
    with pytest.raises(TextMissing):
        asyncio.run(write(_nothing_kept))

    assert set(heard) == {1}
    assert not is_sqlite() or len(heard) == 1


def test_a_caller_who_gave_up_waiting_for_the_writer_changes_nothing():
    async def give_up():
        held, begun = threading.Event(), threading.Event()

        def hold(session):
            begun.set()
            held.wait(10)

        first = asyncio.ensure_future(write(hold))
        await asyncio.to_thread(begun.wait, 10)
        waiting = asyncio.ensure_future(write(_agency, "ก"))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.sleep(0.05)
        held.set()
        await first
        await write(_agency, "ข")

    asyncio.run(give_up())

    assert _names() == (["ข"] if is_sqlite() else ["ก", "ข"])  # there nobody waits for another


def test_whatever_a_change_raises_its_neighbours_are_answered():
    def run_out(session, name):
        raise StopIteration

    def twice_the_same(session, name):
        session.add_all([SetupLink(token_hash=name, expires_at=NOON) for _ in range(2)])
        session.flush()

    odd, clash, kept = asyncio.run(
        asyncio.wait_for(
            _together((run_out, "ก"), (twice_the_same, "ข"), (_agency, "ค")), timeout=10
        )
    )

    assert isinstance(odd, RuntimeError)
    assert isinstance(clash, sa.exc.IntegrityError)
    assert (kept, _names()) == ("ค", ["ค"])


def test_changes_that_wait_for_each_other_are_both_made_in_the_end():
    """PostgreSQL makes one of them give way; it is made again."""
    with open_session() as session:
        one, other = an_agency(session).id, an_agency(session).id
    met = threading.Barrier(2)

    def rename(session, first, second):
        session.get_one(Agency, first, with_for_update=True)
        with suppress(threading.BrokenBarrierError):
            met.wait(1)  # on SQLite they never meet; the second try comes alone
        for agency in (first, second):
            session.get_one(Agency, agency, with_for_update=True).name += "ก"
            session.flush()

    async def both():
        await asyncio.gather(write(rename, one, other), write(rename, other, one))

    asyncio.run(both())

    assert all(name.endswith("กก") for name in _names())


def test_reads_see_what_was_committed():
    asyncio.run(write(_agency, "ก"))

    assert asyncio.run(read(lambda session: session.exec(select(func.count(Agency.id))).one())) == 1


def test_a_reading_session_sees_one_moment_however_often_it_asks():
    if is_sqlite() and store.journal_for(store.sqlite_driver().sqlite_version_info)[0] != "wal":
        pytest.skip("without a write-ahead log a reader holds up whoever writes")
    with open_session() as session:
        _agency(session, "ก")

    with open_reading() as reading:
        before = reading.exec(select(func.count(Agency.id))).one()
        asyncio.run(write(_agency, "ข"))
        after = reading.exec(select(func.count(Agency.id))).one()

    assert before == after == 1
    assert _names() == ["ก", "ข"]


def test_what_computes_for_long_stands_before_nobody_who_reads():
    async def flood():
        over = threading.Event()
        long = [asyncio.create_task(read_aside(lambda _: over.wait(5))) for _ in range(20)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(2):
                return await read(lambda _: "read")
        finally:
            over.set()
            await asyncio.gather(*long)

    assert asyncio.run(flood()) == "read"


def test_the_store_gone_is_said_so_on_reading_too():
    away = sa.exc.OperationalError("SELECT", {}, Exception("server closed the connection"))
    for door in (open_reading, open_session):
        with pytest.raises(StorageUnavailable), door():
            raise away
