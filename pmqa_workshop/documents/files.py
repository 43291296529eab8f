"""Any document an office takes away, made whole: the bytes and what kind of file they are."""

from dataclasses import dataclass

from pmqa_workshop.documents.apart import print_in_child
from pmqa_workshop.documents.printing import PLAIN, print_document
from pmqa_workshop.domain.documents import DocumentKind, PrintOptions
from pmqa_workshop.domain.plan import EfficiencyPlan

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class MadeFile:
    """A finished file; `notes` are codes of what its reader should know."""

    content: bytes
    media_type: str
    extension: str  # without the dot
    notes: tuple[str, ...] = ()


def make_file(
    kind: DocumentKind,
    plan: EfficiencyPlan,
    options: PrintOptions = PLAIN,
    template: bytes | None = None,
    *,
    page_numbers: bool = True,
) -> MadeFile:
    """Return a document of any kind; `template` and `page_numbers` concern Word ones only.

    What an office made of a template is printed apart, for it may take its time and memory.
    """
    press = print_in_child if template else print_document
    printed = press(kind, plan, options, template=template, page_numbers=page_numbers)
    return MadeFile(printed.content, DOCX, "docx", printed.notes)
