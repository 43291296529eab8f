"""The template's chapters ๑–๔."""

from pmqa_workshop.documents.template.sheet import (
    Column,
    caption,
    chapter,
    either,
    figure,
    grouped_table,
    heading,
    lead,
    line,
    note,
    plain_table,
    points,
    prose,
    section,
    section_end,
    tag,
)

FIRST = section("thaiNumbers", start=1)
PORTRAIT = section("thaiNumbers")
NOT_ASSESSED = (
    "ที่ประชุมจัดลำดับด้วยการลงคะแนน ไม่ได้ประเมินผลกระทบและความพยายามของแต่ละกลุ่มประเด็น จึงไม่มีเมทริกซ์ในแผนฉบับนี้"
)
LANDSCAPE = section("thaiNumbers", landscape=True, footer="rIdWideFooter")


def introduction() -> str:
    return (
        chapter("บทนำ")
        + heading("หลักการและเหตุผล")
        + prose(
            "การพัฒนาคุณภาพการบริหารจัดการภาครัฐ (Public Sector Management Quality Award: PMQA) "
            "เป็นเครื่องมือที่ส่วนราชการใช้ประเมินตนเองและปรับปรุงการดำเนินงานอย่างต่อเนื่อง "
            "ผลการตรวจประเมินแสดงเป็นรายงานป้อนกลับ ซึ่งระบุจุดแข็งที่ควรรักษาและ"
            "โอกาสในการปรับปรุงที่ควรเร่งดำเนินการ",
            "{{ agency.name }} จึงนำรายงานป้อนกลับมาวิเคราะห์ร่วมกับเป้าหมายเชิงยุทธศาสตร์ "
            "และเปิดให้บุคลากรร่วมเสนอแนวทาง จัดลำดับความสำคัญ และกำหนดโครงการ "
            "เพื่อให้ทรัพยากรที่มีอยู่ถูกใช้กับเรื่องที่เกิดผลต่อประชาชนมากที่สุด",
        )
        + heading("วัตถุประสงค์")
        + points(
            "(๑) เพื่อกำหนดแนวทางปรับปรุงองค์การให้ตอบข้อค้นพบจากรายงานป้อนกลับครบทุกหมวด",
            "(๒) เพื่อเชื่อมโยงการพัฒนาองค์การกับเป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน "
            "ยุทธศาสตร์ชาติ และเป้าหมายการพัฒนาที่ยั่งยืน",
            "(๓) เพื่อกำหนดผู้รับผิดชอบ ตัวชี้วัด ระยะเวลา และงบประมาณที่ติดตามผลได้",
            "(๔) เพื่อยกระดับการพัฒนาสู่ระบบราชการ ๔.๐",
        )
        + _framework()
        + _process()
        + _terms()
    )


def _framework() -> str:
    return (
        heading("กรอบแนวคิด")
        + prose(
            "แผนฉบับนี้ใช้กรอบระบบราชการ ๔.๐ ซึ่งประกอบด้วย ๓ มิติ ๓ ปัจจัยแห่งความสำเร็จ "
            "และ ๑๐ คุณลักษณะ ร่วมกับเกณฑ์คุณภาพการบริหารจัดการภาครัฐ ๗ หมวด"
        )
        + line("มิติของระบบราชการ ๔.๐", "Lead In")
        + points(
            "(๑) ภาครัฐที่เปิดกว้างและเชื่อมโยงกัน",
            "(๒) ภาครัฐที่ยึดประชาชนเป็นศูนย์กลาง",
            "(๓) ภาครัฐที่มีขีดสมรรถนะสูงและทันสมัย",
        )
        + line("ปัจจัยแห่งความสำเร็จ", "Lead In")
        + points(
            "(๑) การสานพลังทุกภาคส่วน (Collaboration)",
            "(๒) การสร้างนวัตกรรม (Innovation)",
            "(๓) การปรับเข้าสู่ความเป็นดิจิทัล (Digitization/Digitalization)",
        )
        + line("คุณลักษณะ ๑๐ ประการ", "Lead In")
        + tag("{%p for characteristic in characteristics %}")
        + points("({{ characteristic.number }}) {{ characteristic.name }}")
        + tag("{%p endfor %}")
    )


def _process() -> str:
    by_category = prose(
        "ผู้เข้าร่วมจำแนกตามกลุ่มหมวดได้แก่ {% for row in attendance.by_category %}"
        "{{ row.category }} {{ row.people }} คน{% if not loop.last %}, {% endif %}{% endfor %}"
    )
    return (
        heading("กระบวนการจัดทำแผน")
        + prose(
            "การประชุมเชิงปฏิบัติการจัดขึ้นเมื่อวันที่ {{ workshop.held_on }} "
            "ณ {{ workshop.venue }} รูปแบบ{{ workshop.mode }} "
            "มีผู้เข้าร่วม {{ attendance.total }} คน ดำเนินการตามขั้นตอนดังนี้"
        )
        + points(
            "(๑) ทบทวนข้อค้นพบจากรายงานป้อนกลับ {{ count.findings }} ข้อ "
            "และเป้าหมายเชิงยุทธศาสตร์ {{ count.goals }} เป้าหมาย",
            "(๒) ระดมข้อเสนอที่ตอบข้อค้นพบ ได้ {{ count.ideas }} เรื่อง",
            "(๓) จัดกลุ่มข้อเสนอที่เป็นเรื่องเดียวกัน ได้ {{ count.themes }} กลุ่มประเด็น",
            "(๔) ลงคะแนนจัดลำดับความสำคัญ {{ count.rounds }} รอบ "
            "รอบล่าสุดลงคะแนน {{ count.ballots }} คน จากผู้มีสิทธิ {{ count.eligible }} คน",
            "(๕) พิจารณามติ บรรจุในแผน {{ count.selected }} กลุ่มประเด็น "
            "และจัดทำเป็น {{ count.initiatives }} โครงการ",
        )
        + tag("{%p if attendance.by_category %}")
        + by_category
        + tag("{%p endif %}")
    )


def _terms() -> str:
    return heading("นิยามศัพท์") + points(
        "– ข้อค้นพบ หมายถึง ข้อความในรายงานป้อนกลับที่ระบุจุดแข็ง โอกาสในการปรับปรุง หรือข้อเสนอแนะของผู้ตรวจประเมิน",
        "– โอกาสในการปรับปรุง (OFI) หมายถึง เรื่องที่องค์การยังดำเนินการไม่ครบถ้วนตามเกณฑ์หรือยังไม่เกิดผล",
        "– ข้อเสนอ หมายถึง แนวทางปรับปรุงที่ผู้เข้าร่วมประชุมเสนอเพื่อตอบข้อค้นพบ",
        "– กลุ่มประเด็น หมายถึง ข้อเสนอหลายเรื่องที่รวมกันเพราะเป็นเรื่องเดียวกัน และเป็นหน่วยที่ใช้ลงคะแนน",
        "– โครงการ หมายถึง กิจกรรมหรือโครงการที่บรรจุในแผน มีผู้รับผิดชอบ ตัวชี้วัด และกำหนดเวลา",
        "– เครื่องหมาย … หมายถึง ข้อมูลที่ยังไม่ได้ระบุ และเครื่องหมาย – หมายถึง ไม่มี",
    )


def direction() -> str:
    return (
        chapter("ทิศทางองค์การและความเชื่อมโยง")
        + heading("ข้อมูลองค์การโดยย่อ")
        + line("วิสัยทัศน์", "Lead In")
        + _typed("agency.vision")
        + line("พันธกิจ", "Lead In")
        + _typed("agency.mission")
        + line("ค่านิยม", "Lead In")
        + _typed("agency.core_values")
        + heading("เป้าหมายเชิงยุทธศาสตร์")
        + either("goals", _goals(), "ยังไม่ได้ระบุเป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน")
        + section_end(FIRST)
        + heading("ความเชื่อมโยงของโครงการกับเป้าหมายและแผนระดับต่าง ๆ")
        + either("initiative_groups", _alignment(), "ยังไม่มีโครงการในแผน จึงยังไม่มีความเชื่อมโยง")
        + section_end(LANDSCAPE)
    )


def _typed(name: str) -> str:
    """Return a paragraph for each line somebody typed."""
    return tag(f"{{%p for text in {name} %}}") + prose("{{ text }}") + tag("{%p endfor %}")


def _goals() -> str:
    columns = [
        Column("ที่", 0.9, "{{ row.number }}", "Table Center"),
        Column("เป้าหมายเชิงยุทธศาสตร์", 3.9, "{{ row.title }}"),
        Column("ตัวชี้วัด", 3.1, "{{ row.indicator }}"),
        Column("ปัจจุบัน", 1.7, "{{ row.current }}", "Table Center"),
        Column("เป้าหมาย", 1.8, "{{ row.target }}", "Table Center"),
        Column("ยุทธศาสตร์ชาติ", 3.3, "{{ row.national_strategy }}"),
        Column("SDGs", 1.3, "{{ row.sdgs }}", "Table Center"),
    ]
    before = lead(
        "{{ agency.name }} มีเป้าหมายเชิงยุทธศาสตร์ {{ count.goals }} เป้าหมาย ดัง [[tbl_goals]]"
    )
    return before + plain_table("tbl_goals", "เป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน", "goals", columns)


def _alignment() -> str:
    columns = [
        Column("ลำดับ", 0.9, "{{ row.number }}", "Table Center"),
        Column("โครงการ", 3.4, "{{ row.code }} {{ row.title }}"),
        Column("เป้าหมายเชิงยุทธศาสตร์", 2.5, "{{ row.aligned.goal }}"),
        Column("ยุทธศาสตร์ชาติ", 2.5, "{{ row.aligned.national_strategy }}"),
        Column("แผนแม่บทฯ", 2.5, "{{ row.aligned.master_plan }}"),
        Column("แผนพัฒนาฯ\nฉบับที่ ๑๓", 2.7, "{{ row.aligned.development_plan }}"),
        Column("นโยบาย ครม.", 2.3, "{{ row.aligned.cabinet_policy }}"),
        Column("แผนปฏิบัติ\nราชการกระทรวง", 2.6, "{{ row.aligned.ministry_plan }}"),
        Column("SDGs", 2.3, "{{ row.aligned.sdg }}"),
        Column("คุณลักษณะ ๔.๐", 4.0, "{{ row.aligned.gov40 }}"),
    ]
    return grouped_table(
        "tbl_alignment", "ความเชื่อมโยงของโครงการกับเป้าหมายและแผนระดับต่าง ๆ",
        "initiative_groups", columns,
    )  # fmt: skip


def assessment() -> str:
    reports = (
        prose("แผนฉบับนี้จัดทำจากรายงานป้อนกลับต่อไปนี้")
        + tag("{%p for report in reports %}")
        + points("– {{ report }}")
        + tag("{%p endfor %}")
    )
    scores = (
        lead("คะแนนรายหมวดและรายข้อเทียบกับปีก่อนหน้าแสดงดัง [[tbl_scores]]")
        + caption("tbl_scores", "คะแนนผลการประเมินรายหมวดและรายข้อ")
        + tag("{{p scores }}")
        + note(
            "หมายเหตุ: คะแนนรายหมวดที่ไม่ปรากฏในรายงานป้อนกลับเป็นค่าเฉลี่ยของรายข้อ "
            "ช่องเปลี่ยนแปลงเทียบปีล่าสุดกับปีก่อนหน้า"
        )
        + lead("คะแนนข้างต้นแสดงเป็นแผนภูมิตั้งแต่ [[fig_scores]] เป็นต้นไป")
        + tag("{{p score_charts }}")
    )
    return (
        chapter("ผลการประเมินและประเด็นการพัฒนา")
        + heading("คะแนนผลการประเมิน")
        + either("reports", reports, "ยังไม่ได้ระบุรายงานป้อนกลับ")
        + either("scores", scores, "ยังไม่มีคะแนนผลการประเมิน")
        + heading("จุดแข็งและโอกาสในการปรับปรุงรายหมวด")
        + either("finding_groups", _findings(), "ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ")
        + heading("ช่องว่างสู่ระดับถัดไป")
        + either("gap_groups", _gaps(), "ยังไม่มีคะแนนรายข้อตามเกณฑ์ PMQA ๔.๐ จึงยังวิเคราะห์ช่องว่างไม่ได้")
    )


def _findings() -> str:
    columns = [
        Column("ลำดับ", 0.9, "{{ row.number }}", "Table Center"),
        Column("ข้อ", 1.6, "{{ row.item }}", "Table Center"),
        Column("ที่มา", 1.8, "{{ row.criteria }}", "Table Center"),
        Column("ข้อค้นพบ", 6.0, ("{{ row.code }} {{ row.text }}",)),
        Column("ประเภท", 1.9, "{{ row.kind }}", "Table Center"),
        Column(
            "หลักฐาน/ผลกระทบ", 3.8,
            ("{%p for ground in row.grounds %}", "{{ ground }}", "{%p endfor %}"),
        ),
    ]  # fmt: skip
    before = lead(
        "ข้อค้นพบทั้งหมด {{ count.findings }} ข้อ เป็นจุดแข็ง {{ count.strengths }} ข้อ "
        "โอกาสในการปรับปรุง {{ count.ofis }} ข้อ และข้อเสนอแนะ {{ count.comments }} ข้อ "
        "ดัง [[tbl_findings]]"
    )
    return before + grouped_table(
        "tbl_findings", "จุดแข็งและโอกาสในการปรับปรุงรายหมวด", "finding_groups", columns
    )


def _gaps() -> str:
    columns = [
        Column("ข้อ", 1.1, "{{ row.item }}", "Table Center"),
        Column("หัวข้อ", 4.6, "{{ row.name }}"),
        Column("คะแนน", 1.5, "{{ row.score }}", "Table Center"),
        Column("ระดับปัจจุบัน", 2.3, "{{ row.level }}", "Table Center"),
        Column("ระดับถัดไป", 2.5, "{{ row.next_level }}", "Table Center"),
        Column("สิ่งที่เกณฑ์คาดหวังในระดับถัดไป", 4.0, "{{ row.to_reach }}"),
    ]
    before = lead(
        "เทียบคะแนนปีล่าสุดกับระดับพื้นฐาน (๓๐๐) ก้าวหน้า (๔๐๐) และพัฒนาจนเกิดผล (๕๐๐) "
        "ตามเกณฑ์ PMQA ๔.๐ หมวด ๑–๖ ได้ช่องว่างดัง [[tbl_gaps]]"
    )
    return before + grouped_table("tbl_gaps", "ช่องว่างสู่ระดับถัดไปรายข้อ", "gap_groups", columns)


def priorities() -> str:
    return (
        chapter("การจัดลำดับความสำคัญ")
        + heading("หลักเกณฑ์ น้ำหนัก และมาตรวัด")
        + either("rounds", _rules(), "ยังไม่มีการลงคะแนนที่ปิดและประกาศผลแล้ว")
        + heading("ผลการลงคะแนน")
        + either("priorities", _results(), "ยังไม่มีกลุ่มประเด็นให้จัดลำดับ")
        + heading("เมทริกซ์ผลกระทบ–ความพยายาม")
        + either("impact_effort", _matrix(), NOT_ASSESSED, "Body Thai")
        + heading("ข้อเสนอที่บรรจุในแผน และเหตุผลเมื่อมติต่างจากลำดับคะแนน")
        + either("chosen", _chosen(), "ยังไม่มีมติบรรจุข้อเสนอในแผน")
        + either("explained", _reasons(), "ไม่มีรายการที่มติต่างจากลำดับคะแนน", "Body Thai")
        + section_end(PORTRAIT)
    )


def _matrix() -> str:
    return (
        lead(
            "ผลกระทบและความพยายามของ {{ count.assessed }} กลุ่มประเด็นแสดงดัง [[fig_matrix]] "
            "ชื่อของแต่ละรหัสอยู่ใน [[tbl_results]] {{ not_assessed }}"
        )
        + figure("impact_effort", "fig_matrix", "เมทริกซ์ผลกระทบ–ความพยายาม")
        + note("หมายเหตุ: ๔–๕ ถือว่าสูง ๑–๓ ถือว่าต่ำ ช่องแรเงาคือเรื่องที่ให้ผลมากโดยใช้ความพยายามน้อย")
    )


def _rules() -> str:
    return (
        prose(
            "การจัดลำดับใช้การลงคะแนนลับของผู้เข้าร่วม คะแนนของทุกคนมีน้ำหนักเท่ากัน "
            "ผู้ลงคะแนนให้คะแนนเต็มจำนวนหรือน้อยกว่าก็ได้"
        )
        + tag("{%p for row in rounds %}")
        + points(
            "รอบที่ {{ row.number }}: คนละไม่เกิน {{ row.points_per_person }} คะแนน "
            "ให้กลุ่มประเด็นเดียวได้ไม่เกิน {{ row.max_per_choice }} คะแนน "
            "จาก {{ row.choices }} กลุ่มประเด็น มีผู้ลงคะแนน {{ row.ballots }} คน "
            "จากผู้มีสิทธิ {{ row.eligible }} คน (ร้อยละ {{ row.turnout }})"
        )
        + tag("{%p endfor %}")
        + prose(
            "อันดับเรียงตามคะแนนรวม แล้วตามจำนวนผู้ลงคะแนน กลุ่มประเด็นที่ได้คะแนนและ"
            "จำนวนผู้ลงคะแนนเท่ากันถือเป็นอันดับร่วม และอันดับถัดไปเว้นตามจำนวนที่ร่วมกัน "
            "ที่ประชุมเป็นผู้มีมติ โดยบันทึกเหตุผลไว้เมื่อมติต่างจากลำดับคะแนน"
        )
    )


def _results() -> str:
    columns = [
        Column("อันดับ", 1.3, "{{ row.rank }}", "Table Center"),
        Column("ข้อเสนอ/กลุ่มประเด็น", 4.5, "{{ row.code }} {{ row.name }}"),
        Column("หมวด", 1.5, "{{ row.category }}", "Table Center"),
        Column("ผู้ลงคะแนน/\nมีสิทธิ", 2.2, "{{ row.voters }}", "Table Center"),
        Column("คะแนน\nเฉลี่ย", 1.4, "{{ row.average }}", "Table Center"),
        Column("คะแนน\nรวม", 1.4, "{{ row.points }}", "Table Center"),
        Column("ความ\nเห็นพ้อง", 1.5, "{{ row.agreement }}", "Table Center"),
        Column("มติ", 2.2, "{{ row.decision }}{{ row.mark }}", "Table Center"),
    ]
    return (
        lead("ผลการลงคะแนนและมติของที่ประชุมแสดงดัง [[tbl_results]]")
        + plain_table("tbl_results", "ผลการลงคะแนนจัดลำดับความสำคัญ", "priorities", columns)
        + note("หมายเหตุ: คะแนนเฉลี่ยคิดต่อผู้ที่ให้คะแนนกลุ่มนั้น ความเห็นพ้องคือร้อยละของผู้มีสิทธิที่ให้คะแนนกลุ่มนั้น")
        + tag("{%p if explained %}")
        + note("* มติต่างจากลำดับคะแนนหรือมีเหตุผลประกอบ ดูเหตุผลใน [[tbl_reasons]]")
        + tag("{%p endif %}")
        + tag("{%p if has_ties %}")
        + note("หมายเหตุ: คำว่า ร่วม หมายถึง มีหลายกลุ่มประเด็นได้อันดับเดียวกัน")
        + tag("{%p endif %}")
        + tag("{%p if ranking_chart %}")
        + figure("ranking_chart", "fig_ranking", "ผลการลงคะแนนจัดลำดับความสำคัญ {{ ranking_shown }}")
        + tag("{%p endif %}")
    )


def _chosen() -> str:
    columns = [
        Column("อันดับ", 1.5, "{{ row.rank }}", "Table Center"),
        Column("กลุ่มประเด็น", 7.0, "{{ row.code }} {{ row.name }}"),
        Column("หมวด", 1.8, "{{ row.category }}", "Table Center"),
        Column("ตอบข้อค้นพบ", 3.2, "{{ row.findings }}"),
        Column("โครงการ", 2.5, "{{ row.initiatives }}"),
    ]
    return lead(
        "ที่ประชุมมีมติบรรจุ {{ count.selected }} กลุ่มประเด็นในแผน ดัง [[tbl_chosen]]"
    ) + plain_table("tbl_chosen", "ข้อเสนอที่บรรจุในแผน", "chosen", columns)


def _reasons() -> str:
    columns = [
        Column("อันดับ", 1.5, "{{ row.rank }}", "Table Center"),
        Column("กลุ่มประเด็น", 5.5, "{{ row.code }} {{ row.name }}"),
        Column("มติ", 2.5, "{{ row.decision }}", "Table Center"),
        Column("เหตุผล", 6.5, "{{ row.reason }}"),
    ]
    return lead("รายการที่มีเหตุผลประกอบมติแสดงดัง [[tbl_reasons]]") + plain_table(
        "tbl_reasons", "เหตุผลประกอบมติ", "explained", columns
    )
