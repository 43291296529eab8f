"""บันทึกข้อความ that submits the plan; the Garuda is put in by the office."""

from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.papers import blank_lines, each, letter, signature
from pmqa_workshop.documents.template.sheet import PORTRAIT, line, points, prose, section, tag
from pmqa_workshop.documents.template.styles import style_id
from pmqa_workshop.documents.wordml import TAB, cell, paragraph, row, run, table, twips

GARUDA = 1.5  # centimetres high in a memo
SIDE = 3.0  # centimetres kept free for it, and as much opposite


def memo() -> Design:
    pages = _head() + _past() + _facts() + _considerations() + _proposal() + _signatures()
    return letter("บันทึกข้อความ", pages + section("thaiNumbers", start=1, first="rIdFirstHeader"))


def _head() -> str:
    side, middle = twips(SIDE), twips(PORTRAIT - 2 * SIDE)
    empty = paragraph("", style_id("People Line"))
    cells = [
        cell(empty, side),
        cell(line("บันทึกข้อความ", "Memo Title"), middle, middle=True),
        cell(empty, side),
    ]
    title = "ที่ว่างด้านซ้ายสำหรับครุฑสูง 1.5 เซนติเมตร"
    return (
        table([row(cells, height=twips(GARUDA))], [side, middle, side], title, "TableNormal")
        + _labelled("Memo Line", ("ส่วนราชการ", "{{ memo.sender }}"))
        + _labelled("Memo Pair", ("ที่", "{{ memo.number }}"), ("วันที่", "{{ memo.date }}"))
        + _labelled("Memo Line", ("เรื่อง", "{{ memo.subject }}"))
        + paragraph(run("เรียน", "Label") + run("  {{ memo.receiver }}"), style_id("Memo Receiver"))
    )


def _labelled(style: str, *pairs: tuple[str, str]) -> str:
    """Return labels with their words; the rest of the line is dotted."""
    return paragraph(
        "".join(run(label, "Label") + run(f"  {text} ") + TAB for label, text in pairs),
        style_id(style),
    )


def _past() -> str:
    return line("๑. เรื่องเดิม", "Memo Part") + prose(
        "{{ agency.name }} ได้รับรายงานป้อนกลับผลการตรวจประเมินคุณภาพการบริหารจัดการภาครัฐ "
        "ได้แก่ {{ memo.reports }} ซึ่งระบุข้อค้นพบ {{ count.findings }} ข้อ "
        "เป็นจุดแข็ง {{ count.strengths }} ข้อ โอกาสในการปรับปรุง {{ count.ofis }} ข้อ "
        "และข้อเสนอแนะ {{ count.comments }} ข้อ และต้องนำมาจัดทำเป็น"
        "แผนประจำปีงบประมาณ พ.ศ. {{ fiscal_year }}"
    )


def _facts() -> str:
    return (
        line("๒. ข้อเท็จจริง", "Memo Part")
        + prose(
            "{{ prepared_by }} จัดประชุมเชิงปฏิบัติการเมื่อวันที่ {{ memo.held_on }} "
            "ณ {{ memo.venue }} ({{ workshop.mode }}) มีผู้เข้าร่วม {{ count.people }} คน "
            "จาก {{ count.units }} หน่วยงาน ได้ข้อเสนอ {{ count.ideas }} เรื่อง "
            "จัดเป็น {{ count.themes }} กลุ่มประเด็น"
        )
        + tag("{%p if rounds %}")
        + each("memo.rounds", "{{ entry }}", "Body Thai")
        + tag("{%p else %}")
        + line("ยังไม่มีผลการลงคะแนน", "Missing")
        + tag("{%p endif %}")
        + prose(
            "ที่ประชุมมีมติบรรจุในแผน {{ count.selected }} กลุ่มประเด็น "
            "ในจำนวนนี้มติที่ต่างจากลำดับคะแนนมี {{ memo.differing }} กลุ่มประเด็น "
            "เหตุผลแสดงไว้ในบทที่ ๔ ของแผน"
        )
    )


def _considerations() -> str:
    categories = (
        points("จำแนกตามหมวด ดังนี้")
        + tag("{%p for row in memo.categories %}")
        + points("– {{ row.category }} {{ row.initiatives }} โครงการ {{ row.budget }}")
        + tag("{%p endfor %}")
    )
    open_points = (
        tag("{%p if is_draft and missing %}")
        + line("รายการที่ต้องเติมก่อนเสนอขออนุมัติ (ลบข้อความนี้เมื่อเติมครบแล้ว)", "Missing")
        + each("missing", "– {{ entry }}", "Missing")
        + tag("{%p endif %}")
    )
    return (
        line("๓. ข้อพิจารณา", "Memo Part")
        + prose(
            "{{ memo.title }} มี {{ count.initiatives }} โครงการ "
            "ใช้งบประมาณ {{ budget.with_budget }} โครงการ วงเงินรวม {{ budget.total }} บาท "
            "ไม่ใช้งบประมาณ {{ budget.without_budget }} โครงการ {{ budget.is_incomplete }} "
            "ทุกโครงการสืบย้อนได้ถึงข้อค้นพบ ข้อเสนอ และผลการลงคะแนนที่เป็นที่มา "
            "และมีหน่วยงานรับผิดชอบ {{ memo.owners }} หน่วยงาน {{ memo.ownerless }}"
        )
        + tag("{%p if memo.categories %}")
        + categories
        + tag("{%p endif %}")
        + open_points
    )


def _proposal() -> str:
    return (
        line("๔. ข้อเสนอ", "Memo Part")
        + prose("จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบขอได้โปรด")
        + points("(๑) เห็นชอบ {{ memo.title }} ตามเอกสารที่แนบ")
        + line(
            "(๒) มอบหมายหน่วยงานผู้รับผิดชอบดำเนินการตามแผน และรายงานผลการดำเนินงาน"
            "รอบ ๖ เดือน ๙ เดือน และ ๑๒ เดือน ต่อ{{ prepared_by }}",
            "Memo Plea",
        )
        + paragraph("", style_id("Memo Plea"))
    )


def _signatures() -> str:
    empty = paragraph("", style_id("People Line"))
    half = twips(PORTRAIT / 2)
    signed = [cell(empty, half), cell(signature("{{ memo.signer.role }}", "memo.signer"), half)]
    order = (
        line("คำสั่ง/ความเห็น", "Memo Part") + blank_lines(2) + paragraph("", style_id("Paper Sign"))
    )
    ordered = [
        cell(empty, half),
        cell(signature("{{ memo.approver.role }}", "memo.approver"), half),
    ]
    return (
        table([row(signed)], [half, half], "ช่องลงนามของผู้เสนอ", "TableNormal")
        + order
        + table([row(ordered)], [half, half], "ช่องลงนามของผู้พิจารณา", "TableNormal")
        + empty
    )
