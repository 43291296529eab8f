"""PDFs made in the test, letter by letter: what stands where on the paper is known exactly."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_MARKS = {0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)}
_LETTER = 500  # thousandths of the size


@dataclass(frozen=True)
class At:
    """A piece of text on a page; `y` from its top, in points."""

    x: float
    y: float
    text: str
    size: float = 14
    is_bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A drawn line from one corner to another."""

    x: float
    y: float
    to_x: float
    to_y: float


def a_pdf(
    *pages: Iterable[At | Rule], extra: bytes = b"", turn: int = 0, named: bool = True
) -> bytes:
    """Return a PDF whose letters carry their Unicode names."""
    kids = b" ".join(b"%d 0 R" % (9 + 2 * at) for at in range(len(pages)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        _font(b"Thai", 4), _descendant(b"Thai", 6),
        _font(b"Thai-Bold", 7), _descriptor(b"Thai"), _descendant(b"Thai-Bold", 6),
        _stream(_names()),
    ]  # fmt: skip
    for at, page in enumerate(pages):
        content = b"\n".join(_shown(piece) for piece in page)
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F0 3 0 R/F1 5 0 R>>>>>>" % (WIDTH, HEIGHT, turn, 10 + 2 * at)
        )
        bodies.append(_stream(content))
    if not named:
        bodies = [body.replace(b"/ToUnicode 8 0 R", b"") for body in bodies]
    return bound(bodies)


def bound(bodies: Sequence[bytes]) -> bytes:
    """Return the objects as a file; the first one is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(places) + 1, table, len(places) + 1, len(out))
    )


def lines(
    texts: Iterable[str], x: float = 60, y: float = 80, step: float = 22, size: float = 14
) -> list[At]:
    """Return texts below each other; "**…" is bold, each ">" moves it in, "" leaves a gap."""
    placed = []
    for text in texts:
        bare = text.lstrip("*>")
        depth = text[: len(text) - len(bare)].count(">")
        if bare:
            placed.append(At(x + 18 * depth, y, bare, size, text.startswith("*")))
        y += step
    return placed


def ruled(
    rows: Sequence[Sequence[str]], xs: Sequence[float], y: float = 80, height: float = 24
) -> list[At | Rule]:
    """Return a table with lines between its cells; "|" in a cell breaks its line."""
    drawn: list[At | Rule] = [Rule(xs[0], y, xs[-1], y)]
    for row in rows:
        deep = height * max(cell.count("|") + 1 for cell in row)
        for x, cell in zip(xs, row, strict=False):
            for at, text in enumerate(cell.split("|")):
                if text:
                    drawn.append(At(x + 4, y + 17 + height * at, text))
        drawn += [Rule(x, y, x, y + deep) for x in xs]
        y += deep
        drawn.append(Rule(xs[0], y, xs[-1], y))
    return drawn


def _shown(piece: At | Rule) -> bytes:
    if isinstance(piece, Rule):
        ends = (piece.x, HEIGHT - piece.y, piece.to_x, HEIGHT - piece.to_y)
        return b"%.2f %.2f m %.2f %.2f l S" % ends
    codes = "".join(f"{ord(letter):04X}" for letter in piece.text)
    return b"BT /F%d %.2f Tf %.2f %.2f Td <%s> Tj ET" % (
        piece.is_bold, piece.size, piece.x, HEIGHT - piece.y, codes.encode(),
    )  # fmt: skip


def _font(name: bytes, descendant: int) -> bytes:
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]"
        b"/ToUnicode 8 0 R>>" % (name, descendant)
    )


def _descendant(name: bytes, descriptor: int) -> bytes:
    marks = b" ".join(b"%d[0]" % code for code in sorted(_MARKS))
    return (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/DW %d/W[%s]/FontDescriptor %d 0 R>>"
        % (name, _LETTER, marks, descriptor)
    )


def _descriptor(name: bytes) -> bytes:
    return (
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[0 -250 1000 900]/ItalicAngle 0"
        b"/Ascent 900/Descent -250/CapHeight 700/StemV 80>>" % name
    )


def _names() -> bytes:
    ranges = b"".join(b"<%02X00><%02XFF><%02X00>\n" % (high, high, high) for high in range(0x100))
    blocks = [ranges.splitlines(keepends=True)[at : at + 100] for at in range(0, 256, 100)]
    body = b"".join(
        b"%d beginbfrange\n%sendbfrange\n" % (len(block), b"".join(block)) for block in blocks
    )
    return (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/N def\n"
        b"1 begincodespacerange<0000><FFFF>endcodespacerange\n" + body + b"endcmap end end"
    )


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
