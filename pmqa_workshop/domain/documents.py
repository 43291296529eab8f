"""The documents an office takes away, and what may be chosen for each."""

from dataclasses import dataclass
from enum import StrEnum

from pmqa_workshop.domain.plan import Digits


class DocumentKind(StrEnum):
    """The plan and its companions; each Word kind has a template of its own."""

    PLAN = "plan"
    MEMO = "memo"  # บันทึกข้อความ that submits the plan
    MINUTES = "minutes"  # รายงานการประชุม แบบที่ 11
    ATTENDANCE_SHEET = "attendance_sheet"  # ใบลงทะเบียน, before the meeting
    SUMMARY = "summary"  # one page for the executive
    PROGRESS_FORM = "progress_form"  # one for each follow-up round
    IDEA_SHEET = "idea_sheet"  # paper for whoever has no phone
    BALLOT_SHEET = "ballot_sheet"
    WORKBOOK = "workbook"  # .xlsx of plan, ideas and votes
    OPEN_DATA = "open_data"  # the whole chain as JSON and CSV


class MakingState(StrEnum):
    """How far a document that was asked for has come."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    REFUSED = "refused"


WORD_KINDS = tuple(
    kind for kind in DocumentKind if kind not in (DocumentKind.WORKBOOK, DocumentKind.OPEN_DATA)
)
FOLLOW_UP_MONTHS = (6, 9, 12)  # of the fiscal year, counted from October


class Face(StrEnum):
    """The three faces of TH Sarabun in use; values are the names Word knows them by."""

    PSK = "TH SarabunPSK"
    NEW = "TH Sarabun New"
    IT9 = "TH SarabunIT๙"  # draws Arabic digits as Thai ones by itself


@dataclass(frozen=True)
class MadeFile:
    """A finished file; `notes` are codes of what its reader should know."""

    content: bytes
    media_type: str
    extension: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintOptions:
    """What is chosen when a document is made."""

    digits: Digits = Digits.THAI
    face: Face = Face.PSK
    three_years: bool = False  # ๕.๔ of the plan
    project_pages: bool = False  # ๕.๕ of the plan: a page for each initiative
    round_months: int = FOLLOW_UP_MONTHS[0]  # of the progress form

    @property
    def written_digits(self) -> Digits:
        """Return the digits to write: TH SarabunIT๙ turns Arabic ones itself, never twice."""
        return Digits.ARABIC if self.face is Face.IT9 else self.digits
