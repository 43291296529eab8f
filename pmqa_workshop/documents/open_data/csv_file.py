"""A table as CSV that Excel opens in Thai and never runs."""

import csv
import re
from io import StringIO
from typing import Any

BOM = "\ufeff"  # without it Excel reads Thai as something else
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # the wide ones begin a formula as well
_DANGER = re.compile(  # also where a program that splits at ; or tab would begin a cell
    f'^(?=[\\s"]*[{_SIGNS}])|(?<=[;\t])(?=["\\s]*[{_SIGNS}])|(?<=\n)(?=["\\s]*[=+@])'
)


def csv_of(fields: list[str], rows: list[dict[str, Any]]) -> bytes:
    """Return a table in UTF-8 with a mark at its start, every text in quotes."""
    written = StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    table.writerow(fields)
    for row in rows:
        table.writerow([_cell(row[field], field) for field in fields])
    return (BOM + written.getvalue()).encode()


def _cell(value: Any, field: str) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = ("|" if field == "co_owners" else " ").join(value)
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would run: '+66 81 …"""
    return _DANGER.sub("'", text)
