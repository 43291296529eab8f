"""The staff's way in: a plain form that works before any websocket."""

import reflex as rx

from pmqa_workshop.web import routes, theme
from pmqa_workshop.web.components.frame import phone_page
from pmqa_workshop.web.components.parts import button, field, plain_form, text_input
from pmqa_workshop.web.states.office import SignIn
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return phone_page(
        language,
        rx.el.span(w("app.name"), class_name="font-bold text-primary text-lg"),
        rx.el.div(
            rx.el.h1(w("sign_in.title"), class_name=theme.TITLE),
            rx.el.p(w("sign_in.for_whom"), class_name="text-muted"),
            _form(w, language),
            rx.el.p(
                w("sign_in.participant"),
                " ",
                rx.el.a(
                    w("sign_in.join"),
                    href=routes.link(routes.JOIN, language),
                    class_name="underline text-primary font-bold inline-flex items-center min-h-11",
                ),
            ),
            class_name=f"{theme.CARD} !p-6 space-y-4 mt-4",
        ),
    )


def _form(w: Words, language: str) -> rx.Component:
    return plain_form(
        "/auth/sign-in",
        language,
        rx.el.input(type="hidden", name="next", value=SignIn.onward),
        field(
            w("sign_in.email"),
            text_input(
                type="email",
                name="email",
                required=True,
                auto_complete="username",
                default_value=SignIn.email,
            ),
        ),
        field(
            w("sign_in.password"),
            text_input(
                type="password", name="password", required=True, auto_complete="current-password"
            ),
        ),
        button(w("sign_in.enter"), type="submit", class_name="w-full"),
        class_name="space-y-4",
    )
