"""The child: reads an order and a template, tells what it found after each of its two steps."""

import json
import sys

from pmqa_workshop.documents.checking.looking import look_at
from pmqa_workshop.documents.checking.report import TemplateReport
from pmqa_workshop.documents.checking.trial import try_printing
from pmqa_workshop.domain.documents import DocumentKind
from pmqa_workshop.guard.child import limit_memory


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    kind = DocumentKind(order["kind"])
    limit_memory(order["megabytes"])
    report = look_at(kind, content)
    _tell(report)
    if report.is_usable:
        _tell(TemplateReport(try_printing(kind, content), report.warnings))


def _tell(report: TemplateReport) -> None:
    sys.stdout.write(json.dumps(report.as_json()) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
