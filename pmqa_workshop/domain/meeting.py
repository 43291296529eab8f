"""The meeting's papers: who was invited, who signs, what a memo and minutes must say."""

from dataclasses import dataclass
from enum import StrEnum

MOST_ROWS = 2000  # people on one list


class Standing(StrEnum):
    """How minutes list somebody (รายงานการประชุม แบบที่ 11)."""

    MEMBER = "member"  # of the committee or working group: ผู้มาประชุม or ผู้ไม่มาประชุม
    GUEST = "guest"  # ผู้เข้าร่วมประชุม


@dataclass(frozen=True)
class Invitee:
    """Somebody of the list made before the meeting.

    `came` is None while nobody has said; `substitute` came for them ("แทน").
    """

    name: str
    position: str = ""
    unit: str = ""
    standing: Standing = Standing.GUEST
    came: bool | None = None
    substitute: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs, in the role the approval page names (ผู้จัดทำ, ผู้ตรวจสอบ, …)."""

    role: str
    name: str = ""
    position: str = ""


@dataclass(frozen=True)
class MeetingPapers:
    """What only the office knows and its papers must say; anything may still be empty."""

    meeting_name: str = ""  # as minutes are headed
    meeting_number: str = ""  # ครั้งที่ 1/2569
    began_at: str = ""  # as typed: 09.00 น.
    ended_at: str = ""
    chair_name: str = ""
    chair_position: str = ""
    recorder_name: str = ""  # ผู้จดรายงานการประชุม
    recorder_position: str = ""
    reviewer_name: str = ""  # ผู้ตรวจรายงานการประชุม
    reviewer_position: str = ""
    memo_from: str = ""  # ส่วนราชการ, with its telephone
    memo_number: str = ""  # ที่
    memo_to: str = ""  # เรียน
    signatories: tuple[Signatory, ...] = ()
    invitees: tuple[Invitee, ...] = ()
