"""The plan's own template: its chapters in order, and what stands at the edges of its pages."""

from pmqa_workshop.documents.template.appendices import appendices, last_line
from pmqa_workshop.documents.template.chapters import (
    PORTRAIT,
    assessment,
    direction,
    introduction,
    priorities,
)
from pmqa_workshop.documents.template.edges import footer, header, page_line
from pmqa_workshop.documents.template.front import front
from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.plan_chapters import follow_up, plan
from pmqa_workshop.documents.template.sheet import LANDSCAPE
from pmqa_workshop.documents.template.sheet import PORTRAIT as PORTRAIT_WIDTH
from pmqa_workshop.documents.wordml import field, paragraph, run


def efficiency_plan() -> Design:
    chapters = (introduction, direction, assessment, priorities, plan, follow_up, appendices)
    return Design(
        title="แผนเพิ่มประสิทธิภาพองค์การ",
        pages=front() + "".join(chapter() for chapter in chapters) + last_line() + PORTRAIT,
        edges={
            "NoHeader": header(),
            "Header": header(paragraph(run("{{ draft_mark }} {{ agency.name }}"), "Header")),
            "NoFooter": footer(),
            "FrontFooter": footer(
                paragraph(field("PAGE", "ก"), "Footer", '<w:jc w:val="center"/>')
            ),
            "Footer": footer(page_line("{{ title }}", PORTRAIT_WIDTH)),
            "WideFooter": footer(page_line("{{ title }}", LANDSCAPE)),
        },
    )
