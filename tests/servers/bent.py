"""The served product with one thing otherwise, for tests that need it so."""

import argparse
import sys

from sqlmodel import Session

from bench import pageless
from pmqa_workshop import database

JOURNALS = {"wal": ("wal", "FULL"), "truncate": ("truncate", "EXTRA")}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--journal", choices=JOURNALS)
    parser.add_argument("--answer-early", action="store_true")
    given, rest = parser.parse_known_args()
    if given.journal:
        database.journal_for = lambda _: JOURNALS[given.journal]
    if given.answer_early:
        database._commit_together = _answer_before_the_commit
    sys.argv[1:] = rest
    pageless.main()


def _answer_before_the_commit(changes: list[database.Change]) -> None:
    """Do what must never be done, so that a test can be seen to notice it."""
    with database.open_session() as session:
        database._answer(changes, [database._make_alone(session, change) for change in changes])
        assert isinstance(session, Session)


if __name__ == "__main__":
    main()
