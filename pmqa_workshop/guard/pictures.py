"""SVG pictures: LibreOffice would draw any picture of the server that they point at."""

import re

from pmqa_workshop.domain.errors import FileUnsafe
from pmqa_workshop.guard.package import parse_xml

_OWN = ("#", "data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif")
_LINKS = (*_OWN, "http://", "https://", "mailto:")  # followed by a click, never by drawing
_OUTSIDE = re.compile(r"url\(\s*[\"']?\s*(?!#)|@import", re.IGNORECASE)
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]")


def is_drawing(text: bytes) -> bool:
    """Tell whether XML holds an SVG, whatever the name of its part says."""
    return bool(_SVG.search(text))


def check_drawing(part: bytes) -> None:
    """Raise FileUnsafe for an SVG that shows anything not within itself."""
    for node in parse_xml(part).iter():
        is_link = str(node.tag).rpartition("}")[2] == "a"
        for name, value in node.attrib.items():
            if name.rpartition("}")[2] == "href":
                _check_target(value, _LINKS if is_link else _OWN)
            elif _OUTSIDE.search(value):
                raise FileUnsafe(reason="outside_link", target=value[:200])
        if _OUTSIDE.search(node.text or ""):
            raise FileUnsafe(reason="outside_link", target=(node.text or "")[:200])


def _check_target(target: str, allowed: tuple[str, ...]) -> None:
    if target.strip() and not target.strip().lower().startswith(allowed):
        raise FileUnsafe(reason="outside_link", target=target[:200])
