"""Feeds a reader broken and odd files for some seconds: python -m tests.intake.fuzzing xlsx 600

Half the time mutates real files, half builds odd structures with Hypothesis. Anything but drafts or
a refusal, a file that takes too long, and more memory than a reader gets, ends it with the seed.
"""

import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmqa_workshop.domain.errors import FileRefused
from pmqa_workshop.intake.findings import read_findings, read_pasted
from pmqa_workshop.intake.register import read_goals, read_units
from tests.intake.builders import a_docx, an_xlsx, with_part
from tests.intake.pdf_builder import At, a_pdf

FILES = Path(__file__).parents[1] / "files"
MEGABYTES = 256
LONGEST = 10.0  # seconds of the processor for one file
SUFFIXES = {
    "xlsx": (".xlsx",), "docx": (".docx",), "pdf": (".pdf",),
    "text": (".csv", ".tsv"), "register": (".xlsx",),
}  # fmt: skip


def main() -> None:
    reader, seconds = sys.argv[1], float(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(10**9)
    resource.setrlimit(
        resource.RLIMIT_AS, (2 * MEGABYTES * 2**20,) * 2
    )  # Hypothesis lives here too
    signal.signal(signal.SIGPROF, _too_long)
    run = Run(reader, first)
    run.mutate(time.monotonic() + seconds / 2)
    run.build(time.monotonic() + seconds / 2)
    sys.stdout.write(json.dumps(run.told()))


def _too_long(*_: object) -> None:
    raise TimeoutError(LONGEST)


class Run:
    """One reader under fire, with what came of it."""

    def __init__(self, reader: str, seed: int) -> None:
        self.reader = reader
        self.seed = seed
        self.counts: Counter[str] = Counter()
        self.slowest = 0.0
        self.base = memory("VmRSS")  # the reader alone, about what its child process begins with
        self.taken = 0
        self.heaviest = ""
        self.files = [
            path.read_bytes()
            for path in sorted(FILES.rglob("*"))
            if path.suffix in SUFFIXES[reader]
        ]

    def mutate(self, until: float) -> None:
        while time.monotonic() < until:
            self.seed += 1
            choice = random.Random(self.seed)  # noqa: S311 -- to be had again from its seed
            self.feed(mutated(choice.choice(self.files), choice), f"seed {self.seed}")

    def build(self, until: float) -> None:
        while time.monotonic() < until:
            self._build_some(until)

    def _build_some(self, until: float) -> None:
        @settings(
            max_examples=100, deadline=None, database=None, phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(STRUCTURES[self.reader])
        def feed(content: bytes) -> None:
            if time.monotonic() < until:
                self.feed(content, f"built {content[:3000]!r}")

        feed()

    def feed(self, content: bytes, name: str) -> None:
        began, before = time.perf_counter(), weighed_anew()
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            self.counts["read" if self._read(content) else "empty"] += 1
        except FileRefused as refusal:
            self.counts[f"refused: {refusal.facts.get('reason')}"] += 1
        except MemoryError:
            self.counts["refused: memory"] += 1
        except BaseException:
            sys.stderr.write(f"{self.reader}: {name}\n")
            raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.slowest = max(self.slowest, time.perf_counter() - began)
            self._weigh(before, name, content)

    def _weigh(self, before: int, name: str, content: bytes) -> None:
        """Keep the file that took most memory; what Hypothesis holds is not the reader's."""
        taken = memory("VmHWM") - before
        if taken > self.taken:
            self.taken, self.heaviest = taken, name[:60]
            saved = Path(tempfile.gettempdir()) / f"heaviest_{self.reader}"
            saved.write_bytes(content)

    def _read(self, content: bytes) -> object:
        if self.reader == "register":
            return read_units("a", content) and read_goals("a", content)
        if self.reader == "text" and len(content) % 2:
            return read_pasted(content.decode(errors="replace")).drafts
        return read_findings("a", content).drafts

    def told(self) -> dict[str, object]:
        return {
            "reader": self.reader,
            "files": self.counts.total(),
            "slowest": round(self.slowest, 2),
            "peak_mb": self.base + self.taken,
            "heaviest": self.heaviest,
            **dict(self.counts.most_common(12)),
        }


def weighed_anew() -> int:
    """Return the megabytes held now, and let the kernel count the highest from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return memory("VmRSS")


def memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024


def mutated(content: bytes, choice: random.Random) -> bytes:
    """Return the file with some bytes wrong; of a package mostly inside its parts."""
    if content.startswith(b"PK") and choice.random() < 0.85:
        return _with_mutated_parts(content, choice)
    return _scrambled(content, choice)


def _with_mutated_parts(content: bytes, choice: random.Random) -> bytes:
    saved = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = set(choice.sample(names, min(len(names), choice.choice((1, 1, 2, 4)))))
        for name in names:
            part = old.read(name)
            if name in hit and choice.random() < 0.1:
                continue
            new.writestr(name, _scrambled(part, choice) if name in hit else part)
    return saved.getvalue()


def _scrambled(content: bytes, choice: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(choice.choice((1, 1, 2, 3, 8, 40))):
        if not out:
            break
        at, length = choice.randrange(len(out)), choice.choice((1, 1, 2, 8, 64, 600))
        act = choice.randrange(6)
        if act == 0:
            out[at] ^= 1 << choice.randrange(8)
        elif act == 1:
            del out[at : at + length]
        elif act == 2:
            out[at:at] = out[at : at + length] * choice.choice((1, 2, 20))
        elif act == 3:
            out[at:at] = choice.randbytes(length)
        elif act == 4:
            out[at : at + length] = choice.choice(ODD)
        else:
            other = choice.randrange(len(out))
            out[at : at + length] = out[other : other + length]
    return bytes(out)


ODD = (
    b"<",
    b">",
    b"</",
    b'"',
    b"-1",
    b"99999999999999999999",
    b"0",
    b"A1:XFD1048576",
    b"&#0;",
    b"&lt;",
    "หมวด 9".encode(),
    "ก\u0e4d\u0e48\u0e32".encode(),
    b"\xed\xa0\x80",
    b"\x00",
    b"[[",
    b"<<",
    b"endobj",
    b"stream\n",
    b"1 0 R",
    b"\r\n",
    b"\t\t\t",
    b'""',
    b"NaN",
    b"1e999",
    b"w:tbl",
    b"w:p",
)

_WORDS = st.sampled_from(
    [
        "หมวด 1",
        "หมวด ๔ ข้อ ๓",
        "4.3",
        "1.1ก(2)",
        "จุดแข็ง",
        "OFI",
        "ข้อค้นพบ",
        "หมวด",
        "หัวข้อ",
        "ประเภท",
        "ปี 2567",
        "คะแนน",
        "รวม",
        "-",
        "ไม่มี",
        "1. ดี\n2. ดี",
        "• ก\n• ข",
        "(1.1)",
        "ดังนี้",
        "(ต่อ)",
        "✓",
        "☑ S",
        "การนำองค์การ",
        "ผู้บริหารทบทวนทิศทางทุกปี",
        "(((((",
        "\t",
        "",
        "1",
        "9.9",
        "7.1–7.6",
        "ข้อเสนอแนะ: ควร",
    ]
)
_CELL = st.one_of(_WORDS, _WORDS, st.text(max_size=40), st.integers().map(str))
_ROWS = st.lists(st.lists(_CELL, max_size=9), max_size=14)


def _tagged(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = [
        "p",
        "r",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "txbxContent",
        "pPr",
        "rPr",
        "hyperlink",
        "numPr",
        "tcPr",
        "trPr",
        "body",
        "footnoteReference",
    ]
    return st.builds(
        lambda name, inner: f"<w:{name}>{''.join(inner)}</w:{name}>",
        st.sampled_from(names),
        st.lists(children, max_size=6),
    )


_LEAF = st.one_of(
    _WORDS.map(lambda text: f"<w:p><w:r><w:t>{_escaped(text)}</w:t></w:r></w:p>"),
    _WORDS.map(lambda text: f"<w:tc><w:p><w:r><w:t>{_escaped(text)}</w:t></w:r></w:p></w:tc>"),
    st.sampled_from(
        [
            "<w:br/>",
            "<w:tab/>",
            '<w:gridSpan w:val="99999"/>',
            "<w:vMerge/>",
            '<w:pStyle w:val="Heading1"/>',
            '<w:outlineLvl w:val="0"/>',
            '<w:ilvl w:val="-3"/>',
            '<w:numId w:val="7"/>',
            "<w:b/>",
            "<w:vanish/>",
            '<w:gridBefore w:val="500000"/>',
            "<w:del/>",
            "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>",
        ]
    ),
)
_BODY = st.lists(st.recursive(_LEAF, _tagged, max_leaves=25), max_size=25).map("".join)
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PLAIN_DOCX = a_docx()
_PIECE = st.builds(
    At,
    st.floats(-50, 700),
    st.floats(-50, 900),
    _CELL.map(lambda text: text[:60].replace("\n", " ")),
    st.sampled_from([0.1, 8, 14, 14, 14, 20, 400]),
    st.booleans(),
)
_AREA = st.builds(lambda a, b: f"{a}:{b}", *[st.from_regex(r"\A[A-F][1-9]\Z")] * 2)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _sheet(rows: list[list[str]], areas: list[str]) -> bytes:
    xml = "".join(
        f'<row r="{at}">'
        + "".join(f'<c t="inlineStr"><is><t>{_escaped(_legal(cell))}</t></is></c>' for cell in row)
        + "</row>"
        for at, row in enumerate(rows, start=1)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f"<sheetData>{xml}</sheetData><mergeCells>{merged}</mergeCells>"
    sheet = f'<worksheet xmlns="{space}">{body}</worksheet>'
    return with_part(_PLAIN_XLSX, "xl/worksheets/sheet1.xml", sheet.encode())


def _legal(text: str) -> str:
    """Return the text without what no XML may hold."""
    return "".join(
        one
        for one in text
        if one in "\t\n"
        or (one >= " " and not "\ud800" <= one <= "\udfff" and one not in "\ufffe\uffff")
    )


_PLAIN_XLSX = an_xlsx(("ก", [("ก",)]))
_SHEETS = st.builds(_sheet, _ROWS, st.lists(_AREA, max_size=5))
STRUCTURES: dict[str, st.SearchStrategy[bytes]] = {
    "xlsx": _SHEETS,
    "register": _SHEETS,
    "docx": _BODY.map(
        lambda body: with_part(
            _PLAIN_DOCX,
            "word/document.xml",
            f"<w:document {_SPACE}><w:body>{body}</w:body></w:document>".encode(),
        )
    ),
    "pdf": st.lists(st.lists(_PIECE, max_size=30), min_size=1, max_size=4).map(
        lambda pages: a_pdf(*pages)
    ),
    "text": st.tuples(
        _ROWS, st.sampled_from("\t,;|"), st.sampled_from(["utf-8", "utf-8-sig", "cp874", "utf-16"])
    ).map(
        lambda given: "\r\n".join(given[1].join(row) for row in given[0]).encode(given[2], "ignore")
    ),
}

if __name__ == "__main__":
    main()
