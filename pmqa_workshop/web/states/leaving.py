"""Forgetting what a tab was shown once nobody is signed in at it any more.

Reflex keeps the state of a tab by a token of the browser's own, past signing out; whoever
opens the tab next would be sent it again before any handler is asked.
"""

import reflex as rx

from pmqa_workshop.domain.errors import NotSignedIn
from pmqa_workshop.web.identity import ANYBODY, actor, requires
from pmqa_workshop.web.notices import Notices
from pmqa_workshop.web.states.office import SignIn

_KEPT = (SignIn, Notices)


class Leaving(rx.State):
    """Runs where people arrive who are not signed in."""

    @rx.event
    @requires(*ANYBODY)
    async def forget(self):
        """Empty every screen's state, unless somebody of the staff is still signed in."""
        try:
            if actor().is_staff:
                return
        except NotSignedIn:
            pass
        for kind in rx.State.get_substates():
            if kind.__module__.startswith("pmqa_workshop.") and kind not in (*_KEPT, Leaving):
                (await self.get_state(kind)).reset()
