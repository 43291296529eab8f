"""Setting a password by a one-time link; the first administrator also names the agency."""

import reflex as rx

from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import phone_page
from pmqa_workshop.web.components.parts import (
    button,
    field,
    link_button,
    plain_form,
    text_input,
)
from pmqa_workshop.web.states.office import SignIn
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return phone_page(
        language,
        rx.el.span(w("app.name"), class_name="font-bold text-primary text-lg"),
        rx.el.div(
            rx.el.h1(w("setup.title"), class_name=theme.TITLE),
            rx.cond(
                SignIn.is_expired,
                rx.el.p(w("error.link_expired"), class_name="text-danger font-bold"),
                rx.el.p(
                    rx.cond(SignIn.is_first, w("setup.first"), w("setup.invited")),
                    class_name="text-muted",
                ),
            ),
            rx.cond(
                SignIn.is_expired,
                link_button(w("sign_in.title"), routes.link(routes.SIGN_IN, language), "quiet"),
                _form(w, language),
            ),
            class_name=f"{theme.CARD} !p-6 space-y-4 mt-4",
        ),
    )


def _form(w: Words, language: str) -> rx.Component:
    return plain_form(
        "/auth/setup",
        language,
        rx.el.input(type="hidden", name="token", value=SignIn.token),
        rx.cond(
            SignIn.is_first,
            field(
                w("setup.agency"),
                text_input(name="agency_name", required=True, default_value=SignIn.agency_name),
            ),
        ),
        field(
            w("setup.name"),
            text_input(name="name", auto_complete="name", default_value=SignIn.name),
        ),
        field(
            w("sign_in.email"),
            text_input(
                type="email",
                name="email",
                required=True,
                auto_complete="username",
                default_value=SignIn.email,
                read_only=~SignIn.is_first,
            ),
        ),
        field(
            w("setup.password"),
            text_input(
                type="password",
                name="password",
                required=True,
                min_length=12,
                auto_complete="new-password",
            ),
            w("setup.password_hint"),
        ),
        button(w("setup.save"), type="submit", class_name="w-full"),
        class_name="space-y-4",
    )
