"""What only the office knows for its papers, as it was last kept."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from pmqa_workshop.domain.meeting import MeetingPapers
from pmqa_workshop.models.documents import Papers

_PAPERS = TypeAdapter(MeetingPapers)


def papers_of(session: Session, workshop_id: int) -> MeetingPapers:
    """Return the papers of a workshop; empty ones while nobody has filled them in."""
    row = session.get(Papers, workshop_id)
    return _PAPERS.validate_json(row.content) if row else MeetingPapers()


def papers_json(papers: MeetingPapers, **changes: Any) -> str:
    """Return papers with some fields changed, as they are kept."""
    return _PAPERS.dump_json(replace(papers, **changes)).decode()
