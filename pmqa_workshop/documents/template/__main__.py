"""`python -m pmqa_workshop.documents.template` writes the templates of templates_docx/ anew."""

from pmqa_workshop.documents.kinds import TEMPLATES
from pmqa_workshop.documents.template import made_templates

if __name__ == "__main__":
    for name, content in made_templates().items():
        (TEMPLATES / name).write_bytes(content)
