"""The meeting's papers: who was invited, who signs, what a memo and minutes must say."""

import re
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


USUAL_SIGNATORIES = (
    Signatory("ผู้จัดทำ", "", "เลขานุการคณะทำงาน"),
    Signatory("ผู้ตรวจสอบ", "", "หัวหน้ากลุ่มพัฒนาระบบบริหาร"),
    Signatory("ผู้เห็นชอบ", "", "ประธานคณะกรรมการกำกับติดตามฯ"),
    Signatory("ผู้อนุมัติ", "", "หัวหน้าส่วนราชการ"),
)


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


# --- a list of people, pasted -----------------------------------------------------------

_BETWEEN = re.compile(r"[\t;|]")  # two spaces stand within many a Thai name
_COUNTED = re.compile(r"[\d๐-๙]+[.)]?")
_HEADS = ("ชื่อ", "name", "ลำดับ")
_MEMBERS = ("กรรมการ", "คณะทำงาน", "อนุกรรมการ", "member")
_CAME = {"มา": True, "came": True, "ไม่มา": False, "ลา": False, "absent": False}
LONGEST_PART = 500  # characters of a name, position or unit


def people_in(text: str) -> tuple[list[Invitee], list[str]]:
    """Return the people of pasted rows, and the rows that name nobody or are too long.

    A row is a name, then position, unit, standing, whether they came and who came instead, as
    far as they are given, as Excel copies them (tabs), or with ; or | between. A first column of
    numbers and a row of headings are passed over.
    """
    people: list[Invitee] = []
    refused: list[str] = []
    for row in filter(str.strip, text.splitlines()):
        parts = [" ".join(part.split()) for part in _BETWEEN.split(row.strip("\r\n"))]
        if _COUNTED.fullmatch(parts[0]):
            parts = parts[1:]
        if parts and parts[0].lower().startswith(_HEADS) and not people:
            continue
        person = _person(parts)
        if person:
            people.append(person)
        else:
            refused.append(row)
    return people, refused


def as_row(person: Invitee) -> str:
    """Return a person as a row that `people_in` reads."""
    standing = _MEMBERS[0] if person.standing is Standing.MEMBER else ""
    came = next((word for word, meaning in _CAME.items() if meaning is person.came), "")
    parts = (person.name, person.position, person.unit, standing, came, person.substitute)
    return "\t".join(parts).rstrip("\t")


def _person(parts: list[str]) -> Invitee | None:
    if not (parts and parts[0]) or max(map(len, parts)) > LONGEST_PART:
        return None
    name, position, unit, standing, came, substitute = (*parts[:6], *[""] * 6)[:6]
    is_member = standing.lower().startswith(_MEMBERS)
    return Invitee(
        name, position, unit, Standing.MEMBER if is_member else Standing.GUEST,
        _CAME.get(came.lower()), substitute,
    )  # fmt: skip
