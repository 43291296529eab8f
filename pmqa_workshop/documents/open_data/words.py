"""The page that explains the open data, in Thai."""

from pmqa_workshop.documents.open_data.fields import PLAN_FIELDS, TABLES
from pmqa_workshop.domain import thai
from pmqa_workshop.domain.plan import EfficiencyPlan

_OPENING = """\
ข้อมูลเปิด: {title}{draft}
หน่วยงาน: {agency}
ข้อมูล ณ วันที่ {day}  รหัสอ้างอิง {code}

ชุดข้อมูลนี้คือสายโซ่ทั้งหมดของแผน ตั้งแต่ข้อค้นพบ ข้อเสนอ กลุ่มประเด็น ผลคะแนน มติพร้อมเหตุผล
ถึงโครงการในแผน ตามรอยได้ด้วยรหัส: F = ข้อค้นพบ, I = ข้อเสนอ, T = กลุ่มประเด็น, P = โครงการ

- data.json มีทุกตารางในไฟล์เดียว (UTF-8) รหัสหลายตัวเป็นรายการ ค่าว่างเป็น null
- ไฟล์ .csv มีตารางละไฟล์ (UTF-8 มี BOM เปิดด้วย Excel ได้ทันที คั่นด้วยจุลภาค)
- ข้อความใน .csv ที่ขึ้นต้นด้วย = + - @ มีเครื่องหมาย ' นำหน้า เพื่อไม่ให้โปรแกรมตารางคำนวณถือเป็นสูตร
  ข้อความเดิมอยู่ใน data.json
- ไม่มีชื่อผู้เข้าร่วม ผู้เสนอ หรือผู้ลงคะแนน ไม่มีหน่วยงานของผู้เสนอ และมีเฉพาะผลคะแนนที่ประกาศแล้ว
- ก่อนเผยแพร่ โปรดตรวจว่าไม่มีใครพิมพ์ข้อมูลส่วนบุคคลไว้ในข้อความ
"""


def readme_of(plan: EfficiencyPlan) -> bytes:
    """Return a text file with every table and field; a mark at its start, for Notepad."""
    opening = _OPENING.format(
        title=thai.clean(plan.title),
        draft=" (ร่าง)" if plan.is_draft else "",
        agency=thai.clean(plan.agency.name),
        day=thai.thai_date(plan.issued_on),
        code=thai.clean(plan.reference_code),
    )
    described = [("plan (เฉพาะใน data.json)", "ข้อมูลของแผน", PLAN_FIELDS)]
    described += [(name, title, fields) for name, (title, fields) in TABLES.items()]
    tables = (
        f"\n{name} – {title}\n" + "".join(f"  {field}: {what}\n" for field, what in fields.items())
        for name, title, fields in described
    )
    return ("\ufeff" + opening + "".join(tables)).replace("\n", "\r\n").encode()
