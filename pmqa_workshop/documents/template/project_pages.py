"""๕.๕ a page for each initiative: everything known of it, and where it came from."""

from pmqa_workshop.documents.template.sheet import line, tag
from pmqa_workshop.documents.template.styles import HEAD, style_id
from pmqa_workshop.documents.wordml import cell, paragraph, row, run, table, twips
from pmqa_workshop.domain import criteria

TITLE = "{{ row.code }} {{ row.title }}"
OWNER = "{{ row.owner }}{% if row.owner_name %} ({{ row.owner_name }}){% endif %}"
FINDING = "{{ entry.code }} {{ entry.source }} {{ entry.text }}"
LABEL, VALUE = 3.6, 12.4  # centimetres
WHOLE = LABEL + VALUE


def project_pages() -> str:
    """Return the pages; the tags read `group` and `row`."""
    return "".join(
        (
            tag("{%p for group in initiative_groups %}"),
            tag("{%p for row in group.rows %}"),
            tag("{%p if row.is_first %}"),
            paragraph(run(TITLE), style_id("heading 3")),
            tag("{%p else %}"),
            paragraph(run(TITLE), style_id("heading 3"), "<w:pageBreakBefore/>"),
            tag("{%p endif %}"),
            table(_fields(), [twips(LABEL), twips(VALUE)], "รายละเอียดโครงการ"),
            line("แผนรายเดือน ปีงบประมาณ พ.ศ. {{ fiscal_year }}", "Lead In"),
            _months(),
            tag("{%p endfor %}"),
            tag("{%p endfor %}"),
        )
    )


def _fields() -> list[str]:
    return [
        _field("หมวด", "{{ group.category }}"),
        _field("วัตถุประสงค์", "{{ row.objective }}"),
        _field("ที่มา (ข้อค้นพบ)", *_each("findings", FINDING)),
        _field("ข้อเสนอที่ตอบ", "{{ row.trace.ideas }}"),
        _field("กลุ่มประเด็น", "{{ row.trace.code }} {{ row.trace.name }}"),
        _field("ผลการลงคะแนน", "{{ row.trace.votes }}"),
        _field("มติ", "{{ row.trace.decision }} {{ row.trace.reason }}"),
        _field("กิจกรรม", *_each("steps", "{{ entry }}")),
        _field("ตัวชี้วัด: ปีฐาน → เป้า", *_each("goals", "{{ entry }}")),
        _field("ระยะเวลา", "{{ row.period }}"),
        _field("งบประมาณ (บาท)", "{{ row.budget }} {{ row.budget_source }}"),
        _field("ผู้รับผิดชอบหลัก", OWNER),
        _field("ผู้รับผิดชอบร่วม", "{{ row.co_owners|default('–', true) }}"),
        _field("ผลที่คาดว่าจะได้รับ", "{{ row.expected_result }}"),
        _field("ความเชื่อมโยง", *_each("links", "{{ entry }}")),
    ]  # fmt: skip


def _each(name: str, shown: str) -> tuple[str, ...]:
    return (f"{{%p for entry in row.{name} %}}", shown, "{%p endfor %}")


def _field(label: str, *texts: str) -> str:
    return row(
        [
            cell(line(label, "Table Strong"), twips(LABEL), fill=HEAD),
            cell("".join(line(text, "Table Text") for text in texts), twips(VALUE)),
        ]
    )


def _months() -> str:
    names = [month.short_th for month in criteria.fiscal_months()]
    width = twips(WHOLE / len(names))
    return table(
        [
            row(cell(line(name, "Table Head"), width, fill=HEAD, tight=True) for name in names),
            row(
                cell(line(f"{{{{ row.months[{at}] }}}}", "Table Center"), width)
                for at in range(len(names))
            ),
        ],
        [width] * len(names),
        "แผนรายเดือนของโครงการ",
    )
