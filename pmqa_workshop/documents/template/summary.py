"""The executive summary: one page whatever the size of the plan."""

from pmqa_workshop.documents.template.package import Design
from pmqa_workshop.documents.template.papers import DRAFT_OF_AGENCY, each, form
from pmqa_workshop.documents.template.sheet import (
    PORTRAIT,
    Column,
    either,
    line,
    rows_table,
    section,
    tag,
)
from pmqa_workshop.documents.wordml import cell, row, table, twips

FIGURES = (
    ("count.people", "ผู้เข้าร่วม"), ("count.findings", "ข้อค้นพบ"), ("count.ideas", "ข้อเสนอ"),
    ("count.themes", "กลุ่มประเด็น"), ("count.selected", "บรรจุในแผน"),
    ("count.initiatives", "โครงการ"),
)  # fmt: skip


def summary() -> Design:
    pages = (
        line("{{ draft_mark }} สรุปสำหรับผู้บริหาร", "Paper Title")
        + line("{{ brief.title }}", "Paper Line")
        + line("{{ brief.meeting }}", "Paper Line After")
        + _figures()
        + _money()
        + _categories()
        + _votes()
        + _costliest()
        + _open_points()
    )
    return form(
        "สรุปสำหรับผู้บริหาร", pages + section("thaiNumbers", start=1), PORTRAIT, above=DRAFT_OF_AGENCY
    )


def _figures() -> str:
    width = twips(PORTRAIT / len(FIGURES))
    cells = [
        cell(line(f"{{{{ {value} }}}}", "Key Figure") + line(name, "Key Name"), width)
        for value, name in FIGURES
    ]
    return table([row(cells)], [width] * len(FIGURES), "ตัวเลขสำคัญ")


def _money() -> str:
    return line("{{ brief.money }}", "Lead In")


def _categories() -> str:
    columns = [
        Column("หมวด", 7.4, "{{ row.category }}"),
        Column("โอกาสในการปรับปรุง", 2.2, "{{ row.ofis }}", "Table Center"),
        Column("ข้อเสนอ", 1.6, "{{ row.ideas }}", "Table Center"),
        Column("โครงการ", 1.6, "{{ row.initiatives }}", "Table Center"),
        Column("งบประมาณ (บาท)", 3.2, "{{ row.budget }}", "Table Right"),
    ]
    return rows_table("แผนจำแนกตามหมวด", "overview", columns)


def _votes() -> str:
    foremost = (
        tag("{%p for row in brief.foremost %}")
        + line("{{ row.rank }}) {{ row.name }} ({{ row.points }} คะแนน) {{ row.decision }}",
               "Summary Item")
        + tag("{%p endfor %}")
        + line("{{ brief.differing }}", "Paper Note")
        + each("brief.reasons", "{{ entry }}", "Summary Item")
    )  # fmt: skip
    return line("ข้อเสนอที่ได้รับคะแนนสูงสุด", "Lead In") + either(
        "brief.foremost", foremost, "ยังไม่มีผลการลงคะแนน"
    )


def _costliest() -> str:
    return (
        tag("{%p if brief.costliest %}")
        + line("โครงการที่ใช้งบประมาณสูงสุด", "Lead In")
        + each("brief.costliest", "{{ entry }}", "Summary Item")
        + tag("{%p endif %}")
    )


def _open_points() -> str:
    return (
        tag("{%p if brief.open_points %}")
        + line("ยังต้องเติม: {{ brief.open_points }}", "Missing")
        + tag("{%p endif %}")
    )
