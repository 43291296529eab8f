"""The template's chapters ๕ and ๖ and the appendices."""

from pmqa_workshop.documents.template.chapters import LANDSCAPE, PORTRAIT
from pmqa_workshop.documents.template.project_pages import project_pages
from pmqa_workshop.documents.template.sheet import (
    Column,
    caption,
    chapter,
    either,
    figure,
    grouped_table,
    heading,
    lead,
    note,
    plain_table,
    points,
    section_end,
    tag,
)

NO_INITIATIVES = "ยังไม่มีโครงการในแผน"


def plan() -> str:
    return (
        chapter("แผนเพิ่มประสิทธิภาพองค์การ")
        + heading("ภาพรวม")
        + lead(
            "แผนประจำปีงบประมาณ พ.ศ. {{ fiscal_year }} มี {{ count.initiatives }} โครงการ "
            "วงเงินรวม {{ budget.total }} บาท {{ budget.is_incomplete }} "
            "จำแนกตามหมวดดัง [[tbl_overview]]"
        )
        + _overview()
        + either(
            "budget_chart", _budgets(), "ไม่มีโครงการที่ระบุงบประมาณ จึงไม่มีแผนภูมิงบประมาณ", "Source Note"
        )
        + heading("แผนรายหมวด")
        + either("initiative_groups", _initiatives(), NO_INITIATIVES)
        + heading("แผนการดำเนินงาน")
        + either("gantt", _gantt(), NO_INITIATIVES)
        + tag("{%p if three_years %}")
        + heading("แผนระยะ ๓ ปี")
        + either("initiative_groups", _three_years(), NO_INITIATIVES)
        + tag("{%p endif %}")
        + section_end(LANDSCAPE)
        + tag("{%p if project_pages %}")
        + heading("รายละเอียดรายโครงการ")
        + either("initiative_groups", project_pages(), NO_INITIATIVES)
        + tag("{%p endif %}")
    )


def _budgets() -> str:
    return figure(
        "budget_chart", "fig_budget", "งบประมาณจำแนกตามหมวด ปีงบประมาณ พ.ศ. {{ fiscal_year }}"
    )


def _three_years() -> str:
    columns = [
        Column("ลำดับ", 0.9, "{{ row.number }}", "Table Center"),
        Column("กิจกรรม/โครงการ", 5.6, ("{{ row.code }} {{ row.title }}",)),
        Column("ปี {{ years[0] }}\nระยะเวลา", 2.4, "{{ row.period }}", "Table Center"),
        Column("ปี {{ years[0] }}\nงบประมาณ (บาท)", 2.3, "{{ row.budget }}", "Table Figure"),
        Column("ปี {{ years[1] }}\nการดำเนินงาน", 3.6, ""),
        Column("ปี {{ years[1] }}\nงบประมาณ (บาท)", 2.3, ""),
        Column("ปี {{ years[2] }}\nการดำเนินงาน", 3.6, ""),
        Column("ปี {{ years[2] }}\nงบประมาณ (บาท)", 2.3, ""),
        Column("ผู้รับผิดชอบ", 2.7, "{{ row.owner }}"),
    ]
    return (
        lead(
            "[[tbl_three_years]] แสดงงานของปีงบประมาณ พ.ศ. {{ years[0] }} "
            "และเว้นช่องของปี {{ years[1] }} และ {{ years[2] }} ไว้ให้หน่วยงานเจ้าของโครงการเติม"
        )
        + grouped_table(
            "tbl_three_years", "แผนระยะ ๓ ปี พ.ศ. {{ years[0] }}–{{ years[2] }}",
            "initiative_groups", columns,
        )
        + note("รวมงบประมาณปี {{ years[0] }}: {{ budget.total }} บาท {{ budget.is_incomplete }}")
    )  # fmt: skip


def _overview() -> str:
    columns = [
        Column("หมวด", 9.7, "{{ row.category }}"),
        Column("จำนวนโครงการ", 2.6, "{{ row.initiatives }}", "Table Center"),
        Column("ใช้งบประมาณ", 2.6, "{{ row.with_budget }}", "Table Center"),
        Column("ไม่ใช้งบประมาณ", 2.6, "{{ row.without_budget }}", "Table Center"),
        Column("ยังไม่ระบุ", 2.2, "{{ row.budget_unknown }}", "Table Center"),
        Column("งบประมาณ (บาท)", 3.8, "{{ row.budget }}", "Table Right"),
        Column("ร้อยละ", 2.2, "{{ row.share }}", "Table Center"),
    ]
    counted = (
        "count.initiatives", "budget.with_budget", "budget.without_budget", "budget.unknown",
        "budget.total",
    )  # fmt: skip
    total = ["รวม", *(f"{{{{ {name} }}}}" for name in counted), ""]
    return plain_table(
        "tbl_overview", "จำนวนโครงการและงบประมาณจำแนกตามหมวด", "overview", columns, total
    )


def _initiatives() -> str:
    def each(name: str) -> tuple[str, ...]:
        return (f"{{%p for entry in row.{name} %}}", "{{ entry }}", "{%p endfor %}")

    def if_any(name: str, text: str) -> tuple[str, ...]:
        return (f"{{%p if row.{name} %}}", text, "{%p endif %}")

    findings = (
        "{%p for finding in row.findings %}",
        "{{ finding.code }} {{ finding.source }} {{ finding.text }}",
        "{%p endfor %}",
    )
    owner = (
        "{{ row.owner }}",
        *if_any("owner_name", "({{ row.owner_name }})"),
        *if_any("co_owners", "ร่วม: {{ row.co_owners }}"),
    )
    columns = [
        Column("ลำดับ", 0.9, "{{ row.number }}", "Table Center"),
        Column("ประเด็นการพัฒนา\n(ข้อค้นพบ/ที่มา)", 4.0, findings),
        Column("กิจกรรม/โครงการ", 4.3, (
            "{{ row.code }} {{ row.title }}", *each("activities"),
            *if_any("against_votes", "มติต่างจากลำดับคะแนน: {{ row.against_votes }}"),
        )),
        Column("วัตถุประสงค์", 2.8, "{{ row.objective }}"),
        Column("ตัวชี้วัด\n(หน่วยนับ)", 3.0, each("kpis")),
        Column("ค่าเป้าหมาย\n(ปีฐาน\n→ เป้า)", 1.9, each("targets"), "Table Center"),
        Column("ระยะเวลา", 2.0, "{{ row.period }}", "Table Center"),
        Column(
            "งบประมาณ\n(บาท)/\nแหล่งงบ", 1.9,
            ("{{ row.budget }}", *if_any("budget_source", "{{ row.budget_source }}")),
            "Table Figure",
        ),
        Column("ผู้รับผิดชอบ\nหลัก/ร่วม", 2.3, owner),
        Column("ผลที่คาดว่า\nจะได้รับ", 2.6, "{{ row.expected_result }}"),
    ]  # fmt: skip
    return grouped_table(
        "tbl_plan", "แผนเพิ่มประสิทธิภาพองค์การรายหมวด", "initiative_groups", columns
    ) + note("หมายเหตุ: เครื่องหมาย … หมายถึง ข้อมูลที่ยังไม่ได้ระบุ")


def _gantt() -> str:
    return (
        caption("tbl_gantt", "แผนการดำเนินงานรายเดือน ปีงบประมาณ พ.ศ. {{ fiscal_year }}")
        + tag("{{p gantt }}")
        + note("หมายเหตุ: เครื่องหมาย ■ หมายถึง เดือนที่ดำเนินการ")
    )


def follow_up() -> str:
    return (
        chapter("การขับเคลื่อน ติดตาม และประเมินผล")
        + _mechanism()
        + heading("ปฏิทินติดตาม")
        + lead("ติดตามความก้าวหน้าเป็นรอบ ๖ เดือน ๙ เดือน และ ๑๒ เดือน ดัง [[tbl_follow_up]]")
        + _calendar()
        + section_end(PORTRAIT)
        + heading("แบบรายงานความก้าวหน้า")
        + either("initiative_groups", _progress_form(), NO_INITIATIVES)
        + section_end(LANDSCAPE)
        + _risks()
    )


def _mechanism() -> str:
    return heading("กลไกและบทบาท") + points(
        "(๑) คณะกรรมการกำกับติดตามการพัฒนาคุณภาพการบริหารจัดการภาครัฐ เห็นชอบแผน "
        "กำกับทิศทาง และแก้ไขปัญหาข้ามหน่วยงาน",
        "(๒) คณะทำงานรายหมวด ติดตามโครงการในหมวดที่รับผิดชอบและเชื่อมโยงผลกับเกณฑ์",
        "(๓) หน่วยงานผู้รับผิดชอบโครงการ ดำเนินการ รายงานผล และจัดเก็บเอกสารหลักฐาน",
        "(๔) {{ prepared_by }} เป็นเลขานุการ รวบรวมรายงานความก้าวหน้าและเสนอผู้บริหาร",
    )


def _calendar() -> str:
    columns = [
        Column("รอบ", 2.6, "{{ row.name }}", "Table Center"),
        Column("ช่วงผลงาน", 4.4, "{{ row.covers }}", "Table Center"),
        Column("กำหนดส่งรายงาน", 4.4, "ภายใน ๑๕ วันหลังสิ้นรอบ", "Table Center"),
        Column("ผู้รับผิดชอบ", 4.6, "หน่วยงานเจ้าของโครงการ ส่ง {{ prepared_by }}"),
    ]
    return plain_table("tbl_follow_up", "ปฏิทินติดตามผลการดำเนินงาน", "follow_ups", columns)


def _progress_form() -> str:
    goals = ("{%p for entry in row.goals %}", "{{ entry }}", "{%p endfor %}")
    columns = [
        Column("ลำดับ", 0.9, "{{ row.number }}", "Table Center"),
        Column("กิจกรรม/โครงการ", 5.0, ("{{ row.code }} {{ row.title }}", "({{ row.owner }})")),
        Column("ตัวชี้วัด/เป้าหมาย", 4.4, goals),
        Column("ผลการดำเนินงาน\n(รอบ ...... เดือน)", 4.4, ""),
        Column("ร้อยละ", 1.4, ""),
        Column("สถานะ", 1.8, ""),
        Column("ปัญหา/อุปสรรค", 2.8, ""),
        Column("แนวทางแก้ไข", 2.6, ""),
        Column("เอกสารหลักฐาน", 2.4, ""),
    ]
    return (
        lead("รอบการรายงาน:  ☐ รอบ ๖ เดือน   ☐ รอบ ๙ เดือน   ☐ รอบ ๑๒ เดือน")
        + grouped_table("tbl_progress", "แบบรายงานความก้าวหน้า", "initiative_groups", columns)
        + note("สถานะ: ยังไม่เริ่ม / อยู่ระหว่างดำเนินการ / แล้วเสร็จ / ล่าช้า / ยกเลิก")
    )


def _risks() -> str:
    return (
        heading("ความเสี่ยงและแนวทางจัดการ")
        + points(
            "(๑) งบประมาณได้รับจัดสรรไม่ครบหรือล่าช้า: จัดลำดับโครงการสำคัญก่อน และเริ่มกิจกรรมที่ไม่ใช้งบประมาณทันที",
            "(๒) ผู้รับผิดชอบเปลี่ยนตำแหน่ง: กำหนดผู้รับผิดชอบร่วมและส่งมอบงานเป็นเอกสาร",
            "(๓) งานข้ามหน่วยงานไม่มีเจ้าภาพชัดเจน: ให้คณะกรรมการกำกับติดตามฯ มอบหมายเจ้าภาพหลัก",
            "(๔) ไม่มีข้อมูลวัดผลตามตัวชี้วัด: กำหนดแหล่งข้อมูลและรอบการจัดเก็บก่อนเริ่มโครงการ",
        )
        + heading("ปัจจัยแห่งความสำเร็จ")
        + points(
            "(๑) ผู้บริหารติดตามและสื่อสารความคืบหน้าอย่างสม่ำเสมอ",
            "(๒) หน่วยงานเจ้าของโครงการเป็นผู้กำหนดและเป็นเจ้าของตัวชี้วัดเอง",
            "(๓) บุคลากรเห็นว่าข้อเสนอของตนถูกนำไปใช้ และได้รับทราบเหตุผลเมื่อไม่ถูกเลือก",
            "(๔) ข้อมูลและเอกสารหลักฐานถูกเก็บตั้งแต่เริ่มดำเนินการ",
        )
    )
