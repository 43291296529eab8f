"""Documents as plain values for the screen: what each kind lacks, and what was made."""

from typing import Any

from pmqa_workshop.domain.completeness import Lack, blanks, lacks
from pmqa_workshop.domain.documents import WORD_KINDS, DocumentKind, MakingState
from pmqa_workshop.domain.plan import EfficiencyPlan
from pmqa_workshop.domain.thai import in_thailand
from pmqa_workshop.queries.documents import DocumentView
from pmqa_workshop.services.documents import options_of
from pmqa_workshop.web.states.office import day_words
from pmqa_workshop.wording import catalogue, phrase

PENDING = (MakingState.WAITING, MakingState.MAKING)
EXTENSIONS = {"docx": "Word", "xlsx": "Excel", "zip": "ZIP"}
FIELDS: dict[str, str] = {  # of the papers form, by what lacks
    Lack.RECEIVER: "memo_to",
    Lack.SIGNATORIES: "signatories",
    Lack.MEETING_NUMBER: "meeting_number",
    Lack.CHAIR: "chair_name",
    Lack.RECORDER: "recorder_name",
    Lack.INVITEES: "invitees",
    Lack.ATTENDANCE: "invitees",
}
PLACES: dict[str, str] = {  # the screen where the rest is filled in
    Lack.INITIATIVES: "plan",
    Lack.BLANKS: "plan",
    Lack.DAY: "workshop",
    Lack.FINDINGS: "findings",
    Lack.THEMES: "grouping",
    Lack.BALLOT: "console",
    Lack.RESULTS: "console",
}
NEVER_MADE: dict[str, Any] = {"id": 0, "state": ""}


def lacking_words(plan: EfficiencyPlan, language: str) -> dict[str, list[dict[str, str]]]:
    """Return by kind what it would leave blank, each with the place where it is filled in."""
    count = blanks(plan)
    return {
        kind.value: [
            {
                "lack": lack.value,
                "text": phrase(f"lack.{lack}", language, count=count),
                "at": PLACES.get(lack, "papers"),
            }
            for lack in lacks(kind, plan)
        ]
        for kind in DocumentKind
    }


def made_rows(views: list[DocumentView], language: str) -> list[dict[str, Any]]:
    return [_row(view, language) for view in views]


def latest_of(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the newest row of each kind."""
    latest = {kind.value: NEVER_MADE for kind in DocumentKind}
    return latest | {row["kind"]: row for row in reversed(rows)}


def _row(view: DocumentView, language: str) -> dict[str, Any]:
    kind = phrase(f"document.{view.kind}", language)
    moment = in_thailand(view.made_at or view.asked_at)
    day = day_words(moment.date(), language)
    return {
        "id": view.id,
        "number": f"{view.number:03}",
        "kind": view.kind.value,
        "is_word": view.kind in WORD_KINDS,
        "name": phrase("documents.version", language, kind=kind, version=view.version),
        "version": view.version,
        "state": view.state.value,
        "told": phrase(f"making.{_stage(view)}", language, ahead=view.ahead),
        "when": phrase("documents.moment", language, day=day, time=f"{moment:%H:%M}"),
        "about": " · ".join(filter(None, _about(view, language))),
        "notes": [_worded("documents.note", code, language) for code in view.notes],
        "reason": reason_words(view.reason, language) if view.reason else "",
    }


def _stage(view: DocumentView) -> str:
    """Return the state, one that waits behind nobody told apart."""
    is_next = view.state is MakingState.WAITING and not view.ahead
    return "next" if is_next else view.state.value


def _about(view: DocumentView, language: str) -> list[str]:
    again = view.again_of and phrase("documents.again_of", language, number=f"{view.again_of:03}")
    return [
        view.by,
        f"{EXTENSIONS.get(view.extension, view.extension)} {size_words(view.size)}".strip(),
        *(_print_options(view, language) if view.kind in WORD_KINDS else ()),
        again or "",
    ]


def _print_options(view: DocumentView, language: str) -> list[str]:
    chosen = options_of(view.options)
    words = [phrase(f"digits.{chosen.digits}", language), chosen.face.value]
    if view.kind is DocumentKind.PLAN:
        words += [
            phrase(f"documents.{name}", language)
            for name in ("three_years", "project_pages")
            if getattr(chosen, name)
        ]
    if view.kind is DocumentKind.PROGRESS_FORM:
        words.append(phrase("documents.round_months", language, months=chosen.round_months))
    if not view.template:
        return [*words, phrase("documents.built_in", language)]
    return [*words, phrase("documents.template", language, name=view.template)]


def size_words(size: int) -> str:
    """Return "" for nothing, "48 KB", or "1.2 MB"."""
    if size < 1024 * 1024:
        return f"{-(-size // 1024)} KB" if size else ""
    return f"{size / 1024 / 1024:.1f} MB"


def reason_words(reason: str, language: str) -> str:
    """Return why one could not be made; a reason without its detail loses its colon."""
    code, _, detail = reason.partition(" ")
    said = _worded("reason", code, language)
    return f"{said} {detail}" if detail else said.removesuffix(":")


def _worded(prefix: str, code: str, language: str) -> str:
    return catalogue(language).get(f"{prefix}.{code}", code)
