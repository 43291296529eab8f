"""A meeting's papers to print: who was invited, who came, who signs."""

from dataclasses import replace

from pmqa_workshop.domain.meeting import Invitee, MeetingPapers, Signatory, Standing
from pmqa_workshop.domain.plan import EfficiencyPlan
from tests.documents.plans import a_plan

JOIN_LINK = "http://192.0.2.7:8000/j/ABC234/AbCdEfGhIjKlMnOpQrStUv"
CHAIR = Invitee("นายสมชาย ใจงาม", "รองอธิบดี", "ส่วนกลาง", Standing.MEMBER, came=True)
REPRESENTED = Invitee(
    "นางสมหญิง รักงาน", "ผู้อำนวยการกอง", "กยผ.", Standing.MEMBER, came=False, substitute="นายแทน มาเอง"
)
ABSENT = Invitee("นายลา ประชุม", "เลขานุการกรม", "สลก.", Standing.MEMBER, came=False)
UNSAID = Invitee("นางยัง ไม่บอก", "นิติกร", "สลก.", Standing.MEMBER)
GUEST = Invitee("นายแขก มาฟัง", "นักวิเคราะห์", "กยผ.", came=True)
AWAY = Invitee("นายแขก ไม่มา", "นักวิเคราะห์", "กยผ.", came=False)


def some_papers(**changes: object) -> MeetingPapers:
    papers = MeetingPapers(
        meeting_name="คณะทำงานพัฒนาคุณภาพ",
        meeting_number="1/2570",
        began_at="09.00 น.",
        ended_at="16.30 น.",
        chair_name=CHAIR.name,
        chair_position="รองอธิบดี",
        recorder_name="นางสาวสุดา จดดี",
        recorder_position="นักพัฒนาระบบบริหาร",
        reviewer_name="นายตรวจ ละเอียด",
        memo_from="กลุ่มพัฒนาระบบบริหาร โทร. 4567",
        memo_number="มท 0801/12",
        memo_to="อธิบดี",
        signatories=(
            Signatory("ผู้จัดทำ", "นางสาวสุดา จดดี", "นักพัฒนาระบบบริหาร"),
            Signatory("ผู้อนุมัติ", "นายใหญ่ ยิ่งยง", "อธิบดี"),
        ),
        invitees=(REPRESENTED, CHAIR, ABSENT, UNSAID, GUEST, AWAY),
    )
    return replace(papers, **changes)  # type: ignore[arg-type]


def with_papers(plan: EfficiencyPlan | None = None, **changes: object) -> EfficiencyPlan:
    return replace(plan or a_plan(), papers=some_papers(**changes), join_link=JOIN_LINK)
