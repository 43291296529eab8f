"""Files out: an efficiency plan to bytes. No database."""

from pmqa_workshop.documents.apart import print_in_child
from pmqa_workshop.documents.checking import check_template
from pmqa_workshop.documents.files import make_file
from pmqa_workshop.documents.printing import (
    NO_PAGE_LAYOUT,
    OTHER_FONT,
    PrintedDocument,
    print_document,
)
from pmqa_workshop.documents.snapshot import plan_of, snapshot_of

__all__ = [
    "NO_PAGE_LAYOUT", "OTHER_FONT", "PrintedDocument", "check_template", "make_file",
    "plan_of", "print_document", "print_in_child", "snapshot_of",
]  # fmt: skip
