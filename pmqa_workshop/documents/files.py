"""Any document an office takes away, made whole: the bytes and what kind of file they are."""

from pmqa_workshop.documents.apart import print_in_child
from pmqa_workshop.documents.open_data import open_data_of
from pmqa_workshop.documents.printing import PLAIN, print_document
from pmqa_workshop.documents.workbook import workbook_of
from pmqa_workshop.domain.documents import DocumentKind, MadeFile, PrintOptions
from pmqa_workshop.domain.plan import EfficiencyPlan

ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_file(
    kind: DocumentKind,
    plan: EfficiencyPlan,
    options: PrintOptions = PLAIN,
    *,
    template: bytes | None = None,
    page_numbers: bool = True,
) -> MadeFile:
    """Return a document of any kind; `template` and `page_numbers` concern Word ones only.

    What an office made of a template is printed apart, for it may take its time and memory.
    Raise TemplateRefused as print_document does.
    """
    if kind is DocumentKind.WORKBOOK:
        return MadeFile(workbook_of(plan, options), XLSX, "xlsx")
    if kind is DocumentKind.OPEN_DATA:
        return MadeFile(open_data_of(plan), ZIP, "zip")
    press = print_in_child if template else print_document
    printed = press(kind, plan, options, template=template, page_numbers=page_numbers)
    return MadeFile(printed.content, WORD, "docx", printed.notes)
