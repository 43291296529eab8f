"""What comes in from an office: one form with its file or pasted rows, read in a child process."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from pmqa_workshop.database import read
from pmqa_workshop.domain.errors import FileTooLarge, FileUnreadable, NotFound, ValueRefused
from pmqa_workshop.domain.roles import Actor, may_prepare, require
from pmqa_workshop.intake.child import Result, read_in_child
from pmqa_workshop.queries.workshop import WorkshopView, workshop_view

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 10
ENVELOPE = MEGABYTE  # bytes of a form around its file
MOST_PASTED = 3 * MEGABYTE  # bytes; a Thai letter takes three
MOST_FIELDS = 8


@dataclass(frozen=True)
class Incoming:
    """A file, or rows pasted under a title, and what the form says about them."""

    workshop: WorkshopView
    name: str
    content: bytes
    is_pasted: bool
    fields: Mapping[str, str]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def json(self, name: str) -> dict[str, object]:
        """Return a field that holds an object; an empty one where it is not there."""
        try:
            given = json.loads(self.fields.get(name) or "{}")
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise ValueRefused(field=name)
        return given

    async def read(self, reader: str, mapping: Mapping[str, str] | None = None) -> Result:
        """Return what the reader, or its twin for pasted rows, finds; raise FileRefused."""
        name = f"{reader}_pasted" if self.is_pasted else reader
        return await asyncio.to_thread(
            read_in_child, name, self.name, self.content, mapping=mapping
        )


async def take(request: Request, staff: Actor, workshop_id: int) -> Incoming:
    """Return what was sent, once the sender may send it at all."""
    require(may_prepare(staff))
    workshop = await read(workshop_view, staff, workshop_id)
    parser = MultiPartParser(
        request.headers, _counted(request), max_files=1, max_fields=MOST_FIELDS
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as broken:
        raise FileUnreadable(name="", reason="damaged") from broken
    try:
        sent = form.get("file") or form.get("pasted")
        if not isinstance(sent, UploadFile):
            raise NotFound(what="file")
        is_pasted, content = "pasted" in form, await sent.read()
        name = "" if is_pasted else (sent.filename or "")[:200]
        most = MOST_PASTED if is_pasted else MOST_MEGABYTES * MEGABYTE
        if len(content) > most:
            raise FileTooLarge(name=name, megabytes=most // MEGABYTE)
        if is_pasted:
            _check_text(content)
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
        return Incoming(workshop, name, content, is_pasted, fields)
    finally:
        await form.close()


def _check_text(content: bytes) -> None:
    try:
        content.decode()
    except UnicodeDecodeError:
        raise FileUnreadable(name="", reason="damaged") from None


async def _counted(request: Request) -> AsyncIterator[bytes]:
    """Pass the body on; raise FileTooLarge as soon as it has become too large."""
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > MOST_MEGABYTES * MEGABYTE + ENVELOPE:
            raise FileTooLarge(name="", megabytes=MOST_MEGABYTES)
        yield chunk
