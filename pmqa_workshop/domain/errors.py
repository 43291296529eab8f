"""What can go wrong in a workshop.

WorkshopError
├── NotSignedIn             nobody is known to be acting
├── NotAllowed              the actor may not do this
├── NotFound                no such thing, or not visible to the actor
├── WrongStage              the workshop is not in the stage this needs
├── PagesUnavailable        LibreOffice is missing, busy or failed; the Word file is there
│   ├── LibreOfficeMissing  a PDF was asked for by a command, and nothing was written
│   └── PdfNotMade          LibreOffice is here and failed, or was late
├── StorageUnavailable      the database is away or full; the same thing may be sent again
├── SignInRefused           wrong e-mail or password
│   ├── TooManyAttempts
│   └── LinkExpired         a setup link used, expired or never made
├── PasswordRefused         too short or too common
├── JoinRefused
│   ├── CodeUnknown
│   ├── JoiningClosed
│   ├── RoomFull
│   └── SeatMoved           a late copy of a join; the seat is on another phone by now
├── TextRefused             what was typed cannot be taken as it is
│   ├── TextMissing
│   ├── TextTooLong
│   ├── CategoryUnknown
│   ├── FindingMissing      an idea neither linked to a finding nor marked as without one
│   └── ValueRefused        a number, month, date or choice outside what is possible
│       └── MonthsReversed  an end before its beginning
├── BallotRefused
│   ├── RoundClosed
│   ├── NotOnBallot
│   ├── NegativePoints
│   ├── TooManyPoints       over the points of a person
│   └── TooManyOnChoice     over the maximum of one choice
├── NothingToVoteOn         a round cannot open without themes
├── RoundOutdated           a round whose themes have changed cannot be reopened
├── ReasonMissing           a decision that needs its reason
├── FindingInUse            ideas or initiatives refer to a finding that was to be taken back
├── CellChanged             somebody else filled in the cell since it was shown
├── StepOutdated            what was done cannot be undone: the rows were changed since
├── ReportResembles         perhaps a new version of a report; a person must say which
├── WriteConflict           the same client id sent with other content or by another person
└── FileRefused
    ├── FileTooLarge
    ├── FileKindUnknown
    ├── FileUnsafe          macros, outside relations, bombs, document types
    ├── FileUnreadable
    │   └── FileLocked      behind a password
    ├── PdfWithoutText      pages scanned as pictures, or letters without names
    ├── NoCategoryColumn
    ├── NoFindingsFound
    └── TemplateRefused

Each error carries a code and the facts; `wording` turns them into Thai or English.
"""


class WorkshopError(Exception):
    """Base of all refusals; `code` names the words, `facts` fill them."""

    code = "workshop_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class NotSignedIn(WorkshopError):
    code = "not_signed_in"


class NotAllowed(WorkshopError):
    code = "not_allowed"


class NotFound(WorkshopError):
    code = "not_found"


class WrongStage(WorkshopError):
    code = "wrong_stage"


class PagesUnavailable(WorkshopError):
    code = "pages_unavailable"


class LibreOfficeMissing(PagesUnavailable):
    code = "libreoffice_missing"


class PdfNotMade(PagesUnavailable):
    code = "pdf_not_made"


class StorageUnavailable(WorkshopError):
    code = "storage_unavailable"


class SignInRefused(WorkshopError):
    code = "sign_in_refused"


class TooManyAttempts(SignInRefused):
    code = "too_many_attempts"


class LinkExpired(SignInRefused):
    code = "link_expired"


class PasswordRefused(WorkshopError):
    code = "password_refused"


class JoinRefused(WorkshopError):
    code = "join_refused"


class CodeUnknown(JoinRefused):
    code = "code_unknown"


class JoiningClosed(JoinRefused):
    code = "joining_closed"


class RoomFull(JoinRefused):
    code = "room_full"


class SeatMoved(JoinRefused):
    code = "seat_moved"


class TextRefused(WorkshopError):
    code = "text_refused"


class TextMissing(TextRefused):
    code = "text_missing"


class TextTooLong(TextRefused):
    code = "text_too_long"


class CategoryUnknown(TextRefused):
    code = "category_unknown"


class FindingMissing(TextRefused):
    code = "finding_missing"


class ValueRefused(TextRefused):
    code = "value_refused"


class MonthsReversed(ValueRefused):
    code = "months_reversed"


class BallotRefused(WorkshopError):
    code = "ballot_refused"


class RoundClosed(BallotRefused):
    code = "round_closed"


class NotOnBallot(BallotRefused):
    code = "not_on_ballot"


class NegativePoints(BallotRefused):
    code = "negative_points"


class TooManyPoints(BallotRefused):
    code = "too_many_points"


class TooManyOnChoice(BallotRefused):
    code = "too_many_on_choice"


class NothingToVoteOn(WorkshopError):
    code = "nothing_to_vote_on"


class RoundOutdated(WorkshopError):
    code = "round_outdated"


class ReasonMissing(WorkshopError):
    code = "reason_missing"


class FindingInUse(WorkshopError):
    code = "finding_in_use"


class CellChanged(WorkshopError):
    code = "cell_changed"


class ReportResembles(WorkshopError):
    code = "report_resembles"


class StepOutdated(WorkshopError):
    code = "step_outdated"


class WriteConflict(WorkshopError):
    code = "write_conflict"


class FileRefused(WorkshopError):
    code = "file_refused"


class FileTooLarge(FileRefused):
    code = "file_too_large"


class FileKindUnknown(FileRefused):
    code = "file_kind_unknown"


class FileUnsafe(FileRefused):
    code = "file_unsafe"


class FileUnreadable(FileRefused):
    code = "file_unreadable"


class FileLocked(FileUnreadable):
    code = "file_locked"


class PdfWithoutText(FileRefused):
    code = "pdf_without_text"


class NoCategoryColumn(FileRefused):
    code = "no_category_column"


class NoFindingsFound(FileRefused):
    code = "no_findings_found"


class TemplateRefused(FileRefused):
    """`reason` says why, `detail` names what in the template, where there is something to name."""

    code = "template_refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(**{"detail": "", **facts})
