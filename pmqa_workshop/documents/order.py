"""What is asked of the press: whose plan, how, and in which open document."""

from dataclasses import dataclass
from typing import Any

from pmqa_workshop.documents.looks import Looks
from pmqa_workshop.documents.pen import Pen
from pmqa_workshop.domain.documents import PrintOptions
from pmqa_workshop.domain.plan import EfficiencyPlan


@dataclass(frozen=True)
class Order:
    """One document being made; `document` is python-docx's, for blocks that add parts to it."""

    plan: EfficiencyPlan
    options: PrintOptions
    pen: Pen
    looks: Looks
    document: Any
