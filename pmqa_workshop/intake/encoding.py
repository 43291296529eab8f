"""The letters of a text file: UTF-8, UTF-16 as Excel saves it, or the Thai code pages."""

import re

from pmqa_workshop.domain.errors import FileUnreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF8_READ_AS_THAI = re.compile("[เ][\u0e18\u0e19]")  # each Thai letter of UTF-8 shows as เธ or เน
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def decode_text(content: bytes) -> str:
    """Return the text; raise FileUnreadable when no encoding gives sensible letters."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(content, "cp874")
    if len(_UTF8_READ_AS_THAI.findall(text)) * 6 > len(text):
        raise FileUnreadable(reason="encoding")  # UTF-8 with damage: the rest would be mojibake
    return text


def looks_like_text(content: bytes) -> bool:
    """Tell whether the bytes can be letters at all; a picture or a program cannot."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(content) % 2 == 0
    sample = content[:65536].decode("latin-1")
    return len(_CONTROLS.findall(sample)) * 200 <= len(sample) and "\x00" not in sample


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(reason="encoding") from error
