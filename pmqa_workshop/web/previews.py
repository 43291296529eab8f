"""Documents as PDF: made once, then kept as files while there is room.

The files are a cache: whoever empties the folder loses nothing.
"""

import asyncio
import contextlib
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

from pmqa_workshop.documents.pdf import SECONDS, pdf_of
from pmqa_workshop.domain.errors import PagesUnavailable
from pmqa_workshop.settings import settings

KEPT = 60  # files, the latest looked at
MOST_BYTES = 300 * 1024 * 1024  # of all of them: one of 300 initiatives, tagged, has 31 MB
_one_at_a_time = ThreadPoolExecutor(1, "pmqa-previews")  # who asks for the same finds it made


async def pdf(key: bytes, word_file: Callable[[], bytes], seconds: float = SECONDS) -> bytes:
    """Return a Word file as PDF; `key` stands for all it is made of, `word_file` gives it.

    One that is kept waits for no other. Raise PagesUnavailable where LibreOffice is missing,
    fails, or is late, the wait for others included; what had begun goes on and is kept.
    """
    kept = settings().data_dir / "previews" / f"{hashlib.sha256(key).hexdigest()}.pdf"
    found = await asyncio.to_thread(_kept, kept)
    if found is not None:
        return found
    loop = asyncio.get_running_loop()
    making = loop.run_in_executor(_one_at_a_time, _kept_or_made, kept, word_file)
    try:
        return await asyncio.wait_for(making, seconds)
    except TimeoutError:
        raise PagesUnavailable() from None


def _kept(file: Path) -> bytes | None:
    try:
        os.utime(file)  # looked at just now
        return file.read_bytes()
    except OSError:  # never there, or let go by another process this moment
        return None


def _kept_or_made(kept: Path, word_file: Callable[[], bytes]) -> bytes:
    made = _kept(kept)
    if made is None:
        made = pdf_of(word_file())
        if made is None:
            raise PagesUnavailable()
        with contextlib.suppress(OSError):  # a full disk keeps nothing, and nobody from reading
            _keep(kept, made)
    return made


def _keep(file: Path, made: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(f".{os.getpid()}")
    try:
        partial.write_bytes(made)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    _drop_oldest(file.parent)


def _drop_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime, reverse=True)
    together = accumulate(file.stat().st_size for file in files)
    for at, (file, size) in enumerate(zip(files, together, strict=True)):
        if at and (at >= KEPT or size > MOST_BYTES):  # the newest is wanted just now
            file.unlink(missing_ok=True)
