"""Word's fields in a document tree: what each asks for and what it shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn


@dataclass
class Field:
    """A field as it stands; `shown` are the texts between its separator and its end."""

    instruction: str = ""
    shown: list[Any] = field(default_factory=list)
    is_asking: bool = True  # still before the separator

    @property
    def words(self) -> list[str]:
        return self.instruction.split()

    def show(self, text: str) -> None:
        """Make the field show this text until someone presses F9."""
        for at, element in enumerate(self.shown):
            element.text = "" if at else text


def fields_in(root: Any) -> Iterator[Field]:
    """Yield the fields as they end, inner ones before those around them."""
    open_fields: list[Field] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        if element.tag == qn("w:fldChar"):
            kind = element.get(qn("w:fldCharType"))
            if kind == "begin":
                open_fields.append(Field())
            elif open_fields and kind == "separate":
                open_fields[-1].is_asking = False
            elif open_fields and kind == "end":
                yield open_fields.pop()
        elif open_fields and element.tag == qn("w:instrText"):
            open_fields[-1].instruction += element.text or ""
        elif open_fields and not open_fields[-1].is_asking:
            open_fields[-1].shown.append(element)
