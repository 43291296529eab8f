"""Documents as PDF and pages to look at: made once, then kept as files while there is room.

The files are a cache: whoever empties the folder loses nothing.
"""

import asyncio
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from pmqa_workshop.documents.pdf import page_picture, pages_in, pdf_of
from pmqa_workshop.domain.errors import NotFound, PagesUnavailable
from pmqa_workshop.settings import settings

KEPT = 60  # files, the latest looked at
T = TypeVar("T")
_one_at_a_time = ThreadPoolExecutor(1, "pmqa-previews")  # who asks for the same finds it made


async def pdf(key: bytes, word_file: Callable[[], bytes]) -> bytes:
    """Return a Word file as PDF; `key` stands for all it is made of, `word_file` gives it.

    Raise PagesUnavailable where LibreOffice is missing, fails or is late.
    """
    return await _aside(lambda: _kept_or_made(key, word_file))


async def page_count(key: bytes, word_file: Callable[[], bytes]) -> int:
    """Return how many pages it has; raise as `pdf` does."""
    return await _aside(lambda: pages_in(_kept_or_made(key, word_file)))


async def page(key: bytes, word_file: Callable[[], bytes], number: int) -> bytes:
    """Return a page as PNG, counted from 1; raise NotFound beyond the last, else as `pdf` does."""
    drawn = await _aside(lambda: page_picture(_kept_or_made(key, word_file), number))
    if drawn is None:
        raise NotFound(what="page")
    return drawn


async def _aside(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, work)


def _kept_or_made(key: bytes, word_file: Callable[[], bytes]) -> bytes:
    kept = settings().data_dir / "previews" / f"{hashlib.sha256(key).hexdigest()}.pdf"
    if kept.exists():
        os.utime(kept)  # looked at just now
        return kept.read_bytes()
    made = pdf_of(word_file())
    if made is None:
        raise PagesUnavailable()
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(f".{os.getpid()}")
    partial.write_bytes(made)
    partial.replace(kept)
    _drop_oldest(kept.parent)
    return made


def _drop_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
    for old in files[:-KEPT]:
        old.unlink(missing_ok=True)
