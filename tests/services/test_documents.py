"""Documents are asked for, made once, kept with what they were made of, and made again."""

import hashlib
import json
from datetime import timedelta

import pytest

from pmqa_workshop.database import open_reading, open_session
from pmqa_workshop.domain.documents import DocumentKind, Face, MadeFile, MakingState, PrintOptions
from pmqa_workshop.domain.errors import NotAllowed, NotFound, ValueRefused
from pmqa_workshop.domain.plan import Digits
from pmqa_workshop.domain.roles import Role
from pmqa_workshop.models.documents import MadeDocument
from pmqa_workshop.queries.documents import document_file, documents_of, templates_of
from pmqa_workshop.services.documents import (
    CRASHED,
    LEASE,
    MOST_TRIES,
    ask_again,
    ask_for_document,
    claim_document,
    finish_document,
    refuse_document,
)
from pmqa_workshop.services.templates import bring_template, use_built_in, use_template
from tests.factories import NOON, a_participant, a_workshop, staff_of

OPTIONS = PrintOptions(digits=Digits.ARABIC, face=Face.NEW, three_years=True, round_months=9)
OTHER = '{"a": 2}'
FILE = MadeFile("เอกสาร".encode(), "application/x", "docx", ("no_page_layout",))


@pytest.fixture
def room(session):
    return a_workshop(session)


def _ask(session, room, kind=DocumentKind.PLAN, snapshot='{"a": 1}', **options):
    wanted = PrintOptions(**options) if options else OPTIONS
    return ask_for_document(session, staff_of(room), room.id, kind, wanted, snapshot, now=NOON)


def test_a_document_is_numbered_in_its_workshop_and_waits(session, room):
    first, second = _ask(session, room), _ask(session, room, DocumentKind.MEMO)

    listed = documents_of(session, staff_of(room), room.id)

    assert [(row.id, row.number, row.state) for row in listed] == [
        (second, 2, MakingState.WAITING),
        (first, 1, MakingState.WAITING),
    ]
    assert [row.ahead for row in listed] == [1, 0]


def test_a_button_pressed_twice_asks_once_and_not_for_ever(session, room):
    asked = _ask(session, room)

    assert _ask(session, room) == asked
    assert _ask(session, room, snapshot=OTHER) != asked
    assert _ask(session, room, digits=Digits.THAI) != asked

    claim_document(session, now=NOON)
    finish_document(session, asked, FILE, now=NOON)
    fresh = _ask(session, room)
    assert fresh != asked
    copy = ask_again(session, staff_of(room), asked, now=NOON)
    assert copy not in (asked, fresh)
    assert ask_again(session, staff_of(room), asked, now=NOON) == copy


def test_what_is_claimed_is_all_that_is_needed_to_make_it(session, room):
    _ask(session, room)

    claimed = claim_document(session, now=NOON)

    assert (claimed.kind, claimed.options) == (DocumentKind.PLAN, OPTIONS)
    assert (claimed.snapshot, claimed.template) == ('{"a": 1}', None)
    assert claim_document(session, now=NOON) is None  # nobody else gets it


def test_the_oldest_comes_first(session, room):
    first, second = _ask(session, room), _ask(session, room, snapshot=OTHER)

    assert claim_document(session, now=NOON).id == first
    assert claim_document(session, now=NOON).id == second


def test_a_maker_that_was_cut_off_is_followed_by_another(session, room):
    asked = _ask(session, room)
    claim_document(session, now=NOON)

    assert claim_document(session, now=NOON + LEASE / 2) is None
    assert claim_document(session, now=NOON + LEASE + timedelta(seconds=1)).id == asked


def test_what_stops_every_maker_is_given_up_and_lets_the_next_one_pass(session, room):
    asked, other = _ask(session, room), _ask(session, room, snapshot=OTHER)
    for number in range(MOST_TRIES):
        moment = NOON + (LEASE + timedelta(seconds=1)) * number
        assert claim_document(session, now=moment).id == asked
        if number == 0:
            finish_document(session, claim_document(session, now=moment).id, FILE, now=NOON)

    assert claim_document(session, now=NOON + LEASE * 20) is None
    listed = {row.id: row for row in documents_of(session, staff_of(room), room.id)}
    assert (listed[asked].state, listed[asked].reason) == (MakingState.REFUSED, CRASHED)
    assert listed[other].state is MakingState.READY


def test_a_finished_document_is_handed_out_as_it_was_made(session, room):
    asked = _ask(session, room)
    claim_document(session, now=NOON)
    finish_document(session, asked, FILE, now=NOON)

    found = document_file(session, staff_of(room), asked)

    assert (found.content, found.extension, found.number) == (FILE.content, "docx", 1)
    assert found.digest == hashlib.sha256(FILE.content).hexdigest()
    listed = documents_of(session, staff_of(room), room.id)[0]
    assert (listed.state, listed.size) == (MakingState.READY, len(FILE.content))
    assert listed.notes == ("no_page_layout",)


def test_finished_twice_the_first_one_stays(session, room):
    asked = _ask(session, room)
    finish_document(session, asked, FILE, now=NOON)
    finish_document(session, asked, MadeFile(b"other", "application/x", "docx"), now=NOON)
    refuse_document(session, asked, "crashed", now=NOON)

    assert document_file(session, staff_of(room), asked).content == FILE.content


def test_made_again_it_is_another_of_the_same_data_and_template(session, room):
    own = bring_template(
        session, staff_of(room), room.agency_id, DocumentKind.PLAN, "ก.docx", b"old", now=NOON
    )
    use_template(session, staff_of(room), own, now=NOON)
    first = _ask(session, room)
    use_built_in(session, staff_of(room), room.agency_id, DocumentKind.PLAN, now=NOON)
    claim_document(session, now=NOON)

    again = ask_again(session, staff_of(room), first, now=NOON)

    claimed = claim_document(session, now=NOON)
    assert (claimed.id, claimed.template, claimed.options) == (again, b"old", OPTIONS)
    listed = documents_of(session, staff_of(room), room.id)
    assert [(row.number, row.again_of, row.version) for row in listed] == [(2, 1, 2), (1, None, 1)]
    assert listed[0].template == "ก.docx"


def test_one_template_of_a_kind_is_in_use_and_none_is_lost(session, room):
    clerk = staff_of(room)
    ids = [
        bring_template(session, clerk, room.agency_id, DocumentKind.MEMO, name, b"x", now=NOON)
        for name in ("ก.docx", "ข.docx")
    ]
    use_template(session, clerk, ids[0], now=NOON)
    use_template(session, clerk, ids[1], now=NOON)

    listed = templates_of(session, clerk, room.id)

    assert [(row.name, row.used_since) for row in listed] == [("ข.docx", NOON), ("ก.docx", None)]


def test_other_peoples_documents_were_never_there(session, room):
    asked = _ask(session, room)
    finish_document(session, asked, FILE, now=NOON)
    stranger = staff_of(a_workshop(session))

    for look in (
        lambda: document_file(session, stranger, asked),
        lambda: documents_of(session, stranger, room.id),
        lambda: ask_again(session, stranger, asked, now=NOON),
        lambda: templates_of(session, stranger, room.id),
        lambda: use_built_in(session, stranger, room.agency_id, DocumentKind.PLAN, now=NOON),
    ):
        with pytest.raises(NotFound):
            look()


def test_only_the_office_asks(session, room):
    for actor in (staff_of(room, Role.SCRIBE), a_participant(session, room)):
        with pytest.raises(NotAllowed):
            ask_for_document(session, actor, room.id, DocumentKind.PLAN, OPTIONS, "{}", now=NOON)


def test_a_round_nobody_follows_up_is_refused(session, room):
    with pytest.raises(ValueRefused):
        _ask(session, room, round_months=7)


def test_two_processes_never_make_the_same_one(database):
    with open_session() as session:
        room = a_workshop(session)
        for snapshot in ("{}", OTHER):
            _ask(session, room, snapshot=snapshot)
    with open_session() as session:
        first = claim_document(session, now=NOON)
    with open_session() as session:
        second = claim_document(session, now=NOON)
    with open_reading() as session:
        assert first.id != second.id


def test_options_of_another_version_stop_neither_the_maker_nor_the_list(session, room):
    asked = _ask(session, room)
    row = session.get_one(MadeDocument, asked)
    row.options = json.dumps({**json.loads(row.options), "of_another_version": True})

    assert claim_document(session, now=NOON).options == OPTIONS


def test_a_template_always_has_a_name_that_can_be_kept(session, room):
    for name in ("", "\x00", "แบบ\ud800.docx"):
        bring_template(
            session, staff_of(room), room.agency_id, DocumentKind.MEMO, name, b"x", now=NOON
        )

    names = [row.name for row in templates_of(session, staff_of(room), room.id)]
    assert names == ["แบบ.docx", "memo.docx", "memo.docx"]
