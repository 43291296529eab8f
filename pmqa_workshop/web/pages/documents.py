"""The documents: what can be made, what was made, and who did what."""

import reflex as rx

from pmqa_workshop.web.components.document_kinds import kinds, looks_of_documents
from pmqa_workshop.web.components.document_list import made_documents
from pmqa_workshop.web.components.document_papers import papers
from pmqa_workshop.web.components.document_parts import tabs
from pmqa_workshop.web.components.document_templates import templates
from pmqa_workshop.web.components.frame import desk_page
from pmqa_workshop.web.components.history_table import history_table
from pmqa_workshop.web.components.office_fields import not_yet
from pmqa_workshop.web.states.documents import VIEWS, Documents
from pmqa_workshop.wording import Words, words


def draw(language: str) -> rx.Component:
    w = words(language)
    return desk_page(
        language,
        "documents",
        w("documents.title"),
        rx.cond(Documents.ready, _views(w, language), not_yet(language)),
        workshop=Documents.workshop_id,
    )


def _views(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(Documents.title, class_name="text-muted"),
        tabs(
            w("documents.views"),
            [(view, w(f"documents.view.{view}")) for view in VIEWS],
            Documents.view,
            lambda view: Documents.show(view),
        ),
        rx.match(
            Documents.view,
            ("papers", papers(language)),
            ("templates", templates(language)),
            ("history", history_table(w)),
            _making(w, language),
        ),
        rx.window_event_listener(on_focus=Documents.look_again),
        class_name="space-y-4",
    )


def _making(w: Words, language: str) -> rx.Component:
    return rx.el.div(
        _standing(w),
        rx.cond(
            Documents.may_prepare,
            looks_of_documents(w),
            rx.el.p(w("documents.may_not"), class_name="text-muted"),
        ),
        rx.el.section(
            rx.el.h2(w("documents.view.make"), class_name="visually-hidden"),
            kinds(language),
        ),
        made_documents(language),
        class_name="space-y-6",
    )


def _standing(w: Words) -> rx.Component:
    """Draw whether documents are drafts now."""
    return rx.cond(
        Documents.approved_on == "",
        rx.el.p(w("documents.draft"), class_name="border-l-[6px] border-warning pl-3"),
        rx.el.p(
            w("documents.approved", day=Documents.approved_on),
            class_name="border-l-[6px] border-positive pl-3",
        ),
    )
