"""The letters of a PDF page with their place on the paper, Thai marks on their consonants."""

import ctypes
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from pmqa_workshop.intake.marks import DAMAGED

MOST_LETTERS = 30_000  # of a page


class Letter(NamedTuple):
    """A letter with its marks; `base` counts from the top of the page, all in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool


class _Glyph(NamedTuple):
    code: int
    left: float
    right: float
    base: float
    style: "_Style"


class _Style(NamedTuple):
    font: str
    size: float
    is_bold: bool
    turn: int | None  # quarter turns against the clock, None for a slanting watermark


_GENERATED = frozenset({0x0A, 0x0D, 0x20})  # what PDFium may put in itself
_HYPHEN = 0x02  # what PDFium makes of a hyphen at the end of a line
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_HEAVY = 600
_ECHO = 0.3  # of its width, that lies over the letter it repeats
_ECHO_REACH = 8  # letters back
# Thai fonts of Windows keep shifted forms of letters in a private area.
_PRIVATE = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_BULLETS = range(0xF020, 0xF100)  # Symbol and Wingdings: nearly always a bullet
_HINTS = range(0xF870, 0xF880)  # Apple's notes on the letter before


def is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"


def letters_of(page: Any) -> list[Letter]:
    """Return the letters of the page in the order of the file, turned upright."""
    from pypdfium2 import raw  # only where a PDF is read

    text_page = page.get_textpage()
    try:
        glyphs = list(_glyphs(raw, text_page))
    finally:
        text_page.close()
    turns = Counter(glyph.style.turn for glyph in glyphs if glyph.style.turn is not None)
    if not turns:
        return []
    turn = turns.most_common(1)[0][0]
    upright = [glyph for glyph in glyphs if glyph.style.turn == turn]
    top = page.get_height() if turn == 0 else 0.0
    return _clusters(upright, top, _thai_in_latin(upright))


def _glyphs(raw: Any, text_page: Any) -> Iterator[_Glyph]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    style_of = _Styles(raw, text_page)
    for at in range(min(raw.FPDFText_CountChars(text_page), MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(text_page, at)
        if code in _GENERATED and raw.FPDFText_IsGenerated(text_page, at) == 1:
            continue
        if raw.FPDFText_HasUnicodeMapError(text_page, at) == 1:
            code = ord(DAMAGED)
        raw.FPDFText_GetCharOrigin(text_page, at, x, y)
        raw.FPDFText_GetLooseCharBox(text_page, at, box)
        style = style_of(at)
        left, right, base = _along(style.turn or 0, x.value, y.value, box)
        if math.isfinite(left + right + base) and style.size > 0:
            yield _Glyph(code, left, right, base, style)


class _Styles:
    """Looks up font and size once for each piece of text that the file draws at a time."""

    def __init__(self, raw: Any, text_page: Any) -> None:
        self._raw = raw
        self._text_page = text_page
        self._known: dict[int, _Style] = {}

    def __call__(self, at: int) -> _Style:
        piece = self._raw.FPDFText_GetTextObject(self._text_page, at)
        key = ctypes.cast(piece, ctypes.c_void_p).value or 0
        if key not in self._known:
            self._known[key] = self._read(at, piece)
        return self._known[key]

    def _read(self, at: int, piece: Any) -> _Style:
        raw, matrix = self._raw, self._raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text_page, at, matrix)
        font = raw.FPDFTextObj_GetFont(piece)
        name = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(self._text_page, at) * scale
        decoded = name.value.decode("latin-1")
        is_bold = bool(_BOLD.search(decoded)) or raw.FPDFFont_GetWeight(font) >= _HEAVY
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        turn = round(angle) % 4 if abs(angle - round(angle)) < 0.05 else None
        return _Style(decoded, size, is_bold, turn)


def _along(turn: int, x: float, y: float, box: Any) -> tuple[float, float, float]:
    """Return left, right and base as seen when the text is held upright."""
    if turn == 1:
        return box.bottom, box.top, x
    if turn == 2:
        return -box.right, -box.left, y
    if turn == 3:
        return -box.top, -box.bottom, -x
    return box.left, box.right, -y


def _clusters(glyphs: list[_Glyph], top: float, old_fonts: frozenset[str]) -> list[Letter]:
    letters: list[Letter] = []
    for glyph in glyphs:
        text = _text(glyph.code, glyph.style.font in old_fonts)
        if not text:
            continue
        base = top + glyph.base
        size, is_bold = glyph.style.size, glyph.style.is_bold
        if letters and _MARK.match(text) and _sits_on(glyph, base, letters[-1]):
            last = letters[-1]
            reach = max(last.right, glyph.right)
            letters[-1] = last._replace(text=last.text + text, right=reach)
        else:
            letters.append(Letter(text, glyph.left, glyph.right, base, size, is_bold))
    return _without_echoes(letters)


def _without_echoes(letters: list[Letter]) -> list[Letter]:
    """Drop marks that their file names by the whole cluster, so that ขึ้ would stand there twice."""
    kept: list[Letter] = []
    for letter in letters:
        at = _echoed(kept, letter) if len(letter.text) > 1 else None
        if at is None:
            kept.append(letter)
        else:
            kept[at] = kept[at]._replace(right=max(kept[at].right, letter.right))
    return kept


def _echoed(letters: list[Letter], letter: Letter) -> int | None:
    """Return which of the last letters the given one only repeats, lying over it."""
    for at in range(len(letters) - 1, max(len(letters) - _ECHO_REACH, 0) - 1, -1):
        other = letters[at]
        over = min(other.right, letter.right) - max(other.left, letter.left)
        is_same = other.text == letter.text and abs(other.base - letter.base) < letter.size / 2
        if is_same and over > _ECHO * (letter.right - letter.left):
            return at
    return None


def _sits_on(mark: _Glyph, base: float, letter: Letter) -> bool:
    reach = 1.2 * letter.size
    return abs(base - letter.base) < letter.size and (
        letter.left - reach < mark.left < letter.right + reach
    )


def _text(code: int, is_old: bool) -> str:
    """Return the letter, "" for what draws nothing, DAMAGED for what nobody can name."""
    if code in _PRIVATE:
        return _PRIVATE[code]
    if code in _BULLETS:
        return "•"
    if code == _HYPHEN:
        return "-"
    if code in _HINTS or code == 0 or code in (0xAD, 0xFFFE, 0xFEFF):
        return ""
    if 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000:
        return DAMAGED
    if is_old and 0xA1 <= code <= 0xFB:
        return bytes((code,)).decode("cp874", errors="replace")
    return chr(code)


def _thai_in_latin(glyphs: list[_Glyph]) -> frozenset[str]:
    """Return the fonts of before Unicode, whose Thai letters are named as Latin ones: ¡ÒÃ."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for glyph in glyphs:
        if not chr(glyph.code).isspace():
            counts[glyph.style.font][0xA1 <= glyph.code <= 0xFB] += 1
    return frozenset(font for font, (others, high) in counts.items() if high > 5 and high > others)
