"""`python -m pmqa_workshop.documents.template` writes templates_docx/efficiency_plan.docx anew."""

from pmqa_workshop.documents.printing import TEMPLATE
from pmqa_workshop.documents.template import make_template

if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(make_template())
