"""Paper for people without a phone: sheets of findings to answer, and ballots."""

from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.papers import form
from pmqa_workshop.documents.template.sheet import Column, line, rows_table, section, tag
from pmqa_workshop.documents.template.styles import LINE, style_id
from pmqa_workshop.documents.wordml import TAB, cell, paragraph, row, run, table, twips

MARGIN, WIDTH = 1.5, 18.0  # centimetres: these are cut and collected, not filed
PICTURE = 4.0
TEXT = WIDTH - PICTURE
LABELS = ("ข้อเสนอ", "", "", "หน่วยงาน")
ON_SHEET = section("thaiNumbers", start=1, margin=MARGIN)
_DASHES = f'<w:pBdr><w:top w:val="dashed" w:sz="8" w:space="4" w:color="{LINE}"/></w:pBdr>'


def idea_sheet() -> Design:
    pages = (
        tag("{%p for group in ideas_on_paper.groups %}")
        + _top("{{ group.category }}")
        + _findings()
        + tag("{%p endfor %}")
        + _top("ข้อเสนอที่ไม่ได้ตอบข้อค้นพบข้อใด")
        + tag("{%p if not ideas_on_paper.groups %}")
        + line("ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ", "Missing")
        + tag("{%p endif %}")
        + _alone()
        + paragraph("", style_id("Section Break"))
    )
    return form("ใบเสนอแนวทางปรับปรุง", pages + ON_SHEET, WIDTH, drawn=("Sheet Picture",))


def _top(title: str) -> str:
    """Return the head of a sheet: each category's goes to other people."""
    return (
        line("ใบเสนอแนวทางปรับปรุง", "Sheet Title")
        + line("{{ brief.title }}", "Paper Line")
        + line(
            "เขียนหนึ่งช่องหนึ่งเรื่อง ไม่ต้องลงชื่อ แล้วส่งคืนเจ้าหน้าที่เพื่อบันทึกเข้าระบบ {{ ideas_on_paper.how }}",
            "Paper Line",
        )
        + line(title, "Sheet Heading")
    )


def _findings() -> str:
    """Return a table with a row for each finding: its words, room to write, its QR."""
    text, picture = twips(TEXT), twips(PICTURE)
    words = (
        line("{{ row.code }} {{ row.kind }} {{ row.source }}", "Sheet Code")
        + line("{{ row.text }}", "Sheet Text")
        + _lines(LABELS)
    )
    qr = (
        tag("{{p row.qr }}")
        + line("{{ row.scan }}", "Sheet Picture")
        + line("{{ reference_code }}", "Sheet Small")
    )
    rows = [
        _tags("{%tr for row in group.rows %}"),
        row([cell(words, text), cell(qr, picture, middle=True)]),
        _tags("{%tr endfor %}"),
    ]
    return table(rows, [text, picture], "ข้อค้นพบและที่ว่างสำหรับข้อเสนอ")


def _tags(text: str) -> str:
    return row([cell(line(text, "Sheet Text"), twips(WIDTH), span=2)])


def _lines(labels: tuple[str, ...], style: str = "Sheet Line") -> str:
    """Return dotted lines to write on, each after its label."""
    return "".join(
        paragraph((run(f"{label} ") if label else "") + TAB, style_id(style)) for label in labels
    )


def _alone() -> str:
    width = twips(WIDTH)
    boxes = "หมวด  ☐ ๑  ☐ ๒  ☐ ๓  ☐ ๔  ☐ ๕  ☐ ๖  ☐ ๗"
    block = line(boxes, "Sheet Text") + _lines(LABELS, "Sheet Wide Line")
    return table([row([cell(block, width)])] * 6, [width], "ที่ว่างสำหรับข้อเสนออื่น")


def ballot_sheet() -> Design:
    pages = (
        tag("{%p for copy in ballot.copies %}")
        + tag("{%p if copy.is_cut_off %}")
        + paragraph(run("ตัดตามรอยประ"), style_id("Cut Line"), _DASHES)
        + tag("{%p endif %}")
        + _ballot()
        + tag("{%p endfor %}")
        + paragraph("", style_id("Section Break"))
    )
    return form("บัตรลงคะแนน", pages + ON_SHEET, WIDTH)


def _ballot() -> str:
    columns = [
        Column("รหัส", 1.8, "{{ row.code }}", "Ballot Code", middle=True),
        Column("กลุ่มประเด็น", 11.0, "{{ row.name }}", "Ballot Text", middle=True),
        Column("หมวด", 1.4, "{{ row.category }}", "Ballot Code", middle=True),
        Column("{{ ballot.column }}", 3.8, "{{ row.boxes }}", "Ballot Box", middle=True),
    ]
    return (
        line("บัตรลงคะแนน {{ ballot.round }}", "Paper Title")
        + line("{{ brief.title }}", "Paper Line")
        + line("{{ ballot.rule }}", "Ballot Rule")
        + rows_table("บัตรลงคะแนน", "ballot.rows", columns, height=0.9)
        + line("{{ ballot.end }}  รหัสอ้างอิง {{ reference_code }}", "Ballot End")
        + tag("{%p if ballot.missing %}")
        + line("{{ ballot.missing }}", "Missing")
        + tag("{%p endif %}")
    )
