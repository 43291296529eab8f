"""Small parts: buttons, fields, chips, the category mark."""

from typing import Any

import reflex as rx

from pmqa_workshop.domain.criteria import categories
from pmqa_workshop.web import theme
from pmqa_workshop.wording import Words, words


class _PlainForm(rx.el.Div):
    """A form the browser itself sends: Reflex's own forms never leave the page."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def plain_form(action: str, language: str, *content: Any, **props: Any) -> rx.Component:
    """Draw a form posted to a route of ours, which is told the language of the page."""
    hidden = rx.el.input(type="hidden", name="language", value=language)
    return _PlainForm.create(hidden, *content, action=action, method="post", **props)


def button(*content: Any, look: str = "primary", **props: Any) -> rx.Component:
    """Draw a button; `look` is primary, quiet, plain or danger."""
    extra = props.pop("class_name", "")
    return rx.el.button(
        *content, type=props.pop("type", "button"), class_name=f"{theme.BUTTON[look]} {extra}",
        **props,
    )  # fmt: skip


def link_button(text: Any, href: Any, look: str = "primary", **props: Any) -> rx.Component:
    """Draw a link that looks like a button: for going somewhere, not for doing something."""
    extra = props.pop("class_name", "")
    return rx.el.a(text, href=href, class_name=f"{theme.BUTTON[look]} {extra}", **props)


def field(label: str, control: rx.Component, hint: str = "") -> rx.Component:
    """Draw a label around its control, with a hint below when there is one."""
    return rx.el.label(
        rx.el.span(label, class_name=theme.LABEL),
        control,
        rx.el.span(hint, class_name="block text-base text-muted mt-1") if hint else rx.fragment(),
        class_name="block",
    )


def text_input(**props: Any) -> rx.Component:
    extra = props.pop("class_name", "")
    return rx.el.input(class_name=f"{theme.FIELD} {extra}", **props)


def text_area(**props: Any) -> rx.Component:
    extra = props.pop("class_name", "")
    return rx.el.textarea(class_name=f"{theme.FIELD} {extra}", **props)


def choice(options: list[tuple[str, str]], **props: Any) -> rx.Component:
    """Draw a native select of (value, text) known when the page is built."""
    extra = props.pop("class_name", "")
    return rx.el.select(
        *[rx.el.option(text, value=value) for value, text in options],
        class_name=f"{theme.FIELD} {extra}",
        **props,
    )


def chip(*content: Any, tone: str = "plain") -> rx.Component:
    """Draw a chip; `tone` is plain, positive, warning or danger."""
    tones = {
        "plain": "bg-paper text-ink",
        "positive": "bg-positive-soft text-ink border-positive",
        "warning": "bg-warning-soft text-warning border-warning",
        "danger": "bg-danger-soft text-danger border-danger",
    }
    return rx.el.span(*content, class_name=f"{theme.CHIP} {tones[tone]}")


def category_options(language: str) -> list[tuple[str, str]]:
    """Return หมวด 1–7 for a select, number and name together."""
    return [(str(c.number), f"{c.number} {c.name(language)}") for c in categories()]


def category_mark(number: Any, w: Words) -> rx.Component:
    """Draw the dot and the number of a category held in a var."""
    dots = [(n, rx.el.span(class_name=f"inline-block w-3 h-3 rounded-full bg-cat{n}",
                           aria_hidden="true")) for n in theme.CATEGORY_COLOURS]  # fmt: skip
    return rx.el.span(
        rx.match(number, *dots, rx.fragment()),
        w("category.short", number="").strip(),
        " ",
        number,
        class_name="inline-flex items-center gap-1 text-base whitespace-nowrap",
    )


def words_of(var: Any, prefix: str, codes: tuple[str, ...], language: str) -> rx.Component:
    """Draw the words for a code held in a var, such as a stage or a doubt."""
    w = words(language)
    return rx.match(var, *[(code, w(f"{prefix}.{code}")) for code in codes], "")


def empty(text: str, *actions: rx.Component) -> rx.Component:
    """Draw an empty list's face: what to do next, and one button."""
    return rx.el.div(
        rx.el.p(text, class_name="text-lg text-muted"),
        *actions,
        class_name="border-2 border-dashed border-line rounded-card p-8 text-center space-y-4 "
        "bg-paper",
    )
