"""One message at a time to the person at this screen: what happened, what is safe, what to do."""

import logging
import secrets

import reflex as rx

from pmqa_workshop.domain.errors import WorkshopError
from pmqa_workshop.web.routes import language_of
from pmqa_workshop.wording import phrase, say

log = logging.getLogger(__name__)


def _open_to_all(handler):
    """Mark a handler as `identity.requires()` does, which stands above this module."""
    handler.__pmqa_roles__ = frozenset()
    return handler


class Notices(rx.State):
    """The message now shown; drawn by the frame in a live region."""

    text: str = ""
    kind: str = ""  # problem | done

    @rx.event
    @_open_to_all
    async def dismiss(self):
        """Take the message away."""
        self.text = self.kind = ""


async def show_problem(state: rx.State, refusal: WorkshopError) -> None:
    """Tell why it was refused, in the language of the page."""
    await _show(state, "problem", say(refusal.code, _language(state), **refusal.facts))


async def show_done(state: rx.State, key: str, **facts: object) -> None:
    """Tell that it is done, by a key of the catalogue."""
    await _show(state, "done", phrase(key, _language(state), **facts))


async def show_failure(state: rx.State, failure: Exception) -> None:
    """Tell that something broke, and log it under a reference the person can quote."""
    reference = secrets.token_hex(3).upper()
    log.error("unexpected failure %s", reference, exc_info=failure)
    await _show(state, "problem", say("unexpected", _language(state), reference=reference))


async def clear(state: rx.State) -> None:
    """Take an earlier message away before something new is tried."""
    notices = await state.get_state(Notices)
    if notices.text:
        notices.text = notices.kind = ""


async def _show(state: rx.State, kind: str, text: str) -> None:
    notices = await state.get_state(Notices)
    notices.text, notices.kind = text, kind


def _language(state: rx.State) -> str:
    return language_of(state.router.url.path)
