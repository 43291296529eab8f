"""Reports written as text: headings say หมวด and kind, the lines below them are findings."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pmqa_workshop.domain.findings import (
    ColumnReading,
    CriteriaSet,
    Doubt,
    FindingDraft,
    FindingKind,
    ItemScore,
)
from pmqa_workshop.intake.columns import Header, holds_scores_only
from pmqa_workshop.intake.grid import Grid
from pmqa_workshop.intake.headings import (
    Heading,
    heading_of,
    names_a_part,
    run_in_heading,
)
from pmqa_workshop.intake.marks import (
    Mark,
    excerpt,
    is_closing,
    is_lead_in,
    says_nothing,
    split_comments,
    split_mark,
    split_pointer,
    with_notes,
)
from pmqa_workshop.intake.references import Reference, parse_kind
from pmqa_workshop.intake.scores import read_scores
from pmqa_workshop.intake.tables import Around, read_table


@dataclass(frozen=True)
class Line:
    """A paragraph: `level` is that of a heading style, `depth` that of an automatic list."""

    text: str
    place: str
    level: int | None = None
    is_bold: bool = False
    is_listed: bool = False
    depth: int = 0
    source: str = ""  # the paragraph as it stood, where `text` is a part of it
    is_continued: bool = False  # set in like the text of the list above it
    notes: tuple[str, ...] = ()  # the foot- and endnotes it points at


@dataclass(frozen=True)
class _Scope:
    """A heading that still holds: `about` is category, item, kind or other."""

    about: str
    heading: Heading
    level: int | None


@dataclass
class _Section:
    """The findings below one heading, while they are being read."""

    drafts: list[FindingDraft] = field(default_factory=list)
    mark: Mark | None = None
    is_listed: bool = False
    depth: int = 0
    lead: Line | None = None
    gathers: bool = False  # a lead-in is the finding, the marked lines below are its examples


_Test = Callable[[_Scope], bool]

_THANKS = re.compile(r"ขอขอบคุณ|ขอบพระคุณ|ขอขอบใจ")
_KIND_BEFORE = re.compile(
    r"^[(\[]?([^:：()\[\]–—]{1,40}?)[)\]]?\s*(?:ที่)?\s*\d*\s*(?:[:：]\s*|\s[–—-]\s+)(?=\S)"
)
_KIND_BRACKET = re.compile(r"^[(\[]([^()\[\]]{1,40})[)\]]\s*(?=\S)")
_ANNOUNCES = re.compile(r"จุดแข็ง|จุดเด่น|โอกาส|ข้อค้นพบ|ข้อเสนอแนะ|ข้อคิดเห็น|ความเห็น|ประเด็น|รายละเอียด")
_CONTINUED = re.compile(r"\((?:ต่อ|cont(?:inued|\.)?)\)\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:ทั้งนี้|อย่างไรก็(?:ตาม|ดี)|นอกจากนี้|นอกจากนั้น|อีกทั้ง|กล่าวคือ|โดยเฉพาะ|ดังนั้น)")
_SHORT = 60
_LONGEST_SUBHEADING = 80
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*[\d๐-๙]{1,3}\s*$")


class Outline:
    """Takes the lines and tables of a report in order; `drafts` and `scores` are what it held."""

    def __init__(self, criteria_set: CriteriaSet | None = None) -> None:
        self.drafts: list[FindingDraft] = []
        self.scores: list[ItemScore] = []
        self.headers: list[Header] = []
        self.columns: list[tuple[ColumnReading, ...]] = []
        self._criteria_set = criteria_set
        self._scopes: list[_Scope] = []
        self._section = _Section()
        self._unnamed: list[FindingDraft] = []  # below a category, but of no named kind
        self._counted = 0  # drafts when the category began
        self._first_category: int | None = None
        self._above = ""
        self._last_header: tuple[int, Header] | None = None

    def add_line(self, line: Line) -> None:
        if not line.text or _CONTENTS.search(line.text):
            return
        heading = self._heading(line)
        if heading is None and (begun := run_in_heading(line.text)):
            self.add_line(replace(line, text=begun[0], is_bold=True))
            self.add_line(replace(line, text=begun[1], is_bold=False))
            return
        if heading and self._goes_on(heading, line.text):
            return
        if heading:
            self._open(heading, line)
        else:
            self._add_text(line)
        self._above = line.text

    def add_table(self, grid: Grid) -> None:
        scores = read_scores(grid, self._criteria_set, self._above)
        self.scores.extend(scores)
        if scores and holds_scores_only(grid):
            return
        around = self._around()
        reading = read_table(grid, around)
        if reading is None and self._last_header and self._last_header[0] == grid.width:
            reading = read_table(grid, around, replace(self._last_header[1], depth=0))
        if reading:
            self._last_header = grid.width, reading.header
            self.headers.append(reading.header)
            self.columns.append(reading.columns)
            self.drafts.extend(reading.drafts)
        elif self._is_layout(grid):
            self._add_cells(grid)

    def finish(self) -> None:
        """Close the last section; leave out what stands before the first หมวด without one."""
        self._close_section()
        self._close_category()
        if self._first_category is not None:
            before = [d for d in self.drafts[: self._first_category] if d.category]
            self.drafts[: self._first_category] = before

    def _goes_on(self, heading: Heading, text: str) -> bool:
        """Tell a heading repeated on top of a page, หมวด 4 (ต่อ), from one that begins anew."""
        values = {"category": heading.category, "item": heading.item, "kind": heading.kind}
        is_known = all(self._value(name) == value for name, value in values.items() if value)
        return is_known and bool(_CONTINUED.search(text))

    def _heading(self, line: Line) -> Heading | None:
        looks_like_one = line.level is not None or (line.is_bold and not line.is_listed)
        if not looks_like_one and not line.is_listed:
            looks_like_one = names_a_part(line.text)
        heading = heading_of(line.text, looks_like_one)
        is_long = len(line.text) > _LONGEST_SUBHEADING
        if heading and _about(heading) == "other" and self._value("kind") and is_long:
            return None  # a finding set in bold, not a heading inside the findings
        return heading

    def _open(self, heading: Heading, line: Line) -> None:
        """Let a heading hold for the lines below, until one of its own rank or above."""
        self._close_section()
        about, level = _about(heading), line.level
        if self._leaves_category(heading, about, level):
            self._close_category()
        if level is not None:
            self._cut(lambda scope: scope.level is not None and scope.level >= level)
        if about == "category":
            self._cut(lambda scope: scope.about == "category" or _ends(scope))
            self._begin_category()
        elif about != "other":
            self._cut(lambda scope: scope.about == about or scope.heading.gives_way)
        elif heading.ends_findings and not heading.is_aside and level in (None, 1):
            self._scopes = []
        if about == "item" and heading.category != self._value("category"):
            # หัวข้อ 2.1 begins หมวด 2 where no heading of the category stands
            self._scopes = [scope for scope in self._scopes if scope.about == "kind"]
            self._begin_category()
        self._scopes.append(_Scope(about, heading, level))

    def _leaves_category(self, heading: Heading, about: str, level: int | None) -> bool:
        inner = next((scope for scope in self._scopes if scope.about == "category"), None)
        if inner is None or about == "category":
            return about == "category"
        if about == "item":
            return heading.category != self._value("category")
        return level is not None and (inner.level or 1) >= level

    def _begin_category(self) -> None:
        self._counted = len(self.drafts)
        if self._first_category is None:
            self._first_category = len(self.drafts)

    def _cut(self, ends_here: _Test) -> None:
        """Close the first scope that ends here, and all inside it."""
        for at, scope in enumerate(self._scopes):
            if ends_here(scope):
                del self._scopes[at:]
                return

    def _add_text(self, line: Line) -> None:
        if _THANKS.search(line.text) or is_closing(line.text) or any(map(_ends, self._scopes)):
            self._close_section()
            return
        for at, (mark, text) in enumerate(_comments(line)):
            notes = line.notes if at == 0 else ()
            source = line.source or line.text
            self._add_comment(replace(line, text=text, source=source, notes=notes), mark)

    def _add_comment(self, line: Line, mark: Mark | None) -> None:
        text, kind = _kind_in(line.text)
        text, reference = split_pointer(text, self._value_of_category())
        is_marked = mark is not None or line.is_listed
        kind = kind or self._value_of_kind()
        if says_nothing(text):
            return
        if kind is None:
            if self._value("category") and (is_marked or reference):
                self._unnamed.append(self._draft(text, line, None, reference))
            return
        section = self._section
        if not is_marked and reference is None and is_lead_in(text):
            self._close_section()
            self._section = _Section(lead=replace(line, text=text))
            return
        if section.lead:
            self._take_lead(section, is_marked, reference is not None, kind)
        if self._continues(line, mark, reference):
            self._join(text, line, mark, reference)
            return
        draft = self._draft(text, line, kind, reference)
        if not is_marked and (section.mark or section.is_listed) and reference is None:
            draft = draft.doubting(Doubt.POSSIBLY_NOT_A_FINDING)
        elif not section.drafts:
            section.mark, section.is_listed, section.depth = mark, line.is_listed, line.depth
        section.drafts.append(draft)

    def _take_lead(
        self, section: _Section, is_marked: bool, has_reference: bool, kind: FindingKind
    ) -> None:
        """Drop a sentence that announces findings; keep one whose list is its own examples."""
        lead = section.lead
        section.lead = None
        if lead is None or (has_reference and is_marked):
            return
        announces = _ANNOUNCES.search(lead.text) and len(lead.text) <= 2 * _SHORT
        if is_marked and (announces or len(lead.text) <= _SHORT):
            return
        section.drafts.append(self._draft(lead.text, lead, kind, None))
        section.gathers = is_marked

    def _continues(self, line: Line, mark: Mark | None, reference: Reference | None) -> bool:
        """Tell whether a line belongs to the finding before it."""
        section = self._section
        if not section.drafts or (reference and section.drafts[-1].item):
            return False
        if section.gathers:
            return mark is not None or line.is_listed
        if line.is_listed and section.is_listed and line.depth > section.depth:
            return True
        if not line.is_listed and mark is None and reference is None:
            is_open = split_pointer(section.drafts[-1].source, None)[1] is None
            if (line.is_continued and section.is_listed) or (is_open and _GOES_ON.match(line.text)):
                return True
        is_other_mark = (
            mark is not None and section.mark is not None and (mark.style != section.mark.style)
        )
        if is_other_mark or (mark and section.is_listed and not line.is_listed):
            return True
        is_marked = mark is not None or line.is_listed
        in_list = section.mark is not None or section.is_listed
        last = section.drafts[-1].text
        return not is_marked and in_list and (reference is not None or is_lead_in(last))

    def _join(self, text: str, line: Line, mark: Mark | None, reference: Reference | None) -> None:
        last = self._section.drafts[-1]
        sign = f"{mark.printed} " if mark else "- " if line.is_listed else ""
        source = last.source
        if not source.endswith(line.source):
            source = excerpt(f"{source}\n{line.source}", "")
        evidence = with_notes(last.evidence, line.notes)
        last = replace(last, text=f"{last.text}\n{sign}{text}", source=source, evidence=evidence)
        if reference:
            last = replace(
                last,
                category=last.category or reference.category,
                item=reference.item,
                ref=reference.ref,
                criteria_set=reference.criteria_set or last.criteria_set,
            )
        self._section.drafts[-1] = last

    def _draft(
        self, text: str, line: Line, kind: FindingKind | None, reference: Reference | None
    ) -> FindingDraft:
        pointed = reference or Reference()
        return FindingDraft(
            category=self._value_of_category() or pointed.category,
            text=text,
            kind=kind,
            item=pointed.item if reference else self._value_of_item(),
            ref=pointed.ref,
            criteria_set=pointed.criteria_set or self._criteria_set,
            evidence=with_notes("", line.notes),
            place=line.place,
            source=excerpt(line.source or line.text, text),
        )

    def _close_section(self) -> None:
        section, self._section = self._section, _Section()
        if section.lead and not section.drafts:
            kind = self._value_of_kind()
            if not _ANNOUNCES.search(section.lead.text) and len(section.lead.text) > _SHORT:
                section.drafts.append(self._draft(section.lead.text, section.lead, kind, None))
        self.drafts.extend(section.drafts)

    def _close_category(self) -> None:
        """Keep lists of a category without any heading of a kind, as findings to be looked at."""
        if self._unnamed and len(self.drafts) == self._counted:
            self.drafts.extend(draft.doubting(Doubt.KIND_GUESSED) for draft in self._unnamed)
        self._unnamed = []

    def _is_layout(self, grid: Grid) -> bool:
        """Tell whether a table without a header only arranges headings and findings."""
        cells = [text.split("\n")[0] for row in grid.rows for text in row.cells if text]
        headings = [heading for text in cells if (heading := heading_of(text, False))]
        has_category = self._value("category") or any(h.category for h in headings)
        return bool(has_category) and any(h.kind or h.category for h in headings)

    def _add_cells(self, grid: Grid) -> None:
        for row in grid.rows:
            for column in row.used:
                place = grid.place(row, column)
                lines = row.cell(column).split("\n") if grid.has_paragraphs else [row.cell(column)]
                for text in lines:
                    self.add_line(Line(text, place))

    def _around(self) -> Around:
        return Around(
            self._value_of_category(), self._value_of_item(), self._value_of_kind(),
            self._criteria_set,
        )  # fmt: skip

    def _value(self, field_name: str) -> object:
        values = (getattr(scope.heading, field_name) for scope in reversed(self._scopes))
        return next((value for value in values if value), None)

    def _value_of_category(self) -> int | None:
        value = self._value("category")
        return value if isinstance(value, int) else None

    def _value_of_item(self) -> str | None:
        value = self._value("item")
        return value if isinstance(value, str) else None

    def _value_of_kind(self) -> FindingKind | None:
        value = self._value("kind")
        return value if isinstance(value, FindingKind) else None


def _about(heading: Heading) -> str:
    if heading.item:
        return "item"
    if heading.category:
        return "category"
    return "kind" if heading.kind else "other"


def _ends(scope: _Scope) -> bool:
    return scope.heading.ends_findings


def _comments(line: Line) -> list[tuple[Mark | None, str]]:
    """Return the comments of a paragraph with their marks; line breaks may part several."""
    comments = split_comments(line.text)
    if len(comments) > 1:
        marks = [split_mark(text)[0] for text in line.text.split("\n")]
        first = next((mark for mark in marks if mark), None)
        return [(first, comment) for comment in comments]
    mark, rest = split_mark(line.text)
    if mark and mark.style == "1.1":
        return [(None, line.text)] if split_pointer(line.text, None)[1] else [(mark, rest)]
    return [(mark, rest)]


def _kind_in(text: str) -> tuple[str, FindingKind | None]:
    """Return the text without a kind typed before it: "จุดแข็ง: …", "(OFI) …"."""
    for pattern in (_KIND_BEFORE, _KIND_BRACKET):
        found = pattern.match(text)
        kind = parse_kind(re.sub(r"\s*(?:ที่)?\s*\d+$", "", found.group(1))) if found else None
        if found and kind:
            return text[found.end() :], kind
    return text, None
