"""The check of a template in a child process: a bomb costs its seconds and memory, not ours."""

import json

from pmqa_workshop.documents.checking.report import Place, Problem, TemplateReport, report_from
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.guard.child import run_child

SECONDS = 7.5  # with the start and end of the process, an answer stands within ten
MEGABYTES = 512
_MODULE = "pmqa_workshop.documents.checking"


def check_template(
    kind: DocumentKind, content: bytes, *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> TemplateReport:
    """Return what is wrong with an office's template of this kind.

    It is looked at first, and only what is in order is tried in print. What was found before
    the time or memory ran out is kept.
    """
    order = json.dumps({"kind": kind.value, "megabytes": megabytes}).encode()
    ended = run_child(_MODULE, order + b"\n" + content, seconds)
    reports = [report_from(json.loads(line)) for line in ended.output.splitlines()]
    if ended.code is None:
        return _ended(reports, "trial_slow")
    if ended.code or not reports:
        return _ended(reports, "trial_memory" if ended.code < 0 else "trial_broken")
    return reports[-1]


def _ended(reports: list[TemplateReport], code: str) -> TemplateReport:
    """Return what is known of a template whose check had to be ended."""
    known = reports[-1] if reports else TemplateReport()
    return TemplateReport((*known.problems, Problem(Place(), code)), known.warnings)
