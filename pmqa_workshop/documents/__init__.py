"""Files out: an efficiency plan to bytes. No database."""

from pmqa_workshop.documents.checking import check_template
from pmqa_workshop.documents.printing import (
    NO_PAGE_LAYOUT,
    OTHER_FONT,
    PrintedDocument,
    print_document,
)

__all__ = ["NO_PAGE_LAYOUT", "OTHER_FONT", "PrintedDocument", "check_template", "print_document"]
