"""Everything a browser may call says who may call it; Reflex itself asks for nothing."""

import reflex as rx
from reflex_base.registry import RegistrationContext

from pmqa_workshop.domain.roles import Role
from pmqa_workshop.web.identity import requires


def unguarded(handlers):
    """Return the handlers of ours without roles; `setvar` sets nothing where no setter is."""
    return sorted(
        name
        for name, registered in handlers.items()
        if registered.handler.fn.__module__.startswith(("pmqa_workshop", "tests"))
        and getattr(registered.handler.fn, "__pmqa_roles__", None) is None
    )


def our_states(root=rx.State):
    for state in root.__subclasses__():
        if state.__module__.startswith("pmqa_workshop"):
            yield state
        yield from our_states(state)


def test_every_handler_says_who_may_call_it(whole_app):
    known = RegistrationContext.get().event_handlers

    assert len(known) > 50
    assert unguarded(known) == []


def test_no_state_offers_a_setter_to_the_browser(whole_app):
    setters = [
        f"{state.__name__}.{name}"
        for state in our_states()
        for name in state.event_handlers
        if name.startswith("set_") and name.removeprefix("set_") in state.vars
    ]

    assert setters == []


def test_no_var_is_open_to_what_a_browser_stores(whole_app):
    """Cookie and LocalStorage vars are filled from the browser at every hydrate."""
    stored = (rx.Cookie, rx.LocalStorage, rx.SessionStorage)
    open_vars = [
        f"{state.__name__}.{name}"
        for state in our_states()
        for name, value in vars(state).items()
        if isinstance(value, stored)
    ]

    assert open_vars == []


def test_an_unguarded_handler_would_be_found(whole_app):
    with RegistrationContext.get().fork() as copy:

        class Planted(rx.State):
            def helper_somebody_forgot(self):
                """Reflex makes this callable from any browser."""

            @rx.event
            @requires(Role.CLERK)
            async def guarded(self):
                """Stands for all the others."""

        found = unguarded(copy.event_handlers)

    assert [name.rpartition(".")[2] for name in found] == ["helper_somebody_forgot"]
